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
use serde_json::Value;

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

/// The folder of documents by other people, where it is there.
pub fn corpus() -> Vec<(String, PathBuf)> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus");
    let Ok(list) = std::fs::read_to_string(folder.join("documents.txt")) else {
        return Vec::new();
    };
    list.lines()
        .map(|name| (name.to_owned(), folder.join(name)))
        .collect()
}
