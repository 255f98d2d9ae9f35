//! All schemas that a set of places reaches, as one JSON Schema that stands alone.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

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
}

fn pointer(index: usize) -> String {
    format!("#/$defs/{index}")
}
