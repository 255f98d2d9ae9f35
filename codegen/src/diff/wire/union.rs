//! Unions: which branch is which, and what became of the others.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::values::{kinds, listed};
use super::view::{Part, View, component_name};
use super::{Comparer, Direction, from_to, shown};
use crate::diff::Rule;

/// Unions in unions are told apart by what can be seen from outside.
const SHALLOW: usize = 2;

/// What can be seen of a branch from outside.
struct Outline<'v> {
    name: Option<&'v str>,
    value: &'v Value,
    kinds: Option<BTreeSet<&'v str>>,
    properties: BTreeSet<&'v str>,
    /// Properties with one value.
    tags: BTreeMap<&'v str, String>,
}

impl<'v> Comparer<'v> {
    pub(super) fn unions(&mut self, old: &View<'v>, new: &View<'v>, direction: Direction) {
        self.discriminator(old, new, direction);
        let (before, after) = (old.unions(), new.unions());
        if before.len() != after.len() && !before.is_empty() && !after.is_empty() {
            let detail = format!("{} unions -> {}", before.len(), after.len());
            self.constraint(old, new, detail, direction);
        }
        match (before.as_slice(), after.as_slice()) {
            ([], []) => {}
            ([], [branches, ..]) => self.became_union(old, new, branches, direction),
            ([branches, ..], []) => self.was_union(old, new, branches, direction),
            _ => {
                for (old, new) in before.iter().zip(&after) {
                    self.branches(old, new, direction);
                }
            }
        }
    }

    fn branches(&mut self, old: &[Part<'v>], new: &[Part<'v>], direction: Direction) {
        let pairs = matched(&outlines(self.old, old), &outlines(self.new, new));
        for (before, after) in &pairs {
            if let (Some(old), Some(new)) = (old.get(*before), new.get(*after)) {
                self.schema(&vec![old.clone()], &vec![new.clone()], direction);
            }
        }
        for (index, part) in old.iter().enumerate() {
            if !pairs.iter().any(|(before, _)| *before == index) {
                let rule = direction.of(Rule::RequestBranchRemoved, Rule::ResponseBranchRemoved);
                let detail = branch_words(self.old, part);
                self.note(rule, Some(&part.pointer), None, detail);
            }
        }
        for (index, part) in new.iter().enumerate() {
            if !pairs.iter().any(|(_, after)| *after == index) {
                let rule = direction.of(Rule::RequestBranchAdded, Rule::ResponseBranchAdded);
                let detail = branch_words(self.new, part);
                self.note(rule, None, Some(&part.pointer), detail);
            }
        }
    }

    /// What else holds for the values is not what it was.
    fn constraint(
        &mut self,
        old: &View<'v>,
        new: &View<'v>,
        detail: impl Into<String>,
        direction: Direction,
    ) {
        let rule = direction.of(
            Rule::RequestConstraintChanged,
            Rule::ResponseConstraintChanged,
        );
        self.note_both(rule, old.pointer(), new.pointer(), detail);
    }

