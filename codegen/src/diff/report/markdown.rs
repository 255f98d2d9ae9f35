//! For a pull request: the verdict in the first line, then tables.

use std::fmt::Write as _;

use super::{
    Subject, Verdict, compiling, counted, operations, reference, sorted, verdict, version,
};
use crate::diff::{Bump, Change, Diff, Effect, ItemChange};

/// Rows of a table that are shown; no reviewer reads more, and forges refuse texts without end.
const ROWS: usize = 200;

/// The whole diff.
#[must_use]
pub fn markdown(diff: &Diff, subject: &Subject<'_>) -> String {
    let (word, reason) = verdict(diff);
    let mut out = format!("**{word}**: {reason}.\n");
    let _ = writeln!(
        out,
        "\nFrom {} to {}.",
        code(subject.old),
        code(subject.new)
    );
    if Verdict::of(diff) == Verdict::Nothing {
        return out;
    }
    meaning(&mut out, diff, subject);
    let sorted = sorted(diff);
    let (mut worst, mut ours): (Vec<&Change>, Vec<&Change>) = (Vec::new(), Vec::new());
    for change in sorted.breaking {
        if change.rule.client() == Effect::Breaking {
            ours.push(change);
        } else {
            worst.push(change);
        }
    }
    table(&mut out, "Breaks", &ours);
    table(&mut out, "Breaks strict clients, not ours", &worst);
    table(
        &mut out,
        "May break, for those who rely on it",
        &sorted.risky,
    );
    rust(&mut out, diff);
    folded(&mut out, "safe change", &sorted.safe);
    folded(&mut out, "changed description", &sorted.words);
    out
}

/// The answers to the three questions that a reviewer has.
fn meaning(out: &mut String, diff: &Diff, subject: &Subject<'_>) {
    let running = match diff.client() {
        Effect::Breaking => format!("**break** where they use {}", used(diff)),
        Effect::Risk => "go on, unless they rely on what is listed as a risk".to_owned(),
        Effect::Safe => "go on".to_owned(),
    };
    let compiled = match (&diff.rust, diff.bump()) {
        (None, _) => "not known: one of the documents gives no client".to_owned(),
        (Some(_), Bump::None) => "the same as before".to_owned(),
        (Some(_), bump @ Bump::Breaking) => format!(
            "**does not compile** where it uses {}; {}",
            counted(compiling(diff), "changed item"),
            version(bump, subject)
        ),
        (Some(_), bump) => format!("compiles as before; {}", version(bump, subject)),
    };
    let strict = match diff.contract() {
        Effect::Breaking => "break",
        Effect::Risk => "may break",
        Effect::Safe => "go on",
    };
    out.push_str("\n| who | what happens |\n|---|---|\n");
    let _ = writeln!(
        out,
        "| programs that run with the client as it is | {running} |"
    );
    let _ = writeln!(
        out,
        "| code that is compiled with the new client | {compiled} |"
    );
    let _ = writeln!(
        out,
        "| clients that hold the service to the old document | {strict} |"
    );
}

/// What breaks, by the operations.
fn used(diff: &Diff) -> String {
    const NAMED: usize = 5;
    let mut all: Vec<&str> = diff
        .changes
        .iter()
        .filter(|change| change.rule.client() == Effect::Breaking)
        .flat_map(|change| &change.operations)
        .map(String::as_str)
        .collect();
    all.sort_unstable();
    all.dedup();
    if all.is_empty() {
        return "any operation".to_owned();
    }
    let named: Vec<String> = all.iter().take(NAMED).map(|name| code(name)).collect();
    let more = all.len().saturating_sub(NAMED);
    if more > 0 {
        format!(
            "{} and {}",
            named.join(", "),
            counted(more, "more operation")
        )
    } else {
        named.join(", ")
    }
}

fn table(out: &mut String, title: &str, changes: &[&Change]) {
    if changes.is_empty() {
        return;
    }
    let _ = writeln!(out, "\n### {title}\n");
    rows(out, changes);
}

fn folded(out: &mut String, noun: &str, changes: &[&Change]) {
    if changes.is_empty() {
        return;
    }
    let count = counted(changes.len(), noun);
    let _ = writeln!(out, "\n<details><summary>{count}</summary>\n");
    rows(out, changes);
    out.push_str("\n</details>\n");
}

fn rows(out: &mut String, changes: &[&Change]) {
    out.push_str("| where | what | why it matters |\n|---|---|---|\n");
    for change in changes.iter().take(ROWS) {
        let mut place = code(&change.place());
        let reached = operations(change);
        if !reached.is_empty() {
            let _ = write!(place, "<br>in {}", cell(&reached));
        }
        let what = if change.detail.is_empty() {
            code(change.rule.as_str())
        } else {
            format!("{}<br>{}", code(change.rule.as_str()), cell(&change.detail))
        };
        let _ = writeln!(
            out,
            "| {place}<br><sub>{}</sub> | {what} | {} |",
            cell(&reference(change)),
            change.rule.reason()
        );
    }
    more(out, changes.len());
}

fn rust(out: &mut String, diff: &Diff) {
    let Some(rust) = &diff.rust else {
        return;
    };
    let (breaking, rest): (Vec<&ItemChange>, Vec<&ItemChange>) = rust
        .changes
        .iter()
        .partition(|change| change.rule.bump() == Bump::Breaking);
    if !breaking.is_empty() {
        out.push_str("\n### Rust items that break code\n\n");
        items(out, &breaking);
    }
    if !rest.is_empty() {
        let count = counted(rest.len(), "other change");
        let _ = writeln!(out, "\n<details><summary>{count} of Rust items</summary>\n");
        items(out, &rest);
        out.push_str("\n</details>\n");
    }
}

fn items(out: &mut String, changes: &[&ItemChange]) {
    out.push_str("| item | what | why |\n|---|---|---|\n");
    for change in changes.iter().take(ROWS) {
        let what = if change.detail.is_empty() {
            code(change.rule.as_str())
        } else {
            format!("{}<br>{}", code(change.rule.as_str()), code(&change.detail))
        };
        let _ = writeln!(
            out,
            "| {} | {what} | {} |",
            code(&change.item),
            change.rule.reason()
        );
    }
    more(out, changes.len());
}

fn more(out: &mut String, count: usize) {
    if let Some(more) = count.checked_sub(ROWS).filter(|more| *more > 0) {
        let _ = writeln!(
            out,
            "\nAnd {more} more; `spec diff --format json` has them all."
        );
    }
}

/// Text as code in a cell of a table.
fn code(text: &str) -> String {
    let text: String = text
        .chars()
        .map(|c| if c.is_control() || c == '`' { '\'' } else { c })
        .collect();
    format!("`{}`", text.replace('|', "\\|"))
}

/// Text in a cell of a table: nothing in it is markup.
fn cell(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '|' | '*' | '_' | '[' | ']' | '\\' | '#' | '!' | '~' | '@' => {
                out.push('\\');
                out.push(c);
            }
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}
