//! Tests as files: a crate of their own below `tests/`, one file a tag.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenStream;
use quote::quote;

use super::HEADER;
use super::file_names::file_name;
use super::print::{items_text, parse};
use crate::diagnostic::Sink;
use crate::emit::ident_of;

/// Tests before they are printed.
#[derive(Debug, Clone)]
pub struct Tests {
    /// The crate that they test, as code writes it.
    pub crate_name: String,
    /// What every test is made of: items of a module.
    pub support: String,
    /// What the client of the tests is given, as calls of its builder.
    pub client: TokenStream,
    /// The tests.
    pub files: Vec<TestFile>,
}

/// The tests of one tag.
#[derive(Debug, Clone)]
pub struct TestFile {
    /// What it is called, as far as files can be called so.
    pub name: String,
    /// The feature that has the tag.
    pub feature: String,
    /// Inner documentation.
    pub docs: TokenStream,
    /// The tests, each with the pointer of what it is about.
    pub items: Vec<(String, TokenStream)>,
}

const MAIN: &str = r#"
//! Each operation of the document: what is sent for it, to the byte, and what becomes of each documented answer.
//!
//! The expected requests are written after the document by the generator; the client's own encoder has no part in them.
//! Samples are the document's own examples where they are true to their schema, else made of the schema.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test stops at the first surprise; clippy knows that of test functions only"
)]

#[rustfmt::skip] // Formatted by the generator, the same on every machine.
mod api;
#[rustfmt::skip]
mod wire;
"#;

/// Prints tests into files, by path below their folder.
#[must_use]
pub fn print(tests: &Tests, sink: &mut Sink) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    files.insert("main.rs".to_owned(), format!("{HEADER}\n{MAIN}"));
    files.insert("wire.rs".to_owned(), wire(tests, sink));
    let mut taken = BTreeSet::new();
    let mut modules = TokenStream::new();
    for file in &tests.files {
        let name = file_name(&file.name, "", &mut taken);
        let (module, feature) = (ident_of(&name), &file.feature);
        modules.extend(quote!(#[cfg(feature = #feature)] mod #module;));
        files.insert(format!("api/{name}.rs"), text(tests, file, sink));
    }
    let docs = quote! {
        #![doc = " The tests, by tag."]
        #![allow(deprecated, reason = "what the document discourages is tried as well")]
    };
    let parts = [lines(&docs, sink), lines(&modules, sink)];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    files.insert(
        "api/mod.rs".to_owned(),
        format!("{HEADER}\n\n{}", parts.join("\n")),
    );
    files
}

fn text(tests: &Tests, file: &TestFile, sink: &mut Sink) -> String {
    let name = ident_of(&tests.crate_name);
    let items: Vec<String> = file
        .items
        .iter()
        .filter_map(|(pointer, items)| Some(apart(&items_text(items, pointer, sink)?)))
        .collect();
    let used = |word: &str| items.iter().any(|item| item.contains(word));
    let models = used("models::").then(|| quote!(use #name::models;));
    let uses = used("tokio::test").then(|| quote!(use #name::runtime::Client; use crate::wire;));
    let head = [lines(&file.docs, sink), lines(&quote!(#models #uses), sink)];
    let head = head.into_iter().filter(|part| !part.is_empty());
    let parts: Vec<String> = head.chain(items.iter().cloned()).collect();
    format!("{HEADER}\n\n{}", parts.join("\n"))
}

/// An empty line before each thing that is tried. No literal has a line that begins like one of these.
fn apart(item: &str) -> String {
    let mut out = String::with_capacity(item.len());
    for line in item.split_inclusive('\n') {
        let begins = ["    let answer = ", "    let body = "]
            .iter()
            .any(|start| line.starts_with(start));
        if begins && !out.ends_with("{\n") {
            out.push('\n');
        }
        out.push_str(line);
    }
    out
}

fn wire(tests: &Tests, sink: &mut Sink) -> String {
    let name = ident_of(&tests.crate_name);
    let credentials = &tests.client;
    let head = lines(
        &quote! {
            #![doc = " What a test of an operation is made of: the request that is expected, the answer that is given, and a transport"]
            #![doc = " between them."]
            #![allow(dead_code, reason = "which of these are needed depends on the document")]
        },
        sink,
    );
    let imports = lines(
        &quote! {
            use std::sync::{Arc, Mutex};
        },
        sink,
    );
    let others = lines(
        &quote! {
            use bytes::Bytes;
            use #name::runtime::{self, Client};
            use futures_util::{Stream, StreamExt};
            use serde::Serialize;
            use serde::de::DeserializeOwned;
            use serde_json::Value;
        },
        sink,
    );
    let client = items_text(
        &quote! {
            /// The client, with a credential for each scheme of the document.
            fn client(transport: impl runtime::Transport) -> Client {
                Client::builder()
                    .base_url("https://api.test")
                    .retry(runtime::RetryPolicy::none())
                    .transport(transport)
                    #credentials
                    .build()
                    .unwrap()
            }
        },
        "",
        sink,
    );
    let client = client.unwrap_or_default();
    format!(
        "{HEADER}\n\n{head}\n{imports}\n{others}\n{client}\n{}",
        tests.support
    )
}

fn lines(items: &TokenStream, sink: &mut Sink) -> String {
    if items.is_empty() {
        return String::new();
    }
    parse(items, "", sink).map_or_else(String::new, |file| prettyplease::unparse(&file))
}
