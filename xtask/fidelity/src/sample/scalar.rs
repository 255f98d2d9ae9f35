//! Numbers and texts within the limits of a schema, the odd ones among them.

use serde_json::{Number, Value};

use super::flat::Flat;
use super::pattern;

pub(super) fn integers(flat: &Flat) -> Vec<Value> {
    let bound = |inclusive: &str, exclusive: &str, step: i128| {
        let value = |key| flat.limits.get(key).and_then(whole);
        match (value(inclusive), value(exclusive)) {
            (inclusive, Some(exclusive)) => Some(inclusive.map_or(exclusive + step, |bound| {
                if step > 0 {
                    bound.max(exclusive + step)
                } else {
                    bound.min(exclusive + step)
                }
            })),
            (inclusive, None) => inclusive,
        }
    };
    let least = bound("minimum", "exclusiveMinimum", 1);
    let most = bound("maximum", "exclusiveMaximum", -1);
    // 2^53 + 1 is the first integer that a double cannot hold.
    let mut tried: Vec<i128> = vec![1, 0, -1, 42, 9_007_199_254_740_993, i64::MIN.into()];
    tried.extend(least.filter(|bound| *bound >= i64::MIN.into()));
    tried.extend(most.filter(|bound| *bound <= u64::MAX.into()));
    if let Some(step) = flat.limits.get("multipleOf").and_then(whole)
        && step > 1
    {
        let first = least.map_or(0, |least| least.div_euclid(step) * step + step);
        tried = vec![first, first - step, first + step, 0, step * 1000];
    }
    let mut made: Vec<Value> = tried
        .into_iter()
        .filter(|number| least.is_none_or(|least| *number >= least))
        .filter(|number| most.is_none_or(|most| *number <= most))
        .filter_map(|number| {
            i64::try_from(number)
                .map(Value::from)
                .or_else(|_| u64::try_from(number).map(Value::from))
                .ok()
        })
        .collect();
    // The same number, written with a fraction.
    let whole = made
        .first()
        .and_then(Value::as_i64)
        .filter(|number| number.abs() < 1 << 50);
    #[expect(clippy::cast_precision_loss, reason = "it is less than 2^53")]
    made.extend(
        whole
            .and_then(|number| Number::from_f64(number as f64))
            .map(Value::Number),
    );
    made
}

fn whole(value: &Value) -> Option<i128> {
    let Value::Number(number) = value else {
        return None;
    };
    if let Some(number) = number.as_i64() {
        return Some(number.into());
    }
    if let Some(number) = number.as_u64() {
        return Some(number.into());
    }
    let number = number.as_f64()?;
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a bound beyond this range limits nothing that is tried"
    )]
    (number.abs() < 1e30).then(|| number.floor() as i128)
}

pub(super) fn numbers(flat: &Flat) -> Vec<Value> {
    let bound = |key| flat.limits.get(key).and_then(Value::as_f64);
    let least = bound("minimum").or(bound("exclusiveMinimum"));
    let most = bound("maximum").or(bound("exclusiveMaximum"));
    let mut tried = vec![0.5, 0.1, 3.0, -1.25, 1e-7, 1e21, 123_456_789.123];
    match (least, most) {
        (Some(least), Some(most)) => tried.extend([least, most, f64::midpoint(least, most)]),
        (Some(least), None) => tried.extend([least, least + 0.5]),
        (None, Some(most)) => tried.extend([most, most - 0.5]),
        (None, None) => {}
    }
    let mut numbers: Vec<Value> = tried
        .into_iter()
        .filter(|number| least.is_none_or(|least| *number >= least))
        .filter(|number| most.is_none_or(|most| *number <= most))
        .filter_map(Number::from_f64)
        .map(Value::Number)
        .collect();
    numbers.extend(integers(flat));
    numbers
}

pub(super) fn texts(flat: &Flat) -> Vec<Value> {
    let least = flat.count("minLength").unwrap_or(0);
    let most = flat.count("maxLength").unwrap_or(usize::MAX);
    let mut texts: Vec<String> = Vec::new();
    if let Some(format) = flat.text("format") {
        texts.extend(of_format(format).iter().map(|text| (*text).to_owned()));
    }
    if let Some(pattern) = flat.text("pattern") {
        texts.extend(pattern::text(pattern, least));
    }
    if texts.is_empty() {
        texts.push("text".to_owned());
    }
    texts.extend(["", "ünï ☃ 𝄞", "a\"b\\c/\n\t\u{1}", " 0"].map(str::to_owned));
    texts.push("x".repeat(least.min(100_000)));
    let mut fitting: Vec<Value> = texts
        .into_iter()
        .map(|text| fitted(text, least, most))
        .map(Value::from)
        .collect();
    fitting.dedup();
    fitting
}

/// A text that is long enough and not too long.
fn fitted(text: String, least: usize, most: usize) -> String {
    let length = text.chars().count();
    if length < least && least < 100_000 {
        let mut longer = text;
        longer.extend(std::iter::repeat_n('a', least - length));
        return longer;
    }
    if length > most {
        return text.chars().take(most).collect();
    }
    text
}

fn of_format(format: &str) -> &'static [&'static str] {
    match format {
        "date-time" => &[
            "2024-02-29T12:34:56Z",
            "2024-01-31T23:59:59.123456+05:30",
            "1999-12-31T00:00:00.000Z",
            "2024-06-01T00:00:00-11:30",
            "2024-06-01T00:00:00+00:00",
            "2024-06-01t00:00:00.123456789012z",
            "1998-12-31T23:59:60Z",
        ],
        "date" => &["2024-02-29", "1970-01-01"],
        "time" => &["12:34:56Z", "23:59:59.5+01:00"],
        "duration" => &["P3D", "PT36H"],
        "uuid" => &[
            "3f2b0c1e-9a51-4d6b-8d0e-5a7c2f1b9e10",
            "00000000-0000-0000-0000-000000000000",
            "3F2B0C1E-9A51-4D6B-8D0E-5A7C2F1B9E11",
        ],
        "email" | "idn-email" => &["a.b@example.com"],
        "hostname" | "idn-hostname" => &["example.com"],
        "ipv4" => &["192.0.2.1"],
        "ipv6" => &["2001:db8::1"],
        "uri" | "iri" | "url" => &["https://example.com/a?b=c#d"],
        "uri-reference" | "iri-reference" => &["/a/b?c", "https://example.com/"],
        "uri-template" => &["/a/{b}"],
        "json-pointer" => &["/a/b~1c"],
        "relative-json-pointer" => &["1/a"],
        "regex" => &["^a+$"],
        "byte" | "base64" => &["aGVsbG8=", "AAEC/w==", ""],
        _ => &[],
    }
}
