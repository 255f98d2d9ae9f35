//! All schemas that a set of places reaches, as one JSON Schema that stands alone.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::dialect::Dialect;
use super::files::{Files, Place};

/// Schemas by index.
pub(super) struct Bundle {
    pub(super) schemas: Vec<Value>,
    index: BTreeMap<Place, usize>,
    /// What each refers to.
    edges: Vec<BTreeSet<usize>>,
    /// Why a schema cannot be judged.
    unfaithful: BTreeMap<usize, &'static str>,
}

impl Bundle {
    /// Collects what the places reach. The first schemas are those of the places, in their order; the same place is
    /// taken once.
    pub(super) fn collect(files: &Files<'_>, places: &[Place]) -> Self {
        let mut bundle = Self {
            schemas: Vec::new(),
            index: BTreeMap::new(),
            edges: Vec::new(),
            unfaithful: BTreeMap::new(),
        };
        let mut open: Vec<(usize, Place)> = Vec::new();
        for place in places {
            bundle.enter(place, &mut open);
        }
        let old = files.is_3_0();
        while let Some((index, place)) = open.pop() {
            let Some(source) = files.at(&place) else {
                bundle
                    .unfaithful
                    .insert(index, "a reference that leads nowhere");
                continue;
            };
            let mut reached = BTreeSet::new();
            let mut refer = |reference: &str| {
                let target = bundle.enter(&place.follow(reference)?, &mut open);
                reached.insert(target);
                Some(pointer(target))
            };
            let mut dialect = Dialect {
                old,
                refer: &mut refer,
                unfaithful: None,
            };
            let schema = dialect.schema(&source);
            if let Some(reason) = dialect.unfaithful {
                bundle.unfaithful.insert(index, reason);
            }
            if let (Some(slot), Some(edges)) =
                (bundle.schemas.get_mut(index), bundle.edges.get_mut(index))
            {
                *slot = schema;
                *edges = reached;
            }
        }
        bundle
    }

    fn enter(&mut self, place: &Place, open: &mut Vec<(usize, Place)>) -> usize {
        if let Some(index) = self.index.get(place) {
            return *index;
        }
        let index = self.schemas.len();
        self.schemas.push(Value::Bool(true));
        self.edges.push(BTreeSet::new());
        self.index.insert(place.clone(), index);
        open.push((index, place.clone()));
        index
    }

    /// The schema of a place that was collected.
    pub(super) fn index(&self, place: &Place) -> Option<usize> {
        self.index.get(place).copied()
    }

    /// Why no judgement about a schema would be one: something that it reaches is not what the document says.
    pub(super) fn unfaithful(&self, index: usize) -> Option<&'static str> {
        let mut seen = BTreeSet::new();
        let mut open = vec![index];
        while let Some(index) = open.pop() {
            if let Some(reason) = self.unfaithful.get(&index) {
                return Some(reason);
            }
            if seen.insert(index) {
                open.extend(self.edges.get(index).into_iter().flatten());
            }
        }
        None
    }

    /// Names of all properties that the schemas speak of.
    pub(super) fn property_names(&self) -> BTreeSet<String> {
        let mut names = BTreeSet::new();
        let mut open: Vec<&Value> = self.schemas.iter().collect();
        while let Some(value) = open.pop() {
            match value {
                Value::Object(object) => {
                    for (key, value) in object {
                        match (key.as_str(), value) {
                            ("properties", Value::Object(properties)) => {
                                names.extend(properties.keys().cloned());
                            }
                            ("required", Value::Array(required)) => {
                                let required = required.iter().filter_map(Value::as_str);
                                names.extend(required.map(str::to_owned));
                            }
                            ("enum" | "const" | "examples", _) => continue,
                            _ => {}
                        }
                        open.push(value);
                    }
                }
                Value::Array(values) => open.extend(values),
                _ => {}
            }
        }
        names
    }

    /// The schema that accepts `{"<index>": value}` when schema `index` accepts the value: so all of them are compiled
    /// once.
    pub(super) fn whole(&self) -> Value {
        let defs: serde_json::Map<String, Value> = self
            .schemas
            .iter()
            .enumerate()
            .map(|(index, schema)| (index.to_string(), schema.clone()))
            .collect();
        let properties: serde_json::Map<String, Value> = (0..self.schemas.len())
            .map(|index| (index.to_string(), json!({"$ref": pointer(index)})))
            .collect();
        json!({
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$defs": defs,
            "properties": properties,
        })
    }
}

fn pointer(index: usize) -> String {
    format!("#/$defs/{index}")
}

/// The index that a reference within a bundle names.
pub(super) fn target(reference: &str) -> Option<usize> {
    reference.strip_prefix("#/$defs/")?.parse().ok()
}

/// Accepts or refuses values by the index of their schema.
pub(super) struct Judge(jsonschema::Validator);

impl Judge {
    pub(super) fn new(whole: &Value) -> Result<Self, String> {
        jsonschema::options()
            .should_validate_formats(true)
            .build(whole)
            .map(Self)
            .map_err(|e| format!("{e} at {}", e.instance_path()))
    }

    pub(super) fn accepts(&self, schema: usize, value: &Value) -> bool {
        self.0.is_valid(&json!({ schema.to_string(): value }))
    }
}
