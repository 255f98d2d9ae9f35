//! What the command says, and to whom: results on the standard output, everything else on the standard error.

use std::io::{self, Stderr, Stdout, Write};

use anstream::AutoStream;
use clap::ValueEnum;
use codegen::diagnostic::is_hidden;
use codegen::ledger::{Entry, Reason};
use codegen::{Diagnostic, Severity};
use serde::{Serialize, Serializer};

use crate::error::Error;

/// Whom the result is for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// A person.
    #[default]
    Text,
    /// A program: one JSON object on the standard output.
    Json,
}

/// Writes to both streams. A reader that went away is no failure; a full disk is, and [`Report::finish`] says so.
pub(crate) struct Report {
    format: Format,
    out: AutoStream<Stdout>,
    err: AutoStream<Stderr>,
    failure: Option<io::Error>,
    indent: &'static str,
}

impl Report {
    pub(crate) fn new(format: Format) -> Self {
        Self {
            format,
            out: AutoStream::auto(io::stdout()),
            err: AutoStream::auto(io::stderr()),
            failure: None,
            indent: "",
        }
    }

    /// Puts this in front of each line from now on, for a result that is part of a larger one.
    pub(crate) fn indent(&mut self, by: &'static str) {
        self.indent = by;
    }

    pub(crate) fn is_json(&self) -> bool {
        self.format == Format::Json
    }

    /// A line of the result, for a person.
    pub(crate) fn line(&mut self, text: &str) {
        if !self.is_json() {
            self.write_out(&printable(text));
        }
    }

    /// A unified diff, for a person.
    pub(crate) fn diff(&mut self, diff: &str) {
        for line in diff.lines() {
            let (on, off) = match line.get(..1) {
                Some("+") => ("\x1b[32m", "\x1b[0m"),
                Some("-") => ("\x1b[31m", "\x1b[0m"),
                Some("@") => ("\x1b[36m", "\x1b[0m"),
                _ => ("", ""),
            };
            if !self.is_json() {
                self.write_out(&format!("{on}{}{off}", printable(line)));
            }
        }
    }

    /// The whole result, for a program.
    pub(crate) fn json(&mut self, value: &impl Serialize) {
        if self.is_json() {
            match serde_json::to_string_pretty(value) {
                Ok(text) => self.write_out(&text),
                Err(e) => self.failure = self.failure.take().or(Some(io::Error::other(e))),
            }
        }
    }

    /// A remark beside the result.
    pub(crate) fn remark(&mut self, text: &str) {
        for line in printable(text).lines() {
            let _ = writeln!(self.err, "{}{line}", self.indent);
        }
    }

    /// Why there is no result.
    pub(crate) fn error(&mut self, error: &Error) {
        self.unusable(error, &[]);
    }

    /// Why there is no result, and the diagnostics that say so in full (which a person has seen already).
    pub(crate) fn unusable(&mut self, error: &Error, diagnostics: &[Diagnostic]) {
        self.json(&Unusable {
            error: error.to_string(),
            diagnostics: said(diagnostics),
        });
        let _ = writeln!(
            self.err,
            "\x1b[1;31merror\x1b[0m: {}",
            printable(&error.to_string())
        );
    }

    /// Diagnostics beside the result: those that ask for attention; notes are only counted.
    pub(crate) fn diagnostics(&mut self, diagnostics: &[Diagnostic]) {
        for diagnostic in diagnostics {
            if diagnostic.severity > Severity::Note {
                self.remark(&codegen::diagnostic::render(diagnostic));
            }
        }
        if !diagnostics.is_empty() {
            self.remark(&Counts::of(diagnostics).to_string());
        }
    }

    /// What the client says less than the document, counted.
    pub(crate) fn ledger(&mut self, ledger: &[Entry]) {
        if ledger.iter().any(|entry| entry.reason.is_loss()) {
            self.remark(&format!(
                "less typed than the document: {}; `cargo xtask spec lint` lists the places",
                Reasons::of(ledger)
            ));
        }
    }

    /// Whether everything that was said arrived.
    pub(crate) fn finish(mut self) -> Result<(), Error> {
        let flushed = self.out.flush();
        self.keep(flushed);
        match self.failure {
            Some(e) => Err(Error::plain(format!(
                "cannot write to the standard output: {e}"
            ))),
            None => Ok(()),
        }
    }

    fn write_out(&mut self, text: &str) {
        let written = writeln!(self.out, "{}{text}", self.indent);
        self.keep(written);
    }

    fn keep(&mut self, written: io::Result<()>) {
        if let Err(e) = written
            && e.kind() != io::ErrorKind::BrokenPipe
        {
            self.failure.get_or_insert(e);
        }
    }
}

