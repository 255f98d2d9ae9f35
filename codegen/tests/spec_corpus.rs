//! Documents by other people, as they are: where the folder is there, every one of them must load.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Instant;

use codegen::diagnostic::Code;
use codegen::spec::{Input, load};
use codegen::{Severity, Sink};

fn corpus() -> Option<PathBuf> {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let folder = workspace.join("../shared/corpus");
    folder.join("documents.txt").is_file().then_some(folder)
}

#[test]
fn every_document_loads() {
    let Some(folder) = corpus() else {
        return;
    };
    let list = std::fs::read_to_string(folder.join("documents.txt")).unwrap();
    let mut failed = Vec::new();
    let mut counts: BTreeMap<Code, usize> = BTreeMap::new();
    for name in list.lines() {
        let path = folder.join(name);
        let text = std::fs::read_to_string(&path).unwrap();
        let base = path.parent().unwrap().to_owned();
        let read = |name: &str| {
            if name.contains("://") {
                return Err("no network".to_owned());
            }
            std::fs::read_to_string(base.join(name)).map_err(|error| error.to_string())
        };
        let input = Input {
            name,
            text: &text,
            read: &read,
        };
        let mut sink = Sink::default();
        let start = Instant::now();
        let document = load(&input, &mut sink);
        let elapsed = start.elapsed();
        let diagnostics = sink.into_diagnostics(&input);
        if document.is_none() {
            failed.push(name.to_owned());
        }
        if elapsed.as_millis() > 50 {
            println!("{name}: {elapsed:?}");
        }
        for diagnostic in &diagnostics {
            *counts.entry(diagnostic.code).or_default() += 1;
            if diagnostic.severity > Severity::Note || std::env::var_os("NOTES").is_some() {
                println!(
                    "{name}: {} {}",
                    codegen::diagnostic::render(diagnostic),
                    diagnostic.place.pointer
                );
            }
        }
    }
    println!("{counts:?}");
    assert!(failed.is_empty(), "{failed:?}");
}
