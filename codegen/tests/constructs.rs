//! Small documents with what real ones do and no example shows, from the text to the generated files.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

use codegen::diagnostic::Code;
use codegen::ledger::Reason;
use codegen::model::{Ident as _, Shape};
use codegen::{Config, Generated, Input, generate};

/// Generates from a document without its frame.
fn generated(parts: &str) -> Generated {
    let text = format!("openapi: 3.1.0\ninfo: {{title: T, version: '1'}}\n{parts}");
    let input = Input {
        name: "t.yaml",
        text: &text,
        read: &|_| Err("there is no other file".to_owned()),
    };
    let generated = generate(&input, &Config::default());
    assert!(
        generated.output.is_some(),
        "{text}\n{:#?}",
        generated.diagnostics
    );
    generated
}

fn schemas(parts: &str) -> Generated {
    generated(&format!("paths: {{}}\ncomponents:\n  schemas:\n{parts}"))
}

fn codes(generated: &Generated) -> Vec<Code> {
    generated
        .diagnostics
        .iter()
        .map(|diagnostic| diagnostic.code)
        .collect()
}

fn methods(generated: &Generated) -> Vec<String> {
    let operations = generated.api.as_ref().unwrap().operations();
    operations
        .map(|operation| operation.name.to_string())
        .collect()
}

fn types(generated: &Generated) -> Vec<String> {
    let types = generated.api.as_ref().unwrap().types.iter();
    types.map(|(_, def)| def.name.to_string()).collect()
}

fn text(generated: &Generated) -> String {
    let files = &generated.output.as_ref().unwrap().files;
    files.values().map(String::as_str).collect()
}

#[test]
fn an_operation_without_a_usable_id_is_called_by_its_place() {
    let empty = "responses: {'204': {description: d}}";
    let generated = generated(&format!(
        "paths:
  /a: {{get: {{{empty}}}}}
  /b: {{get: {{operationId: '', {empty}}}}}
  /c: {{get: {{operationId: same, {empty}}}}}
  /d: {{get: {{operationId: same, {empty}}}}}
  /e: {{get: {{operationId: 'a.b/c d-é', {empty}}}}}
  /f: {{get: {{operationId: '123', {empty}}}}}
  /g: {{get: {{operationId: Self, {empty}}}}}
  /h: {{get: {{operationId: 日本, {empty}}}}}
"
    ));
    let methods = methods(&generated);
    assert_eq!(methods.len(), 8);
    for name in [
        "get_a",
        "get_b",
        "same",
        "a_b_c_d_é",
        "call_123",
        "self_",
        "日本",
    ] {
        assert!(
            methods.iter().any(|method| method == name),
            "{name} {methods:?}"
        );
    }
    assert_eq!(codes(&generated), [Code::DuplicateOperationId]);
    let done = generated.diagnostics[0].done.as_deref().unwrap();
    assert!(methods.iter().any(|name| done.contains(name)), "{done}");
}

#[test]
fn schemas_may_be_called_what_rust_calls_its_own() {
    let names = [
        "Self", "Result", "Option", "Error", "String", "Vec", "Box", "async", "9lives", "é", "''",
    ];
    let parts: String = names
        .iter()
        .map(|name| {
            format!("    {name}: {{type: object, properties: {{self: {{type: string}}}}}}\n")
        })
        .collect();
    let generated = schemas(&parts);
    let types = types(&generated);
    assert_eq!(types.len(), names.len());
    for name in [
        "SelfModel",
        "ResultModel",
        "OptionModel",
        "Error",
        "StringModel",
        "Async",
        "É",
    ] {
        assert!(types.iter().any(|ty| ty == name), "{name} in {types:?}");
    }
}

#[test]
fn names_are_compared_as_the_compiler_compares_them() {
    let generated = schemas(
        "    A: {type: object, properties: {ﬁ: {type: string}, fi: {type: string}, sınıf: {type: string}, \
         sinif: {type: string}, имя: {type: string}, сору: {type: string}}}\n",
    );
    let api = generated.api.as_ref().unwrap();
    let (_, def) = api.types.iter().next().unwrap();
    let Shape::Struct(object) = &def.shape else {
        panic!("{def:?}");
    };
    let of = |wire: &str| {
        let field = object.fields.iter().find(|field| field.wire == wire);
        field.unwrap().ident.as_str().to_owned()
    };
    assert_eq!(of("fi"), "fi");
    assert_ne!(of("ﬁ"), "fi");
    assert_eq!(of("имя"), "имя");
    assert!(of("сору").is_ascii() && of("sınıf").is_ascii());
}

#[test]
fn every_kind_of_enum_becomes_a_type() {
    let generated = schemas(
        "    Mixed: {enum: [a, 1, true, null, {a: 1}]}
    Ints: {type: integer, enum: [1, 2, -3]}
    Nullable: {type: [string, 'null'], enum: [a, b, null]}
    Empty: {type: string, enum: []}
    Twice: {type: string, enum: [a, a, b]}
    Odd: {enum: ['', ' ', a, A, 'a ', '1', '+1', '-1', self, Self, unknown]}
    One: {const: a}
",
    );
    let api = generated.api.as_ref().unwrap();
    let enums: Vec<(String, usize)> = api
        .types
        .iter()
        .filter_map(|(_, def)| match &def.shape {
            Shape::Enum(it) => Some((def.name.to_string(), it.variants.len())),
            _ => None,
        })
        .collect();
    let count = |name: &str| {
        enums
            .iter()
            .find(|(other, _)| other == name)
            .map(|(_, count)| *count)
    };
    assert_eq!(count("Ints"), Some(3));
    assert_eq!(count("Twice"), Some(2));
    assert_eq!(count("Odd"), Some(11));
    assert_eq!(count("One"), Some(1));
    assert!(generated.ledger.iter().all(|entry| !entry.reason.is_loss()));
}

