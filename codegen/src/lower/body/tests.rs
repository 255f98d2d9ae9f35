use super::super::fixture::{Lowered, paths, whole};

fn body(content: &str) -> Lowered {
    paths(&format!(
        "/a: {{ post: {{ operationId: send, requestBody: {{ content: {{ {content} }} }}, responses: {{}} }} }}"
    ))
}

fn contents(lowered: &Lowered) -> Vec<String> {
    let body = lowered.only().body.as_ref().unwrap();
    body.contents
        .iter()
        .map(|content| {
            format!(
                "{} {}: {}",
                content.ident,
                content.media_type,
                lowered.content(&content.content)
            )
        })
        .collect()
}

#[test]
fn a_json_body_is_its_type() {
    let lowered = body(
        "application/json: { schema: { type: object, required: [x], properties: { x: { type: string } } } }",
    );
    assert_eq!(contents(&lowered), ["Json application/json: json SendBody"]);
    let body = lowered.only().body.as_ref().unwrap();
    assert!(body.required, "its schema demands a property");
    assert_eq!(body.choice, None);
}

#[test]
fn a_body_that_demands_nothing_is_optional() {
    let lowered =
        body("application/json: { schema: { type: object, properties: { x: { type: string } } } }");
    assert!(!lowered.only().body.as_ref().unwrap().required);
}

#[test]
fn every_kind_of_content_is_a_choice() {
    let lowered = body(
            "application/octet-stream: {}, text/plain: {}, application/x-www-form-urlencoded: { schema: { type: object, properties: { x: { type: string } } } },
             application/json: { schema: { type: string } }, multipart/form-data: { schema: { type: object, properties: { f: { type: string, format: binary } } } }",
        );
    assert_eq!(
        contents(&lowered),
        [
            "Json application/json: json String",
            "Form application/x-www-form-urlencoded: form SendBodyForm",
            "Multipart multipart/form-data: multipart SendForm",
            "Text text/plain: text",
            "Bytes application/octet-stream: bytes",
        ]
    );
    let choice = lowered.only().body.as_ref().unwrap().choice.clone();
    assert_eq!(choice.unwrap().to_string(), "SendBody");
}

#[test]
fn the_same_in_another_language_is_left_out() {
    let lowered = body(
        "application/xml: { schema: { type: object } }, application/json: { schema: { type: object } }, 'application/json; charset=utf-8': { schema: { type: object } }",
    );
    assert_eq!(
        contents(&lowered),
        ["Json application/json: json JsonObject"]
    );
    assert_eq!(
        lowered
            .api
            .approximations
            .iter()
            .filter(|entry| entry.treatment == crate::model::Treatment::LeftOut)
            .count(),
        2
    );
}

#[test]
fn a_range_is_sent_as_what_it_holds() {
    let json = body("'*/*': { schema: { type: object } }");
    assert_eq!(contents(&json), ["Json application/json: json JsonObject"]);
    let bytes = body("'*/*': { schema: { type: string, format: binary } }");
    assert_eq!(contents(&bytes), ["Bytes application/octet-stream: bytes"]);
}

#[test]
fn structured_data_under_a_type_of_somebodys_own_is_json() {
    let lowered =
        body("application/vnd.acme: { schema: { type: array, items: { type: string } } }");
    assert_eq!(
        contents(&lowered),
        ["Json application/vnd.acme: json Vec<String>"]
    );
}

#[test]
fn no_schema_is_any_json() {
    assert_eq!(
        contents(&body("application/json: {}")),
        ["Json application/json: json Json"]
    );
}

#[test]
fn a_shared_body_names_its_type_once() {
    let lowered = whole(
            "paths: { /a: { post: { operationId: a, requestBody: { $ref: '#/components/requestBodies/Thing' }, responses: {} }, put: { operationId: b, requestBody: { $ref: '#/components/requestBodies/Thing' }, responses: {} } } }
components: { requestBodies: { Thing: { required: true, content: { application/json: { schema: { type: object, properties: { x: { type: string } } } } } } } }",
        );
    assert_eq!(lowered.names(), ["ThingBody"]);
}
