//! What a discriminator means: its value names the schema that has to be met. Validators read over it.
//!
//! The rule goes into a `not`, which makes no values; for whoever makes them there are words that validators do not know.

use serde_json::{Map, Value, json};

/// The property and the mapping of a schema's discriminator.
pub(super) struct Discriminator<'a> {
    pub(super) property: &'a str,
    mapping: Option<&'a Map<String, Value>>,
    otherwise: Option<&'a str>,
}

impl<'a> Discriminator<'a> {
    pub(super) fn of(source: &'a Map<String, Value>) -> Option<Self> {
        let discriminator = source.get("discriminator")?.as_object()?;
        Some(Self {
            property: discriminator.get("propertyName")?.as_str()?,
            mapping: discriminator.get("mapping").and_then(Value::as_object),
            otherwise: discriminator.get("defaultMapping").and_then(Value::as_str),
        })
    }

    /// Values and what they lead to, which is a reference or the name of a component.
    pub(super) fn entries(&self) -> impl Iterator<Item = (&'a str, &'a str)> {
        let entries = self.mapping.into_iter().flatten();
        entries.filter_map(|(value, target)| Some((value.as_str(), target.as_str()?)))
    }

    /// The values that lead to a branch: those of the mapping, or else the name of the component.
    pub(super) fn tags<'r>(&self, reference: &'r str) -> Vec<&'r str>
    where
        'a: 'r,
    {
        let name = reference.rsplit('/').next().unwrap_or(reference);
        let tags: Vec<&str> = self
            .entries()
            .filter(|(_, target)| *target == reference || *target == name)
            .map(|(value, _)| value)
            .collect();
        if tags.is_empty() { vec![name] } else { tags }
    }

    /// Whether a branch is that of all other values.
    pub(super) fn is_otherwise(&self, reference: &str) -> bool {
        let name = reference.rsplit('/').next().unwrap_or(reference);
        self.otherwise
            .is_some_and(|target| target == reference || target == name)
    }

    /// The schema of objects that are of another one where none of these tags is there.
    pub(super) fn rule_otherwise(&self, tags: &[&str], then: &Value) -> Value {
        let tagged = json!({
            "required": [self.property],
            "properties": {self.property: {"enum": tags}},
        });
        json!({"not": {"allOf": [{"type": ["object"], "not": tagged}, {"not": then}]}})
    }

    /// The schema of values of the property that are such.
    pub(super) fn property_is(&self, tags: &[&str]) -> Value {
        json!({"properties": {self.property: {"enum": tags}}})
    }

    /// The schema of objects that are of another one where their tag says so.
    pub(super) fn rule(&self, tags: &[&str], then: &Value) -> Value {
        let tagged = json!({
            "type": ["object"],
            "required": [self.property],
            "properties": {self.property: {"enum": tags}},
        });
        json!({"not": {"allOf": [tagged, {"not": then}]}})
    }

    /// The schema of objects whose tag can be one: it is no object, no array and not null.
    pub(super) fn kind(&self) -> Value {
        json!({"properties": {self.property: {"type": ["string", "integer", "boolean"]}}})
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mapping_comes_before_names() {
        let source = json!({"discriminator": {"propertyName": "t", "mapping": {"a": "#/components/schemas/A", "b": "A"}}});
        let discriminator = Discriminator::of(source.as_object().unwrap()).unwrap();
        assert_eq!(discriminator.tags("#/components/schemas/A"), ["a", "b"]);
        assert_eq!(discriminator.tags("#/components/schemas/C"), ["C"]);
    }

    #[test]
    fn the_default_is_a_name_or_a_reference() {
        for target in ["B", "#/components/schemas/B"] {
            let source = json!({"discriminator": {"propertyName": "t", "defaultMapping": target}});
            let discriminator = Discriminator::of(source.as_object().unwrap()).unwrap();
            assert!(discriminator.is_otherwise("#/components/schemas/B"));
            assert!(!discriminator.is_otherwise("#/components/schemas/A"));
        }
    }
}
