//! Which of the branches that can read a value is taken.

use super::decisions::Decision;
use super::decode::Union;
use super::loss::Loss;
use super::rank::Ranking;
use super::report::report;
use crate::runtime::data::json::loss::Changes;
use crate::runtime::data::json::{Node, ReadError};

/// The branches that were tried.
pub(super) struct Choice<'u, 'v, 'de> {
    union: &'u Union,
    value: &'v Node<'de>,
    readings: Vec<Reading>,
    failures: Vec<(usize, ReadError)>,
    /// Whether one of those that could read it keeps every key.
    kept: bool,
    /// Whether others were not tried, because there was not the time.
    stopped: bool,
}

/// What came of a branch that can read the value.
pub(super) struct Reading {
    loss: Loss,
    changes: Changes,
}

impl Reading {
    /// Signs that the value is of another branch.
    const fn misfits(&self) -> usize {
        self.loss.lost.misfits
    }
}

impl<'u, 'v, 'de> Choice<'u, 'v, 'de> {
    /// A choice among no branches yet.
    pub(super) const fn new(union: &'u Union, value: &'v Node<'de>) -> Self {
        Self {
            union,
            value,
            readings: Vec::new(),
            failures: Vec::new(),
            kept: false,
            stopped: false,
        }
    }

    /// Whether there is a branch that can read it.
    pub(super) const fn is_some(&self) -> bool {
        !self.readings.is_empty()
    }

    /// A branch can read it, and changes so much. True if no other one was better so far.
    pub(super) fn add(&mut self, index: usize, changes: Changes) -> bool {
        self.kept |= self.keeps(index);
        let loss = Loss::of(self.union, index, self.value, changes.count);
        let weight = loss.weight(self.kept);
        let mut others = self.readings.iter();
        let is_best = others.all(|other| weight < other.loss.weight(self.kept));
        self.readings.push(Reading { loss, changes });
        is_best
    }

    /// A branch cannot read it.
    pub(super) fn fail(&mut self, index: usize, failure: ReadError) {
        self.failures.push((index, failure));
    }

    /// No more branches are tried, though there are some.
    pub(super) fn stop(&mut self) {
        self.stopped = true;
    }

    /// How many branches were tried.
    pub(super) fn tried(&self) -> usize {
        self.readings.len() + self.failures.len()
    }

    /// Whether no other branch can be better than the latest one.
    pub(super) fn is_made(&self) -> bool {
        let latest = self.readings.last();
        latest.is_some_and(|latest| latest.loss.weight(self.kept) == (0, 0, 0))
    }

    fn keeps(&self, index: usize) -> bool {
        let branch = self.union.branches.get(index);
        branch.is_some_and(|branch| branch.outline.keeps_others)
    }

    /// The best branch, unless the value is of none of them as far as can be told.
    pub(super) fn end(mut self, ranking: &Ranking) -> Decision {
        match self.best() {
            Some(best) if self.would_change(&best, ranking) => Decision::Unknown,
            Some(Reading { loss, mut changes }) => {
                changes.count = loss.lost;
                Decision::Taken(loss.index, changes)
            }
            None if !self.readings.is_empty() => Decision::Unknown,
            // Without its discriminator a value is of none of the branches.
            None if self.failures.is_empty() || self.union.lacks_tag(self.value) => {
                Decision::Unknown
            }
            None => Decision::Refused(report(self.union, &self.failures, ranking)),
        }
    }

    /// Of those that lose nothing which another one keeps, the one of which the least speaks against. Who has more signs
    /// against it than another one is not asked.
    fn best(&mut self) -> Option<Reading> {
        let misfits = self.readings.iter().map(Reading::misfits).min()?;
        let among = |reading: &&Reading| reading.misfits() == misfits;
        let mut all = self.readings.iter().filter(among);
        let mut shared = all.next()?.changes.gone.clone();
        for reading in all {
            shared.keep_shared(&reading.changes.gone);
        }
        let whole = self
            .readings
            .iter()
            .enumerate()
            .filter(|(_, reading)| among(reading) && reading.changes.gone.are_among(&shared));
        let (best, _) = whole.min_by_key(|(_, reading)| reading.loss.weight(self.kept))?;
        Some(self.readings.swap_remove(best))
    }

    /// Whether taking this branch could change the value, for all that can be told.
    fn would_change(&self, best: &Reading, ranking: &Ranking) -> bool {
        let loss = &best.loss;
        let alone = ranking.candidates.len() == 1;
        let mut failures = self.failures.iter();
        (!alone && loss.of_others(self.kept) > 0)
            || (loss.foreign && !ranking.is_told())
            || (loss.inside > 0 && !self.failures.is_empty())
            || (loss.lost.nulls > 0 && failures.any(|(_, failure)| !failure.is_of_another_type()))
            || (loss.loses_strange() && self.failures.iter().any(|(index, _)| self.keeps(*index)))
            || (self.stopped && !best.changes.gone.is_empty())
            || self.union.would_tag(loss.index, self.value)
    }
}
