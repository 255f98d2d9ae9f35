//! Reading a union: the branches are tried in the order of their rank.

use serde::de::DeserializeOwned;

use super::budget::Budget;
use super::loss::Loss;
use super::outline::Outline;
use super::rank::{Ranking, rank};
use crate::runtime::data::json::{self, Node, ReadError, loss};

/// One branch of a union.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Branch {
    /// Name of the variant.
    pub(super) name: &'static str,
    /// What its values look like.
    pub(super) outline: Outline,
}

impl Branch {
    /// A branch of this name.
    pub(crate) const fn new(name: &'static str, outline: Outline) -> Self {
        Self { name, outline }
    }
}

/// A union.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Union {
    /// Name of the enum.
    pub(super) name: &'static str,
    /// Key whose value names the branch.
    pub(super) discriminator: Option<&'static str>,
    /// In the document's order.
    pub(super) branches: &'static [Branch],
}

impl Union {
    /// A union of these branches.
    pub(crate) const fn new(
        name: &'static str,
        discriminator: Option<&'static str>,
        branches: &'static [Branch],
    ) -> Self {
        Self {
            name,
            discriminator,
            branches,
        }
    }
}

/// Reads one branch of the union `U`.
pub(crate) type Read<U> = fn(&Node<'_>) -> Result<U, ReadError>;

/// Reads a value as this type.
pub(crate) fn read<T: DeserializeOwned>(value: &Node<'_>) -> Result<T, ReadError> {
    json::from_node(value)
}

/// Reads the value by the best of the branches that can read it. `None` if no branch's outline fits it, or if each of
/// several would lose a part that another one speaks of.
///
/// `readers` are the branches' in their order.
pub(crate) fn decode<U>(
    union: &Union,
    readers: &[Read<U>],
    value: &Node<'_>,
) -> Result<Option<U>, String> {
    let mut last = None;
    let mut best = None;
    let found = attempt(union, value, &mut |step| {
        match step {
            Step::Read(index) => {
                if let Some(reader) = readers.get(index) {
                    last = Some(reader(value)?);
                }
            }
            Step::Keep => best = last.take(),
            Step::Drop => best = None,
        }
        Ok(())
    });
    found.map(|()| best)
}

/// What the part of [`decode`] that is compiled once asks of the other.
enum Step {
    /// To read the value as the branch of this index.
    Read(usize),
    /// To keep what was read last, instead of what was kept before.
    Keep,
    /// To keep nothing.
    Drop,
}

fn attempt(
    union: &Union,
    value: &Node<'_>,
    step: &mut dyn FnMut(Step) -> Result<(), ReadError>,
) -> Result<(), String> {
    let ranking = rank(union.branches, union.discriminator, value);
    let budget = Budget::enter(value);
    let before = loss::count();
    let mut failures = Vec::new();
    let mut best: Option<Loss> = None;
    let keeps = |index: usize| {
        let branch = union.branches.get(index);
        branch.is_some_and(|branch| branch.outline.keeps_others)
    };
    // Whether one of those that could read it keeps every key.
    let mut kept = false;
    for (place, index) in ranking.candidates.iter().enumerate() {
        if !budget.spend() {
            if best.is_some() {
                break;
            }
            return Err(format!(
                "{}: gave up, there are too many ways to read this value",
                union.name
            ));
        }
        loss::reset(before);
        if let Err(failure) = step(Step::Read(*index)) {
            // What was given up for want of time is no reason against a branch that can read it.
            if best.is_some() && budget.is_spent() {
                break;
            }
            failures.push((*index, failure));
            continue;
        }
        if place >= ranking.possible {
            loss::misfit();
        }
        let lost = loss::count() - before;
        let loss = Loss::of(union, *index, value, lost);
        kept |= keeps(*index);
        if best.is_none_or(|best| loss.weight(kept) < best.weight(kept)) {
            // Keeping and dropping cannot fail.
            let _ = step(Step::Keep);
            best = Some(loss);
        }
        if loss.weight(kept) == (0, 0, 0) {
            break;
        }
    }
    loss::reset(before);
    let Some(best) = best else {
        // Without its discriminator a value is of none of the branches.
        if failures.is_empty() || union.lacks_tag(value) {
            loss::strain();
            return Ok(());
        }
        return Err(report(union, &failures, &ranking));
    };
    let alone = ranking.candidates.len() == 1;
    let unfaithful = (!alone && best.of_others(kept) > 0)
        || (best.foreign && !ranking.is_told())
        || (best.inside > 0 && !failures.is_empty())
        || (best.loses_strange() && failures.iter().any(|(index, _)| keeps(*index)))
        || union.would_tag(best.index, value);
    if unfaithful {
        let _ = step(Step::Drop);
        loss::strain();
    } else {
        loss::reset(before + best.lost);
    }
    Ok(())
}

/// How many branches of each sort a message names, and how long each one's reason may be: unions may have hundreds of
/// branches, and a reason may be the message of a union inside.
const NAMED: usize = 8;
const REASON: usize = 600;

fn report(union: &Union, failures: &[(usize, ReadError)], ranking: &Ranking) -> String {
    let name = |index: usize| union.branches.get(index).map_or("", |branch| branch.name);
    let mut parts: Vec<String> = Vec::new();
    for (index, error) in failures.iter().take(NAMED) {
        let place = match error.path().as_str() {
            "$" => String::new(),
            path => format!(" at `{path}`"),
        };
        let reason = shorten(error.message());
        parts.push(format!("{} failed{place}: {reason}", name(*index)));
    }
    for (index, misfit) in ranking.misfits.iter().take(NAMED) {
        let misfit = misfit.to_string();
        parts.push(format!("{} not tried: {}", name(*index), shorten(&misfit)));
    }
    let more = failures.len().saturating_sub(NAMED) + ranking.misfits.len().saturating_sub(NAMED);
    if more > 0 {
        parts.push(format!("and {more} more"));
    }
    format!(
        "no branch of {} can read it: {}",
        union.name,
        parts.join("; ")
    )
}

fn shorten(reason: &str) -> String {
    match reason.char_indices().nth(REASON) {
        Some((end, _)) => format!("{}...", reason.get(..end).unwrap_or_default()),
        None => reason.to_owned(),
    }
}
