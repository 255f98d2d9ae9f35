//! One random schema.

use serde_json::{Map, Value, json};

use crate::dice::Dice;

/// Few names, so that the parts of a composed schema meet.
pub(super) const KEYS: [&str; 9] = [
    "id", "type", "kind", "name", "value", "items", "a b", "x-y", "a_b",
];

/// Some match those names and some match others.
const PATTERNS: [&str; 3] = ["^x-", "e$", "^[a-z]{2,4}$"];

/// Makes schemas.
pub(super) struct Maker<'a> {
    pub(super) dice: Dice,
    /// OpenAPI 3.0, which has no lists of types, no `const` and no tuples.
    pub(super) old: bool,
    names: &'a [String],
    /// How many components may be composed into the one that is being made: those before it, so that none contains
    /// itself but by a property or an item.
    before: usize,
    /// A part of a composed schema is next, and not a property or an item of it.
    composing: bool,
}

impl<'a> Maker<'a> {
    pub(super) fn new(dice: Dice, old: bool, names: &'a [String]) -> Self {
        Self {
            dice,
            old,
            names,
            before: 0,
            composing: false,
        }
    }

    /// The component of this number is next.
    pub(super) fn begin(&mut self, number: usize) {
        self.before = number;
        self.composing = true;
    }

    /// The component of this number.
    pub(super) fn component(&mut self, number: usize) -> Value {
        self.begin(number);
        // Objects are what other components are composed of.
        if self.dice.one_in(3) {
            self.object(0)
        } else {
            self.schema(0)
        }
    }

    /// Any schema.
    pub(super) fn schema(&mut self, depth: usize) -> Value {
        let mut made = match self.dice.below(if depth < 3 { 22 } else { 8 }) {
            0..=4 => self.scalar(),
            5 => self.listed(),
            6 => self.referred(depth),
            7 => self.odd(),
            8 | 9 => self.object(depth),
            10 | 11 => self.array(depth),
            12 => self.map(depth),
            13 | 14 => self.all_of(depth),
            15 | 16 => self.choice(depth),
            17 => self.tagged(depth),
            18 => self.conditional(depth),
            19 | 20 => self.versions(depth),
            _ => self.nullable(depth),
        };
        if let Value::Object(object) = &mut made {
            self.annotate(object);
        }
        made
    }

    /// Words that say nothing about which values there are.
    fn annotate(&mut self, schema: &mut Map<String, Value>) {
        if schema.contains_key("$ref") && self.old {
            return;
        }
        match self.dice.below(24) {
            0 => schema.insert("description".to_owned(), json!("Said.\n\n* more")),
            1 => schema.insert("title".to_owned(), json!("A title")),
            2 => schema.insert("deprecated".to_owned(), json!(true)),
            3 => schema.insert("x-made".to_owned(), json!({"a": [1]})),
            _ => None,
        };
    }

    /// A schema of a property or an item.
    fn inner(&mut self, depth: usize) -> Value {
        self.within(depth, false)
    }

    /// A schema of a branch.
    pub(super) fn part(&mut self, depth: usize) -> Value {
        self.within(depth, true)
    }

    fn within(&mut self, depth: usize, composing: bool) -> Value {
        let around = std::mem::replace(&mut self.composing, composing);
        let schema = self.schema(depth);
        self.composing = around;
        schema
    }

    /// A reference to any component, some with more beside them.
    fn referred(&mut self, depth: usize) -> Value {
        let component = if self.composing {
            self.earlier()
        } else {
            self.dice.pick(self.names).map(|name| reference(name))
        };
        let Some(Value::Object(mut component)) = component else {
            return json!({});
        };
        // In 3.0 what stands beside a reference counts for nothing (Reference Object).
        if !self.old
            && depth < 3
            && self.dice.one_in(8)
            && let Value::Object(beside) = self.object(depth + 1)
        {
            component.extend(beside);
        }
        Value::Object(component)
    }

    /// A reference to a component that may be a part of the one that is being made.
    pub(super) fn earlier(&mut self) -> Option<Value> {
        let earlier = self.names.get(..self.before)?;
        self.dice.pick(earlier).map(|name| reference(name))
    }

    /// What is hardly a schema.
    fn odd(&mut self) -> Value {
        match self.dice.below(6) {
            0 => json!({}),
            1 if !self.old => json!(true),
            2 if !self.old => json!({"type": "null"}),
            3 => json!({"type": "object"}),
            4 if !self.old => json!({"type": "array"}),
            _ => json!({"description": "Anything."}),
        }
    }

