//! What reading changed of a value: members that a struct has no field for, and `null` and absence that were taken for each
//! other.
//!
//! None of it is an error: servers add keys, and say nothing or `null` where the document has them say the other. But a
//! union must not take a branch that changes what another one keeps.

use std::cell::Cell;
use std::ops::{Add, Sub};

use super::node::Node;
use super::place::{self, Place, Places};

/// How much of a value was changed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Count {
    /// Values in members that were read over.
    pub(crate) dropped: usize,
    /// Members that were `null` and are now absent.
    pub(crate) nulls: usize,
    /// Values inside that are of no known branch of their union. They are kept.
    pub(crate) unknown: usize,
    /// Values in members that a branch of a union read over though it allows no others.
    pub(crate) strangers: usize,
    /// Signs that the value is of another type: members that were absent and are now `null`, and values of which no branch
    /// of a union can be.
    pub(crate) misfits: usize,
}

/// What was changed of a value, and where.
#[derive(Debug, Clone, Default)]
pub(crate) struct Changes {
    /// How much.
    pub(crate) count: Count,
    /// The values that are gone: those in members that were read over, and each `null` that is absence now.
    pub(crate) gone: Places,
}

/// How much had been changed at some time.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Mark {
    count: Count,
    gone: usize,
}

// Reading never leaves its thread.
thread_local! {
    static COUNT: Cell<Count> = const { Cell::new(Count { dropped: 0, nulls: 0, unknown: 0, strangers: 0, misfits: 0 }) };
    static GONE: Cell<Vec<Place>> = const { Cell::new(Vec::new()) };
}

fn count(change: impl FnOnce(&mut Count)) {
    let mut count = COUNT.get();
    change(&mut count);
    COUNT.set(count);
}

fn gone<T>(change: impl FnOnce(&mut Vec<Place>) -> T) -> T {
    let mut gone = GONE.take();
    let result = change(&mut gone);
    GONE.set(gone);
    result
}

/// A member was read over. Outside of unions nobody asks for its place.
pub(super) fn drop_value(value: &Node<'_>, place: Option<Place>) {
    let parts = value.parts();
    count(|count| count.dropped = count.dropped.wrapping_add(parts));
    if let Some(place) = place {
        gone(|gone| value.places(place, gone));
    }
}

/// A member that is `null` was taken for absent.
pub(super) fn drop_null(place: Option<Place>) {
    count(|count| count.nulls = count.nulls.wrapping_add(1));
    if let Some(place) = place {
        gone(|gone| gone.push(place));
    }
}

/// A union has no known branch for a value.
pub(crate) fn unknown() {
    count(|count| count.unknown = count.unknown.wrapping_add(1));
}

/// A sign that the value is of another type.
pub(in crate::runtime::data) fn misfit() {
    count(|count| count.misfits = count.misfits.wrapping_add(1));
}

/// How much was changed so far on this thread.
pub(crate) fn mark() -> Mark {
    Mark {
        count: COUNT.get(),
        gone: gone(|gone| gone.len()),
    }
}

/// Takes back what was changed since then: what an attempt changed does not count when another one is taken.
pub(crate) fn take(since: Mark) -> Changes {
    Changes {
        count: COUNT.replace(since.count) - since.count,
        gone: Places::new(gone(|gone| gone.split_off(since.gone.min(gone.len())))),
    }
}

/// Counts what was taken back after all.
pub(crate) fn restore(changes: Changes) {
    COUNT.set(COUNT.get() + changes.count);
    gone(|gone| gone.extend(changes.gone));
}

/// Forgets where something is: the outermost union was read.
pub(crate) fn forget() {
    gone(Vec::clear);
    place::stand(None);
}

impl Add for Count {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            dropped: self.dropped.wrapping_add(other.dropped),
            nulls: self.nulls.wrapping_add(other.nulls),
            unknown: self.unknown.wrapping_add(other.unknown),
            strangers: self.strangers.wrapping_add(other.strangers),
            misfits: self.misfits.wrapping_add(other.misfits),
        }
    }
}

impl Sub for Count {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self {
            dropped: self.dropped.wrapping_sub(other.dropped),
            nulls: self.nulls.wrapping_sub(other.nulls),
            unknown: self.unknown.wrapping_sub(other.unknown),
            strangers: self.strangers.wrapping_sub(other.strangers),
            misfits: self.misfits.wrapping_sub(other.misfits),
        }
    }
}
