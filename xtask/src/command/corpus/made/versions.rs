//! Choices among versions of one schema.
//!
//! Branches that are made apart from each other seldom meet: most values are of one of them as a look from outside tells.
//! These have nearly everything in common, and what tells them apart is often deep inside.

use serde_json::{Map, Value, json};

use super::schema::{KEYS, Maker};
use crate::pointer;

impl Maker<'_> {
    /// Branches that are an object of objects with a few changes each.
    pub(super) fn versions(&mut self, depth: usize) -> Value {
        let first = self.nested(depth);
        let branches: Vec<Value> = (0..2 + self.dice.below(2))
            .map(|_| {
                let mut version = first.clone();
                for _ in 0..1 + self.dice.below(3) {
                    self.change(&mut version);
                }
                version
            })
            .collect();
        let word = if self.dice.one_in(3) {
            "oneOf"
        } else {
            "anyOf"
        };
        json!({ word: branches })
    }

    /// An object with objects inside.
    fn nested(&mut self, depth: usize) -> Value {
        let mut properties = Map::new();
        for _ in 0..2 + self.dice.below(2) {
            let Some(key) = self.dice.pick(&KEYS) else {
                continue;
            };
            let property = match self.dice.below(6) {
                0..=2 => self.flat(),
                3 => json!({"type": "array", "items": self.flat()}),
                4 => json!({"type": "object"}),
                _ => self.part(depth + 1),
            };
            properties.insert((*key).to_owned(), property);
        }
        json!({"type": "object", "properties": properties})
    }

    /// An object of scalars.
    pub(super) fn flat(&mut self) -> Value {
        let mut properties = Map::new();
        for _ in 0..1 + self.dice.below(3) {
            if let Some(key) = self.dice.pick(&KEYS) {
                properties.insert((*key).to_owned(), self.scalar());
            }
        }
        json!({"type": "object", "properties": properties})
    }

    /// Changes one of the objects that a schema is made of.
    fn change(&mut self, schema: &mut Value) {
        let mut places = Vec::new();
        objects(schema, "", &mut places);
        let Some(Value::Object(object)) = self
            .dice
            .pick(&places)
            .and_then(|place| schema.pointer_mut(place))
        else {
            return;
        };
        match self.dice.below(9) {
            0 => {
                object.insert("additionalProperties".to_owned(), json!(false));
            }
            1 => {
                let others = self.scalar();
                object.insert("additionalProperties".to_owned(), others);
            }
            _ => self.change_property(object),
        }
    }

    fn change_property(&mut self, object: &mut Map<String, Value>) {
        let entry = object
            .entry("properties")
            .or_insert_with(|| Value::Object(Map::new()));
        let Value::Object(properties) = entry else {
            return;
        };
        let present: Vec<String> = properties.keys().cloned().collect();
        let (Some(present), Some(new)) = (self.dice.pick(&present).cloned(), self.dice.pick(&KEYS))
        else {
            return;
        };
        match self.dice.below(6) {
            0 => {
                properties.remove(&present);
                object.remove("required");
            }
            1 => {
                properties.insert((*new).to_owned(), self.scalar());
            }
            2 => {
                let free = if self.dice.one_in(2) {
                    json!({})
                } else {
                    json!({"type": "object"})
                };
                properties.insert(present, free);
            }
            3 => {
                object.insert("required".to_owned(), json!([present]));
            }
            4 => {
                let Some(property) = properties.remove(&present) else {
                    return;
                };
                let nullable = match self.old {
                    true => json!({"nullable": true, "allOf": [property]}),
                    false => json!({"anyOf": [property, {"type": "null"}]}),
                };
                properties.insert(present, nullable);
            }
            _ => {
                properties.insert(present, self.scalar());
            }
        }
    }
}

/// The pointers of all objects that a schema says something about.
fn objects(schema: &Value, place: &str, found: &mut Vec<String>) {
    let Value::Object(words) = schema else {
        return;
    };
    if words.get("type") == Some(&json!("object")) {
        found.push(place.to_owned());
    }
    if let Some(Value::Object(properties)) = words.get("properties") {
        for (key, property) in properties {
            let key = pointer::escaped(key);
            objects(property, &format!("{place}/properties/{key}"), found);
        }
    }
    for word in ["items", "additionalProperties"] {
        if let Some(inner) = words.get(word) {
            objects(inner, &format!("{place}/{word}"), found);
        }
    }
}
