//! Objects and arrays.

use std::collections::BTreeMap;
use std::rc::Rc;

use serde_json::{Map, Value, json};

use super::flat::Flat;
use super::{DEEP, FREE_KEY, Sampler, matching, width};

impl Sampler<'_> {
    /// The smallest object, the fullest, and the smallest with each property in each of its variants.
    pub(super) fn objects(&self, flat: &Flat, depth: usize) -> Vec<Value> {
        let wanted = |name: &String| depth < DEEP || flat.required.contains(name);
        let variants: BTreeMap<&String, Rc<[Value]>> = flat
            .properties
            .iter()
            .filter(|(name, _)| wanted(name))
            .map(|(name, schema)| (name, self.variants(schema, depth + 1)))
            .collect();
        let Some(least) = self.smallest(flat, &variants, depth) else {
            return Vec::new();
        };
        let mut values = vec![Value::Object(least.clone())];
        if depth >= DEEP {
            return values;
        }
        let mut full = least.clone();
        for (name, variants) in &variants {
            if let Some(first) = variants.first() {
                full.insert((*name).clone(), first.clone());
            }
        }
        values.push(Value::Object(full.clone()));
        let most = width(depth);
        // The first variant of every property, then the second of every property, and so on.
        for turn in 0..most {
            let before = values.len();
            for (name, variants) in &variants {
                if let Some(variant) = variants.get(turn) {
                    let mut object = least.clone();
                    object.insert((*name).clone(), variant.clone());
                    values.push(Value::Object(object));
                }
            }
            if values.len() == before || values.len() > most {
                break;
            }
        }
        for name in flat.properties.keys().take(most) {
            if !flat.required.contains(name) {
                let mut object = full.clone();
                object.remove(name);
                values.push(Value::Object(object));
            }
        }
        values.extend(self.with_free_keys(flat, &least, depth));
        // Other parts of a whole may say something of them too.
        for (name, schema) in &flat.properties {
            let Some(schema) = flat.value_of(schema) else {
                break;
            };
            if let Some(value) = self.variants(&schema, depth + 1).last() {
                let mut object = least.clone();
                object.insert(name.clone(), value.clone());
                values.push(Value::Object(object));
            }
        }
        values
    }

    /// What is required, and as much more as `minProperties` asks for.
    fn smallest(
        &self,
        flat: &Flat,
        variants: &BTreeMap<&String, Rc<[Value]>>,
        depth: usize,
    ) -> Option<Map<String, Value>> {
        let mut object = Map::new();
        for name in &flat.required {
            let value = match (variants.get(name), &flat.additional) {
                (Some(variants), _) => variants.first()?.clone(),
                (None, Some(schema)) => self.variants(schema, depth + 1).first()?.clone(),
                (None, None) => json!("required"),
            };
            object.insert(name.clone(), value);
        }
        let least = flat.count("minProperties").unwrap_or(0).min(64);
        for (name, schema) in &flat.properties {
            if object.len() >= least {
                break;
            }
            if !object.contains_key(name)
                && let Some(value) = self.variants(schema, depth + 1).first()
            {
                object.insert(name.clone(), value.clone());
            }
        }
        let free = flat.additional.as_ref().unwrap_or(&Value::Bool(true));
        for count in object.len()..least {
            let value = self.variants(free, depth + 1).first()?.clone();
            object.insert(format!("key-{count}"), value);
        }
        Some(object)
    }

    /// Keys of the caller's choice, where the schema speaks of their values.
    fn with_free_keys(&self, flat: &Flat, least: &Map<String, Value>, depth: usize) -> Vec<Value> {
        let others = flat
            .additional
            .iter()
            .filter(|schema| **schema != Value::Bool(false))
            .map(|schema| (FREE_KEY.to_owned(), schema));
        let patterns = flat
            .patterns
            .iter()
            .filter_map(|(pattern, schema)| Some((matching(pattern)?, schema)));
        let mut values = Vec::new();
        for (key, schema) in others.chain(patterns) {
            let both = flat.value_of(schema);
            let both = both.map(|both| self.variants(&both, depth + 1));
            let of_both = both.iter().flat_map(|values| values.iter());
            for value in self.variants(schema, depth + 1).iter().chain(of_both) {
                let mut object = least.clone();
                object.insert(key.clone(), value.clone());
                values.push(Value::Object(object));
            }
        }
        values
    }

    /// The shortest array, and arrays of each variant of its elements.
    pub(super) fn arrays(&self, flat: &Flat, depth: usize) -> Vec<Value> {
        let mut first: Vec<Value> = Vec::new();
        for schema in &flat.prefix {
            match self.variants(schema, depth + 1).first() {
                Some(value) => first.push(value.clone()),
                None => return vec![json!([])],
            }
        }
        let free = flat.items.as_ref().unwrap_or(&Value::Bool(true));
        let elements = match free {
            Value::Bool(false) => Rc::default(),
            free if depth < DEEP || flat.count("minItems").is_some_and(|least| least > 0) => {
                self.variants(free, depth + 1)
            }
            _ => Rc::default(),
        };
        let least = flat.count("minItems").unwrap_or(0).min(64);
        let unique = flat.limits.get("uniqueItems") == Some(&Value::Bool(true));
        let filled = |from: usize| {
            let mut array = first.clone();
            let mut next = from;
            while array.len() < least.max(first.len() + 1) {
                let Some(element) = elements.get(if unique {
                    next
                } else {
                    next % elements.len().max(1)
                }) else {
                    break;
                };
                array.push(element.clone());
                next += usize::from(unique);
            }
            Value::Array(array)
        };
        let mut values: Vec<Value> = Vec::new();
        if first.len() >= least {
            values.push(Value::Array(first.clone()));
        }
        if depth >= DEEP && !values.is_empty() {
            return values;
        }
        values.extend((0..elements.len().min(width(depth))).map(filled));
        for (index, schema) in flat.prefix.iter().enumerate() {
            for variant in self.variants(schema, depth + 1).iter().skip(1) {
                let mut array = first.clone();
                if let Some(item) = array.get_mut(index) {
                    item.clone_from(variant);
                }
                values.push(Value::Array(array));
            }
        }
        for schema in &flat.some_items {
            let schema = flat.item_of(schema);
            for variant in self.variants(&schema, depth + 1).iter() {
                let mut array = first.clone();
                array.extend(elements.first().cloned());
                array.push(variant.clone());
                values.push(Value::Array(array));
            }
        }
        if elements.len() > 1 && first.is_empty() {
            let all: Vec<Value> = elements.iter().take(8).cloned().collect();
            values.push(Value::Array(all));
        }
        values
    }
}
