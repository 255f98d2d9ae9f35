//! Objects: definitions inside of schemas, and properties that nothing else speaks of.

use crate::spec::grammar::Kind;
use crate::spec::ledger::Why;
use crate::spec::rewrite::{Node, Row};

pub(super) const ROWS: &[Row] = &[
    Row {
        name: "definitions are components by now",
        kind: Some(Kind::Schema),
        apply: definitions,
    },
    Row {
        name: "unevaluated properties are additional ones",
        kind: Some(Kind::Schema),
        apply: unevaluated,
    },
];

/// Whatever is referred to was hoisted; nobody can see the rest.
fn definitions(node: &mut Node<'_, '_>) {
    for key in ["$defs", "definitions"] {
        if node.map.remove(key).is_some() {
            node.dropped(key, Why::AmongComponents);
        }
    }
}

/// Without composition the two keywords mean the same.
fn unevaluated(node: &mut Node<'_, '_>) {
    const COMPOSED: &[&str] = &[
        "$ref",
        "allOf",
        "anyOf",
        "oneOf",
        "not",
        "if",
        "then",
        "else",
        "dependentSchemas",
        "$dynamicRef",
        "additionalProperties",
    ];
    if !node.map.contains_key("unevaluatedProperties")
        || COMPOSED.iter().any(|key| node.map.contains_key(*key))
    {
        return;
    }
    node.rename("unevaluatedProperties", "additionalProperties");
}
