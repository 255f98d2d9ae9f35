//! The vendored document, as far as the tests need it: its operations, and sample values of its schemas.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::{Map, Value, json};

/// The document.
pub(crate) struct Document {
    root: Value,
    /// Properties that are whole numbers, though the document says `number`.
    whole: BTreeSet<String>,
}

/// How much of a schema a sample shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Extent {
    /// All that may be there; the first of several choices.
    Full,
    /// Only what must be there, null where that is allowed; the last of several choices.
    Bare,
}

/// One documented answer.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) content: Content,
}

/// What an answer or a request carries.
#[derive(Debug)]
pub(crate) enum Content {
    Empty,
    Json(Value),
    Other(String),
}

const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];

/// Deeper than that, what is optional is left out.
const DEEPEST: usize = 6;

impl Document {
    pub(crate) fn load() -> Self {
        let spec = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec");
        let text = std::fs::read_to_string(spec.join("cotool.yaml")).unwrap();
        let settled = std::fs::read_to_string(spec.join("codegen.toml")).unwrap();
        let (_, whole) = settled.split_once("\nwhole = [").unwrap();
        let (whole, _) = whole.split_once(']').unwrap();
        Self {
            root: serde_yaml::from_str(&text).unwrap(),
            whole: whole
                .split('"')
                .skip(1)
                .step_by(2)
                .map(str::to_owned)
                .collect(),
        }
    }

    /// `GET /path/{parameter}` of each operation, in order.
    pub(crate) fn operations(&self) -> Vec<String> {
        let mut operations = Vec::new();
        for (path, item) in object(&self.root["paths"]) {
            let methods = object(item)
                .keys()
                .filter(|key| METHODS.contains(&key.as_str()));
            operations.extend(methods.map(|method| format!("{} {path}", method.to_uppercase())));
        }
        operations
    }

    /// The answers of an operation.
    pub(crate) fn answers(&self, operation: &str) -> Vec<Answer> {
        let answer = |(status, answer): (&String, &Value)| Answer {
            status: status
                .parse()
                .unwrap_or_else(|_| panic!("{operation}: status {status}")),
            content: Self::content(self.resolve(answer)),
        };
        object(&self.operation(operation)["responses"])
            .iter()
            .map(answer)
            .collect()
    }

    /// The schema of the body of a request.
    pub(crate) fn body(&self, operation: &str) -> Option<Value> {
        let body = self.operation(operation).get("requestBody")?;
        match Self::content(self.resolve(body)) {
            Content::Json(schema) => Some(schema),
            other => panic!("{operation}: a body of another kind: {other:?}"),
        }
    }

    /// A value that the schema allows.
    pub(crate) fn sample(&self, schema: &Value, extent: Extent) -> Value {
        self.sample_at(schema, extent, 0)
    }

    fn operation(&self, operation: &str) -> &Value {
        let (method, path) = operation.split_once(' ').unwrap();
        let found = self.root["paths"]
            .get(path)
            .and_then(|item| item.get(method.to_lowercase()));
        found.unwrap_or_else(|| panic!("{operation} is not in the document"))
    }

    fn resolve<'a>(&'a self, value: &'a Value) -> &'a Value {
        match value.get("$ref").and_then(Value::as_str) {
            Some(reference) => {
                let pointer = reference.strip_prefix('#').unwrap();
                self.resolve(
                    self.root
                        .pointer(pointer)
                        .unwrap_or_else(|| panic!("{reference}")),
                )
            }
            None => value,
        }
    }

    fn content(holder: &Value) -> Content {
        let Some(content) = holder.get("content") else {
            return Content::Empty;
        };
        let (media_type, content) = object(content).iter().next().unwrap();
        match media_type.as_str() {
            "application/json" => {
                Content::Json(content.get("schema").cloned().unwrap_or(json!({})))
            }
            other => Content::Other(other.to_owned()),
        }
    }

