//! The document as data: read, brought to OpenAPI 3.0's vocabulary, typed with `openapiv3`. Knows no Rust names.
//!
//! ```text
//! text -> tree -> assembled (every `$ref` leads to a component) -> lowered (3.0 vocabulary) -> typed
//! ```

mod grammar;
mod identify;
mod ledger;
mod lenient;
mod origin;
mod pointer;
mod rewrite;
mod text;
mod tree;
mod typed;
mod upgrade;

pub use ledger::Dropped;

use std::collections::BTreeSet;

use crate::diagnostic::{Code, Diagnostic, Sink};
use grammar::Kind;
use ledger::Ledger;
use origin::Origins;
use pointer::Path;
use rewrite::Context;

/// The text to read, and how to get at its neighbours.
#[derive(Clone, Copy)]
pub struct Input<'a> {
    /// Name for messages, usually the path as the user gave it.
    pub name: &'a str,
    /// YAML or JSON.
    pub text: &'a str,
    /// Reads another file that a `$ref` names, relative to the folder of `name` (`schemas/pet.yaml`), or by `https`
    /// URL. Answers why not otherwise. The library itself reads nothing.
    pub read: &'a dyn Fn(&str) -> Result<String, String>,
}

impl std::fmt::Debug for Input<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Input")
            .field("name", &self.name)
            .field("bytes", &self.text.len())
            .finish_non_exhaustive()
    }
}

/// A document that later stages can rely on: OpenAPI 3.0 vocabulary, every `$ref` is `#/components/<kind>/<name>` and
/// resolves, and what 3.0 cannot say stands in `x-codegen-*` extensions.
#[derive(Debug, Clone)]
pub struct Document {
    /// The lowered document.
    pub api: openapiv3::OpenAPI,
    /// Every keyword of the source that is not in it, in any form.
    pub dropped: Vec<Dropped>,
}

/// Reads a document. `None` only when nothing could be read; the sink says why.
pub fn load(input: &Input<'_>, sink: &mut Sink) -> Option<Document> {
    let mut tree = match text::read(input.text) {
        Ok(tree) => tree,
        Err(error) => {
            let code = if error.too_large {
                Code::TooLarge
            } else {
                Code::Syntax
            };
            sink.report(Diagnostic::new(code, "", error.message));
            return None;
        }
    };
    match identify::identify(&mut tree.value) {
        Ok(notes) => notes.into_iter().for_each(|note| sink.report(note)),
        Err(error) => {
            sink.report(error);
            return None;
        }
    }
    let mut value = tree.value;
    let mut cx = Context {
        sink,
        ledger: Ledger::default(),
        origins: Origins::default(),
        null_schemas: BTreeSet::new(),
    };
    rewrite::walk(&mut cx, Kind::Document, &mut value, &Path::Root);
    let Context {
        sink, mut ledger, ..
    } = cx;
    let api = typed::document(value, sink, &mut ledger);
    Some(Document {
        api,
        dropped: ledger.dropped,
    })
}
