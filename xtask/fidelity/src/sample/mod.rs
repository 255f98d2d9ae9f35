//! Values made from a schema: each optional property present and absent, each value, each branch, odd numbers and texts,
//! nulls, unknown keys and values, and values of the wrong type.

mod composite;
mod flat;
mod pattern;
mod scalar;
mod wrong;

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

use serde_json::{Value, json};

use crate::judge::target;
use flat::Flat;

/// A key that no document has, put where the schema says nothing about it.
const EXTRA_KEY: &str = "zz-not-in-the-document";
/// A key that no document has, put where the schema speaks of the values of free keys: it has to be kept.
const FREE_KEY: &str = "zz free key/1";
/// A text that no enum has.
pub(super) const UNKNOWN_VALUE: &str = "zz-not-in-the-document-either";

/// Makes values. Schemas are those of a bundle.
pub(crate) struct Sampler<'a> {
    schemas: &'a [Value],
    /// What was made already of a schema of the bundle at a depth: schemas refer to each other so often that making it
    /// again each time would take for ever.
    made: RefCell<Made>,
    /// How many alternatives may still be followed for the values that are being made.
    left: Cell<usize>,
}

/// By the index of a schema and the depth.
type Made = HashMap<(usize, usize), Rc<[Value]>>;

/// How many alternatives are followed for the values of a schema: those of choices in choices multiply.
const ALTERNATIVES: usize = 50_000;

/// How many values of wrong types are made of a schema.
const WRONG: usize = 64;

/// How many values are made of a schema at a depth.
const fn width(depth: usize) -> usize {
    match depth {
        0 => 96,
        1 => 24,
        2 => 6,
        3 => 3,
        _ => 1,
    }
}

/// Deeper than this only what is required is made.
const DEEP: usize = 4;
/// Deeper than this nothing is made: what is required contains itself.
const DEEPEST: usize = 14;

impl<'a> Sampler<'a> {
    pub(crate) fn new(schemas: &'a [Value]) -> Self {
        Self {
            schemas,
            made: RefCell::default(),
            left: Cell::new(0),
        }
    }

    /// Values of a schema, the plainest first; nobody has judged them yet.
    pub(crate) fn values(&self, index: usize) -> Vec<Value> {
        let Some(schema) = self.schemas.get(index) else {
            return Vec::new();
        };
        self.left.set(ALTERNATIVES);
        let mut values = self.variants(schema, 0).to_vec();
        let plain: Vec<Value> = values.iter().take(3).cloned().collect();
        values.extend(plain.iter().filter_map(with_extra_key));
        let made: Vec<Value> = plain.iter().flat_map(wrong::values).collect();
        values.extend(distinct(made, WRONG));
        values
    }

    /// Values of a schema, as many as are worth their while at this depth.
    fn variants(&self, schema: &Value, depth: usize) -> Rc<[Value]> {
        if depth > DEEPEST {
            return Rc::default();
        }
        let Some(index) = alone(schema) else {
            return self.new_variants(schema, depth).into();
        };
        if let Some(made) = self.made.borrow().get(&(index, depth)) {
            return Rc::clone(made);
        }
        let made: Rc<[Value]> = self.new_variants(schema, depth).into();
        if self.left.get() > 0 {
            self.made
                .borrow_mut()
                .insert((index, depth), Rc::clone(&made));
        }
        made
    }

    fn new_variants(&self, schema: &Value, depth: usize) -> Vec<Value> {
        let Some(flat) = Flat::of(self.schemas, schema) else {
            return Vec::new();
        };
        let mut values = self.of_flat(&flat, depth);
        if depth < 2 {
            values.extend(flat.examples);
        }
        distinct(values, width(depth))
    }

    fn of_flat(&self, flat: &Flat, depth: usize) -> Vec<Value> {
        if let Some((first, rest)) = flat.choices.split_first() {
            return self.of_choice(flat, first, rest, depth);
        }
        if let Some(values) = &flat.values {
            return values.clone();
        }
        let mut values = Vec::new();
        for name in kinds(flat) {
            match name {
                "object" => values.extend(self.objects(flat, depth)),
                "array" => values.extend(self.arrays(flat, depth)),
                "string" => values.extend(scalar::texts(flat)),
                "integer" => values.extend(scalar::integers(flat)),
                "number" => values.extend(scalar::numbers(flat)),
                "boolean" => values.extend([json!(true), json!(false)]),
                _ => values.push(Value::Null),
            }
        }
        values
    }

    /// Each branch in turn, with the first of the other alternatives.
    fn of_choice(
        &self,
        flat: &Flat,
        branches: &[Value],
        rest: &[Vec<Value>],
        depth: usize,
    ) -> Vec<Value> {
        let mut without = flat.clone();
        without.choices = rest.to_vec();
        let mut lists: Vec<std::vec::IntoIter<Value>> = branches
            .iter()
            .take_while(|_| self.follow())
            .filter_map(|branch| without.and(self.schemas, branch))
            .map(|flat| {
                // A branch that is a choice or a reference again is no level of its own.
                let nested = depth + usize::from(flat.choices.len() > rest.len());
                if nested > DEEPEST {
                    Vec::new().into_iter()
                } else {
                    self.of_flat(&flat, nested).into_iter()
                }
            })
            .collect();
        // In turns, so that a limit does not take the last branches away.
        let mut values = Vec::new();
        while values.len() < width(depth) * 2 {
            let before = values.len();
            values.extend(lists.iter_mut().filter_map(Iterator::next));
            if values.len() == before {
                break;
            }
        }
        values
    }

    /// Whether one alternative more may be followed.
    fn follow(&self) -> bool {
        let left = self.left.get();
        self.left.set(left.saturating_sub(1));
        left > 0
    }
}

/// The schema of the bundle that this one is a mere reference to.
fn alone(schema: &Value) -> Option<usize> {
    let schema = schema.as_object().filter(|schema| schema.len() == 1)?;
    target(schema.get("$ref")?.as_str()?)
}

/// The types to make values of: those that are said, or what the keywords speak of.
fn kinds(flat: &Flat) -> Vec<&str> {
    if let Some(types) = &flat.types {
        let number = types.contains("number");
        let order = [
            "object", "array", "string", "number", "integer", "boolean", "null",
        ];
        return order
            .into_iter()
            .filter(|name| types.contains(*name) && !(number && *name == "integer"))
            .collect();
    }
    if !flat.properties.is_empty() || !flat.required.is_empty() || flat.additional.is_some() {
        return vec!["object"];
    }
    if flat.items.is_some() || !flat.prefix.is_empty() {
        return vec!["array"];
    }
    if flat.text("pattern").is_some() || flat.limits.contains_key("minLength") {
        return vec!["string"];
    }
    vec!["object", "array", "string", "number", "boolean", "null"]
}

/// A key that a pattern matches.
pub(crate) fn matching(pattern: &str) -> Option<String> {
    pattern::text(pattern, 3)
}

fn with_extra_key(value: &Value) -> Option<Value> {
    let mut object = value.as_object()?.clone();
    object.insert(EXTRA_KEY.to_owned(), json!({"kept": [1, null]}));
    Some(Value::Object(object))
}

/// The first `most` that differ.
fn distinct(values: Vec<Value>, most: usize) -> Vec<Value> {
    let mut seen = std::collections::BTreeSet::new();
    values
        .into_iter()
        .filter(|value| seen.insert(value.to_string()))
        .take(most)
        .collect()
}

#[cfg(test)]
mod tests;
