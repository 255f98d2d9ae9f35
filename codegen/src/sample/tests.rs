use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::*;

fn sample(document: &Value, schema: &Value, way: Way) -> Option<Value> {
    let whole = BTreeSet::from(["count".to_owned()]);
    let sampler = Sampler {
        document,
        whole: &whole,
        way,
        words: Words::Plain,
    };
    sampler.value(schema, "it", &[])
}

#[test]
fn everything_is_there_but_what_goes_the_other_way() {
    let document = json!({});
    let schema = json!({
        "type": "object",
        "required": ["id", "more"],
        "properties": {
            "id": {"type": "string", "format": "uuid", "readOnly": true},
            "password": {"type": "string", "writeOnly": true},
            "count": {"type": "number"},
            "share": {"type": "number", "maximum": 1},
            "tags": {"type": "array", "items": {"type": "string"}, "minItems": 2, "uniqueItems": true}
        }
    });
    assert_eq!(
        sample(&document, &schema, Way::Sent).unwrap(),
        json!({"more": "more", "password": "password", "count": 7, "share": 1.0, "tags": ["tags", "tags1"]})
    );
    let read = sample(&document, &schema, Way::Read).unwrap();
    assert!(read.get("id").is_some() && read.get("password").is_none());
}

#[test]
fn an_example_counts_only_where_it_is_true() {
    let document = json!({});
    for (schema, expected) in [
        (json!({"type": "string", "example": "x"}), json!("x")),
        (json!({"type": "integer", "example": "x"}), json!(7)),
        (
            json!({"type": "string", "format": "date", "example": "soon"}),
            json!("2026-01-05"),
        ),
        (json!({"type": "number", "example": 3}), json!(3.0)),
        (
            json!({"type": "object", "properties": {"a": {"type": "string"}}, "example": {"a": "b", "unknown": 1}}),
            json!({"a": "b"}),
        ),
        (
            json!({"type": "object", "required": ["a"], "properties": {"a": {"type": "string"}}, "example": {}}),
            json!({"a": "a"}),
        ),
    ] {
        assert_eq!(
            sample(&document, &schema, Way::Read).unwrap(),
            expected,
            "{schema}"
        );
    }
}

#[test]
fn a_branch_is_chosen_that_no_other_takes_for_its_own() {
    let document = json!({"components": {"schemas": {
        "Any": {"type": "object", "properties": {"x": {"type": "string"}}},
        "Cat": {"type": "object", "required": ["kind", "lives"], "properties": {"kind": {"type": "string"}, "lives": {"type": "integer"}}},
        "Dog": {"type": "object", "required": ["kind"], "properties": {"kind": {"type": "string"}}}
    }}});
    let schema = json!({"oneOf": [{"$ref": "#/components/schemas/Any"}, {"type": "string"}]});
    assert_eq!(
        sample(&document, &schema, Way::Read).unwrap(),
        json!({"x": "x"})
    );
    let schema = json!({
        "oneOf": [{"$ref": "#/components/schemas/Cat"}, {"$ref": "#/components/schemas/Dog"}],
        "discriminator": {"propertyName": "kind", "mapping": {"cat": "#/components/schemas/Cat"}}
    });
    assert_eq!(
        sample(&document, &schema, Way::Read).unwrap(),
        json!({"kind": "cat", "lives": 7})
    );
}

#[test]
fn what_contains_itself_comes_to_an_end_or_is_none() {
    let document = json!({"components": {"schemas": {
        "Node": {"type": "object", "properties": {"next": {"$ref": "#/components/schemas/Node"}}},
        "Ring": {"type": "object", "required": ["next"], "properties": {"next": {"$ref": "#/components/schemas/Ring"}}},
        "Self": {"allOf": [{"$ref": "#/components/schemas/Self"}]}
    }}});
    let named = |name: &str| json!({"$ref": format!("#/components/schemas/{name}")});
    assert!(sample(&document, &named("Node"), Way::Read).is_some());
    assert_eq!(sample(&document, &named("Ring"), Way::Read), None);
    assert_eq!(sample(&document, &named("Self"), Way::Read), None);
    let nothing = json!({"allOf": [{"type": "string"}, {"type": "integer"}]});
    assert_eq!(sample(&document, &nothing, Way::Read), None);
}

#[test]
fn numbers_and_lists_keep_their_bounds() {
    let document = json!({});
    for (schema, expected) in [
        (
            json!({"type": "integer", "minimum": 10, "exclusiveMinimum": true, "multipleOf": 5}),
            json!(15),
        ),
        (json!({"type": "integer", "maximum": 3}), json!(3)),
        (
            json!({"type": "number", "minimum": 0, "maximum": 1}),
            json!(0.0),
        ),
        (
            json!({"type": "string", "format": "date", "pattern": "^\\d{4}-\\d{2}-\\d{2}$"}),
            json!("2026-01-05"),
        ),
        (
            json!({"type": "array", "items": {"type": "integer", "maximum": 7}}),
            json!([7, 7]),
        ),
        (
            json!({"type": "array", "maxItems": 0, "items": {"type": "string"}}),
            json!([]),
        ),
        (
            json!({"type": "array", "x-codegen-prefix-items": [{"type": "integer"}, {"type": "boolean"}]}),
            json!([7, true]),
        ),
        (
            json!({"type": "object", "minProperties": 2, "additionalProperties": {"type": "boolean"}}),
            json!({"key": true, "key2": true}),
        ),
        (json!({"enum": ["", null, "b"]}), json!("b")),
    ] {
        assert_eq!(
            sample(&document, &schema, Way::Sent),
            Some(expected),
            "{schema}"
        );
    }
}
