//! `cargo xtask spec diff`: files, revisions, formats and exit codes.

use std::process::Command;

use crate::project::Project;

const OLD: &str = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths:\n  /a:\n    get:\n      tags: [A]\n      summary: List\n      responses:\n        200:\n          description: d\n          content: {application/json: {schema: {$ref: '#/components/schemas/A'}}}\n\
components:\n  schemas:\n    A:\n      type: object\n      required: [id]\n      properties: {id: {type: string}, n: {type: integer}}\n";

fn project() -> Project {
    let project = Project::with_client(OLD);
    project.put("old.yaml", OLD);
    project
}

fn git(project: &Project, words: &[&str]) {
    let status = Command::new("git")
        .args(["-c", "user.name=T", "-c", "user.email=t@example.com"])
        .args(words)
        .current_dir(project.path(""))
        .output()
        .unwrap();
    assert!(status.status.success(), "{status:#?}");
}

#[test]
fn the_same_document_is_no_change() {
    let project = project();
    project
        .run(&[
            "spec",
            "diff",
            "old.yaml",
            "spec/cotool.yaml",
            "--fail-on",
            "any",
        ])
        .code(0)
        .says("No change");
}

#[test]
fn what_breaks_is_a_finding_when_that_is_asked_for() {
    let project = project();
    project.put("new.yaml", &OLD.replace("required: [id]", "required: []"));
    let words = ["spec", "diff", "old.yaml", "new.yaml"];
    project
        .run(&words)
        .code(0)
        .says("Breaking: 1 change breaks running programs")
        .says("response-property-became-optional at schema A, id")
        .says("--> new.yaml:17:20")
        .says("[major] field-type-changed models::A::id: String -> Option<String>");
    let fail = |on| project.run(&[&words[..], &["--fail-on", on]].concat());
    fail("breaking").code(1);
    fail("any").code(1);
}

#[test]
fn what_only_adds_is_a_finding_only_for_those_who_want_any() {
    let project = project();
    project.put(
        "new.yaml",
        &OLD.replace(
            "n: {type: integer}",
            "n: {type: integer}, m: {type: integer}",
        ),
    );
    let fail = |on| project.run(&["spec", "diff", "old.yaml", "new.yaml", "--fail-on", on]);
    fail("breaking")
        .code(0)
        .says("Safe: ")
        .says("minor version");
    fail("any").code(1);
}

#[test]
fn a_revision_is_a_version_with_the_names_that_it_had() {
    let project = project();
    project.put(
        "spec/codegen.toml",
        "[operations.\"GET /a\"]\nname = \"all\"\n",
    );
    git(&project, &["init", "-q"]);
    git(&project, &["add", "."]);
    git(&project, &["commit", "-qm", "x"]);
    project.run(&["spec", "diff"]).code(0).says("No change");
    project.put(
        "spec/codegen.toml",
        "[operations.\"GET /a\"]\nname = \"every\"\n",
    );
    project
        .run(&["spec", "diff", "git:HEAD", "spec/cotool.yaml"])
        .code(0)
        .says("running programs go on")
        .says("item-removed A::all()")
        .says("item-added A::every()");
    project
        .run(&["spec", "diff", "git:HEAD:old.yaml", "old.yaml"])
        .code(0)
        .says("No change");
    project
        .run(&["spec", "diff", "git:nonsense", "old.yaml"])
        .code(2)
        .says("cannot read git:nonsense");
    project
        .run(&["spec", "diff", "git:--output=x", "old.yaml"])
        .code(2)
        .says("names no revision");
}

#[test]
fn a_file_is_compared_with_the_document_by_the_same_names() {
    let project = project();
    project.put(
        "spec/codegen.toml",
        "[operations.\"GET /a\"]\nname = \"every\"\n",
    );
    for words in [
        ["old.yaml", "spec/cotool.yaml"],
        ["spec/cotool.yaml", "old.yaml"],
    ] {
        project
            .run(&[&["spec", "diff", "--fail-on", "any"], &words[..]].concat())
            .code(0)
            .says("No change");
    }
}

#[test]
fn markdown_has_the_verdict_in_its_first_line() {
    let project = project();
    project.put("new.yaml", &OLD.replace("  /a:", "  /b:"));
    let run = project
        .run(&[
            "spec", "diff", "old.yaml", "new.yaml", "--format", "markdown",
        ])
        .code(0);
    let first = run.out.lines().next().unwrap();
    assert!(
        first.starts_with("**Breaking**: 1 change breaks running programs"),
        "{first}"
    );
    assert!(run.out.contains(
        "| programs that run with the client as it is | **break** where they use `GET /a` |"
    ));
}

#[test]
fn json_is_one_object_for_programs() {
    let project = project();
    project.put(
        "new.yaml",
        &OLD.replace("n: {type: integer}", "n: {type: string}"),
    );
    let run = project
        .run(&["spec", "diff", "old.yaml", "new.yaml", "--format", "json"])
        .code(0);
    let value: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(value["verdict"], "breaking");
    assert_eq!(value["bump"], "major");
    assert_eq!(value["changes"][0]["rule"], "response-type-changed");
    assert_eq!(value["changes"][0]["operations"][0], "GET /a");
    assert_eq!(value["changes"][0]["new"]["line"], 17);
    assert_eq!(value["rust"][0]["item"], "models::A::n");
}

#[test]
fn a_document_that_cannot_be_read_is_said() {
    let project = project();
    project.put("new.yaml", "openapi: 3.1.0\ninfo: [\n");
    project
        .run(&["spec", "diff", "old.yaml", "new.yaml"])
        .code(2)
        .says("new.yaml")
        .says("nothing to compare");
}
