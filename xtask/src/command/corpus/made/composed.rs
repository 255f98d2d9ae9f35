//! Schemas that are made of others.

use serde_json::{Map, Value, json};

use super::schema::{KEYS, Maker};

/// Values that tell branches apart.
pub(super) const TAGS: [&str; 4] = ["one", "two", "three", "four"];

impl Maker<'_> {
    /// Parts, some with properties beside them.
    pub(super) fn all_of(&mut self, depth: usize) -> Value {
        let mut parts: Vec<Value> = Vec::new();
        for _ in 0..1 + self.dice.below(3) {
            let part = match self.dice.below(4) {
                0 | 1 => self.earlier(),
                2 if depth < 2 => Some(self.choice(depth + 1)),
                _ => None,
            };
            parts.push(match part {
                Some(part) => part,
                None => self.object(depth + 1),
            });
        }
        let mut schema = match self.dice.below(3) {
            0 => self.object(depth + 1),
            _ => json!({}),
        };
        if let Value::Object(schema) = &mut schema {
            schema.insert("allOf".to_owned(), Value::Array(parts));
        }
        schema
    }

    /// Branches that may overlap.
    pub(super) fn choice(&mut self, depth: usize) -> Value {
        let objects = self.dice.one_in(2);
        let branches: Vec<Value> = (0..2 + self.dice.below(3))
            .map(|_| {
                let earlier = if self.dice.one_in(3) {
                    self.earlier()
                } else {
                    None
                };
                match earlier {
                    Some(branch) => branch,
                    None if self.dice.one_in(12) => self.requirement(),
                    None if objects => self.object(depth + 1),
                    None => self.part(depth + 1),
                }
            })
            .collect();
        let word = self.choice_word();
        let mut schema = match self.dice.below(6) {
            0 => self.object(depth + 1),
            _ => json!({}),
        };
        if let Value::Object(schema) = &mut schema {
            schema.insert(word.to_owned(), Value::Array(branches));
            if self.dice.one_in(24) {
                let requirements = json!([self.requirement(), self.requirement()]);
                let word = if word == "oneOf" { "anyOf" } else { "oneOf" };
                schema.insert(word.to_owned(), requirements);
            }
        }
        schema
    }

    /// `oneOf` or `anyOf`.
    pub(super) fn choice_word(&mut self) -> &'static str {
        if self.dice.one_in(2) {
            "oneOf"
        } else {
            "anyOf"
        }
    }

    /// What names a key and says nothing of it.
    fn requirement(&mut self) -> Value {
        json!({"required": [self.dice.pick(&KEYS)]})
    }

    /// Branches that a property tells apart.
    pub(super) fn tagged(&mut self, depth: usize) -> Value {
        let count = 2 + self.dice.below(3);
        let open = self.dice.one_in(4);
        let branches: Vec<Value> = TAGS
            .iter()
            .take(count)
            .map(|tag| {
                let mut branch = self.object(depth + 1);
                let value = match (open, self.old) {
                    (true, _) => json!({"type": "string"}),
                    (false, true) => json!({"type": "string", "enum": [tag]}),
                    (false, false) => json!({"const": tag}),
                };
                with_tag(&mut branch, &value);
                branch
            })
            .collect();
        let mut schema = Map::new();
        let word = self.choice_word();
        schema.insert(word.to_owned(), Value::Array(branches));
        if self.dice.one_in(2) {
            schema.insert("discriminator".to_owned(), json!({"propertyName": "type"}));
        }
        Value::Object(schema)
    }
}

pub(super) fn with_tag(branch: &mut Value, value: &Value) {
    let Value::Object(object) = branch else {
        return;
    };
    object.insert("type".to_owned(), json!("object"));
    let properties = object.entry("properties").or_insert_with(|| json!({}));
    if let Value::Object(properties) = properties {
        properties.insert("type".to_owned(), value.clone());
    }
    let required = object.entry("required").or_insert_with(|| json!([]));
    if let Value::Array(required) = required
        && !required.contains(&json!("type"))
    {
        required.push(json!("type"));
    }
}
