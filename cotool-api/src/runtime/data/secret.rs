//! A text that must not be seen.

use std::fmt;

use secrecy::ExposeSecret as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A text that must not be seen: a password, a token.
///
/// It cannot be printed, is wiped from memory when it is dropped, and is compared in a time that depends on its length
/// only. It is sent like any other text: serialising it writes the secret.
///
/// ```ignore
/// let token = SecretString::from("t0k3n");
/// assert_eq!(format!("{token:?}"), "SecretString(..)");
/// assert_eq!(token.expose(), "t0k3n");
/// ```
#[derive(Clone)]
pub struct SecretString(secrecy::SecretString);

impl SecretString {
    /// The secret.
    #[must_use]
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }
}

impl fmt::Debug for SecretString {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretString(..)")
    }
}

impl PartialEq for SecretString {
    fn eq(&self, other: &Self) -> bool {
        let (left, right) = (self.expose().as_bytes(), other.expose().as_bytes());
        // No early exit: how long it takes must not tell where the first difference is.
        let difference = left.iter().zip(right).fold(0, |sum, (a, b)| sum | (a ^ b));
        left.len() == right.len() && std::hint::black_box(difference) == 0
    }
}

impl Eq for SecretString {}

impl From<String> for SecretString {
    fn from(text: String) -> Self {
        Self(text.into())
    }
}

impl From<&str> for SecretString {
    fn from(text: &str) -> Self {
        Self(text.into())
    }
}

impl Serialize for SecretString {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.expose())
    }
}

impl<'de> Deserialize<'de> for SecretString {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match super::text::read(deserializer) {
            Ok(text) => Ok(Self::from(text.into_owned())),
            // The usual message quotes what was found, and that may be the secret.
            Err(_) => Err(serde::de::Error::custom("a secret must be a string")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::SecretString;

    #[test]
    fn the_wire_sees_it_and_nobody_else() {
        let secret: SecretString = serde_json::from_str(r#""p\"w""#).unwrap();
        assert_eq!(secret.expose(), "p\"w");
        assert_eq!(serde_json::to_string(&secret).unwrap(), r#""p\"w""#);
        assert_eq!(
            format!("{secret:?} {:#?}", Some(&secret))
                .matches("p\"w")
                .count(),
            0
        );
    }

    #[test]
    fn an_error_does_not_quote_it() {
        for text in ["123456", r#"["hunter2"]"#, r#"{"hunter2":1}"#] {
            let error = serde_json::from_str::<SecretString>(text)
                .unwrap_err()
                .to_string();
            assert!(
                !error.contains("123456") && !error.contains("hunter2"),
                "{error}"
            );
            assert!(error.starts_with("a secret must be a string"), "{error}");
        }
    }

    #[test]
    fn it_is_compared_by_its_text() {
        let table = [
            ("", "", true),
            ("a", "a", true),
            ("a", "b", false),
            ("a", "ab", false),
            ("", "a", false),
        ];
        for (left, right, same) in table {
            assert_eq!(
                SecretString::from(left) == SecretString::from(right.to_owned()),
                same
            );
        }
    }
}
