//! What a schema says about the parts of a value, by whichever of its branches.

use serde_json::{Map, Value};

use crate::judge::target;
use crate::sample::matching;

/// Keywords whose schemas are about the same value.
const SAME: [&str; 4] = ["$ref", "if", "then", "else"];
const SAME_LISTS: [&str; 3] = ["allOf", "anyOf", "oneOf"];

/// Branches are looked into so deep.
const DEEPEST: usize = 6;

/// The names of a value's types.
fn kind(value: &Value) -> &'static [&'static str] {
    match value {
        Value::Null => &["null"],
        Value::Bool(_) => &["boolean"],
        Value::Number(_) => &["number", "integer"],
        Value::String(_) => &["string"],
        Value::Array(_) => &["array"],
        Value::Object(_) => &["object"],
    }
}

/// All that is said about one place of a value.
#[derive(Debug, Clone)]
pub(crate) struct Spoken<'a> {
    all: &'a [Value],
    here: Vec<&'a Map<String, Value>>,
    /// Something allows whatever there is.
    open: bool,
}

impl<'a> Spoken<'a> {
    /// What a schema says, and those that it is composed of. `all` are those that references lead to.
    ///
    /// Branches that cannot be the value's, as far as a look from outside tells, have no say.
    pub(crate) fn of(all: &'a [Value], schema: &'a Value, value: &Value) -> Self {
        let mut spoken = Self::nothing(all);
        spoken.take(schema, value);
        spoken
    }

    fn nothing(all: &'a [Value]) -> Self {
        Self {
            all,
            here: Vec::new(),
            open: false,
        }
    }

    fn take(&mut self, schema: &'a Value, value: &Value) {
        let mut left = vec![schema];
        while let Some(schema) = left.pop() {
            let Value::Object(object) = schema else {
                self.open |= schema == &Value::Bool(true);
                continue;
            };
            if self.here.iter().any(|seen| std::ptr::eq(*seen, object)) {
                continue;
            }
            self.here.push(object);
            for word in SAME {
                match (word, object.get(word)) {
                    ("$ref", Some(Value::String(reference))) => {
                        left.extend(target(reference).and_then(|index| self.all.get(index)));
                    }
                    (_, Some(schema)) => left.push(schema),
                    _ => {}
                }
            }
            for word in SAME_LISTS {
                let list = object.get(word).and_then(Value::as_array);
                let list = list.into_iter().flatten();
                left.extend(list.filter(|part| word == "allOf" || self.may_be(part, value, 0)));
            }
            if let Some(Value::Object(dependents)) = object.get("dependentSchemas") {
                left.extend(dependents.values());
            }
        }
    }

    /// What is said about the value of a key; `None` when the key is one of those that a type may read over.
    pub(crate) fn key(&self, key: &str, value: &Value) -> Option<Self> {
        let mut below = Self::nothing(self.all);
        let mut said = false;
        let mut lists_keys = false;
        for schema in &self.here {
            let map = |word: &str| schema.get(word).and_then(Value::as_object);
            let own = map("properties").and_then(|properties| properties.get(key));
            let pattern = map("patternProperties").and_then(|patterns| {
                patterns
                    .iter()
                    .find(|(pattern, _)| matching(pattern).as_deref() == Some(key))
                    .map(|(_, schema)| schema)
            });
            let others = schema.get("additionalProperties");
            let free = others.filter(|others| **others != Value::Bool(false));
            lists_keys |= map("properties").is_some_and(|properties| !properties.is_empty())
                || schema.contains_key("required")
                || others == Some(&Value::Bool(false));
            if let Some(schema) = own.or(pattern).or(free) {
                said = true;
                below.take(schema, value);
            }
            let required = schema.get("required").and_then(Value::as_array);
            said |= required.is_some_and(|names| names.iter().any(|name| name == key));
        }
        below.open |= said && below.here.is_empty();
        if said {
            Some(below)
        } else if lists_keys {
            None
        } else {
            below.open = true;
            Some(below)
        }
    }

    /// What is said about an item of an array.
    pub(crate) fn item(&self, value: &Value) -> Self {
        let mut below = Self::nothing(self.all);
        for schema in &self.here {
            let first = schema.get("prefixItems").and_then(Value::as_array);
            for item in first.into_iter().flatten().chain(schema.get("items")) {
                below.take(item, value);
            }
        }
        below.open |= below.here.is_empty();
        below
    }

