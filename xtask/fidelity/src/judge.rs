//! The validator: it has nothing to do with the generator.

use serde_json::{Map, Value, json};

/// Accepts or refuses values by the index of their schema.
pub(crate) struct Judge(jsonschema::Validator);

impl Judge {
    /// Reads all schemas at once.
    pub(crate) fn new(schemas: &[Value]) -> Result<Self, String> {
        jsonschema::options()
            .should_validate_formats(true)
            .build(&whole(schemas))
            .map(Self)
            .map_err(|e| format!("{e} at {}", e.instance_path()))
    }

    pub(crate) fn accepts(&self, schema: usize, value: &Value) -> bool {
        self.0.is_valid(&json!({ schema.to_string(): value }))
    }
}

/// The schema that accepts `{"<index>": value}` when schema `index` accepts the value.
fn whole(schemas: &[Value]) -> Value {
    let defs: Map<String, Value> = schemas
        .iter()
        .enumerate()
        .map(|(index, schema)| (index.to_string(), schema.clone()))
        .collect();
    let properties: Map<String, Value> = (0..schemas.len())
        .map(|index| {
            (
                index.to_string(),
                json!({"$ref": format!("#/$defs/{index}")}),
            )
        })
        .collect();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$defs": defs,
        "properties": properties,
    })
}

/// The index that a reference between the schemas names.
pub(crate) fn target(reference: &str) -> Option<usize> {
    reference.strip_prefix("#/$defs/")?.parse().ok()
}

/// Takes the patterns away that the validator cannot read: documents have regular expressions of many languages.
pub(crate) fn without_foreign_patterns(schema: &mut Value) {
    match schema {
        Value::Object(object) => {
            if let Some(Value::String(pattern)) = object.get("pattern")
                && !compiles(pattern)
            {
                object.remove("pattern");
            }
            if let Some(Value::Object(patterns)) = object.get_mut("patternProperties") {
                patterns.retain(|pattern, _| compiles(pattern));
            }
            for (key, value) in object.iter_mut() {
                if !matches!(key.as_str(), "enum" | "const" | "examples") {
                    without_foreign_patterns(value);
                }
            }
        }
        Value::Array(values) => values.iter_mut().for_each(without_foreign_patterns),
        _ => {}
    }
}

fn compiles(pattern: &str) -> bool {
    jsonschema::validator_for(&json!({"pattern": pattern})).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_schema_judges_its_own_values() {
        let judge = Judge::new(&[
            json!({"type": "integer"}),
            json!({"properties": {"a": {"$ref": "#/$defs/0"}}}),
        ])
        .unwrap();
        assert!(judge.accepts(0, &json!(1)) && !judge.accepts(0, &json!("1")));
        assert!(judge.accepts(1, &json!({"a": 1})) && !judge.accepts(1, &json!({"a": "1"})));
        assert_eq!(target("#/$defs/17"), Some(17));
    }

    #[test]
    fn a_pattern_that_cannot_be_read_goes_and_the_rest_stays() {
        let mut schema = json!({"items": {"pattern": "(", "minLength": 1}, "patternProperties": {"[": true, "a": {}}});
        without_foreign_patterns(&mut schema);
        assert_eq!(
            schema,
            json!({"items": {"minLength": 1}, "patternProperties": {"a": {}}})
        );
    }
}
