//! What a branch of a union does not keep of a value.

use super::decode::Union;
use crate::runtime::data::json::Node;
use crate::runtime::data::json::loss::{Changes, Count};

/// What a branch that can read a value loses of it, or keeps without having a field for it, in values.
#[derive(Debug, Clone, Copy)]
pub(super) struct Loss {
    /// The branch.
    pub(super) index: usize,
    /// All that was changed.
    pub(super) lost: Count,
    /// Keys of the value itself that the branch has no field for, and loses.
    over: Keys,
    /// Keys of the value itself that the branch has no field for, and keeps.
    held: Keys,
    /// Nulls of the value itself that become absence, and that another branch keeps.
    nulls: usize,
    /// Keys of what is inside.
    pub(super) inside: usize,
    /// Whether it has keys of another branch, and this one, or one inside of it, allows no others: the value is not its.
    pub(super) foreign: bool,
}

/// Keys that a branch has no field for.
#[derive(Debug, Clone, Copy, Default)]
struct Keys {
    /// Another branch speaks of them.
    spoken_of: usize,
    /// No branch does: servers add such.
    strange: usize,
}

impl Keys {
    /// Those that count: strange ones where a branch that can read the value keeps them.
    const fn that_count(self, kept: bool) -> usize {
        self.spoken_of + if kept { self.strange } else { 0 }
    }
}

impl Loss {
    /// What the branch of this index loses, if that is so many parts in all.
    pub(super) fn of(union: &Union, index: usize, value: &Node<'_>, lost: Count) -> Self {
        let mut loss = Self {
            index,
            lost,
            over: Keys::default(),
            held: Keys::default(),
            nulls: 0,
            inside: lost.dropped,
            foreign: false,
        };
        let (Some(branch), Node::Object(members)) = (union.branches.get(index), value) else {
            return loss;
        };
        let outline = &branch.outline;
        loss.nulls = members
            .iter()
            .filter(|(key, value)| *value == Node::Null && outline.drops_null.contains(&&**key))
            .count();
        if outline.keeps_others || (lost.dropped == 0 && !outline.holds_others) {
            return loss;
        }
        let mut keys = Keys::default();
        for (key, member) in members {
            if outline.knows(key) {
                continue;
            }
            let mut others = union.branches.iter();
            if others.any(|other| other.outline.knows(key)) {
                keys.spoken_of += member.parts();
            } else {
                keys.strange += member.parts();
            }
        }
        loss.foreign = keys.spoken_of > 0 && (outline.closed || lost.strangers > 0);
        if outline.closed {
            loss.lost.strangers += keys.strange;
        }
        if outline.holds_others {
            loss.held = keys;
        } else {
            loss.inside = lost.dropped.saturating_sub(keys.spoken_of + keys.strange);
            loss.over = keys;
        }
        loss
    }

    /// How much it counts against the branch, what says most first: signs that the value is another branch's, what gets
    /// lost, and what is kept though the branch has no field for it.
    pub(super) fn weight(&self, kept: bool) -> (usize, usize, usize) {
        let Count {
            nulls,
            unknown,
            strangers,
            ..
        } = self.lost;
        let lost = self.of_others(kept) + self.inside + nulls + unknown + strangers;
        (self.lost.misfits, lost, self.held.that_count(kept))
    }

    /// What it loses and another branch keeps.
    pub(super) const fn of_others(&self, kept: bool) -> usize {
        self.nulls + self.over.that_count(kept)
    }

    /// Whether it loses keys that no branch speaks of.
    pub(super) const fn loses_strange(&self) -> bool {
        self.over.strange > 0
    }
}

impl Union {
    /// Whether this branch changes nothing and has a field for everything.
    pub(super) fn is_whole(&self, index: usize, value: &Node<'_>, changes: &Changes) -> bool {
        let branch = self.branches.get(index);
        changes.count == Count::default()
            && branch.is_some_and(|branch| !branch.outline.holds_others)
            && !self.would_tag(index, value)
    }

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
