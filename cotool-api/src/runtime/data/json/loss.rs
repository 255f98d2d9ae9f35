//! How many values were read over, because a struct has no field for their key.
//!
//! That is no error: servers add keys. But a union must not take a branch that loses what another one keeps.

use std::cell::Cell;

thread_local! {
    /// Reading never leaves its thread.
    static LOST: Cell<usize> = const { Cell::new(0) };
}

pub(super) fn add() {
    LOST.set(LOST.get().wrapping_add(1));
}

/// How many there were so far on this thread.
pub(crate) fn count() -> usize {
    LOST.get()
}

/// Forgets all but so many: what an attempt lost does not count when another one is taken.
pub(crate) fn reset(count: usize) {
    LOST.set(count);
}
