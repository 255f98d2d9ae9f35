//! What was measured, one row a document.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use codegen::Diagnostic;
use codegen::ledger::Reason;
use serde::{Serialize, Serializer};

use super::check::Verdict;
use super::documents::Document;
use super::fidelity::Fidelity;
use crate::error::Error;
use crate::report::{Counts, Reasons};
use crate::workspace::shown;

/// One document. What was not measured is `null`.
#[derive(Debug, Default, Serialize)]
pub(super) struct Row {
    /// Path below the corpus' folder.
    pub(super) spec: String,
    /// Whether a client came out.
    pub(super) generated: bool,
    /// Why none did.
    pub(super) failure: Option<String>,
    /// Whether the client compiles.
    pub(super) compiles: Option<bool>,
    /// Warnings of the compiler.
    pub(super) warnings: Option<usize>,
    /// What clippy and rustdoc object to when warnings are denied.
    pub(super) clippy: Option<usize>,
    pub(super) doc: Option<usize>,
    /// Operations of the client, and of the document.
    pub(super) operations: Option<usize>,
    pub(super) operations_in_document: Option<usize>,
    /// Component schemas of the document.
    pub(super) schemas: Option<usize>,
    /// Places that the document types and the client does not.
    pub(super) untyped: Option<usize>,
    /// Places of which the client says less than the document, by reason.
    pub(super) ledger: Option<Reasons>,
    /// Values that the types of the client read and wrote without a change.
    pub(super) round_trips: Option<usize>,
    /// How these values were made and what became of them.
    pub(super) fidelity: Option<Fidelity>,
    /// Time that generating took.
    #[serde(serialize_with = "milliseconds")]
    pub(super) seconds: f64,
    pub(super) diagnostics: Diagnostics,
    /// The first things that the compiler, clippy and rustdoc say.
    pub(super) messages: Vec<String>,
    /// Everything that they say, names left out -> how often.
    #[serde(skip)]
    pub(super) kinds: BTreeMap<String, usize>,
    #[serde(skip)]
    pub(super) slug: String,
}

/// What the generator says about a document.
#[derive(Debug, Default, Serialize)]
pub(super) struct Diagnostics {
    #[serde(flatten)]
    pub(super) counts: Counts,
    pub(super) codes: BTreeMap<&'static str, usize>,
}

impl Diagnostics {
    pub(super) fn of(diagnostics: &[Diagnostic]) -> Self {
        let mut codes = BTreeMap::new();
        for diagnostic in diagnostics {
            *codes.entry(diagnostic.code.as_str()).or_default() += 1;
        }
        Self {
            counts: Counts::of(diagnostics),
            codes,
        }
    }
}

impl Row {
    pub(super) fn of(document: &Document) -> Self {
        Self {
            spec: document.spec.clone(),
            slug: document.slug.clone(),
            ..Self::default()
        }
    }

    /// How many places the ledger has for a reason.
    pub(super) fn places(&self, reason: Reason) -> Option<usize> {
        self.ledger.as_ref().map(|ledger| ledger.count(reason))
    }

    /// How many operations the client has less, or more, than the document.
    pub(super) fn astray(&self) -> usize {
        match (self.operations, self.operations_in_document) {
            (Some(ours), Some(theirs)) => ours.abs_diff(theirs),
            (None, Some(theirs)) => theirs,
            _ => 0,
        }
    }

    /// Whether there is something to act on.
    pub(super) fn fails(&self) -> bool {
        let any = |count: Option<usize>| count.is_some_and(|count| count > 0);
        !self.generated
            || self.failure.is_some()
            || self.compiles == Some(false)
            || self.astray() > 0
            || self.fidelity.as_ref().is_some_and(|it| it.failures > 0)
            || [self.warnings, self.clippy, self.doc, self.untyped]
                .into_iter()
                .any(any)
    }

    /// Takes over what became of the values that its types were asked to read and write.
    pub(super) fn asked(&mut self, fidelity: Fidelity) {
        self.messages.extend(fidelity.messages.iter().cloned());
        self.round_trips =
            Some((fidelity.instances + fidelity.wrong).saturating_sub(fidelity.failures));
        self.fidelity = Some(fidelity);
    }

    /// Takes over what a tool said.
    pub(super) fn heard(&mut self, verdict: &Verdict) {
        self.messages.extend(verdict.first.iter().cloned());
        for (kind, count) in &verdict.kinds {
            *self.kinds.entry(kind.clone()).or_default() += count;
        }
    }
}

fn milliseconds<S: Serializer>(seconds: &f64, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_f64((seconds * 1000.0).round() / 1000.0)
}

/// Writes all rows.
pub(super) fn write(path: &Path, rows: &[Row]) -> Result<(), Error> {
    let text = serde_json::to_string_pretty(rows)
        .map_err(|e| Error::plain(format!("cannot write the report as JSON: {e}")))?;
    fs::write(path, format!("{text}\n")).map_err(|source| Error::Write {
        path: shown(path),
        source,
        done: Some("; the documents were measured all the same".to_owned()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn good() -> Row {
        Row {
            spec: "a.yaml".to_owned(),
            generated: true,
            operations: Some(2),
            operations_in_document: Some(2),
            untyped: Some(0),
            seconds: 0.012_345,
            ..Row::default()
        }
    }

    #[test]
    fn what_was_not_measured_is_null_and_no_failure() {
        let row = good();
        assert!(!row.fails());
        let json = serde_json::to_value(&row).unwrap();
        assert_eq!(json["compiles"], serde_json::Value::Null);
        assert_eq!(json["seconds"], 0.012);
        assert_eq!(json["diagnostics"]["warnings"], 0);
    }

    #[test]
    fn each_lack_is_a_failure() {
        let lacks: [fn(&mut Row); 7] = [
            |row| row.generated = false,
            |row| row.compiles = Some(false),
            |row| row.operations = Some(1),
            |row| row.operations = Some(3),
            |row| row.warnings = Some(1),
            |row| row.untyped = Some(1),
            |row| row.doc = Some(1),
        ];
        for lack in lacks {
            let mut row = good();
            lack(&mut row);
            assert!(row.fails(), "{row:?}");
        }
    }
}
