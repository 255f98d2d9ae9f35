//! `cargo xtask corpus DIR`: every document of a folder, measured.

use serde_json::Value;

use crate::project::Project;

const GOOD: &str = "openapi: 3.0.3
info: {title: Shop, version: 1.0.0}
paths:
  /items: {$ref: 'paths/items.yaml'}
  /items/{id}:
    get:
      parameters: [{in: path, name: id, required: true, schema: {type: string}}]
      responses: {'204': {description: Seen}}
components: {schemas: {Item: {type: object, properties: {name: {type: string}}}}}
";

/// A path item in a file beside the document.
const ITEMS: &str = "get: {responses: {'204': {description: Seen}}}\n";

const BROKEN: &str = "{\"openapi\": \"3.1.0\", \"paths\": [";

fn project(documents: &[(&str, &str)]) -> Project {
    let project = Project::new();
    project.put("corpus/good/paths/items.yaml", ITEMS);
    for (path, text) in documents {
        project.put(&format!("corpus/{path}"), text);
    }
    project
}

#[test]
fn good_documents_end_with_the_totals() {
    let project = project(&[("good/shop.yaml", GOOD)]);
    let run = project
        .run(&["corpus", "corpus", "--report", "rows.json"])
        .code(0);
    assert!(
        run.out
            .ends_with("1 document: 1 generated, 0 untyped, 2 of 2 operations\n"),
        "{run:#?}"
    );
    let rows: Value = serde_json::from_str(&project.text("rows.json")).unwrap();
    let row = &rows[0];
    assert_eq!(row["spec"], "good/shop.yaml");
    assert_eq!(row["generated"], true);
    assert_eq!(row["operations_in_document"], 2);
    assert_eq!(row["schemas"], 1);
    for unmeasured in ["compiles", "warnings", "round_trips"] {
        assert_eq!(row[unmeasured], Value::Null, "{unmeasured}");
    }
}

#[test]
fn a_document_that_fails_is_named_and_stops_no_other() {
    let project = project(&[("good/shop.yaml", GOOD), ("broken.json", BROKEN)]);
    project
        .run(&["corpus", "corpus", "--jobs", "2"])
        .code(1)
        .says("broken.json: not generated\n    ")
        .says("[syntax]")
        .says("2 documents: 1 generated");
}

#[test]
fn a_list_chooses() {
    let project = project(&[("good/shop.yaml", GOOD), ("broken.json", BROKEN)]);
    project.put("list.txt", "good/shop.yaml\n");
    project
        .run(&["corpus", "corpus", "--list", "list.txt"])
        .code(0)
        .says("1 document: 1 generated");
    project.put("list.txt", "absent.yaml\n");
    project
        .run(&["corpus", "corpus", "--list", "list.txt"])
        .code(2)
        .says("list.txt: it lists absent.yaml");
}

#[test]
fn unusable_arguments_are_told_apart_from_findings() {
    let project = project(&[]);
    for words in [
        &["corpus", "absent"][..],
        &["corpus", "corpus"],
        &["corpus"],
        &["corpus", "corpus", "--jobs", "0"],
        &["corpus", "corpus", "--clippy", "2"],
    ] {
        project.run(words).code(2);
    }
}
