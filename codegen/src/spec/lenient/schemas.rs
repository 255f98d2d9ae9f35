//! Repairs of schemas.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::diagnostic::suggestion;
use crate::spec::grammar::Kind;
use crate::spec::ledger::Why;
use crate::spec::pointer;
use crate::spec::rewrite::{Node, Row};

pub(super) const ROWS: &[Row] = &[
    Row {
        name: "required beside the property",
        kind: Some(Kind::Schema),
        apply: required_in_property,
    },
    Row {
        name: "type by another name",
        kind: Some(Kind::Schema),
        apply: type_synonyms,
    },
    Row {
        name: "no type",
        kind: Some(Kind::Schema),
        apply: null_type,
    },
    Row {
        name: "value of another type than the schema's",
        kind: Some(Kind::Schema),
        apply: enum_values,
    },
    Row {
        name: "discriminator without a property",
        kind: Some(Kind::Schema),
        apply: discriminator,
    },
    Row {
        name: "reference that is no text",
        kind: Some(Kind::Schema),
        apply: reference,
    },
    Row {
        name: "default or example that is nothing",
        kind: Some(Kind::Schema),
        apply: nothing,
    },
];

/// `required: true` in a property, as in JSON Schema draft 3: the object requires it.
fn required_in_property(node: &mut Node<'_, '_>) {
    let mut required = Vec::new();
    let mut repaired = Vec::new();
    if let Some(Value::Object(properties)) = node.map.get_mut("properties") {
        for (name, property) in properties.iter_mut() {
            let Value::Object(property) = property else {
                continue;
            };
            let flag = match property.get("required") {
                Some(Value::Bool(flag)) => *flag,
                Some(Value::String(word)) if word == "true" || word == "required" => true,
                Some(Value::String(word)) if word == "false" || word == "optional" => false,
                _ => continue,
            };
            property.remove("required");
            repaired.push((name.clone(), flag));
            if flag {
                required.push(name.clone());
            }
        }
    }
    for (name, flag) in repaired {
        let done = if flag {
            "read as required in the object around it"
        } else {
            "read as not required in the object around it"
        };
        let part = format!("/properties/{}/required", pointer::escape(&name));
        node.dropped_part(&part, Why::SaidAround);
        node.lenient(
            "properties",
            format!("`required` of the property `{name}` is no list of property names"),
            done,
        );
    }
    if !required.is_empty() {
        let list = node.map.entry("required").or_insert_with(|| json!([]));
        if let Value::Array(list) = list {
            let known: BTreeSet<String> = list
                .iter()
                .filter_map(|name| name.as_str().map(str::to_owned))
                .collect();
            list.extend(
                required
                    .into_iter()
                    .filter(|name| !known.contains(name))
                    .map(Value::from),
            );
        }
    }
    // Outside of a property the flag says nothing about the schema.
    if let Some(Value::Bool(_)) = node.map.get("required") {
        node.map.remove("required");
        node.lenient(
            "required",
            "`required` is no list of property names",
            "left out",
        );
        node.dropped("required", Why::StrayBoolean);
    }
}

/// Names of types that people use and JSON Schema does not, with what is meant: the type and its format.
const SYNONYMS: &[(&str, Option<&str>, Option<&str>)] = &[
    ("int", Some("integer"), None),
    ("int32", Some("integer"), Some("int32")),
    ("int64", Some("integer"), Some("int64")),
    ("long", Some("integer"), Some("int64")),
    ("float", Some("number"), Some("float")),
    ("double", Some("number"), Some("double")),
    ("decimal", Some("number"), None),
    ("bool", Some("boolean"), None),
    ("str", Some("string"), None),
    ("text", Some("string"), None),
    ("uuid", Some("string"), Some("uuid")),
    ("date", Some("string"), Some("date")),
    ("datetime", Some("string"), Some("date-time")),
    ("date-time", Some("string"), Some("date-time")),
    ("file", Some("string"), Some("binary")),
    ("binary", Some("string"), Some("binary")),
    ("dict", Some("object"), None),
    ("map", Some("object"), None),
    ("list", Some("array"), None),
    ("any", None, None),
    ("mixed", None, None),
];

pub(crate) const TYPES: &[&str] = &[
    "string", "number", "integer", "boolean", "object", "array", "null",
];

