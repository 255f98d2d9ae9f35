//! One schema object of a document as JSON Schema 2020-12, so that a validator that knows nothing of OpenAPI can judge.

use serde_json::{Map, Number, Value, json};

use super::discriminator::Discriminator;

const TYPES: [&str; 7] = [
    "null", "boolean", "object", "array", "number", "string", "integer",
];

/// Keywords whose value is a schema.
const SCHEMA: [&str; 11] = [
    "additionalProperties",
    "items",
    "not",
    "if",
    "then",
    "else",
    "contains",
    "propertyNames",
    "unevaluatedItems",
    "unevaluatedProperties",
    "contentSchema",
];
/// Keywords whose value is a list of schemas.
const SCHEMAS: [&str; 4] = ["allOf", "anyOf", "oneOf", "prefixItems"];
/// Keywords whose value is a map of schemas.
const SCHEMA_MAPS: [&str; 3] = ["properties", "patternProperties", "dependentSchemas"];
/// Keywords whose value is a number that is not negative.
const COUNTS: [&str; 8] = [
    "minLength",
    "maxLength",
    "minItems",
    "maxItems",
    "minProperties",
    "maxProperties",
    "minContains",
    "maxContains",
];
/// Keywords whose value is a number.
const BOUNDS: [&str; 3] = ["minimum", "maximum", "multipleOf"];

/// Translates schemas. `refer` makes the new text of a `$ref`, or `None` for one that cannot be followed.
pub(super) struct Dialect<'a> {
    /// Whether the document is OpenAPI 3.0: `nullable`, boolean exclusive bounds, nothing beside a `$ref`.
    pub(super) old: bool,
    pub(super) refer: &'a mut dyn FnMut(&str) -> Option<String>,
    /// Set when something was met that cannot be translated faithfully.
    pub(super) unfaithful: Option<&'static str>,
}

impl Dialect<'_> {
    pub(super) fn schema(&mut self, source: &Value) -> Value {
        let Value::Object(source) = source else {
            return match source {
                Value::Bool(all) => Value::Bool(*all),
                _ => Value::Bool(true),
            };
        };
        let mut out = Map::new();
        if let Some(reference) = source.get("$ref").and_then(Value::as_str) {
            match (self.refer)(reference) {
                Some(reference) => {
                    out.insert("$ref".to_owned(), Value::String(reference));
                }
                None => self.unfaithful = Some("a reference by anchor or to another host"),
            }
            if self.old {
                return Value::Object(out);
            }
        }
        if source.contains_key("$dynamicRef") || source.contains_key("$recursiveRef") {
            self.unfaithful = Some("a dynamic reference");
        }
        self.schemas(source, &mut out);
        types(source, self.old, &mut out);
        values(source, self.old, &mut out);
        bounds(source, &mut out);
        strings(source, &mut out);
        examples(source, &mut out);
        implied_type(&mut out);
        self.discriminator(source, &mut out);
        Value::Object(out)
    }

    fn discriminator(&mut self, source: &Map<String, Value>, out: &mut Map<String, Value>) {
        let Some(discriminator) = Discriminator::of(source) else {
            return;
        };
        also(out, discriminator.kind());
        for word in ["oneOf", "anyOf"] {
            let branches = source.get(word).and_then(Value::as_array);
            let mut all = Vec::new();
            let mut otherwise = None;
            for (index, branch) in branches.into_iter().flatten().enumerate() {
                let Some(reference) = branch.get("$ref").and_then(Value::as_str) else {
                    continue;
                };
                let Some(behind) = (self.refer)(reference) else {
                    continue;
                };
                let tags = discriminator.tags(reference);
                all.extend(tags.iter().copied());
                also(out, discriminator.rule(&tags, &json!({"$ref": behind})));
                if discriminator.is_otherwise(reference) {
                    otherwise = Some(behind);
                    continue;
                }
                let branch = out
                    .get_mut(word)
                    .and_then(|branches| branches.get_mut(index)?.as_object_mut());
                if let Some(branch) = branch {
                    branch.insert("x-tagged".to_owned(), discriminator.property_is(&tags));
                }
            }
            if let Some(behind) = otherwise {
                also(
                    out,
                    discriminator.rule_otherwise(&all, &json!({"$ref": behind})),
                );
            }
        }
    }

    fn schemas(&mut self, source: &Map<String, Value>, out: &mut Map<String, Value>) {
        for (key, value) in source {
            let made = match (key.as_str(), value) {
                // The way of draft 4 to write tuples.
                ("items", Value::Array(items)) => {
                    let items = items.iter().map(|item| self.schema(item)).collect();
                    out.insert("prefixItems".to_owned(), Value::Array(items));
                    continue;
                }
                (key, Value::Object(_) | Value::Bool(_)) if SCHEMA.contains(&key) => {
                    self.schema(value)
                }
                (key, Value::Array(list)) if SCHEMAS.contains(&key) && !list.is_empty() => {
                    let null = |item: &Value| key != "allOf" && means_null(item);
                    list.iter()
                        .map(|item| match null(item) {
                            true => json!({"type": ["null"]}),
                            false => self.schema(item),
                        })
                        .collect()
                }
                (key, Value::Object(map)) if SCHEMA_MAPS.contains(&key) => map
                    .iter()
                    .map(|(name, value)| (name.clone(), self.schema(value)))
                    .collect(),
                _ => continue,
            };
            out.insert(key.clone(), made);
        }
    }
}

