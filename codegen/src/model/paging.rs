//! How an operation gives a list in pages.

use super::{FieldName, Presence, Type};

/// How an operation gives a list in pages: settled by hand, and checked against the document.
#[derive(Debug, Clone, PartialEq)]
pub struct Paging {
    /// How the next page is found.
    pub style: PagingStyle,
    /// Query parameter that says how many items a page may have.
    pub limit: Option<String>,
    /// Where the items are in a page. What stands there is a [`Type::List`].
    pub items: Way,
    /// What the items are.
    pub item: Type,
    /// Where a page says how many items there are in all: a number.
    pub total: Option<Way>,
    /// Two pages may be alike without being the same.
    pub may_repeat: bool,
}

/// How the next page is found. Parameters are query parameters, by their names on the wire.
#[derive(Debug, Clone, PartialEq)]
pub enum PagingStyle {
    /// By the number of items before it.
    Offset {
        /// Its parameter.
        param: String,
    },
    /// By its number.
    Page {
        /// Its parameter.
        param: String,
        /// The number of the first page.
        first: u64,
    },
    /// By a text in the page before.
    Cursor {
        /// Its parameter.
        param: String,
        /// Where that text is.
        next: Way,
    },
    /// By the `Link` header of the page before.
    Link,
}

/// The way from a body to a value in it, through objects.
#[derive(Debug, Clone, PartialEq)]
pub struct Way {
    /// As a JSON pointer.
    pub pointer: String,
    /// Property by property.
    pub steps: Vec<(FieldName, Presence)>,
}
