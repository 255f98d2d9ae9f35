//! Which branches of a union a value may be, best first.

use std::cmp::Reverse;
use std::fmt;

use std::borrow::Cow;

use super::decode::Branch;
use super::outline::{Constant, Kind, Outline};
use crate::runtime::data::json::Node;

/// The branches of a union, sorted by how well they fit a value.
pub(super) struct Ranking {
    /// Indexes of those that may fit, best first.
    pub(super) candidates: Vec<usize>,
    /// How many of these, the first ones, it can be by what the document says. Another one is read all the same, for
    /// servers do not keep to that.
    pub(super) possible: usize,
    /// Indexes of the others, each with what is wrong with it.
    pub(super) misfits: Vec<(usize, Misfit)>,
}

impl Ranking {
    /// Whether a key with one of a few values ruled branches out, and not only what is missing from them.
    pub(super) fn is_told(&self) -> bool {
        let mut misfits = self.misfits.iter();
        misfits.any(|(_, misfit)| matches!(misfit, Misfit::Tag(_) | Misfit::Constant(..)))
    }
}

/// Why a branch cannot be it.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Misfit {
    /// The discriminator names another branch.
    Tag(String),
    /// The value is of another kind.
    Kind(&'static [Kind]),
    /// A key is not there.
    Missing(&'static str),
    /// A key has another value.
    Constant(&'static str, &'static [Constant]),
    /// The first item of an array cannot be one of this branch.
    Item(Box<Misfit>),
}

impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Tag(tag) => write!(f, "the discriminator is {tag:?}"),
            Self::Kind(kinds) => {
                let kinds: Vec<&str> = kinds.iter().map(|kind| kind.name()).collect();
                write!(f, "it is not {}", kinds.join(" or "))
            }
            Self::Missing(key) => write!(f, "key `{key}` is missing"),
            Self::Constant(key, values) => {
                let values: Vec<String> = values.iter().map(|value| value.to_text()).collect();
                write!(f, "key `{key}` is not {}", values.join(" or "))
            }
            Self::Item(misfit) => write!(f, "at its first item: {misfit}"),
        }
    }
}

/// How well a branch fits. Greater is better, and earlier fields weigh more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Score {
    /// No key is there for which the branch has no value.
    possible: bool,
    /// The discriminator is not there, and this is the branch for that.
    otherwise: bool,
    /// Nothing is there that the branch does not allow.
    allowed: bool,
    /// Keys that the branch has a field for, less those that it would lose.
    explained: i64,
    /// Keys (or values) that are one of the listed constants.
    constants: usize,
    /// How exactly the kind is met.
    kind: u8,
}

/// Ranks the branches.
///
/// A discriminator value that some branch is chosen by decides alone. One that no branch is chosen by leaves the
/// branches that have no such values, and the one that the document has for that. Without a discriminator value, that
/// one comes first, and then outlines decide. Ties stay in the document's order.
pub(super) fn rank(branches: &[Branch], discriminator: Option<&str>, value: &Node<'_>) -> Ranking {
    let tag = discriminator.and_then(|key| tag(value.get(key)?));
    let chosen = tag.as_deref().is_some_and(|tag| {
        branches
            .iter()
            .any(|branch| branch.outline.tags.contains(&tag))
    });
    let mut scored = Vec::new();
    let mut misfits = Vec::new();
    for (index, Branch { outline, .. }) in branches.iter().enumerate() {
        let fit = match &tag {
            Some(tag) if chosen && outline.tags.contains(&tag.as_str()) => {
                Ok(fit(outline, value).unwrap_or(Score::WORST))
            }
            Some(tag) if chosen || !(outline.tags.is_empty() || outline.otherwise) => {
                Err(Misfit::Tag(tag.clone()))
            }
            Some(_) => fit(outline, value),
            None => fit(outline, value).map(|score| Score {
                otherwise: outline.otherwise,
                ..score
            }),
        };
        match fit {
            Ok(score) => scored.push((score, index)),
            Err(misfit) => misfits.push((index, misfit)),
        }
    }
    scored.sort_by_key(|(score, _)| Reverse(*score));
    let possible = scored.iter().filter(|(score, _)| score.possible).count();
    Ranking {
        candidates: scored.into_iter().map(|(_, index)| index).collect(),
        possible,
        misfits,
    }
}

