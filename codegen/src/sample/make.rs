//! A value made of what a schema says.

use serde_json::{Map, Value};

use super::flat::Flat;
use super::{DEEP, DEEPEST, MANY, Sampler, Way};

impl<'a> Sampler<'a> {
    /// The value; `made` counts how many there are already.
    pub(super) fn make(
        &self,
        flat: &Flat<'a>,
        name: &str,
        depth: usize,
        made: &mut usize,
    ) -> Option<Value> {
        *made += 1;
        if depth > DEEPEST {
            return None;
        }
        let mut shown = flat.examples.iter();
        if let Some(example) = shown.find_map(|example| self.fit(flat, example, name, depth)) {
            return Some(example);
        }
        if !flat.choices.is_empty() {
            return self.chosen(flat, name, depth, made);
        }
        if !flat.values.is_empty() {
            return self.listed(flat, name, depth);
        }
        match flat.kind() {
            Some("object") => self.object(flat, depth, made),
            Some("array") => self.array(flat, name, depth, made),
            Some("string") => self.text(flat, name).map(Value::from),
            Some("integer" | "number") => self.number(flat, name),
            Some("boolean") => Some(Value::Bool(true)),
            Some(_) => None,
            None if flat.nullable && flat.keywords.is_empty() => Some(Value::Null),
            None => Some(Value::from(name)),
        }
    }

    /// The value of the first branch that has one and is the only branch that takes it; else of the first that has one.
    fn chosen(&self, flat: &Flat<'a>, name: &str, depth: usize, made: &mut usize) -> Option<Value> {
        let branches = *flat.choices.first()?;
        let mut first = None;
        for branch in branches {
            let Some(next) = flat.with(self.document, branch) else {
                continue;
            };
            let mut count = *made;
            let Some(value) = self.make(&next, name, depth + 1, &mut count) else {
                continue;
            };
            let takers = branches.iter().filter(|other| {
                flat.with(self.document, other)
                    .and_then(|other| self.fit(&other, &value, name, depth))
                    .is_some()
            });
            if takers.count() == 1 {
                *made = count;
                return Some(value);
            }
            first.get_or_insert(value);
        }
        first
    }

    /// The first of the listed values that says something.
    fn listed(&self, flat: &Flat<'a>, name: &str, depth: usize) -> Option<Value> {
        let values = *flat.values.first()?;
        let says = |value: &&Value| !value.is_null() && value.as_str() != Some("");
        let mut ordered = values
            .iter()
            .filter(says)
            .chain(values.iter().filter(|value| !says(value)));
        ordered.find_map(|value| self.fit(flat, value, name, depth))
    }

    fn object(&self, flat: &Flat<'a>, depth: usize, made: &mut usize) -> Option<Value> {
        let mut object = Map::new();
        for name in flat.required.iter().chain(flat.properties.keys()) {
            if object.contains_key(*name) {
                continue;
            }
            let needed = flat.required.contains(name);
            if !needed && (depth >= DEEP || *made > MANY) {
                continue;
            }
            let schemas = flat.properties.get(name).map_or(&[][..], Vec::as_slice);
            let Some(property) = Flat::of(self.document, schemas) else {
                continue;
            };
            if self.is_hidden(&property) {
                continue;
            }
            let settled = flat
                .chosen
                .get(name)
                .and_then(|value| self.fit(&property, &Value::from(value.as_str()), name, depth));
            match settled.or_else(|| self.make(&property, name, depth + 1, made)) {
                Some(value) => drop(object.insert((*name).to_owned(), value)),
                None if needed => return None,
                None => {}
            }
        }
        for (name, value) in &flat.chosen {
            object
                .entry(*name)
                .or_insert_with(|| Value::from(value.as_str()));
        }
        if object.is_empty()
            || flat
                .length("minProperties")
                .is_some_and(|least| least > object.len())
        {
            self.free_keys(flat, depth, made, &mut object)?;
        }
        Some(Value::Object(object))
    }

    /// Keys that the schema does not name, where it speaks of them.
    fn free_keys(
        &self,
        flat: &Flat<'a>,
        depth: usize,
        made: &mut usize,
        object: &mut Map<String, Value>,
    ) -> Option<()> {
        let least = flat.length("minProperties").unwrap_or_default();
        let schema = match flat.keywords.get("additionalProperties") {
            Some(Value::Bool(true)) => Flat::default(),
            Some(schema @ Value::Object(_)) => Flat::of(self.document, &[schema])?,
            _ => return (object.len() >= least).then_some(()),
        };
        for index in 1..=least.saturating_sub(object.len()).clamp(1, 16) {
            let key = if index == 1 {
                "key".to_owned()
            } else {
                format!("key{index}")
            };
            match self.make(&schema, "value", depth + 1, made) {
                Some(value) => drop(object.insert(key, value)),
                None => return (object.len() >= least).then_some(()),
            }
        }
        Some(())
    }

    /// Whether a property does not travel this way.
    pub(super) fn is_hidden(&self, property: &Flat<'a>) -> bool {
        property.flag(match self.way {
            Way::Sent => "readOnly",
            Way::Read => "writeOnly",
        })
    }

    fn array(&self, flat: &Flat<'a>, name: &str, depth: usize, made: &mut usize) -> Option<Value> {
        let mut items = Vec::new();
        if let Some(Value::Array(first)) = flat.keywords.get("x-codegen-prefix-items") {
            for schema in first {
                let flat = Flat::of(self.document, &[schema])?;
                items.push(self.make(&flat, name, depth + 1, made)?);
            }
        }
        let least = flat.length("minItems").unwrap_or_default();
        let most = flat.length("maxItems").unwrap_or(usize::MAX);
        // One item does not show what stands between two.
        let usual = if self.way == Way::Sent && depth < 2 {
            2
        } else {
            1
        };
        let wanted = least.max(usual).min(most).min(64);
        if least == 0 && depth > DEEP {
            return Some(Value::Array(items));
        }
        if flat.items.is_empty() && !items.is_empty() {
            return Some(Value::Array(items));
        }
        let item = Flat::of(self.document, &flat.items)?;
        while items.len() < wanted {
            match self.make(&item, name, depth + 1, made) {
                Some(value) => {
                    let other = distinct(value.clone(), &items, &item);
                    let fits = !item.keywords.contains_key("pattern")
                        && self.fit(&item, &other, name, depth).is_some();
                    items.push(if fits { other } else { value });
                }
                None if items.len() >= least => break,
                None => return None,
            }
        }
        Some(Value::Array(items))
    }
}

/// A value that is not in the list yet, if one is easily made.
fn distinct(value: Value, items: &[Value], flat: &Flat<'_>) -> Value {
    if !items.contains(&value) {
        return value;
    }
    if let Some(values) = flat.values.first()
        && let Some(other) = values.iter().find(|value| !items.contains(value))
    {
        return other.clone();
    }
    let index = items.len();
    match &value {
        Value::String(text) => Value::from(format!("{text}{index}")),
        Value::Number(number) => match number.as_i64() {
            Some(number) => Value::from(number + i64::try_from(index).unwrap_or_default()),
            None => value,
        },
        _ => value,
    }
}
