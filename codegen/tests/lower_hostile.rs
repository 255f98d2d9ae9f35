//! Small documents whose types are large, endless or contradictory: lowering ends, soon, and says what it left out.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use codegen::config::Config;
use codegen::diagnostic::Code;
use codegen::lower::lower;
use codegen::model::Api;
use codegen::spec;
use codegen::{Diagnostic, Input, Sink};
use serde_json::{Value, json};

/// Lowers a document of these schemas. A debug build on a busy machine is slow: what matters is that there is an end.
fn lowered(schemas: &BTreeMap<String, Value>) -> Option<(Api, Vec<Diagnostic>)> {
    let text = json!({
        "openapi": "3.0.3",
        "info": { "title": "Test", "version": "1" },
        "paths": {},
        "components": { "schemas": schemas },
    })
    .to_string();
    let input = Input {
        name: "test.json",
        text: &text,
        read: &|_| Err("nothing is read here".to_owned()),
    };
    let mut sink = Sink::default();
    let document = spec::load(&input, &mut sink)?;
    let start = Instant::now();
    let api = lower(&document, &Config::default(), &mut sink);
    assert!(start.elapsed() < Duration::from_secs(60));
    Some((api, sink.into_diagnostics(&input)))
}

fn reference(name: impl std::fmt::Display) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

fn schemas(list: impl IntoIterator<Item = (String, Value)>) -> BTreeMap<String, Value> {
    list.into_iter().collect()
}

#[test]
fn a_long_chain_of_references() {
    let last = ("A5000".to_owned(), json!({ "type": "string" }));
    let aliases = schemas(
        (0..5000)
            .map(|n| (format!("A{n}"), reference(format!("A{}", n + 1))))
            .chain([last.clone()]),
    );
    let wrapped = schemas(
        (0..5000)
            .map(|n| {
                let all_of = [reference(format!("A{}", n + 1))];
                (
                    format!("A{n}"),
                    json!({ "description": "x", "allOf": all_of }),
                )
            })
            .chain([last.clone()]),
    );
    let nested = schemas(
        (0..5000)
            .map(|n| {
                let next = reference(format!("A{}", n + 1));
                (
                    format!("A{n}"),
                    json!({ "type": "object", "properties": { "next": next } }),
                )
            })
            .chain([last]),
    );
    for schemas in [aliases, wrapped, nested] {
        assert!(lowered(&schemas).is_some());
    }
}

#[test]
fn choices_that_refer_to_each_other() {
    let all: Vec<Value> = (0..40).map(|n| reference(format!("U{n}"))).collect();
    let schemas = schemas((0..40).map(|n| {
        let own = format!("p{n}");
        (
            format!("U{n}"),
            json!({ "type": "object", "properties": { own: { "type": "string" } }, "oneOf": all }),
        )
    }));
    let (api, diagnostics) = lowered(&schemas).unwrap();
    assert!(api.types.len() < 20_000);
    assert!(
        diagnostics
            .iter()
            .any(|diagnostic| diagnostic.code == Code::Unsupported)
    );
}

#[test]
fn the_product_of_cycles() {
    let mut all = BTreeMap::new();
    let lengths = [2, 3, 5, 7, 11, 13];
    for length in lengths {
        for n in 0..length {
            let next = reference(format!("C{length}N{}", (n + 1) % length));
            let own = format!("x{length}n{n}");
            all.insert(
                format!("C{length}N{n}"),
                json!({ "type": "object", "properties": { "next": next, own: { "type": "string" } } }),
            );
        }
    }
    let parts: Vec<Value> = lengths
        .iter()
        .map(|length| reference(format!("C{length}N0")))
        .collect();
    all.insert("All".to_owned(), json!({ "allOf": parts }));
    let (api, _) = lowered(&all).unwrap();
    assert!(api.types.len() < 5_000);
}

#[test]
fn the_product_of_choices() {
    let choice = |row: usize| {
        let branches: Vec<Value> = (0..8)
            .map(|n| {
                let own = format!("p{row}n{n}");
                json!({ "type": "object", "properties": { own: { "type": "string" } } })
            })
            .collect();
        json!({ "oneOf": branches })
    };
    let parts: Vec<Value> = (0..12).map(choice).collect();
    let schemas = schemas([("A".to_owned(), json!({ "allOf": parts }))]);
    let (api, _) = lowered(&schemas).unwrap();
    assert!(api.types.len() < 200);
}

#[test]
fn parents_of_parents_with_discriminators() {
    let schemas = schemas((0..150).map(|n: usize| {
        let parents: Vec<Value> = n
            .checked_sub(1)
            .map(|n| reference(format!("P{n}")))
            .into_iter()
            .collect();
        (
            format!("P{n}"),
            json!({
                "type": "object",
                "discriminator": { "propertyName": "kind" },
                "properties": { "kind": { "type": "string" } },
                "allOf": parents,
            }),
        )
    }));
    assert_eq!(lowered(&schemas).unwrap().0.types.len(), 150);
}

#[test]
fn thousands_of_values_that_make_one_name() {
    let values: Vec<String> = (0..3000)
        .map(|n| {
            char::from_u32(0x1F300 + n % 700)
                .unwrap()
                .to_string()
                .repeat(1 + n as usize / 700)
        })
        .collect();
    let schemas = schemas([("E".to_owned(), json!({ "type": "string", "enum": values }))]);
    assert!(lowered(&schemas).is_some());
}

#[test]
fn schemas_that_only_contain_themselves() {
    let same = [reference("A"), reference("A")];
    for schema in [
        reference("A"),
        json!({ "allOf": same }),
        json!({ "oneOf": same }),
        json!({ "anyOf": [{ "allOf": same }, { "oneOf": same }] }),
        json!({ "type": "array", "items": reference("A") }),
        json!({ "type": "object", "additionalProperties": reference("A") }),
        json!({ "type": "object", "required": ["a"], "properties": { "a": reference("A") } }),
        json!({ "type": "object", "properties": { "a": { "allOf": [reference("A"), { "properties": { "b": reference("A") } }] } } }),
    ] {
        let schemas = schemas([("A".to_owned(), schema.clone())]);
        assert!(lowered(&schemas).is_some(), "{schema}");
    }
}

/// A branch of a choice that builds on the choice: what it adds would be spread over itself for ever.
#[test]
fn a_choice_among_schemas_that_build_on_it() {
    for more in [
        json!({ "format": "uuid" }),
        json!({ "enum": ["a", "b"] }),
        json!({ "items": { "type": "string" } }),
        json!({ "additionalProperties": { "type": "string" } }),
        json!({ "properties": { "b": { "type": "string" } } }),
        json!({ "not": {} }),
    ] {
        for other in [json!({ "type": "string" }), json!({ "type": "object" })] {
            for keyword in ["oneOf", "anyOf"] {
                let built = json!({ "allOf": [reference("A"), more] });
                let schema = json!({ keyword: [built, other] });
                assert!(lowered(&schemas([("A".to_owned(), schema)])).is_some());
                let branch = json!({ "allOf": [reference("B"), more] });
                let ring = schemas([
                    ("A".to_owned(), json!({ keyword: [branch, other, built] })),
                    ("B".to_owned(), json!({ keyword: [built, other] })),
                ]);
                assert!(lowered(&ring).is_some());
            }
        }
    }
}