    /// Whether a branch can be the value's: by its kind, by what must be there and by constants.
    fn may_be(&self, schema: &Value, value: &Value, depth: usize) -> bool {
        let Value::Object(schema) = schema else {
            return schema != &Value::Bool(false);
        };
        if depth > DEEPEST {
            return true;
        }
        let behind = schema
            .get("$ref")
            .and_then(Value::as_str)
            .and_then(target)
            .and_then(|index| self.all.get(index));
        let parts = schema.get("allOf").and_then(Value::as_array);
        let kind = kind(value);
        let list = |word: &str| schema.get(word).and_then(Value::as_array);
        behind.is_none_or(|behind| self.may_be(behind, value, depth + 1))
            && parts
                .into_iter()
                .flatten()
                .all(|part| self.may_be(part, value, depth + 1))
            && list("type").is_none_or(|types| {
                types
                    .iter()
                    .any(|name| kind.iter().any(|kind| name == kind))
            })
            && list("enum").is_none_or(|values| values.contains(value))
            && schema.get("const").is_none_or(|constant| constant == value)
            && value.as_object().is_none_or(|object| {
                let properties = schema.get("properties").and_then(Value::as_object);
                list("required").is_none_or(|names| {
                    let mut names = names.iter().filter_map(Value::as_str);
                    names.all(|name| object.contains_key(name))
                }) && properties.into_iter().flatten().all(|(name, property)| {
                    object
                        .get(name)
                        .is_none_or(|value| self.may_be(property, value, depth + 1))
                })
            })
    }

    /// Whether something here allows null. A schema that says nothing of types does.
    pub(crate) fn allows_null(&self) -> bool {
        self.open
            || self.here.iter().any(|schema| {
                let types = schema.get("type").and_then(Value::as_array);
                let values = schema.get("enum").and_then(Value::as_array);
                let composed = SAME
                    .iter()
                    .chain(&SAME_LISTS)
                    .any(|word| schema.contains_key(*word));
                let has_null = |list: &Vec<Value>, null: Value| list.contains(&null);
                match (types, values) {
                    (Some(types), _) => has_null(types, Value::from("null")),
                    (None, Some(values)) => has_null(values, Value::Null),
                    (None, None) => match schema.get("const") {
                        Some(value) => value.is_null(),
                        None => !composed,
                    },
                }
            })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn every_branch_has_its_say() {
        let all = [
            json!({"properties": {"a": {"type": ["string"]}}, "anyOf": [{"$ref": "#/$defs/1"}, {"required": ["r"]}]}),
            json!({"properties": {"b": {"type": ["string", "null"]}}, "if": {"properties": {"c": true}}}),
        ];
        let value = json!({"r": 1});
        let spoken = Spoken::of(&all, &all[0], &value);
        let key = |key| spoken.key(key, &Value::Null);
        for name in ["a", "b", "c", "r"] {
            assert!(key(name).is_some(), "{name}");
        }
        assert!(key("d").is_none());
        assert!(!key("a").unwrap().allows_null());
        assert!(key("b").unwrap().allows_null());
        assert!(key("c").unwrap().allows_null());
    }

    #[test]
    fn branches_of_other_values_have_none() {
        let schema = json!({"oneOf": [
            {"properties": {"t": {"const": "a"}, "a": {}}},
            {"properties": {"t": {"const": "b"}, "b": {}}, "additionalProperties": true},
        ]});
        let spoken = Spoken::of(&[], &schema, &json!({"t": "a"}));
        assert!(spoken.key("a", &Value::Null).is_some());
        assert!(spoken.key("b", &Value::Null).is_none());
        assert!(spoken.key("x", &Value::Null).is_none());
    }

    #[test]
    fn what_lists_no_keys_keeps_them_all() {
        let key = |schema: &Value| {
            Spoken::of(&[], schema, &json!({}))
                .key("x", &Value::Null)
                .map(|it| it.allows_null())
        };
        for schema in [json!({}), json!({"type": ["object"]}), json!(true)] {
            assert_eq!(key(&schema), Some(true), "{schema}");
        }
        assert_eq!(key(&json!({"additionalProperties": false})), None);
        let map = json!({"properties": {"a": true}, "additionalProperties": {"type": ["integer"]}});
        assert_eq!(key(&map), Some(false));
    }
}
