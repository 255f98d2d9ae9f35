//! What a request carries.

use std::error::Error as StdError;
use std::fmt;
use std::io;
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use futures_util::StreamExt as _;

use super::{ByteStream, Chunk, EncodedForm, FileSource, TransportError, TransportErrorKind};

/// The body of a request: nothing, bytes, a file, or a stream of bytes.
///
/// Bytes and files can be sent again, so a failed call that carries them can be repeated; a stream cannot.
pub struct Body(Kind);

enum Kind {
    Empty,
    Bytes(Bytes),
    Stream {
        stream: RequestStream,
        length: Option<u64>,
    },
    /// Can be produced again: files, and forms with files in them.
    Again {
        make: Arc<dyn Fn() -> RequestStream + Send + Sync>,
        length: u64,
    },
}

type RequestStream = Pin<Box<dyn Stream<Item = Result<Bytes, TransportError>> + Send + 'static>>;

impl Body {
    /// No body.
    #[must_use]
    pub fn empty() -> Self {
        Self(Kind::Empty)
    }

    /// A body that is produced while it is sent. `length` is its size in bytes, if that is known: it is then sent as
    /// `content-length`, and the stream must keep to it. A call with such a body is never repeated.
    pub fn stream<S, E>(stream: S, length: Option<u64>) -> Self
    where
        S: Stream<Item = Result<Bytes, E>> + Send + 'static,
        E: Into<Box<dyn StdError + Send + Sync>>,
    {
        Self(Kind::Stream {
            stream: Box::pin(Mapped(Box::pin(stream))),
            length,
        })
    }

    /// A file that is read while it is sent, with its length. It is read again when the call is repeated; what is appended
    /// to it meanwhile is not sent.
    ///
    /// # Errors
    ///
    /// The file cannot be read now. When that happens later, the call fails with
    /// [`TransportErrorKind::RequestBody`].
    pub fn file(path: impl Into<PathBuf>) -> io::Result<Self> {
        FileSource::open(path).map(Self::from)
    }

    /// The bytes, unless the body is a stream or a file.
    #[must_use]
    pub fn as_bytes(&self) -> Option<&[u8]> {
        match &self.0 {
            Kind::Empty => Some(&[]),
            Kind::Bytes(bytes) => Some(bytes),
            Kind::Stream { .. } | Kind::Again { .. } => None,
        }
    }

    /// Whether nothing is sent. A stream counts as something.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.as_bytes().is_some_and(<[u8]>::is_empty)
    }

    /// Size in bytes, if known.
    #[must_use]
    pub fn len(&self) -> Option<u64> {
        match &self.0 {
            Kind::Stream { length, .. } => *length,
            Kind::Again { length, .. } => Some(*length),
            Kind::Empty => Some(0),
            Kind::Bytes(bytes) => u64::try_from(bytes.len()).ok(),
        }
    }

    /// The same body once more; `None` for a stream.
    #[must_use]
    pub fn try_clone(&self) -> Option<Self> {
        match &self.0 {
            Kind::Empty => Some(Self(Kind::Empty)),
            Kind::Bytes(bytes) => Some(Self(Kind::Bytes(bytes.clone()))),
            Kind::Again { make, length } => Some(Self(Kind::Again {
                make: Arc::clone(make),
                length: *length,
            })),
            Kind::Stream { .. } => None,
        }
    }

    /// The bytes at once, or the stream: for those who write a transport.
    ///
    /// # Errors
    ///
    /// The stream, when the body is one.
    pub fn into_bytes(self) -> Result<Bytes, super::BodyStream> {
        match self.0 {
            Kind::Empty => Ok(Bytes::new()),
            Kind::Bytes(bytes) => Ok(bytes),
            Kind::Stream { stream, .. } => Err(stream),
            Kind::Again { make, .. } => Err(make()),
        }
    }
}

