//! Values that hold no objects: text, flags, numbers, names of types, and lists and maps of them.

use serde_json::{Map, Number, Value, json};

/// How a value was found.
pub(super) enum Finding {
    /// As it should be.
    Fine,
    /// It was something else, and now is what it should be; how, for a person.
    Read(&'static str),
    /// Nothing: the key may go, and nobody misses it.
    Absent,
    /// Not to be read as what it should be.
    Unreadable,
}

pub(super) fn text(value: &mut Value) -> Finding {
    let text = match &*value {
        Value::String(_) => return Finding::Fine,
        Value::Number(number) => number.to_string(),
        Value::Bool(flag) => flag.to_string(),
        Value::Array(lines) => {
            let Some(lines) = lines.iter().map(Value::as_str).collect::<Option<Vec<_>>>() else {
                return Finding::Unreadable;
            };
            lines.join("\n")
        }
        _ => return Finding::Unreadable,
    };
    *value = Value::from(text);
    Finding::Read("read as text")
}

pub(super) fn flag(value: &mut Value) -> Finding {
    let (flag, done) = match &*value {
        Value::Bool(_) => return Finding::Fine,
        Value::String(word) => match word.trim().to_ascii_lowercase().as_str() {
            "true" | "yes" | "on" | "1" | "required" => (true, "read as true"),
            "false" | "no" | "off" | "0" | "" | "optional" => (false, "read as false"),
            _ => return Finding::Unreadable,
        },
        Value::Number(number) => match number.as_u64() {
            Some(0) => (false, "read as false"),
            Some(1) => (true, "read as true"),
            _ => return Finding::Unreadable,
        },
        _ => return Finding::Unreadable,
    };
    *value = Value::Bool(flag);
    Finding::Read(done)
}

pub(super) fn count(value: &mut Value) -> Finding {
    if let Value::String(digits) = &*value
        && let Ok(count) = digits.trim().parse::<u64>()
    {
        *value = Value::from(count);
        return Finding::Read("read as a number");
    }
    if let Value::Number(number) = &*value {
        if number.is_u64() {
            return Finding::Fine;
        }
        // JSON knows no difference between 5 and 5.0, so this is no mistake.
        if let Some(whole) = number.as_f64().and_then(whole) {
            *value = Value::from(whole);
            return Finding::Fine;
        }
    }
    Finding::Unreadable
}

/// A float as the whole number that it is.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the range is checked, and the fraction is zero"
)]
fn whole(float: f64) -> Option<u64> {
    (float.fract() == 0.0 && (0.0..=9_007_199_254_740_992.0).contains(&float))
        .then_some(float as u64)
}

pub(super) fn number(value: &mut Value) -> Finding {
    match &*value {
        Value::Number(_) => Finding::Fine,
        Value::String(text) => match parse_number(text) {
            Some(number) => {
                *value = Value::Number(number);
                Finding::Read("read as a number")
            }
            None => Finding::Unreadable,
        },
        _ => Finding::Unreadable,
    }
}

fn parse_number(text: &str) -> Option<Number> {
    let text = text.trim();
    text.parse::<i64>()
        .map(Number::from)
        .ok()
        .or_else(|| text.parse::<f64>().ok().and_then(Number::from_f64))
}

pub(super) fn bound(value: &mut Value) -> Finding {
    match &*value {
        Value::Bool(_) | Value::Number(_) => Finding::Fine,
        Value::String(word) if matches!(word.as_str(), "true" | "false") => flag(value),
        _ => number(value),
    }
}

pub(super) fn type_names(value: &mut Value) -> Finding {
    match value {
        Value::String(_) => Finding::Fine,
        Value::Array(names) => {
            let mut unquoted = false;
            for name in names.iter_mut().filter(|name| name.is_null()) {
                *name = Value::from("null");
                unquoted = true;
            }
            if !names.iter().all(Value::is_string) {
                return Finding::Unreadable;
            }
            if unquoted {
                return Finding::Read("null read as the type `null`");
            }
            Finding::Fine
        }
        _ => Finding::Unreadable,
    }
}

pub(super) fn data_list(value: &mut Value) -> Finding {
    match value {
        Value::Array(_) => Finding::Fine,
        Value::Object(_) => Finding::Unreadable,
        single => {
            *single = Value::Array(vec![single.take()]);
            Finding::Read("read as a list of one")
        }
    }
}

pub(super) fn texts(value: &mut Value) -> Finding {
    match value {
        Value::Array(items) => {
            let before = items.len();
            items.retain(|item| !matches!(item, Value::Null | Value::Array(_)));
            let mut changed = items.len() != before;
            let mut unreadable = false;
            for item in items.iter_mut() {
                match item {
                    Value::String(_) => {}
                    Value::Number(_) | Value::Bool(_) => {
                        *item = Value::from(item.to_string());
                        changed = true;
                    }
                    // A tag object where its name is meant.
                    Value::Object(map) => match map.remove("name") {
                        Some(name @ Value::String(_)) => {
                            *item = name;
                            changed = true;
                        }
                        _ => unreadable = true,
                    },
                    _ => unreadable = true,
                }
            }
            items.retain(Value::is_string);
            if changed || unreadable {
                return Finding::Read("read as a list of strings");
            }
            Finding::Fine
        }
        Value::String(_) => {
            *value = Value::Array(vec![value.take()]);
            Finding::Read("read as a list of one")
        }
        // No scopes, said in another way.
        Value::Object(map) if map.is_empty() => {
            *value = json!([]);
            Finding::Read("read as an empty list")
        }
        _ => Finding::Unreadable,
    }
}

pub(super) fn text_map(value: &mut Value) -> Finding {
    match value {
        Value::Object(map) => {
            let mut changed = false;
            for item in map.values_mut().filter(|item| !item.is_string()) {
                *item = match &*item {
                    Value::Null => Value::from(""),
                    other => Value::from(other.to_string()),
                };
                changed = true;
            }
            if changed {
                return Finding::Read("its values read as text");
            }
            Finding::Fine
        }
        // Scopes without descriptions.
        Value::Array(items) => {
            let Some(names) = items.iter().map(Value::as_str).collect::<Option<Vec<_>>>() else {
                return Finding::Unreadable;
            };
            let map: Map<_, _> = names
                .into_iter()
                .map(|name| (name.to_owned(), Value::from("")))
                .collect();
            *value = Value::Object(map);
            Finding::Read("read as names without descriptions")
        }
        _ => Finding::Unreadable,
    }
}
