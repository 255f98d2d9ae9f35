//! Reading a union: the branches are tried in the order of their rank.

use serde::de::DeserializeOwned;

use super::budget::Budget;
use super::outline::Outline;
use super::rank::{Ranking, rank};
use crate::runtime::data::json::{self, Node, ReadError};

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

/// Reads the value by the first of the best branches that can read it. `None` if no branch's outline fits it.
///
/// `readers` are the branches' in their order.
pub(crate) fn decode<U>(
    union: &Union,
    readers: &[Read<U>],
    value: &Node<'_>,
) -> Result<Option<U>, String> {
    let mut read = None;
    let found = attempt(union, value, &mut |index| match readers.get(index) {
        Some(reader) => reader(value).map(|branch| read = Some(branch)),
        None => Ok(()),
    });
    found.map(|()| read)
}

/// The part of [`decode`] that is compiled once.
fn attempt(
    union: &Union,
    value: &Node<'_>,
    read: &mut dyn FnMut(usize) -> Result<(), ReadError>,
) -> Result<(), String> {
    let ranking = rank(union.branches, union.discriminator, value);
    let budget = Budget::enter(value);
    let mut failures = Vec::new();
    for index in &ranking.candidates {
        if !budget.spend() {
            return Err(format!(
                "{}: gave up, there are too many ways to read this value",
                union.name
            ));
        }
        match read(*index) {
            Ok(()) => return Ok(()),
            Err(failure) => failures.push((*index, failure)),
        }
    }
    if failures.is_empty() {
        return Ok(());
    }
    Err(report(union, &failures, &ranking))
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
