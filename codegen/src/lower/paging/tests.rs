use super::super::fixture::{Lowered, settled};
use crate::diagnostic::Code;
use crate::model::{PagingStyle, Presence};
use crate::{Config, Input, generate};

const DOCUMENT: &str = "
paths:
  /things:
    get:
      operationId: list
      parameters:
      - { in: query, name: offset, schema: { type: integer } }
      - { in: query, name: limit, schema: { type: number } }
      - { in: query, name: number, schema: { type: number, default: 1 } }
      - { in: query, name: after, schema: { type: string, nullable: true } }
      - { in: query, name: filter, schema: { type: array, items: { type: string } } }
      - { in: query, name: packed, content: { application/json: { schema: { type: integer } } } }
      - { in: header, name: page, schema: { type: integer } }
      responses:
        '200':
          description: A page.
          content: { application/json: { schema: { $ref: '#/components/schemas/Page' } } }
  /bare:
    get:
      operationId: bare
      parameters: [ { in: query, name: offset, schema: { type: integer } } ]
      responses: { '200': { description: All., content: { application/json: { schema: { $ref: '#/components/schemas/Things' } } } } }
  /none:
    get: { operationId: none, responses: { '204': { description: Nothing. } } }
  /both:
    get:
      operationId: both
      responses:
        '200': { description: A page., content: { application/json: { schema: { $ref: '#/components/schemas/Page' } } } }
        '206': { description: A part., content: { application/json: { schema: { $ref: '#/components/schemas/Things' } } } }
  /upload:
    post:
      operationId: upload
      requestBody: { required: true, content: { application/octet-stream: { schema: { type: string, format: binary } } } }
      responses: { '200': { description: All., content: { application/json: { schema: { $ref: '#/components/schemas/Things' } } } } }
components:
  schemas:
    Things: { type: array, items: { $ref: '#/components/schemas/Thing' } }
    Thing: { type: object, properties: { id: { type: string } } }
    Page:
      type: object
      required: [data, any]
      properties:
        data:
          type: object
          properties:
            things: { $ref: '#/components/schemas/Things' }
        any: { type: array, items: {} }
        free: { type: object, additionalProperties: true }
        next: { type: string, nullable: true }
        total: { type: number }
";

/// What is said of this declaration: the place, the message behind its head, and the help where it is
/// a particular one.
fn said(key: &str, paging: &str) -> Vec<String> {
    let config = Config::parse(&settling(key, paging)).unwrap();
    let input = Input {
        name: "api.yaml",
        text: &format!("openapi: 3.0.3\ninfo: {{ title: Test, version: '1' }}{DOCUMENT}"),
        read: &|_| Err(String::new()),
    };
    let generated = generate(&input, &config);
    assert!(generated.output.is_none());
    generated
        .diagnostics
        .iter()
        .map(|diagnostic| {
            assert_eq!(diagnostic.code, Code::Paging);
            assert!(diagnostic.place.position.is_some());
            let head = format!("codegen.toml:2: the paging of `{key}`: ");
            let message = diagnostic.message.strip_prefix(&head).unwrap();
            let help = diagnostic
                .help
                .as_deref()
                .filter(|help| Code::Paging.advice() != Some(*help))
                .unwrap_or_default();
            format!("{} {message} {help}", diagnostic.place.pointer)
                .trim_end()
                .to_owned()
        })
        .collect()
}

fn settling(key: &str, paging: &str) -> String {
    format!("[operations.\"{key}\"]\npaging = {{ {paging} }}")
}

fn declared(key: &str, paging: &str) -> Lowered {
    settled(DOCUMENT, &settling(key, paging))
}

#[test]
fn what_fits_the_document_is_in_the_model() {
    let lowered = declared(
        "GET /things",
        "style = \"offset\", offset = \"offset\", limit = \"limit\", items = \"/data/things\", total = \"/total\"",
    );
    assert!(lowered.diagnostics.is_empty(), "{:?}", lowered.diagnostics);
    let paging = lowered.operation("GET /things").paging.as_ref().unwrap();
    let param = "offset".to_owned();
    assert_eq!(paging.style, PagingStyle::Offset { param });
    assert_eq!(paging.limit.as_deref(), Some("limit"));
    assert_eq!(lowered.ty(&paging.item), "Thing");
    let presences: Vec<Presence> = paging.items.steps.iter().map(|step| step.1).collect();
    assert_eq!(presences, [Presence::Required, Presence::Optional]);
    assert_eq!(paging.total.as_ref().unwrap().pointer, "/total");
    assert!(lowered.operation("GET /bare").paging.is_none());
}

#[test]
fn a_page_may_be_the_list_itself() {
    let lowered = declared(
        "GET /bare",
        "style = \"offset\", offset = \"offset\", may-repeat = true",
    );
    assert!(lowered.diagnostics.is_empty());
    let paging = lowered.operation("GET /bare").paging.as_ref().unwrap();
    assert!(paging.items.steps.is_empty() && paging.may_repeat);
    let lowered = declared("GET /bare", "style = \"link\"");
    let paging = lowered.operation("GET /bare").paging.as_ref().unwrap();
    assert_eq!(paging.style, PagingStyle::Link);
}