#[test]
fn tuples_of_every_draft_are_tuples() {
    let generated = schemas(
        "    New: {type: array, prefixItems: [{type: string}, {type: integer}], items: false}
    Old: {type: array, items: [{type: string}, {type: integer}], additionalItems: false, minItems: 2}
    Fixed: {type: array, prefixItems: [{type: string}, {type: integer}], items: false, minItems: 2}
",
    );
    let text = text(&generated);
    assert!(text.contains("pub type Fixed = (String, i64);"), "{text}");
    assert!(text.contains("pub type Old = (String, i64);"), "{text}");
    assert!(
        !generated
            .ledger
            .iter()
            .any(|entry| entry.reason == Reason::Unsupported)
    );
}

#[test]
fn what_the_server_calls_has_types_and_no_methods() {
    let generated = generated(
        "paths:
  /a:
    post:
      operationId: start
      responses: {'204': {description: d}}
      callbacks:
        done: {'{$request.body#/url}': {post: {requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Done'}}}}, responses: {'204': {description: d}}}}}
webhooks:
  hook: {post: {requestBody: {content: {application/json: {schema: {type: object, title: Told, properties: {ok: {type: boolean}}}}}}, responses: {'204': {description: d}}}}
components:
  schemas:
    Done: {type: object, properties: {at: {type: string, format: date-time}}}
",
    );
    assert_eq!(methods(&generated), ["start"]);
    assert_eq!(types(&generated).len(), 2);
}

#[test]
fn credentials_are_alternatives_of_sets() {
    let generated = generated(
        "paths:
  /a: {get: {security: [{k: [], b: []}, {o: [read]}, {}], responses: {'204': {description: d}}}}
components:
  securitySchemes:
    k: {type: apiKey, in: header, name: X-Key}
    b: {type: http, scheme: bearer}
    o: {type: oauth2, flows: {clientCredentials: {tokenUrl: u, scopes: {read: r}}}}
",
    );
    let text = text(&generated);
    let compact: String = text.split_whitespace().collect();
    assert!(
        compact.contains(".security(&[&[\"b\",\"k\"],&[\"o\"],&[]])"),
        "{text}"
    );
}

#[test]
fn references_lead_anywhere_in_the_document() {
    let generated = generated(
        "paths:
  /a: {$ref: '#/components/pathItems/P'}
  /b:
    get:
      responses:
        '200': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/Tree'}}}}
        4XX: {$ref: '#/components/responses/E'}
        default: {description: d, content: {text/plain: {schema: {type: string}}}}
    post:
      requestBody: {content: {application/json: {schema: {$ref: '#/paths/~1b/get/responses/200/content/application~1json/schema'}}}}
      responses: {'204': {description: d}}
components:
  pathItems:
    P: {get: {operationId: aliased, responses: {'204': {description: d}}}}
  responses:
    E: {description: e, content: {application/json: {schema: {$ref: '#/components/schemas/Deep/$defs/In'}}}}
  schemas:
    Tree: {$id: 'https://x.test/tree', $dynamicAnchor: node, type: object, properties: {children: {type: array, items: {$dynamicRef: '#node'}}}}
    Sibling: {type: object, properties: {a: {$ref: '#/components/schemas/Name', description: mine}, b: {$ref: '#/components/schemas/Sibling/properties/a'}}}
    Name: {type: string}
    Recur: {type: array, items: {$ref: '#/components/schemas/Recur'}}
    Deep: {type: object, $defs: {In: {$anchor: inn, type: string}}, properties: {x: {$ref: '#inn'}}}
",
    );
    assert_eq!(codes(&generated), []);
    assert!(methods(&generated).contains(&"aliased".to_owned()));
    let text = text(&generated);
    assert!(text.contains("pub children: Option<Vec<Tree>>"), "{text}");
    assert!(!generated.ledger.iter().any(|entry| entry.reason.is_loss()));
}

#[test]
fn parameters_and_paths_that_disagree_are_said_with_what_to_do() {
    let generated = generated(
        "paths:
  /a/{x}/{y}:
    parameters:
      - {name: x, in: path, required: true, schema: {type: integer}}
      - {name: q, in: query, schema: {type: string}}
    get:
      parameters:
        - {name: q, in: query, schema: {type: integer}}
        - {name: q, in: query, schema: {type: boolean}}
        - {name: z, in: path, required: true, schema: {type: string}}
      responses: {'204': {description: d}}
",
    );
    let mut found = codes(&generated);
    found.sort_unstable();
    assert_eq!(
        found,
        [
            Code::PathParameter,
            Code::PathParameter,
            Code::DuplicateParameter
        ]
    );
    for diagnostic in &generated.diagnostics {
        assert!(
            diagnostic.done.is_some() && diagnostic.help.is_some(),
            "{diagnostic:?}"
        );
        assert!(diagnostic.place.excerpt.is_some(), "{diagnostic:?}");
    }
    let operation = generated.api.as_ref().unwrap().operations().next().unwrap();
    assert_eq!(operation.path_params.len(), 2);
    assert_eq!(operation.params.len(), 1);
}