/// The text of a discriminator value. Documents write numbers and booleans as strings in a mapping.
fn tag(value: &Node<'_>) -> Option<String> {
    match value {
        Node::Text(text) => Some(text.clone().into_owned()),
        Node::Signed(number) => Some(number.to_string()),
        Node::Bool(yes) => Some(yes.to_string()),
        _ => None,
    }
}

impl Score {
    const WORST: Self = Self {
        possible: true,
        otherwise: false,
        allowed: false,
        explained: i64::MIN,
        constants: 0,
        kind: 0,
    };
}

fn fit(outline: &Outline, value: &Node<'_>) -> Result<Score, Misfit> {
    let mut score = Score {
        possible: true,
        otherwise: false,
        allowed: true,
        explained: 0,
        constants: 0,
        kind: kind(outline.kinds, value).ok_or(Misfit::Kind(outline.kinds))?,
    };
    if !outline.values.is_empty() {
        score.allowed = outline.values.iter().any(|constant| constant.is(value));
        score.constants = usize::from(score.allowed);
    }
    match value {
        Node::Object(members) => fit_object(outline, value, members, &mut score)?,
        Node::Array(items) => {
            if let (Some(outline), Some(first)) = (outline.items, items.first()) {
                let item = fit(outline, first).map_err(|misfit| Misfit::Item(Box::new(misfit)))?;
                score = Score {
                    possible: score.possible && item.possible,
                    allowed: score.allowed && item.allowed,
                    ..item
                };
            }
        }
        _ => {}
    }
    Ok(score)
}

fn fit_object(
    outline: &Outline,
    object: &Node<'_>,
    members: &[(Cow<'_, str>, Node<'_>)],
    score: &mut Score,
) -> Result<(), Misfit> {
    for (key, constants) in outline.constants {
        match object.get(key) {
            Some(found) if constants.iter().any(|constant| constant.is(found)) => {
                score.constants += 1;
            }
            // Where the key may be left out, null says as little as its absence.
            Some(Node::Null) | None => {}
            Some(_) => return Err(Misfit::Constant(key, constants)),
        }
    }
    if let Some(key) = outline
        .required
        .iter()
        .find(|key| object.get(key).is_none())
    {
        return Err(Misfit::Missing(key));
    }
    let explained = members.iter().filter(|(key, _)| outline.knows(key)).count();
    let lost = if outline.keeps_others {
        0
    } else {
        members.len() - explained
    };
    let impossible = members
        .iter()
        .any(|(key, value)| *value != Node::Null && outline.impossible.contains(&&**key));
    score.possible &= !impossible;
    score.allowed &= !(outline.closed && lost > 0);
    score.explained = signed(explained).saturating_sub(signed(lost));
    Ok(())
}

fn signed(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// How exactly one of these kinds is the value's: 0 where any kind will do, 1 where it can be read as one, 2 where it
/// is one. `None` if it is none of them.
fn kind(kinds: &[Kind], value: &Node<'_>) -> Option<u8> {
    if kinds.is_empty() {
        return Some(0);
    }
    kinds
        .iter()
        .filter_map(|kind| match (kind, value) {
            (Kind::Null, Node::Null)
            | (Kind::Bool, Node::Bool(_))
            | (Kind::String, Node::Text(_))
            | (Kind::Array, Node::Array(_))
            | (Kind::Object, Node::Object(_))
            | (Kind::Integer, Node::Signed(_) | Node::Unsigned(_) | Node::Large(_))
            | (Kind::Number, Node::Float(_)) => Some(2),
            (Kind::Integer, Node::Float(_)) => value.integer().map(|_| 1),
            (Kind::Number, Node::Signed(_) | Node::Unsigned(_) | Node::Large(_)) => Some(1),
            _ => None,
        })
        .max()
}

#[cfg(test)]
mod tests;
