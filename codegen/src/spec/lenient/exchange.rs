//! Repairs of what goes over the wire: operations, bodies, responses, headers' neighbours.

use serde_json::{Map, Value, json};

use crate::spec::grammar::{self, Kind};
use crate::spec::pointer;
use crate::spec::rewrite::{Node, Row};

pub(super) const ROWS: &[Row] = &[
    Row {
        name: "operation without responses",
        kind: Some(Kind::Operation),
        apply: responses,
    },
    Row {
        name: "status that is none",
        kind: Some(Kind::Responses),
        apply: statuses,
    },
    Row {
        name: "response without a description",
        kind: Some(Kind::Response),
        apply: description,
    },
    Row {
        name: "response with a schema of its own",
        kind: Some(Kind::Response),
        apply: bare_schema,
    },
    Row {
        name: "request body with a schema of its own",
        kind: Some(Kind::RequestBody),
        apply: bare_schema,
    },
    Row {
        name: "example without its frame",
        kind: Some(Kind::MediaType),
        apply: bare_examples,
    },
    Row {
        name: "example without its frame",
        kind: Some(Kind::Parameter),
        apply: bare_examples,
    },
    Row {
        name: "example without its frame",
        kind: Some(Kind::Header),
        apply: bare_examples,
    },
    Row {
        name: "style that an encoding cannot have",
        kind: Some(Kind::Encoding),
        apply: encoding_style,
    },
    Row {
        name: "link to nothing",
        kind: Some(Kind::Link),
        apply: link,
    },
];

/// No complaint: 3.1 allows it.
fn responses(node: &mut Node<'_, '_>) {
    if !node.map.contains_key("responses") {
        node.map.insert("responses".into(), json!({}));
    }
}

fn statuses(node: &mut Node<'_, '_>) {
    let keys: Vec<String> = node
        .map
        .keys()
        .filter(|key| !key.starts_with("x-") && grammar::field(Kind::Responses, key).is_none())
        .cloned()
        .collect();
    for key in keys {
        let status = key.trim();
        let meant = match status.to_ascii_lowercase().as_str() {
            "default" => Some("default".to_owned()),
            _ if grammar::is_status(status) => Some(status.to_owned()),
            _ => None,
        };
        match meant.filter(|meant| !node.map.contains_key(meant)) {
            Some(meant) => {
                node.lenient(
                    &key,
                    format!("`{key}` is no status"),
                    format!("read as `{meant}`"),
                );
                if let Some(item) = node.map.remove(&key) {
                    node.map.insert(meant.clone(), item);
                }
                node.relocated(&format!("/{}", pointer::escape(&key)), &format!("/{meant}"));
            }
            None => node.unreadable(
                &key,
                format!("`{key}` is no status: `404`, `4XX` or `default` is expected"),
            ),
        }
    }
}

/// 3.2 allows it, and nothing depends on it.
fn description(node: &mut Node<'_, '_>) {
    if matches!(node.map.get("description"), None | Some(Value::Null)) {
        node.map.insert("description".into(), Value::from(""));
    }
}

/// `schema` straight in a response or a body, as in OpenAPI 2.
fn bare_schema(node: &mut Node<'_, '_>) {
    if node.map.contains_key("content") || !matches!(node.map.get("schema"), Some(Value::Object(_)))
    {
        return;
    }
    if let Some(schema) = node.map.remove("schema") {
        node.lenient(
            "schema",
            "a `schema` without a media type",
            "read as `content: application/json`",
        );
        node.map.insert(
            "content".into(),
            json!({ "application/json": { "schema": schema } }),
        );
        node.relocated("/schema", "/content/application~1json/schema");
    }
}

/// `examples: {a: <the example itself>}`.
fn bare_examples(node: &mut Node<'_, '_>) {
    let Some(Value::Object(examples)) = node.map.get_mut("examples") else {
        return;
    };
    let mut framed = Vec::new();
    for (name, example) in examples.iter_mut() {
        let Value::Object(map) = &*example else {
            continue;
        };
        if !has_frame(map) {
            *example = json!({ "value": example.take() });
            framed.push(name.clone());
        }
    }
    for name in framed {
        let was = format!("/examples/{}", pointer::escape(&name));
        node.relocated(&was, &format!("{was}/value"));
        node.lenient(
            "examples",
            format!("the example `{name}` has no `value`"),
            "read as the value itself",
        );
    }
}

fn has_frame(example: &Map<String, Value>) -> bool {
    const KEYS: &[&str] = &[
        "value",
        "externalValue",
        "dataValue",
        "serializedValue",
        "$ref",
    ];
    // A summary alone is a frame whose value somebody forgot.
    KEYS.iter().any(|key| example.contains_key(*key))
        || example
            .keys()
            .all(|key| key == "summary" || key == "description" || key.starts_with("x-"))
}

fn encoding_style(node: &mut Node<'_, '_>) {
    const STYLES: &[&str] = &["form", "spaceDelimited", "pipeDelimited", "deepObject"];
    if let Some(style) = node.text("style")
        && !STYLES.contains(&style)
    {
        let message = format!("an encoding cannot have the style `{style}`");
        node.unreadable("style", message);
    }
}

fn link(node: &mut Node<'_, '_>) {
    if node.text("operationId").is_some() && node.text("operationRef").is_some() {
        node.unreadable("operationRef", "the link names its operation twice");
    }
}
