//! Loading documents in tests.

#![allow(
    dead_code,
    unreachable_pub,
    reason = "each test file is a program of its own and uses a part of this"
)]

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::PathBuf;

use codegen::diagnostic::Code;
use codegen::spec::{Document, Input, load};
use codegen::{Diagnostic, Severity, Sink};
use serde_json::{Value, json};

/// A document that was loaded.
pub struct Loaded {
    pub document: Option<Document>,
    pub diagnostics: Vec<Diagnostic>,
    /// What was asked for, in order.
    pub asked: Vec<String>,
}

impl Loaded {
    /// The lowered document, as JSON.
    pub fn value(&self) -> Value {
        serde_json::to_value(&self.document.as_ref().expect("a document").api).unwrap()
    }

    /// A part of it.
    #[track_caller]
    pub fn at(&self, pointer: &str) -> Value {
        self.value()
            .pointer(pointer)
            .unwrap_or_else(|| panic!("{pointer} in {:#}", self.value()))
            .clone()
    }

    pub fn codes(&self) -> Vec<Code> {
        self.diagnostics.iter().map(|d| d.code).collect()
    }

    pub fn errors(&self) -> Vec<&Diagnostic> {
        self.diagnostics
            .iter()
            .filter(|d| d.severity == Severity::Error)
            .collect()
    }

    /// The only diagnostic.
    #[track_caller]
    pub fn only(&self) -> &Diagnostic {
        assert_eq!(self.diagnostics.len(), 1, "{:#?}", self.diagnostics);
        &self.diagnostics[0]
    }
}

/// Loads a text that has no neighbours.
pub fn load_text(text: &str) -> Loaded {
    load_files(text, &[])
}

/// Loads `api/openapi.yaml` with its neighbours.
pub fn load_files(text: &str, files: &[(&str, &str)]) -> Loaded {
    let files: BTreeMap<&str, &str> = files.iter().copied().collect();
    let asked = RefCell::new(Vec::new());
    let read = |name: &str| {
        asked.borrow_mut().push(name.to_owned());
        match files.get(name) {
            Some(text) => Ok((*text).to_owned()),
            None if name.contains("://") => Err("the network is not used".to_owned()),
            None => Err("no such file".to_owned()),
        }
    };
    let input = Input {
        name: "api/openapi.yaml",
        text,
        read: &read,
    };
    let mut sink = Sink::default();
    let document = load(&input, &mut sink);
    let diagnostics = sink.into_diagnostics(&input);
    Loaded {
        document,
        diagnostics,
        asked: asked.into_inner(),
    }
}

/// A document with these components, and nothing else.
pub fn with_schemas(schemas: &str) -> String {
    let mut text = String::from(
        "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {}\ncomponents:\n  schemas:\n",
    );
    for line in schemas.trim_matches('\n').lines() {
        text.push_str("    ");
        text.push_str(line);
        text.push('\n');
    }
    text
}

/// Documents by other people, where they are at hand: `OPENAPI_CORPUS` names their folder, and `documents.txt` in it
/// lists them.
pub fn corpus() -> Vec<(String, PathBuf)> {
    let Some(folder) = std::env::var_os("OPENAPI_CORPUS").map(PathBuf::from) else {
        return Vec::new();
    };
    let list = std::fs::read_to_string(folder.join("documents.txt")).unwrap();
    list.lines()
        .map(|name| (name.to_owned(), folder.join(name)))
        .collect()
}

/// Every `$ref` of a lowered document leads to a component of it.
#[track_caller]
pub fn all_resolve(document: &Value) {
    resolve_in(document, document);
}

/// Keys that hold data, and those that hold members with names of the document's own.
const DATA: &[&str] = &[
    "example", "value", "default", "enum", "links", "mapping", "security", "scopes", "servers",
];
const NAMED: &[&str] = &[
    "properties",
    "paths",
    "schemas",
    "responses",
    "examples",
    "headers",
    "requestBodies",
    "securitySchemes",
    "callbacks",
    "content",
    "encoding",
    "x-codegen-pattern-properties",
    "x-codegen-webhooks",
    "x-codegen-additional-operations",
];
const SCHEMAS: &[&str] = &[
    "x-codegen-prefix-items",
    "x-codegen-if",
    "x-codegen-item-schema",
];

fn resolve_in(document: &Value, value: &Value) {
    match value {
        Value::Object(map) => {
            if let Some(Value::String(target)) = map.get("$ref") {
                let rest = target.strip_prefix("#/components/").expect(target);
                let (kind, name) = rest.split_once('/').unwrap();
                assert!(document["components"][kind].get(name).is_some(), "{target}");
                assert_eq!(map.len(), 1, "{value}");
            }
            for (key, member) in map {
                let key = key.as_str();
                if NAMED.contains(&key) || (key == "parameters" && member.is_object()) {
                    for (name, member) in member.as_object().into_iter().flatten() {
                        // What is no object of OpenAPI is data, whatever it looks like.
                        if !name.starts_with("x-codegen-unknown-") {
                            resolve_in(document, member);
                        }
                    }
                } else if SCHEMAS.contains(&key) || !(key.starts_with("x-") || DATA.contains(&key))
                {
                    resolve_in(document, member);
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|value| resolve_in(document, value)),
        _ => {}
    }
}

/// Where a diagnostic is.
#[track_caller]
pub fn place(diagnostic: &Diagnostic) -> (&str, &str, (usize, usize)) {
    (
        &diagnostic.place.file,
        &diagnostic.place.pointer,
        diagnostic.place.position.expect("a position"),
    )
}

/// A reference to a component.
pub fn reference(kind: &str, name: &str) -> Value {
    json!({ "$ref": format!("#/components/{kind}/{name}") })
}
