//! A schema with its references followed and its `allOf` merged: what one value has to satisfy at once.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use crate::judge::target;

/// References and `allOf` nest at most so deep in what is sampled.
const DEEPEST: usize = 24;

#[derive(Debug, Clone, Default)]
pub(super) struct Flat {
    /// Allowed types; `None` for all.
    pub(super) types: Option<BTreeSet<String>>,
    /// Allowed values; `None` for all.
    pub(super) values: Option<Vec<Value>>,
    /// Schemas of the properties, those of several parts united.
    pub(super) properties: BTreeMap<String, Value>,
    pub(super) required: BTreeSet<String>,
    /// `additionalProperties`, when it is said.
    pub(super) additional: Option<Value>,
    /// Schemas of the properties whose names match a pattern.
    pub(super) patterns: BTreeMap<String, Value>,
    /// Alternatives that are still open, one list for each `oneOf` and `anyOf`.
    pub(super) choices: Vec<Vec<Value>>,
    pub(super) items: Option<Value>,
    pub(super) prefix: Vec<Value>,
    /// What only some items have to be.
    pub(super) some_items: Vec<Value>,
    pub(super) examples: Vec<Value>,
    /// How many `allOf` are around what is taken: a parent's children are none of its other children's business.
    parts: usize,
    /// All other keywords: lengths, bounds, format, pattern. Of several the last.
    pub(super) limits: Map<String, Value>,
}

impl Flat {
    /// Flattens a schema; `None` when it nests too deeply or is `false`.
    pub(super) fn of(schemas: &[Value], schema: &Value) -> Option<Self> {
        let mut flat = Self::default();
        flat.take(schemas, schema, 0)?;
        Some(flat)
    }

    /// This one, and another schema on top.
    pub(super) fn and(&self, schemas: &[Value], schema: &Value) -> Option<Self> {
        let mut flat = self.clone();
        flat.take(schemas, schema, 0)?;
        Some(flat)
    }

    fn take(&mut self, schemas: &[Value], schema: &Value, depth: usize) -> Option<()> {
        if depth > DEEPEST {
            return None;
        }
        let schema = match schema {
            Value::Object(schema) => schema,
            Value::Bool(true) => return Some(()),
            _ => return None,
        };
        self.conditions(schema);
        for (key, value) in schema {
            self.keyword(schemas, key, value, depth)?;
        }
        Some(())
    }

    fn keyword(&mut self, schemas: &[Value], key: &str, value: &Value, depth: usize) -> Option<()> {
        match (key, value) {
            ("$ref", Value::String(reference)) => {
                let schema = schemas.get(target(reference)?)?;
                self.take(schemas, schema, depth + 1)?;
            }
            ("allOf", Value::Array(parts)) => {
                self.parts += 1;
                for part in parts {
                    self.take(schemas, part, depth + 1)?;
                }
                self.parts -= 1;
            }
            ("oneOf" | "anyOf", Value::Array(branches)) => self.choices.push(branches.clone()),
            // For us alone: which value the discriminator has in this branch, and the children of a parent.
            ("x-tagged", schema) => self.take(schemas, schema, depth + 1)?,
            ("x-branches", Value::Array(branches)) if self.parts == 0 => {
                let mut branches = branches.clone();
                branches.push(Value::Bool(true));
                self.choices.push(branches);
            }
            ("type", Value::Array(names)) => {
                let names = names.iter().filter_map(Value::as_str).map(str::to_owned);
                self.allow_types(names.collect());
            }
            ("enum", Value::Array(values)) => self.allow(values),
            ("const", value) => self.allow(std::slice::from_ref(value)),
            ("properties", Value::Object(properties)) => {
                for (name, schema) in properties {
                    self.property(name, schema);
                }
            }
            ("required", Value::Array(names)) => {
                let names = names.iter().filter_map(Value::as_str).map(str::to_owned);
                self.required.extend(names);
            }
            ("additionalProperties" | "unevaluatedProperties", schema) => {
                self.additional = Some(united(self.additional.take(), schema));
            }
            ("items", schema) => self.items = Some(united(self.items.take(), schema)),
            ("prefixItems", Value::Array(items)) => {
                for (index, schema) in items.iter().enumerate() {
                    match self.prefix.get_mut(index) {
                        Some(before) => *before = united(Some(before.take()), schema),
                        None => self.prefix.push(schema.clone()),
                    }
                }
            }
            ("contains" | "unevaluatedItems", schema) => self.some_items.push(schema.clone()),
            ("examples", Value::Array(examples)) => self.examples.extend(examples.iter().cloned()),
            ("patternProperties", Value::Object(patterns)) => {
                self.patterns.extend(patterns.clone());
            }
            (
                "x-branches" | "if" | "then" | "else" | "not" | "dependentSchemas"
                | "dependentRequired",
                _,
            ) => {}
            (key, value) => {
                self.limits.insert(key.to_owned(), value.clone());
            }
        }
        Some(())
    }

