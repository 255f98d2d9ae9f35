//! For a terminal.

use std::fmt::Write as _;

use super::{Subject, operations, reference, sentence, sorted};
use crate::diff::{Change, Diff, Effect};

/// The whole diff, a line or two for each change.
#[must_use]
pub fn text(diff: &Diff, subject: &Subject<'_>) -> String {
    let mut out = sentence(diff, subject);
    out.push('\n');
    let sorted = sorted(diff);
    for (title, changes) in [
        ("breaks", sorted.breaking),
        ("may break", sorted.risky),
        ("safe", sorted.safe),
    ] {
        section(&mut out, title, &changes);
    }
    if !sorted.words.is_empty() {
        out.push_str("\nwords changed:\n");
        for change in sorted.words {
            let _ = writeln!(out, "  {} ({})", change.place(), reference(change));
        }
    }
    if let Some(rust) = &diff.rust
        && !rust.changes.is_empty()
    {
        out.push_str("\nRust API:\n");
        for change in &rust.changes {
            let detail = if change.detail.is_empty() {
                String::new()
            } else {
                format!(": {}", change.detail)
            };
            let _ = writeln!(
                out,
                "  [{}] {} {}{detail}",
                change.rule.bump(),
                change.rule,
                change.item
            );
        }
    }
    out
}

fn section(out: &mut String, title: &str, changes: &[&Change]) {
    if changes.is_empty() {
        return;
    }
    let _ = writeln!(out, "\n{title}:");
    for change in changes {
        let detail = if change.detail.is_empty() {
            String::new()
        } else {
            format!(": {}", change.detail)
        };
        let _ = writeln!(out, "  {} at {}{detail}", change.rule, change.place());
        let mut facts = vec![change.rule.reason().to_owned()];
        if change.rule.client() != change.rule.contract() {
            let ours = match change.rule.client() {
                Effect::Safe => "Ours goes on.",
                Effect::Risk => "Ours may break.",
                Effect::Breaking => "Ours breaks.",
            };
            facts.push(ours.to_owned());
        }
        let _ = writeln!(out, "    {}", facts.join(" "));
        let reached = operations(change);
        if !reached.is_empty() {
            let _ = writeln!(out, "    reaches {reached}");
        }
        let _ = writeln!(out, "    --> {}", reference(change));
    }
}