impl Default for Body {
    fn default() -> Self {
        Self::empty()
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Kind::Empty => f.write_str("Body(empty)"),
            Kind::Bytes(bytes) => write!(f, "Body({} bytes)", bytes.len()),
            Kind::Stream {
                length: Some(length),
                ..
            } => {
                write!(f, "Body(stream of {length} bytes)")
            }
            Kind::Stream { length: None, .. } => f.write_str("Body(stream)"),
            Kind::Again { length, .. } => write!(f, "Body({length} bytes, some in files)"),
        }
    }
}

impl From<Bytes> for Body {
    fn from(bytes: Bytes) -> Self {
        Self(Kind::Bytes(bytes))
    }
}

impl From<Vec<u8>> for Body {
    fn from(bytes: Vec<u8>) -> Self {
        Bytes::from(bytes).into()
    }
}

impl From<String> for Body {
    fn from(text: String) -> Self {
        Bytes::from(text).into()
    }
}

impl From<&'static [u8]> for Body {
    fn from(bytes: &'static [u8]) -> Self {
        Bytes::from_static(bytes).into()
    }
}

impl From<&'static str> for Body {
    fn from(text: &'static str) -> Self {
        text.as_bytes().into()
    }
}

impl From<ByteStream> for Body {
    fn from(stream: ByteStream) -> Self {
        Self::stream(stream, None)
    }
}

impl From<FileSource> for Body {
    fn from(file: FileSource) -> Self {
        Self(Kind::Again {
            length: file.length(),
            make: Arc::new(move || Box::pin(Mapped(Box::pin(file.stream())))),
        })
    }
}

/// What is in memory or in files can be sent again; one part that is a stream makes the whole body one.
impl From<EncodedForm> for Body {
    fn from(form: EncodedForm) -> Self {
        let in_memory = |chunk: &Chunk| matches!(chunk, Chunk::Bytes(_));
        if form.chunks.iter().all(in_memory) {
            let length = form.length.and_then(|length| usize::try_from(length).ok());
            let mut all = BytesMut::with_capacity(length.unwrap_or_default());
            for chunk in form.chunks {
                if let Chunk::Bytes(bytes) = chunk {
                    all.extend_from_slice(&bytes);
                }
            }
            return all.freeze().into();
        }
        let again = |chunk: &Chunk| match chunk {
            Chunk::Bytes(bytes) => Some(Piece::Bytes(bytes.clone())),
            Chunk::File(file) => Some(Piece::File(file.clone())),
            Chunk::Stream { .. } => None,
        };
        let pieces: Option<Vec<Piece>> = form.chunks.iter().map(again).collect();
        if let (Some(pieces), Some(length)) = (pieces, form.length) {
            let make = move || -> RequestStream {
                let streams: Vec<ByteStream> = pieces.iter().map(Piece::stream).collect();
                let whole = futures_util::stream::iter(streams).flatten();
                Box::pin(Mapped(Box::pin(whole)))
            };
            return Self(Kind::Again {
                make: Arc::new(make),
                length,
            });
        }
        let streams = form.chunks.into_iter().map(|chunk| match chunk {
            Chunk::Bytes(bytes) => ByteStream::from(bytes),
            Chunk::File(file) => ByteStream::new(file.stream()),
            Chunk::Stream { stream, .. } => stream,
        });
        Self::stream(futures_util::stream::iter(streams).flatten(), form.length)
    }
}

/// A part of a body that can be sent again.
enum Piece {
    Bytes(Bytes),
    File(FileSource),
}

impl Piece {
    fn stream(&self) -> ByteStream {
        match self {
            Self::Bytes(bytes) => bytes.clone().into(),
            Self::File(file) => ByteStream::new(file.stream()),
        }
    }
}

/// A stream whose errors become those of the transport.
struct Mapped<S>(Pin<Box<S>>);

impl<S, E> Stream for Mapped<S>
where
    S: Stream<Item = Result<Bytes, E>>,
    E: Into<Box<dyn StdError + Send + Sync>>,
{
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.as_mut().poll_next(context).map(|item| {
            item.map(|result| {
                result.map_err(|error| {
                    TransportError::new(TransportErrorKind::RequestBody, true).with_source(error)
                })
            })
        })
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}
