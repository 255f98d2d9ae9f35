//! Answers that are read piece by piece: bytes, server-sent events, lines of JSON.

mod bytes;
mod download;
mod error;
mod events;
mod frames;
mod lines;

pub use bytes::ByteStream;
pub use error::StreamError;
pub use events::{Event, EventStream};
pub use lines::JsonLines;
