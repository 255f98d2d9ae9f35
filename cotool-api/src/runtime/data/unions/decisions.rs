//! What was decided about the unions inside of a value.
//!
//! Each branch of a union that is tried reads the unions inside of it anew. If these tried all of their branches each time,
//! the work would double with every level of nesting, also for values that are as they should be. So what came of a union
//! whose branches had to be compared is remembered until the outermost one is read.

use std::cell::Cell;
use std::collections::BTreeMap;

use super::decode::Union;
use crate::runtime::data::json::Place;
use crate::runtime::data::json::loss::Changes;

/// What came of a union.
#[derive(Debug, Clone)]
pub(super) enum Decision {
    /// The value is of the branch of this index, which changes so much of it.
    Taken(usize, Changes),
    /// The value is of no known branch.
    Unknown,
    /// No branch can read it, for these reasons.
    Refused(String),
}

/// A union, by its address, and the place of its value.
type Key = (usize, Place);

thread_local! {
    /// Reading never leaves its thread.
    static DECISIONS: Cell<BTreeMap<Key, Decision>> = const { Cell::new(BTreeMap::new()) };
}

fn decisions<T>(ask: impl FnOnce(&mut BTreeMap<Key, Decision>) -> T) -> T {
    let mut decisions = DECISIONS.take();
    let answer = ask(&mut decisions);
    DECISIONS.set(decisions);
    answer
}

fn key(union: &Union, place: Place) -> Key {
    (std::ptr::from_ref(union).addr(), place)
}

/// What came of the union when its value, which is at this place, was read before.
pub(super) fn recall(union: &Union, place: Place) -> Option<Decision> {
    decisions(|decisions| decisions.get(&key(union, place)).cloned())
}

/// Remembers what came of the union.
pub(super) fn remember(union: &Union, place: Place, decision: &Decision) {
    decisions(|decisions| decisions.insert(key(union, place), decision.clone()));
}

/// Forgets everything: the outermost union was read.
pub(super) fn forget() {
    DECISIONS.set(BTreeMap::new());
}
