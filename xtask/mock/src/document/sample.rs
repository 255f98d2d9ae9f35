//! Values that a schema allows.

use serde_json::{Map, Value, json};

use super::{Document, entries, items};

/// How much of a schema a sample shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// All that may be there; the first of several choices.
    Full,
    /// Only what must be there, null where that is allowed; the last of several choices.
    Bare,
}

/// What the texts and numbers of a sample are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Words {
    /// Texts are the name of the property that holds them, numbers are whole.
    Plain,
    /// Texts have some of everything that an encoder could trip over, numbers a fraction where they may.
    Awkward,
}

/// Deeper than that, what is optional is left out.
const DEEPEST: usize = 6;

/// Deeper than that, even what is required is left out: it goes round.
const DEEPEST_OF_ALL: usize = 64;

impl Document {
    /// A value that the schema allows; the same one every time.
    #[must_use]
    pub fn sample(&self, schema: &Value, extent: Extent, words: Words) -> Value {
        let sampler = Sampler {
            document: self,
            extent,
            words,
        };
        sampler.value(schema, "text", 0)
    }
}

struct Sampler<'d> {
    document: &'d Document,
    extent: Extent,
    words: Words,
}

impl Sampler<'_> {
    fn value(&self, schema: &Value, name: &str, depth: usize) -> Value {
        let schema = self.document.resolve(schema);
        if let Some(value) = schema.get("const") {
            return value.clone();
        }
        if let Some(values) = schema.get("enum") {
            return self.pick(items(Some(values))).clone();
        }
        for key in ["oneOf", "anyOf"] {
            if let Some(branches) = schema.get(key) {
                let merged = with(schema, self.pick(items(Some(branches))), key);
                return self.value(&merged, name, depth);
            }
        }
        if let Some(parts) = schema.get("allOf") {
            let whole = without(schema, "allOf");
            // Parts that only describe say nothing about the value.
            let says = |part: &&Value| {
                ["$ref", "type", "properties"]
                    .iter()
                    .any(|key| part.get(key).is_some())
            };
            let parts = items(Some(parts)).iter().chain([&whole]).filter(says);
            let samples = parts.map(|part| self.value(part, name, depth));
            return samples.reduce(unite).unwrap_or_default();
        }
        match self.kind(schema) {
            Some("object") => self.object(schema, depth),
            Some("array") => self.array(schema, name, depth),
            Some("string") => self.text(schema, name).into(),
            Some("integer") => schema.get("minimum").cloned().unwrap_or(json!(7)),
            Some("number") => {
                let least = schema.get("minimum").cloned().unwrap_or(json!(0));
                let whole = self.words == Words::Plain || self.document.whole.contains(name);
                match (whole, least.as_i64()) {
                    (true, Some(least)) => json!(least + 2),
                    _ => json!(least.as_f64().unwrap_or_default() + 1.5),
                }
            }
            Some("boolean") => (self.extent == Extent::Full).into(),
            Some(_) => Value::Null,
            None => json!({"any": [1, null, "thing"]}),
        }
    }

    /// The type of the sample; `None` when any will do.
    fn kind<'s>(&self, schema: &'s Value) -> Option<&'s str> {
        match schema.get("type") {
            Some(Value::Array(kinds)) => {
                if self.extent == Extent::Bare && kinds.contains(&json!("null")) {
                    return Some("null");
                }
                kinds.first().and_then(Value::as_str)
            }
            Some(kind) => kind.as_str(),
            None if schema.get("properties").is_some() => Some("object"),
            None => None,
        }
    }

    fn array(&self, schema: &Value, name: &str, depth: usize) -> Value {
        let may_be_empty = schema.get("minItems").is_none();
        if may_be_empty && (self.extent == Extent::Bare || depth > DEEPEST) {
            return json!([]);
        }
        let item = schema.get("items").cloned().unwrap_or_default();
        json!([self.value(&item, name, depth + 1)])
    }

    fn object(&self, schema: &Value, depth: usize) -> Value {
        let required = items(schema.get("required"));
        let optional = self.extent == Extent::Full && depth < DEEPEST;
        let mut sample = Map::new();
        for (name, property) in entries(schema.get("properties")) {
            let needed = required.iter().any(|required| required == name);
            if (needed && depth < DEEPEST_OF_ALL) || optional {
                sample.insert(name.clone(), self.value(property, name, depth + 1));
            }
        }
        match schema.get("additionalProperties") {
            None | Some(Value::Bool(false)) => {}
            Some(_) if !optional => {}
            Some(Value::Bool(true)) => drop(sample.insert("x-more".into(), json!({"a": [1]}))),
            Some(more) => {
                sample.insert("x-more".into(), self.value(more, "x-more", depth + 1));
            }
        }
        sample.into()
    }

    fn text(&self, schema: &Value, name: &str) -> String {
        let text = match schema.get("format").and_then(Value::as_str) {
            Some("uuid") => "0b9c5f64-5717-4562-b3fc-2c963f66afa6",
            Some("date-time") => "2026-01-05T09:30:00Z",
            Some("date") => "2026-01-05",
            Some("email") => "analyst@example.com",
            Some("uri") => "https://example.com/x",
            _ if schema.get("pattern").is_some() => "a-name-1",
            _ => match self.words {
                Words::Plain => name,
                Words::Awkward => "Text \"ü\" \u{2028}\\ /",
            },
        };
        text.to_owned()
    }

    fn pick<'v>(&self, values: &'v [Value]) -> &'v Value {
        let value = match self.extent {
            Extent::Full => values.first(),
            Extent::Bare => values.last(),
        };
        value.unwrap_or(&Value::Null)
    }
}

/// The schema without a keyword.
fn without(schema: &Value, key: &str) -> Value {
    let mut rest = schema.as_object().cloned().unwrap_or_default();
    rest.remove(key);
    rest.into()
}

/// The branch, with what stands beside the choice.
fn with(schema: &Value, branch: &Value, choice: &str) -> Value {
    let mut rest = schema.as_object().cloned().unwrap_or_default();
    rest.retain(|key, _| key != choice && key != "description");
    let says_nothing = |key: &String| key.starts_with("x-") || key == "default" || key == "example";
    if rest.keys().all(says_nothing) {
        return branch.clone();
    }
    json!({"allOf": [branch, rest]})
}

/// Two samples of parts of one value.
fn unite(first: Value, second: Value) -> Value {
    match (first, second) {
        (Value::Object(mut first), Value::Object(second)) => {
            first.extend(second);
            first.into()
        }
        // A part without a type allows anything.
        (first, _) => first,
    }
}
