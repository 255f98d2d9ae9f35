//! Answers that are not what was expected.

use std::fmt;

use super::json_path;
use super::redact::Secrets;

/// A body that could not be decoded: what was wrong, and where.
#[derive(Clone, PartialEq, Eq)]
pub struct DecodeError(Box<Parts>);

#[derive(Clone, PartialEq, Eq)]
struct Parts {
    message: String,
    path: Option<String>,
    position: Option<(usize, usize)>,
}

impl DecodeError {
    /// A body that could not be decoded for this reason.
    #[must_use]
    pub fn new(message: impl Into<String>) -> Self {
        Self(Box::new(Parts {
            message: message.into(),
            path: None,
            position: None,
        }))
    }

    /// JSON of another shape: what is wrong at this path.
    pub(crate) fn at(path: String, message: &str) -> Self {
        Self(Box::new(Parts {
            message: message.to_owned(),
            path: Some(path),
            position: None,
        }))
    }

    /// What `serde_json` said of this text.
    #[must_use]
    pub fn json(error: &serde_json::Error, text: &[u8]) -> Self {
        let mut message = error.to_string();
        let (line, column) = (error.line(), error.column());
        // The position is told by itself.
        let position = format!(" at line {line} column {column}");
        if message.ends_with(&position) {
            message.truncate(message.len() - position.len());
        }
        let position = (line > 0).then_some((line, column));
        let path = position.map(|(line, column)| json_path::at(text, line, column));
        Self(Box::new(Parts {
            message,
            path,
            position,
        }))
    }

    /// The same without the secrets that the answer may quote.
    pub(crate) fn blotted(mut self, secrets: &Secrets) -> Self {
        self.0.message = secrets.blot(std::mem::take(&mut self.0.message));
        self.0.path = self.0.path.take().map(|path| secrets.blot(path));
        self
    }

    /// What was wrong.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// Where in the JSON it was: `$.items[3].name`.
    #[must_use]
    pub fn path(&self) -> Option<&str> {
        self.0.path.as_deref()
    }

    /// Line and column in the body, both counted from 1, the column in bytes.
    #[must_use]
    pub fn position(&self) -> Option<(usize, usize)> {
        self.0.position
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(path) = self.path() {
            write!(f, "{path}: ")?;
        }
        f.write_str(self.message())?;
        match self.position() {
            Some((line, column)) => write!(f, " (line {line}, column {column})"),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DecodeError")
            .field("message", &self.message())
            .field("path", &self.path())
            .field("position", &self.position())
            .finish()
    }
}

impl std::error::Error for DecodeError {}
