//! Several types at once.

use serde_json::{Map, Value};

use super::is_annotation;
use crate::spec::grammar::Kind;
use crate::spec::ledger::Why;
use crate::spec::pointer;
use crate::spec::rewrite::{Node, Row};

pub(super) const ROWS: &[Row] = &[Row {
    name: "a list of types is a union",
    kind: Some(Kind::Schema),
    apply: union,
}];

fn union(node: &mut Node<'_, '_>) {
    let Some(Value::Array(names)) = node.map.get("type") else {
        return;
    };
    let names: Vec<String> = names
        .iter()
        .filter_map(Value::as_str)
        .map(str::to_owned)
        .collect();
    let composed = ["$ref", "allOf", "anyOf", "oneOf"]
        .iter()
        .any(|key| node.map.contains_key(*key));
    if composed {
        // The branches have types of their own, and this list only says which of them there are.
        node.rename("type", "x-codegen-type");
        return;
    }
    node.map.remove("type");
    node.moved("/type", "/anyOf/0/type");
    let keys: Vec<String> = node
        .map
        .keys()
        .filter(|key| applies_to(key) != Applies::Everything)
        .cloned()
        .collect();
    let mut branches: Vec<Map<String, Value>> = names
        .iter()
        .map(|name| Map::from_iter([("type".to_owned(), Value::from(name.as_str()))]))
        .collect();
    for key in keys {
        let Some(value) = node.map.remove(&key) else {
            continue;
        };
        distribute(node, &names, &mut branches, &key, &value);
    }
    let branches = branches
        .into_iter()
        .filter(|branch| !matches!(branch.get("enum"), Some(Value::Array(v)) if v.is_empty()))
        .map(Value::Object)
        .collect();
    node.map.insert("anyOf".into(), Value::Array(branches));
}

/// Gives a keyword to the branches that it speaks of.
fn distribute(
    node: &mut Node<'_, '_>,
    names: &[String],
    branches: &mut [Map<String, Value>],
    key: &str,
    value: &Value,
) {
    let mut found = false;
    for (index, (name, branch)) in names.iter().zip(branches.iter_mut()).enumerate() {
        let part = match applies_to(key) {
            Applies::Values => values_of(name, value),
            Applies::Format => format_fits(name, value).then(|| value.clone()),
            Applies::To(types) => types.contains(&name.as_str()).then(|| value.clone()),
            Applies::Everything => None,
        };
        if let Some(part) = part {
            branch.insert(key.to_owned(), part);
            let segment = pointer::escape(key);
            node.moved(format!("/{segment}"), format!("/anyOf/{index}/{segment}"));
            found = true;
        }
    }
    if !found {
        node.dropped(key, Why::OtherTypes);
    }
}

/// Which types a keyword speaks of.
#[derive(PartialEq, Eq)]
enum Applies {
    /// To whatever the schema is: stays outside of the union.
    Everything,
    /// To these.
    To(&'static [&'static str]),
    /// Each value to its own type.
    Values,
    /// To the type that has such a format.
    Format,
}

fn applies_to(keyword: &str) -> Applies {
    match keyword {
        "enum" => Applies::Values,
        "format" => Applies::Format,
        "minLength" | "maxLength" | "pattern" => Applies::To(&["string"]),
        "multipleOf" | "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum" => {
            Applies::To(&["number", "integer"])
        }
        "items" | "minItems" | "maxItems" | "uniqueItems" => Applies::To(&["array"]),
        "properties" | "required" | "additionalProperties" | "minProperties" | "maxProperties" => {
            Applies::To(&["object"])
        }
        "x-codegen-prefix-items"
        | "x-codegen-contains"
        | "x-codegen-min-contains"
        | "x-codegen-max-contains"
        | "x-codegen-unevaluated-items" => Applies::To(&["array"]),
        "x-codegen-pattern-properties"
        | "x-codegen-property-names"
        | "x-codegen-unevaluated-properties"
        | "x-codegen-dependent-required"
        | "x-codegen-dependent-schemas"
        | "x-codegen-dependencies" => Applies::To(&["object"]),
        "x-codegen-content-encoding"
        | "x-codegen-content-media-type"
        | "x-codegen-content-schema" => Applies::To(&["string"]),
        keyword if is_annotation(keyword) => Applies::Everything,
        _ => Applies::Everything,
    }
}

fn values_of(name: &str, values: &Value) -> Option<Value> {
    let Value::Array(values) = values else {
        return None;
    };
    let own: Vec<Value> = values
        .iter()
        .filter(|value| match name {
            "string" => value.is_string(),
            "number" => value.is_number(),
            "integer" => value.is_i64() || value.is_u64(),
            "boolean" => value.is_boolean(),
            "array" => value.is_array(),
            "object" => value.is_object(),
            _ => false,
        })
        .cloned()
        .collect();
    Some(Value::Array(own))
}

fn format_fits(name: &str, format: &Value) -> bool {
    match format.as_str() {
        Some("int32" | "int64" | "uint32" | "uint64" | "int8" | "int16" | "uint8" | "uint16") => {
            matches!(name, "integer" | "number")
        }
        Some("float" | "double" | "decimal") => name == "number",
        _ => name == "string",
    }
}
