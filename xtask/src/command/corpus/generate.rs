//! Generates every document, several at a time.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use codegen::ledger::Reason;
use codegen::model::Api;
use codegen::{Config, Diagnostic, Generated, Input, Output, Severity};

use super::documents::Document;
use super::report::{Diagnostics, Row};
use super::source_facts;
use crate::error::Error;
use crate::generate::STACK;
use crate::panics::caught;
use crate::progress::Progress;
use crate::reading::Reading;
use crate::report::{Reasons, counted};
use crate::source::Source;

const WORKER: &str = "corpus document";

/// A document that takes longer is named while it does.
const PATIENCE: Duration = Duration::from_secs(30);

/// What is done with a client before it is dropped.
pub(super) type Keep<'a> =
    dyn Fn(&Document, &Source, &Output, &Api) -> Result<(), Error> + Sync + 'a;

enum Event {
    Started(usize),
    Finished(usize, Box<Row>),
}

/// One row a document, in their order. No more than `jobs` clients are in memory at a time.
pub(super) fn all(
    documents: &[Document],
    reading: Reading,
    jobs: NonZeroUsize,
    keep: &Keep<'_>,
) -> Result<Vec<Row>, Error> {
    let next = AtomicUsize::new(0);
    let (sender, receiver) = mpsc::channel();
    thread::scope(|scope| {
        for _ in 0..jobs.get().min(documents.len()) {
            let (sender, next) = (sender.clone(), &next);
            thread::Builder::new()
                .name(WORKER.to_owned())
                .stack_size(STACK)
                .spawn_scoped(scope, move || {
                    while let index = next.fetch_add(1, Ordering::Relaxed)
                        && let Some(document) = documents.get(index)
                    {
                        let _ = sender.send(Event::Started(index));
                        let _ = sender.send(Event::Finished(
                            index,
                            Box::new(one(document, reading, keep)),
                        ));
                    }
                })
                .map_err(|e| {
                    Error::plain(format!("cannot start a thread: {e}; try fewer --jobs"))
                })?;
        }
        drop(sender);
        Ok(collect(documents, &receiver))
    })
}

/// Takes the rows as they come, and says how far it is.
fn collect(documents: &[Document], receiver: &mpsc::Receiver<Event>) -> Vec<Row> {
    let mut progress = Progress::start();
    let mut running: BTreeMap<usize, Instant> = BTreeMap::new();
    let mut rows: BTreeMap<usize, Row> = BTreeMap::new();
    loop {
        match receiver.recv_timeout(PATIENCE / 6) {
            Ok(Event::Started(index)) => {
                running.insert(index, Instant::now());
            }
            Ok(Event::Finished(index, row)) => {
                running.remove(&index);
                rows.insert(index, *row);
                progress.count("generating", rows.len(), documents.len());
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return rows.into_values().collect(),
        }
        running.retain(|index, since| {
            let late = since.elapsed() > PATIENCE;
            if late && let Some(document) = documents.get(*index) {
                progress.step(&format!("{} takes long", document.spec));
            }
            !late
        });
    }
}

fn one(document: &Document, reading: Reading, keep: &Keep<'_>) -> Row {
    let mut row = Row::of(document);
    let source = match Source::read_as(&document.path, reading) {
        Ok(source) => source,
        Err(e) => {
            row.failure = Some(e.to_string());
            return row;
        }
    };
    if let Some(facts) = source_facts::of(&source) {
        row.operations_in_document = Some(facts.operations);
        row.schemas = Some(facts.schemas);
    }
    let started = Instant::now();
    let result = caught(|| {
        let input = Input {
            name: &source.name,
            text: &source.text,
            read: &|reference| source.neighbour(reference),
        };
        let config = Config {
            strict: reading.strict,
            ..Config::default()
        };
        codegen::generate(&input, &config)
    });
    row.seconds = started.elapsed().as_secs_f64();
    let kept = result.and_then(|generated| {
        measure(&mut row, &generated);
        let (Some(output), Some(api)) = (&generated.output, &generated.api) else {
            return Err(reason(&generated.diagnostics));
        };
        keep(document, &source, output, api).map_err(|e| e.to_string())
    });
    row.generated = kept.is_ok();
    row.failure = kept.err();
    row
}

fn measure(row: &mut Row, generated: &Generated) {
    row.diagnostics = Diagnostics::of(&generated.diagnostics);
    if let Some(api) = &generated.api {
        let reasons = Reasons::of(&generated.ledger);
        row.operations = Some(api.operations().count());
        row.untyped = Some(reasons.count(Reason::Unsupported));
        row.ledger = Some(reasons);
    }
}

/// Why nothing came out: the first error.
fn reason(diagnostics: &[Diagnostic]) -> String {
    let errors: Vec<&Diagnostic> = diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.severity == Severity::Error)
        .collect();
    let Some(first) = errors.first() else {
        return "nothing came out, and no diagnostic says why".to_owned();
    };
    if errors.iter().all(|said| said.raised) {
        return format!(
            "{} with --strict, the first: {}",
            counted(errors.len(), "warning"),
            said(first)
        );
    }
    let more = match errors.len() - 1 {
        0 => String::new(),
        more => format!(" (and {more} more)"),
    };
    format!("{}{more}", said(first))
}

/// A diagnostic in a line.
fn said(first: &Diagnostic) -> String {
    let place = match first.place.position {
        Some((line, column)) => format!("{line}:{column}"),
        None => first.place.pointer.clone(),
    };
    format!("{place}: {} [{}]", first.message, first.code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_is_that_of_one_document() {
        let documents: Vec<Document> = ["a", "b"]
            .iter()
            .map(|name| Document {
                spec: (*name).to_owned(),
                path: format!("absent/{name}").into(),
                slug: format!("corpus-{name}"),
            })
            .collect();
        let rows = all(
            &documents,
            Reading::default(),
            NonZeroUsize::MIN,
            &|_, _, _, _| Ok(()),
        )
        .unwrap();
        assert_eq!(rows.len(), 2);
        assert!(rows[0].failure.as_deref().unwrap().contains("absent/a"));
    }
}
