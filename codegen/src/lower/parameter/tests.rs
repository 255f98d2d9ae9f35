use super::super::fixture::{Lowered, paths, whole};
use crate::diagnostic::Code;
use crate::model::{Location, ParamEncoding, Style};

fn texts(lowered: &Lowered) -> Vec<String> {
    let operation = lowered.only();
    operation
        .path_params
        .iter()
        .chain(&operation.params)
        .map(|param| {
            let mark = if param.required { "" } else { "?" };
            format!("{}{mark}: {}", param.ident, lowered.ty(&param.ty))
        })
        .collect()
}

#[test]
fn path_parameters_follow_the_template_and_the_others_the_document() {
    let lowered = paths(
        "/a/{x}/{y}:
  parameters: [{ in: path, name: y, required: true, schema: { type: integer } }]
  get:
    operationId: a
    parameters:
      - { in: query, name: z, schema: { type: string } }
      - { in: path, name: x, required: true, schema: { type: string, format: uuid } }
      - { in: header, name: X-Key, required: true, schema: { type: string } }
    responses: {}",
    );
    assert_eq!(
        texts(&lowered),
        ["x: Uuid", "y: I64", "z?: String", "x_key: String"]
    );
    assert_eq!(
        lowered.only().params_name.as_ref().unwrap().to_string(),
        "AParams"
    );
}

#[test]
fn the_parameter_of_the_operation_wins() {
    let lowered = paths(
            "/a:
  parameters: [{ in: query, name: n, schema: { type: string } }]
  get: { operationId: a, parameters: [{ in: query, name: n, required: true, schema: { type: integer } }], responses: {} }",
        );
    assert_eq!(texts(&lowered), ["n: I64"]);
    assert!(lowered.diagnostics.is_empty());
}

#[test]
fn a_parameter_that_is_declared_twice_counts_once() {
    let lowered = paths(
        "/a: { get: { operationId: a, parameters: [{ in: query, name: n, schema: { type: string } }, { in: query, name: n, schema: { type: integer } }], responses: {} } }",
    );
    assert_eq!(texts(&lowered), ["n?: String"]);
    assert_eq!(lowered.codes(), [Code::DuplicateParameter]);
}

#[test]
fn template_and_parameters_are_brought_together() {
    let lowered = paths(
        "/a/{x}: { get: { operationId: a, parameters: [{ in: path, name: y, required: true, schema: { type: integer } }], responses: {} } }",
    );
    assert_eq!(texts(&lowered), ["x: String"]);
    assert_eq!(lowered.codes(), [Code::PathParameter, Code::PathParameter]);
}

#[test]
fn headers_that_follow_from_the_rest_are_left_out() {
    let lowered = paths(
        "/a: { get: { operationId: a, parameters: [{ in: header, name: authorization, schema: { type: string } }, { in: header, name: Accept, schema: { type: string } }], responses: {} } }",
    );
    assert!(texts(&lowered).is_empty());
    assert_eq!(lowered.api.approximations.len(), 2);
}

#[test]
fn names_in_two_places_are_told_apart() {
    let lowered = paths(
            "/a/{body}: { get: { operationId: a, parameters: [
                { in: path, name: body, required: true, schema: { type: string } },
                { in: query, name: id, schema: { type: string } }, { in: header, name: id, schema: { type: string } }], responses: {} } }",
        );
    assert_eq!(
        texts(&lowered),
        [
            "body_in_path: String",
            "id?: String",
            "id_in_header?: String"
        ]
    );
}

#[test]
fn style_and_explode_default_by_place() {
    let lowered = paths(
            "/a/{p}: { get: { operationId: a, parameters: [
                { in: path, name: p, required: true, schema: { type: string } },
                { in: query, name: q, schema: { type: array, items: { type: string } } },
                { in: query, name: d, style: deepObject, explode: true, schema: { type: object } },
                { in: query, name: s, style: spaceDelimited, schema: { type: array, items: { type: string } } },
                { in: header, name: h, schema: { type: string } },
                { in: cookie, name: c, schema: { type: string } },
                { in: query, name: j, content: { application/json: { schema: { type: object } } } },
                { in: query, name: w, x-codegen-querystring: true, schema: { type: object } }], responses: {} } }",
        );
    let operation = lowered.only();
    let style = |style, explode| ParamEncoding::Style {
        style,
        explode,
        allow_reserved: false,
    };
    let encodings: Vec<&ParamEncoding> = operation
        .path_params
        .iter()
        .chain(&operation.params)
        .map(|param| &param.encoding)
        .collect();
    assert_eq!(
        encodings,
        [
            &style(Style::Simple, false),
            &style(Style::Form, true),
            &style(Style::DeepObject, true),
            &style(Style::SpaceDelimited, false),
            &style(Style::Simple, false),
            &style(Style::Form, true),
            &ParamEncoding::Content("application/json".to_owned()),
            &style(Style::Form, true),
        ]
    );
    assert_eq!(
        operation.params.last().unwrap().location,
        Location::QueryString
    );
}

#[test]
fn types_of_parameters_are_named_by_operation_or_component() {
    let lowered = whole(
            "paths: { /a: { get: { operationId: list, parameters: [
                { in: query, name: sort, schema: { type: string, enum: [a, b] } },
                { in: query, name: modes, schema: { type: array, items: { type: string, enum: [a, b] } } },
                { $ref: '#/components/parameters/Order' }], responses: {} } } }
components: { parameters: { Order: { in: query, name: order, schema: { type: string, enum: [up, down] } } } }",
        );
    assert_eq!(lowered.names(), ["ListSort", "ListMode", "OrderParam"]);
}

#[test]
fn prose_of_the_parameter_comes_before_that_of_its_schema() {
    let lowered = paths(
        "/a: { get: { operationId: a, parameters: [{ in: query, name: n, description: Mine, deprecated: true, schema: { type: integer, description: Theirs, default: 5 } }], responses: {} } }",
    );
    let param = &lowered.only().params[0];
    assert_eq!(param.docs.description.as_deref(), Some("Mine"));
    assert!(param.docs.deprecated);
    assert_eq!(param.default, Some(serde_json::json!(5)));
}

#[test]
fn what_3_2_says_of_cookies_and_reserved_characters() {
    let yaml = "{ openapi: VERSION, info: { title: T, version: '1' }, paths: { '/a/{p}': { get: { operationId: a, parameters: [
        { in: path, name: p, required: true, x-codegen-allow-reserved: true, schema: { type: string } },
        { in: cookie, name: c, x-codegen-allow-reserved: true, schema: { type: string } },
        { in: cookie, name: plain, x-codegen-style: cookie, schema: { type: string } }], responses: {} } } } }";
    for (version, everywhere) in [("3.0.3", false), ("3.1.1", false), ("3.2.0", true)] {
        let lowered = whole(&yaml.replace("VERSION", version));
        let operation = lowered.only();
        let encodings = operation.path_params.iter().chain(&operation.params);
        let encodings: Vec<_> = encodings.map(|param| param.encoding.clone()).collect();
        let style = |style, explode, allow_reserved| ParamEncoding::Style {
            style,
            explode,
            allow_reserved,
        };
        assert_eq!(
            encodings,
            [
                style(Style::Simple, false, everywhere),
                style(Style::Form, true, everywhere),
                style(Style::Cookie, true, false),
            ],
            "{version}"
        );
    }
}
