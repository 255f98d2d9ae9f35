//! The ledger as a page.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::{Class, Coverage, SECTIONS};
use crate::ledger::Entry;

/// Particulars that are listed for each reason.
const LISTED: usize = 12;

/// The page: Markdown, the same bytes for the same document.
#[must_use]
pub fn page(coverage: &Coverage, ledger: &[Entry]) -> String {
    let mut out = "# What the client makes of the document\n\n\
        Written by `cargo xtask codegen`, and held to the document by `codegen --check`; do not edit.\n\n\
        Each kind of thing that the document uses is **typed** (in the types and in what the client does), **documented** (in the \
        rustdoc; nothing holds anybody to it), **approximated** (the client has less of it than the document says) or **left \
        out**. A kind that nobody has classified fails the check.\n"
        .to_owned();
    let mut counts: BTreeMap<Class, usize> = BTreeMap::new();
    for used in coverage.uses.values() {
        *counts.entry(used.class).or_default() += 1;
    }
    out.push_str("\n| | kinds |\n|---|---|\n");
    for (class, count) in counts.iter().rev() {
        let _ = writeln!(out, "| {class} | {count} |");
    }
    for (section, sentence) in SECTIONS {
        let uses: Vec<_> = coverage
            .uses
            .iter()
            .filter(|((of, _), _)| of == section)
            .collect();
        if uses.is_empty() {
            continue;
        }
        let _ = writeln!(out, "\n## {section}\n\n{sentence}\n");
        out.push_str("| what | how often | |\n|---|---|---|\n");
        for ((_, name), used) in uses {
            let why = used
                .why
                .as_ref()
                .map_or_else(String::new, |why| format!(": {why}"));
            let class = match used.class {
                Class::Unclassified => format!("**{}**", used.class),
                class => class.to_string(),
            };
            let _ = writeln!(out, "| {} | {} | {class}{why} |", cell(name), used.count);
        }
    }
    places(&mut out, ledger);
    out
}

/// Places that are less typed than others of their kind.
fn places(out: &mut String, ledger: &[Entry]) {
    let mut kinds: BTreeMap<_, Vec<&Entry>> = BTreeMap::new();
    for entry in ledger {
        kinds
            .entry((entry.reason, entry.treatment))
            .or_default()
            .push(entry);
    }
    if kinds.is_empty() {
        return;
    }
    out.push_str("\n## Places\n\nWhere the client says less than the document, or the document leaves something open.\n\n");
    out.push_str("| why | what became of it | how often | such as |\n|---|---|---|---|\n");
    for ((reason, treatment), entries) in kinds {
        let mut details: Vec<&str> = entries.iter().map(|entry| entry.detail.as_str()).collect();
        details.sort_unstable();
        details.dedup();
        let more = details.len().saturating_sub(LISTED);
        details.truncate(LISTED);
        let mut words = details.join("; ");
        if more > 0 {
            let _ = write!(words, "; and {more} more");
        }
        let _ = writeln!(
            out,
            "| {reason} | {} | {} | {} |",
            treatment.words(),
            entries.len(),
            cell(&words)
        );
    }
}

/// Text in a cell of a table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace(['\n', '\r'], " ")
}
