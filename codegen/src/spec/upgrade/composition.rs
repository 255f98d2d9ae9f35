//! Unions of which one branch is null.

use serde_json::{Map, Value, json};

use super::is_annotation;
use crate::spec::grammar::Kind;
use crate::spec::ledger::Why;
use crate::spec::pointer;
use crate::spec::rewrite::{Node, Row};

pub(super) const ROWS: &[Row] = &[Row {
    name: "a branch of null is nullable",
    kind: Some(Kind::Schema),
    apply: null_branches,
}];

fn null_branches(node: &mut Node<'_, '_>) {
    for key in ["anyOf", "oneOf"] {
        null_branch(node, key);
    }
}

fn null_branch(node: &mut Node<'_, '_>, key: &str) {
    let Some(Value::Array(branches)) = node.map.get_mut(key) else {
        return;
    };
    let nulls: Vec<bool> = branches
        .iter()
        .map(|branch| is_null(branch, &node.cx.null_schemas))
        .collect();
    if !nulls.contains(&true) {
        return;
    }
    let mut index = 0;
    branches.retain(|_| {
        let null = nulls.get(index).copied().unwrap_or_default();
        index += 1;
        !null
    });
    let survivors = branches.len();
    let only = if survivors == 1 { branches.pop() } else { None };
    // What may be anything may be null without being told, and `nullable` alone is how 3.0 writes null.
    if !only.as_ref().is_some_and(is_anything) {
        node.map.insert("nullable".into(), Value::Bool(true));
    }
    for (index, null) in nulls.iter().enumerate() {
        if *null {
            node.dropped_part(&format!("/{key}/{index}"), Why::Nullable);
        }
    }
    let kept: Vec<usize> = (0..nulls.len())
        .filter(|index| nulls.get(*index) == Some(&false))
        .collect();
    match only {
        Some(survivor) => {
            node.map.remove(key);
            let from = format!("/{key}/{}", kept.first().copied().unwrap_or_default());
            adopt(node, survivor, &from);
        }
        None if survivors == 0 => {
            node.map.remove(key);
            node.map.insert("enum".into(), json!([null]));
        }
        None => {
            for (to, from) in kept.into_iter().enumerate() {
                if from != to {
                    node.moved(format!("/{key}/{from}"), format!("/{key}/{to}"));
                }
            }
        }
    }
}

/// Whether a lowered branch restricts nothing.
fn is_anything(branch: &Value) -> bool {
    branch.as_object().is_some_and(|branch| {
        branch
            .keys()
            .all(|key| is_annotation(key) && key != "nullable")
    })
}

/// Whether a lowered branch allows null and nothing else.
fn is_null(branch: &Value, null_schemas: &std::collections::BTreeSet<String>) -> bool {
    let Value::Object(branch) = branch else {
        return false;
    };
    if let Some(Value::String(target)) = branch.get("$ref") {
        return target
            .strip_prefix("#/components/schemas/")
            .is_some_and(|name| null_schemas.contains(name));
    }
    let restricts = |key: &String| !is_annotation(key) && key != "enum";
    if branch.keys().any(restricts) {
        return false;
    }
    match branch.get("enum") {
        Some(values) => *values == json!([null]),
        // `{nullable: true}` as a branch: what 3.0 has people write for the type null.
        None => branch.get("nullable") == Some(&Value::Bool(true)),
    }
}

/// Puts the one branch that is left in the union's place.
fn adopt(node: &mut Node<'_, '_>, survivor: Value, from: &str) {
    match survivor {
        Value::Object(branch) if mergeable(node.map, &branch) => {
            for (key, value) in branch {
                let segment = format!("/{}", pointer::escape(&key));
                if node.map.contains_key(&key) {
                    let part = format!("{from}{segment}");
                    node.dropped_part(&part, Why::SameAround);
                    continue;
                }
                node.moved(format!("{from}{segment}"), segment);
                node.map.insert(key, value);
            }
        }
        survivor => {
            // Contained: a reference, or something that the schema around it says otherwise.
            let index = match node.map.get_mut("allOf") {
                Some(Value::Array(members)) => {
                    members.push(survivor);
                    members.len() - 1
                }
                _ => {
                    node.map
                        .insert("allOf".into(), Value::Array(vec![survivor]));
                    0
                }
            };
            node.moved(from, format!("/allOf/{index}"));
        }
    }
}

/// Whether the keywords of a branch can stand beside those of the schema around it.
fn mergeable(around: &Map<String, Value>, branch: &Map<String, Value>) -> bool {
    !branch.contains_key("$ref")
        && !around.contains_key("$ref")
        && branch
            .iter()
            .all(|(key, value)| around.get(key).is_none_or(|other| other == value))
}
