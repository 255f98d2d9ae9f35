//! Reading a text without a copy where the input allows it.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserializer, Error, Visitor};

/// Reads a text. Shared by every type that is text on the wire, so that it is compiled once.
pub(crate) fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Cow<'de, str>, D::Error> {
    deserializer.deserialize_str(TextVisitor)
}

struct TextVisitor;

impl<'de> Visitor<'de> for TextVisitor {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(text))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Cow::Owned(text.to_owned()))
    }

    fn visit_string<E: Error>(self, text: String) -> Result<Self::Value, E> {
        Ok(Cow::Owned(text))
    }
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    #[test]
    fn plain_text_is_borrowed_from_the_input() {
        let mut input = serde_json::Deserializer::from_str(r#""plain""#);
        assert!(matches!(
            super::read(&mut input),
            Ok(Cow::Borrowed("plain"))
        ));
        let mut input = serde_json::Deserializer::from_str(r#""\u0041""#);
        assert!(matches!(super::read(&mut input), Ok(Cow::Owned(text)) if text == "A"));
        let value = serde_json::Value::from("x");
        assert!(matches!(super::read(&value), Ok(Cow::Borrowed("x"))));
        assert!(matches!(super::read(value), Ok(Cow::Owned(text)) if text == "x"));
    }

    #[test]
    fn anything_else_is_an_error() {
        let error = super::read(serde_json::json!(1)).unwrap_err().to_string();
        assert_eq!(error, "invalid type: integer `1`, expected a string");
    }
}
