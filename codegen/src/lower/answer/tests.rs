use super::super::fixture::{Lowered, paths, whole};
use crate::model::{ResponseCase, SuccessKind};

fn answered(responses: &str) -> Lowered {
    paths(&format!(
        "/a: {{ get: {{ operationId: get, responses: {{ {responses} }} }} }}"
    ))
}

fn success(lowered: &Lowered) -> String {
    match &lowered.only().success.kind {
        SuccessKind::One(content) => lowered.content(content),
        SuccessKind::Many(name) => {
            format!("{name} {}", cases(lowered, &lowered.only().success.cases))
        }
    }
}

fn errors(lowered: &Lowered) -> String {
    cases(lowered, &lowered.only().errors)
}

fn cases(lowered: &Lowered, cases: &[ResponseCase]) -> String {
    let cases: Vec<String> = cases
        .iter()
        .map(|case| format!("{}({})", case.ident, lowered.content(&case.content)))
        .collect();
    cases.join(" | ")
}

#[test]
fn one_success_is_given_directly_and_errors_are_cases() {
    let lowered = answered(
            "'200': { description: '', content: { application/json: { schema: { type: object, properties: { x: { type: string } } } } } },
             '404': { description: gone }, 5XX: { description: '', content: { application/problem+json: { schema: { type: object } } } }, default: { description: '' }",
        );
    assert_eq!(success(&lowered), "json GetResponse");
    assert_eq!(
        errors(&lowered),
        "NotFound(empty) | ServerError(json JsonObject) | Default(empty)"
    );
    assert_eq!(
        lowered.only().error_name.as_ref().unwrap().to_string(),
        "GetError"
    );
}

#[test]
fn different_successes_are_an_enum_and_equal_ones_are_not() {
    let lowered = answered(
        "'200': { description: '', content: { application/json: { schema: { type: object, properties: { x: { type: string } } } } } }, '204': { description: '' }",
    );
    assert_eq!(
        success(&lowered),
        "GetResponse Ok(json GetResponseOk) | NoContent(empty)"
    );
    let same = answered(
        "'200': { description: '', content: { application/json: { schema: { type: string } } } }, '201': { description: '', content: { application/json: { schema: { type: string } } } }",
    );
    assert_eq!(success(&same), "json String");
}

#[test]
fn default_is_the_success_where_no_other_is_documented() {
    let lowered = answered(
        "'400': { description: '' }, default: { description: '', content: { application/json: { schema: { type: integer } } } }",
    );
    assert_eq!(success(&lowered), "json I64");
    assert_eq!(errors(&lowered), "BadRequest(empty) | Default(json I64)");
}

#[test]
fn nothing_documented_is_an_empty_success() {
    let lowered = answered("'302': { description: '' }");
    assert_eq!(success(&lowered), "empty");
    assert_eq!(errors(&lowered), "Found(empty)");
    assert_eq!(lowered.only().success.accept, None);
}

#[test]
fn the_answer_to_head_has_no_content() {
    let lowered = paths(
        "/a: { head: { operationId: head, responses: { '200': { description: '', content: { application/json: { schema: { type: string } } } } } } }",
    );
    assert_eq!(success(&lowered), "empty");
}

#[test]
fn kinds_of_content_that_decode_differently_are_cases() {
    let lowered = answered(
            "'200': { description: '', content: { text/csv: {}, application/pdf: {}, application/xml: { schema: { type: object } },
                application/json: { schema: { type: string } }, application/vnd.acme+json: { schema: { type: string } } } }",
        );
    assert_eq!(
        success(&lowered),
        "GetResponse Ok(json String) | OkText(text) | OkBytes(bytes)"
    );
    assert_eq!(
        lowered.only().success.accept.as_deref(),
        Some("application/json, text/csv, application/pdf")
    );
}

#[test]
fn a_stream_alone_is_the_success_and_beside_json_another_way() {
    let alone = answered(
        "'200': { description: '', content: { text/event-stream: { schema: { type: object, properties: { x: { type: string } } } } } }",
    );
    assert_eq!(success(&alone), "events GetResponse");
    let beside = answered(
        "'200': { description: '', content: { application/json: { schema: { type: string } }, application/x-ndjson: { schema: { type: array, items: { type: integer } } } } }",
    );
    assert_eq!(success(&beside), "json String");
    let stream = beside.only().success.stream.as_ref().unwrap();
    assert_eq!(stream.name.to_string(), "get_stream");
    assert_eq!(beside.content(&stream.content), "lines I64");
}

#[test]
fn the_schema_of_an_item_is_that_of_the_data_of_an_event() {
    let lowered = answered(
        "'200': { description: '', content: { text/event-stream: { x-codegen-item-schema: { type: object, properties: { event: { type: string }, data: { type: integer } } } } } }",
    );
    assert_eq!(success(&lowered), "events I64");
}

#[test]
fn a_shared_response_names_its_type_once() {
    let lowered = whole(
            "paths: { /a: { get: { operationId: a, responses: { '404': { $ref: '#/components/responses/NotFound' } } }, put: { operationId: b, responses: { '404': { $ref: '#/components/responses/NotFound' } } } } }
components: { responses: { NotFound: { description: '', content: { application/json: { schema: { type: object, properties: { x: { type: string } } } } } } } }",
        );
    assert_eq!(lowered.names(), ["NotFoundResponse"]);
}

#[test]
fn a_status_without_a_name_has_its_number() {
    assert_eq!(
        errors(&answered("'499': { description: '' }")),
        "Status499(empty)"
    );
}

#[test]
fn binary_content_is_bytes_even_under_json() {
    let lowered = answered(
        "'200': { description: '', content: { application/json: { schema: { type: string, format: binary } } } }",
    );
    assert_eq!(success(&lowered), "bytes");
}
