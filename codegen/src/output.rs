//! Tokens in, files out.

use std::collections::BTreeMap;

use crate::diagnostic::Sink;

/// A file before it is printed.
#[derive(Debug, Clone)]
pub struct File {
    /// Path below `src/generated/`, with `/`: `api/agents.rs`.
    pub path: String,
    /// The file's items, inner attributes and inner docs first.
    pub tokens: proc_macro2::TokenStream,
}

/// Path below `src/generated/` -> text. Same input, same bytes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Output {
    /// The files, sorted by path.
    pub files: BTreeMap<String, String>,
}

/// Prints tokens into files.
#[must_use]
pub fn print(files: &[File], sink: &mut Sink) -> Output {
    let _ = (files, sink);
    Output::default()
}
