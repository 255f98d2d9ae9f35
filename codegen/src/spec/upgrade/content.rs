//! Strings that hold something else.

use serde_json::Value;

use crate::spec::essence;
use crate::spec::grammar::Kind;
use crate::spec::rewrite::{Node, Row};

pub(super) const ROWS: &[Row] = &[
    Row {
        name: "base64 is the format byte",
        kind: Some(Kind::Schema),
        apply: encoding,
    },
    Row {
        name: "unencoded binary content is the format binary",
        kind: Some(Kind::Schema),
        apply: media_type,
    },
];

fn encoding(node: &mut Node<'_, '_>) {
    if node
        .text("contentEncoding")
        .is_some_and(|encoding| encoding.eq_ignore_ascii_case("base64"))
        && string_without_format(node)
    {
        node.map.insert("format".into(), Value::from("byte"));
    }
}

fn media_type(node: &mut Node<'_, '_>) {
    if node.map.contains_key("contentEncoding")
        || !node.text("contentMediaType").is_some_and(is_binary)
    {
        return;
    }
    if string_without_format(node) {
        node.map.insert("format".into(), Value::from("binary"));
        // The keyword speaks of strings only, so this is what the type is.
        node.map
            .entry("type")
            .or_insert_with(|| Value::from("string"));
    }
}

/// A string, or a schema that says nothing of its type, and nothing of its format either way.
fn string_without_format(node: &Node<'_, '_>) -> bool {
    const COMPOSED: &[&str] = &[
        "$ref",
        "allOf",
        "anyOf",
        "oneOf",
        "enum",
        "properties",
        "items",
    ];
    !node.map.contains_key("format")
        && match node.map.get("type") {
            Some(name) => name == "string",
            None => !COMPOSED.iter().any(|key| node.map.contains_key(*key)),
        }
}

/// Whether content of a media type is no text.
fn is_binary(media_type: &str) -> bool {
    let essence = essence(media_type);
    const TEXTUAL: &[&str] = &[
        "json",
        "xml",
        "yaml",
        "javascript",
        "x-www-form-urlencoded",
        "graphql",
        "sql",
        "jwt",
    ];
    match essence.split_once('/') {
        Some(("text" | "message" | "multipart", _)) => false,
        Some((_, subtype)) => {
            let suffix = subtype.rsplit('+').next().unwrap_or(subtype);
            !TEXTUAL.contains(&suffix)
        }
        None => false,
    }
}
