//! What a parameter can be.

use std::fmt;

/// The value of a parameter, before it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Value {
    /// Nothing: the parameter is left out.
    Null,
    /// Text.
    Scalar(String),
    /// Several values.
    List(Vec<Self>),
    /// Named values, in the order in which they were written.
    Object(Vec<(String, Self)>),
}

/// Why a value cannot be written as a parameter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ParamError(String);

impl ParamError {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self(message.into())
    }

    pub(crate) fn nested() -> Self {
        Self::new(
            "a list or an object inside a list or an object has no form in this style; \
             write it to text first, or pass it with `Call::query_pair`",
        )
    }
}

impl fmt::Display for ParamError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for ParamError {}

impl serde::ser::Error for ParamError {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self(message.to_string())
    }
}

impl Value {
    /// What is left of a list or an object once its nothings are dropped; text alone for a scalar.
    pub(crate) fn parts(&self) -> Result<Parts<'_>, ParamError> {
        Ok(match self {
            Self::Null => Parts::Nothing,
            Self::Scalar(text) => Parts::One(text),
            Self::List(items) => {
                let mut texts = Vec::with_capacity(items.len());
                for item in items {
                    texts.extend(item.text()?);
                }
                if texts.is_empty() {
                    Parts::Nothing
                } else {
                    Parts::Many(texts)
                }
            }
            Self::Object(members) => {
                let mut pairs = Vec::with_capacity(members.len());
                for (name, value) in members {
                    pairs.extend(value.text()?.map(|text| (name.as_str(), text)));
                }
                if pairs.is_empty() {
                    Parts::Nothing
                } else {
                    Parts::Named(pairs)
                }
            }
        })
    }

    fn text(&self) -> Result<Option<&str>, ParamError> {
        match self {
            Self::Null => Ok(None),
            Self::Scalar(text) => Ok(Some(text)),
            Self::List(_) | Self::Object(_) => Err(ParamError::nested()),
        }
    }
}

/// A value that a style can lay out.
pub(crate) enum Parts<'v> {
    /// Left out.
    Nothing,
    /// A scalar.
    One(&'v str),
    /// A list of scalars, not empty.
    Many(Vec<&'v str>),
    /// An object of scalars, not empty.
    Named(Vec<(&'v str, &'v str)>),
}
