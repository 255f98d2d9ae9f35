//! Bytes that travel as base64 inside JSON text.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use ::base64::Engine as _;
use ::base64::alphabet::STANDARD;
use ::base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Writes padding, as RFC 4648 asks; reads without it, since the reader takes it off.
const ENGINE: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::RequireNone),
);

/// Bytes that are base64 text on the wire.
///
/// Both alphabets (standard and url-safe), absent padding, and line breaks are understood when reading. What was read is
/// written as it came; bytes are written in the standard alphabet with padding. Comparing, ordering and hashing go by the
/// bytes.
#[derive(Clone, Default)]
pub struct Base64 {
    bytes: Vec<u8>,
    /// The text that was read, where it is another than the bytes would be written as.
    text: Option<Box<str>>,
}

impl Base64 {
    /// Reads base64 text.
    ///
    /// # Errors
    ///
    /// If the text is not base64.
    pub fn decode(text: &str) -> Result<Self, InvalidBase64> {
        let digits: Vec<u8> = text
            .trim_end_matches(|c: char| c == '=' || c.is_ascii_whitespace())
            .bytes()
            .filter(|byte| !byte.is_ascii_whitespace())
            .map(|byte| match byte {
                b'-' => b'+',
                b'_' => b'/',
                other => other,
            })
            .collect();
        match ENGINE.decode(digits) {
            Ok(bytes) => {
                let mut read = Self::from(bytes);
                if ENGINE.encode(&read.bytes) != text {
                    read.text = Some(text.into());
                }
                Ok(read)
            }
            Err(error) => Err(InvalidBase64(error.to_string())),
        }
    }

    /// As base64 text: the one that was read, or the one that the bytes make.
    #[must_use]
    pub fn encode(&self) -> String {
        match &self.text {
            Some(text) => text.to_string(),
            None => ENGINE.encode(&self.bytes),
        }
    }

    /// The bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The bytes.
    #[must_use]
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }
}

impl PartialEq for Base64 {
    fn eq(&self, other: &Self) -> bool {
        self.bytes == other.bytes
    }
}

impl Eq for Base64 {}

impl PartialOrd for Base64 {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Base64 {
    fn cmp(&self, other: &Self) -> Ordering {
        self.bytes.cmp(&other.bytes)
    }
}

impl Hash for Base64 {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.bytes.hash(state);
    }
}

/// Says how many bytes there are: the bytes themselves are of no use in a log.
impl fmt::Debug for Base64 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Base64({} bytes)", self.bytes.len())
    }
}

impl AsRef<[u8]> for Base64 {
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
}

impl From<Vec<u8>> for Base64 {
    fn from(bytes: Vec<u8>) -> Self {
        Self { bytes, text: None }
    }
}

impl From<&[u8]> for Base64 {
    fn from(bytes: &[u8]) -> Self {
        Self::from(bytes.to_vec())
    }
}

impl FromStr for Base64 {
    type Err = InvalidBase64;

    fn from_str(text: &str) -> Result<Self, InvalidBase64> {
        Self::decode(text)
    }
}

impl Serialize for Base64 {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.encode())
    }
}

impl<'de> Deserialize<'de> for Base64 {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = super::text::read(deserializer)?;
        Self::decode(&text).map_err(serde::de::Error::custom)
    }
}

/// A text that is not base64.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidBase64(String);

impl fmt::Display for InvalidBase64 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not base64: {}", self.0)
    }
}

impl std::error::Error for InvalidBase64 {}

#[cfg(test)]
mod tests {
    use super::Base64;

    #[test]
    fn every_usual_spelling_is_read() {
        let bytes = Base64::from(&[0xfb, 0xff, 0xbf, 0x01][..]);
        for text in [
            "+/+/AQ==",
            "-_-_AQ",
            "+/+/AQ",
            "+/+/\r\n AQ==\n",
            "-_+/AR==",
        ] {
            let read = Base64::decode(text).unwrap();
            assert_eq!((&read, read.encode().as_str()), (&bytes, text));
        }
        assert_eq!(Base64::decode(""), Ok(Base64::default()));
        assert_eq!("aGk=".parse(), Ok(Base64::from(b"hi".to_vec())));
    }

    #[test]
    fn anything_else_is_refused() {
        for text in ["a", "aGk=aGk=", "a*b=", "é", "aGk\0"] {
            let error = Base64::decode(text).unwrap_err();
            assert!(error.to_string().starts_with("not base64: "), "{error}");
        }
    }

    #[test]
    fn a_round_trip_keeps_the_bytes() {
        for length in 0..32_u8 {
            let bytes: Vec<u8> = (0..length).map(|n| n.wrapping_mul(37)).collect();
            let json = serde_json::to_string(&Base64::from(bytes.clone())).unwrap();
            let back: Base64 = serde_json::from_str(&json).unwrap();
            assert_eq!(back.into_bytes(), bytes);
        }
        assert_eq!(
            serde_json::to_string(&Base64::from(&b"\xfb\xff"[..])).unwrap(),
            r#""+/8=""#
        );
    }

    #[test]
    fn debug_shows_no_bytes() {
        assert_eq!(
            format!("{:?}", Base64::from(vec![1, 2, 3])),
            "Base64(3 bytes)"
        );
    }
}
