//! A file in a form.

use std::borrow::Cow;
use std::error::Error;
use std::fmt;
use std::io;
use std::path::PathBuf;

use bytes::Bytes;
use futures_core::Stream;

use super::Chunk;
use crate::runtime::file_source::FileSource;
use crate::runtime::stream::ByteStream;

/// A file in a form: its name, what it is, and what it holds.
///
/// The name is `file` unless set: servers take a part without a file name for text.
pub struct FilePart {
    name: Cow<'static, str>,
    content_type: Cow<'static, str>,
    content: Chunk,
}

impl FilePart {
    /// A file that is in memory. A call that sends only such files can be repeated.
    #[must_use]
    pub fn bytes(content: impl Into<Bytes>) -> Self {
        Self::new(Chunk::Bytes(content.into()))
    }

    /// A file that is read while it is sent. With a length, it must be exactly so many bytes.
    #[must_use]
    pub fn stream<S, E>(stream: S, length: Option<u64>) -> Self
    where
        S: Stream<Item = Result<Bytes, E>> + Send + 'static,
        E: Into<Box<dyn Error + Send + Sync>> + 'static,
    {
        let stream = ByteStream::new(stream);
        Self::new(Chunk::Stream { stream, length })
    }

    /// A file of the disk that is read while it is sent, with its name and length, and with the content type that its name
    /// tells, for the usual ones. A call that sends it can be repeated.
    ///
    /// # Errors
    ///
    /// The file cannot be read now. When that happens later, the call fails with
    /// [`TransportErrorKind::RequestBody`](crate::runtime::TransportErrorKind::RequestBody).
    pub fn path(path: impl Into<PathBuf>) -> io::Result<Self> {
        let file = FileSource::open(path)?;
        let (name, content_type) = (file.name(), file.content_type());
        let mut part = Self::new(Chunk::File(file));
        if let Some(name) = name {
            part = part.file_name(name);
        }
        Ok(match content_type {
            Some(content_type) => part.content_type(content_type),
            None => part,
        })
    }

    const fn new(content: Chunk) -> Self {
        Self {
            name: Cow::Borrowed("file"),
            content_type: Cow::Borrowed("application/octet-stream"),
            content,
        }
    }

    /// Sets the file's name.
    #[must_use]
    pub fn file_name(mut self, name: impl Into<Cow<'static, str>>) -> Self {
        self.name = name.into();
        self
    }

    /// Sets what the file is: `application/octet-stream` unless set.
    #[must_use]
    pub fn content_type(mut self, content_type: impl Into<Cow<'static, str>>) -> Self {
        self.content_type = content_type.into();
        self
    }

    pub(super) fn into_parts(self) -> (Cow<'static, str>, Cow<'static, str>, Chunk) {
        (self.name, self.content_type, self.content)
    }
}

impl From<Vec<u8>> for FilePart {
    fn from(content: Vec<u8>) -> Self {
        Self::bytes(content)
    }
}

impl From<Bytes> for FilePart {
    fn from(content: Bytes) -> Self {
        Self::bytes(content)
    }
}

impl fmt::Debug for FilePart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FilePart")
            .field("name", &self.name)
            .field("content_type", &self.content_type)
            .field("content", &self.content)
            .finish()
    }
}
