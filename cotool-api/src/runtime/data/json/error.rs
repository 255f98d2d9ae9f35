//! Why a value is not of a type, and where.

use std::fmt::{self, Display, Write as _};

use serde::de::{Expected, Unexpected};

/// Why a value is not of a type, and where.
#[derive(Debug)]
pub(crate) struct ReadError(Box<Inner>);

#[derive(Debug)]
struct Inner {
    message: String,
    /// The innermost first.
    path: Vec<Step>,
    syntax: Option<serde_json::Error>,
    /// See [`ReadError::is_of_another_type`].
    of_another_type: bool,
}

#[derive(Debug)]
enum Step {
    Key(String),
    Index(usize),
}

impl ReadError {
    /// What is wrong.
    pub(crate) fn message(&self) -> &str {
        &self.0.message
    }

    /// Where: `$.items[3].name`.
    pub(crate) fn path(&self) -> String {
        let mut path = "$".to_owned();
        for step in self.0.path.iter().rev() {
            // Writing to a string does not fail.
            let _ = match step {
                Step::Key(key) if is_plain(key) => write!(path, ".{key}"),
                Step::Key(key) => write!(path, "[{key:?}]"),
                Step::Index(index) => write!(path, "[{index}]"),
            };
        }
        path
    }

    /// What the parser said, if the text is not JSON at all.
    pub(crate) fn syntax(&self) -> Option<&serde_json::Error> {
        self.0.syntax.as_ref()
    }

    /// Whether the value has another JSON type than the one that was read, or lacks a key. Else the document may allow it,
    /// though a Rust type cannot hold it: a large number, or a text in another format.
    pub(crate) fn is_of_another_type(&self) -> bool {
        self.0.of_another_type
    }

    /// No Rust type holds this integer as it is.
    pub(crate) fn too_large(digits: &str) -> Self {
        serde::de::Error::custom(format_args!(
            "the integer {digits} has too many digits to be read without changing it"
        ))
    }

    fn of_another_type(mut self) -> Self {
        self.0.of_another_type = true;
        self
    }

    pub(super) fn in_key(mut self, key: &str) -> Self {
        self.0.path.push(Step::Key(key.to_owned()));
        self
    }

    pub(super) fn in_item(mut self, index: usize) -> Self {
        self.0.path.push(Step::Index(index));
        self
    }
}

impl Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.0.path.is_empty() {
            write!(f, "at `{}`: ", self.path())?;
        }
        f.write_str(&self.0.message)
    }
}

impl std::error::Error for ReadError {}

impl From<serde_json::Error> for ReadError {
    fn from(error: serde_json::Error) -> Self {
        Self(Box::new(Inner {
            message: error.to_string(),
            path: Vec::new(),
            syntax: Some(error),
            of_another_type: false,
        }))
    }
}

fn is_plain(key: &str) -> bool {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '$');
    !key.is_empty() && key.chars().all(plain)
}

impl serde::de::Error for ReadError {
    fn custom<T: Display>(message: T) -> Self {
        Self(Box::new(Inner {
            message: message.to_string(),
            path: Vec::new(),
            syntax: None,
            of_another_type: false,
        }))
    }

    fn invalid_type(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        // What serde calls a unit value, JSON calls null.
        let error = match found {
            Unexpected::Unit => {
                Self::custom(format_args!("invalid type: null, expected {expected}"))
            }
            // Only an integer that is too large is said in this way.
            Unexpected::Bytes(digits) => {
                return Self::too_large(&String::from_utf8_lossy(digits));
            }
            other => Self::custom(format_args!("invalid type: {other}, expected {expected}")),
        };
        error.of_another_type()
    }

    fn missing_field(field: &'static str) -> Self {
        Self::custom(format_args!("missing field `{field}`")).of_another_type()
    }
}
