//! What reading changed of a value: members that a struct has no field for, and `null` and absence that were taken for each
//! other.
//!
//! None of it is an error: servers add keys, and say nothing or `null` where the document has them say the other. But a
//! union must not take a branch that changes what another one keeps.

use std::cell::Cell;
use std::ops::{Add, Sub};

use super::Node;

/// How much of a value was changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Count {
    /// Values in members that were read over.
    pub(crate) dropped: usize,
    /// Members that were `null` and are now absent, and values of no known branch.
    pub(crate) strains: usize,
    /// Values in members that a branch of a union read over though it allows no others.
    pub(crate) strangers: usize,
    /// Signs that the value is of another type: members that were absent and are now `null`, and values of which no branch
    /// of a union can be.
    pub(crate) misfits: usize,
}

thread_local! {
    /// Reading never leaves its thread.
    static COUNT: Cell<Count> = const { Cell::new(Count { dropped: 0, strains: 0, strangers: 0, misfits: 0 }) };
}

pub(super) fn drop_value(value: &Node<'_>) {
    let mut count = COUNT.get();
    count.dropped = count.dropped.wrapping_add(value.parts());
    COUNT.set(count);
}

pub(in crate::runtime::data) fn strain() {
    let mut count = COUNT.get();
    count.strains = count.strains.wrapping_add(1);
    COUNT.set(count);
}

pub(in crate::runtime::data) fn misfit() {
    let mut count = COUNT.get();
    count.misfits = count.misfits.wrapping_add(1);
    COUNT.set(count);
}

/// How much there was so far on this thread.
pub(crate) fn count() -> Count {
    COUNT.get()
}

/// Forgets all but so much: what an attempt changed does not count when another one is taken.
pub(crate) fn reset(count: Count) {
    COUNT.set(count);
}

impl Add for Count {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            dropped: self.dropped.wrapping_add(other.dropped),
            strains: self.strains.wrapping_add(other.strains),
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
            strains: self.strains.wrapping_sub(other.strains),
            strangers: self.strangers.wrapping_sub(other.strangers),
            misfits: self.misfits.wrapping_sub(other.misfits),
        }
    }
}
