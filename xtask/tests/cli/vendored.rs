//! The project's own document and client.

use std::collections::BTreeMap;
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
                    let place = format!("{name:?} {key:?} of {}", path.display());
                    let there = document[section].get(name).and_then(|there| there.get(key));
                    if section == "paths" && is_note(value) {
                        for (key, value) in value.as_mapping().unwrap() {
                            let there = there.and_then(|operation| operation.get(key));
                            assert_eq!(there, Some(value), "{place}");
                        }
                    } else {
                        assert_eq!(there, Some(value), "{place}");
                    }
                    compared += 1;
                }
            }
        }
    }
    assert!(compared > 100, "{compared}");
}

/// Whether a source only remarks on an operation that another describes.
fn is_note(operation: &Value) -> bool {
    let mut keys = operation.as_mapping().unwrap().keys();
    keys.all(|key| key.as_str().unwrap().starts_with("x-"))
}

#[test]
fn the_table_of_provenance_is_what_the_document_says() {
    let document: Value =
        serde_yaml::from_str(&fs::read_to_string(spec().join("cotool.yaml")).unwrap()).unwrap();
    let page = fs::read_to_string(spec().join("README.md")).unwrap();
    let (_, table) = page
        .split_once("| method | path | source | grade | known |")
        .unwrap();
    let mut rows = BTreeMap::new();
    for line in table
        .lines()
        .skip(2)
        .take_while(|line| line.starts_with('|'))
    {
        let cells: Vec<&str> = line.trim_matches('|').split(" | ").map(str::trim).collect();
        let [method, path, source, grade, known] = cells[..] else {
            panic!("not five cells: {line}");
        };
        let bare = |text: &str| text.trim_matches('`').to_owned();
        assert!(["A", "B", "U", "C", "S"].contains(&grade), "{line}");
        // What is known whole has grade A; grade A may rest on one form of a page, or lack a schema that is not there.
        assert!(grade == "A" || known != "whole", "{line}");
        assert!(grade != "A" || known.starts_with("whole"), "{line}");
        let row = [bare(source), grade.to_owned(), known.to_owned()];
        let before = rows.insert(format!("{method} {}", bare(path)), row);
        assert!(before.is_none(), "there twice: {line}");
    }
    let mut said = BTreeMap::new();
    for (path, item) in document["paths"].as_mapping().unwrap() {
        for (method, operation) in item.as_mapping().unwrap() {
            let key = format!(
                "{} {}",
                method.as_str().unwrap().to_uppercase(),
                path.as_str().unwrap()
            );
            let text = |name| match operation.get(name).and_then(Value::as_str) {
                Some(text) => text.to_owned(),
                None => panic!("{key} has no {name}"),
            };
            let row = ["x-cotool-source", "x-cotool-grade", "x-cotool-known"].map(text);
            said.insert(key, row);
        }
    }
    for (key, known) in &said {
        assert_eq!(rows.get(key), Some(known), "{key}");
    }
    let unknown: Vec<&String> = rows.keys().filter(|key| !said.contains_key(*key)).collect();
    assert_eq!(unknown, Vec::<&String>::new());
    assert_eq!(said.len(), 85);
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

#[test]
fn the_table_of_groups_is_what_the_document_says() {
    let document: Value =
        serde_yaml::from_str(&fs::read_to_string(spec().join("cotool.yaml")).unwrap()).unwrap();
    let mut groups: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (_, item) in document["paths"].as_mapping().unwrap() {
        for (_, operation) in item.as_mapping().unwrap() {
            let group = operation["tags"][0].as_str().unwrap();
            let grade = operation["x-cotool-grade"].as_str().unwrap();
            groups.entry(group).or_default().push(grade);
        }
    }
    let handles = handles();
    let row = |(group, grades): (&&str, &Vec<&str>)| {
        let count = |grade: &str| grades.iter().filter(|other| **other == grade).count();
        let counts = ["A", "B", "U", "C", "S"].map(|grade| (count(grade), grade));
        let counts = counts.iter().filter(|(count, _)| *count > 0);
        let counts: Vec<_> = counts
            .map(|(count, grade)| format!("{count} {grade}"))
            .collect();
        let (handle, all) = (&handles[*group], grades.len());
        format!("| {group} | `{handle}()` | {all} | {} |", counts.join(", "))
    };
    let expected: Vec<_> = groups.iter().map(row).collect();

    let readme = fs::read_to_string(spec().join("../README.md")).unwrap();
    let (_, table) = readme
        .split_once("| group | handle | operations | grades |\n|---|---|---|---|\n")
        .unwrap();
    let rows = table.lines().take_while(|line| line.starts_with('|'));
    assert_eq!(rows.collect::<Vec<_>>(), expected);
}

/// The accessor of each group, by its tag.
fn handles() -> BTreeMap<String, String> {
    let api = spec().join("../cotool-api/src/generated/api");
    let mut handles = BTreeMap::new();
    for file in fs::read_dir(api).unwrap() {
        let text = fs::read_to_string(file.unwrap().path()).unwrap();
        let between = |start: &str, end: char| {
            let (_, rest) = text.split_once(start)?;
            rest.split(end).next().map(str::to_owned)
        };
        if let Some(tag) = between("Operations of the tag `", '`') {
            let (_, on_client) = text.split_once("impl runtime::Client {").unwrap();
            let (_, accessor) = on_client.split_once("pub fn ").unwrap();
            handles.insert(tag, accessor.split('(').next().unwrap().to_owned());
        }
    }
    handles
}
