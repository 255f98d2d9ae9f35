//! Whatever the text, there is an answer: soon, and never a panic. The tests run on the stack that Rust gives to a
//! thread, without optimisation.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

#[cfg(test)]
mod spec_support;

use std::time::{Duration, Instant};

use codegen::diagnostic::Code;
use serde_json::json;
use spec_support::{load_files, load_text, with_schemas};

const SOON: Duration = Duration::from_secs(20);

#[test]
fn deep_nesting_is_refused() {
    for depth in [200, 1000, 100_000] {
        for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
            let start = Instant::now();
            let body = format!("{}1{}", open.repeat(depth), close.repeat(depth));
            let json = format!("{{\"openapi\": \"3.1.0\", \"x-a\": {body}}}");
            let loaded = load_text(&json);
            assert!(loaded.document.is_none());
            assert_eq!(loaded.only().code, Code::TooLarge, "{open} {depth}");
            assert!(
                start.elapsed() < SOON,
                "{open} {depth}: {:?}",
                start.elapsed()
            );
        }
    }
}

#[test]
fn deep_nesting_in_block_yaml_is_refused() {
    let mut text = String::from("openapi: 3.1.0\nx-a:\n");
    for depth in 0..1000 {
        text.push_str(&" ".repeat(depth + 1));
        text.push_str("a:\n");
    }
    let start = Instant::now();
    assert_eq!(load_text(&text).only().code, Code::TooLarge);
    assert!(start.elapsed() < SOON);
}

/// As deep as the reader lets through, at every kind of nesting, with a rewrite at every level.
#[test]
fn nesting_up_to_the_limit_is_read() {
    let leaf = json!({"type": "string"});
    let wrap: [fn(serde_json::Value) -> serde_json::Value; 6] = [
        |inner| json!({"not": inner}),
        |inner| json!({"items": inner, "type": ["array", "string", "null"]}),
        |inner| json!({"properties": {"a": inner}, "$ref": "#/components/schemas/B"}),
        |inner| json!({"anyOf": [inner, {"type": "null"}], "description": "d"}),
        |inner| json!({"additionalProperties": inner, "const": 1}),
        |inner| json!({"prefixItems": [inner], "if": true}),
    ];
    for wrap in wrap {
        let mut schema = leaf.clone();
        loop {
            let text = json!({"openapi": "3.1.0", "info": {"title": "T", "version": "1"},
                "components": {"schemas": {"A": schema, "B": {}}}});
            if depth(&text) > 127 {
                let loaded = load_text(&text.to_string());
                let codes = loaded.codes();
                assert!(
                    loaded.document.is_some() || codes == [Code::TooLarge],
                    "{codes:?}"
                );
                if loaded.document.is_none() {
                    break;
                }
            }
            schema = wrap(schema);
        }
    }
}

fn depth(value: &serde_json::Value) -> usize {
    1 + match value {
        serde_json::Value::Array(items) => items.iter().map(depth).max().unwrap_or_default(),
        serde_json::Value::Object(map) => map.values().map(depth).max().unwrap_or_default(),
        _ => 0,
    }
}

#[test]
fn alias_bombs_do_not_go_off() {
    let mut laughs =
        String::from("openapi: 3.1.0\nx-0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n");
    for level in 1..12 {
        let aliases = vec![format!("*a{}", level - 1); 9].join(", ");
        laughs.push_str(&format!("x-{level}: &a{level} [{aliases}]\n"));
    }
    let start = Instant::now();
    assert_eq!(load_text(&laughs).only().code, Code::TooLarge);
    assert!(start.elapsed() < SOON, "{:?}", start.elapsed());

    let text = "x".repeat(1_000_000);
    let aliases = "*a, ".repeat(1000);
    let wide = format!("openapi: 3.1.0\nx-a: &a {text}\nx-b: [{aliases}]\n");
    let start = Instant::now();
    assert_eq!(load_text(&wide).only().code, Code::TooLarge);
    assert!(start.elapsed() < SOON, "{:?}", start.elapsed());

    assert_eq!(
        load_text("openapi: 3.1.0\nx-a: &a [*a, *a]\n").only().code,
        Code::TooLarge
    );
}

