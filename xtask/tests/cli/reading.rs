//! `--strict` and `--allow-remote`, on every command that reads a document, and the ledger that `spec lint` prints.

use cotool_mock::{Reply, Server};
use serde_json::Value;

use crate::project::{Project, Run};

/// A document that a client can live with, and a strict reader cannot: two operations have one id.
const WARNS: &str = "openapi: 3.0.3
info: {title: Shop, version: 1.0.0}
paths:
  /a: {get: {operationId: same, responses: {'204': {description: Done}}}}
  /b: {get: {operationId: same, responses: {'204': {description: Done}}}}
";

const BROKEN: &str = "openapi: 3.0.3
info: {title: Shop, version: 1.0.0}
paths:
  /a: {get: {operationId: same, responses: {'200': {$ref: '#/components/responses/Absent'}}}}
  /b: {get: {operationId: same, responses: {'204': {description: Done}}}}
";

fn another(project: &Project, more: &[&str]) -> Run {
    let mut words = vec![
        "codegen",
        "--spec",
        "shop.yaml",
        "--out",
        "out",
        "--name",
        "shop-api",
    ];
    words.extend(more);
    project.run(&words)
}

fn with(document: &str) -> Project {
    let project = Project::with_client(WARNS);
    project.put("shop.yaml", document);
    project
}

#[test]
fn a_warning_is_an_error_with_strict_and_nothing_is_written() {
    let project = with(WARNS);
    let before = project.snapshot();
    another(&project, &["--strict"])
        .code(1)
        .says("error[duplicate-operation-id]")
        .says("= strict: a warning, taken for an error")
        .says("shop.yaml: 1 warning taken for an error with --strict; nothing was written");
    project
        .run(&["codegen", "--strict"])
        .code(1)
        .says("with --strict; nothing was written");
    project.run(&["codegen", "--check", "--strict"]).code(1);
    assert_eq!(project.snapshot(), before);
    another(&project, &[])
        .code(0)
        .says("warning[duplicate-operation-id]");
    project.run(&["codegen"]).code(0);
}

#[test]
fn a_document_that_is_unusable_anyway_stays_so_with_strict() {
    let project = with(BROKEN);
    another(&project, &["--strict"])
        .code(2)
        .says("no client can come out of this document");
    project
        .run(&["spec", "lint", "--strict", "shop.yaml"])
        .code(2);
}

#[test]
fn lint_says_which_errors_are_warnings() {
    let project = with(WARNS);
    project
        .run(&["spec", "lint", "shop.yaml"])
        .code(1)
        .says("0 errors, 1 warning");
    let run = project
        .run(&["spec", "lint", "--strict", "--format", "json", "shop.yaml"])
        .code(1);
    let json: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(json["errors"], 1);
    assert_eq!(json["diagnostics"][0]["severity"], "error");
    assert_eq!(json["diagnostics"][0]["raised"], true);
}

#[test]
fn a_configuration_can_be_strict() {
    let project = with(WARNS);
    project.put("strict.toml", "strict = true\n");
    another(&project, &["--config", "strict.toml"]).code(1);
}

#[test]
fn a_corpus_is_held_to_it_too() {
    let project = Project::new();
    project.put("corpus/shop.yaml", WARNS);
    project.run(&["corpus", "corpus"]).code(0);
    project
        .run(&["corpus", "corpus", "--strict"])
        .code(1)
        .says("shop.yaml: not generated")
        .says("1 warning with --strict, the first: 5:")
        .says("[duplicate-operation-id]");
}

const PET: &str = "Pet: {type: object, properties: {tag: {$ref: 'more/tag.yaml'}}}\n";

fn server() -> Server {
    Server::start(|request| match request.target() {
        "/api/pets.yaml" => Reply::text(200, "application/yaml", PET),
        "/api/more/tag.yaml" => Reply::text(200, "application/yaml", "enum: [cat, dog]\n"),
        _ => Reply::empty(404),
    })
    .unwrap()
}

/// A document that refers to another host.
fn refers(reference: &str) -> String {
    format!(
        "openapi: 3.0.3\ninfo: {{title: Shop, version: 1.0.0}}\npaths:\n  /a:\n    get:\n      responses:\n        \
         '200':\n          description: A pet\n          content:\n            application/json:\n              schema:\n                \
         $ref: {reference}\n"
    )
}

