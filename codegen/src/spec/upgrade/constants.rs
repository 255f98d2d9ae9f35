//! Fixed values and examples.

use serde_json::{Value, json};

use crate::spec::grammar::Kind;
use crate::spec::ledger::Why;
use crate::spec::rewrite::{Node, Row};

pub(super) const ROWS: &[Row] = &[
    Row {
        name: "const is an enum of one",
        kind: Some(Kind::Schema),
        apply: constant,
    },
    Row {
        name: "enum of nothing",
        kind: Some(Kind::Schema),
        apply: empty_enum,
    },
    Row {
        name: "the first of the examples is the example",
        kind: Some(Kind::Schema),
        apply: examples,
    },
];

fn constant(node: &mut Node<'_, '_>) {
    let Some(value) = node.map.remove("const") else {
        return;
    };
    if node.map.contains_key("enum") {
        node.rename("enum", "x-codegen-enum");
    }
    node.map.insert("enum".into(), json!([value]));
    node.moved("/const", "/enum");
}

/// It allows no value at all, which nobody means.
fn empty_enum(node: &mut Node<'_, '_>) {
    if node
        .map
        .get("enum")
        .and_then(Value::as_array)
        .is_some_and(Vec::is_empty)
    {
        node.lenient(
            "enum",
            "an `enum` without values allows nothing",
            "left out",
        );
        node.map.remove("enum");
        node.dropped("enum", Why::Empty);
    }
}

fn examples(node: &mut Node<'_, '_>) {
    let first = match node.map.get("examples") {
        Some(Value::Array(examples)) => examples.first(),
        // As in a media type: named, each in its frame.
        Some(Value::Object(examples)) => examples.values().next().and_then(|e| e.get("value")),
        _ => None,
    };
    if let Some(first) = first.filter(|value| !value.is_null()).cloned()
        && !node.map.contains_key("example")
    {
        node.map.insert("example".into(), first);
    }
    node.keep("examples");
}