    /// What was one type is one of several now.
    fn became_union(
        &mut self,
        old: &View<'v>,
        new: &View<'v>,
        branches: &[Part<'v>],
        direction: Direction,
    ) {
        if same_frame(old, new) {
            return self.constraint(old, new, "a union was added to it", direction);
        }
        if direction == Direction::Response {
            let detail = format!("one of {}", branches.len());
            return self.note_both(
                Rule::ResponseUnionMade,
                old.pointer(),
                new.pointer(),
                detail,
            );
        }
        let one = [self.whole(old, true)];
        self.branches(&one, branches, direction);
    }

    /// What was one of several types is one of them now.
    fn was_union(
        &mut self,
        old: &View<'v>,
        new: &View<'v>,
        branches: &[Part<'v>],
        direction: Direction,
    ) {
        if same_frame(old, new) {
            return self.constraint(old, new, "a union was taken from it", direction);
        }
        let one = [self.whole(new, false)];
        self.branches(branches, &one, direction);
    }

    /// The schema as a branch.
    fn whole(&self, view: &View<'v>, old: bool) -> Part<'v> {
        let document = if old { self.old } else { self.new };
        let pointer = view.pointer().to_owned();
        Part {
            value: crate::spec::follow_pointer(document, &pointer).unwrap_or(&Value::Null),
            pointer,
        }
    }

    fn discriminator(&mut self, old: &View<'v>, new: &View<'v>, direction: Direction) {
        let (Some(before), Some(after)) = (old.first("discriminator"), new.first("discriminator"))
        else {
            return;
        };
        let rule = direction.of(
            Rule::RequestDiscriminatorChanged,
            Rule::ResponseDiscriminatorChanged,
        );
        let (was, is) = (old.place_of("discriminator"), new.place_of("discriminator"));
        let name = |value: &'v Value| value.get("propertyName");
        if name(before) != name(after) {
            return self.note_both(rule, &was, &is, from_to(name(before), name(after)));
        }
        let otherwise = |value: &'v Value| value.get("x-codegen-default-mapping");
        if otherwise(before) != otherwise(after) {
            let detail = from_to(otherwise(before), otherwise(after));
            self.note_both(rule, &was, &is, format!("all others: {detail}"));
        }
        let mapping = |value: &'v Value| value.get("mapping").and_then(Value::as_object);
        let (Some(before), Some(after)) = (mapping(before), mapping(after)) else {
            return;
        };
        for (key, target) in before {
            let moved = match after.get(key) {
                Some(other) => other != target,
                // The kind is still there, under another name.
                None => after.values().any(|other| other == target),
            };
            if moved {
                let detail = format!("`{key}`: {}", from_to(Some(target), after.get(key)));
                self.note_both(rule, &was, &is, detail);
            }
        }
    }
}

/// Whether one is a union and the other is not: nothing but the branches can be compared.
pub(super) fn apart(old: &View<'_>, new: &View<'_>) -> bool {
    old.unions().is_empty() != new.unions().is_empty() && !same_frame(old, new)
}

/// Whether both have a shape beside the union: then the union only adds a condition.
fn same_frame(old: &View<'_>, new: &View<'_>) -> bool {
    let properties = |view: &View<'_>| !view.properties().is_empty();
    properties(old) && properties(new)
}

fn outlines<'v>(document: &'v Value, branches: &[Part<'v>]) -> Vec<Outline<'v>> {
    branches
        .iter()
        .map(|branch| outline(document, branch))
        .collect()
}

fn outline<'v>(document: &'v Value, branch: &Part<'v>) -> Outline<'v> {
    let slot = vec![branch.clone()];
    let view = View::of(document, &slot);
    let properties = view.properties();
    let tags = properties
        .iter()
        .filter_map(|(name, slot)| {
            let values = listed(&View::of(document, slot))?;
            match values.into_keys().collect::<Vec<_>>().as_slice() {
                [only] => Some((*name, only.clone())),
                _ => None,
            }
        })
        .collect();
    Outline {
        name: component_name(&slot),
        value: branch.value,
        kinds: kinds(document, &view, SHALLOW),
        properties: properties.into_keys().collect(),
        tags,
    }
}

/// Which branch became which: the most alike first.
fn matched(old: &[Outline<'_>], new: &[Outline<'_>]) -> Vec<(usize, usize)> {
    let mut scores: Vec<(usize, usize, usize)> = Vec::new();
    for (before, a) in old.iter().enumerate() {
        for (after, b) in new.iter().enumerate() {
            if let Some(score) = likeness(a, b) {
                scores.push((score, before, after));
            }
        }
    }
    scores.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| (a.1, a.2).cmp(&(b.1, b.2))));
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for (_, before, after) in scores {
        if !pairs.iter().any(|(a, b)| *a == before || *b == after) {
            pairs.push((before, after));
        }
    }
    pairs.sort_unstable();
    pairs
}

/// How alike two branches are; `None` when they are different things.
fn likeness(a: &Outline<'_>, b: &Outline<'_>) -> Option<usize> {
    let named = a.name.is_some() && a.name == b.name;
    if a.kinds != b.kinds && !named {
        return None;
    }
    let tags = a.tags.iter().filter_map(|(name, value)| {
        let other = b.tags.get(name)?;
        Some(value == other)
    });
    let (mut equal, mut different) = (0, 0);
    for same in tags {
        if same {
            equal += 1;
        } else {
            different += 1;
        }
    }
    if different > 0 && equal == 0 && !named {
        return None;
    }
    let common = a.properties.intersection(&b.properties).count();
    let apart = !a.properties.is_empty() && !b.properties.is_empty() && common == 0;
    if apart && !named {
        return None;
    }
    let same = usize::from(a.value == b.value);
    Some(same * 10_000 + usize::from(named) * 1_000 + equal * 100 + common)
}

/// What a branch is called, for a message.
fn branch_words(document: &Value, part: &Part<'_>) -> String {
    if let Some(name) = component_name(&vec![part.clone()]) {
        return format!("`{name}`");
    }
    let outline = outline(document, part);
    if let Some((name, value)) = outline.tags.first_key_value() {
        return format!("the kind with `{name}` {}", value.trim_matches('"'));
    }
    match (outline.value.get("title"), outline.kinds) {
        (Some(title), _) => format!("`{}`", shown(title)),
        (None, Some(kinds)) => kinds.into_iter().collect::<Vec<_>>().join(" or "),
        (None, None) => "anything".to_owned(),
    }
}
