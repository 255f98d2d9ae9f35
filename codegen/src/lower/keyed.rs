//! What holds for the values of some keys, beside what `properties` and `additionalProperties` make of them: schemas by
//! pattern, and in a whole what a part says of keys that only other parts name.

use std::collections::BTreeSet;

use regex::{Regex, RegexBuilder};

use super::facts::{Extra, Facts, Node};

/// How large a pattern may become, in bytes. Beyond that it counts as one that may match anything.
const LARGEST: usize = 1 << 20;

/// A schema of the values of some keys.
#[derive(Debug, Clone)]
pub(super) struct Keyed {
    keys: Keys,
    value: Node,
}

#[derive(Debug, Clone)]
enum Keys {
    /// Those that match. `None` stands for a pattern that cannot be read here.
    Matching(Option<Regex>),
    /// All but these.
    Beside(BTreeSet<String>),
}

impl Keyed {
    /// `patternProperties` (JSON Schema 2020-12, Core 10.3.2.2): also of keys that `properties` names.
    pub(super) fn matching(pattern: &str, value: Node) -> Self {
        let regex = RegexBuilder::new(pattern).size_limit(LARGEST).build().ok();
        Self {
            keys: Keys::Matching(regex),
            value,
        }
    }

    /// `additionalProperties` (Core 10.3.2.3) beside the `properties` of the same schema.
    fn beside(properties: impl Iterator<Item = String>, value: Node) -> Self {
        Self {
            keys: Keys::Beside(properties.collect()),
            value,
        }
    }

    fn speaks_of(&self, key: &str) -> bool {
        match &self.keys {
            Keys::Matching(regex) => regex.as_ref().is_none_or(|regex| regex.is_match(key)),
            Keys::Beside(named) => !named.contains(key),
        }
    }
}

impl Facts {
    /// What is said of the values of other keys, for wholes that this is a part of.
    pub(super) fn as_keyed(&self) -> Vec<Keyed> {
        let mut keyed = self.keyed.clone();
        if let Extra::Typed(value) = &self.extra {
            let named = self.properties.keys().cloned();
            keyed.push(Keyed::beside(named, value.clone()));
        }
        keyed
    }

    /// What is said of the value of this key, beside its property.
    pub(super) fn keyed_of(&self, key: &str) -> Vec<Node> {
        let keyed = self.keyed.iter().filter(|keyed| keyed.speaks_of(key));
        keyed.map(|keyed| keyed.value.clone()).collect()
    }

    /// What is said of values of keys that no property has, beside what all of those have.
    pub(super) fn keyed_of_others(&self) -> Vec<Node> {
        let known = match &self.extra {
            Extra::Typed(value) => value.parts(),
            _ => Vec::new(),
        };
        let values = self.keyed.iter().map(|keyed| &keyed.value);
        values
            .filter(|value| !known.contains(&value.key()))
            .cloned()
            .collect()
    }
}

impl Node {
    /// What it is known by, and where it puts schemas together, what those are.
    fn parts(&self) -> Vec<String> {
        let joined = self.inline().filter(|facts| facts.is_joined());
        let parts = joined.into_iter().flat_map(|facts| &facts.all_of);
        parts.map(Self::key).chain([self.key()]).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::schemas;

    #[test]
    fn patterns_speak_of_the_properties_that_match() {
        let lowered = schemas(
            "A: { type: object, properties: { x-a: { $ref: '#/components/schemas/B' }, b: { $ref: '#/components/schemas/B' } },
                x-codegen-pattern-properties: { '^x-': { type: object, properties: { more: { type: string } } } } }
B: { type: object, properties: { b: { type: string } } }",
        );
        assert_eq!(lowered.shape("A"), "{b?: B, x-a?: AXA, ..Json}");
        assert_eq!(lowered.shape("AXA"), "{b?: String, more?: Json}");
    }

    #[test]
    fn a_pattern_that_cannot_be_read_may_match() {
        let lowered = schemas(
            "A: { type: object, properties: { b: { $ref: '#/components/schemas/B' } },
                x-codegen-pattern-properties: { '^(?!x)': { type: object, properties: { more: { type: string } } } } }
B: { type: object, properties: { b: { type: string } } }",
        );
        assert_eq!(lowered.shape("AB"), "{b?: String, more?: Json}");
    }

    #[test]
    fn patterns_of_a_part_speak_of_the_other_keys_of_another() {
        let lowered = schemas(
            "Patterns: { type: object, x-codegen-pattern-properties: { '^x-': { type: object, properties: { more: { type: string } } } } }
Map: { type: object, additionalProperties: { $ref: '#/components/schemas/B' } }
Both: { allOf: [{ $ref: '#/components/schemas/Patterns' }, { $ref: '#/components/schemas/Map' }] }
B: { type: object, properties: { b: { type: string } } }",
        );
        assert_eq!(lowered.shape("Map"), "Map<B>");
        assert_eq!(lowered.shape("Both"), "Map<BothValue>");
        assert_eq!(lowered.shape("BothValue"), "{b?: String, more?: Json}");
    }

    #[test]
    fn other_keys_of_a_part_are_properties_of_another() {
        let lowered = schemas(
            "Map: { type: object, properties: { own: { $ref: '#/components/schemas/B' } },
                additionalProperties: { type: object, properties: { more: { type: string } } } }
Both: { allOf: [{ $ref: '#/components/schemas/Map' }, { type: object, properties: {
    a: { $ref: '#/components/schemas/B' }, text: { type: string } } }] }
B: { type: object, properties: { b: { type: string } } }",
        );
        assert_eq!(
            lowered.shape("Both"),
            "{a?: BothA, own?: B, text?: String, ..MapValue}"
        );
        assert_eq!(lowered.shape("BothA"), "{b?: String, more?: Json}");
    }
}