#[test]
fn aliases_and_merge_keys_that_people_write() {
    let loaded = load_text(&with_schemas(
        "
Base: &base
  type: object
  properties: &fields
    id: {type: string}
Copy: *base
Merged:
  <<: *base
  description: d
Several:
  <<: [{type: object}, {type: string, title: t}]
  properties:
    <<: *fields
    name: {type: string}
",
    ));
    assert_eq!(loaded.diagnostics, []);
    let fields = json!({"id": {"type": "string"}});
    assert_eq!(loaded.at("/components/schemas/Copy/properties"), fields);
    assert_eq!(
        loaded.at("/components/schemas/Merged"),
        json!({"type": "object", "description": "d", "properties": fields})
    );
    assert_eq!(
        loaded.at("/components/schemas/Several"),
        json!({"type": "object", "title": "t", "properties":
            {"id": {"type": "string"}, "name": {"type": "string"}}})
    );
}

#[test]
fn numbers_of_every_size() {
    let loaded = load_text(&with_schemas(
        "
A: {type: integer, maximum: 18446744073709552000, minimum: -9223372036854775809}
B: {type: number, maximum: .inf, minimum: -.inf, multipleOf: .nan}
C: {type: integer, maximum: 9223372036854775807}
D: {type: string, maxLength: 1e400, minLength: 18446744073709552000}
E: {type: string, maxLength: 99999999999999999999999999999999999999999999}
",
    ));
    assert_eq!(
        loaded.at("/components/schemas/A/maximum").as_f64(),
        Some(18_446_744_073_709_552_000.0)
    );
    assert_eq!(
        loaded.at("/components/schemas/B"),
        json!({"type": "number"})
    );
    assert_eq!(
        loaded.at("/components/schemas/C/maximum").as_i64(),
        Some(i64::MAX)
    );
    assert_eq!(
        loaded.at("/components/schemas/D"),
        json!({"type": "string"})
    );
    assert_eq!(
        loaded.at("/components/schemas/E"),
        json!({"type": "string"})
    );
    assert_eq!(loaded.codes(), vec![Code::Unreadable; 6]);

    let json = r#"{"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": {},
        "components": {"schemas": {"A": {"maximum": 1e400, "minimum": 18446744073709551616}}}}"#;
    let loaded = load_text(json);
    assert_eq!(
        loaded.at("/components/schemas/A/minimum").as_f64(),
        Some(18_446_744_073_709_551_616.0)
    );
}

#[test]
fn keys_that_are_no_strings() {
    let loaded = load_text(
        "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths:\n  /a:\n    get:\n      responses:\n        200: {description: ok}\n        4xx: {description: no}\ncomponents:\n  schemas:\n    A:\n      properties: {on: {}, yes: {}, true: {}, 1.10: {}, null: {}, 0x1F: {}}\n",
    );
    assert_eq!(loaded.diagnostics, []);
    assert_eq!(loaded.at("/paths/~1a/get/responses/200/description"), "ok");
    let properties = loaded.at("/components/schemas/A/properties");
    let mut keys: Vec<_> = properties.as_object().unwrap().keys().collect();
    keys.sort();
    assert_eq!(keys, ["0x1F", "1.10", "null", "on", "true", "yes"]);
}

#[test]
fn duplicate_keys_are_said() {
    let text = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {}\ncomponents:\n  schemas:\n    A:\n      type: string\n      type: integer\n";
    let loaded = load_text(text);
    let only = loaded.only();
    assert_eq!(only.code, Code::DuplicateKey);
    assert_eq!(only.place.pointer, "/components/schemas/A/type");
    assert_eq!(only.place.position, Some((8, 7)));
    assert_eq!(loaded.at("/components/schemas/A/type"), "integer");

    let json = r#"{"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": {},
"x-a": [{"b": 1, "b": 2}]}"#;
    let loaded = load_text(json);
    assert_eq!(loaded.only().place.pointer, "/x-a/0/b");
    assert_eq!(loaded.only().place.position, Some((2, 18)));
}

#[test]
fn byte_order_marks_tags_and_several_documents() {
    let document = "openapi: 3.1.0\ninfo: {title: !mine T, version: !!str 1}\npaths: {}\n";
    let loaded = load_text(&format!("\u{feff}{document}"));
    assert_eq!(loaded.diagnostics, []);
    assert_eq!(loaded.at("/info/version"), "1");
    assert_eq!(loaded.at("/info/title"), "T");
    let json = "\u{feff}{\"openapi\": \"3.1.0\", \"info\": {\"title\": \"T\", \"version\": \"1\"}}";
    assert_eq!(load_text(json).diagnostics, []);
    let loaded = load_text(&format!("---\n{document}---\nother: document\n"));
    assert_eq!(loaded.only().code, Code::Unreadable);
    assert!(loaded.document.is_some());
}

