//! The whole text that small APIs become. After a change on purpose, run with `UPDATE_GOLDENS=1` and read the
//! difference.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

#[cfg(test)]
mod emit_sample;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use codegen::{Config, Input, Severity};

/// The files below a folder of this crate are these, or become these.
fn agree(folder: &str, mut files: BTreeMap<String, String>) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    if std::env::var_os("UPDATE_GOLDENS").is_some() {
        if folder.exists() {
            std::fs::remove_dir_all(&folder).unwrap();
        }
        for (path, text) in &files {
            let path = folder.join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        return;
    }
    for file in below(&folder) {
        let path = file.strip_prefix(&folder).unwrap();
        let path = path.to_str().unwrap().replace('\\', "/");
        let expected = std::fs::read_to_string(file).unwrap();
        let found = files.remove(&path).unwrap_or_default();
        let difference = similar::TextDiff::from_lines(&expected, &found);
        assert!(
            expected == found,
            "{path}: run with UPDATE_GOLDENS=1 and read the difference\n{}",
            difference.unified_diff()
        );
    }
    assert!(files.is_empty(), "not expected: {:?}", files.keys());
}

/// All files below a folder.
fn below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(below(&path));
        } else {
            files.push(path);
        }
    }
    files.sort();
    files
}

#[test]
fn the_sample_becomes_this_text() {
    agree(
        "tests/emit_golden",
        emit_sample::files(&emit_sample::sample()),
    );
}

#[test]
fn the_document_of_shapes_becomes_this_client() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("shapes");
    let text = std::fs::read_to_string(folder.join("openapi.yaml")).unwrap();
    let config = std::fs::read_to_string(folder.join("codegen.toml")).unwrap();
    let mut config = Config::parse(&config).unwrap();
    config.tests_of = Some("shapes".to_owned());
    let input = Input {
        name: "shapes/openapi.yaml",
        text: &text,
        read: &|name| Err(format!("{name} is not there")),
    };
    let generated = codegen::generate(&input, &config);
    let errors: Vec<_> = generated
        .diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.severity == Severity::Error)
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
    let output = generated.output.unwrap();
    agree("shapes/src/generated", output.files);
    agree("shapes/tests/operations", output.tests);
}
