//! Reading JSON into Rust types.
//!
//! A text is parsed into a tree first, the [`Node`], and types are read from the tree. So every `Deserialize` impl is
//! compiled for one deserializer only, whether its type comes from an answer, an event, or the branch of a union. That
//! deserializer knows where it is when something is wrong, and takes `3.0` for the integer that it is.

mod access;
mod error;
mod large;
pub(crate) mod loss;
mod node;
mod place;
mod reader;
mod remaining;

use serde::de::DeserializeOwned;

pub(crate) use error::ReadError;
pub(crate) use node::Node;
pub(crate) use place::{Place, here};
use reader::Reader;
pub use remaining::remaining;

/// Reads a type from a tree, which is at this place of a union's value.
pub(crate) fn from_node<T: DeserializeOwned>(
    node: &Node<'_>,
    place: Option<Place>,
) -> Result<T, ReadError> {
    T::deserialize(Reader::new(node, place))
}

/// Reads a type from JSON text.
pub(crate) fn from_slice<T: DeserializeOwned>(text: &[u8]) -> Result<T, ReadError> {
    from_node(&parse(text)?, None)
}

/// The part of [`from_slice`] that is compiled once.
fn parse(text: &[u8]) -> Result<Node<'_>, ReadError> {
    let parsed = match large::may_be_in(text) {
        true => large::parse(text),
        false => serde_json::from_slice(text),
    };
    parsed.map_err(ReadError::from)
}

#[cfg(test)]
mod tests;
