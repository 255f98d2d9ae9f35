//! Two sources that say different things about one place.

use std::fmt;

use serde_yaml::Value;

use crate::pointer::child;

/// Characters of a value that are shown.
const WIDTH: usize = 100;
/// Conflicts that are shown.
const SHOWN: usize = 20;

/// What one source says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Said {
    /// `file:line`.
    pub(super) place: String,
    /// The value, short.
    pub(super) value: String,
}

/// What both say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Conflict {
    pub(super) pointer: String,
    pub(super) one: Said,
    pub(super) other: Said,
}

impl fmt::Display for Conflict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "two sources say different things about {}", self.pointer)?;
        writeln!(f, "  {}: {}", self.one.place, self.one.value)?;
        write!(f, "  {}: {}", self.other.place, self.other.value)
    }
}

/// All of them as one message.
pub(super) fn list(conflicts: &[Conflict]) -> String {
    let mut lines: Vec<String> = conflicts
        .iter()
        .take(SHOWN)
        .map(ToString::to_string)
        .collect();
    if let Some(rest) = conflicts.len().checked_sub(SHOWN).filter(|rest| *rest > 0) {
        lines.push(format!("and {rest} more places"));
    }
    lines.push("nothing was written; make the sources agree, or leave one of them out".to_owned());
    lines.join("\n")
}

/// The first place at which two values differ, and what each of them has there.
pub(super) fn difference<'a>(
    one: &'a Value,
    other: &'a Value,
    pointer: &str,
) -> Option<(String, Option<&'a Value>, Option<&'a Value>)> {
    match (one, other) {
        (Value::Mapping(a), Value::Mapping(b)) => {
            let mine = a.iter().map(|(key, value)| (key, Some(value), b.get(key)));
            let theirs = b
                .iter()
                .filter(|(key, _)| !a.contains_key(*key))
                .map(|(key, value)| (key, None, Some(value)));
            mine.chain(theirs)
                .find_map(|(key, a, b)| differ(a, b, &child(pointer, key.as_str()?)))
        }
        (Value::Sequence(a), Value::Sequence(b)) => (0..a.len().max(b.len())).find_map(|index| {
            differ(
                a.get(index),
                b.get(index),
                &child(pointer, &index.to_string()),
            )
        }),
        (a, b) if a == b => None,
        (a, b) => Some((pointer.to_owned(), Some(a), Some(b))),
    }
}

fn differ<'a>(
    one: Option<&'a Value>,
    other: Option<&'a Value>,
    pointer: &str,
) -> Option<(String, Option<&'a Value>, Option<&'a Value>)> {
    match (one, other) {
        (Some(a), Some(b)) => difference(a, b, pointer),
        (a, b) => Some((pointer.to_owned(), a, b)),
    }
}

/// A value on one line.
pub(super) fn short(value: &Value) -> String {
    let text =
        serde_json::to_string(value).unwrap_or_else(|_| "a value that JSON has not".to_owned());
    match text.char_indices().nth(WIDTH) {
        Some((end, _)) => format!("{} ...", text.get(..end).unwrap_or(&text)),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str) -> Value {
        serde_yaml::from_str(text).unwrap()
    }

    #[test]
    fn the_first_difference_is_found_whatever_the_order_of_keys() {
        let one = value("{a: 1, b: {c: [1, {d: 2}]}}");
        assert_eq!(
            difference(&one, &value("{b: {c: [1, {d: 2}]}, a: 1}"), ""),
            None
        );
        let other = value("{b: {c: [1, {d: 3}]}, a: 1}");
        let (pointer, a, b) = difference(&one, &other, "/x").unwrap();
        assert_eq!(pointer, "/x/b/c/1/d");
        assert_eq!((a, b), (Some(&value("2")), Some(&value("3"))));
    }

    #[test]
    fn something_more_is_a_difference_too() {
        let at = |one: &str, other: &str| difference(&value(one), &value(other), "").map(|d| d.0);
        assert_eq!(at("{a: 1}", "{a: 1, b: 2}").as_deref(), Some("/b"));
        assert_eq!(at("[1]", "[1, 2]").as_deref(), Some("/1"));
        assert_eq!(at("1", "'1'").as_deref(), Some(""));
    }
}
