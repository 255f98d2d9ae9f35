//! References with something beside them.

use serde_json::{Map, Value, json};

use super::is_annotation;
use crate::spec::grammar::Kind;
use crate::spec::pointer;
use crate::spec::rewrite::{Node, Row};

pub(super) const ROWS: &[Row] = &[Row {
    name: "a reference with siblings is a composition",
    kind: Some(Kind::Schema),
    apply: siblings,
}];

fn siblings(node: &mut Node<'_, '_>) {
    if node.map.len() < 2 {
        return;
    }
    let Some(reference) = node.map.remove("$ref") else {
        return;
    };
    let keys: Vec<String> = node
        .map
        .keys()
        .filter(|key| !is_annotation(key) && *key != "allOf")
        .cloned()
        .collect();
    let mut members = vec![json!({ "$ref": reference })];
    node.moved("/$ref", "/allOf/0/$ref");
    if let Some(Value::Array(others)) = node.map.remove("allOf") {
        for (index, other) in others.into_iter().enumerate() {
            node.moved(
                format!("/allOf/{index}"),
                format!("/allOf/{}", members.len()),
            );
            members.push(other);
        }
    }
    let mut constraints = Map::new();
    for key in keys {
        if let Some(value) = node.map.remove(&key) {
            let segment = pointer::escape(&key);
            node.moved(
                format!("/{segment}"),
                format!("/allOf/{}/{segment}", members.len()),
            );
            constraints.insert(key.clone(), value);
        }
    }
    if !constraints.is_empty() {
        members.push(Value::Object(constraints));
    }
    node.map.insert("allOf".into(), Value::Array(members));
}
