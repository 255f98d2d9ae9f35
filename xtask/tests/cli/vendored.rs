//! The project's own document and client.

use std::fs;
use std::path::{Path, PathBuf};

use serde_yaml::Value;

use crate::project::Project;

fn spec() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec")
}

#[test]
fn the_client_and_the_document_are_fresh() {
    Project::new().run_for_real(&["codegen", "--check"]).code(0);
}

#[test]
fn everything_that_a_source_says_is_in_the_document() {
    let read = |path: &Path| -> Value {
        serde_yaml::from_str(&fs::read_to_string(path).unwrap()).unwrap()
    };
    let document = read(&spec().join("cotool.yaml"));
    let mut compared = 0;
    for entry in fs::read_dir(spec().join("reference")).unwrap() {
        let path = entry.unwrap().path();
        let source = read(&path);
        for (section, names) in [
            ("paths", &source["paths"]),
            ("components", &source["components"]),
        ] {
            for (name, said) in names.as_mapping().into_iter().flatten() {
                for (key, value) in said.as_mapping().unwrap() {
                    assert_eq!(
                        document[section].get(name).and_then(|there| there.get(key)),
                        Some(value),
                        "{name:?} {key:?} of {}",
                        path.display()
                    );
                    compared += 1;
                }
            }
        }
    }
    assert!(compared > 100, "{compared}");
}

#[test]
fn every_method_has_a_name_that_somebody_chose() {
    let document: Value =
        serde_yaml::from_str(&fs::read_to_string(spec().join("cotool.yaml")).unwrap()).unwrap();
    let config =
        codegen::Config::parse(&fs::read_to_string(spec().join("codegen.toml")).unwrap()).unwrap();
    let mut operations = Vec::new();
    for (path, item) in document["paths"].as_mapping().unwrap() {
        for method in item.as_mapping().unwrap().keys() {
            let method = method.as_str().unwrap().to_uppercase();
            operations.push(format!("{method} {}", path.as_str().unwrap()));
        }
    }
    operations.sort();
    let named: Vec<&String> = config
        .operations
        .iter()
        .filter(|(_, settled)| settled.name.is_some())
        .map(|(key, _)| key)
        .collect();
    assert_eq!(named, operations.iter().collect::<Vec<_>>());
    assert!(operations.len() > 80, "{}", operations.len());
}
