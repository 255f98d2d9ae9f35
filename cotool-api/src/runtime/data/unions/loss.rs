//! What a branch of a union does not keep of a value.

use super::decode::Union;
use crate::runtime::data::json::Node;
use crate::runtime::data::json::loss::Count;

/// What a branch that can read a value loses of it, or keeps without having a field for it, in values.
#[derive(Debug, Clone, Copy)]
pub(super) struct Loss {
    /// The branch.
    pub(super) index: usize,
    /// All that was changed.
    pub(super) lost: Count,
    /// Keys of the value itself that another branch speaks of, and nulls that another branch keeps.
    pub(super) spoken_of: usize,
    /// Keys of the value itself that no branch speaks of: servers add such.
    pub(super) strange: usize,
    /// Keys of what is inside.
    pub(super) inside: usize,
    /// Whether it has keys of another branch, and this one, or one inside of it, allows no others: the value is not its.
    pub(super) foreign: bool,
}

impl Loss {
    /// What the branch of this index loses, if that is so many parts in all.
    pub(super) fn of(union: &Union, index: usize, value: &Node<'_>, lost: Count) -> Self {
        let mut loss = Self {
            index,
            lost,
            spoken_of: 0,
            strange: 0,
            inside: lost.dropped,
            foreign: false,
        };
        let (Some(branch), Node::Object(members)) = (union.branches.get(index), value) else {
            return loss;
        };
        let outline = &branch.outline;
        let nulls = members
            .iter()
            .filter(|(key, value)| *value == Node::Null && outline.drops_null.contains(&&**key))
            .count();
        if outline.keeps_others || (lost.dropped == 0 && !outline.holds_others) {
            loss.spoken_of = nulls;
            return loss;
        }
        for (key, member) in members {
            if outline.knows(key) {
                continue;
            }
            let mut others = union.branches.iter();
            if others.any(|other| other.outline.knows(key)) {
                loss.spoken_of += member.parts();
            } else {
                loss.strange += member.parts();
            }
        }
        if !outline.holds_others {
            loss.inside = lost.dropped.saturating_sub(loss.spoken_of + loss.strange);
        }
        loss.foreign = loss.spoken_of > 0 && (outline.closed || lost.strangers > 0);
        loss.spoken_of += nulls;
        if outline.closed {
            loss.lost.strangers += loss.strange;
        }
        loss
    }

    /// How much it counts against the branch, what says most first. Strange keys count where another branch that can read
    /// the value keeps them.
    pub(super) fn weight(&self, kept: bool) -> (usize, usize) {
        (
            self.lost.misfits,
            self.of_others(kept) + self.inside + self.lost.strains + self.lost.strangers,
        )
    }

    /// What it loses and another branch keeps.
    pub(super) const fn of_others(&self, kept: bool) -> usize {
        self.spoken_of + if kept { self.strange } else { 0 }
    }
}

impl Union {
    /// Whether writing this branch would add a discriminator that the value does not have.
    pub(super) fn would_tag(&self, index: usize, value: &Node<'_>) -> bool {
        let tag = self
            .branches
            .get(index)
            .and_then(|branch| self.tag_of(branch.name));
        tag.is_some() && self.lacks_tag(value)
    }

    /// Whether this is an object without a value of the discriminator.
    pub(super) fn lacks_tag(&self, value: &Node<'_>) -> bool {
        self.discriminator.is_some_and(|key| {
            matches!(value, Node::Object(_)) && matches!(value.get(key), None | Some(Node::Null))
        })
    }
}
