//! Repairs of the document's frame: info, servers, paths, tags.

use serde_json::{Value, json};

use crate::spec::grammar::Kind;
use crate::spec::ledger::Why;
use crate::spec::pointer;
use crate::spec::rewrite::{Node, Row};

pub(super) const ROWS: &[Row] = &[
    Row {
        name: "document without info",
        kind: Some(Kind::Document),
        apply: info,
    },
    Row {
        name: "document without paths",
        kind: Some(Kind::Document),
        apply: paths,
    },
    Row {
        name: "components that stand where they were referred to",
        kind: Some(Kind::Components),
        apply: inlined,
    },
    Row {
        name: "info without title or version",
        kind: Some(Kind::Info),
        apply: title_and_version,
    },
    Row {
        name: "license without a name",
        kind: Some(Kind::License),
        apply: license_name,
    },
    Row {
        name: "server without a url",
        kind: Some(Kind::Server),
        apply: server_url,
    },
    Row {
        name: "server variable without a default",
        kind: Some(Kind::ServerVariable),
        apply: variable_default,
    },
    Row {
        name: "path without its slash",
        kind: Some(Kind::Paths),
        apply: leading_slash,
    },
];

fn info(node: &mut Node<'_, '_>) {
    if !node.map.get("info").is_some_and(Value::is_object) {
        node.map.insert("info".into(), json!({}));
    }
}

/// No complaint: 3.1 allows it, and a document of nothing but components has nothing else to say.
fn paths(node: &mut Node<'_, '_>) {
    if !node.map.get("paths").is_some_and(Value::is_object) {
        node.map.insert("paths".into(), json!({}));
    }
}

/// `openapiv3` has no references to these, so each stands in the place of the reference by now.
fn inlined(node: &mut Node<'_, '_>) {
    for key in ["pathItems", "mediaTypes"] {
        if node.map.remove(key).is_some() {
            node.dropped(key, Why::InEachPlace);
        }
    }
}

fn title_and_version(node: &mut Node<'_, '_>) {
    for (key, value) in [("title", "Untitled API"), ("version", "0.0.0")] {
        if matches!(node.map.get(key), None | Some(Value::Null)) {
            node.map.insert(key.into(), Value::from(value));
            node.lenient(
                "",
                format!("the document has no `info.{key}`"),
                format!("read as `{value}`"),
            );
        }
    }
}

fn license_name(node: &mut Node<'_, '_>) {
    if !node.map.contains_key("name") {
        let name = node
            .text("identifier")
            .or_else(|| node.text("url"))
            .unwrap_or_default()
            .to_owned();
        node.map.insert("name".into(), Value::from(name));
        node.lenient("", "the license has no `name`", "left empty");
    }
}

fn server_url(node: &mut Node<'_, '_>) {
    if node.text("url").is_none() && !node.map.contains_key("url") {
        node.map.insert("url".into(), Value::from("/"));
        node.lenient("", "the server has no `url`", "read as `/`");
    }
}

fn variable_default(node: &mut Node<'_, '_>) {
    if matches!(node.map.get("default"), None | Some(Value::Null)) {
        let first = node
            .map
            .get("enum")
            .and_then(|values| values.get(0))
            .cloned()
            .unwrap_or_else(|| Value::from(""));
        node.map.insert("default".into(), first);
        node.lenient(
            "",
            "the server variable has no `default`",
            "read as its first value",
        );
    }
}

fn leading_slash(node: &mut Node<'_, '_>) {
    let keys: Vec<String> = node
        .map
        .iter()
        .filter(|(key, item)| {
            !key.starts_with('/') && !key.starts_with("x-") && (item.is_object() || item.is_null())
        })
        .map(|(key, _)| key.clone())
        .collect();
    for key in keys {
        let path = format!("/{key}");
        if node.map.contains_key(&path) {
            node.unreadable(
                &key,
                format!("the path `{key}` does not begin with a slash, and `{path}` is there too"),
            );
        } else {
            node.lenient(
                &key,
                format!("the path `{key}` does not begin with a slash"),
                format!("read as `{path}`"),
            );
            if let Some(item) = node.map.remove(&key) {
                node.map.insert(path.clone(), item);
            }
            node.relocated(
                &format!("/{}", pointer::escape(&key)),
                &format!("/{}", pointer::escape(&path)),
            );
        }
    }
}
