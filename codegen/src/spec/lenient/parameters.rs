//! Repairs of parameters and headers.

use serde_json::{Map, Value};

use crate::spec::grammar::{self, Home, Kind};
use crate::spec::ledger::Why;
use crate::spec::pointer;
use crate::spec::rewrite::{Node, Row};

pub(super) const ROWS: &[Row] = &[
    Row {
        name: "location in capitals",
        kind: Some(Kind::Parameter),
        apply: location,
    },
    Row {
        name: "parameter with schema keywords of its own",
        kind: Some(Kind::Parameter),
        apply: bare_schema,
    },
    Row {
        name: "header with schema keywords of its own",
        kind: Some(Kind::Header),
        apply: bare_schema,
    },
    Row {
        name: "parameter with schema and content",
        kind: Some(Kind::Parameter),
        apply: schema_or_content,
    },
    Row {
        name: "header with schema and content",
        kind: Some(Kind::Header),
        apply: schema_or_content,
    },
    Row {
        name: "path parameter that is not required",
        kind: Some(Kind::Parameter),
        apply: required,
    },
    Row {
        name: "style that a parameter cannot have",
        kind: Some(Kind::Parameter),
        apply: parameter_style,
    },
    Row {
        name: "style that a header cannot have",
        kind: Some(Kind::Header),
        apply: header_style,
    },
    Row {
        name: "header with a name and a location",
        kind: Some(Kind::Header),
        apply: header_name,
    },
];

fn location(node: &mut Node<'_, '_>) {
    let Some(written) = node.text("in").map(str::to_owned) else {
        return;
    };
    let meant = match written.trim().to_ascii_lowercase().as_str() {
        "query" => "query",
        "header" => "header",
        "path" => "path",
        "cookie" => "cookie",
        "querystring" => "querystring",
        _ => return,
    };
    if meant != written {
        node.lenient(
            "in",
            format!("no parameter is in `{written}`"),
            format!("read as `{meant}`"),
        );
        node.map.insert("in".into(), Value::from(meant));
    }
}

/// `type: string` straight in a parameter, as in OpenAPI 2, or nothing at all.
fn bare_schema(node: &mut Node<'_, '_>) {
    if present(node, "schema") || has_content(node) {
        return;
    }
    let kind = if node.map.contains_key("in") {
        Kind::Parameter
    } else {
        Kind::Header
    };
    let keys: Vec<String> = node
        .map
        .keys()
        .filter(|key| {
            grammar::field(kind, key).is_none()
                && grammar::field(Kind::Schema, key).is_some_and(|field| field.home == Home::Typed)
        })
        .cloned()
        .collect();
    let mut schema = Map::new();
    for key in &keys {
        if let Some(value) = node.map.remove(key) {
            schema.insert(key.clone(), value);
            let from = format!("/{}", pointer::escape(key));
            node.relocated(&from, &format!("/schema{from}"));
        }
    }
    node.map.insert("schema".into(), Value::Object(schema));
    let done = if keys.is_empty() {
        "read as a value of any type"
    } else {
        "read as its schema"
    };
    let what = match keys.first() {
        Some(key) => format!("`{key}` without a `schema` around it"),
        None => "neither `schema` nor `content`".to_owned(),
    };
    node.lenient("", what, done);
}

fn present(node: &Node<'_, '_>, key: &str) -> bool {
    node.map.get(key).is_some_and(|value| !value.is_null())
}

fn has_content(node: &Node<'_, '_>) -> bool {
    node.map
        .get("content")
        .and_then(Value::as_object)
        .is_some_and(|content| !content.is_empty())
}

fn schema_or_content(node: &mut Node<'_, '_>) {
    if !node.map.contains_key("content") {
        return;
    }
    if !has_content(node) {
        node.map.remove("content");
        node.dropped("content", Why::Empty);
    } else if present(node, "schema") {
        node.unreadable(
            "schema",
            "both `schema` and `content`, and only one of them counts",
        );
    }
}

fn required(node: &mut Node<'_, '_>) {
    if node.text("in") == Some("path") && !present(node, "required") {
        node.map.insert("required".into(), Value::Bool(true));
    }
}

fn parameter_style(node: &mut Node<'_, '_>) {
    let styles: &[&str] = match node.text("in") {
        Some("path") => &["simple", "label", "matrix"],
        Some("header") => &["simple"],
        Some("cookie") => &["form"],
        _ => &["form", "spaceDelimited", "pipeDelimited", "deepObject"],
    };
    style(node, styles);
}

fn header_style(node: &mut Node<'_, '_>) {
    style(node, &["simple"]);
}

/// A style that the place does not have means the place's own.
fn style(node: &mut Node<'_, '_>, styles: &[&str]) {
    let Some(style) = node.text("style").map(str::to_owned) else {
        return;
    };
    if styles.contains(&style.as_str()) {
        return;
    }
    // 3.2's style for cookies differs from `form` in nothing but escaping.
    if style == "cookie" && styles == ["form"] {
        node.map.insert("style".into(), Value::from("form"));
        node.map
            .insert("x-codegen-style".into(), Value::from(style));
        return;
    }
    let place = node.text("in").unwrap_or("header").to_owned();
    let default = styles.first().copied().unwrap_or_default();
    node.unreadable(
        "style",
        format!("no parameter in `{place}` has the style `{style}`: `{default}` is its default"),
    );
}

fn header_name(node: &mut Node<'_, '_>) {
    for key in ["name", "in"] {
        if node.map.remove(key).is_some() {
            node.dropped(key, Why::HeaderName);
        }
    }
}
