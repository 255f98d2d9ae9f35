//! Values that this version of the crate has no name for.
//!
//! They can be looked at but neither made nor matched by users. Code that matched on the text of an unknown value
//! would stop working, without a word from the compiler, in the version that gives the value a name.

use std::borrow::Cow;
use std::fmt;

use serde::{Serialize, Serializer};
use serde_json::Value;

/// A text that is not in the list of an enum.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnknownString(Box<str>);

impl UnknownString {
    #[allow(dead_code, reason = "made by open enums, which an API may not have")]
    pub(crate) fn new(text: Cow<'_, str>) -> Self {
        Self(text.into())
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for UnknownString {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for UnknownString {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl AsRef<str> for UnknownString {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

/// A number that is not in the list of an enum.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnknownInt(i64);

impl UnknownInt {
    #[allow(
        dead_code,
        reason = "made by open enums of integers, which an API may not have"
    )]
    pub(crate) const fn new(number: i64) -> Self {
        Self(number)
    }

    /// The number.
    #[must_use]
    pub const fn as_i64(self) -> i64 {
        self.0
    }
}

impl fmt::Debug for UnknownInt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for UnknownInt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A JSON value that none of the branches of a union, or none of the values of an enum, stands for.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct UnknownJson(Value);

impl UnknownJson {
    #[allow(dead_code, reason = "made by unions, which an API may not have")]
    pub(crate) const fn new(value: Value) -> Self {
        Self(value)
    }

    /// The value.
    #[must_use]
    pub const fn as_value(&self) -> &Value {
        &self.0
    }

    /// The value.
    #[must_use]
    pub fn into_value(self) -> Value {
        self.0
    }
}

impl fmt::Debug for UnknownJson {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl fmt::Display for UnknownJson {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl Serialize for UnknownJson {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use super::{UnknownInt, UnknownJson, UnknownString};

    #[test]
    fn they_show_what_they_hold() {
        let text = UnknownString::new("a\"b".into());
        assert_eq!(format!("{text:?} {text:>5}"), r#""a\"b"   a"b"#);
        assert_eq!(text.as_str(), "a\"b");
        let number = UnknownInt::new(i64::MAX);
        assert_eq!(
            format!("{number:?} {number}"),
            "9223372036854775807 9223372036854775807"
        );
        let json = UnknownJson::new(serde_json::json!({"a": [1, "x"]}));
        assert_eq!(format!("{json:?} {json}"), r#"{"a":[1,"x"]} {"a":[1,"x"]}"#);
        assert_eq!(json.as_value()["a"][0], 1);
        assert_eq!(serde_json::to_string(&json).unwrap(), r#"{"a":[1,"x"]}"#);
        assert!(json.into_value().is_object());
    }
}
