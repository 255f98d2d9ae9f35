//! Values by number: every value of a document has its place in the order in which they are written.

use serde_json::Value;

use crate::pointer::escaped;

/// How many values there are, the root included.
pub(super) fn count(value: &Value) -> usize {
    1 + match value {
        Value::Array(items) => items.iter().map(count).sum(),
        Value::Object(map) => map.values().map(count).sum(),
        _ => 0,
    }
}

/// How deep values are nested.
pub(super) fn depth(value: &Value) -> usize {
    1 + match value {
        Value::Array(items) => items.iter().map(depth).max().unwrap_or(0),
        Value::Object(map) => map.values().map(depth).max().unwrap_or(0),
        _ => 0,
    }
}

/// The value of this number, and its JSON pointer.
pub(super) fn at(value: &Value, index: usize) -> Option<(String, &Value)> {
    let mut left = index;
    let mut pointer = String::new();
    let found = seek(value, &mut left, &mut pointer)?;
    Some((pointer, found))
}

fn seek<'v>(value: &'v Value, left: &mut usize, pointer: &mut String) -> Option<&'v Value> {
    if *left == 0 {
        return Some(value);
    }
    *left -= 1;
    let length = pointer.len();
    let mut step = |key: &str, member: &'v Value| {
        pointer.push('/');
        pointer.push_str(&escaped(key));
        let found = seek(member, left, pointer);
        if found.is_none() {
            pointer.truncate(length);
        }
        found
    };
    match value {
        Value::Array(items) => items
            .iter()
            .enumerate()
            .find_map(|(index, item)| step(&index.to_string(), item)),
        Value::Object(map) => map.iter().find_map(|(key, member)| step(key, member)),
        _ => None,
    }
}

/// The value of this number, to change it.
pub(super) fn at_mut(value: &mut Value, index: usize) -> Option<&mut Value> {
    let mut left = index;
    seek_mut(value, &mut left)
}

fn seek_mut<'v>(value: &'v mut Value, left: &mut usize) -> Option<&'v mut Value> {
    if *left == 0 {
        return Some(value);
    }
    *left -= 1;
    match value {
        Value::Array(items) => items.iter_mut().find_map(|item| seek_mut(item, left)),
        Value::Object(map) => map.values_mut().find_map(|member| seek_mut(member, left)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn every_value_has_a_number_and_a_pointer() {
        let mut value = json!({"a": [1, {"b/c": null}], "d": "x"});
        assert_eq!(count(&value), 6);
        assert_eq!(depth(&value), 4);
        for index in 0..count(&value) {
            let (pointer, found) = at(&value, index).unwrap();
            assert_eq!(value.pointer(&pointer), Some(found));
            let found = found.clone();
            assert_eq!(at_mut(&mut value, index), Some(&mut found.clone()));
        }
        assert!(at(&value, 6).is_none());
        assert_eq!(at(&value, 4).unwrap().0, "/a/1/b~1c");
    }
}
