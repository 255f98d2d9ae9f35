//! Places in a document, and which way what is there travels.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

pub(crate) const METHODS: &[&str] = &["get", "put", "post", "delete", "patch"];

/// Which way values of a place travel.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Ways {
    pub(crate) request: bool,
    pub(crate) response: bool,
}

/// Whether every reference leads to a component, and nothing travels backwards.
pub(crate) fn stands_alone(document: &Value) -> bool {
    let plain = document["paths"].is_object() && document.get("webhooks").is_none();
    plain
        && all(document, &|value| {
            let reference = match value.get("$ref") {
                Some(Value::String(reference)) => reference.starts_with("#/components/"),
                _ => true,
            };
            reference && value.get("callbacks").is_none()
        })
}

fn all(value: &Value, holds: &impl Fn(&Value) -> bool) -> bool {
    holds(value)
        && match value {
            Value::Object(map) => map.values().all(|value| all(value, holds)),
            Value::Array(items) => items.iter().all(|value| all(value, holds)),
            _ => true,
        }
}

pub(crate) fn escape(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

/// The pointers of all operations.
pub(crate) fn operations(document: &Value) -> Vec<String> {
    let paths = document["paths"].as_object().unwrap();
    paths
        .iter()
        .flat_map(|(path, item)| {
            METHODS
                .iter()
                .filter(|method| {
                    let operation = item.get(**method);
                    operation.is_some_and(|operation| operation["responses"].is_object())
                })
                .map(|method| format!("/paths/{}/{method}", escape(path)))
        })
        .collect()
}

/// Follows a reference to a component.
pub(crate) fn follow(document: &Value, pointer: String) -> Option<String> {
    match document.pointer(&pointer)?.get("$ref") {
        Some(Value::String(reference)) => follow(document, reference.strip_prefix('#')?.to_owned()),
        _ => Some(pointer),
    }
}

/// Where the bodies that are sent and those that are read have their schemas.
fn roots(document: &Value) -> Vec<(String, bool)> {
    let mut found = Vec::new();
    let mut content = |pointer: String, request: bool| {
        let Some(holder) = follow(document, pointer) else {
            return;
        };
        let media = document
            .pointer(&holder)
            .and_then(|value| value.get("content"));
        for name in media
            .and_then(Value::as_object)
            .into_iter()
            .flatten()
            .map(|(name, _)| name)
        {
            if name == "application/json" {
                found.push((
                    format!("{holder}/content/application~1json/schema"),
                    request,
                ));
            }
        }
    };
    for operation in operations(document) {
        let value = document.pointer(&operation).unwrap();
        if value.get("requestBody").is_some() {
            content(format!("{operation}/requestBody"), true);
        }
        for status in value["responses"]
            .as_object()
            .into_iter()
            .flatten()
            .map(|(status, _)| status)
        {
            content(format!("{operation}/responses/{status}"), false);
        }
    }
    found
}

/// Every component that what operations send, or read, leads to.
fn reached(document: &Value, request: bool) -> BTreeSet<String> {
    let mut seen = BTreeSet::new();
    let mut visit = |pointer: &str, value: &Value| {
        let _ = pointer;
        walk(document, value, request, &mut seen);
    };
    for operation in operations(document) {
        let value = document.pointer(&operation).unwrap();
        let item = operation.rsplit_once('/').unwrap().0;
        if request {
            for holder in [value, document.pointer(item).unwrap()] {
                if let Some(parameters) = holder.get("parameters") {
                    visit("", parameters);
                }
            }
            if let Some(body) = value.get("requestBody") {
                visit("", body);
            }
        } else if let Some(responses) = value.get("responses") {
            visit("", responses);
        }
    }
    seen
}

fn walk(document: &Value, value: &Value, request: bool, seen: &mut BTreeSet<String>) {
    match value {
        Value::Object(map) => {
            let stays = if request { "readOnly" } else { "writeOnly" };
            if map.get(stays) == Some(&Value::Bool(true)) {
                return;
            }
            if let Some(Value::String(reference)) = map.get("$ref")
                && let Some(pointer) = reference.strip_prefix('#')
                && seen.insert(pointer.to_owned())
                && let Some(target) = document.pointer(pointer)
            {
                walk(document, target, request, seen);
            }
            map.values()
                .for_each(|value| walk(document, value, request, seen));
        }
        Value::Array(items) => items
            .iter()
            .for_each(|value| walk(document, value, request, seen)),
        _ => {}
    }
}

/// Components that are part of something composed, or of something else whose meaning is not plain.
fn composed(value: &Value, inside: bool, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(map) => {
            if inside && let Some(Value::String(reference)) = map.get("$ref") {
                found.insert(reference.trim_start_matches('#').to_owned());
            }
            for (key, value) in map {
                let here = [
                    "allOf",
                    "anyOf",
                    "oneOf",
                    "not",
                    "additionalProperties",
                    "if",
                    "then",
                    "else",
                ];
                composed(
                    value,
                    here.contains(&key.as_str())
                        || (inside && key != "properties" && key != "items"),
                    found,
                );
            }
        }
        Value::Array(items) => items
            .iter()
            .for_each(|value| composed(value, inside, found)),
        _ => {}
    }
}

