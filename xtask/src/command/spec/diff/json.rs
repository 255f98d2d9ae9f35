//! A diff for a program.

use codegen::diagnostic::Place;
use codegen::diff::report::{Subject, Verdict, sentence};
use codegen::diff::{Change, Diff, ItemChange};
use serde::Serialize;

/// A diff.
#[derive(Serialize)]
pub(crate) struct Document<'d> {
    old: &'d str,
    new: &'d str,
    /// `nothing`, `safe`, `look` or `breaking`.
    verdict: &'static str,
    sentence: String,
    /// The worst for clients that hold the service to the old document.
    contract: &'static str,
    /// The worst for programs that run with the old client.
    client: &'static str,
    /// `none`, `patch`, `minor` or `major`; absent when one of the documents gives no client.
    #[serde(skip_serializing_if = "Option::is_none")]
    bump: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<Versions<'d>>,
    changes: Vec<Row<'d>>,
    rust: Vec<Item<'d>>,
}

#[derive(Serialize)]
struct Versions<'d> {
    old: &'d str,
    new: String,
}

#[derive(Serialize)]
struct Row<'d> {
    rule: &'static str,
    contract: &'static str,
    client: &'static str,
    reason: &'static str,
    subject: &'d str,
    part: &'d str,
    detail: &'d str,
    operations: &'d [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    old: Option<At<'d>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    new: Option<At<'d>>,
}

#[derive(Serialize)]
struct At<'d> {
    file: &'d str,
    pointer: &'d str,
    line: Option<usize>,
    column: Option<usize>,
}

#[derive(Serialize)]
struct Item<'d> {
    rule: &'static str,
    bump: &'static str,
    reason: &'static str,
    item: &'d str,
    detail: &'d str,
}

impl<'d> Document<'d> {
    pub(crate) fn of(diff: &'d Diff, subject: &Subject<'d>) -> Self {
        let version = subject.version.and_then(|old| {
            let new = diff.bump().after(old)?;
            Some(Versions { old, new })
        });
        Self {
            old: subject.old,
            new: subject.new,
            verdict: Verdict::of(diff).as_str(),
            sentence: sentence(diff, subject),
            contract: diff.contract().as_str(),
            client: diff.client().as_str(),
            bump: diff.rust.as_ref().map(|_| diff.bump().as_str()),
            version,
            changes: diff.changes.iter().map(row).collect(),
            rust: diff
                .rust
                .iter()
                .flat_map(|rust| &rust.changes)
                .map(item)
                .collect(),
        }
    }
}

fn row(change: &Change) -> Row<'_> {
    Row {
        rule: change.rule.as_str(),
        contract: change.rule.contract().as_str(),
        client: change.rule.client().as_str(),
        reason: change.rule.reason(),
        subject: &change.subject,
        part: &change.part,
        detail: &change.detail,
        operations: &change.operations,
        old: change.old.as_ref().map(at),
        new: change.new.as_ref().map(at),
    }
}

fn at(place: &Place) -> At<'_> {
    At {
        file: &place.file,
        pointer: &place.pointer,
        line: place.position.map(|(line, _)| line),
        column: place.position.map(|(_, column)| column),
    }
}

fn item(change: &ItemChange) -> Item<'_> {
    Item {
        rule: change.rule.as_str(),
        bump: change.rule.bump().as_str(),
        reason: change.rule.reason(),
        item: &change.item,
        detail: &change.detail,
    }
}
