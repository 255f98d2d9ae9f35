//! The Rust half, held against the compiler: code that was written for the old client compiles against the new one exactly
//! when the report says so.
//!
//! All changes are made to one document, each in a tag and in types of its own, so that there are two clients to compile and
//! not two for each change. Each change has a program that uses what the change is about, pinned to its types.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

#[cfg(test)]
mod diff_callers;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use codegen::diff::{Bump, Version, compare};
use codegen::{Config, Input};
use diff_callers::{Case, cases};

fn document(side: fn(&Case) -> &str) -> String {
    let mut text =
        "openapi: 3.1.0\ninfo: {title: T, version: '1'}\nservers: [{url: 'https://example.com'}]\n"
            .to_owned();
    let part = |text: &mut String, key: &str, indent: &str| {
        for (number, case) in cases().iter().enumerate() {
            let name = format!("C{:02}", number + 1);
            let (paths, schemas) = side(case)
                .split_once("schemas:")
                .unwrap_or((side(case), ""));
            let lines = if key == "paths" { paths } else { schemas };
            for line in lines.lines().filter(|line| !line.trim().is_empty()) {
                let line = line
                    .replace("CX", &name)
                    .replace("Cx", &name)
                    .replace("cx", &name.to_lowercase());
                writeln!(text, "{indent}{line}").unwrap();
            }
        }
    };
    text.push_str("paths:\n");
    part(&mut text, "paths", "  ");
    text.push_str("components:\n  schemas:\n");
    part(&mut text, "schemas", "    ");
    text
}

fn read(name: &str, text: &str) -> Version {
    let input = Input {
        name,
        text,
        read: &|_| Err("nothing else is read".to_owned()),
    };
    let version = Version::read(&input, &Config::default());
    let diagnostics = &version.generated.diagnostics;
    assert!(version.generated.output.is_some(), "{diagnostics:#?}");
    version
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap()
        .to_owned()
}

/// Writes a file unless it is there already: an untouched file is not compiled again.
fn put(path: &Path, text: &str) {
    if fs::read_to_string(path).is_ok_and(|there| there == text) {
        return;
    }
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// The dependencies of a client, from the one that is part of this workspace.
fn dependencies() -> String {
    let shapes = fs::read_to_string(root().join("codegen/shapes/Cargo.toml")).unwrap();
    let (_, rest) = shapes.split_once("[dependencies]\n").unwrap();
    let (own, _) = rest.split_once("\n[").unwrap();
    own.lines()
        .filter(|line| !line.starts_with("reqwest"))
        .map(|line| format!("{line}\n"))
        .collect()
}

fn client(folder: &Path, name: &str, version: &Version) {
    let api = version.generated.api.as_ref().unwrap();
    let features = codegen::emit::features(api, &Config::default());
    let mut manifest = format!(
        "[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[features]\ndefault = {features:?}\nreqwest = []\n"
    );
    for feature in &features {
        writeln!(manifest, "{feature} = []").unwrap();
    }
    write!(manifest, "\n[dependencies]\n{}", dependencies()).unwrap();
    let folder = folder.join(name);
    put(&folder.join("Cargo.toml"), &manifest);
    let runtime = root().join("cotool-api/src/runtime/mod.rs");
    put(
        &folder.join("src/lib.rs"),
        &format!(
            "#![allow(warnings)]\nmod generated;\n#[path = {runtime:?}]\npub mod runtime;\npub use generated::{{api, meta, models}};\npub use runtime::Client;\n"
        ),
    );
    let generated = folder.join("src/generated");
    let _ = fs::remove_dir_all(&generated);
    for (path, text) in &version.generated.output.as_ref().unwrap().files {
        put(&generated.join(path), text);
    }
}

/// A package with one program for each change.
fn callers(folder: &Path, name: &str, client: &str) {
    let manifest = format!(
        "[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\nautobins = true\n\n[dependencies]\nclient = {{ package = \"{client}\", path = \"../{client}\" }}\nserde_json.workspace = true\nuuid.workspace = true\n"
    );
    let folder = folder.join(name);
    put(&folder.join("Cargo.toml"), &manifest);
    for (number, case) in cases().iter().enumerate() {
        let name = format!("C{:02}", number + 1);
        let code = case
            .caller
            .replace("CX", &name)
            .replace("Cx", &name)
            .replace("cx", &name.to_lowercase());
        put(
            &folder.join(format!("src/bin/{}.rs", name.to_lowercase())),
            &format!(
                "#![allow(warnings)]\nuse client::{{Client, api, models, runtime}};\n{code}\nfn main() {{}}\n"
            ),
        );
    }
}

fn workspace(folder: &Path) {
    let manifest: toml::Table = fs::read_to_string(root().join("Cargo.toml"))
        .unwrap()
        .parse()
        .unwrap();
    let mut shared = manifest["workspace"]["dependencies"]
        .as_table()
        .unwrap()
        .clone();
    shared.retain(|_, value| value.get("path").is_none());
    let mut own = toml::Table::new();
    let members = ["before", "after", "old", "new"].map(toml::Value::from);
    own.insert("members".into(), toml::Value::Array(members.to_vec()));
    own.insert("resolver".into(), "3".into());
    own.insert("dependencies".into(), shared.into());
    let mut manifest = toml::Table::new();
    manifest.insert("workspace".into(), own.into());
    put(&folder.join("Cargo.toml"), &manifest.to_string());
    // The versions that the project has tested.
    let lock = folder.join("Cargo.lock");
    if !lock.exists() {
        fs::copy(root().join("Cargo.lock"), &lock).unwrap();
    }
}

/// The programs of a package that do not compile, and everything that the compiler says.
fn failing(folder: &Path) -> (BTreeSet<(String, String)>, String) {
    let output = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .current_dir(folder)
        .args([
            "check",
            "--quiet",
            "--workspace",
            "--keep-going",
            "--message-format=json",
        ])
        .arg("--target-dir")
        .arg(folder.join("target"))
        .env_remove("RUSTFLAGS")
        .output()
        .unwrap();
    let mut failed = BTreeSet::new();
    let mut said = String::from_utf8_lossy(&output.stderr).into_owned();
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let Ok(message) = serde_json::from_str::<serde_json::Value>(line) else {
            continue;
        };
        if message["reason"] == "compiler-message" && message["message"]["level"] == "error" {
            let package = message["manifest_path"].as_str().unwrap();
            let package = Path::new(package).parent().unwrap().file_name().unwrap();
            let package = package.to_string_lossy().into_owned();
            let target = message["target"]["name"].as_str().unwrap().to_owned();
            said.push_str(message["message"]["rendered"].as_str().unwrap_or_default());
            failed.insert((package, target));
        }
    }
    (failed, said)
}

