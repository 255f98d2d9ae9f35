//! How far a walk over pages has come.

use std::fmt;

use serde::{Deserialize, Serialize};

/// How far a walk over the pages of a list has come: where [`starting_at`](crate::runtime::Call::starting_at) goes on.
///
/// It can be serialised, and means something only to the operation that it comes from, called with the same parameters.
/// Neither `Debug` nor `Display` shows cursors and links: what is in them is the server's business.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Position {
    pub(super) place: Place,
    /// So many items of that page were given already.
    #[serde(default, skip_serializing_if = "is_nought")]
    pub(super) skip: u64,
}

/// Where a page begins.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Place {
    /// Where the list begins.
    Start,
    /// After so many items.
    Offset(u64),
    /// At the page of this number.
    Page(u64),
    /// At this cursor.
    Cursor(String),
    /// At this URL.
    Link(String),
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "the signature is the serializer's"
)]
fn is_nought(number: &u64) -> bool {
    *number == 0
}

impl Position {
    pub(super) const fn of(place: Place) -> Self {
        Self { place, skip: 0 }
    }

    /// So many items further.
    pub(super) fn further(mut self, items: u64) -> Self {
        match &mut self.place {
            Place::Offset(offset) => *offset = offset.saturating_add(items),
            _ => self.skip = self.skip.saturating_add(items),
        }
        self
    }

    /// The offset, where pages are found by one.
    #[must_use]
    pub fn offset(&self) -> Option<u64> {
        match self.place {
            Place::Offset(offset) => Some(offset),
            _ => None,
        }
    }

    /// The page number, where pages are found by one.
    #[must_use]
    pub fn page(&self) -> Option<u64> {
        match self.place {
            Place::Page(page) => Some(page),
            _ => None,
        }
    }

    /// The cursor, where pages are found by one. The beginning of the list has none.
    #[must_use]
    pub fn cursor(&self) -> Option<&str> {
        match &self.place {
            Place::Cursor(cursor) => Some(cursor),
            _ => None,
        }
    }

    /// So many items of the page were given already.
    #[must_use]
    pub fn skipped(&self) -> u64 {
        self.skip
    }
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.place {
            Place::Start => f.write_str("the beginning")?,
            Place::Offset(offset) => write!(f, "offset {offset}")?,
            Place::Page(page) => write!(f, "page number {page}")?,
            Place::Cursor(_) => f.write_str("a cursor")?,
            Place::Link(_) => f.write_str("a link")?,
        }
        match self.skip {
            0 => Ok(()),
            skip => write!(f, ", {skip} items on"),
        }
    }
}

impl fmt::Debug for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Position({self})")
    }
}
