//! Reading a union: the branches are tried in the order of their rank.

use serde::de::DeserializeOwned;

use super::budget::Budget;
use super::choice::Choice;
use super::decisions::{Decision, recall, remember};
use super::outline::Outline;
use super::rank::rank;
use crate::runtime::data::UnknownJson;
use crate::runtime::data::json::{self, Node, Place, ReadError, here, loss};

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
pub(crate) type Read<U> = fn(&Node<'_>, Place) -> Result<U, ReadError>;

/// Reads a value that is at this place as this type.
pub(crate) fn read<T: DeserializeOwned>(value: &Node<'_>, place: Place) -> Result<T, ReadError> {
    json::from_node(value, Some(place))
}

/// Keeps a value of no known branch.
pub(crate) fn unknown(value: &Node<'_>) -> Result<UnknownJson, String> {
    match value.to_value() {
        Ok(value) => Ok(UnknownJson::new(value)),
        Err(digits) => Err(ReadError::too_large(digits).message().to_owned()),
    }
}

/// Reads the value by the best of the branches that can read it. `None` if no branch's outline fits it, or if each of
/// several would lose a part that another one speaks of or keeps.
///
/// `readers` are the branches' in their order.
pub(crate) fn decode<U>(
    union: &Union,
    readers: &[Read<U>],
    value: &Node<'_>,
) -> Result<Option<U>, String> {
    let place = here();
    let mut last = None;
    let mut best = None;
    let found = attempt(union, place, value, &mut |step| {
        match step {
            Step::Read(index) => {
                if let Some(reader) = readers.get(index) {
                    last = Some(reader(value, place.unwrap_or_default())?);
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
    place: Option<Place>,
    value: &Node<'_>,
    step: &mut dyn FnMut(Step) -> Result<(), ReadError>,
) -> Result<(), String> {
    let budget = Budget::enter(value);
    let mut held = None;
    let decision = match place.and_then(|place| recall(union, place)) {
        Some(decision) => decision,
        None => {
            let (decision, tried) = decide(union, value, &budget, step, &mut held)?;
            if let Some(place) = place
                && tried > 1
            {
                remember(union, place, &decision);
            }
            decision
        }
    };
    match decision {
        Decision::Taken(index, changes) => {
            if held != Some(index) {
                if !budget.spend() {
                    return Err(gave_up(union));
                }
                let before = loss::mark();
                let read = step(Step::Read(index));
                loss::take(before);
                read.map_err(|failure| failure.to_string())?;
                // Keeping and dropping cannot fail.
                let _ = step(Step::Keep);
            }
            loss::restore(changes);
        }
        Decision::Unknown => {
            let _ = step(Step::Drop);
            loss::unknown();
        }
        Decision::Refused(reasons) => return Err(reasons),
    }
    Ok(())
}

/// Tries the branches. Sets the index of the one whose value is kept, and returns how many were tried.
fn decide(
    union: &Union,
    value: &Node<'_>,
    budget: &Budget,
    step: &mut dyn FnMut(Step) -> Result<(), ReadError>,
    held: &mut Option<usize>,
) -> Result<(Decision, usize), String> {
    let ranking = rank(union.branches, union.discriminator, value);
    let before = loss::mark();
    let mut choice = Choice::new(union, value);
    for (place, index) in ranking.candidates.iter().enumerate() {
        if !budget.spend() {
            if choice.is_some() {
                choice.stop();
                break;
            }
            return Err(gave_up(union));
        }
        let read = step(Step::Read(*index));
        if place >= ranking.possible {
            loss::misfit();
        }
        let changes = loss::take(before);
        match read {
            // Mostly the first one keeps everything.
            Ok(()) if place == 0 && union.is_whole(*index, value, &changes) => {
                let _ = step(Step::Keep);
                *held = Some(*index);
                return Ok((Decision::Taken(*index, changes), 1));
            }
            Ok(()) => {
                if choice.add(*index, changes) {
                    let _ = step(Step::Keep);
                    *held = Some(*index);
                }
                if choice.is_made() {
                    break;
                }
            }
            // What was given up for want of time is no reason against a branch that can read it.
            Err(_) if choice.is_some() && budget.is_spent() => {
                choice.stop();
                break;
            }
            Err(failure) => choice.fail(*index, failure),
        }
    }
    let tried = choice.tried();
    Ok((choice.end(&ranking), tried))
}

fn gave_up(union: &Union) -> String {
    format!(
        "{}: gave up, there are too many ways to read this value",
        union.name
    )
}
