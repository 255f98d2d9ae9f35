//! A file in a form.

use std::borrow::Cow;
use std::error::Error;
use std::fmt;

use bytes::Bytes;
use futures_core::Stream;

use super::Chunk;
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
