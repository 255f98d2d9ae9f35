//! What a schema says about the parts of a value, by whichever of its branches.

use regex::Regex;
use serde_json::{Map, Value};

use crate::judge::target;
use crate::sample::matching;

/// Keywords whose schemas are about the same value.
const SAME: [&str; 4] = ["$ref", "if", "then", "else"];
const SAME_LISTS: [&str; 4] = ["allOf", "anyOf", "oneOf", "x-branches"];

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

/// How a schema speaks of a key. What comes later outweighs what comes before, where both are said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Word {
    /// It speaks of no keys at all.
    Silent,
    /// It names others.
    Listed,
    /// It allows keys that it does not name.
    Free,
    /// It names it.
    Named,
}

/// What a schema itself says of the value of a key.
fn said<'a>(schema: &'a Map<String, Value>, key: &str) -> Vec<&'a Value> {
    let properties = schema.get("properties").and_then(Value::as_object);
    let own = properties.and_then(|properties| properties.get(key));
    let mut said: Vec<&Value> = own.into_iter().chain(by_pattern(schema, key)).collect();
    if said.is_empty() {
        let others = schema.get("additionalProperties");
        said.extend(others.filter(|others| **others != Value::Bool(false)));
    }
    said
}

/// The schemas of the patterns that a key matches, and that of the one it was made for.
fn by_pattern<'a>(schema: &'a Map<String, Value>, key: &str) -> impl Iterator<Item = &'a Value> {
    let patterns = schema.get("patternProperties").and_then(Value::as_object);
    let patterns = patterns.into_iter().flatten();
    patterns
        .filter(move |(pattern, _)| {
            matching(pattern).as_deref() == Some(key)
                || Regex::new(pattern).is_ok_and(|regex| regex.is_match(key))
        })
        .map(|(_, schema)| schema)
}

/// Whether a schema alone allows no keys that it does not speak of.
fn is_closed(schema: &Map<String, Value>) -> bool {
    let denies = |word: &str| schema.get(word) == Some(&Value::Bool(false));
    let others = ["dependentSchemas", "additionalProperties"];
    let evaluated = SAME.iter().chain(&SAME_LISTS).chain(&others);
    let mut evaluated = evaluated.filter(|word| schema.contains_key(**word));
    denies("additionalProperties")
        || (denies("unevaluatedProperties") && evaluated.next().is_none())
}

