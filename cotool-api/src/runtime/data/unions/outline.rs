//! What can be seen of a JSON value without decoding it.

use serde_json::Value;

use crate::runtime::data::json::Node;
use crate::runtime::data::number::same_json;

/// Kinds of JSON values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool,
    /// A number without a fraction.
    Integer,
    /// Any number.
    Number,
    /// A string.
    String,
    /// An array.
    Array,
    /// An object.
    Object,
}

impl Kind {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool => "a boolean",
            Self::Integer => "an integer",
            Self::Number => "a number",
            Self::String => "a string",
            Self::Array => "an array",
            Self::Object => "an object",
        }
    }
}

/// A value that a key must have.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Constant {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// An integer.
    Int(i64),
    /// A string.
    Str(&'static str),
    /// Any other value, as JSON text.
    Json(&'static str),
}

impl Constant {
    /// Whether this is the value.
    pub(super) fn is(&self, value: &Node<'_>) -> bool {
        match (self, value) {
            (Self::Null, Node::Null) => true,
            (Self::Bool(expected), Node::Bool(found)) => expected == found,
            (Self::Int(expected), found) => found.integer() == Some(*expected),
            (Self::Str(expected), Node::Text(found)) => expected == found,
            (Self::Json(text), found) => {
                let expected = serde_json::from_str::<Value>(text);
                let found = found.to_value();
                matches!((expected, found), (Ok(expected), Ok(found)) if same_json(&expected, &found))
            }
            _ => false,
        }
    }

    pub(super) fn to_text(self) -> String {
        match self {
            Self::Null => "null".to_owned(),
            Self::Bool(value) => value.to_string(),
            Self::Int(value) => value.to_string(),
            Self::Str(value) => format!("{value:?}"),
            Self::Json(text) => text.to_owned(),
        }
    }
}

/// What can be seen of the values of one branch of a union without decoding them. A union ranks its branches by it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Outline {
    pub(super) kinds: &'static [Kind],
    pub(super) tags: &'static [&'static str],
    pub(super) otherwise: bool,
    pub(super) required: &'static [&'static str],
    pub(super) known: &'static [&'static str],
    pub(super) constants: &'static [(&'static str, &'static [Constant])],
    pub(super) closed: bool,
    pub(super) keeps_others: bool,
    pub(super) holds_others: bool,
    pub(super) drops_null: &'static [&'static str],
    pub(super) impossible: &'static [&'static str],
    pub(super) values: &'static [Constant],
    pub(super) items: Option<&'static Outline>,
}

impl Outline {
    /// An outline of values of these kinds; of any kind if the list is empty.
    #[must_use]
    pub const fn new(kinds: &'static [Kind]) -> Self {
        Self {
            kinds,
            tags: &[],
            otherwise: false,
            required: &[],
            known: &[],
            constants: &[],
            closed: false,
            keeps_others: false,
            holds_others: false,
            drops_null: &[],
            impossible: &[],
            values: &[],
            items: None,
        }
    }

    /// Values of the discriminator that choose this branch.
    #[must_use]
    pub const fn tags(self, tags: &'static [&'static str]) -> Self {
        Self { tags, ..self }
    }

    /// Objects whose discriminator is not there, or chooses no branch, are of this one (`defaultMapping`).
    #[must_use]
    pub const fn otherwise(self) -> Self {
        Self {
            otherwise: true,
            ..self
        }
    }

    /// Keys that an object must have.
    #[must_use]
    pub const fn required(self, required: &'static [&'static str]) -> Self {
        Self { required, ..self }
    }

    /// Keys that the branch has a field for.
    #[must_use]
    pub const fn known(self, known: &'static [&'static str]) -> Self {
        Self { known, ..self }
    }

    /// Keys that have one of a few values, if an object has them.
    #[must_use]
    pub const fn constants(
        self,
        constants: &'static [(&'static str, &'static [Constant])],
    ) -> Self {
        Self { constants, ..self }
    }

    /// No other keys than the known ones are allowed. A value with others is read by this branch only if no other
    /// branch can read it.
    #[must_use]
    pub const fn closed(self) -> Self {
        Self {
            closed: true,
            ..self
        }
    }

    /// The branch keeps keys that it has no field for, so they are no loss.
    #[must_use]
    pub const fn keeps_others(self) -> Self {
        Self {
            keeps_others: true,
            ..self
        }
    }

    /// The branch keeps keys that it has no field for because another one does. The document does not speak of them, so
    /// they count against it where there is a choice, but they do not get lost.
    #[must_use]
    pub const fn holds_others(self) -> Self {
        Self {
            holds_others: true,
            ..self
        }
    }

    /// Keys whose `null` the branch reads as their absence, while another branch keeps it.
    #[must_use]
    pub const fn drops_null(self, drops_null: &'static [&'static str]) -> Self {
        Self { drops_null, ..self }
    }

    /// Keys for which the document allows no value. A value that has one is read by this branch only if no other branch
    /// can read it.
    #[must_use]
    pub const fn impossible(self, impossible: &'static [&'static str]) -> Self {
        Self { impossible, ..self }
    }

    /// Values of an enum. Another value is read by this branch only if no other branch can read it.
    #[must_use]
    pub const fn values(self, values: &'static [Constant]) -> Self {
        Self { values, ..self }
    }

    /// What the items of an array look like. The first item is looked at.
    #[must_use]
    pub const fn items(self, items: &'static Self) -> Self {
        Self {
            items: Some(items),
            ..self
        }
    }

    pub(super) fn knows(&self, key: &str) -> bool {
        self.known.contains(&key)
            || self.required.contains(&key)
            || self.constants.iter().any(|(name, _)| *name == key)
    }
}
