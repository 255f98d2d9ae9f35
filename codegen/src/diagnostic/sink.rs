//! Where diagnostics are collected and get their places.

use super::locate::{excerpts, locate, order};
use super::{Diagnostic, Severity};
use crate::ledger::Entry;
use crate::spec::{Input, Origins};

/// Collects diagnostics.
#[derive(Debug, Default)]
pub struct Sink {
    diagnostics: Vec<Diagnostic>,
    origins: Origins,
    strict: bool,
}

impl Sink {
    /// One that takes warnings for errors.
    #[must_use]
    pub fn strict(strict: bool) -> Self {
        Self {
            strict,
            ..Self::default()
        }
    }

    /// Takes one. What a person can do is added where nothing more particular is said.
    pub fn report(&mut self, mut diagnostic: Diagnostic) {
        if diagnostic.help.is_none() {
            diagnostic.help = diagnostic.code.advice().map(str::to_owned);
        }
        if self.strict && diagnostic.severity == Severity::Warning {
            diagnostic.severity = Severity::Error;
            diagnostic.raised = true;
        }
        self.diagnostics.push(diagnostic);
    }

    /// Whether one of them is an error.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.diagnostics
            .iter()
            .any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.diagnostics.len()
    }

    /// Puts the places of all diagnostics from `first` on into the source: they were reported before the document was
    /// lowered.
    pub(crate) fn settle(&mut self, first: usize, origins: &Origins) {
        for diagnostic in self.diagnostics.iter_mut().skip(first) {
            let place = &mut diagnostic.place;
            if !place.file.is_empty() {
                continue;
            }
            let (file, pointer) = origins.source(&place.pointer);
            place.pointer = pointer;
            if let Some(source) = origins.sources.get(file) {
                place.file.clone_from(&source.name);
            }
        }
    }

    /// Keeps what is needed to find the places of what later stages report.
    pub(crate) fn keep_origins(&mut self, origins: Origins) {
        self.origins = origins;
    }

    /// All of them, with their places in the source, in the order of the source. Exact repetitions are left out.
    #[must_use]
    pub fn into_diagnostics(self, input: &Input<'_>) -> Vec<Diagnostic> {
        self.finish(input, Vec::new()).0
    }

    /// The same, the lines of the ledger with their places, and what is needed to find more places.
    pub(crate) fn finish(
        mut self,
        input: &Input<'_>,
        mut ledger: Vec<Entry>,
    ) -> (Vec<Diagnostic>, Vec<Entry>, Origins) {
        let entries = ledger.iter_mut().map(|entry| &mut entry.place);
        let diagnostics = self.diagnostics.iter_mut().map(|said| &mut said.place);
        locate(&self.origins, input, diagnostics.chain(entries));
        let diagnostics = self.diagnostics.iter_mut().map(|said| &mut said.place);
        excerpts(&self.origins, input, diagnostics);
        ledger.sort_by(|left, right| {
            order(&left.place, input.name)
                .cmp(&order(&right.place, input.name))
                .then_with(|| left.cmp_words(right))
        });
        ledger.dedup();
        let diagnostics = in_order(self.diagnostics, input.name);
        (diagnostics, ledger, self.origins)
    }
}

/// By place, without exact repetitions.
fn in_order(mut diagnostics: Vec<Diagnostic>, document: &str) -> Vec<Diagnostic> {
    diagnostics.sort_by(|left, right| {
        order(&left.place, document)
            .cmp(&order(&right.place, document))
            .then_with(|| left.code.cmp(&right.code))
            .then_with(|| left.place.pointer.cmp(&right.place.pointer))
            .then_with(|| left.message.cmp(&right.message))
            .then_with(|| left.done.cmp(&right.done))
    });
    diagnostics.dedup();
    diagnostics
}