    pub(super) fn object(&mut self, depth: usize) -> Value {
        let mut properties = Map::new();
        let mut required: Vec<&str> = Vec::new();
        for _ in 0..self.dice.below(5) {
            let Some(key) = self.dice.pick(&KEYS).copied() else {
                continue;
            };
            let mut property = self.inner(depth + 1);
            if let Value::Object(property) = &mut property {
                self.one_way(property);
            }
            properties.insert(key.to_owned(), property);
            if self.dice.one_in(2) && !required.contains(&key) {
                required.push(key);
            }
        }
        let mut schema = Map::new();
        if !self.dice.one_in(12) || properties.is_empty() {
            schema.insert("type".to_owned(), json!("object"));
        }
        if !required.is_empty() {
            schema.insert("required".to_owned(), json!(required));
        }
        if !properties.is_empty() {
            schema.insert("properties".to_owned(), Value::Object(properties));
        }
        self.other_keys(&mut schema, depth);
        Value::Object(schema)
    }

    fn one_way(&mut self, property: &mut Map<String, Value>) {
        if property.contains_key("$ref") && self.old {
            return;
        }
        match self.dice.below(20) {
            0 => property.insert("readOnly".to_owned(), json!(true)),
            1 => property.insert("writeOnly".to_owned(), json!(true)),
            _ => None,
        };
    }

    fn other_keys(&mut self, schema: &mut Map<String, Value>, depth: usize) {
        let others = match self.dice.below(8) {
            0 => Some(json!(true)),
            1 => Some(json!(false)),
            2 => Some(self.scalar()),
            3 => Some(self.inner(depth + 1)),
            _ => None,
        };
        if let Some(others) = others {
            schema.insert("additionalProperties".to_owned(), others);
        }
        if !self.old && self.dice.one_in(8) {
            let pattern = self.dice.pick(&PATTERNS).copied().unwrap_or_default();
            let patterns = json!({ pattern: self.inner(depth + 1) });
            schema.insert("patternProperties".to_owned(), patterns);
        }
        match self.dice.below(16) {
            0 => schema.insert("minProperties".to_owned(), json!(1)),
            1 => schema.insert("maxProperties".to_owned(), json!(6)),
            2 if !self.old => schema.insert("propertyNames".to_owned(), json!({"maxLength": 30})),
            3 if !self.old => schema.insert("unevaluatedProperties".to_owned(), json!(false)),
            4 if !self.old && depth < 3 => {
                let others = self.inner(depth + 1);
                schema.insert("unevaluatedProperties".to_owned(), others)
            }
            _ => None,
        };
    }

    fn map(&mut self, depth: usize) -> Value {
        let values = self.inner(depth + 1);
        json!({"type": "object", "additionalProperties": values})
    }

    pub(super) fn array(&mut self, depth: usize) -> Value {
        let mut schema = Map::new();
        schema.insert("type".to_owned(), json!("array"));
        if !self.old && self.dice.one_in(3) {
            let length = 1 + self.dice.below(3);
            let items: Vec<Value> = (0..length).map(|_| self.inner(depth + 1)).collect();
            schema.insert("prefixItems".to_owned(), Value::Array(items));
            match self.dice.below(6) {
                0 => schema.insert("items".to_owned(), json!(false)),
                1 => schema.insert("items".to_owned(), self.inner(depth + 1)),
                2 => schema.insert("unevaluatedItems".to_owned(), json!(false)),
                3 => schema.insert("unevaluatedItems".to_owned(), self.inner(depth + 1)),
                _ => None,
            };
            if self.dice.one_in(2) {
                schema.insert("minItems".to_owned(), json!(length));
            }
            if self.dice.one_in(2) {
                schema.insert("maxItems".to_owned(), json!(length));
            }
            return Value::Object(schema);
        }
        schema.insert("items".to_owned(), self.inner(depth + 1));
        if !self.old && depth < 3 && self.dice.one_in(8) {
            schema.insert("contains".to_owned(), self.inner(depth + 1));
        }
        match self.dice.below(8) {
            0 => schema.insert("minItems".to_owned(), json!(2)),
            1 => schema.insert("maxItems".to_owned(), json!(3)),
            2 => schema.insert("uniqueItems".to_owned(), json!(true)),
            _ => None,
        };
        Value::Object(schema)
    }

    /// A schema that also allows `null`.
    fn nullable(&mut self, depth: usize) -> Value {
        let mut schema = self.schema(depth + 1);
        if self.old {
            let Value::Object(object) = &mut schema else {
                return schema;
            };
            if object.contains_key("$ref") {
                return json!({"nullable": true, "allOf": [schema]});
            }
            object.insert("nullable".to_owned(), json!(true));
            return schema;
        }
        if let Value::Object(object) = &mut schema
            && let Some(Value::String(name)) = object.get("type").cloned()
            && name != "null"
            && !object.contains_key("enum")
            && self.dice.one_in(2)
        {
            object.insert("type".to_owned(), json!([name, "null"]));
            return schema;
        }
        let branches = if self.dice.one_in(2) {
            json!([schema, {"type": "null"}])
        } else {
            json!([{"type": "null"}, schema])
        };
        let word = self.choice_word();
        json!({ word: branches })
    }
}

/// A reference to the component of this name.
pub(super) fn reference(name: &str) -> Value {
    json!({"$ref": format!("#/components/schemas/{name}")})
}
