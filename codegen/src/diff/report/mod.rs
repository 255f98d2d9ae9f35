//! A diff in words: for a terminal, and for a pull request.

mod markdown;
mod text;

pub use markdown::markdown;
pub use text::text;

use super::{Bump, Change, Diff, Effect};

/// What a report is about.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// The old document, for a person.
    pub old: &'a str,
    /// The new document.
    pub new: &'a str,
    /// Version of the crate that is made of the old document, where there is one.
    pub version: Option<&'a str>,
}

/// Two words that say how to take a diff.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// The documents say the same.
    Nothing,
    /// Nothing that worked stops working.
    Safe,
    /// Something may stop working, for those who rely on it.
    Look,
    /// Something stops working.
    Breaking,
}

impl Verdict {
    /// The verdict on a diff.
    #[must_use]
    pub fn of(diff: &Diff) -> Self {
        if diff.is_empty() {
            Self::Nothing
        } else if diff.client() == Effect::Breaking || diff.bump() == Bump::Breaking {
            Self::Breaking
        } else if diff.contract() == Effect::Safe && diff.client() == Effect::Safe {
            Self::Safe
        } else {
            Self::Look
        }
    }

    /// The stable text form.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::Safe => "safe",
            Self::Look => "look",
            Self::Breaking => "breaking",
        }
    }
}

/// The verdict in a sentence, without markup.
#[must_use]
pub fn sentence(diff: &Diff, subject: &Subject<'_>) -> String {
    let (verdict, reason) = verdict(diff);
    let mut sentence = format!("{verdict}: {reason}");
    if diff.rust.is_some() && diff.bump() != Bump::None {
        sentence.push_str(&format!("; {}", version(diff.bump(), subject)));
    }
    sentence.push('.');
    sentence
}

fn verdict(diff: &Diff) -> (&'static str, String) {
    let breaking = |of: fn(&Change) -> Effect| {
        let breaking = diff
            .changes
            .iter()
            .filter(|change| of(change) == Effect::Breaking);
        breaking.count()
    };
    let running = breaking(|change| change.rule.client());
    let strict = breaking(|change| change.rule.contract());
    let items = compiling(diff);
    let words = match (running, items) {
        (0, 0) => String::new(),
        (running, 0) => format!("{} running programs", breaks(running)),
        (0, items) => format!(
            "running programs go on, and {} code that is compiled anew",
            items_break(items)
        ),
        (running, items) => format!(
            "{} running programs, and {} code that is compiled anew",
            breaks(running),
            items_break(items)
        ),
    };
    match Verdict::of(diff) {
        Verdict::Nothing => ("No change", "the documents say the same".to_owned()),
        Verdict::Safe => ("Safe", "nothing that worked stops working".to_owned()),
        Verdict::Look if strict > 0 => (
            "Look first",
            format!(
                "our clients go on, and {} strict clients of others",
                breaks(strict)
            ),
        ),
        Verdict::Look => (
            "Look first",
            "something may stop working for those who rely on it".to_owned(),
        ),
        Verdict::Breaking => ("Breaking", words),
    }
}

/// How many changes of items ask for a breaking version.
fn compiling(diff: &Diff) -> usize {
    diff.rust
        .iter()
        .flat_map(|rust| &rust.changes)
        .filter(|change| change.rule.bump() == Bump::Breaking)
        .count()
}

fn breaks(count: usize) -> String {
    format!(
        "{} break{}",
        changes(count),
        if count == 1 { "s" } else { "" }
    )
}

fn items_break(count: usize) -> String {
    let verb = if count == 1 { "breaks" } else { "break" };
    format!("{} {verb}", counted(count, "changed Rust item"))
}

fn changes(count: usize) -> String {
    counted(count, "change")
}

fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

/// The version bump, with numbers where they are known.
fn version(bump: Bump, subject: &Subject<'_>) -> String {
    let numbers = subject
        .version
        .and_then(|old| Some((old, bump.after(old)?)));
    match numbers {
        Some((old, new)) => format!("{bump} version, {old} -> {new}"),
        None => format!("{bump} version"),
    }
}

/// The operations of a change, as many as are worth naming.
fn operations(change: &Change) -> String {
    const NAMED: usize = 3;
    let mut words: Vec<&str> = change
        .operations
        .iter()
        .take(NAMED)
        .map(String::as_str)
        .filter(|name| *name != change.subject)
        .collect();
    let more = match change.operations.len().checked_sub(NAMED) {
        None | Some(0) => String::new(),
        Some(more) => format!("{more} more"),
    };
    if !more.is_empty() {
        words.push(&more);
    }
    words.join(", ")
}

/// Changes by how bad they are: those that break something, those that may, and the rest; words apart.
struct Sorted<'d> {
    breaking: Vec<&'d Change>,
    risky: Vec<&'d Change>,
    safe: Vec<&'d Change>,
    words: Vec<&'d Change>,
}

fn sorted(diff: &Diff) -> Sorted<'_> {
    let mut sorted = Sorted {
        breaking: Vec::new(),
        risky: Vec::new(),
        safe: Vec::new(),
        words: Vec::new(),
    };
    for change in &diff.changes {
        let list = match change.rule.contract().max(change.rule.client()) {
            Effect::Breaking => &mut sorted.breaking,
            Effect::Risk => &mut sorted.risky,
            Effect::Safe if change.rule == super::Rule::DescriptionChanged => &mut sorted.words,
            Effect::Safe => &mut sorted.safe,
        };
        list.push(change);
    }
    sorted
}

/// Where a change can be looked up: the new document first.
fn reference(change: &Change) -> String {
    let place = change.new.as_ref().or(change.old.as_ref());
    place.map_or_else(String::new, |place| match place.position {
        Some((line, column)) => format!("{}:{line}:{column}", place.file),
        None => place.file.clone(),
    })
}
