//! The guide: every method of the generated API is in an example of the page of its group, and the front page leads there.
//!
//! That the examples compile is what `cargo test --doc` is for.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops at the first surprise; clippy knows that of test functions only"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn source(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(path)
}

fn read(path: &str) -> String {
    let path = source(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The modules in a folder, without `mod.rs`.
fn modules(folder: &str) -> BTreeSet<String> {
    let files = fs::read_dir(source(folder)).unwrap();
    let names = files.map(|file| file.unwrap().file_name().into_string().unwrap());
    let modules = names.filter_map(|name| name.strip_suffix(".rs").map(str::to_owned));
    modules.filter(|name| name != "mod").collect()
}

/// A group's accessor on the client, and its methods.
fn group(module: &str) -> (String, Vec<String>) {
    let text = read(&format!("generated/api/{module}.rs"));
    let (mut accessor, mut methods, mut on_client) = (None, Vec::new(), false);
    for line in text.lines() {
        if line.starts_with("impl ") {
            on_client = line == "impl runtime::Client {";
        }
        let Some(name) = line.strip_prefix("    pub fn ") else {
            continue;
        };
        let name = name.split('(').next().unwrap().to_owned();
        match (on_client, &*name) {
            (true, _) => accessor = Some(name),
            // What every handle has.
            (false, "client") => {}
            (false, _) => methods.push(name),
        }
    }
    let accessor = accessor.unwrap_or_else(|| panic!("{module} has no accessor"));
    (accessor, methods)
}

/// The code of a page, without white space: a chain of calls may be broken into lines.
fn code(page: &str) -> String {
    let lines = page.lines().map(|line| line.trim_start_matches("//!"));
    let mut inside = false;
    let code = lines.filter(|line| {
        let fence = line.trim_start().starts_with("```");
        inside ^= fence;
        inside && !fence && !line.trim_start().starts_with("//")
    });
    code.flat_map(str::chars)
        .filter(|character| !character.is_whitespace())
        .collect()
}

#[test]
fn every_method_is_in_an_example() {
    let mut missing = Vec::new();
    let mut found = 0;
    for module in modules("generated/api") {
        let code = code(&read(&format!("guide/{module}.rs")));
        let (accessor, methods) = group(&module);
        for method in methods {
            if code.contains(&format!("cotool.{accessor}().{method}(")) {
                found += 1;
            } else {
                missing.push(format!("guide::{module}: {accessor}().{method}"));
            }
        }
    }
    assert!(missing.is_empty(), "not in the guide: {missing:#?}");
    let document = cotool_mock::Document::vendored().unwrap();
    assert_eq!(found, document.operations().len());
}

#[test]
fn every_group_has_a_page_and_the_front_page_leads_to_it() {
    assert_eq!(modules("guide"), modules("generated/api"));
    let (front, list) = (read("guide/front_page.md"), read("guide/mod.rs"));
    assert!(read("lib.rs").contains("include_str!(\"guide/front_page.md\")"));
    for module in modules("guide") {
        assert!(front.contains(&format!("](guide::{module})")), "{module}");
        let feature = module.replace('_', "-");
        let (before, _) = list.split_once(&format!("pub mod {module};")).unwrap();
        let gate = before.trim_end().lines().last().unwrap();
        assert!(
            gate.contains(&format!("feature = \"{feature}\"")),
            "{module}: {gate}"
        );
    }
}

/// What is written by hand on the handles of groups.
#[test]
fn what_takes_long_is_in_the_guide() {
    let mut found = 0;
    for file in ["run/mod.rs", "detection_run/mod.rs", "job.rs"] {
        let text = read(file);
        let mut accessor = None;
        for line in text.lines() {
            if let Some(handle) = line.strip_prefix("impl ") {
                accessor = handle.strip_suffix(" {").map(str::to_lowercase);
            }
            let method = line.strip_prefix("    pub fn ");
            let method = method.and_then(|rest| rest.split('(').next());
            // What is on the handles of runs and jobs is shown with them.
            if let (Some(accessor @ ("agents" | "detections")), Some(method)) =
                (accessor.as_deref(), method)
            {
                let code = code(&read(&format!("guide/{accessor}.rs")));
                let call = format!("cotool.{accessor}().{method}(");
                assert!(code.contains(&call), "{file}: {call}");
                found += 1;
            }
        }
    }
    assert!(found >= 5, "{found}");
}
