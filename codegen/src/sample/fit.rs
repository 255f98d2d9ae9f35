//! Whether a value is what a schema asks for.

use serde_json::{Map, Number, Value};

use super::flat::Flat;
use super::{DEEPEST, Sampler, format};

impl<'a> Sampler<'a> {
    /// The value without what the schema does not know; `None` if it is not what the schema asks for.
    pub(super) fn fit(
        &self,
        flat: &Flat<'a>,
        value: &Value,
        name: &str,
        depth: usize,
    ) -> Option<Value> {
        if depth > DEEPEST {
            return None;
        }
        if value.is_null() {
            let allowed = flat.nullable || flat.is_open() || lists(flat, value);
            return allowed.then_some(Value::Null);
        }
        if !flat.choices.is_empty() {
            let branches = *flat.choices.first()?;
            let fitting = branches.iter().filter_map(|branch| {
                let next = flat.with(self.document, branch)?;
                self.fit(&next, value, name, depth + 1)
            });
            // Of several, the one that knows most of it.
            return fitting.reduce(|best, other| {
                if size(&other) > size(&best) {
                    other
                } else {
                    best
                }
            });
        }
        if !flat.values.is_empty() {
            let kind = flat.kind().is_none_or(|kind| is_kind(kind, value));
            return (kind && lists(flat, value)).then(|| value.clone());
        }
        match (flat.kind(), value) {
            (None, _) => Some(value.clone()),
            (Some("object"), Value::Object(object)) => self.fit_object(flat, object, depth),
            (Some("array"), Value::Array(items)) => self.fit_array(flat, items, name, depth),
            (Some("string"), Value::String(text)) => fits_text(flat, text).then(|| value.clone()),
            (Some("integer" | "number"), Value::Number(number)) => {
                self.fit_number(flat, number, name)
            }
            (Some("boolean"), Value::Bool(_)) => Some(value.clone()),
            _ => None,
        }
    }

    fn fit_object(
        &self,
        flat: &Flat<'a>,
        object: &Map<String, Value>,
        depth: usize,
    ) -> Option<Value> {
        let mut kept = Map::new();
        for (name, value) in object {
            if let Some(schemas) = flat.properties.get(name.as_str()) {
                let property = Flat::of(self.document, schemas)?;
                let hidden = self.is_hidden(&property);
                let fitted = self.fit(&property, value, name, depth + 1)?;
                if !hidden {
                    kept.insert(name.clone(), fitted);
                }
                continue;
            }
            if let Some(tag) = flat.chosen.get(name.as_str()) {
                if value.as_str() != Some(tag) {
                    return None;
                }
                kept.insert(name.clone(), value.clone());
                continue;
            }
            if flat.required.contains(name.as_str()) {
                kept.insert(name.clone(), value.clone());
                continue;
            }
            match flat.keywords.get("additionalProperties") {
                Some(Value::Bool(true)) => drop(kept.insert(name.clone(), value.clone())),
                Some(Value::Bool(false)) => return None,
                Some(schema @ Value::Object(_)) => {
                    let property = Flat::of(self.document, &[schema])?;
                    let value = self.fit(&property, value, name, depth + 1)?;
                    kept.insert(name.clone(), value);
                }
                // An object of which nothing is said keeps everything.
                _ if flat.properties.is_empty() && flat.chosen.is_empty() => {
                    kept.insert(name.clone(), value.clone());
                }
                _ => {}
            }
        }
        let present = |name: &&&str| kept.contains_key(**name) || self.is_elsewhere(flat, name);
        let complete = flat.required.iter().filter(|name| !present(name)).count() == 0;
        let enough = flat
            .length("minProperties")
            .is_none_or(|least| kept.len() >= least);
        let tagged = flat
            .chosen
            .iter()
            .all(|(name, tag)| kept.get(*name).is_none_or(|value| value == tag.as_str()));
        (complete && enough && tagged).then_some(Value::Object(kept))
    }

    /// Whether a required property does not travel this way.
    fn is_elsewhere(&self, flat: &Flat<'a>, name: &str) -> bool {
        let schemas = flat.properties.get(name).map_or(&[][..], Vec::as_slice);
        Flat::of(self.document, schemas).is_some_and(|property| self.is_hidden(&property))
    }

    fn fit_array(
        &self,
        flat: &Flat<'a>,
        items: &[Value],
        name: &str,
        depth: usize,
    ) -> Option<Value> {
        let least = flat.length("minItems").unwrap_or_default();
        let most = flat.length("maxItems").unwrap_or(usize::MAX);
        if !(least..=most).contains(&items.len()) {
            return None;
        }
        let first = match flat.keywords.get("x-codegen-prefix-items") {
            Some(Value::Array(first)) => first.as_slice(),
            _ => &[],
        };
        // A tuple has all its items.
        if items.len() < first.len() {
            return None;
        }
        let rest = Flat::of(self.document, &flat.items)?;
        let fitted = items
            .iter()
            .enumerate()
            .map(|(index, item)| match first.get(index) {
                Some(schema) => {
                    let flat = Flat::of(self.document, &[schema])?;
                    self.fit(&flat, item, name, depth + 1)
                }
                None if first.is_empty() || !flat.items.is_empty() => {
                    self.fit(&rest, item, name, depth + 1)
                }
                None => None,
            });
        fitted.collect::<Option<Vec<Value>>>().map(Value::Array)
    }

    fn fit_number(&self, flat: &Flat<'a>, number: &Number, name: &str) -> Option<Value> {
        let value = number.as_f64()?;
        let above = flat.flag("exclusiveMinimum");
        let below = flat.flag("exclusiveMaximum");
        let within = flat
            .number("minimum")
            .is_none_or(|least| value > least || (value >= least && !above))
            && flat
                .number("maximum")
                .is_none_or(|most| value < most || (value <= most && !below));
        if !within {
            return None;
        }
        if !self.is_whole(flat, name) {
            return Number::from_f64(value).map(Value::Number);
        }
        let fits = match flat.text("format") {
            Some("int32") => number
                .as_i64()
                .is_some_and(|value| i32::try_from(value).is_ok()),
            Some("uint64") => number.is_u64(),
            _ => number.is_i64(),
        };
        fits.then(|| Value::Number(number.clone()))
    }
}

fn fits_text(flat: &Flat<'_>, text: &str) -> bool {
    let length = text.chars().count();
    flat.length("minLength").is_none_or(|least| length >= least)
        && flat.length("maxLength").is_none_or(|most| length <= most)
        && flat
            .text("format")
            .is_none_or(|format| format::is(format, text))
}

fn is_kind(kind: &str, value: &Value) -> bool {
    match kind {
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        _ => false,
    }
}

fn lists(flat: &Flat<'_>, value: &Value) -> bool {
    !flat.values.is_empty() && flat.values.iter().all(|values| values.contains(value))
}

/// How much a value says.
fn size(value: &Value) -> usize {
    match value {
        Value::Array(items) => 1 + items.iter().map(size).sum::<usize>(),
        Value::Object(object) => 1 + object.values().map(size).sum::<usize>(),
        _ => 1,
    }
}
