//! `cargo xtask fuzz DIR`: mutated documents, by number.

use serde_json::Value;

use crate::project::Project;

const SHOP: &str = "openapi: 3.1.0
info: {title: Shop, version: 1.0.0}
paths:
  /items/{id}:
    get:
      operationId: item
      parameters: [{in: path, name: id, required: true, schema: {type: string}}]
      responses: {'200': {description: Seen, content: {application/json: {schema: {$ref: '#/components/schemas/Item'}}}}}
components: {schemas: {Item: {type: object, properties: {name: {type: string}, next: {$ref: '#/components/schemas/Item'}}}}}
";

fn run(project: &Project, arguments: &[&str]) -> Value {
    project.put("corpus/shop.yaml", SHOP);
    let mut all = vec![
        "fuzz",
        "corpus",
        "--out",
        "found",
        "--report",
        "report.json",
    ];
    all.extend(arguments);
    project.run(&all).code(0).says("nothing was found");
    serde_json::from_str(&project.text("report.json")).unwrap()
}

#[test]
fn cases_are_counted_and_are_the_same_however_many_work() {
    let project = Project::new();
    let one = run(&project, &["--iterations", "60", "--seed", "5"]);
    assert_eq!(one["cases"], 60);
    assert_eq!(one["findings"], serde_json::json!([]));
    let two = run(
        &project,
        &["--iterations", "60", "--seed", "5", "--jobs", "2"],
    );
    for figure in ["cases", "bytes", "outcomes"] {
        assert_eq!(one[figure], two[figure], "{figure}");
    }
    let other = run(&project, &["--iterations", "60", "--seed", "6"]);
    assert_ne!(one["bytes"], other["bytes"]);
}

#[test]
fn a_document_is_run_again() {
    let project = Project::new();
    project.put("one.yaml", SHOP);
    project
        .run(&["fuzz", "--replay", "one.yaml"])
        .code(0)
        .says("nothing was found");
}

#[test]
fn without_documents_there_is_nothing_to_do() {
    let project = Project::new();
    project.put("corpus/notes.md", "no document\n");
    project.run(&["fuzz", "corpus", "--out", "found"]).code(2);
}
