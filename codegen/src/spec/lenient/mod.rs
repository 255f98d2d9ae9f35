//! Repairs: a value of the wrong kind is read as what was meant, and said so. What cannot be read costs itself and
//! nothing around it.
//!
//! [`forms`] has what follows from the kind of value that a key holds; the other files have the rows that need to
//! know the object.

mod document;
mod exchange;
mod forms;
mod parameters;
mod schemas;
mod security;
#[cfg(test)]
mod tests;
mod values;

use super::grammar::Kind;
use super::rewrite::Row;

pub(crate) use forms::{kind_of, repair};

/// The repairs of objects of one kind, in the order in which they are made.
pub(crate) fn rows(kind: Kind) -> impl Iterator<Item = &'static Row> {
    tables().filter(move |row| row.kind == Some(kind))
}

/// All repairs.
pub(crate) fn tables() -> impl Iterator<Item = &'static Row> {
    [
        document::ROWS,
        exchange::ROWS,
        parameters::ROWS,
        schemas::ROWS,
        security::ROWS,
    ]
    .into_iter()
    .flatten()
}
