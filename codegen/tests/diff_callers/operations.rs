//! Changes of operations.

use super::Case;

pub(super) const CASES: &[Case] = &[
    Case {
        name: "an operation comes",
        old: operation!("", "CX", "getCx", ""),
        new: r#"/cx:
  get:
    tags: [CX]
    operationId: getCx
    responses: {'204': {description: d}}
/cx-b:
  get:
    tags: [CX]
    operationId: otherCx
    responses: {'204': {description: d}}
"#,
        caller: "fn f(c: &Client) { let _: runtime::Call<()> = c.cx().get_cx(); }",
    },
    Case {
        name: "an operation goes",
        old: r#"/cx:
  get:
    tags: [CX]
    operationId: getCx
    responses: {'204': {description: d}}
/cx-b:
  get:
    tags: [CX]
    operationId: otherCx
    responses: {'204': {description: d}}
"#,
        new: operation!("", "CX", "getCx", ""),
        caller: "fn f(c: &Client) { let _: runtime::Call<()> = c.cx().other_cx(); }",
    },
    Case {
        name: "an operation gets another name",
        old: operation!("", "CX", "getCx", ""),
        new: operation!("", "CX", "fetchCx", ""),
        caller: "fn f(c: &Client) { let _: runtime::Call<()> = c.cx().get_cx(); }",
    },
    Case {
        name: "an optional parameter comes beside another",
        old: operation!(
            "",
            "CX",
            "getCx",
            "parameters: [{in: query, name: a, schema: {type: string}}]"
        ),
        new: operation!(
            "",
            "CX",
            "getCx",
            "parameters: [{in: query, name: a, schema: {type: string}}, {in: query, name: b, schema: {type: string}}]"
        ),
        caller: "fn f(c: &Client) { let _: runtime::Call<()> = c.cx().get_cx(models::GetCXParams::new().a(\"x\")); }",
    },
    Case {
        name: "the first optional parameter comes",
        old: operation!("", "CX", "getCx", ""),
        new: operation!(
            "",
            "CX",
            "getCx",
            "parameters: [{in: query, name: a, schema: {type: string}}]"
        ),
        caller: "fn f(c: &Client) { let _: runtime::Call<()> = c.cx().get_cx(); }",
    },
    Case {
        name: "a required parameter comes",
        old: operation!(
            "",
            "CX",
            "getCx",
            "parameters: [{in: query, name: a, schema: {type: string}}]"
        ),
        new: operation!(
            "",
            "CX",
            "getCx",
            "parameters: [{in: query, name: a, schema: {type: string}}, {in: query, name: b, required: true, schema: {type: string}}]"
        ),
        caller: "fn f(c: &Client) { let _: runtime::Call<()> = c.cx().get_cx(models::GetCXParams::new().a(\"x\")); }",
    },
    Case {
        name: "a parameter goes",
        old: operation!(
            "",
            "CX",
            "getCx",
            "parameters: [{in: query, name: a, schema: {type: string}}, {in: query, name: b, schema: {type: string}}]"
        ),
        new: operation!(
            "",
            "CX",
            "getCx",
            "parameters: [{in: query, name: a, schema: {type: string}}]"
        ),
        caller: "fn f(c: &Client) { let _: runtime::Call<()> = c.cx().get_cx(models::GetCXParams::new().b(\"x\")); }",
    },
    Case {
        name: "a parameter in the path gets another name",
        old: operation!(
            "/{id}",
            "CX",
            "getCx",
            "parameters: [{in: path, name: id, required: true, schema: {type: string}}]"
        ),
        new: operation!(
            "/{key}",
            "CX",
            "getCx",
            "parameters: [{in: path, name: key, required: true, schema: {type: string}}]"
        ),
        caller: "fn f(c: &Client) { let _: runtime::Call<()> = c.cx().get_cx(\"x\"); }",
    },
    Case {
        name: "a parameter in the path becomes a number",
        old: operation!(
            "/{id}",
            "CX",
            "getCx",
            "parameters: [{in: path, name: id, required: true, schema: {type: string}}]"
        ),
        new: operation!(
            "/{id}",
            "CX",
            "getCx",
            "parameters: [{in: path, name: id, required: true, schema: {type: integer}}]"
        ),
        caller: "fn f(c: &Client) { let _: runtime::Call<()> = c.cx().get_cx(\"x\"); }",
    },
    Case {
        name: "an error is documented",
        old: r#"/cx:
  get:
    tags: [CX]
    operationId: getCx
    responses: {'204': {description: d}}
schemas:
CX: {type: object, properties: {a: {type: string}}}
"#,
        new: r#"/cx:
  get:
    tags: [CX]
    operationId: getCx
    responses: {'204': {description: d}, '404': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/CX'}}}}}
schemas:
CX: {type: object, properties: {a: {type: string}}}
"#,
        caller: "fn f(c: &Client) { let _: runtime::Call<()> = c.cx().get_cx(); }",
    },
    Case {
        name: "an answer is another type",
        old: r#"/cx:
  get:
    tags: [CX]
    operationId: getCx
    responses: {'200': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/CX'}}}}}
schemas:
CX: {type: object, properties: {a: {type: string}}}
CXOther: {type: object, properties: {a: {type: string}}}
"#,
        new: r#"/cx:
  get:
    tags: [CX]
    operationId: getCx
    responses: {'200': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/CXOther'}}}}}
schemas:
CX: {type: object, properties: {a: {type: string}}}
CXOther: {type: object, properties: {a: {type: string}}}
"#,
        caller: "fn f(c: &Client) { let _: runtime::Call<models::CX> = c.cx().get_cx(); }",
    },
    Case {
        name: "an answer is a list now",
        old: read!("{type: object, properties: {a: {type: string}}}"),
        new: r#"/cx:
  get:
    tags: [CX]
    operationId: getCx
    responses: {'200': {description: d, content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/CX'}}}}}}
schemas:
CX: {type: object, properties: {a: {type: string}}}
"#,
        caller: "fn f(c: &Client) { let _: runtime::Call<models::CX> = c.cx().get_cx(); }",
    },
    Case {
        name: "a body comes",
        old: r#"/cx:
  post:
    tags: [CX]
    operationId: sendCx
    responses: {'204': {description: d}}
schemas:
CX: {type: object, properties: {a: {type: string}}}
"#,
        new: send!("{type: object, properties: {a: {type: string}}}"),
        caller: "fn f(c: &Client) { let _: runtime::Call<()> = c.cx().send_cx(); }",
    },
    Case {
        name: "a tag gets another name",
        old: operation!("", "CX", "getCx", ""),
        new: operation!("", "CXOther", "getCx", ""),
        caller: "fn f(c: &Client) { let _: runtime::Call<()> = c.cx().get_cx(); }",
    },
    Case {
        name: "an operation is deprecated",
        old: operation!("", "CX", "getCx", ""),
        new: operation!("", "CX", "getCx", "deprecated: true"),
        caller: "fn f(c: &Client) { let _: runtime::Call<()> = c.cx().get_cx(); }",
    },
    Case {
        name: "an answer gets a second success",
        old: read!("{type: object, properties: {a: {type: string}}}"),
        new: r#"/cx:
  get:
    tags: [CX]
    operationId: getCx
    responses: {'202': {description: d}, '200': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/CX'}}}}}
schemas:
CX: {type: object, properties: {a: {type: string}}}
"#,
        caller: "fn f(c: &Client) { let _: runtime::Call<models::CX> = c.cx().get_cx(); }",
    },
];
