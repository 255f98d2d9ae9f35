//! Documents that were damaged at random: each is read, as far as it goes, and what comes out keeps its promises.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

#[cfg(test)]
mod spec_support;

use serde_json::{Value, json};
use spec_support::{all_resolve, corpus, load_text};

/// A bit of everything.
fn document() -> Value {
    let schema = json!({
        "type": ["object", "null"], "required": ["a"], "additionalProperties": false,
        "properties": {"a": {"const": 1}, "b": {"$ref": "#/components/schemas/B", "title": "t"},
            "c": {"anyOf": [{"type": "string"}, {"type": "null"}]}},
        "patternProperties": {"^x": {"$ref": "#/components/schemas/A/properties/a"}},
        "discriminator": {"propertyName": "a", "mapping": {"b": "B"}},
        "examples": [1], "if": {"required": ["a"]}, "unevaluatedProperties": false,
        "$defs": {"D": {"exclusiveMinimum": 3}}, "x-a": 1,
    });
    let media = json!({"application/json": {"schema": schema, "example": {}, "examples":
        {"a": {"value": 1}}, "encoding": {"a": {"style": "form", "headers": {}}}}});
    let parameter = json!({"name": "q", "in": "query", "schema": {"type": "string"},
        "style": "form", "examples": {"a": {"$ref": "#/components/examples/E"}}});
    let response = json!({"description": "d", "content": media,
        "headers": {"X": {"schema": {"items": [true]}}, "Y": {"$ref": "#/components/headers/H"}},
        "links": {"l": {"operationId": "o"}}});
    let operation = json!({"operationId": "o", "tags": ["t"], "parameters":
        [parameter, {"$ref": "#/components/parameters/P"}], "requestBody": {"content": media},
        "responses": {"200": response, "4XX": {"$ref": "#/components/responses/R"}},
        "callbacks": {"c": {"{$url}": {"post": {"responses": {}}}}}, "security": [{"k": []}],
        "servers": [{"url": "/", "variables": {"v": {"default": "1", "enum": ["1"]}}}]});
    json!({
        "openapi": "3.1.0",
        "info": {"title": "T", "version": "1", "license": {"name": "n"}},
        "servers": [{"url": "https://x.test"}],
        "paths": {"/a/{b}": {"get": operation, "parameters": [parameter]},
            "/c": {"$ref": "#/components/pathItems/I"}},
        "webhooks": {"w": {"post": operation}},
        "components": {
            "schemas": {"A": schema, "B": {"allOf": [{"$ref": "#/components/schemas/A"}]},
                "C": {"$ref": "#/components/schemas/B"}},
            "parameters": {"P": parameter, "Q": {"$ref": "#/components/parameters/P"}},
            "responses": {"R": response}, "examples": {"E": {"value": 1}},
            "headers": {"H": {"schema": {"type": "string"}}},
            "requestBodies": {"Y": {"content": media}},
            "links": {"L": {"operationRef": "x"}},
            "securitySchemes": {"k": {"type": "apiKey", "name": "k", "in": "header"},
                "o": {"type": "oauth2", "flows": {"implicit":
                    {"authorizationUrl": "u", "scopes": {"a": "b"}}}}},
            "callbacks": {"K": {"u": {"$ref": "#/components/pathItems/I"}}},
            "pathItems": {"I": {"put": operation}},
        },
        "tags": [{"name": "t"}], "security": [{"k": []}], "x-a": {},
    })
}

/// Numbers that are random enough, and the same every time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(limit.max(1)).unwrap()).unwrap()
    }
}

fn places(value: &Value, path: &str, found: &mut Vec<String>) {
    found.push(path.to_owned());
    match value {
        Value::Object(map) => {
            for (key, member) in map {
                let key = key.replace('~', "~0").replace('/', "~1");
                places(member, &format!("{path}/{key}"), found);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                places(item, &format!("{path}/{index}"), found);
            }
        }
        _ => {}
    }
}

fn damage(document: &mut Value, dice: &mut Dice) {
    let mut found = Vec::new();
    places(document, "", &mut found);
    let target = found[dice.below(found.len())].clone();
    let other = found[dice.below(found.len())].clone();
    let values = [
        json!(null),
        json!(true),
        json!(5),
        json!(-1.5),
        json!("x"),
        json!("null"),
        json!([]),
        json!({}),
        json!([null, "a", {}]),
        json!({"a": null, "b": [], "c": {"d": 1}}),
        json!({"$ref": "#"}),
        json!({"$ref": format!("#{other}")}),
        json!({"$ref": format!("#{other}"), "description": 1, "properties": {"a": false}}),
        json!({"allOf": null, "anyOf": [null], "oneOf": {}, "not": true, "enum": [null]}),
        document.pointer(&other).unwrap().clone(),
    ];
    let value = values[dice.below(values.len())].clone();
    let (parent, key) = target.rsplit_once('/').unwrap_or(("", ""));
    let key = key.replace("~1", "/").replace("~0", "~");
    match document.pointer_mut(parent) {
        Some(Value::Object(map)) if dice.below(4) == 0 => {
            let names = [
                "$ref",
                "type",
                "items",
                "",
                "x-codegen-a",
                "schema",
                "content",
                "200",
            ];
            let member = map.remove(&key).unwrap_or(value);
            map.insert(names[dice.below(names.len())].to_owned(), member);
        }
        Some(Value::Object(map)) if dice.below(4) == 0 => {
            map.remove(&key);
        }
        _ => *document.pointer_mut(&target).unwrap() = value,
    }
}

fn check(original: &Value, rounds: u64) {
    for round in 1..=rounds {
        let mut dice = Dice(round.wrapping_mul(0x9E37_79B9_7F4A_7C15));
        let mut damaged = original.clone();
        for _ in 0..=dice.below(6) {
            if damaged.is_object() {
                damage(&mut damaged, &mut dice);
            }
        }
        let loaded = load_text(&damaged.to_string());
        let Some(document) = &loaded.document else {
            assert!(!loaded.errors().is_empty());
            continue;
        };
        let lowered = serde_json::to_value(&document.api).unwrap();
        let kept = std::panic::catch_unwind(|| all_resolve(&lowered));
        assert!(kept.is_ok(), "{damaged}\n{lowered}");
        for diagnostic in &loaded.diagnostics {
            assert!(diagnostic.place.position.is_some(), "{diagnostic:?}");
            assert!(
                damaged.pointer(&diagnostic.place.pointer).is_some(),
                "{diagnostic:?}"
            );
        }
    }
}

#[test]
fn a_bit_of_everything() {
    let rounds = std::env::var("ROUNDS").map_or(400, |rounds| rounds.parse().unwrap());
    check(&document(), rounds);
}

#[test]
fn documents_by_other_people() {
    for (_, path) in corpus() {
        let text = std::fs::read_to_string(path).unwrap();
        if text.len() < 60_000
            && let Ok(document) = serde_json::from_str(&text)
        {
            check(&document, 5);
        }
    }
}
