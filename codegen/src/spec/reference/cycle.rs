//! References that lead only to each other.

use std::collections::{BTreeSet, HashMap};

use serde_json::{Map, Value, json};

use super::at;
use crate::diagnostic::{Code, Diagnostic, Sink};
use crate::spec::grammar::{self, Form, Home, Kind};
use crate::spec::origin::{Origins, Source};
use crate::spec::pointer;

/// Replaces components that are references to each other, round and round, by empty ones.
pub(super) fn break_cycles(
    document: &mut Value,
    sink: &mut Sink,
    origins: &Origins,
    sources: &[Source],
) {
    let Some(Value::Object(components)) = document.get_mut("components") else {
        return;
    };
    for field in grammar::fields(Kind::Components) {
        let (Form::Map(kind), Home::Typed) = (field.form, field.home) else {
            continue;
        };
        let Some(Value::Object(members)) = components.get_mut(field.name) else {
            continue;
        };
        for name in in_cycles(members, field.name) {
            let pointer = format!("/components/{}/{}", field.name, pointer::escape(&name));
            let (file, source) = origins.source(&pointer);
            let diagnostic = Diagnostic::new(
                Code::CyclicReference,
                source,
                format!("the component `{name}` is a reference that leads back to itself"),
            )
            .done("read as empty")
            .help("write down what it is");
            sink.report(at(sources, file, diagnostic));
            let empty = match kind {
                Kind::Parameter | Kind::SecurityScheme | Kind::Link => Value::Null,
                _ => json!({}),
            };
            members.insert(name, empty);
        }
    }
}

/// Names of components that lead only to each other.
fn in_cycles(members: &Map<String, Value>, kind: &str) -> BTreeSet<String> {
    let next = |name: &str| -> Option<&str> {
        let Value::Object(map) = members.get(name)? else {
            return None;
        };
        map.get("$ref")?
            .as_str()?
            .strip_prefix("#/components/")?
            .strip_prefix(kind)?
            .strip_prefix('/')
    };
    let mut round: HashMap<&str, usize> = HashMap::new();
    let mut cyclic = BTreeSet::new();
    for (turn, start) in members.keys().enumerate() {
        let mut name = start.as_str();
        // Follow the chain to its end, to a component of an earlier turn, or to one of this turn: that is a cycle.
        while let Some(following) = next(name) {
            match round.get(name) {
                None => {
                    round.insert(name, turn);
                    name = following;
                }
                Some(earlier) if *earlier == turn && !cyclic.contains(name) => {
                    cyclic.insert(name.to_owned());
                    name = following;
                }
                Some(_) => break,
            }
        }
    }
    cyclic
}

/// Names of component schemas that allow nothing but null.
pub(crate) fn null_schemas(document: &Value) -> BTreeSet<String> {
    let schemas = document
        .get("components")
        .and_then(|components| components.get("schemas"))
        .and_then(Value::as_object);
    schemas
        .into_iter()
        .flatten()
        .filter(|(_, schema)| {
            schema.get("type") == Some(&Value::from("null"))
                || schema.get("type") == Some(&json!(["null"]))
                || schema.get("enum") == Some(&json!([null]))
                || schema
                    .as_object()
                    .is_some_and(|map| map.get("const") == Some(&Value::Null))
        })
        .map(|(name, _)| name.clone())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cycles_are_found_and_chains_are_not() {
        let link = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
        let Value::Object(members) = json!({
            "A": link("B"), "B": link("C"), "C": link("A"),
            "D": link("A"), "E": link("F"), "F": {"type": "string"}, "G": link("G"),
        }) else {
            unreachable!()
        };
        let found: Vec<String> = in_cycles(&members, "schemas").into_iter().collect();
        assert_eq!(found, ["A", "B", "C", "G"]);
    }
}
