//! Every repair, by its name, and what is said about it.

use std::collections::BTreeSet;

use serde_json::json;

use super::cases::cases;
use super::tables;
use crate::diagnostic::Code;
use crate::spec::grammar::Kind;
use crate::spec::rewrite::rewritten;

#[test]
fn every_repair_does_what_its_name_says() {
    for case in cases() {
        let (repaired, diagnostics, missing) = rewritten(case.kind, &case.from);
        assert_eq!(repaired, case.to, "{}: {}", case.row, case.from);
        assert_eq!(missing, [""; 0], "{}: {}", case.row, case.from);
        let mut said: Vec<Code> = diagnostics.iter().map(|d| d.code).collect();
        said.sort_unstable();
        assert_eq!(said, case.said, "{}: {diagnostics:#?}", case.row);
    }
}

#[test]
fn every_row_has_a_case() {
    let tested: BTreeSet<_> = cases().into_iter().map(|case| case.row).collect();
    let rows: BTreeSet<_> = tables().map(|row| row.name).collect();
    assert_eq!(tested, rows);
}

#[test]
fn values_of_the_wrong_kind() {
    let (repaired, diagnostics, missing) = rewritten(
        Kind::Schema,
        &json!({
            "description": 5, "title": {"no": "title"}, "format": true, "pattern": ["a", "b"],
            "minLength": "3", "maxLength": 7.0, "minItems": -1, "maxItems": 1.5,
            "minimum": "0", "maximum": "ten", "readOnly": "true", "writeOnly": "maybe",
            "exclusiveMinimum": "true", "required": "a", "enum": "x", "allOf": {"type": "object"},
            "properties": ["a"], "type": {"no": "type"},
        }),
    );
    assert_eq!(
        repaired,
        json!({
            "description": "5", "format": "true", "pattern": "a\nb",
            "minLength": 3, "maxLength": 7,
            "minimum": 0, "readOnly": true, "exclusiveMinimum": true, "required": ["a"],
            "enum": ["x"], "allOf": [{"type": "object"}],
        })
    );
    let count = |code: Code| diagnostics.iter().filter(|d| d.code == code).count();
    assert_eq!(count(Code::Unreadable), 7);
    assert_eq!(count(Code::Lenient), 10);
    assert_eq!(missing, [""; 0]);
}

#[test]
fn lists_and_maps_of_the_wrong_kind() {
    let (repaired, _, _) = rewritten(
        Kind::Operation,
        &json!({
            "tags": ["a", {"name": "b"}, 3, null], "security": {"key": null},
            "parameters": {"p": {"in": "query", "schema": {}}, "q": {"in": "header", "schema": {}}},
            "responses": {"200": null, "404": "not found"}, "requestBody": null,
            "servers": "https://x.test", "callbacks": null, "deprecated": 1,
        }),
    );
    assert_eq!(
        repaired,
        json!({
            "tags": ["a", "b", "3"], "security": [{"key": []}],
            "parameters": [{"name": "p", "in": "query", "schema": {}},
                {"name": "q", "in": "header", "schema": {}}],
            "responses": {"200": {"description": ""}, "404": {"description": "not found"}},
            "servers": [{"url": "https://x.test"}], "deprecated": true,
        })
    );
}

#[test]
fn our_own_extensions_cannot_be_forged() {
    let (repaired, diagnostics, _) = rewritten(
        Kind::Schema,
        &json!({"x-codegen-prefix-items": [{"$ref": "#/nowhere"}], "x-other": 1}),
    );
    assert_eq!(repaired, json!({"x-other": 1}));
    assert_eq!(diagnostics.len(), 1);
}