#[derive(Serialize)]
struct Unusable<'a> {
    error: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    diagnostics: Vec<Said<'a>>,
}

/// A diagnostic for a program.
#[derive(Serialize)]
pub(crate) struct Said<'a> {
    severity: String,
    /// It is a warning, and an error only with `--strict`.
    raised: bool,
    code: &'static str,
    message: &'a str,
    file: &'a str,
    pointer: &'a str,
    line: Option<usize>,
    column: Option<usize>,
    done: Option<&'a str>,
    help: Option<&'a str>,
}

/// Diagnostics for a program.
pub(crate) fn said(diagnostics: &[Diagnostic]) -> Vec<Said<'_>> {
    diagnostics
        .iter()
        .map(|diagnostic| Said {
            severity: diagnostic.severity.to_string(),
            raised: diagnostic.raised,
            code: diagnostic.code.as_str(),
            message: &diagnostic.message,
            file: &diagnostic.place.file,
            pointer: &diagnostic.place.pointer,
            line: diagnostic.place.position.map(|(line, _)| line),
            column: diagnostic.place.position.map(|(_, column)| column),
            done: diagnostic.done.as_deref(),
            help: diagnostic.help.as_deref(),
        })
        .collect()
}

/// A line of the ledger for a program.
#[derive(Serialize)]
pub(crate) struct Untyped<'a> {
    reason: &'static str,
    treatment: &'static str,
    detail: &'a str,
    file: &'a str,
    pointer: &'a str,
    line: Option<usize>,
    column: Option<usize>,
}

/// The ledger for a program.
pub(crate) fn untyped(ledger: &[Entry]) -> Vec<Untyped<'_>> {
    ledger
        .iter()
        .map(|entry| Untyped {
            reason: entry.reason.as_str(),
            treatment: entry.treatment.as_str(),
            detail: &entry.detail,
            file: &entry.place.file,
            pointer: &entry.place.pointer,
            line: entry.place.position.map(|(line, _)| line),
            column: entry.place.position.map(|(_, column)| column),
        })
        .collect()
}

/// How many places there are in the ledger for each reason; those that matter most first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Reasons([usize; Reason::ALL.len()]);

impl Reasons {
    pub(crate) fn of(ledger: &[Entry]) -> Self {
        Self(Reason::ALL.map(|reason| ledger.iter().filter(|entry| entry.reason == reason).count()))
    }

    /// Each reason and its number.
    pub(crate) fn each(&self) -> impl Iterator<Item = (Reason, usize)> {
        Reason::ALL.into_iter().zip(self.0)
    }

    pub(crate) fn count(&self, reason: Reason) -> usize {
        self.each()
            .filter_map(|(other, count)| (other == reason).then_some(count))
            .sum()
    }
}

impl Serialize for Reasons {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.each().map(|(reason, count)| (reason.as_str(), count)))
    }
}

impl std::fmt::Display for Reasons {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let counts: Vec<String> = self
            .each()
            .filter(|(_, count)| *count > 0)
            .map(|(reason, count)| format!("{count} {}", reason.as_str()))
            .collect();
        f.write_str(if counts.is_empty() { "nothing" } else { "" })?;
        f.write_str(&counts.join(", "))
    }
}

/// How many diagnostics there are of each kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Counts {
    pub(crate) errors: usize,
    pub(crate) warnings: usize,
    pub(crate) notes: usize,
}

impl Counts {
    pub(crate) fn of(diagnostics: &[Diagnostic]) -> Self {
        let count = |severity| {
            diagnostics
                .iter()
                .filter(|diagnostic| diagnostic.severity == severity)
                .count()
        };
        Self {
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            notes: count(Severity::Note),
        }
    }
}

impl std::fmt::Display for Counts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "{}, {}, {}",
            counted(self.errors, "error"),
            counted(self.warnings, "warning"),
            counted(self.notes, "note")
        )
    }
}

/// "1 file", "2 files".
pub(crate) fn counted(count: usize, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{plural}")
}

/// A document's text must not be able to move a terminal's cursor, change its colours or hide in it.
fn printable(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\n' | '\t' => c.to_string(),
            c if is_hidden(c) => c.escape_unicode().to_string(),
            c => c.to_string(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_are_shown_and_not_obeyed() {
        assert_eq!(printable("a\x1b[2Jb\tc\r\n"), "a\\u{1b}[2Jb\tc\\u{d}\n");
        assert_eq!(printable("a\u{202e}b"), "a\\u{202e}b");
    }

    #[test]
    fn counts_read_as_words() {
        let counts = Counts {
            errors: 0,
            warnings: 1,
            notes: 2,
        };
        assert_eq!(counts.to_string(), "0 errors, 1 warning, 2 notes");
    }
}
