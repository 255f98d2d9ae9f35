//! What servers get wrong about their pages.

use std::fmt;

use super::Position;

/// A server contradicts itself about its pages, or there are more of them than are allowed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PagingError {
    pub(super) fault: PagingFault,
    pub(super) page: u64,
    pub(super) position: Position,
}

/// What is wrong with a page.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum PagingFault {
    /// Its items are those of an earlier page.
    Repeated,
    /// It is empty, and says that there are more items.
    Missing {
        /// How many items there are, as the server says.
        total: u64,
        /// How many there were up to here.
        given: u64,
    },
    /// There were more items than the server says there are.
    Excess {
        /// How many items there are, as the server says.
        total: u64,
        /// How many there were up to here.
        given: u64,
    },
    /// The next page is one that was asked for before: a cursor or a link comes again.
    Circle,
    /// The next page is somewhere else.
    ForeignLink {
        /// Where: scheme, host and port.
        origin: String,
    },
    /// The link to the next page is not a URL.
    InvalidLink,
    /// There is another page, and no more are allowed.
    TooManyPages {
        /// How many are allowed.
        max: u64,
    },
}

impl PagingError {
    /// What is wrong.
    #[must_use]
    pub fn fault(&self) -> &PagingFault {
        &self.fault
    }

    /// The number of the page in this walk, counted from 1.
    #[must_use]
    pub fn page(&self) -> u64 {
        self.page
    }

    /// Where that page begins.
    #[must_use]
    pub fn position(&self) -> &Position {
        &self.position
    }
}

impl fmt::Display for PagingFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Repeated => f.write_str("the server gave the items of an earlier page again"),
            Self::Missing { total, given } => write!(
                f,
                "the page is empty after {given} items, and the server says that there are {total}"
            ),
            Self::Excess { total, given } => write!(
                f,
                "there were {given} items, and the server says that there are only {total}"
            ),
            Self::Circle => {
                f.write_str("the server names a page as the next one that it has named before")
            }
            Self::ForeignLink { origin } => write!(
                f,
                "the link to the next page leads to {origin}, and is not followed"
            ),
            Self::InvalidLink => f.write_str("the link to the next page is not a URL"),
            Self::TooManyPages { max } => {
                write!(
                    f,
                    "there is another page, and no more than {max} are allowed"
                )
            }
        }
    }
}

impl fmt::Display for PagingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            fault,
            page,
            position,
        } = self;
        write!(f, "page {page} ({position}): {fault}")
    }
}

impl std::error::Error for PagingError {}
