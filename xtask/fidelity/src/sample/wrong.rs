//! Values that are most likely not what a schema allows.

use serde_json::{Map, Value, json};

use super::UNKNOWN_VALUE;

/// The value with one place in it changed to another type or to an unknown text, for each of its first places.
pub(super) fn values(value: &Value) -> Vec<Value> {
    let mut made: Vec<Value> = others(value);
    match value {
        Value::Object(object) => {
            for (name, inner) in object.iter().take(24) {
                let changed = others(inner)
                    .into_iter()
                    .chain(nested(inner).into_iter().take(6));
                made.extend(changed.map(|inner| with(object, name, inner)));
            }
            for name in object.keys().take(24) {
                let mut less = object.clone();
                less.remove(name);
                made.push(Value::Object(less));
            }
        }
        Value::Array(items) => {
            if let Some(first) = items.first() {
                made.extend(others(first).into_iter().map(|first| {
                    let mut items = items.clone();
                    if let Some(slot) = items.first_mut() {
                        *slot = first;
                    }
                    Value::Array(items)
                }));
            }
        }
        _ => {}
    }
    made
}

fn nested(value: &Value) -> Vec<Value> {
    match value {
        Value::Object(object) => object
            .iter()
            .flat_map(|(name, inner)| {
                others(inner)
                    .into_iter()
                    .map(|inner| with(object, name, inner))
            })
            .collect(),
        _ => Vec::new(),
    }
}

fn with(object: &Map<String, Value>, name: &str, inner: Value) -> Value {
    let mut object = object.clone();
    object.insert(name.to_owned(), inner);
    Value::Object(object)
}

/// Values of other types.
fn others(value: &Value) -> Vec<Value> {
    match value {
        Value::String(_) => vec![json!(7), json!(UNKNOWN_VALUE), json!({}), Value::Null],
        Value::Number(_) => vec![
            json!("7"),
            json!(1.5),
            json!(1e300),
            json!(u64::MAX),
            Value::Null,
        ],
        Value::Bool(_) => vec![json!("true"), json!(1), Value::Null],
        Value::Array(_) => vec![json!({}), json!("a,b"), Value::Null],
        Value::Object(_) => vec![json!([]), json!("{}"), json!(0), Value::Null],
        Value::Null => vec![json!(""), json!({})],
    }
}
