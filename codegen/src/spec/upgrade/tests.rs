//! Every row of the table, by its name: what goes in and what comes out.

use std::collections::BTreeSet;

use serde_json::json;

use super::cases::cases;
use super::tables;
use crate::spec::grammar::Kind;
use crate::spec::rewrite::rewritten;

#[test]
fn every_rewrite_does_what_its_name_says() {
    for case in cases() {
        let (lowered, _, missing) = rewritten(case.kind, &case.from);
        assert_eq!(lowered, case.to, "{}: {}", case.row, case.from);
        assert_eq!(missing, [""; 0], "{}: {}", case.row, case.from);
    }
}

#[test]
fn every_row_has_a_case() {
    let tested: BTreeSet<_> = cases().into_iter().map(|case| case.row).collect();
    let rows: BTreeSet<_> = tables().map(|row| row.name).collect();
    assert_eq!(tested, rows);
}

#[test]
fn what_is_lowered_stays_as_it_is() {
    for case in cases() {
        // Extensions of ours are taken out of what people write, so they cannot go in twice.
        if case.to.to_string().contains("x-codegen-") {
            continue;
        }
        let (again, diagnostics, _) = rewritten(case.kind, &case.to);
        assert_eq!(again, case.to, "{}", case.row);
        assert!(diagnostics.is_empty(), "{}: {diagnostics:?}", case.row);
    }
}

#[test]
fn boolean_schemas() {
    let (lowered, _, _) = rewritten(
        Kind::Schema,
        &json!({"properties": {"a": true, "b": false}, "items": false, "not": true,
            "additionalProperties": false}),
    );
    assert_eq!(
        lowered,
        json!({"properties": {"a": {}, "b": {"not": {}}}, "items": {"not": {}}, "not": {},
            "additionalProperties": false})
    );
}

#[test]
fn names_of_properties_and_data_are_not_keywords() {
    let from = json!({
        "properties": {
            "const": {"type": "string"},
            "$ref": {"type": "string"},
            "examples": {"type": "array", "items": {"type": "string"}},
            "x-codegen-explode": {"type": "string"},
        },
        "example": {"const": 1, "$ref": "#/nowhere", "type": ["a", "b"]},
        "default": {"$ref": "#/nowhere", "x-codegen-y": 1},
        "enum": [{"const": 1, "type": ["string", "null"]}],
        "x-mine": {"const": 1, "x-codegen-z": 1},
    });
    let (lowered, diagnostics, _) = rewritten(Kind::Schema, &from);
    assert_eq!(lowered, from);
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
}
