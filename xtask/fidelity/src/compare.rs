//! Whether a value came back as it was.

use serde_json::{Map, Number, Value};

use crate::spoken::Spoken;

/// The first place at which a value and what came back differ, as a JSON pointer; `None` when nothing was changed.
///
/// Numbers are compared by value: `3` is `3.0`. A key that the schema does not speak of may be left out, or in its value keys
/// may, and so may a
/// `null` where nothing that speaks of the key allows it. Of a value that the schema refuses, `null` and a key that is
/// not there are the same: types take one for the other where the schema allows one of them.
pub(crate) fn difference(
    spoken: &Spoken<'_>,
    given: &Value,
    back: &Value,
    valid: bool,
) -> Option<String> {
    if given == back {
        return None;
    }
    match (given, back) {
        (Value::Object(given), Value::Object(back)) => objects(spoken, given, back, valid),
        (Value::Array(given), Value::Array(back)) if given.len() == back.len() => given
            .iter()
            .zip(back)
            .enumerate()
            .find_map(|(index, (given, back))| {
                let rest = difference(&spoken.item(index, given), given, back, valid)?;
                Some(format!("/{index}{rest}"))
            }),
        (Value::Number(given), Value::Number(back)) => {
            (!same_number(given, back)).then(String::new)
        }
        (Value::String(given), Value::String(back)) => (!same_text(given, back)).then(String::new),
        _ => Some(String::new()),
    }
}

fn objects(
    spoken: &Spoken<'_>,
    given: &Map<String, Value>,
    back: &Map<String, Value>,
    valid: bool,
) -> Option<String> {
    for (key, value) in given {
        let below = spoken.key(key, value, valid);
        let rest = match (back.get(key), &below) {
            (Some(other), Some(below)) => difference(below, value, other, valid),
            (Some(other), None) => difference_in_part(value, other, valid),
            (None, None) => None,
            (None, Some(below)) if value.is_null() && (!valid || !below.allows_null()) => None,
            (None, Some(_)) => Some(String::new()),
        };
        if let Some(rest) = rest {
            return Some(format!("/{key}{rest}"));
        }
    }
    back.iter()
        .find(|(key, value)| !given.contains_key(*key) && (valid || !value.is_null()))
        .map(|(key, _)| format!("/{key}"))
}

/// The same of a value that may be left out: what of it came back has to be as it was.
fn difference_in_part(given: &Value, back: &Value, valid: bool) -> Option<String> {
    match (given, back) {
        (Value::Object(given), Value::Object(back)) => back.iter().find_map(|(key, back)| {
            let rest = match given.get(key) {
                Some(given) => difference_in_part(given, back, valid)?,
                None if !valid && back.is_null() => return None,
                None => String::new(),
            };
            Some(format!("/{key}{rest}"))
        }),
        (Value::Array(given), Value::Array(back)) if given.len() == back.len() => {
            let items = given.iter().zip(back).enumerate();
            items.into_iter().find_map(|(index, (given, back))| {
                let rest = difference_in_part(given, back, valid)?;
                Some(format!("/{index}{rest}"))
            })
        }
        _ => difference(&Spoken::anything(), given, back, true),
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

    fn differ(schema: &Value, given: &Value, back: &Value, valid: bool) -> Option<String> {
        let spoken = Spoken::of(&[], schema, given);
        difference(&spoken, given, back, valid)
    }

    #[test]
    fn numbers_are_the_same_by_value() {
        assert_eq!(differ(&json!({}), &json!(3), &json!(3.0), true), None);
        let given = json!(9_007_199_254_740_993_i64);
        let back = json!(9_007_199_254_740_992_i64);
        assert!(differ(&json!({}), &given, &back, true).is_some());
    }

    #[test]
    fn only_uuids_may_change_their_case() {
        let upper = "3F2B0C1E-9A51-4D6B-8D0E-5A7C2F1B9E10";
        let lower = upper.to_lowercase();
        assert_eq!(differ(&json!({}), &upper.into(), &lower.into(), true), None);
        assert!(differ(&json!({}), &json!("A"), &json!("a"), true).is_some());
    }

    #[test]
    fn the_place_is_said() {
        let given = json!({"a": [{"b": 1, "c": 2}]});
        let back = json!({"a": [{"b": 1}]});
        let differs = differ(&json!({}), &given, &back, true);
        assert_eq!(differs.as_deref(), Some("/a/0/c"));
        let added = differ(&json!({}), &json!({}), &json!({"n": null}), true);
        assert_eq!(added.as_deref(), Some("/n"));
    }

    #[test]
    fn absent_and_null_are_the_same_where_neither_is_right() {
        let schema =
            json!({"properties": {"a": {"type": ["string", "null"]}, "b": {"type": ["string"]}}});
        for (given, back) in [
            (json!({"a": null}), json!({})),
            (json!({}), json!({"a": null})),
        ] {
            assert_eq!(differ(&schema, &given, &back, false), None);
            assert!(differ(&schema, &given, &back, true).is_some());
        }
        // Some other branch made it valid.
        assert_eq!(differ(&schema, &json!({"b": null}), &json!({}), true), None);
    }

    #[test]
    fn only_a_key_that_the_schema_does_not_speak_of_may_be_left_out() {
        let schema = json!({"properties": {"a": {}, "b": {}}});
        let back = json!({"a": 1});
        assert_eq!(differ(&schema, &json!({"a": 1, "x": 2}), &back, true), None);
        assert!(differ(&schema, &json!({"a": 1, "b": 2}), &back, true).is_some());
        // Of what may be left out, a part may.
        let given = json!({"a": 1, "x": {"y": null, "z": 1}});
        let part = |x: Value| differ(&schema, &given, &json!({"a": 1, "x": x}), true);
        assert_eq!(part(json!({"z": 1})), None);
        assert_eq!(part(json!({"z": 2})).as_deref(), Some("/x/z"));
        assert_eq!(part(json!({"z": 1, "new": 1})).as_deref(), Some("/x/new"));
        let open = json!({"properties": {"a": {}}, "additionalProperties": true});
        assert!(differ(&open, &json!({"a": 1, "x": 2}), &back, true).is_some());
    }
}
