//! What holds only for some of the values.

use serde_json::{Map, Value, json};

use super::schema::{KEYS, Maker};

impl Maker<'_> {
    /// A schema with a condition beside it.
    pub(super) fn conditional(&mut self, depth: usize) -> Value {
        let mut schema = match self.dice.below(7) {
            0 => self.choice(depth + 1),
            1 => self.all_of(depth + 1),
            2 if !self.old => return self.conditional_list(depth),
            _ => self.object(depth + 1),
        };
        let Value::Object(object) = &mut schema else {
            return schema;
        };
        if !self.dice.one_in(6) {
            object.entry("type").or_insert_with(|| json!("object"));
        }
        if self.old {
            let not = json!({"type": "object", "required": ["forbidden"]});
            object.insert("not".to_owned(), not);
        } else {
            self.condition(object, depth);
        }
        schema
    }

    fn condition(&mut self, object: &mut Map<String, Value>, depth: usize) {
        let then = if self.dice.one_in(3) {
            self.part(depth + 1)
        } else {
            self.object(depth + 1)
        };
        let name = self.dice.pick(&KEYS).copied().unwrap_or_default();
        let (word, value) = match self.dice.below(5) {
            0 => ("not", self.test()),
            1 => ("dependentSchemas", json!({ name: then })),
            2 => (
                "dependentRequired",
                json!({ name: [self.dice.pick(&KEYS)] }),
            ),
            _ => {
                object.insert("then".to_owned(), then);
                let otherwise = if self.dice.one_in(2) {
                    json!({"properties": {"else": {"type": "integer"}}})
                } else {
                    self.object(depth + 1)
                };
                object.insert("else".to_owned(), otherwise);
                ("if", self.test())
            }
        };
        object.insert(word.to_owned(), value);
    }

    /// What some of the values pass.
    fn test(&mut self) -> Value {
        let name = self.dice.pick(&KEYS).copied().unwrap_or_default();
        match self.dice.below(5) {
            0 => json!({"required": [name]}),
            1 => json!({"properties": { name: self.scalar() }, "required": [name]}),
            2 => json!({"type": "object", "required": ["forbidden"]}),
            _ => json!({"properties": {"kind": {"const": "k"}}, "required": ["kind"]}),
        }
    }

    /// A list whose items are more only where it is long, or that is of two parts.
    fn conditional_list(&mut self, depth: usize) -> Value {
        let mut list = self.array(depth + 1);
        let other = self.array(depth + 1);
        if let Value::Object(object) = &mut list {
            if self.dice.one_in(2) {
                object.insert("allOf".to_owned(), json!([other]));
            } else {
                object.insert("if".to_owned(), json!({"minItems": 1}));
                object.insert("then".to_owned(), other);
            }
        }
        list
    }
}
