//! Null: as a type, among types, among values.

use serde_json::{Value, json};

use crate::spec::grammar::Kind;
use crate::spec::ledger::Why;
use crate::spec::rewrite::{Node, Row};

pub(super) const ROWS: &[Row] = &[
    Row {
        name: "null among types is nullable",
        kind: Some(Kind::Schema),
        apply: null_among_types,
    },
    Row {
        name: "the type null is an enum of null",
        kind: Some(Kind::Schema),
        apply: null_type,
    },
    Row {
        name: "null among values is nullable",
        kind: Some(Kind::Schema),
        apply: null_among_values,
    },
];

fn null_among_types(node: &mut Node<'_, '_>) {
    let Some(Value::Array(names)) = node.map.get_mut("type") else {
        return;
    };
    let mut distinct: Vec<Value> = Vec::new();
    for name in names.drain(..) {
        if !distinct.contains(&name) {
            distinct.push(name);
        }
    }
    // Every integer is a number.
    if distinct.iter().any(|name| name == "number") {
        distinct.retain(|name| name != "integer");
    }
    let count = distinct.len();
    distinct.retain(|name| name != "null");
    let nullable = distinct.len() < count;
    let one = distinct.pop();
    match (one, distinct.is_empty()) {
        (Some(one), true) => {
            node.map.insert("type".into(), one);
        }
        (Some(last), false) => {
            distinct.push(last);
            node.map.insert("type".into(), Value::Array(distinct));
        }
        (None, _) if nullable => {
            node.map.insert("type".into(), Value::from("null"));
        }
        (None, _) => {
            node.map.remove("type");
            node.dropped("type", Why::NoTypes);
        }
    }
    if nullable {
        node.map.insert("nullable".into(), Value::Bool(true));
    }
}

fn null_type(node: &mut Node<'_, '_>) {
    if node.text("type") == Some("null") {
        node.map.remove("type");
        only_null(node);
        node.moved("/type", "/enum");
    }
}

fn null_among_values(node: &mut Node<'_, '_>) {
    let Some(Value::Array(values)) = node.map.get_mut("enum") else {
        return;
    };
    let count = values.len();
    values.retain(|value| !value.is_null());
    if values.len() == count {
        return;
    }
    if values.is_empty() {
        if node.map.remove("type").is_some() {
            node.dropped("type", Why::OnlyNull);
        }
        only_null(node);
    } else {
        node.map.insert("nullable".into(), Value::Bool(true));
    }
}

fn only_null(node: &mut Node<'_, '_>) {
    node.map.insert("enum".into(), json!([null]));
    node.map.insert("nullable".into(), Value::Bool(true));
}
