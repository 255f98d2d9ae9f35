//! How long a client takes to be generated.
//!
//! ```text
//! cargo bench --package codegen --bench generate
//! OPENAPI_DOCUMENT=github.json cargo bench --package codegen --bench generate
//! ```
//!
//! The whole pipeline, from the text of a document to the text of all files; the floor is reading the same text into a
//! tree of values and no more.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    missing_docs,
    reason = "a benchmark may stop at the first surprise"
)]

use std::sync::LazyLock;

use codegen::{Config, Generated, Input};
use divan::counter::BytesCount;
use divan::{AllocProfiler, Bencher};

#[global_allocator]
static ALLOCATIONS: AllocProfiler = AllocProfiler::system();

/// Names and texts.
static DOCUMENTS: LazyLock<Vec<(String, String)>> = LazyLock::new(|| {
    let mut documents = vec![
        (
            "vendored".to_owned(),
            include_str!("../../spec/cotool.yaml").to_owned(),
        ),
        (
            "shapes".to_owned(),
            include_str!("../shapes/openapi.yaml").to_owned(),
        ),
    ];
    if let Ok(path) = std::env::var("OPENAPI_DOCUMENT") {
        let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
        documents.push(("given".to_owned(), text));
    }
    documents
});

fn main() {
    // Where documents of any depth are read.
    let work = std::thread::Builder::new().stack_size(codegen::STACK);
    work.spawn(divan::main).unwrap().join().unwrap();
}

fn names() -> impl Iterator<Item = &'static str> {
    DOCUMENTS.iter().map(|(name, _)| name.as_str())
}

fn text(name: &str) -> &'static str {
    let mut documents = DOCUMENTS.iter();
    &documents.find(|(known, _)| known == name).unwrap().1
}

fn generate(text: &str) -> Generated {
    let input = Input {
        name: "document",
        text,
        read: &|_| Err("documents of a benchmark stand alone".to_owned()),
    };
    let generated = codegen::generate(&input, &Config::default());
    assert!(generated.output.is_some(), "{:#?}", generated.diagnostics);
    generated
}

#[divan::bench(args = names())]
fn reading_alone(bencher: Bencher<'_, '_>, name: &str) {
    let text = text(name);
    bencher
        .counter(BytesCount::of_str(text))
        .bench_local(|| serde_yaml::from_str::<serde_yaml::Value>(text).unwrap());
}

#[divan::bench(args = names(), sample_count = 20)]
fn client(bencher: Bencher<'_, '_>, name: &str) {
    let text = text(name);
    bencher
        .counter(BytesCount::of_str(text))
        .bench_local(|| generate(text));
}