#[test]
fn callers_compile_exactly_when_the_report_says_so() {
    assert!(cases().len() >= 30);
    let (old, new) = (document(|case| case.old), document(|case| case.new));
    let (before, after) = (read("old.yaml", &old), read("new.yaml", &new));
    let diff = compare(&before, &after);
    let rust = diff.rust.as_ref().unwrap();

    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("diff-compiler");
    workspace(&folder);
    client(&folder, "before", &before);
    client(&folder, "after", &after);
    callers(&folder, "old", "before");
    callers(&folder, "new", "after");
    let (failed, said) = failing(&folder);

    let mut wrong = Vec::new();
    let (mut breaking, mut fine) = (0, 0);
    for package in ["before", "after"] {
        assert!(
            !failed.contains(&(package.to_owned(), package.to_owned())),
            "{said}"
        );
    }
    for (number, case) in cases().iter().enumerate() {
        let name = format!("c{:02}", number + 1);
        if failed.contains(&("old".to_owned(), name.clone())) {
            wrong.push(format!(
                "{name}, {}: does not compile against the old client",
                case.name
            ));
        }
        let compiles = !failed.contains(&("new".to_owned(), name.clone()));
        let own = rust
            .changes
            .iter()
            .filter(|change| change.item.to_lowercase().contains(&name));
        let own: Vec<_> = own.collect();
        let breaks = own
            .iter()
            .any(|change| change.rule.bump() == Bump::Breaking);
        if compiles == breaks {
            wrong.push(format!(
                "{name}, {}: compiles: {compiles}, and the report says {own:#?}",
                case.name
            ));
        }
        if breaks {
            breaking += 1;
        } else {
            fine += 1;
        }
    }
    println!("{breaking} changes break callers, {fine} do not");
    assert!(wrong.is_empty(), "{}\n{said}", wrong.join("\n"));
    assert!(breaking >= 10 && fine >= 10, "{breaking} {fine}");
}
