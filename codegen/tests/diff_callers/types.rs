//! Changes of types.

use super::Case;

pub(super) const CASES: &[Case] = &[
    Case {
        name: "a field comes",
        old: read!("{type: object, properties: {a: {type: string}}}"),
        new: read!("{type: object, properties: {a: {type: string}, b: {type: string}}}"),
        caller: "fn f(x: models::CX) -> Option<String> { let models::CX { a, .. } = x; a }",
    },
    Case {
        name: "a field goes",
        old: read!("{type: object, properties: {a: {type: string}, b: {type: string}}}"),
        new: read!("{type: object, properties: {a: {type: string}}}"),
        caller: "fn f(x: models::CX) -> Option<String> { x.b }",
    },
    Case {
        name: "a field becomes required",
        old: read!("{type: object, properties: {a: {type: string}}}"),
        new: read!("{type: object, required: [a], properties: {a: {type: string}}}"),
        caller: "fn f(x: models::CX) -> Option<String> { x.a }",
    },
    Case {
        name: "a field becomes optional",
        old: read!("{type: object, required: [a], properties: {a: {type: string}}}"),
        new: read!("{type: object, properties: {a: {type: string}}}"),
        caller: "fn f(x: models::CX) -> String { x.a }",
    },
    Case {
        name: "a text becomes a number",
        old: read!("{type: object, required: [a], properties: {a: {type: string}}}"),
        new: read!("{type: object, required: [a], properties: {a: {type: integer}}}"),
        caller: "fn f(x: models::CX) -> String { x.a }",
    },
    Case {
        name: "a number becomes a smaller one",
        old: read!("{type: object, required: [a], properties: {a: {type: integer}}}"),
        new: read!(
            "{type: object, required: [a], properties: {a: {type: integer, format: int32}}}"
        ),
        caller: "fn f(x: models::CX) -> i64 { x.a }",
    },
    Case {
        name: "a text gets a format",
        old: read!("{type: object, required: [a], properties: {a: {type: string}}}"),
        new: read!("{type: object, required: [a], properties: {a: {type: string, format: uuid}}}"),
        caller: "fn f(x: models::CX) -> String { x.a }",
    },
    Case {
        name: "a text gets a format without a type",
        old: read!("{type: object, required: [a], properties: {a: {type: string}}}"),
        new: read!("{type: object, required: [a], properties: {a: {type: string, format: email}}}"),
        caller: "fn f(x: models::CX) -> String { x.a }",
    },
    Case {
        name: "a value comes",
        old: read!("{type: string, enum: [red, green]}"),
        new: read!("{type: string, enum: [red, green, blue]}"),
        caller: "fn f(x: models::CX) -> bool { match x { models::CX::Red => true, models::CX::Green => false, _ => false } }",
    },
    Case {
        name: "a value goes",
        old: read!("{type: string, enum: [red, green, blue]}"),
        new: read!("{type: string, enum: [red, green]}"),
        caller: "fn f(x: models::CX) -> bool { matches!(x, models::CX::Blue) }",
    },
    Case {
        name: "words change",
        old: read!(
            "{type: object, description: One., properties: {a: {type: string, description: Two.}}}"
        ),
        new: read!(
            "{type: object, description: Three., properties: {a: {type: string, description: Four.}}}"
        ),
        caller: "fn f(x: models::CX) -> Option<String> { x.a }",
    },
    Case {
        name: "a bound comes",
        old: read!("{type: object, required: [a], properties: {a: {type: string}}}"),
        new: read!("{type: object, required: [a], properties: {a: {type: string, maxLength: 3}}}"),
        caller: "fn f(x: models::CX) -> String { x.a }",
    },
    Case {
        name: "a required field becomes nullable",
        old: read!("{type: object, required: [a], properties: {a: {type: string}}}"),
        new: read!("{type: object, required: [a], properties: {a: {type: [string, 'null']}}}"),
        caller: "fn f(x: models::CX) -> String { x.a }",
    },
    Case {
        name: "an optional field becomes nullable",
        old: read!("{type: object, properties: {a: {type: string}}}"),
        new: read!("{type: object, properties: {a: {type: [string, 'null']}}}"),
        caller: "fn f(x: models::CX) -> Option<String> { x.a }",
    },
    Case {
        name: "another error is documented",
        old: r#"/cx:
  get:
    tags: [CX]
    operationId: getCx
    responses: {'204': {description: d}, '404': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/CX'}}}}}
schemas:
CX: {type: object, properties: {a: {type: string}}}
"#,
        new: r#"/cx:
  get:
    tags: [CX]
    operationId: getCx
    responses: {'204': {description: d}, '404': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/CX'}}}}, '409': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/CX'}}}}}