fn type_synonyms(node: &mut Node<'_, '_>) {
    match node.map.get("type") {
        Some(Value::String(name)) => {
            if TYPES.contains(&name.as_str()) {
                return;
            }
            let name = name.clone();
            match meant(&name) {
                Some((Some(meant), format)) => {
                    node.map.insert("type".into(), Value::from(meant));
                    if let Some(format) = format
                        && !node.map.contains_key("format")
                    {
                        node.map.insert("format".into(), Value::from(format));
                    }
                    node.lenient(
                        "type",
                        format!("there is no type `{name}`"),
                        format!("read as `{meant}`"),
                    );
                }
                Some((None, _)) => {
                    node.map.remove("type");
                    node.dropped("type", Why::AnyType);
                    node.lenient(
                        "type",
                        format!("there is no type `{name}`"),
                        "read as any type",
                    );
                }
                None => {
                    let meant = suggestion(&name, TYPES.iter().copied());
                    node.misspelt("type", format!("there is no type `{name}`"), meant);
                }
            }
        }
        Some(Value::Array(_)) => synonyms_in_list(node),
        _ => {}
    }
}

fn synonyms_in_list(node: &mut Node<'_, '_>) {
    let Some(Value::Array(names)) = node.map.get_mut("type") else {
        return;
    };
    let mut unknown = Vec::new();
    for name in names.iter_mut() {
        let Value::String(text) = &*name else {
            continue;
        };
        if TYPES.contains(&text.as_str()) {
            continue;
        }
        unknown.push(text.clone());
        if let Some((Some(meant), _)) = meant(text) {
            *name = Value::from(meant);
        }
    }
    names.retain(|name| name.as_str().is_none_or(|name| TYPES.contains(&name)));
    let empty = names.is_empty();
    for name in unknown {
        let done = match meant(&name) {
            Some((Some(meant), _)) => format!("read as `{meant}`"),
            _ => "left out".to_owned(),
        };
        node.lenient("type", format!("there is no type `{name}`"), done);
    }
    if empty {
        node.map.remove("type");
        node.dropped("type", Why::NoTypes);
    }
}

fn meant(name: &str) -> Option<(Option<&'static str>, Option<&'static str>)> {
    let lower = name.trim().to_ascii_lowercase();
    if let Some(meant) = TYPES.iter().find(|known| **known == lower) {
        return Some((Some(meant), None));
    }
    SYNONYMS
        .iter()
        .find(|(synonym, ..)| *synonym == lower)
        .map(|(_, meant, format)| (*meant, *format))
}

/// `type: null` among other members that are null: a program wrote down every member that it knows.
fn null_type(node: &mut Node<'_, '_>) {
    let says_more = node
        .map
        .keys()
        .any(|key| !matches!(key.as_str(), "type" | "description" | "title" | "nullable"));
    if says_more && matches!(node.map.get("type"), Some(Value::Null)) {
        node.map.remove("type");
        node.dropped("type", Why::Null);
    }
}

/// Unquoted YAML: `enum: [1, yes]` of strings; or numbers that somebody quoted.
fn enum_values(node: &mut Node<'_, '_>) {
    let Some(name) = node.text("type").map(str::to_owned) else {
        return;
    };
    let mut read = Vec::new();
    if let Some(Value::Array(values)) = node.map.get_mut("enum") {
        for value in values.iter_mut() {
            if let Some(meant) = as_type(&name, value) {
                read.push((value.to_string(), meant.to_string()));
                *value = meant;
            }
        }
    }
    for (written, meant) in read {
        node.lenient(
            "enum",
            format!("the value {written} is not of type `{name}`"),
            format!("read as {meant}"),
        );
    }
}

/// A value as the type that its schema asks for, where it is not that already and can be.
fn as_type(name: &str, value: &Value) -> Option<Value> {
    match (name, value) {
        ("string", Value::Number(_) | Value::Bool(_)) => Some(Value::from(value.to_string())),
        ("integer", Value::String(text)) => text.parse::<i64>().ok().map(Value::from),
        ("number", Value::String(text)) => {
            text.parse::<i64>().map(Value::from).ok().or_else(|| {
                text.parse::<f64>()
                    .ok()
                    .filter(|n| n.is_finite())
                    .map(Value::from)
            })
        }
        ("boolean", Value::String(text)) => match text.as_str() {
            "true" => Some(Value::Bool(true)),
            "false" => Some(Value::Bool(false)),
            _ => None,
        },
        _ => None,
    }
}

fn discriminator(node: &mut Node<'_, '_>) {
    if let Some(Value::Object(discriminator)) = node.map.get("discriminator")
        && !discriminator
            .get("propertyName")
            .is_some_and(Value::is_string)
    {
        node.unreadable("discriminator", "the discriminator has no `propertyName`");
    }
}

fn reference(node: &mut Node<'_, '_>) {
    if node
        .map
        .get("$ref")
        .is_some_and(|target| !target.is_string())
    {
        node.unreadable("$ref", "`$ref` is no string");
    }
}

/// `default: null` says what no default says; where null is a value of the type, absent means the same.
fn nothing(node: &mut Node<'_, '_>) {
    for key in ["default", "example"] {
        if matches!(node.map.get(key), Some(Value::Null)) {
            node.map.remove(key);
            node.dropped(key, Why::Null);
        }
    }
}
