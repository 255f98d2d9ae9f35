//! Numbers in JSON: `3`, `3.0` and `3e0` are the same number, though they are read into different Rust types.

use serde_json::{Number, Value};

/// The integer that this number is, if it has no fraction and is small enough.
pub(super) fn whole(number: f64) -> Option<i64> {
    // 2^63 is exact in f64, and i64 reaches to just below it.
    const END: f64 = 9_223_372_036_854_775_808.0;
    #[expect(
        clippy::cast_possible_truncation,
        reason = "there is no fraction, and the range is checked"
    )]
    (number.fract() == 0.0 && (-END..END).contains(&number)).then_some(number as i64)
}

/// Whether a double holds this integer as it is: no more than 53 digits of it, in binary, are in use.
pub(super) fn is_exact(number: impl Into<i128>) -> bool {
    let number: i128 = number.into();
    let used = i128::BITS - number.unsigned_abs().leading_zeros();
    number == 0 || used - number.trailing_zeros() <= f64::MANTISSA_DIGITS
}

/// Whether two JSON values are the same, with numbers compared by what they count.
pub(super) fn same_json(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => same_number(left, right),
        (Value::Array(left), Value::Array(right)) => {
            left.len() == right.len() && left.iter().zip(right).all(|(l, r)| same_json(l, r))
        }
        (Value::Object(left), Value::Object(right)) => {
            left.len() == right.len()
                && left
                    .iter()
                    .all(|(key, l)| right.get(key).is_some_and(|r| same_json(l, r)))
        }
        _ => left == right,
    }
}

fn same_number(left: &Number, right: &Number) -> bool {
    left == right
        || match (integer(left), integer(right)) {
            (Some(left), Some(right)) => left == right,
            _ => false,
        }
}

/// The integer that this number is, if it has no fraction and is small enough.
fn integer(number: &Number) -> Option<i64> {
    match number.as_i64() {
        None if number.is_f64() => number.as_f64().and_then(whole),
        exact => exact,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{is_exact, same_json, whole};

    #[test]
    fn integers_beyond_53_digits_are_exact_only_with_zeros_behind() {
        for (number, exact) in [
            (0, true),
            (-1, true),
            (9_007_199_254_740_992, true),
            (9_007_199_254_740_993, false),
            (-9_007_199_254_740_993, false),
            (9_007_199_254_740_994, true),
            (i64::MIN, true),
            (i64::MAX, false),
        ] {
            assert_eq!(is_exact(number), exact, "{number}");
        }
        assert!(!is_exact(u64::MAX) && is_exact(1_u64 << 63));
    }

    #[test]
    fn only_numbers_without_a_fraction_are_whole() {
        let table = [
            (0.0, Some(0)),
            (-0.0, Some(0)),
            (3.0, Some(3)),
            (-9_223_372_036_854_775_808.0, Some(i64::MIN)),
            (9_223_372_036_854_774_784.0, Some(9_223_372_036_854_774_784)),
            (9_223_372_036_854_775_808.0, None),
            (1e300, None),
            (0.5, None),
            (f64::NAN, None),
            (f64::INFINITY, None),
        ];
        for (number, integer) in table {
            assert_eq!(whole(number), integer, "{number}");
        }
    }

    #[test]
    fn numbers_are_compared_by_what_they_count() {
        let value = |text: &str| serde_json::from_str::<Value>(text).unwrap();
        for (left, right, same) in [
            ("3", "3.0", true),
            ("[3]", "[3e0]", true),
            (r#"{"a":3}"#, r#"{"a":3.0}"#, true),
            ("0.5", "0.5", true),
            ("18446744073709551615", "18446744073709551615", true),
            ("9007199254740993", "9007199254740992.0", false),
            ("3", "\"3\"", false),
            ("[3]", "[3,3]", false),
            (r#"{"a":3}"#, r#"{"b":3}"#, false),
            ("null", "false", false),
        ] {
            assert_eq!(
                same_json(&value(left), &value(right)),
                same,
                "{left} {right}"
            );
        }
        assert!(same_json(&json!("a"), &json!("a")));
    }
}
