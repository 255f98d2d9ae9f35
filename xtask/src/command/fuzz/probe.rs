//! Runs the generator on one document, and holds it to what it promises.

use codegen::diagnostic::{Code, is_hidden};
use codegen::{Config, Generated, Input, Severity};
use serde::{Deserialize, Serialize};

use super::{measure, names};
use crate::panics::caught;

/// Processor time for one document.
pub(super) const LONGEST_MICROSECONDS: u64 = 5_000_000;
/// Memory for one document, in KiB, everything else in the process included.
pub(super) const MOST_KIB: u64 = 1 << 20;

/// Another file that a document can refer to.
pub(super) const NEAR: &str = "Thing: {type: object, required: [id], properties: {id: {type: string}, next: {$ref: '#/Thing'}, \
    up: {$ref: 'document#/components/schemas'}}}\nself: {$ref: 'near.yaml#/self'}\n";

/// A promise that was not kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Finding {
    /// Which.
    pub(super) kind: String,
    /// What happened.
    pub(super) detail: String,
}

impl Finding {
    pub(super) fn new(kind: &str, detail: impl Into<String>) -> Self {
        Self {
            kind: kind.to_owned(),
            detail: detail.into(),
        }
    }

    /// The same for findings that have one cause, as far as that can be told.
    pub(super) fn signature(&self) -> String {
        let words: String = self
            .detail
            .chars()
            .filter(|c| !c.is_ascii_digit() || self.kind == "panic")
            .take(60)
            .collect();
        format!("{}: {words}", self.kind)
    }
}

/// What came of a document.
#[derive(Debug)]
pub(super) struct Probed {
    pub(super) findings: Vec<Finding>,
    /// `generated`, or the code of the first error.
    pub(super) outcome: &'static str,
    pub(super) microseconds: u64,
    pub(super) peak_kib: u64,
}

/// Runs one document; `twice` compares two runs.
pub(super) fn probe(text: &str, twice: bool) -> Probed {
    measure::forget_peak();
    let before = measure::busy();
    let result = caught(|| generate(text));
    let microseconds = measure::busy()
        .unwrap_or(0)
        .saturating_sub(before.unwrap_or(0));
    let peak_kib = measure::peak().unwrap_or(0);
    let mut findings = Vec::new();
    let outcome = match result {
        Ok(generated) => {
            findings.extend(
                caught(|| check(text, &generated))
                    .unwrap_or_else(|failure| vec![Finding::new("unprintable", failure)]),
            );
            if twice {
                findings.extend(caught(|| again(text, &generated)).ok().flatten());
            }
            outcome(&generated)
        }
        Err(failure) => {
            findings.push(Finding::new("panic", failure));
            "panic"
        }
    };
    if microseconds > LONGEST_MICROSECONDS {
        findings.push(Finding::new("hang", format!("{microseconds} microseconds")));
    }
    if peak_kib > MOST_KIB {
        findings.push(Finding::new("memory", format!("{peak_kib} KiB")));
    }
    Probed {
        findings,
        outcome,
        microseconds,
        peak_kib,
    }
}

fn generate(text: &str) -> Generated {
    let input = Input {
        name: "document",
        text,
        read: &|name| match name {
            "near.yaml" => Ok(NEAR.to_owned()),
            _ => Err("there is no such file".to_owned()),
        },
    };
    let config = Config {
        tests_of: Some("client".to_owned()),
        ..Config::default()
    };
    codegen::generate(&input, &config)
}

fn outcome(generated: &Generated) -> &'static str {
    let error = generated
        .diagnostics
        .iter()
        .find(|diagnostic| diagnostic.severity == Severity::Error);
    error.map_or("generated", |error| error.code.as_str())
}

fn check(text: &str, generated: &Generated) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut errors = 0;
    for diagnostic in &generated.diagnostics {
        let place = &diagnostic.place;
        if diagnostic.severity == Severity::Error {
            errors += 1;
        }
        if place.position.is_none() && !text.is_empty() {
            findings.push(Finding::new(
                "no place",
                format!("{}: {}", diagnostic.code, diagnostic.message),
            ));
        }
        if diagnostic.code == Code::Internal {
            findings.push(Finding::new("internal", diagnostic.message.clone()));
        }
        let shown = codegen::diagnostic::render(diagnostic);
        if let Some(odd) = shown.chars().find(|c| is_odd(*c)) {
            findings.push(Finding::new(
                "odd message",
                format!("{}: {:?} is shown", diagnostic.code, odd),
            ));
        }
    }
    match &generated.output {
        None if errors == 0 => findings.push(Finding::new("silent", "neither files nor an error")),
        Some(_) if errors > 0 => findings.push(Finding::new("silent", "files, and an error")),
        _ => {}
    }
    let output = generated.output.iter();
    for (path, text) in output.flat_map(|output| output.files.iter().chain(&output.tests)) {
        if !is_inside(path) {
            findings.push(Finding::new("path", path.clone()));
        }
        if let Some(odd) = text.chars().find(|c| is_odd(*c)) {
            findings.push(Finding::new("odd character", format!("{odd:?} in a file")));
        }
    }
    if let Some(output) = &generated.output {
        findings.extend(names::check(&output.files));
        findings.extend(names::check(&output.tests));
    }
    findings.truncate(8);
    findings
}

fn again(text: &str, first: &Generated) -> Option<Finding> {
    let second = generate(text);
    let same = second.output == first.output && second.diagnostics == first.diagnostics;
    (!same).then(|| Finding::new("not the same", "a second run had another result"))
}

/// Only names that every file system takes, none of which leads elsewhere.
fn is_inside(path: &str) -> bool {
    path.ends_with(".rs")
        && path.len() < 1000
        && path.trim_end_matches(".rs").split('/').all(|step| {
            !step.is_empty()
                && step.len() < 100
                && step
                    .chars()
                    .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
        })
}

/// What neither a message nor a file may have.
fn is_odd(c: char) -> bool {
    is_hidden(c) && c != '\n'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_good_document_has_no_findings() {
        let probed = probe(
            "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {}\n",
            true,
        );
        assert_eq!((probed.findings, probed.outcome), (Vec::new(), "generated"));
    }

    #[test]
    fn paths_that_lead_elsewhere_are_told() {
        for path in [
            "../a.rs",
            "/a.rs",
            "a//b.rs",
            "a",
            "a/b c.rs",
            "C:.rs",
            "a/../b.rs",
            "é.rs",
        ] {
            assert!(!is_inside(path), "{path}");
        }
        assert!(is_inside("models/a_b.rs") && is_inside("mod.rs"));
    }
}