/// Keywords that say nothing of a value.
const ANNOTATIONS: [&str; 5] = ["title", "description", "deprecated", "default", "example"];

/// `{nullable: true}` as a branch: what people write in 3.0 for the type null.
fn means_null(branch: &Value) -> bool {
    branch.as_object().is_some_and(|branch| {
        is_nullable(branch)
            && branch.keys().all(|key| {
                key == "nullable" || key.starts_with("x-") || ANNOTATIONS.contains(&key.as_str())
            })
    })
}

fn types(source: &Map<String, Value>, old: bool, out: &mut Map<String, Value>) {
    let known = |value: &Value| value.as_str().is_some_and(|name| TYPES.contains(&name));
    let mut types: Vec<Value> = match source.get("type") {
        Some(Value::Array(list)) => list.iter().filter(|one| known(one)).cloned().collect(),
        Some(one) if known(one) => vec![one.clone()],
        _ => return,
    };
    let null = Value::from("null");
    if old && is_nullable(source) && !types.contains(&null) {
        types.push(null);
    }
    types.dedup();
    if !types.is_empty() {
        out.insert("type".to_owned(), Value::Array(types));
    }
}

fn is_nullable(source: &Map<String, Value>) -> bool {
    source.get("nullable") == Some(&Value::Bool(true))
}

fn values(source: &Map<String, Value>, old: bool, out: &mut Map<String, Value>) {
    if let Some(Value::Array(values)) = source.get("enum")
        && !values.is_empty()
    {
        let mut values = values.clone();
        if old && is_nullable(source) && !values.contains(&Value::Null) {
            values.push(Value::Null);
        }
        out.insert("enum".to_owned(), Value::Array(values));
    }
    if !old && let Some(constant) = source.get("const") {
        out.insert("const".to_owned(), constant.clone());
    }
    if let Some(Value::Array(names)) = source.get("required") {
        let names = names.iter().filter(|name| name.is_string()).cloned();
        let mut unique: Vec<Value> = Vec::new();
        for name in names {
            if !unique.contains(&name) {
                unique.push(name);
            }
        }
        out.insert("required".to_owned(), Value::Array(unique));
    }
    if let Some(Value::Object(names)) = source.get("dependentRequired") {
        out.insert("dependentRequired".to_owned(), names.clone().into());
    }
    if let Some(Value::Bool(unique)) = source.get("uniqueItems") {
        out.insert("uniqueItems".to_owned(), Value::Bool(*unique));
    }
}

fn bounds(source: &Map<String, Value>, out: &mut Map<String, Value>) {
    for key in COUNTS {
        if let Some(count) = source.get(key).and_then(Value::as_u64) {
            out.insert(key.to_owned(), Value::from(count));
        }
    }
    for key in BOUNDS {
        if let Some(Value::Number(number)) = source.get(key)
            && (key != "multipleOf" || number.as_f64().is_some_and(|step| step > 0.0))
        {
            out.insert(key.to_owned(), Value::Number(number.clone()));
        }
    }
    for (exclusive, bound) in [
        ("exclusiveMinimum", "minimum"),
        ("exclusiveMaximum", "maximum"),
    ] {
        match source.get(exclusive) {
            Some(Value::Bool(true)) => {
                if let Some(number) = out.remove(bound) {
                    out.insert(exclusive.to_owned(), number);
                }
            }
            Some(Value::Number(number)) => {
                out.insert(exclusive.to_owned(), Value::Number(number.clone()));
            }
            _ => {}
        }
    }
    if let Some(limit) = format_limit(source, out) {
        also(out, limit);
    }
}