    /// What holds only for some values is a choice between those for which it does and the others.
    fn conditions(&mut self, schema: &Map<String, Value>) {
        if let (Some(condition), Some(then)) = (schema.get("if"), schema.get("then")) {
            let limits = then.as_object().filter(|then| {
                then.keys().all(|key| {
                    ["minimum", "maximum", "multipleOf", "pattern"].contains(&key.as_str())
                })
            });
            match limits {
                // The limits of a format.
                Some(limits) => {
                    for (key, value) in limits {
                        self.limits
                            .entry(key.clone())
                            .or_insert_with(|| value.clone());
                    }
                }
                None => {
                    let otherwise = schema.get("else").cloned().unwrap_or(Value::Bool(true));
                    self.choices
                        .push(vec![json!({"allOf": [condition, then]}), otherwise]);
                }
            }
        }
        for word in ["dependentSchemas", "dependentRequired"] {
            let Some(Value::Object(dependents)) = schema.get(word) else {
                continue;
            };
            for (key, dependent) in dependents {
                let with = match dependent {
                    Value::Array(names) => json!({"required": names}),
                    schema => schema.clone(),
                };
                let with = json!({"allOf": [{"required": [key]}, with]});
                self.choices.push(vec![Value::Bool(true), with]);
            }
        }
    }

    fn allow_types(&mut self, mut names: BTreeSet<String>) {
        if names.contains("number") {
            names.insert("integer".to_owned());
        }
        self.types = Some(match self.types.take() {
            Some(before) => before.intersection(&names).cloned().collect(),
            None => names,
        });
    }

    fn allow(&mut self, values: &[Value]) {
        self.values = Some(match self.values.take() {
            Some(mut before) => {
                before.retain(|value| values.contains(value));
                before
            }
            None => values.to_vec(),
        });
    }

    /// What an item beyond the first ones is that is also of this schema.
    pub(super) fn item_of(&self, schema: &Value) -> Value {
        united(self.items.clone(), schema)
    }

    /// What the value of a free key is that is also of this schema, and that of a property, if it says the same of it.
    pub(super) fn value_of(&self, schema: &Value) -> Option<Value> {
        let free = self.additional.clone();
        let free = free.filter(|free| free != schema && !free.is_boolean())?;
        Some(united(Some(free), schema))
    }

    fn property(&mut self, name: &str, schema: &Value) {
        let before = self.properties.remove(name);
        self.properties
            .insert(name.to_owned(), united(before, schema));
    }

    /// A limit that is a number that is not negative.
    pub(super) fn count(&self, key: &str) -> Option<usize> {
        let count = self.limits.get(key)?.as_u64()?;
        usize::try_from(count).ok()
    }

    /// A limit that is a text.
    pub(super) fn text(&self, key: &str) -> Option<&str> {
        self.limits.get(key)?.as_str()
    }
}

fn united(before: Option<Value>, schema: &Value) -> Value {
    match before {
        Some(before) if before != *schema => json!({"allOf": [before, schema]}),
        _ => schema.clone(),
    }
}
