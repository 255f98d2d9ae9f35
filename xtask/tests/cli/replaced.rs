//! Another document in the place of the vendored one: the client is made of it and compiles, and parts that are written by
//! hand are left out where it does not have their operations.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::project::Project;

/// A document without tags, servers or security; one of its names is that of a part.
const OTHER: &str = r##"{
  "openapi": "3.0.3",
  "info": {"title": "Other", "version": "9"},
  "paths": {
    "/run/{id}": {
      "parameters": [{"name": "id", "in": "path", "required": true, "schema": {"type": "integer"}}],
      "get": {"responses": {"200": {"description": "ok", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Run"}}}}}},
      "put": {
        "requestBody": {"content": {"multipart/form-data": {"schema": {"type": "object", "properties": {"file": {"type": "string", "format": "binary"}}}}}},
        "responses": {"204": {"description": "done"}, "default": {"description": "failed", "content": {"text/plain": {}}}}
      }
    }
  },
  "components": {"schemas": {"Run": {"oneOf": [{"type": "string"}, {"type": "object", "properties": {"next": {"$ref": "#/components/schemas/Run"}}}]}}}
}"##;

const EMPTY: &str = "openapi: 3.1.0\ninfo: {title: Nothing, version: '0'}\npaths: {}\n";

/// The workspace's client, in a workspace of its own.
fn workspace() -> Project {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let project = Project::new();
    let read = |path: &str| fs::read_to_string(root.join(path)).unwrap();
    let manifest = read("Cargo.toml");
    let members = manifest.lines().find(|line| line.starts_with("members = "));
    project.put(
        "Cargo.toml",
        &manifest.replace(
            members.unwrap(),
            r#"members = ["cotool-api", "xtask/mock"]"#,
        ),
    );
    for file in ["Cargo.lock", "README.md", "spec/codegen.toml"] {
        project.put(file, &read(file));
    }
    for folder in ["cotool-api", "xtask/mock"] {
        copy(&project, &root, folder);
    }
    project
}

fn copy(project: &Project, root: &Path, path: &str) {
    for entry in fs::read_dir(root.join(path)).unwrap() {
        let entry = entry.unwrap();
        let below = format!("{path}/{}", entry.file_name().to_str().unwrap());
        if entry.path().is_dir() {
            copy(project, root, &below);
        } else {
            project.put_bytes(&below, &fs::read(entry.path()).unwrap());
        }
    }
}

/// Checks the client; what it depends on is shared with the workspace that this test belongs to.
fn compiles(project: &Project, words: &[&str]) {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
    let output = Command::new(env!("CARGO"))
        .args(["check", "--offline", "--quiet", "--package", "cotool-api"])
        .args(words)
        .current_dir(project.path(""))
        .env("CARGO_TARGET_DIR", target)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    // Cargo itself says that it leaves out targets whose feature is not there; the compiler has nothing to say.
    let others: Vec<&str> = said
        .lines()
        .filter(|line| line.starts_with("warning") && !line.contains("required-features"))
        .collect();
    assert!(others.is_empty(), "{said}");
}

#[test]
fn the_client_is_made_of_any_document_that_takes_the_place_of_the_vendored_one() {
    let project = workspace();
    let page =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec/pages/run-agent-asynchronously.md");
    project.put(
        "spec/pages/run-agent-asynchronously.md",
        &fs::read_to_string(page).unwrap(),
    );
    project.run(&["spec", "import"]).code(0);
    let run = project.run(&["codegen"]).code(0);
    assert!(
        run.err
            .contains("the part `run` cannot be built: the document has no operation `GET "),
        "{run:#?}"
    );
    let manifest = project.text("cotool-api/Cargo.toml");
    assert!(
        manifest.contains("default = [\"reqwest\", \"agents\"]\n"),
        "{manifest}"
    );
    assert!(
        project
            .text("cotool-api/src/generated/api/agents.rs")
            .contains("pub fn run_agent_asynchronously("),
    );
    compiles(&project, &["--all-targets"]);
    project.run(&["codegen", "--check"]).code(0);

    fs::remove_dir_all(project.path("spec/pages")).unwrap();
    for (document, default) in [
        (OTHER, "default = [\"reqwest\", \"run-api\"]\n"),
        (EMPTY, "default = [\"reqwest\"]\n"),
    ] {
        project.put("spec/cotool.yaml", document);
        project.run(&["codegen"]).code(0);
        let manifest = project.text("cotool-api/Cargo.toml");
        assert!(manifest.contains(default), "{manifest}");
        compiles(&project, &[]);
        compiles(&project, &["--test", "operations"]);
    }
}
