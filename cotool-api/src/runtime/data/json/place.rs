//! Where in a value something is.

use std::cell::Cell;
use std::vec;

thread_local! {
    /// Reading never leaves its thread.
    static HERE: Cell<Option<Place>> = const { Cell::new(None) };
}

/// Where in a value a part of it is: a print of the way to it. Two parts have the same one by a chance of 1 in 2^64, or so.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Place(u64);

impl Place {
    /// The place of an item of the array that is here.
    pub(super) const fn item(self, index: usize) -> Self {
        self.step(index as u64)
    }

    /// The place of a member of the object that is here.
    pub(super) fn member(self, key: &str) -> Self {
        let bytes = key.bytes().map(u64::from);
        // An object is no array, so a key may be taken for an index.
        bytes.fold(self.step(u64::MAX), Self::step)
    }

    const fn step(self, step: u64) -> Self {
        // Multiplication carries each bit to those above it, and the turn brings those back down.
        let step = step.wrapping_add(0x9e37_79b9_7f4a_7c15);
        Self((self.0.rotate_left(25) ^ step).wrapping_mul(0xd6e8_feb8_6659_fd93))
    }
}

/// The place of the value that is about to be read as a whole, or of the object whose last member was just read, if that
/// is in a union.
///
/// It is told this way, because types are read by other deserializers as well, which know nothing of places.
pub(crate) fn here() -> Option<Place> {
    HERE.take()
}

pub(super) fn stand(place: Option<Place>) {
    HERE.set(place);
}

/// A set of places.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Places(Vec<Place>);

impl Places {
    pub(super) fn new(mut places: Vec<Place>) -> Self {
        places.sort_unstable();
        places.dedup();
        Self(places)
    }

    /// Whether there are none.
    pub(crate) const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether all of these are also among the others.
    pub(crate) fn are_among(&self, others: &Self) -> bool {
        let mut others = others.0.iter();
        self.0
            .iter()
            .all(|place| others.any(|other| other == place))
    }

    /// Leaves those that are also among the others.
    pub(crate) fn keep_shared(&mut self, others: &Self) {
        self.0.retain(|place| others.0.binary_search(place).is_ok());
    }
}

impl IntoIterator for Places {
    type Item = Place;
    type IntoIter = vec::IntoIter<Place>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{Place, Places};

    #[test]
    fn parts_have_places_of_their_own() {
        let mut seen = BTreeSet::new();
        let mut level = vec![Place::default()];
        for _ in 0..4 {
            seen.extend(level.iter().copied());
            let inside = |place: &Place| {
                let items = (0..16).map(|index| place.item(index));
                let keys = ["", "a", "b", "ab", "ba", "aa", "id", "di"];
                items
                    .chain(keys.map(|key| place.member(key)))
                    .collect::<Vec<_>>()
            };
            level = level.iter().flat_map(inside).collect();
        }
        assert_eq!(seen.len(), 1 + 24 + 24 * 24 + 24 * 24 * 24);
    }

    #[test]
    fn sets_are_compared() {
        let places = |indexes: &[usize]| {
            Places::new(
                indexes
                    .iter()
                    .map(|index| Place::default().item(*index))
                    .collect(),
            )
        };
        assert!(places(&[]).are_among(&places(&[1])));
        assert!(places(&[3, 1, 3]).are_among(&places(&[1, 2, 3])));
        assert!(!places(&[1, 4]).are_among(&places(&[1, 2, 3])));
        let mut shared = places(&[1, 2, 3]);
        shared.keep_shared(&places(&[3, 4, 1]));
        assert_eq!(shared, places(&[1, 3]));
    }
}
