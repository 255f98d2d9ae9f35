//! Says what was measured, to a person.

use std::collections::BTreeMap;

use codegen::ledger::Reason;

use super::fidelity::Fidelity;
use super::report::Row;
use crate::report::counted;

/// How many messages of a document are listed; the report has more.
const MESSAGES: usize = 8;
/// How many kinds of messages are listed.
const KINDS: usize = 25;

/// The lines: documents that have something to say, kinds of messages, totals.
pub(super) fn lines(rows: &[Row]) -> Vec<String> {
    let mut lines: Vec<String> = rows.iter().filter_map(line).flatten().collect();
    let kinds = kinds(rows);
    if !kinds.is_empty() {
        lines.push(String::new());
        lines.extend(kinds);
    }
    lines.push(String::new());
    lines.extend(totals(rows));
    lines
}

/// A document and what it has to say; `None` for nothing.
fn line(row: &Row) -> Option<Vec<String>> {
    let mut said = Vec::new();
    if !row.generated {
        said.push("not generated".to_owned());
    }
    if row.compiles == Some(false) {
        said.push("does not compile".to_owned());
    }
    if row.astray() > 0 {
        said.push(format!(
            "{} of {} operations",
            row.operations.unwrap_or(0),
            row.operations_in_document.unwrap_or(0)
        ));
    }
    for (count, what) in [
        (row.warnings, "warning"),
        (row.clippy, "clippy finding"),
        (row.doc, "rustdoc finding"),
        (row.places(Reason::Contradiction), "contradiction"),
        (row.places(Reason::Unreadable), "unreadable part"),
        (
            row.fidelity.as_ref().map(|it| it.failures),
            "failed round trip",
        ),
    ] {
        if let Some(count @ 1..) = count {
            said.push(counted(count, what));
        }
    }
    if let Some(count @ 1..) = row.untyped {
        said.push(format!("{count} untyped"));
    }
    if said.is_empty() {
        return None;
    }
    let mut lines = vec![format!("{}: {}", row.spec, said.join(", "))];
    lines.extend(row.failure.iter().map(|reason| format!("    {reason}")));
    lines.extend(
        row.messages
            .iter()
            .take(MESSAGES)
            .map(|first| format!("    {first}")),
    );
    Some(lines)
}

/// Kinds of messages of the compiler, those of most documents first.
fn kinds(rows: &[Row]) -> Vec<String> {
    let mut kinds: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (kind, count) in rows.iter().flat_map(|row| &row.kinds) {
        let (documents, times) = kinds.entry(kind).or_default();
        *documents += 1;
        *times += count;
    }
    let mut sorted: Vec<(&str, (usize, usize))> = kinds.into_iter().collect();
    sorted.sort_by_key(|(kind, counts)| (std::cmp::Reverse(*counts), *kind));
    let more = sorted.len().saturating_sub(KINDS);
    let mut lines: Vec<String> = sorted
        .iter()
        .take(KINDS)
        .map(|(kind, (documents, times))| {
            format!(
                "{} ({times} times): {kind}",
                counted(*documents, "document")
            )
        })
        .collect();
    if more > 0 {
        lines.push(format!("and {}", counted(more, "other kind")));
    }
    lines
}