#[test]
fn a_remote_reference_is_refused_and_names_the_flag() {
    let server = server();
    let address = format!("{}/api/pets.yaml", server.url());
    let project = with(&refers(&format!("{address}#/Pet")));
    for run in [
        another(&project, &[]),
        project.run(&["spec", "lint", "shop.yaml"]),
    ] {
        run.code(2)
            .says("error[remote-reference]")
            .says(&address)
            .says("--allow-remote")
            .says("shop.yaml:12:17");
    }
    assert_eq!(server.count(), 0);
    assert!(!project.path("out").exists());
}

#[test]
fn a_remote_reference_is_fetched_when_that_is_allowed() {
    let server = server();
    let project = with(&refers(&format!("{}/api/pets.yaml#/Pet", server.url())));
    another(&project, &["--allow-remote"]).code(0);
    let targets: Vec<String> = server
        .requests()
        .iter()
        .map(|request| request.target().to_owned())
        .collect();
    assert_eq!(targets, ["/api/pets.yaml", "/api/more/tag.yaml"]);
    let generated: String = project
        .snapshot()
        .into_iter()
        .filter(|(path, ..)| path.starts_with(project.path("out/src/generated")))
        .map(|(_, bytes, _)| String::from_utf8(bytes).unwrap())
        .collect();
    assert!(generated.contains("struct Pet"), "{generated}");
    assert!(generated.contains("\"dog\""), "{generated}");

    project
        .run(&["spec", "lint", "--allow-remote", "shop.yaml"])
        .code(0);
    project.put("corpus/shop.yaml", &project.text("shop.yaml"));
    project.run(&["corpus", "corpus", "--allow-remote"]).code(0);
    project
        .run(&["corpus", "corpus"])
        .code(1)
        .says("remote-reference");
}

#[test]
fn what_cannot_be_fetched_is_said_with_the_reason() {
    let server = server();
    for (reference, reason) in [
        (format!("{}/absent.yaml", server.url()), "404"),
        (
            "http://example.com/a.yaml".to_owned(),
            "only https is fetched",
        ),
        (
            "https://me:secret@example.com/a.yaml".to_owned(),
            "credentials",
        ),
    ] {
        with(&refers(&reference))
            .run(&["spec", "lint", "--allow-remote", "shop.yaml"])
            .code(2)
            .says("error[remote-reference]")
            .says(reason);
    }
}

#[test]
fn lint_lists_what_is_less_typed_than_the_document() {
    let project = Project::new();
    project.put(
        "shop.yaml",
        "openapi: 3.0.3
info: {title: Shop, version: 1.0.0}
paths:
  /a:
    post:
      requestBody:
        content:
          application/xml:
            schema: {type: object, properties: {name: {type: string}}}
      responses: {'200': {description: Any, content: {application/json: {schema: {}}}}}
",
    );
    let listed = "shop.yaml:9:13 (/paths/~1a/post/requestBody/content/application~1xml/schema): bytes, not supported: \
                  `application/xml` is not a language that bodies are typed in";
    let open = "): any JSON, open in the document: the document allows any";
    let short = project.run(&["spec", "lint", "shop.yaml"]).code(1);
    assert!(!short.out.contains(open), "{short:#?}");
    short
        .says(listed)
        .says("shop.yaml: less typed: 1 unsupported, 1 open");
    project
        .run(&["spec", "lint", "--ledger", "shop.yaml"])
        .code(1)
        .says(open);

    let json = project
        .run(&["spec", "lint", "--format", "json", "shop.yaml"])
        .code(1);
    let json: Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!(json["reasons"]["unsupported"], 1);
    let entry = &json["ledger"][0];
    assert_eq!(entry["reason"], "unsupported");
    assert_eq!(entry["treatment"], "bytes");
    assert_eq!((&entry["line"], &entry["column"]), (&9.into(), &13.into()));

    project
        .run(&[
            "codegen",
            "--spec",
            "shop.yaml",
            "--out",
            "out",
            "--name",
            "shop",
        ])
        .says("less typed than the document: 1 unsupported");
    project.put("corpus/shop.yaml", &project.text("shop.yaml"));
    project
        .run(&["corpus", "corpus", "--report", "rows.json"])
        .code(1)
        .says("1 untyped");
    let rows: Value = serde_json::from_str(&project.text("rows.json")).unwrap();
    assert_eq!(rows[0]["ledger"]["unsupported"], 1);
}