/// All that is said about one place of a value.
#[derive(Debug, Clone)]
pub(crate) struct Spoken<'a> {
    all: &'a [Value],
    here: Vec<&'a Map<String, Value>>,
    /// Those of `here` that are about this place and not a part of others.
    roots: Vec<&'a Value>,
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

    /// What is said where nothing is: anything is allowed, and everything has to be kept.
    pub(crate) fn anything() -> Self {
        Self {
            open: true,
            ..Self::nothing(&[])
        }
    }

    fn nothing(all: &'a [Value]) -> Self {
        Self {
            all,
            here: Vec::new(),
            roots: Vec::new(),
            open: false,
        }
    }

    fn take(&mut self, schema: &'a Value, value: &Value) {
        self.roots.push(schema);
        // With whether it is only a part: what a parent says of its children is not about them.
        let mut left = vec![(schema, false)];
        while let Some((schema, part)) = left.pop() {
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
                        let behind = target(reference).and_then(|index| self.all.get(index));
                        left.extend(behind.map(|behind| (behind, part)));
                    }
                    (_, Some(schema)) => left.push((schema, true)),
                    _ => {}
                }
            }
            for word in SAME_LISTS
                .iter()
                .filter(|word| !part || **word != "x-branches")
            {
                let list = object.get(*word).and_then(Value::as_array);
                let is_part = *word == "allOf";
                let list = list.into_iter().flatten();
                let list = list.filter(|branch| is_part || self.may_be(branch, value, 0));
                left.extend(list.map(|branch| (branch, part || is_part)));
            }
            if let Some(Value::Object(dependents)) = object.get("dependentSchemas") {
                left.extend(dependents.values().map(|schema| (schema, true)));
            }
        }
    }

    /// What is said about the value of a key; `None` when it is one of those that a type may read over.
    ///
    /// It may where the schema names the keys that there are, and says nothing of others. Of a value that the schema
    /// refuses, all but those that are named may be read over.
    pub(crate) fn key(&self, key: &str, value: &Value, valid: bool) -> Option<Self> {
        let mut below = Self::nothing(self.all);
        for schema in &self.here {
            for schema in said(schema, key) {
                below.take(schema, value);
            }
        }
        if below.here.is_empty() {
            for schema in &self.here {
                if let Some(schema) = schema.get("unevaluatedProperties") {
                    below.take(schema, value);
                }
            }
        }
        below.open = below.here.is_empty();
        let mut word = Word::Silent;
        for root in &self.roots {
            word = word.max(self.word(root, key, 0));
        }
        match word {
            Word::Named => Some(below),
            Word::Free | Word::Silent if valid => Some(below),
            _ => None,
        }
    }

    /// How a schema speaks of a key, with all that it is composed of.
    fn word(&self, schema: &Value, key: &str, depth: usize) -> Word {
        let Value::Object(schema) = schema else {
            return Word::Silent;
        };
        // Branches that are not the value's were left out.
        if depth > DEEPEST || !self.here.iter().any(|here| std::ptr::eq(*here, schema)) {
            return Word::Silent;
        }
        let map = |word: &str| schema.get(word).and_then(Value::as_object);
        let list = |word: &str| schema.get(word).and_then(Value::as_array);
        let mut said = Word::Silent;
        let properties = map("properties");
        let required = list("required");
        let names = |names: &Vec<Value>| names.iter().any(|name| name == key);
        let mut dependents = map("dependentRequired").into_iter().flatten();
        if properties.is_some_and(|properties| properties.contains_key(key))
            || required.is_some_and(names)
            || dependents.any(|(name, others)| name == key || others.as_array().is_some_and(names))
        {
            return Word::Named;
        }
        match schema.get("additionalProperties") {
            _ if by_pattern(schema, key).next().is_some() => said = Word::Free,
            Some(Value::Bool(false)) => said = Word::Listed,
            Some(_) => said = Word::Free,
            None if schema
                .get("unevaluatedProperties")
                .is_some_and(|it| *it != Value::Bool(false)) =>
            {
                said = Word::Free;
            }
            None if required.is_some() || properties.is_some_and(|it| !it.is_empty()) => {
                said = Word::Listed;
            }
            None => {}
        }
        let reference = schema.get("$ref").and_then(Value::as_str);
        let behind = reference.and_then(|reference| self.all.get(target(reference)?));
        for part in behind
            .into_iter()
            .chain(list("allOf").into_iter().flatten())
        {
            said = said.max(self.word(part, key, depth + 1));
        }
        // Conditions may not be met: only what they name is certain to be kept.
        let conditions = ["if", "then", "else"]
            .iter()
            .filter_map(|word| schema.get(*word));
        let dependents = map("dependentSchemas")
            .into_iter()
            .flat_map(|map| map.values());
        for part in conditions.chain(dependents) {
            if self.word(part, key, depth + 1) == Word::Named {
                return Word::Named;
            }
        }
        for choice in ["anyOf", "oneOf", "x-branches"]
            .iter()
            .filter_map(|word| list(word))
        {
            let words = choice
                .iter()
                .map(|branch| self.word(branch, key, depth + 1));
            let words: Vec<Word> = words.collect();
            // A value may be of the branch that says the least.
            let word = if words.contains(&Word::Named) {
                Word::Named
            } else if words.contains(&Word::Listed) {
                Word::Listed
            } else {
                words.into_iter().max().unwrap_or(Word::Silent)
            };
            said = said.max(word);
        }
        said
    }

    /// What is said about the item of an array that has this position.
    pub(crate) fn item(&self, index: usize, value: &Value) -> Self {
        let mut below = Self::nothing(self.all);
        for schema in &self.here {
            let first = schema.get("prefixItems").and_then(Value::as_array);
            let first = first.and_then(|first| first.get(index));
            let own = first.or(schema.get("items"));
            let some = ["contains", "unevaluatedItems"];
            let some = some.iter().filter_map(|word| schema.get(*word));
            for item in own.into_iter().chain(some) {
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
        let choices = ["anyOf", "oneOf"].iter().filter_map(|word| list(word));
        let mut choices = choices.filter(|branches| !branches.is_empty());
        behind.is_none_or(|behind| self.may_be(behind, value, depth + 1))
            && choices.all(|branches| {
                let mut branches = branches.iter();
                branches.any(|branch| self.may_be(branch, value, depth + 1))
            })
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
            && value
                .as_array()
                .is_none_or(|items| self.may_have(schema, items, depth))
            && value.as_object().is_none_or(|object| {
                let properties = schema.get("properties").and_then(Value::as_object);
                let closed = is_closed(schema) && !schema.contains_key("patternProperties");
                let listed =
                    |key: &String| properties.is_some_and(|listed| listed.contains_key(key));
                if closed && !object.keys().all(listed) {
                    return false;
                }
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

    /// Whether an array of this schema can have these items.
    fn may_have(&self, schema: &Map<String, Value>, items: &[Value], depth: usize) -> bool {
        let first = schema.get("prefixItems").and_then(Value::as_array);
        let first = first.map_or(&[][..], Vec::as_slice);
        let mut pairs = first.iter().zip(items);
        let mut others = items.iter().skip(first.len());
        pairs.all(|(schema, item)| self.may_be(schema, item, depth + 1))
            && schema
                .get("items")
                .is_none_or(|schema| others.all(|item| self.may_be(schema, item, depth + 1)))
    }

    /// Whether something here allows null. A schema that says nothing of types does.
    pub(crate) fn allows_null(&self) -> bool {
        let mut roots = self.roots.iter();
        self.open || roots.any(|root| self.may_be(root, &Value::Null, 0))
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
        let key = |key| spoken.key(key, &Value::Null, true);
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
        assert!(spoken.key("a", &Value::Null, true).is_some());
        assert!(spoken.key("b", &Value::Null, true).is_none());
        assert!(spoken.key("x", &Value::Null, true).is_none());
    }

    #[test]
    fn a_branch_that_allows_no_other_keys_has_none_of_a_value_with_one() {
        let branches = |closing: &str| json!({"anyOf": [{}, {"properties": {"a": true}, closing: false, "allOf": [{}]}]});
        let value = json!({"a": 1, "b": 2});
        let has_say = |schema: &Value| {
            let spoken = Spoken::of(&[], schema, &value);
            spoken.here.len() > 2
        };
        assert!(!has_say(&branches("additionalProperties")));
        // Its parts may speak of the others.
        assert!(has_say(&branches("unevaluatedProperties")));
        let alone =
            json!({"anyOf": [{}, {"properties": {"a": true}, "unevaluatedProperties": false}]});
        assert!(!has_say(&alone));
    }

    #[test]
    fn a_branch_has_its_say_of_the_items_that_its_schema_is_about() {
        let schema = json!({"anyOf": [
            {"properties": {"a": {"prefixItems": [{"type": ["integer"]}], "items": false}}},
            {"properties": {"a": {"prefixItems": [{"type": ["string"]}]}, "b": {}}},
        ]});
        let key = |value: &Value, key| {
            Spoken::of(&[], &schema, value)
                .key(key, &Value::Null, true)
                .is_some()
        };
        assert!(key(&json!({"a": [1]}), "a") && !key(&json!({"a": [1]}), "b"));
        assert!(key(&json!({"a": ["s", 1]}), "b"));
    }

    #[test]
    fn what_is_said_of_some_keys_and_items_counts() {
        let schema = json!({
            "properties": {"x-a": {"properties": {"own": true}}},
            "patternProperties": {"^x-": {"properties": {"more": true}}},
            "unevaluatedProperties": {"properties": {"late": true}},
            "dependentRequired": {"a": ["b"]},
        });
        let value = json!({});
        let spoken = Spoken::of(&[], &schema, &value);
        let below = |key: &str| spoken.key(key, &value, true).unwrap();
        for (key, inner) in [
            ("x-a", "own"),
            ("x-a", "more"),
            ("x-b", "more"),
            ("other", "late"),
        ] {
            assert!(
                below(key).key(inner, &Value::Null, true).is_some(),
                "{key}, {inner}"
            );
        }
        assert!(below("x-b").key("own", &Value::Null, true).is_none());
        for name in ["a", "b"] {
            assert!(spoken.key(name, &Value::Null, false).is_some(), "{name}");
        }

        let list = json!({
            "prefixItems": [{"properties": {"first": true}}],
            "items": {"properties": {"rest": true}},
            "contains": {"properties": {"some": true}},
        });
        let value = json!([{}, {}]);
        let spoken = Spoken::of(&[], &list, &value);
        let says = |index, key| {
            let item = spoken.item(index, &json!({}));
            item.key(key, &Value::Null, true).is_some()
        };
        assert!(says(0, "first") && says(0, "some") && !says(0, "rest"));
        assert!(says(1, "rest") && says(1, "some") && !says(1, "first"));
    }

    #[test]
    fn what_lists_no_keys_keeps_them_all() {
        let key = |schema: &Value| {
            Spoken::of(&[], schema, &json!({}))
                .key("x", &Value::Null, true)
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
