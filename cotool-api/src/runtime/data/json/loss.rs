//! What reading changed of a value: members that a struct has no field for, and `null` and absence that were taken for each
//! other.
//!
//! Neither is an error: servers add keys, and write `null` for what is not there. But a union must not take a branch
//! that changes what another one keeps.

use std::cell::Cell;
use std::ops::{Add, Sub};

/// How much of a value was changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Count {
    /// Members that were read over.
    pub(crate) dropped: usize,
    /// Members that were `null` and are now absent, or the other way round.
    pub(crate) equated: usize,
}

thread_local! {
    /// Reading never leaves its thread.
    static COUNT: Cell<Count> = const { Cell::new(Count { dropped: 0, equated: 0 }) };
}

pub(super) fn drop_member() {
    COUNT.set(
        COUNT.get()
            + Count {
                dropped: 1,
                equated: 0,
            },
    );
}

pub(in crate::runtime::data) fn equate() {
    COUNT.set(
        COUNT.get()
            + Count {
                dropped: 0,
                equated: 1,
            },
    );
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
            equated: self.equated.wrapping_add(other.equated),
        }
    }
}

impl Sub for Count {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self {
            dropped: self.dropped.wrapping_sub(other.dropped),
            equated: self.equated.wrapping_sub(other.equated),
        }
    }
}
