//! `cargo xtask spec import`, from pages and documents to the one document.

use crate::project::Project;

const PAGE: &str = "> front text\r\n\n# Start\n\n````yaml https://example.com/openapi.json post /runs\n\
openapi: 3.1.0\n\
info:\n  title: Runs\n  version: 1.0.0\n  description: >-\n    Two\n\n    paragraphs\n\
servers:\n  - url: https://example.com\n\
security:\n  - Key: []\n\
paths:\n  /runs:\n    post:\n      summary: Start\n      x-codeSamples:\n        - source: |-\n            ```\n            curl\n            ```\n\
\x20     responses:\n        '200':\n          description: Started\n          content:\n            application/json:\n\
\x20             schema:\n                type: object\n                additionalProperties: {}\n                maximum: 18446744073709551615\n\
components:\n  schemas:\n    Error:\n      type: object\n      required:\n        - error\n\
\x20 securitySchemes:\n    Key: {type: http, scheme: bearer}\n\
````";

const OTHER: &str = "openapi: 3.1.0\ninfo: {title: Runs, version: 1.0.0}\npaths:\n  /runs:\n    get:\n      summary: List\n      responses:\n        200: {description: All}\n\
\x20 /about:\n    get:\n      summary: About\n      responses: {default: {description: About, content: {application/json: {schema: {$ref: '#/components/schemas/Error'}}}}}\n\
components:\n  schemas:\n    Error: {required: [error], type: object}\n    A: {type: string}\n";

const DOCUMENT: &str = "# Made of spec/pages and spec/reference by `cargo xtask spec import`; edit those, and run it again.
openapi: 3.1.0
info:
  title: Runs
  version: 1.0.0
  description: |-
    Two
    paragraphs
servers:
- url: https://example.com
security:
- Key: []
paths:
  /about:
    get:
      summary: About
      responses:
        default:
          description: About
          content:
            application/json:
              schema:
                $ref: '#/components/schemas/Error'
  /runs:
    get:
      summary: List
      responses:
        '200':
          description: All
    post:
      summary: Start
      x-codeSamples:
      - source: |-
          ```
          curl
          ```
      responses:
        '200':
          description: Started
          content:
            application/json:
              schema:
                type: object
                additionalProperties: {}
                maximum: 18446744073709551615
components:
  schemas:
    A:
      type: string
    Error:
      type: object
      required:
      - error
  securitySchemes:
    Key:
      type: http
      scheme: bearer
";

fn project() -> Project {
    let project = Project::new();
    project.put("in/Start Run.md", PAGE);
    project.put("in/other.yml", OTHER);
    project
}

fn imported() -> Project {
    let project = project();
    project
        .run(&["spec", "import", "in/Start Run.md", "in/other.yml"])
        .code(0);
    project
}

#[test]
fn a_page_and_a_document_become_one() {
    let project = project();
    let run = project
        .run_in("in", &["spec", "import", "Start Run.md", "other.yml"])
        .code(0);
    assert_eq!(
        run.out,
        "wrote ../spec/cotool.yaml\nwrote ../spec/pages/start-run.md\nwrote ../spec/reference/other.yaml\n"
    );
    assert_eq!(
        project.text("spec/pages/start-run.md"),
        PAGE,
        "byte for byte"
    );
    assert_eq!(project.text("spec/reference/other.yaml"), OTHER);
    assert_eq!(project.text("spec/cotool.yaml"), DOCUMENT);
}

#[test]
fn importing_twice_changes_nothing_and_says_so() {
    let project = imported();
    let before = project.snapshot();
    for words in [
        &["spec", "import", "in/Start Run.md"][..],
        &[
            "spec",
            "import",
            "spec/reference/other.yaml",
            "in/other.yml",
        ],
        &["spec", "import"],
    ] {
        project.run(words).code(0).says("nothing changed\n");
    }
    project
        .run(&["spec", "import", "--check"])
        .code(0)
        .says("spec/cotool.yaml is what its sources give");
    assert_eq!(project.snapshot(), before);
}

#[test]
fn the_order_of_imports_does_not_matter() {
    let project = project();
    project.run(&["spec", "import", "in/other.yml"]).code(0);
    project.run(&["spec", "import", "in/Start Run.md"]).code(0);
    assert_eq!(project.text("spec/cotool.yaml"), DOCUMENT);
}

#[test]
fn a_conflict_shows_both_sources_and_writes_nothing() {
    let project = imported();
    project.put(
        "in/third.json",
        r#"{"openapi": "3.1.0",
            "info": {"title": "Runs", "version": "2.0.0"},
            "paths": {"/runs": {"post": {"summary": "Start"}}}}"#,
    );
    let before = project.snapshot();
    project
        .run(&["spec", "import", "in/third.json"])
        .code(2)
        .says(
            "two sources say different things about /info/version\n  spec/pages/start-run.md:9: \"1.0.0\"\n  \
             in/third.json:2: \"2.0.0\"\n",
        )
        .says(
            "two sources say different things about /paths/~1runs/post/x-codeSamples\n  spec/pages/start-run.md:22: \
             [{\"source\":\"```\\ncurl\\n```\"}]\n  in/third.json:3: nothing\n",
        );
    assert_eq!(project.snapshot(), before);
}

