//! A schema with all that it refers to and is composed of, in one layer.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

/// How many schemas one may be composed of.
const MOST: usize = 256;

/// What a schema says of a value, and what its parts say.
#[derive(Debug, Clone, Default)]
pub(super) struct Flat<'a> {
    /// Keywords that say one thing: the first one who says it counts.
    pub(super) keywords: BTreeMap<&'a str, &'a Value>,
    /// What each property has to be.
    pub(super) properties: BTreeMap<&'a str, Vec<&'a Value>>,
    /// What each item of a list has to be.
    pub(super) items: Vec<&'a Value>,
    pub(super) required: BTreeSet<&'a str>,
    /// Lists of values, all of which have to have it.
    pub(super) values: Vec<&'a [Value]>,
    /// `oneOf` and `anyOf`.
    pub(super) choices: Vec<&'a [Value]>,
    /// Values of properties that follow from the branches that were chosen.
    pub(super) chosen: BTreeMap<&'a str, String>,
    pub(super) examples: Vec<&'a Value>,
    pub(super) nullable: bool,
    /// Two parts ask for different types: no value is both.
    contradicts: bool,
    parts: usize,
}

impl<'a> Flat<'a> {
    /// Schemas that hold together; `None` when they are too many, or go round.
    pub(super) fn of(document: &'a Value, schemas: &[&'a Value]) -> Option<Self> {
        let mut flat = Self::default();
        for schema in schemas {
            flat.add(document, schema)?;
        }
        Some(flat)
    }

    /// What has to hold as well.
    pub(super) fn add(&mut self, document: &'a Value, schema: &'a Value) -> Option<()> {
        self.parts += 1;
        if self.parts > MOST {
            return None;
        }
        // No schema at all says nothing, as an empty one.
        if schema.is_null() {
            return Some(());
        }
        let schema = schema.as_object()?;
        if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
            return self.add(document, target(document, reference)?);
        }
        for (keyword, value) in schema {
            self.keyword(keyword, value);
        }
        for part in schema
            .get("allOf")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
        {
            self.add(document, part)?;
        }
        (!self.contradicts).then_some(())
    }

    fn keyword(&mut self, keyword: &'a str, value: &'a Value) {
        match (keyword, value) {
            ("properties", Value::Object(properties)) => {
                for (name, schema) in properties {
                    self.properties.entry(name).or_default().push(schema);
                }
            }
            ("items", Value::Object(_)) => self.items.push(value),
            ("required", Value::Array(names)) => {
                self.required.extend(names.iter().filter_map(Value::as_str));
            }
            ("oneOf" | "anyOf", Value::Array(branches)) => self.choices.push(branches),
            ("enum" | "x-codegen-enum", Value::Array(values)) => self.values.push(values),
            ("type", Value::String(kind)) => self.narrow(keyword, value, kind),
            ("example", example) => self.examples.push(example),
            ("x-codegen-examples", Value::Array(examples)) => self.examples.extend(examples),
            ("nullable", Value::Bool(nullable)) => self.nullable |= nullable,
            // One part that forbids is enough.
            ("additionalProperties", Value::Bool(false)) => {
                self.keywords.insert(keyword, value);
            }
            ("allOf", _) => {}
            _ => {
                self.keywords.entry(keyword).or_insert(value);
            }
        }
    }

    /// One type more that a value has to be of.
    fn narrow(&mut self, keyword: &'a str, value: &'a Value, kind: &str) {
        match (
            self.keywords.get(keyword).and_then(|known| known.as_str()),
            kind,
        ) {
            (None, _) | (Some("number"), "integer") => drop(self.keywords.insert(keyword, value)),
            (Some("integer"), "number") => {}
            (Some(known), kind) => self.contradicts |= known != kind,
        }
    }

    /// The same with a branch of its first choice; `None` when that contradicts the rest.
    pub(super) fn with(&self, document: &'a Value, branch: &'a Value) -> Option<Self> {
        let mut next = self.clone();
        if !next.choices.is_empty() {
            next.choices.remove(0);
        }
        // What was shown of the whole need not be of this branch.
        next.examples.clear();
        let alone = Self::of(document, &[branch])?;
        let (kind, other) = (next.keywords.get("type"), alone.keywords.get("type"));
        if kind.is_some() && other.is_some() && kind != other {
            return None;
        }
        next.discriminate(branch);
        next.add(document, branch)?;
        Some(next)
    }

    /// What the discriminator says when this branch is chosen.
    fn discriminate(&mut self, branch: &'a Value) {
        let Some(discriminator) = self.keywords.remove("discriminator") else {
            return;
        };
        let name = discriminator.get("propertyName").and_then(Value::as_str);
        let reference = branch.get("$ref").and_then(Value::as_str);
        let (Some(name), Some(reference)) = (name, reference) else {
            return;
        };
        let mapping = discriminator.get("mapping").and_then(Value::as_object);
        let own = reference.rsplit('/').next().unwrap_or(reference);
        let mapped = mapping.into_iter().flatten().find(|(_, target)| {
            target
                .as_str()
                .is_some_and(|target| target == reference || target == own)
        });
        let value = mapped.map_or_else(|| own.to_owned(), |(value, _)| value.clone());
        self.chosen.insert(name, value);
    }

    /// The type of a value, said or to be seen; `None` when any will do.
    pub(super) fn kind(&self) -> Option<&'a str> {
        if let Some(kind) = self.keywords.get("type").and_then(|kind| kind.as_str()) {
            return Some(kind);
        }
        let has = |keywords: &[&str]| {
            keywords
                .iter()
                .any(|keyword| self.keywords.contains_key(keyword))
        };
        if !self.properties.is_empty() || has(&["additionalProperties"]) {
            Some("object")
        } else if !self.items.is_empty() || has(&["x-codegen-prefix-items"]) {
            Some("array")
        } else {
            None
        }
    }

    /// Whether any value will do.
    pub(super) fn is_open(&self) -> bool {
        self.kind().is_none() && self.values.is_empty() && self.choices.is_empty()
    }

    pub(super) fn number(&self, keyword: &str) -> Option<f64> {
        self.keywords.get(keyword)?.as_f64()
    }

    pub(super) fn length(&self, keyword: &str) -> Option<usize> {
        usize::try_from(self.keywords.get(keyword)?.as_u64()?).ok()
    }

    pub(super) fn text(&self, keyword: &str) -> Option<&'a str> {
        self.keywords.get(keyword)?.as_str()
    }

    pub(super) fn flag(&self, keyword: &str) -> bool {
        self.keywords.get(keyword).and_then(|flag| flag.as_bool()) == Some(true)
    }
}

/// What a reference leads to.
pub(super) fn target<'a>(document: &'a Value, reference: &str) -> Option<&'a Value> {
    let (kind, name) = reference.strip_prefix("#/components/")?.split_once('/')?;
    document.get("components")?.get(kind)?.get(name)
}
