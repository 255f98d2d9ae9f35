//! Bodies of several parts (`multipart/form-data`, RFC 7578).

mod file;
mod header;

use std::fmt;

use bytes::{Bytes, BytesMut};
use serde::Serialize;

pub use self::file::FilePart;
pub use self::header::InvalidForm;
use self::header::{check_boundary, check_content_type, part_header, random_boundary};
use crate::runtime::Style;
use crate::runtime::file_source::FileSource;
use crate::runtime::param::{self, Escape};
use crate::runtime::stream::ByteStream;

/// A body of several parts: texts, JSON values, files.
///
/// What cannot be written (a value that is no JSON, a content type with a line break) is kept, and comes out of the
/// call as an error before anything is sent.
pub struct Form {
    parts: Vec<Part>,
    boundary: Option<String>,
    error: Option<InvalidForm>,
}

struct Part {
    header: String,
    content: Chunk,
}

/// A piece of an encoded form.
pub enum Chunk {
    /// Bytes that are there.
    Bytes(Bytes),
    /// A file that is read when it is sent.
    File(FileSource),
    /// Bytes that are still to come.
    Stream {
        /// Where they come from.
        stream: ByteStream,
        /// How many there will be, if that is known.
        length: Option<u64>,
    },
}

/// A form as it goes over the wire.
#[derive(Debug)]
pub struct EncodedForm {
    /// What separates the parts: belongs into the `Content-Type` header.
    pub boundary: String,
    /// Length of the body, if it is known.
    pub length: Option<u64>,
    /// The body, in order. It can be sent again if no chunk is a [`Chunk::Stream`].
    pub chunks: Vec<Chunk>,
}

