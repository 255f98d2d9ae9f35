//! A field that may be left out and may be `null`, which are two different things.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::nullable::nullable;

/// The value of a field that may be left out and may be `null`.
///
/// In an update, a field that is left out stays as it is, and one that is `null` is emptied:
///
/// ```ignore
/// let keep: Maybe<String> = Maybe::default();
/// let clear: Maybe<String> = None.into();
/// let set: Maybe<String> = String::from("new").into();
/// assert!(keep.is_absent() && clear.is_null() && set.is_value());
/// ```
///
/// A struct that holds one leaves it out by `skip_serializing_if = "Maybe::is_absent"`, and reads an absent key by
/// `default`. Anywhere else an absent value is written as `null`: JSON has no other word for it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Maybe<T> {
    /// The key is not there.
    #[default]
    Absent,
    /// The key is there, and its value is `null`.
    Null,
    /// The key is there and has a value.
    Value(T),
}

impl<T> Maybe<T> {
    /// Whether the key is not there.
    #[must_use]
    pub const fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// Whether the key is there and `null`.
    #[must_use]
    pub const fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// Whether there is a value.
    #[must_use]
    pub const fn is_value(&self) -> bool {
        matches!(self, Self::Value(_))
    }

    /// The value, if there is one.
    #[must_use]
    pub const fn value(&self) -> Option<&T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// The value, if there is one; absent and `null` become the same.
    #[must_use]
    pub fn into_option(self) -> Option<T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// The same with a reference inside.
    #[must_use]
    pub const fn as_ref(&self) -> Maybe<&T> {
        match self {
            Self::Absent => Maybe::Absent,
            Self::Null => Maybe::Null,
            Self::Value(value) => Maybe::Value(value),
        }
    }

    /// The same with a mutable reference inside.
    #[must_use]
    pub const fn as_mut(&mut self) -> Maybe<&mut T> {
        match self {
            Self::Absent => Maybe::Absent,
            Self::Null => Maybe::Null,
            Self::Value(value) => Maybe::Value(value),
        }
    }

    /// Changes the value, if there is one.
    #[must_use]
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Maybe<U> {
        match self {
            Self::Absent => Maybe::Absent,
            Self::Null => Maybe::Null,
            Self::Value(value) => Maybe::Value(change(value)),
        }
    }
}

impl<T> From<T> for Maybe<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

/// `None` becomes `null`: who sets a field to nothing has decided about it. To leave a field out, do not set it, or
/// say [`Maybe::Absent`].
impl<T> From<Option<T>> for Maybe<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Self::Value)
    }
}

impl<T: Serialize> Serialize for Maybe<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value().serialize(serializer)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Maybe<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        nullable(deserializer).map(Self::from)
    }
}

/// Reads a field that is there, whose value may be anything: `null` is a value of it then, and not its absence.
///
/// # Errors
///
/// The value is not of this type.
pub fn present<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    T::deserialize(deserializer).map(Some)
}

#[cfg(test)]
mod tests {
    use super::Maybe;

    #[derive(Debug, serde::Serialize, serde::Deserialize)]
    struct Untyped {
        #[serde(
            default,
            deserialize_with = "super::present",
            skip_serializing_if = "Option::is_none"
        )]
        result: Option<serde_json::Value>,
    }

    #[test]
    fn null_is_a_value_of_what_may_be_anything() {
        for text in ["{}", r#"{"result":null}"#, r#"{"result":[1]}"#] {
            let read: Untyped = serde_json::from_str(text).unwrap();
            assert_eq!(serde_json::to_string(&read).unwrap(), text);
        }
    }

    #[derive(Debug, PartialEq, serde::Serialize, serde::Deserialize)]
    struct Patch {
        #[serde(default, skip_serializing_if = "Maybe::is_absent")]
        name: Maybe<String>,
    }

    #[test]
    fn the_three_states_survive_a_round_trip() {
        let table = [
            ("{}", Maybe::Absent),
            (r#"{"name":null}"#, Maybe::Null),
            (r#"{"name":"x"}"#, Maybe::Value("x".to_owned())),
        ];
        for (text, name) in table {
            let patch: Patch = serde_json::from_str(text).unwrap();
            assert_eq!(patch, Patch { name }, "{text}");
            assert_eq!(serde_json::to_string(&patch).unwrap(), text);
        }
        serde_json::from_str::<Patch>(r#"{"name":1}"#).unwrap_err();
    }

    #[test]
    fn a_field_set_to_none_is_null() {
        assert_eq!(Maybe::<u8>::from(None), Maybe::Null);
        assert_eq!(Maybe::from(Some(1)), Maybe::Value(1));
        assert_eq!(Maybe::from(1), Maybe::Value(1));
        assert_eq!(Maybe::<u8>::default(), Maybe::Absent);
    }

    #[test]
    fn only_a_value_is_changed_and_taken_out() {
        assert_eq!(Maybe::Value(1).map(|n| n + 1), Maybe::Value(2));
        assert_eq!(Maybe::<u8>::Null.map(|n| n + 1), Maybe::Null);
        assert_eq!(Maybe::<u8>::Absent.map(|n| n + 1), Maybe::Absent);
        assert_eq!(Maybe::Value(1).into_option(), Some(1));
        assert_eq!(Maybe::<u8>::Null.into_option(), None);
        assert_eq!(Maybe::<u8>::Absent.into_option(), None);
        assert_eq!(Maybe::Value(1).as_ref().value(), Some(&&1));
        let mut one = Maybe::Value(1);
        if let Maybe::Value(inner) = one.as_mut() {
            *inner = 5;
        }
        assert_eq!(one, Maybe::Value(5));
    }

    #[test]
    fn outside_of_a_struct_absent_is_written_as_null() {
        let list = [Maybe::Absent, Maybe::Null, Maybe::Value(1)];
        assert_eq!(serde_json::to_string(&list).unwrap(), "[null,null,1]");
    }
}
