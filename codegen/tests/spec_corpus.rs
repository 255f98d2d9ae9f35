//! Documents by other people, as they are, where they are at hand: every one of them loads, and what is said about it
//! is true.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

#[cfg(test)]
mod spec_support;

use std::collections::BTreeMap;

use codegen::diagnostic::{Code, render};
use codegen::spec::{Input, load};
use codegen::{Severity, Sink};
use spec_support::{all_resolve, corpus};

#[test]
fn every_document_loads_without_an_error() {
    let mut counts: BTreeMap<Code, usize> = BTreeMap::new();
    for (name, path) in corpus() {
        let text = std::fs::read_to_string(&path).unwrap();
        let base = path.parent().unwrap().to_owned();
        let read = |name: &str| {
            std::fs::read_to_string(base.join(name)).map_err(|error| error.to_string())
        };
        let input = Input {
            name: &name,
            text: &text,
            read: &read,
        };
        let mut sink = Sink::default();
        let document = load(&input, &mut sink).unwrap_or_else(|| panic!("{name}"));
        all_resolve(&serde_json::to_value(&document.api).unwrap());
        for diagnostic in sink.into_diagnostics(&input) {
            *counts.entry(diagnostic.code).or_default() += 1;
            println!("{}\n", render(&diagnostic));
            // None of these documents has a reference that leads nowhere, nor a schema that is none.
            assert!(diagnostic.severity < Severity::Warning, "{diagnostic:?}");
            assert!(diagnostic.place.position.is_some(), "{diagnostic:?}");
        }
    }
    println!("{counts:?}");
}