#[test]
fn notes_on_an_operation_of_a_page_stand_in_a_file_of_their_own() {
    let notes = |known: &str, more: &str| {
        format!(
            "openapi: 3.1.0\ninfo: {{title: Runs, version: 1.0.0}}\npaths:\n  /runs:\n    post: {{x-known: {known}{more}}}\n"
        )
    };
    for order in [
        ["in/Start Run.md", "in/a.yaml"],
        ["in/a.yaml", "in/Start Run.md"],
    ] {
        let project = project();
        project.put("in/a.yaml", &notes("whole", ""));
        for file in order {
            project.run(&["spec", "import", file]).code(0);
        }
        let text = project.text("spec/cotool.yaml");
        assert_eq!(
            project.text("spec/pages/start-run.md"),
            PAGE,
            "byte for byte"
        );
        assert!(text.contains("      x-known: whole\n"), "{text}");
        assert!(text.contains("      summary: Start\n"), "{text}");
        // Two notes have to agree, and what is more than a note has to be the whole operation.
        project.put("in/b.yaml", &notes("in part", ""));
        project
            .run(&["spec", "import", "in/b.yaml"])
            .code(2)
            .says("two sources say different things about /paths/~1runs/post/x-known");
        project.put("in/b.yaml", &notes("whole", ", summary: Start"));
        project
            .run(&["spec", "import", "in/b.yaml"])
            .code(2)
            .says("two sources say different things about /paths/~1runs/post/");
    }
}

#[test]
fn parameters_of_a_path_are_not_lent_to_another_sources_operations() {
    let project = imported();
    project.put(
        "in/third.yaml",
        "openapi: 3.1.0\npaths:\n  /runs:\n    parameters: [{in: query, name: q, schema: {}}]\n    put: {}\n",
    );
    project
        .run(&["spec", "import", "in/third.yaml"])
        .code(2)
        .says("/paths/~1runs/parameters");
}

#[test]
fn a_document_edited_by_hand_is_not_overwritten() {
    let project = imported();
    let edited = DOCUMENT.replace("A:\n      type: string", "A:\n      type: integer");
    project.put("spec/cotool.yaml", &edited);
    project.put("in/new.yaml", "openapi: 3.1.0\npaths: {}\n");
    let before = project.snapshot();
    project
        .run(&["spec", "import", "in/new.yaml"])
        .code(1)
        .says("-      type: integer\n+      type: string\n")
        .says("Move the change to a file in spec/reference");
    project
        .run(&["spec", "import", "--check", "--format", "json"])
        .code(1)
        .says("\"fresh\": false");
    assert_eq!(project.snapshot(), before);
    project
        .run(&["spec", "import"])
        .code(0)
        .says("wrote spec/cotool.yaml");
    assert_eq!(project.text("spec/cotool.yaml"), DOCUMENT);
}

#[test]
fn a_document_without_sources_is_not_overwritten() {
    let project = project();
    project.put("spec/cotool.yaml", OTHER);
    let before = project.snapshot();
    project
        .run(&["spec", "import", "in/Start Run.md"])
        .code(2)
        .says("spec/cotool.yaml: the document has no sources");
    assert_eq!(project.snapshot(), before);
}

#[test]
fn a_page_that_changed_replaces_the_old_one() {
    let project = imported();
    project.put(
        "in/Start Run.md",
        &PAGE.replace("Started", "It has started"),
    );
    project
        .run(&["spec", "import", "in/Start Run.md"])
        .code(0)
        .says("wrote spec/pages/start-run.md");
    assert!(project.text("spec/cotool.yaml").contains("It has started"));
}

#[test]
fn another_page_under_the_same_name_does_not() {
    let project = imported();
    project.put(
        "in/start_run.md",
        "```yaml\nopenapi: 3.1.0\npaths: {/users: {get: {}}}\n```\n",
    );
    let before = project.snapshot();
    project
        .run(&["spec", "import", "in/start_run.md"])
        .code(2)
        .says("spec/pages/start-run.md holds another page already (POST /runs)");
    assert_eq!(project.snapshot(), before);
}

#[test]
fn unusable_files_have_one_message_with_their_place_and_write_nothing() {
    let project = imported();
    project.put("in/a.md", "# Nothing here\n");
    project.put("in/b.yaml", "a: [1\n");
    project.put("in/c.yaml", "swagger: '2.0'\n");
    project.put("in/d.txt", "openapi: 3.1.0\n");
    project.put("in/e.yaml", "openapi: 3.1.0\ntags: &a [*a]\n");
    let lost = "\n```yaml\nopenapi: 3.1.0\npaths:\n  /lost:\n    $ref: '#/components/pathItems/Lost'\n```\n";
    project.put("in/f.md", lost);
    let before = project.snapshot();
    for (file, expected) in [
        (
            "in/a.md",
            "error: in/a.md: there is no OpenAPI document in this page",
        ),
        (
            "in/b.yaml",
            "error: in/b.yaml:2:1: not YAML that can be read",
        ),
        (
            "in/c.yaml",
            "error: in/c.yaml:1:1: this is a Swagger 2.0 document",
        ),
        ("in/d.txt", "error: in/d.txt: a page has the ending .md"),
        ("in/e.yaml", "error: in/e.yaml"),
        (
            "in/absent.md",
            "error: cannot read in/absent.md: no such file",
        ),
        ("in", "error: cannot read in: it is a folder"),
    ] {
        let run = project
            .run(&["spec", "import", file])
            .code(2)
            .says(expected);
        assert_eq!(run.out, "");
        assert_eq!(run.err.matches("error").count(), 1, "{run:#?}");
    }
    project
        .run(&["spec", "import", "in/f.md"])
        .code(2)
        .says("error[dangling-reference]")
        .says("in/f.md:6:5")
        .says("nothing was written");
    assert_eq!(project.snapshot(), before);
}

#[test]
fn nothing_to_import_is_an_error() {
    Project::new()
        .run(&["spec", "import"])
        .code(2)
        .says("there is no source to make the document of");
}