/// What a format says about numbers and base64 text, which validators take for a note. A format says nothing about other
/// kinds of values.
fn format_limit(source: &Map<String, Value>, out: &Map<String, Value>) -> Option<Value> {
    let allows = |name: &str| {
        let types = out.get("type").and_then(Value::as_array);
        types.is_some_and(|types| types.iter().any(|one| one == name))
    };
    let format = source.get("format").and_then(Value::as_str);
    let base64 = source.get("contentEncoding").and_then(Value::as_str) == Some("base64");
    if format == Some("byte") || base64 {
        // No bits are left over at the end: they would say nothing about the bytes.
        let digit = "[A-Za-z0-9+/]";
        let pattern =
            format!("^({digit}{{4}})*({digit}[AQgw]==|{digit}{{2}}[AEIMQUYcgkosw048]=)?$");
        return Some(json!({"if": {"type": "string"}, "then": {"pattern": pattern}}));
    }
    let (least, most): (Number, Number) = match format {
        Some("int32") => (i32::MIN.into(), i32::MAX.into()),
        Some("uint32" | "uint") => (0.into(), u32::MAX.into()),
        Some("uint64") => (0.into(), u64::MAX.into()),
        // Integers are those of 64 bits; larger ones are refused by the types, which is said where the figures are.
        Some("int64") => (i64::MIN.into(), i64::MAX.into()),
        _ if allows("integer") && !allows("number") => (i64::MIN.into(), i64::MAX.into()),
        _ => return None,
    };
    let limits = json!({"minimum": least, "maximum": most});
    if allows("number") {
        // The usual slip: the format already says that it is whole.
        return Some(
            json!({"if": {"type": "number"}, "then": {"minimum": least, "maximum": most, "multipleOf": 1}}),
        );
    }
    Some(json!({"if": {"type": "integer"}, "then": limits}))
}

fn strings(source: &Map<String, Value>, out: &mut Map<String, Value>) {
    for key in ["pattern", "format", "contentEncoding", "contentMediaType"] {
        if let Some(Value::String(text)) = source.get(key) {
            out.insert(key.to_owned(), Value::from(text.as_str()));
        }
    }
}

/// A schema that speaks of properties means objects, and one that speaks of items means arrays, though it may not say so:
/// to the letter it would allow every text and number.
fn implied_type(out: &mut Map<String, Value>) {
    if ["type", "enum", "const", "$ref"]
        .iter()
        .any(|key| out.contains_key(*key))
    {
        return;
    }
    let speaks = |keys: &[&str]| keys.iter().any(|key| out.contains_key(*key));
    let implied = if speaks(&[
        "properties",
        "additionalProperties",
        "required",
        "patternProperties",
    ]) {
        "object"
    } else if speaks(&["items", "prefixItems"]) {
        "array"
    } else {
        return;
    };
    out.insert("type".to_owned(), json!([implied]));
}

/// Adds a schema that has to be met too.
pub(super) fn also(out: &mut Map<String, Value>, schema: Value) {
    let parts = out
        .entry("allOf".to_owned())
        .or_insert_with(|| Value::Array(Vec::new()));
    if let Value::Array(parts) = parts {
        parts.push(schema);
    }
}

/// The document's own examples; validators read over them.
fn examples(source: &Map<String, Value>, out: &mut Map<String, Value>) {
    let mut examples: Vec<Value> = source.get("example").cloned().into_iter().collect();
    if let Some(Value::Array(more)) = source.get("examples") {
        examples.extend(more.iter().cloned());
    }
    if !examples.is_empty() {
        out.insert("examples".to_owned(), Value::Array(examples));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn translated(source: Value, old: bool) -> Value {
        let mut refer = |reference: &str| Some(reference.replace("components/schemas", "$defs"));
        Dialect {
            old,
            refer: &mut refer,
            unfaithful: None,
        }
        .schema(&source)
    }

    #[test]
    fn what_only_the_old_dialect_says_is_said_anew() {
        assert_eq!(
            translated(
                json!({"type": "string", "nullable": true, "enum": ["a"]}),
                true
            ),
            json!({"type": ["string", "null"], "enum": ["a", null]})
        );
        assert_eq!(
            translated(
                json!({"type": "number", "minimum": 1, "exclusiveMinimum": true}),
                true
            ),
            json!({"type": ["number"], "exclusiveMinimum": 1})
        );
        assert_eq!(
            translated(
                json!({"$ref": "#/components/schemas/A", "type": "object"}),
                true
            ),
            json!({"$ref": "#/$defs/A"})
        );
    }

    #[test]
    fn the_new_dialect_stays_as_it_is() {
        let schema = json!({"$ref": "#/$defs/A", "type": ["object", "null"], "const": 1});
        assert_eq!(translated(schema.clone(), false), schema);
        assert_eq!(
            translated(json!({"items": [{"type": "string"}, true]}), false),
            json!({"prefixItems": [{"type": ["string"]}, true], "type": ["array"]})
        );
    }

    #[test]
    fn what_is_no_schema_does_not_stop_the_validator() {
        let schema = translated(
            json!({"type": "file", "pattern": 1, "minLength": -1, "required": true, "enum": []}),
            true,
        );
        assert_eq!(schema, json!({}));
    }
}