#[test]
fn pages_are_counted_from_where_the_document_says() {
    let lowered = declared(
        "GET /things",
        "style = \"page\", page = \"number\", first = 1, items = \"/data/things\"",
    );
    assert!(lowered.diagnostics.is_empty(), "{:?}", lowered.diagnostics);
    let paging = lowered.operation("GET /things").paging.as_ref().unwrap();
    assert!(matches!(&paging.style, PagingStyle::Page { first: 1, .. }));
}

#[test]
fn a_cursor_is_a_text_that_may_be_null() {
    let lowered = declared(
        "GET /things",
        "style = \"cursor\", cursor = \"after\", next = \"/next\", items = \"/data/things\"",
    );
    assert!(lowered.diagnostics.is_empty(), "{:?}", lowered.diagnostics);
    let paging = lowered.operation("GET /things").paging.as_ref().unwrap();
    assert!(matches!(&paging.style, PagingStyle::Cursor { param, .. } if param == "after"));
}

#[test]
fn what_does_not_fit_is_an_error_at_the_line_and_in_the_document() {
    let list = "/paths/~1things/get";
    let page = "/components/schemas/Page";
    let table: [(&str, &[String]); 16] = [
        (
            "style = \"page\", page = \"number\", first = 0",
            &[format!(
                "{list} `page`: without `number` the list begins at 1, says the document, and not at 0 write `first = 1`"
            )],
        ),
        (
            "style = \"offset\", offset = \"ofset\"",
            &[format!(
                "{list} `offset`: there is no query parameter `ofset` did you mean `offset`?"
            )],
        ),
        (
            "style = \"page\", page = \"page\", first = 1",
            &[format!("{list} `page`: there is no query parameter `page`")],
        ),
        (
            "style = \"offset\", offset = \"filter\"",
            &[format!(
                "{list} `offset`: the query parameter `filter` is not a number"
            )],
        ),
        (
            "style = \"offset\", offset = \"packed\"",
            &[format!(
                "{list} `offset`: the query parameter `packed` is not a number"
            )],
        ),
        (
            "style = \"offset\", offset = \"offset\", limit = \"after\"",
            &[format!(
                "{list} `limit`: the query parameter `after` is not a number"
            )],
        ),
        (
            "style = \"cursor\", cursor = \"offset\", next = \"/next\"",
            &[format!(
                "{list} `cursor`: the query parameter `offset` is not a text"
            )],
        ),
        (
            "style = \"cursor\", cursor = \"after\", next = \"/total\"",
            &[format!(
                "{page}/properties/total `next`: what stands at `/total` is not a text"
            )],
        ),
        (
            "style = \"cursor\", cursor = \"after\"",
            &[format!("{list} the style `cursor` needs `next` add it")],
        ),
        (
            "style = \"link\", total = \"/total\"",
            &[format!(
                "{list} the style `link` has no `total` remove it, or choose another style"
            )],
        ),
        (
            "style = \"link\", items = \"data\"",
            &[format!(
                "{list}/responses `items`: `data` is not a JSON pointer write `/data`"
            )],
        ),
        (
            "style = \"link\", items = \"/data/thing\"",
            &[format!(
                "{page}/properties/data `items`: what stands at `/data` has no property `thing` did you mean `things`?"
            )],
        ),
        (
            "style = \"link\", items = \"/data\"",
            &[format!(
                "{page}/properties/data `items`: what stands at `/data` is not a list"
            )],
        ),
        (
            "style = \"link\", items = \"/any\"",
            &[format!(
                "{page}/properties/any `items`: what stands at `/any` is a list, but its items have no type"
            )],
        ),
        (
            "style = \"link\", items = \"/free/list\"",
            &[format!(
                "{page}/properties/free `items`: what stands at `/free` is not an object with properties"
            )],
        ),
        (
            "style = \"offset\", offset = \"offset\", total = \"/next\"",
            &[format!(
                "{page}/properties/next `total`: what stands at `/next` is not a number"
            )],
        ),
    ];
    for (paging, expected) in table {
        let items = if paging.contains("items") {
            ""
        } else {
            ", items = \"/data/things\""
        };
        assert_eq!(
            said("GET /things", &format!("{paging}{items}")),
            expected,
            "{paging}"
        );
    }
}

#[test]
fn an_operation_whose_answer_is_no_one_list_does_not_page() {
    for (key, why) in [
        (
            "GET /none",
            "/paths/~1none/get/responses its answer is not JSON with a schema correct the document, or remove the declaration",
        ),
        (
            "GET /both",
            "/paths/~1both/get/responses its successes differ, so that a page has no one shape correct the document, or remove the declaration",
        ),
        (
            "POST /upload",
            "/paths/~1upload/post its body may be a stream, which cannot be sent with each page",
        ),
    ] {
        assert_eq!(said(key, "style = \"link\""), [why]);
    }
}