/// The last lines.
fn totals(rows: &[Row]) -> Vec<String> {
    let sum = |field: fn(&Row) -> Option<usize>| -> Option<usize> {
        let measured: Vec<usize> = rows.iter().filter_map(field).collect();
        (!measured.is_empty()).then(|| measured.iter().sum())
    };
    let all = |field: fn(&Row) -> Option<usize>| sum(field).unwrap_or(0);
    let mut said = vec![format!(
        "{} generated",
        grouped(rows.iter().filter(|row| row.generated).count())
    )];
    if let Some(compile) = sum(|row| row.compiles.map(usize::from)) {
        said.push(format!("{} compile", grouped(compile)));
        said.push(format!("{} warnings", grouped(all(|row| row.warnings))));
    }
    said.push(format!("{} untyped", grouped(all(|row| row.untyped))));
    said.push(format!(
        "{} of {} operations",
        grouped(all(|row| row.operations)),
        grouped(all(|row| row.operations_in_document))
    ));
    let mut lines = Vec::new();
    lines.extend(slowest(rows));
    lines.push(format!(
        "the generator's diagnostics: {} errors, {} warnings, {} notes",
        grouped(all(|row| Some(row.diagnostics.counts.errors))),
        grouped(all(|row| Some(row.diagnostics.counts.warnings))),
        grouped(all(|row| Some(row.diagnostics.counts.notes))),
    ));
    let reasons: Vec<String> = Reason::ALL
        .into_iter()
        .map(|reason| {
            let places = rows.iter().filter_map(|row| row.places(reason)).sum();
            format!("{} {}", grouped(places), reason.as_str())
        })
        .collect();
    lines.push(format!(
        "the ledger of what is less typed than the document: {}",
        reasons.join(", ")
    ));
    for (name, found) in [
        ("clippy", sum(|row| row.clippy)),
        ("rustdoc", sum(|row| row.doc)),
    ] {
        if let Some(found) = found {
            lines.push(format!("{name}: {}", counted(found, "finding")));
        }
    }
    lines.extend(round_trips(rows));
    lines.push(format!(
        "{}: {}",
        counted(rows.len(), "document"),
        said.join(", ")
    ));
    lines
}

/// What the generated types read and wrote.
fn round_trips(rows: &[Row]) -> Option<String> {
    let asked: Vec<&Fidelity> = rows
        .iter()
        .filter_map(|row| row.fidelity.as_ref())
        .collect();
    let sum = |count: fn(&Fidelity) -> usize| -> usize { asked.iter().map(|it| count(it)).sum() };
    (!asked.is_empty()).then(|| {
        format!(
            "round trips: {} of {} schemas tested, {} accepted and {} refused values, {} schemas with {} failures",
            grouped(sum(|it| it.tested)),
            grouped(sum(|it| it.schemas)),
            grouped(sum(|it| it.instances)),
            grouped(sum(|it| it.wrong)),
            grouped(sum(|it| it.failed_schemas)),
            grouped(sum(|it| it.failures)),
        )
    })
}

/// Where the time went.
fn slowest(rows: &[Row]) -> Option<String> {
    let seconds: f64 = rows.iter().map(|row| row.seconds).sum();
    let slowest = rows.iter().max_by(|a, b| a.seconds.total_cmp(&b.seconds))?;
    Some(format!(
        "generating took {seconds:.1} s, at most {:.1} s for one document ({})",
        slowest.seconds, slowest.spec
    ))
}

/// 9123 -> `9,123`
pub(super) fn grouped(count: usize) -> String {
    let digits = count.to_string();
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(spec: &str) -> Row {
        Row {
            spec: spec.to_owned(),
            generated: true,
            operations: Some(2000),
            operations_in_document: Some(2000),
            untyped: Some(0),
            ..Row::default()
        }
    }

    #[test]
    fn good_documents_are_only_counted() {
        let lines = lines(&[row("a.yaml"), row("b.yaml")]);
        assert!(!lines.iter().any(|line| line.starts_with("a.yaml")));
        assert_eq!(
            lines.last().map(String::as_str),
            Some("2 documents: 2 generated, 0 untyped, 4,000 of 4,000 operations")
        );
    }

    #[test]
    fn a_document_that_fails_says_why() {
        let mut bad = row("a.yaml");
        bad.compiles = Some(false);
        bad.warnings = Some(1);
        bad.operations = Some(1998);
        bad.messages
            .push("error[E0412]: cannot find type `A`".to_owned());
        bad.kinds
            .insert("error[E0412]: cannot find type `..`".to_owned(), 3);
        let lines = lines(&[bad]);
        let start = [
            "a.yaml: does not compile, 1998 of 2000 operations, 1 warning",
            "    error[E0412]: cannot find type `A`",
            "",
            "1 document (3 times): error[E0412]: cannot find type `..`",
        ];
        assert_eq!(&lines[..4], start);
        assert!(
            lines
                .last()
                .unwrap()
                .contains("1 generated, 0 compile, 1 warnings")
        );
    }

    #[test]
    fn digits_are_grouped() {
        assert_eq!(grouped(0), "0");
        assert_eq!(grouped(999), "999");
        assert_eq!(grouped(1_234_567), "1,234,567");
    }
}
