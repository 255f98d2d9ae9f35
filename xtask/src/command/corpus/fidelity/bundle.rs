//! All schemas that a set of places reaches, as one JSON Schema that stands alone.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::dialect::{Dialect, also};
use super::discriminator::Discriminator;
use super::files::{Files, Place};
use crate::pointer::child;

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
    pub(super) fn collect(files: &Files<'_>, places: &[&Place]) -> Self {
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
            let mut translate = |at: &Place, source: &Value| {
                let mut refer = |reference: &str| {
                    let target = bundle.enter(&at.follow(reference)?, &mut open);
                    reached.insert(target);
                    Some(pointer(target))
                };
                let mut dialect = Dialect {
                    old,
                    refer: &mut refer,
                    unfaithful: None,
                };
                (dialect.schema(source), dialect.unfaithful)
            };
            let (mut schema, unfaithful) = translate(&place, &source);
            children(files, &place, &source, &mut schema, &mut |at, source| {
                translate(at, source).0
            });
            if let Some(reason) = unfaithful {
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
}

/// What a parent that lists no branches says by its discriminator: a value of a child's tag is the child's. `translate`
/// gives a schema at a place.
fn children(
    files: &Files<'_>,
    parent: &Place,
    source: &Value,
    schema: &mut Value,
    translate: &mut dyn FnMut(&Place, &Value) -> Value,
) {
    let (Value::Object(source), Value::Object(schema)) = (source, schema) else {
        return;
    };
    let lists = ["oneOf", "anyOf"]
        .iter()
        .any(|word| source.contains_key(*word));
    let Some(discriminator) = Discriminator::of(source).filter(|_| !lists) else {
        return;
    };
    let mut branches = Vec::new();
    for (tag, target) in discriminator.entries() {
        let place = match target.contains(['#', '/']) {
            true => parent.follow(target),
            false => Some(Place::root(child("/components/schemas", target))),
        };
        let Some((place, child)) = place.and_then(|place| Some((place.clone(), files.at(&place)?)))
        else {
            continue;
        };
        let Some(parts) = child.get("allOf").and_then(Value::as_array) else {
            continue;
        };
        let is_parent = |part: &Value| {
            let reference = part.get("$ref").and_then(Value::as_str);
            reference
                .and_then(|reference| place.follow(reference))
                .as_ref()
                == Some(parent)
        };
        // Without the parent itself, which would begin again.
        let mut rest = child.clone();
        if let Some(own) = rest.get_mut("allOf") {
            *own = parts
                .iter()
                .filter(|part| !is_parent(part))
                .cloned()
                .collect();
        }
        if rest
            .get("allOf")
            .and_then(Value::as_array)
            .is_none_or(|own| own.len() == parts.len())
        {
            continue;
        }
        let rest = translate(&place, &rest);
        also(schema, discriminator.rule(&[tag], &rest));
        branches.push(json!({"allOf": [rest, discriminator.property_is(&[tag])]}));
    }
    if !branches.is_empty() {
        also(schema, discriminator.kind());
        schema.insert("x-branches".to_owned(), Value::Array(branches));
    }
}

fn pointer(index: usize) -> String {
    format!("#/$defs/{index}")
}