impl Form {
    /// A form without parts.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            parts: Vec::new(),
            boundary: None,
            error: None,
        }
    }

    /// Adds a value as text: a string as it is, a number or boolean as JSON writes it. Anything else becomes JSON text.
    #[must_use]
    pub fn text(self, name: &str, value: &impl Serialize) -> Self {
        self.add_text(name, None, serde_json::to_value(value))
    }

    /// Adds a value as text of this content type.
    #[must_use]
    pub fn text_as(self, name: &str, content_type: &str, value: &impl Serialize) -> Self {
        self.add_text(name, Some(content_type), serde_json::to_value(value))
    }

    /// Adds a value as JSON.
    #[must_use]
    pub fn json(self, name: &str, value: &impl Serialize) -> Self {
        self.add_json(name, "application/json", serde_json::to_vec(value))
    }

    /// Adds a value as JSON, under this content type.
    #[must_use]
    pub fn json_as(self, name: &str, content_type: &str, value: &impl Serialize) -> Self {
        self.add_json(name, content_type, serde_json::to_vec(value))
    }

    /// Adds a value in a style, as in a query but without escapes, which a part has no need of: a part of text for each pair.
    #[must_use]
    pub fn styled(self, name: &str, value: &impl Serialize, style: Style, explode: bool) -> Self {
        let pairs = param::to_value(value)
            .and_then(|value| param::pairs(name, &value, style, explode, Escape::Nothing));
        match pairs {
            Ok(pairs) => pairs.into_iter().fold(self, |form, (name, text)| {
                form.add(&name, None, None, Chunk::Bytes(text.into()))
            }),
            Err(error) => self.fail(InvalidForm::unwritable(name, &error)),
        }
    }

    /// Adds a file.
    #[must_use]
    pub fn file(self, name: &str, file: FilePart) -> Self {
        let (file_name, content_type, content) = file.into_parts();
        self.add(name, Some(&file_name), Some(&content_type), content)
    }

    /// Adds what `add` adds, if there is a value.
    #[must_use]
    pub fn optional<T>(self, value: Option<T>, add: impl FnOnce(Self, T) -> Self) -> Self {
        match value {
            Some(value) => add(self, value),
            None => self,
        }
    }

    /// Adds what `add` adds for each value: several parts may have one name.
    #[must_use]
    pub fn each<T>(
        self,
        values: impl IntoIterator<Item = T>,
        add: impl FnMut(Self, T) -> Self,
    ) -> Self {
        values.into_iter().fold(self, add)
    }

    /// Sets what separates the parts, for tests that compare bytes. Otherwise it is random.
    #[must_use]
    pub fn boundary(mut self, boundary: impl Into<String>) -> Self {
        let boundary = boundary.into();
        if let Err(error) = check_boundary(&boundary) {
            self.error.get_or_insert(error);
        }
        self.boundary = Some(boundary);
        self
    }

    /// The form as it goes over the wire.
    ///
    /// # Errors
    ///
    /// If a part could not be written when it was added.
    pub fn encode(self) -> Result<EncodedForm, InvalidForm> {
        if let Some(error) = self.error {
            return Err(error);
        }
        let boundary = self.boundary.unwrap_or_else(random_boundary);
        let mut chunks = Vec::with_capacity(self.parts.len() * 2 + 1);
        let mut between = BytesMut::new();
        for Part { header, content } in self.parts {
            for piece in ["--", &boundary, "\r\n", &header, "\r\n"] {
                between.extend_from_slice(piece.as_bytes());
            }
            chunks.push(Chunk::Bytes(between.split().freeze()));
            chunks.push(content);
            between.extend_from_slice(b"\r\n");
        }
        for piece in ["--", &boundary, "--\r\n"] {
            between.extend_from_slice(piece.as_bytes());
        }
        chunks.push(Chunk::Bytes(between.freeze()));
        Ok(EncodedForm {
            boundary,
            length: chunks
                .iter()
                .try_fold(0_u64, |sum, chunk| sum.checked_add(chunk.length()?)),
            chunks,
        })
    }

    fn add_text(
        self,
        name: &str,
        content_type: Option<&str>,
        value: serde_json::Result<serde_json::Value>,
    ) -> Self {
        match value {
            Ok(serde_json::Value::String(text)) => {
                self.add(name, None, content_type, Chunk::Bytes(text.into()))
            }
            Ok(other) => {
                let text = other.to_string();
                self.add(name, None, content_type, Chunk::Bytes(text.into()))
            }
            Err(error) => self.fail(InvalidForm::value(name, error)),
        }
    }

    fn add_json(self, name: &str, content_type: &str, json: serde_json::Result<Vec<u8>>) -> Self {
        match json {
            Ok(json) => self.add(name, None, Some(content_type), Chunk::Bytes(json.into())),
            Err(error) => self.fail(InvalidForm::value(name, error)),
        }
    }

    fn add(
        mut self,
        name: &str,
        file_name: Option<&str>,
        content_type: Option<&str>,
        content: Chunk,
    ) -> Self {
        if let Some(Err(error)) = content_type.map(|text| check_content_type(name, text)) {
            return self.fail(error);
        }
        self.parts.push(Part {
            header: part_header(name, file_name, content_type),
            content,
        });
        self
    }

    fn fail(mut self, error: InvalidForm) -> Self {
        self.error.get_or_insert(error);
        self
    }
}

impl Default for Form {
    fn default() -> Self {
        Self::new()
    }
}

/// Shows the parts' headers, and nothing of what they hold.
impl fmt::Debug for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let headers = self.parts.iter().map(|part| &part.header);
        f.debug_list().entries(headers).finish()
    }
}

impl Chunk {
    /// How long it is, if that is known.
    #[must_use]
    pub fn length(&self) -> Option<u64> {
        match self {
            Self::Bytes(bytes) => u64::try_from(bytes.len()).ok(),
            Self::File(file) => Some(file.length()),
            Self::Stream { length, .. } => *length,
        }
    }
}

impl fmt::Debug for Chunk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bytes(bytes) => write!(f, "Bytes({} bytes)", bytes.len()),
            Self::File(file) => write!(f, "File({} bytes)", file.length()),
            Self::Stream { length, .. } => {
                f.debug_struct("Stream").field("length", length).finish()
            }
        }
    }
}

#[cfg(test)]
mod tests;
