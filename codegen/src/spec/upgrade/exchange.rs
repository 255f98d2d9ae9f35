//! Everything but schemas: methods, parameters, encodings, security schemes.

use serde_json::{Map, Value};

use crate::spec::grammar::Kind;
use crate::spec::ledger::Why;
use crate::spec::pointer;
use crate::spec::rewrite::{Node, Row};

pub(super) const ROWS: &[Row] = &[
    Row {
        name: "QUERY is an additional operation",
        kind: Some(Kind::PathItem),
        apply: query_method,
    },
    Row {
        name: "the whole query string is a query parameter",
        kind: Some(Kind::Parameter),
        apply: query_string,
    },
    Row {
        name: "what only a query parameter has",
        kind: Some(Kind::Parameter),
        apply: query_only,
    },
    Row {
        name: "an encoding that says how it explodes",
        kind: Some(Kind::Encoding),
        apply: explode,
    },
    Row {
        name: "mutual TLS is an http scheme",
        kind: Some(Kind::SecurityScheme),
        apply: mutual_tls,
    },
    Row {
        name: "a callback has no extensions",
        kind: Some(Kind::Callback),
        apply: callback_extensions,
    },
];

fn query_method(node: &mut Node<'_, '_>) {
    let Some(operation) = node.map.remove("query") else {
        return;
    };
    let mut operations = match node.map.remove("additionalOperations") {
        Some(Value::Object(operations)) => operations,
        _ => Map::new(),
    };
    operations.entry("QUERY").or_insert(operation);
    node.map
        .insert("additionalOperations".into(), Value::Object(operations));
    node.moved("/query", "/additionalOperations/QUERY");
}

fn query_string(node: &mut Node<'_, '_>) {
    if node.text("in") == Some("querystring") {
        node.map.insert("in".into(), Value::from("query"));
        node.map
            .insert("x-codegen-querystring".into(), Value::Bool(true));
    }
}

/// `openapiv3` has these for query parameters only.
fn query_only(node: &mut Node<'_, '_>) {
    if node.text("in") == Some("query") {
        return;
    }
    for key in ["allowReserved", "allowEmptyValue"] {
        node.keep(key);
    }
}

/// `openapiv3` takes an absent `explode` for false, and the default depends on the style.
fn explode(node: &mut Node<'_, '_>) {
    if let Some(explode) = node.map.get("explode").cloned() {
        node.map.insert("x-codegen-explode".into(), explode);
    }
}

fn mutual_tls(node: &mut Node<'_, '_>) {
    if node.text("type") == Some("mutualTLS") {
        node.map.insert("type".into(), Value::from("http"));
        node.map.insert("scheme".into(), Value::from("mutual-tls"));
    }
}

fn callback_extensions(node: &mut Node<'_, '_>) {
    let keys: Vec<String> = node
        .map
        .keys()
        .filter(|key| key.starts_with("x-"))
        .cloned()
        .collect();
    for key in keys {
        node.map.remove(&key);
        let segment = pointer::escape(&key).into_owned();
        node.dropped(&segment, Why::NoRoom);
    }
}