#[test]
fn references_that_unfold_without_end() {
    // Path items in callbacks are put in place, twice at every level: 2^40 of them.
    let mut text = String::from(
        "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths:\n  /a: {$ref: '#/components/pathItems/P0'}\ncomponents:\n  pathItems:\n",
    );
    for level in 0..40 {
        let next = level + 1;
        text.push_str(&format!(
            "    P{level}: {{get: {{responses: {{}}, callbacks: {{a: {{u: {{$ref: '#/components/pathItems/P{next}'}}, v: {{$ref: '#/components/pathItems/P{next}'}}}}}}}}}}\n"
        ));
    }
    text.push_str("    P40: {}\n");
    let start = Instant::now();
    let loaded = load_text(&text);
    assert!(start.elapsed() < SOON, "{:?}", start.elapsed());
    assert!(loaded.codes().contains(&Code::TooLarge));

    let loaded = load_text(
        "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths:\n  /a: {$ref: '#/paths/~1b'}\n  /b: {$ref: '#/paths/~1a'}\n",
    );
    assert!(loaded.document.is_some());
    assert!(
        loaded
            .codes()
            .iter()
            .all(|code| *code == Code::CyclicReference)
    );
    assert!(!loaded.codes().is_empty());
}

#[test]
fn collections_that_are_references_to_themselves() {
    let loaded = load_text(
        "openapi: 3.1.0
info: {title: T, version: '1'}
paths:
  /a:
    get:
      parameters: {$ref: '#/paths/~1a/get/parameters'}
      responses:
        200: {description: d, content: {$ref: '#/paths/~1b/get/responses/200/content'}}
  /b:
    get:
      responses:
        200: {description: d, content: {$ref: '#/paths/~1a/get/responses/200/content'}}
",
    );
    assert!(loaded.document.is_some());
    assert!(!loaded.codes().is_empty());
}

#[test]
fn many_wrong_references_cost_no_time() {
    let mut schemas = String::new();
    for index in 0..20_000 {
        schemas.push_str(&format!(
            "S{index}: {{$ref: '#/components/schemas/Missing{index}'}}\n"
        ));
    }
    let start = Instant::now();
    let loaded = load_text(&with_schemas(&schemas));
    assert!(start.elapsed() < SOON, "{:?}", start.elapsed());
    assert_eq!(loaded.errors().len(), 20_000);
}

#[test]
fn many_files_are_read_once_each() {
    let text = with_schemas(
        "
A: {$ref: 'a.yaml#/A'}
B: {$ref: './a.yaml#/B'}
C: {properties: {a: {$ref: 'x/../a.yaml#/A'}}}
",
    );
    let loaded = load_files(
        &text,
        &[("a.yaml", "A: {type: string}\nB: {$ref: '#/A'}\n")],
    );
    assert_eq!(loaded.diagnostics, []);
    assert_eq!(loaded.asked, ["a.yaml"]);
}

#[test]
fn a_chain_of_references_is_followed_however_long() {
    let mut schemas = String::from("S0: {type: string}\n");
    for index in 1..20_000 {
        schemas.push_str(&format!(
            "S{index}: {{$ref: '#/components/schemas/S{}'}}\n",
            index - 1
        ));
    }
    let start = Instant::now();
    let loaded = load_text(&with_schemas(&schemas));
    assert_eq!(loaded.diagnostics, []);
    assert!(start.elapsed() < SOON, "{:?}", start.elapsed());
}

#[test]
fn nested_parts_that_are_all_referred_to() {
    let mut inner = String::from("{type: string}");
    let mut pointer = String::from("#/components/schemas/A");
    let mut references = String::new();
    for _ in 0..50 {
        inner = format!("{{items: {inner}}}");
        pointer.push_str("/items");
        references.push_str(&format!("  - $ref: '{pointer}'\n"));
    }
    let loaded = load_text(&with_schemas(&format!(
        "A: {inner}\nB:\n  anyOf:\n{references}"
    )));
    assert_eq!(loaded.diagnostics, []);
    assert_eq!(
        loaded.at("/components/schemas/A/items"),
        json!({"$ref": "#/components/schemas/A_items"})
    );
}