schemas:
CX: {type: object, properties: {a: {type: string}}}
"#,
        caller: "fn f(e: models::GetCXError) -> bool { match e { models::GetCXError::NotFound(x) => x.a.is_some(), _ => false } }",
    },
    Case {
        name: "a branch comes",
        old: send!(
            "{oneOf: [{type: object, title: Cat, required: [kind, cat], properties: {kind: {const: cat}, cat: {type: string}}}, {type: object, title: Dog, required: [kind, dog], properties: {kind: {const: dog}, dog: {type: string}}}]}"
        ),
        new: send!(
            "{oneOf: [{type: object, title: Cat, required: [kind, cat], properties: {kind: {const: cat}, cat: {type: string}}}, {type: object, title: Dog, required: [kind, dog], properties: {kind: {const: dog}, dog: {type: string}}}, {type: object, title: Cow, required: [kind, cow], properties: {kind: {const: cow}, cow: {type: string}}}]}"
        ),
        caller: "fn f(x: models::CX) -> bool { match x { models::CX::Cat(_) => true, _ => false } }",
    },
    Case {
        name: "a branch goes",
        old: send!(
            "{oneOf: [{type: object, title: Cat, required: [kind, cat], properties: {kind: {const: cat}, cat: {type: string}}}, {type: object, title: Dog, required: [kind, dog], properties: {kind: {const: dog}, dog: {type: string}}}, {type: object, title: Cow, required: [kind, cow], properties: {kind: {const: cow}, cow: {type: string}}}]}"
        ),
        new: send!(
            "{oneOf: [{type: object, title: Cat, required: [kind, cat], properties: {kind: {const: cat}, cat: {type: string}}}, {type: object, title: Dog, required: [kind, dog], properties: {kind: {const: dog}, dog: {type: string}}}]}"
        ),
        caller: "fn f(x: models::CX) -> bool { matches!(x, models::CX::Cow(_)) }",
    },
    Case {
        name: "a required field of a body comes",
        old: send!("{type: object, required: [a], properties: {a: {type: string}}}"),
        new: send!(
            "{type: object, required: [a, b], properties: {a: {type: string}, b: {type: string}}}"
        ),
        caller: "fn f() -> models::CX { models::CX::new(\"x\") }",
    },
    Case {
        name: "an optional field of a body comes",
        old: send!("{type: object, required: [a], properties: {a: {type: string}}}"),
        new: send!(
            "{type: object, required: [a], properties: {a: {type: string}, b: {type: string}}}"
        ),
        caller: "fn f() -> models::CX { models::CX::new(\"x\") }",
    },
    Case {
        name: "a schema gets another name",
        old: read!("{type: object, properties: {a: {type: string}}}"),
        new: r#"/cx:
  get:
    tags: [CX]
    operationId: getCx
    responses: {'200': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/CXOther'}}}}}
schemas:
CXOther: {type: object, properties: {a: {type: string}}}
"#,
        caller: "fn f(x: models::CX) -> Option<String> { x.a }",
    },
    Case {
        name: "items become numbers",
        old: read!(
            "{type: object, required: [a], properties: {a: {type: array, items: {type: string}}}}"
        ),
        new: read!(
            "{type: object, required: [a], properties: {a: {type: array, items: {type: integer}}}}"
        ),
        caller: "fn f(x: models::CX) -> Vec<String> { x.a }",
    },
    Case {
        name: "a default changes",
        old: read!("{type: object, properties: {a: {type: string, default: x}}}"),
        new: read!("{type: object, properties: {a: {type: string, default: y}}}"),
        caller: "fn f(x: models::CX) -> Option<String> { x.a }",
    },
    Case {
        name: "the first required field comes",
        old: read!("{type: object, properties: {a: {type: string}}}"),
        new: read!(
            "{type: object, required: [b], properties: {a: {type: string}, b: {type: string}}}"
        ),
        caller: "fn f() -> models::CX { models::CX::default() }",
    },
    Case {
        name: "a tag becomes one of two values",
        old: read!("{type: string, enum: [red]}"),
        new: read!("{type: string, enum: [red, green]}"),
        caller: "fn f() -> models::CX { models::CX::default() }",
    },
    Case {
        name: "other properties are kept",
        old: read!("{type: object, properties: {a: {type: string}}}"),
        new: read!("{type: object, properties: {a: {type: string}}, additionalProperties: true}"),
        caller: "fn f(x: models::CX) -> Option<String> { let models::CX { a, .. } = x; a }",
    },
    Case {
        name: "a part becomes a schema of its own",
        old: read!(
            "{type: object, properties: {part: {type: object, properties: {a: {type: string}}}}}"
        ),
        new: r#"/cx:
  get:
    tags: [CX]
    operationId: getCx
    responses: {'200': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/CX'}}}}}
schemas:
CX: {type: object, properties: {part: {$ref: '#/components/schemas/CXOther'}}}
CXOther: {type: object, properties: {a: {type: string}}}
"#,
        caller: "fn f(x: models::CXPart) -> Option<String> { x.a }",
    },
    Case {
        name: "a number may have a fraction",
        old: read!("{type: object, required: [a], properties: {a: {type: integer}}}"),
        new: read!("{type: object, required: [a], properties: {a: {type: number}}}"),
        caller: "fn f(x: models::CX) -> i64 { x.a }",
    },
    Case {
        name: "an enum is lifted",
        old: read!("{type: object, required: [a], properties: {a: {type: string, enum: [x, y]}}}"),
        new: read!("{type: object, required: [a], properties: {a: {type: string}}}"),
        caller: "fn f(x: models::CX) -> models::CXA { x.a }",
    },
    Case {
        name: "a field of a body is only read",
        old: send!(
            "{type: object, required: [a, b], properties: {a: {type: string}, b: {type: string}}}"
        ),
        new: send!(
            "{type: object, required: [a, b], properties: {a: {type: string}, b: {type: string, readOnly: true}}}"
        ),
        caller: "fn f() -> models::CX { models::CX::new(\"x\", \"y\") }",
    },
];