/// Plain objects with properties, by pointer, and which way they travel.
pub(crate) fn objects(document: &Value) -> Vec<(String, Ways)> {
    let (sent, read) = (reached(document, true), reached(document, false));
    let mut tangled = BTreeSet::new();
    composed(document, false, &mut tangled);
    let mut found: BTreeMap<String, Ways> = BTreeMap::new();
    let mut open: Vec<(String, Ways)> = roots(document)
        .into_iter()
        .map(|(pointer, request)| {
            // A body that is a component may be sent and read; one that stands in an operation goes one way.
            let ways = Ways {
                request,
                response: !request,
            };
            (pointer, ways)
        })
        .collect();
    while let Some((pointer, ways)) = open.pop() {
        let Some(place) = follow(document, pointer.clone()) else {
            continue;
        };
        let component = place.split('/').take(4).collect::<Vec<_>>().join("/");
        let ways = if place.starts_with("/components/") {
            Ways {
                request: sent.contains(&component),
                response: read.contains(&component),
            }
        } else {
            ways
        };
        let Some(Value::Object(map)) = document.pointer(&place) else {
            continue;
        };
        let plain = ![
            "allOf",
            "anyOf",
            "oneOf",
            "not",
            "readOnly",
            "writeOnly",
            "discriminator",
            "$defs",
        ]
        .iter()
        .any(|key| map.contains_key(*key));
        if !plain || tangled.contains(&component) {
            continue;
        }
        if map.contains_key("items") {
            open.push((format!("{place}/items"), ways));
        }
        let Some(Value::Object(properties)) = map.get("properties") else {
            continue;
        };
        if map.get("type") == Some(&Value::from("object"))
            && found.insert(place.clone(), ways).is_none()
        {
            for name in properties.keys() {
                open.push((format!("{place}/properties/{}", escape(name)), ways));
            }
        }
    }
    found.into_iter().collect()
}

/// Properties of plain objects that satisfy a condition: the object's pointer, the property's name, and the ways.
pub(crate) fn properties(
    document: &Value,
    fits: impl Fn(&serde_json::Map<String, Value>, &serde_json::Map<String, Value>, &str) -> bool,
) -> Vec<(String, String, Ways)> {
    let mut found = Vec::new();
    for (pointer, ways) in objects(document) {
        let object = document.pointer(&pointer).unwrap().as_object().unwrap();
        for (name, property) in object["properties"].as_object().unwrap() {
            let Value::Object(property) = property else {
                continue;
            };
            let only_one_way = ["readOnly", "writeOnly"]
                .iter()
                .any(|key| property.get(*key) == Some(&Value::Bool(true)));
            if !only_one_way && !name.starts_with("x-") && fits(object, property, name) {
                found.push((pointer.clone(), name.clone(), ways));
            }
        }
    }
    found
}

pub(crate) fn is_required(object: &serde_json::Map<String, Value>, name: &str) -> bool {
    object
        .get("required")
        .and_then(Value::as_array)
        .is_some_and(|names| names.iter().any(|other| other == name))
}
