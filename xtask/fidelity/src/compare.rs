//! Whether a value came back as it was.

use std::collections::BTreeSet;

use serde_json::{Map, Number, Value};

use crate::sample::FREE_KEY;

/// Compares what was given with what came back.
pub(crate) struct Comparison<'a> {
    /// Names of all properties that the document speaks of. A key that is none of them is one that the document does not
    /// know, and may be left out.
    pub(crate) known: &'a BTreeSet<String>,
}

impl Comparison<'_> {
    /// The first place at which two values differ, as a JSON pointer. Numbers are compared by value: `3` is `3.0`.
    ///
    /// Of a value that the schema refuses, `null` and a key that is not there are the same: types take one for the other
    /// where the schema allows one of them.
    pub(crate) fn difference(&self, given: &Value, back: &Value, valid: bool) -> Option<String> {
        match (given, back) {
            (Value::Object(given), Value::Object(back)) => self.objects(given, back, valid),
            (Value::Array(given), Value::Array(back)) if given.len() == back.len() => given
                .iter()
                .zip(back)
                .enumerate()
                .find_map(|(index, (given, back))| {
                    let rest = self.difference(given, back, valid)?;
                    Some(format!("/{index}{rest}"))
                }),
            (Value::Number(given), Value::Number(back)) => {
                (!same_number(given, back)).then(String::new)
            }
            (Value::String(given), Value::String(back)) => {
                (!same_text(given, back)).then(String::new)
            }
            _ => (given != back).then(String::new),
        }
    }

    fn objects(
        &self,
        given: &Map<String, Value>,
        back: &Map<String, Value>,
        valid: bool,
    ) -> Option<String> {
        for (key, value) in given {
            let found = match back.get(key) {
                Some(other) => self.difference(value, other, valid),
                None if key != FREE_KEY && !self.known.contains(key) => None,
                None if value.is_null() && !valid => None,
                None => Some(String::new()),
            };
            if let Some(rest) = found {
                return Some(format!("/{key}{rest}"));
            }
        }
        back.iter()
            .find(|(key, value)| !given.contains_key(*key) && (valid || !value.is_null()))
            .map(|(key, _)| format!("/{key}"))
    }
}

/// Whether two texts are the same: the letters of a UUID may be of either case.
fn same_text(given: &str, back: &str) -> bool {
    let is_uuid = |text: &str| {
        text.len() == 36
            && text.bytes().enumerate().all(|(at, byte)| match at {
                8 | 13 | 18 | 23 => byte == b'-',
                _ => byte.is_ascii_hexdigit(),
            })
    };
    given == back || (is_uuid(given) && given.eq_ignore_ascii_case(back))
}

fn same_number(left: &Number, right: &Number) -> bool {
    let integer = |number: &Number| {
        number
            .as_i64()
            .map(i128::from)
            .or_else(|| number.as_u64().map(i128::from))
    };
    match (integer(left), integer(right)) {
        (Some(left), Some(right)) => left == right,
        _ => left.as_f64() == right.as_f64(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn difference(given: &Value, back: &Value) -> Option<String> {
        let known = BTreeSet::from(["a", "b", "c"].map(str::to_owned));
        Comparison { known: &known }.difference(given, back, true)
    }

    #[test]
    fn numbers_are_the_same_by_value() {
        assert_eq!(difference(&json!(3), &json!(3.0)), None);
        let given = json!(9_007_199_254_740_993_i64);
        assert!(difference(&given, &json!(9_007_199_254_740_992_i64)).is_some());
    }

    #[test]
    fn only_uuids_may_change_their_case() {
        let upper = "3F2B0C1E-9A51-4D6B-8D0E-5A7C2F1B9E10";
        assert_eq!(
            difference(&upper.into(), &upper.to_lowercase().into()),
            None
        );
        assert!(difference(&json!("A"), &json!("a")).is_some());
    }

    #[test]
    fn the_place_is_said() {
        let given = json!({"a": [{"b": 1, "c": null}]});
        let back = json!({"a": [{"b": 1}]});
        assert_eq!(difference(&given, &back).as_deref(), Some("/a/0/c"));
        assert_eq!(
            difference(&json!({}), &json!({"n": null})).as_deref(),
            Some("/n")
        );
    }

    #[test]
    fn absent_and_null_are_the_same_where_neither_is_right() {
        let known = BTreeSet::from(["a".to_owned()]);
        let comparison = Comparison { known: &known };
        for (given, back) in [
            (json!({"a": null}), json!({})),
            (json!({}), json!({"a": null})),
        ] {
            assert_eq!(comparison.difference(&given, &back, false), None);
            assert!(comparison.difference(&given, &back, true).is_some());
        }
    }

    #[test]
    fn only_a_key_that_nobody_knows_may_be_left_out() {
        assert_eq!(difference(&json!({"a": 1, "x": 2}), &json!({"a": 1})), None);
        assert!(difference(&json!({"a": 1, "b": 2}), &json!({"a": 1})).is_some());
        assert!(difference(&json!({FREE_KEY: 1}), &json!({})).is_some());
    }
}
