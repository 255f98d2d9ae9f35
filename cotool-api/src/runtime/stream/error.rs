//! What can go wrong while a stream is read.

use std::error::Error;
use std::fmt;
use std::io;

use crate::runtime::json::ReadError;

/// What went wrong while a stream was read.
///
/// A piece that could not be decoded does not end the stream: the next one can be read. Anything else does.
pub struct StreamError(Box<Inner>);

#[derive(Debug)]
enum Inner {
    Transport(Box<dyn Error + Send + Sync>),
    Write(io::Error),
    TooLarge { what: &'static str, limit: usize },
    Decode { data: String, source: ReadError },
}

impl StreamError {
    /// The connection failed.
    pub fn transport(source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self(Box::new(Inner::Transport(source.into())))
    }

    pub(super) fn write(source: io::Error) -> Self {
        Self(Box::new(Inner::Write(source)))
    }

    pub(super) fn too_large(what: &'static str, limit: usize) -> Self {
        Self(Box::new(Inner::TooLarge { what, limit }))
    }

    pub(super) fn decode(data: String, source: ReadError) -> Self {
        Self(Box::new(Inner::Decode { data, source }))
    }

    /// Whether the connection failed.
    #[must_use]
    pub fn is_transport(&self) -> bool {
        matches!(*self.0, Inner::Transport(_))
    }

    /// Whether what came could not be written to where it was to go.
    #[must_use]
    pub fn is_write(&self) -> bool {
        matches!(*self.0, Inner::Write(_))
    }

    /// Whether more came than is allowed.
    #[must_use]
    pub fn is_too_large(&self) -> bool {
        matches!(*self.0, Inner::TooLarge { .. })
    }

    /// Whether a piece is not what the API's document says.
    #[must_use]
    pub fn is_decode(&self) -> bool {
        matches!(*self.0, Inner::Decode { .. })
    }

    /// The piece that could not be decoded.
    #[must_use]
    pub fn data(&self) -> Option<&str> {
        match &*self.0 {
            Inner::Decode { data, .. } => Some(data),
            Inner::Transport(_) | Inner::Write(_) | Inner::TooLarge { .. } => None,
        }
    }
}

/// Does not show the piece that could not be decoded: [`StreamError::data`] does.
impl fmt::Debug for StreamError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &*self.0 {
            Inner::Decode { source, .. } => f.debug_tuple("Decode").field(source).finish(),
            other => other.fmt(f),
        }
    }
}

impl fmt::Display for StreamError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &*self.0 {
            Inner::Transport(_) => f.write_str("the connection failed while the answer was read"),
            Inner::Write(_) => f.write_str("what came could not be written"),
            Inner::TooLarge { what, limit } => {
                write!(f, "{what} is longer than the limit of {limit} bytes")
            }
            Inner::Decode { source, .. } => {
                write!(f, "a piece of the stream cannot be read: {source}")
            }
        }
    }
}

impl Error for StreamError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match &*self.0 {
            Inner::Transport(source) => Some(&**source),
            Inner::Write(source) => Some(source),
            Inner::TooLarge { .. } => None,
            Inner::Decode { source, .. } => Some(source),
        }
    }
}
