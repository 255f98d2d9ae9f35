//! Fields where `null` and absence are not the same, though a type reads both as nothing.
//!
//! Servers leave out keys that have to be there and may be `null`, so an absent one is read as `null`; and they say `null`
//! where a key may only be absent. A union has to know: such a branch may not be taken for a value that another branch
//! reads as it is.

use std::fmt;
use std::marker::PhantomData;

use serde::de::Visitor;
use serde::{Deserialize, Deserializer};

use super::json::loss;

/// The value of a field whose key is absent, though it has to be there.
#[must_use]
pub fn absent<T>() -> Option<T> {
    loss::misfit();
    None
}

/// Reads a field that is there, of which `null` is a value and not its absence.
///
/// # Errors
///
/// The value is neither `null` nor of this type.
pub fn nullable<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    // To the reader of JSON, an option in a member is one that may be absent; this one is not the member's own.
    deserializer.deserialize_newtype_struct("Nullable", Nullable(PhantomData))
}

/// Reads a field that the other side alone sends: it may be absent, but it is never `null`.
///
/// # Errors
///
/// The value is neither `null` nor of this type.
pub fn not_null<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    let value = nullable(deserializer)?;
    if value.is_none() {
        loss::misfit();
    }
    Ok(value)
}

struct Nullable<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for Nullable<T> {
    type Value = Option<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value or null")
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<Option<T>, D::Error> {
        Option::deserialize(deserializer)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde::Deserialize;
    use serde::de::DeserializeOwned;
    use serde_json::Value;

    use crate::runtime::data::json::{from_slice, loss};
    use crate::runtime::{self, Maybe};

    #[derive(Debug, PartialEq, Deserialize)]
    struct Fields {
        #[serde(default = "runtime::absent", deserialize_with = "runtime::nullable")]
        nullable: Option<String>,
        #[serde(default)]
        optional: Option<String>,
        #[serde(default, deserialize_with = "runtime::not_null")]
        one_way: Option<String>,
        #[serde(default)]
        maybe: Maybe<String>,
        #[serde(default)]
        items: Vec<Option<String>>,
        #[serde(default)]
        map: BTreeMap<String, Option<String>>,
        #[serde(default, deserialize_with = "runtime::present")]
        any: Option<Value>,
    }

    /// It takes all other keys, which serde's derive reads in another way.
    #[derive(Debug, Deserialize)]
    struct Open {
        #[serde(default)]
        optional: Option<String>,
        #[serde(flatten, deserialize_with = "runtime::remaining")]
        additional: BTreeMap<String, Option<String>>,
    }

    /// How often `null` was taken for absence, and absence for `null`.
    fn equated_in<T: DeserializeOwned>(text: &str) -> (usize, usize) {
        let before = loss::mark();
        from_slice::<T>(text.as_bytes()).unwrap();
        let count = loss::take(before).count;
        (count.nulls, count.misfits)
    }

    fn equated(text: &str) -> (usize, usize) {
        equated_in::<Fields>(text)
    }

    #[test]
    fn null_in_a_map_is_a_value() {
        assert_eq!(equated(r#"{"nullable":"a","map":{"a":null}}"#), (0, 0));
        assert_eq!(equated_in::<Open>(r#"{"a":null}"#), (0, 0));
        assert_eq!(equated_in::<Open>(r#"{"optional":null}"#), (1, 0));
        let open: Open = from_slice(br#"{"optional":"a","b":null,"c":"d"}"#).unwrap();
        assert_eq!(open.optional.as_deref(), Some("a"));
        assert_eq!(open.additional.len(), 2);
    }

    #[test]
    fn null_and_absence_are_told_apart() {
        assert_eq!(equated(r#"{"nullable":"a","optional":"b"}"#), (0, 0));
        assert_eq!(
            equated(r#"{"nullable":null,"maybe":null,"items":[null],"any":null}"#),
            (0, 0)
        );
        assert_eq!(equated("{}"), (0, 1));
        assert_eq!(equated(r#"{"optional":null}"#), (1, 1));
        assert_eq!(equated(r#"{"nullable":"a","one_way":"b"}"#), (0, 0));
        assert_eq!(equated(r#"{"nullable":"a","one_way":null}"#), (0, 1));
    }

    #[test]
    fn other_deserializers_read_the_same() {
        let texts = [
            "{}",
            r#"{"nullable":null}"#,
            r#"{"nullable":"a","maybe":"b"}"#,
        ];
        for text in texts {
            let own: Fields = from_slice(text.as_bytes()).unwrap();
            assert_eq!(serde_json::from_str::<Fields>(text).unwrap(), own, "{text}");
            let value: Value = serde_json::from_str(text).unwrap();
            assert_eq!(serde_json::from_value::<Fields>(value).unwrap(), own);
        }
    }

    #[test]
    fn an_error_says_where() {
        let error = from_slice::<Fields>(br#"{"nullable":1}"#).unwrap_err();
        assert_eq!(error.path(), "$.nullable");
        assert!(
            error.message().contains("expected a string"),
            "{}",
            error.message()
        );
    }
}
