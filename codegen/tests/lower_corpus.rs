//! Lowering over real documents, where they are at hand: nothing panics, nothing is lost, nothing depends on the order
//! in which a document is written.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use codegen::config::Config;
use codegen::lower::lower;
use codegen::model::{Api, Reason};
use codegen::spec::{self, Document};
use codegen::{Diagnostic, Input, Sink};

fn corpus() -> Option<PathBuf> {
    let folder = std::env::var_os("OPENAPI_CORPUS").map(PathBuf::from)?;
    folder.join("documents.txt").is_file().then_some(folder)
}

fn documents(folder: &Path) -> Vec<(String, Document)> {
    let list = std::fs::read_to_string(folder.join("documents.txt")).unwrap();
    list.lines()
        .filter_map(|name| {
            let path = folder.join(name);
            let text = std::fs::read_to_string(&path).unwrap();
            let near = path.parent().unwrap().to_owned();
            let read = move |other: &str| {
                std::fs::read_to_string(near.join(other)).map_err(|error| error.to_string())
            };
            let input = Input {
                name,
                text: &text,
                read: &read,
            };
            let document = spec::load(&input, &mut Sink::default())?;
            Some((name.to_owned(), document))
        })
        .collect()
}

fn lowered(document: &Document) -> (Api, Vec<Diagnostic>) {
    let mut sink = Sink::default();
    let api = lower(document, &Config::default(), &mut sink);
    let input = Input {
        name: "document",
        text: "",
        read: &|_| Err(String::new()),
    };
    (api, sink.into_diagnostics(&input))
}

#[test]
fn figures() {
    let Some(folder) = corpus() else { return };
    let mut reasons: BTreeMap<String, usize> = BTreeMap::new();
    let mut codes: BTreeMap<String, usize> = BTreeMap::new();
    let mut done: BTreeMap<String, usize> = BTreeMap::new();
    let documents = documents(&folder);
    println!("{} documents", documents.len());
    let start = std::time::Instant::now();
    for (name, document) in documents {
        let t = std::time::Instant::now();
        let (api, diagnostics) = lowered(&document);
        if t.elapsed().as_millis() > 300 {
            println!("{name}: {:?}", t.elapsed());
        }
        for a in &api.approximations {
            *reasons.entry(a.reason.to_string()).or_default() += 1;
            *done
                .entry(format!("{} / {}", a.reason, a.done))
                .or_default() += 1;
            if a.reason == Reason::Unsupported || a.reason == Reason::Contradiction {
                println!("{name} {} {}: {}", a.reason, a.pointer, a.done);
            }
        }
        for d in &diagnostics {
            *codes.entry(d.code.to_string()).or_default() += 1;
            println!(
                "{name} {} {} {} {:?}",
                d.code, d.place.pointer, d.message, d.done
            );
        }
    }
    println!("{reasons:#?} {codes:#?}");
    let mut done: Vec<_> = done.into_iter().collect();
    done.sort_by_key(|x| std::cmp::Reverse(x.1));
    for (d, n) in done.iter().take(40) {
        println!("{n} {d}");
    }
    println!("{:?}", start.elapsed());
}
