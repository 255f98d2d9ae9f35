//! Where diagnostics are collected and get their places.

use std::collections::BTreeMap;

use super::excerpt::Excerpt;
use super::{Diagnostic, Severity};
use crate::spec::{Input, Origins, positions, without_bom};

/// Collects diagnostics.
#[derive(Debug, Default)]
pub struct Sink {
    diagnostics: Vec<Diagnostic>,
    origins: Origins,
}

impl Sink {
    /// Takes one.
    pub fn report(&mut self, diagnostic: Diagnostic) {
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
    pub fn into_diagnostics(mut self, input: &Input<'_>) -> Vec<Diagnostic> {
        for diagnostic in &mut self.diagnostics {
            let place = &mut diagnostic.place;
            if !place.file.is_empty() {
                continue;
            }
            let (file, pointer) = self.origins.source(&self.origins.unmoved(&place.pointer));
            place.pointer = pointer;
            place.file = match self.origins.sources.get(file) {
                Some(source) => source.name.clone(),
                None => input.name.to_owned(),
            };
        }
        let order: BTreeMap<&str, usize> = self
            .origins
            .sources
            .iter()
            .enumerate()
            .rev()
            .map(|(index, source)| (source.name.as_str(), index))
            .collect();
        let mut by_file: BTreeMap<String, Vec<Diagnostic>> = BTreeMap::new();
        for diagnostic in self.diagnostics {
            let file = diagnostic.place.file.clone();
            by_file.entry(file).or_default().push(diagnostic);
        }
        let mut files: Vec<(usize, String, Vec<Diagnostic>)> = by_file
            .into_iter()
            .map(|(file, diagnostics)| {
                let index = order.get(file.as_str()).copied();
                let index = index.unwrap_or(if file == input.name { 0 } else { usize::MAX });
                (index, file, diagnostics)
            })
            .collect();
        // The document itself first, its neighbours by name.
        files.sort_by(|left, right| (left.0 != 0, &left.1).cmp(&(right.0 != 0, &right.1)));
        files
            .into_iter()
            .flat_map(|(index, _, mut diagnostics)| {
                let text = match self.origins.sources.get(index) {
                    Some(source) => source
                        .text
                        .as_deref()
                        .or((index == 0).then_some(input.text)),
                    None => (index == 0).then_some(input.text),
                };
                if let Some(text) = text {
                    locate(without_bom(text), &mut diagnostics);
                }
                in_order(diagnostics)
            })
            .collect()
    }
}

/// Fills in lines and columns, and what stands there.
fn locate(text: &str, diagnostics: &mut [Diagnostic]) {
    let searched = |diagnostic: &&Diagnostic| diagnostic.place.position.is_none();
    let pointers: Vec<String> = diagnostics
        .iter()
        .filter(searched)
        .map(|diagnostic| diagnostic.place.pointer.clone())
        .collect();
    let mut found = positions(text, pointers.iter().map(String::as_str)).into_iter();
    let mut lines: Option<Vec<&str>> = None;
    for diagnostic in diagnostics {
        let place = &mut diagnostic.place;
        if place.position.is_none()
            && let Some(position) = found.next()
        {
            place.pointer.truncate(position.length);
            place.position = Some(position.at);
        }
        let Some((line, column)) = place.position else {
            continue;
        };
        let lines = lines.get_or_insert_with(|| text.lines().collect());
        place.excerpt = lines
            .get(line.saturating_sub(1))
            .map(|line| Excerpt::around(line, column));
    }
}

/// By position, without exact repetitions.
fn in_order(mut diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    diagnostics.sort_by(|left, right| {
        let key = |diagnostic: &Diagnostic| (diagnostic.place.position, diagnostic.code);
        key(left)
            .cmp(&key(right))
            .then_with(|| left.place.pointer.cmp(&right.place.pointer))
            .then_with(|| left.message.cmp(&right.message))
            .then_with(|| left.done.cmp(&right.done))
    });
    diagnostics.dedup();
    diagnostics
}