    fn sample_at(&self, schema: &Value, extent: Extent, depth: usize) -> Value {
        let schema = self.resolve(schema);
        if let Some(value) = schema.get("const") {
            return value.clone();
        }
        if let Some(values) = schema.get("enum").and_then(Value::as_array) {
            return pick(values, extent).clone();
        }
        for key in ["oneOf", "anyOf"] {
            if let Some(branches) = schema.get(key).and_then(Value::as_array) {
                let merged = with(schema, pick(branches, extent), &[key]);
                return self.sample_at(&merged, extent, depth);
            }
        }
        if let Some(parts) = schema.get("allOf").and_then(Value::as_array) {
            let whole = schema_without(schema, "allOf");
            // Parts that only describe say nothing about the value.
            let says = |part: &&Value| {
                ["$ref", "type", "properties"]
                    .iter()
                    .any(|key| part.get(key).is_some())
            };
            let parts = parts.iter().chain([&whole]).filter(says);
            let samples = parts.map(|part| self.sample_at(part, extent, depth));
            return samples.reduce(unite).unwrap();
        }
        let kind = match schema.get("type") {
            Some(Value::Array(kinds))
                if extent == Extent::Bare && kinds.contains(&json!("null")) =>
            {
                return Value::Null;
            }
            Some(Value::Array(kinds)) => kinds[0].as_str(),
            Some(kind) => kind.as_str(),
            None if schema.get("properties").is_some() => Some("object"),
            None => None,
        };
        match kind {
            Some("object") => self.sample_object(schema, extent, depth),
            Some("array") if extent == Extent::Bare && schema.get("minItems").is_none() => {
                json!([])
            }
            Some("array") if depth > DEEPEST => json!([]),
            Some("array") => {
                let item = schema.get("items").cloned().unwrap_or_default();
                json!([self.sample_at(&item, extent, depth + 1)])
            }
            Some("string") => sample_string(schema).into(),
            Some("integer") => schema.get("minimum").cloned().unwrap_or(json!(7)),
            Some("number") => {
                json!(schema.get("minimum").and_then(Value::as_f64).unwrap_or(0.0) + 1.5)
            }
            Some("null") => Value::Null,
            Some("boolean") => (extent == Extent::Full).into(),
            Some(other) => panic!("type {other} is not known here"),
            None => json!({"any": [1, null, "thing"]}),
        }
    }

    fn sample_object(&self, schema: &Value, extent: Extent, depth: usize) -> Value {
        let required = schema.get("required").and_then(Value::as_array);
        let needed = |name: &str| required.is_some_and(|names| names.contains(&json!(name)));
        let mut sample = Map::new();
        for (name, property) in schema.get("properties").into_iter().flat_map(object) {
            if needed(name) || (extent == Extent::Full && depth < DEEPEST) {
                let whole = self.whole.contains(name) && property["type"] == "number";
                let value = if whole {
                    json!(2)
                } else {
                    self.sample_at(property, extent, depth + 1)
                };
                sample.insert(name.clone(), value);
            }
        }
        if extent == Extent::Full && depth < DEEPEST {
            match schema.get("additionalProperties") {
                None | Some(Value::Bool(false)) => {}
                Some(Value::Bool(true)) => drop(sample.insert("x-more".into(), json!({"a": [1]}))),
                Some(more) => {
                    drop(sample.insert("x-more".into(), self.sample_at(more, extent, depth + 1)));
                }
            }
        }
        sample.into()
    }
}

fn sample_string(schema: &Value) -> String {
    let text = match schema.get("format").and_then(Value::as_str) {
        Some("uuid") => "0b9c5f64-5717-4562-b3fc-2c963f66afa6",
        Some("date-time") => "2026-01-05T09:30:00Z",
        Some("date") => "2026-01-05",
        Some("email") => "analyst@example.com",
        Some("uri") => "https://example.com/x",
        _ if schema.get("pattern").is_some() => "a-name-1",
        // Some of everything that an encoder could trip over.
        _ => "Text \"ü\" \u{2028}\\ /",
    };
    text.to_owned()
}

fn pick(values: &[Value], extent: Extent) -> &Value {
    let value = if extent == Extent::Full {
        values.first()
    } else {
        values.last()
    };
    value.expect("no choice")
}

/// The schema without a keyword.
fn schema_without(schema: &Value, key: &str) -> Value {
    let mut rest = object(schema).clone();
    rest.remove(key);
    rest.into()
}

/// The branch, with what stands beside the choice.
fn with(schema: &Value, branch: &Value, without: &[&str]) -> Value {
    let mut rest = object(schema).clone();
    rest.retain(|key, _| !without.contains(&key.as_str()) && key != "description");
    if rest
        .keys()
        .all(|key| key.starts_with("x-") || key == "default" || key == "example")
    {
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

fn object(value: &Value) -> &Map<String, Value> {
    value
        .as_object()
        .unwrap_or_else(|| panic!("not an object: {value}"))
}
