//! Two schemas, in the direction in which their values travel.

use std::collections::BTreeSet;

use serde_json::Value;

use super::view::{self, Slot, View, anything};
use super::{Comparer, Direction, child, from_to, union};
use crate::diff::Rule;

/// Keywords that constrain values and that no rule of their own speaks of.
const CONSTRAINTS: &[&str] = &[
    "not",
    "x-codegen-contains",
    "x-codegen-content-encoding",
    "x-codegen-content-media-type",
    "x-codegen-content-schema",
    "x-codegen-dependencies",
    "x-codegen-dependent-required",
    "x-codegen-dependent-schemas",
    "x-codegen-else",
    "x-codegen-enum",
    "x-codegen-if",
    "x-codegen-max-contains",
    "x-codegen-min-contains",
    "x-codegen-pattern-properties",
    "x-codegen-property-names",
    "x-codegen-then",
    "x-codegen-unevaluated-items",
    "x-codegen-unevaluated-properties",
];

impl<'v> Comparer<'v> {
    /// Compares two schemas, once for each direction.
    pub(super) fn schema(&mut self, old: &Slot<'v>, new: &Slot<'v>, direction: Direction) {
        if view::same(old, new) {
            let mut names = BTreeSet::new();
            for part in new {
                view::references(part.value, &mut names);
            }
            // The words are the same; what they refer to may not be.
            for name in names {
                self.component(name, direction);
            }
            return;
        }
        let follow = |document: &'v Value, slot: &Slot<'v>| -> Slot<'v> {
            let follow = |part: &view::Part<'v>| view::follow(document, part.clone());
            slot.iter().map(follow).collect()
        };
        let old = follow(self.old, old);
        let new = follow(self.new, new);
        self.once(&old, &new, direction);
    }

    /// Compares the components of one name.
    fn component(&mut self, name: &'v str, direction: Direction) {
        let pointer = child("/components/schemas", name);
        let of = |document: &'v Value| document.get("components")?.get("schemas")?.get(name);
        if let (Some(old), Some(new)) = (of(self.old), of(self.new)) {
            let old = view::follow(self.old, view::part(old, pointer.clone()));
            let new = view::follow(self.new, view::part(new, pointer));
            self.once(&vec![old], &vec![new], direction);
        }
    }

    /// Compares two schemas unless that was done already, and remembers what leads here.
    fn once(&mut self, old: &Slot<'v>, new: &Slot<'v>, direction: Direction) {
        let addresses = |slot: &Slot<'v>| -> Vec<usize> {
            let address = |part: &view::Part<'v>| std::ptr::from_ref(part.value).addr();
            slot.iter().map(address).collect()
        };
        let key = (addresses(old), addresses(new), direction);
        if let Some(node) = self.visited.get(&key).copied() {
            if let (Some(at), Some(node)) = (self.at, self.nodes.get_mut(node)) {
                node.parents.insert(at);
            }
            return;
        }
        self.visited.insert(key, self.nodes.len());
        self.inside(None, |comparer| {
            if view::same(old, new) {
                comparer.schema(old, new, direction);
            } else {
                let old = View::of(comparer.old, old);
                let new = View::of(comparer.new, new);
                comparer.views(&old, &new, direction);
            }
        });
    }

    fn views(&mut self, old: &View<'v>, new: &View<'v>, direction: Direction) {
        self.annotations(old, new, direction);
        if !self.types(old, new, direction) {
            return;
        }
        self.nullable(old, new, direction);
        if union::apart(old, new) {
            self.unions(old, new, direction);
            return;
        }
        self.format(old, new, direction);
        self.values(old, new, direction);
        self.bounds(old, new, direction);
        self.pattern(old, new, direction);
        self.object(old, new, direction);
        self.list(old, new, direction);
        self.unions(old, new, direction);
        self.constraints(old, new, direction);
    }

    fn annotations(&mut self, old: &View<'v>, new: &View<'v>, direction: Direction) {
        let words = |view: &View<'v>| ["title", "description"].map(|key| view.first(key));
        if words(old) != words(new) {
            self.note_both(
                Rule::DescriptionChanged,
                old.pointer(),
                new.pointer(),
                String::new(),
            );
        }
        match (old.says("deprecated"), new.says("deprecated")) {
            (false, true) => self.note_both(
                direction.of(Rule::RequestDeprecated, Rule::ResponseDeprecated),
                old.pointer(),
                new.pointer(),
                "",
            ),
            (true, false) => self.note_both(
                direction.of(Rule::RequestRevived, Rule::ResponseRevived),
                old.pointer(),
                new.pointer(),
                "",
            ),
            _ => {}
        }
        let (before, after) = (old.first("default"), new.first("default"));
        if before != after {
            self.note_both(
                direction.of(Rule::RequestDefaultChanged, Rule::ResponseDefaultChanged),
                &old.place_of("default"),
                &new.place_of("default"),
                from_to(before, after),
            );
        }
    }

    fn list(&mut self, old: &View<'v>, new: &View<'v>, direction: Direction) {
        let tuple = |view: &View<'v>| {
            view.parts
                .iter()
                .map(|(map, pointer)| view::members(map, "x-codegen-prefix-items", pointer))
                .find(|items| !items.is_empty())
                .unwrap_or_default()
        };
        let (before, after) = (tuple(old), tuple(new));
        if before.len() != after.len() {
            self.note_both(
                direction.of(Rule::RequestTypeNarrowed, Rule::ResponseTypeWidened),
                old.pointer(),
                new.pointer(),
                format!("list of {} -> list of {} places", before.len(), after.len()),
            );
        }
        for (old, new) in before.into_iter().zip(after) {
            self.schema(&vec![old], &vec![new], direction);
        }
        let (before, after) = (old.slot("items"), new.slot("items"));
        if before.is_some() || after.is_some() {
            let before = before.unwrap_or_else(|| anything(old.pointer()));
            let after = after.unwrap_or_else(|| anything(new.pointer()));
            self.schema(&before, &after, direction);
        }
    }

    fn constraints(&mut self, old: &View<'v>, new: &View<'v>, direction: Direction) {
        let rule = direction.of(
            Rule::RequestConstraintChanged,
            Rule::ResponseConstraintChanged,
        );
        for keyword in CONSTRAINTS {
            if old.first(keyword) != new.first(keyword) {
                let word = keyword.strip_prefix("x-codegen-").unwrap_or(keyword);
                let (old, new) = (old.place_of(keyword), new.place_of(keyword));
                self.note_both(rule, &old, &new, format!("`{word}` changed"));
            }
        }
    }
}
