//! Integers of more digits than a Rust number has.
//!
//! `serde_json` reads an integer beyond 64 bits as a double, which has 53 of them: most such integers come out as others,
//! in silence. They are seldom, so texts without any are parsed as ever, and the others once more for each level.

use std::borrow::Cow;

use serde_json::value::RawValue;

use super::node::{Node, Pairs};

/// An integer of fewer digits has no more than 64 bits.
const FEWEST: usize = 20;
/// How deep arrays and objects may be nested, as `serde_json` has it.
const DEEPEST: usize = 128;

/// Whether there may be such an integer. Strings of digits are hardly ever taken for one.
pub(super) fn may_be_in(text: &[u8]) -> bool {
    // A run of so many digits has one at every place where one is looked for.
    let mut next = FEWEST - 1;
    while let Some(rest) = text.get(next..) {
        let after = digits(rest.iter());
        let before = text
            .get(..next)
            .map_or(0, |before| digits(before.iter().rev()));
        if after > 0 && before + after >= FEWEST && !is_quoted(text, next - before) {
            return true;
        }
        next += after.max(FEWEST);
    }
    false
}

fn digits<'a>(bytes: impl Iterator<Item = &'a u8>) -> usize {
    bytes.take_while(|byte| byte.is_ascii_digit()).count()
}

/// Whether a letter or a quote stands before this, which no number has there.
fn is_quoted(text: &[u8], start: usize) -> bool {
    let before = start.checked_sub(1).and_then(|before| text.get(before));
    before.is_some_and(|byte| *byte == b'"' || byte.is_ascii_alphabetic())
}

/// Parses a text in which such integers are kept as they are.
pub(super) fn parse(text: &[u8]) -> Result<Node<'_>, serde_json::Error> {
    node(serde_json::from_slice(text)?, DEEPEST)
}

fn node(raw: &RawValue, depth: usize) -> Result<Node<'_>, serde_json::Error> {
    let text = raw.get();
    let Some(below) = depth.checked_sub(1) else {
        return Err(serde::de::Error::custom("recursion limit exceeded"));
    };
    Ok(match text.as_bytes().first() {
        Some(b'{') => {
            let Pairs(members) = serde_json::from_str::<Pairs<'_, &RawValue>>(text)?;
            let members = members.into_iter();
            let members = members.map(|(key, value)| Ok((key, node(value, below)?)));
            Node::Object(members.collect::<Result<_, serde_json::Error>>()?)
        }
        Some(b'[') => {
            let items: Vec<&RawValue> = serde_json::from_str(text)?;
            let items = items.into_iter().map(|item| node(item, below));
            Node::Array(items.collect::<Result<_, _>>()?)
        }
        _ => match serde_json::from_str(text)? {
            Node::Float(number) if is_integer(text) && !is_same(number, text) => {
                Node::Large(Cow::Borrowed(text))
            }
            other => other,
        },
    })
}

fn is_integer(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a double is this integer.
fn is_same(number: f64, text: &str) -> bool {
    // All digits of a double that has no fraction are written.
    format!("{number:.0}") == text
}

#[cfg(test)]
mod tests {
    use super::{may_be_in, parse};
    use crate::runtime::data::json::Node;

    #[test]
    fn long_numbers_are_found_wherever_they_stand() {
        let digits = "18446744073709551616";
        for before in 0..50 {
            for after in 0..50 {
                let (before, after) = (" ".repeat(before), " ".repeat(after));
                let text = format!("{before}-{digits}{after}");
                assert!(may_be_in(text.as_bytes()), "{text}");
                let text = format!("{before}[{digits}1{after}]");
                assert!(may_be_in(text.as_bytes()), "{text}");
                let text = format!("{before}{}{after}", &digits[1..]);
                assert!(!may_be_in(text.as_bytes()), "{text}");
                let text = format!("{before}\"{digits}123\"{after}");
                assert!(!may_be_in(text.as_bytes()), "{text}");
            }
        }
    }

    #[test]
    fn only_what_a_double_would_change_is_large() {
        let large = |text: &'static str| Node::Large(text.into());
        let table = [
            (
                "18446744073709551616",
                Node::Float(18_446_744_073_709_551_616.0),
            ),
            ("18446744073709551615", Node::Unsigned(u64::MAX)),
            ("18446744073709551617", large("18446744073709551617")),
            ("-9223372036854775809", large("-9223372036854775809")),
            (
                "100000000000000000000000",
                large("100000000000000000000000"),
            ),
            ("100000000000000000000", Node::Float(1e20)),
            (
                "0.12345678901234567890123",
                Node::Float(0.123_456_789_012_345_68),
            ),
            (
                "12345678901234567890123e0",
                Node::Float(12_345_678_901_234_567_890_123.0),
            ),
        ];
        for (text, node) in table {
            assert_eq!(parse(text.as_bytes()).unwrap(), node, "{text}");
            let within = format!(r#"{{"a":[{text},null,"é\n",{{}}]}}"#);
            let Node::Object(members) = parse(within.as_bytes()).unwrap() else {
                panic!("{within}");
            };
            let inside = Node::Array(vec![
                node,
                Node::Null,
                Node::Text("é\n".into()),
                Node::Object(vec![]),
            ]);
            assert_eq!(members, [("a".into(), inside)]);
        }
    }

    #[test]
    fn nesting_ends() {
        let nested = |depth: usize| format!("{}1{}", "[".repeat(depth), "]".repeat(depth));
        parse(nested(127).as_bytes()).unwrap();
        let error = parse(nested(128).as_bytes()).unwrap_err().to_string();
        assert!(error.starts_with("recursion limit exceeded"), "{error}");
        parse(nested(10_000).as_bytes()).unwrap_err();
        for text in ["", "{", "[1,", "{\"a\":}", "tru", "1 2", "\u{1}"] {
            let error = parse(text.as_bytes()).unwrap_err().to_string();
            let plain = serde_json::from_str::<Node<'_>>(text)
                .unwrap_err()
                .to_string();
            assert_eq!(error, plain, "{text}");
        }
    }
}
