//! `allOf`: one schema that says what all parts say.

use std::collections::BTreeSet;
use std::rc::Rc;

use serde_json::Value;

use super::at::At;
use super::context::Context;
use super::facts::{Extra, Facts, Kind, Node};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Reason, Treatment};

/// How many schemas may build on each other.
const DEEPEST: usize = 100;
/// How many schemas may be put together for one document.
const MOST: usize = 200_000;

impl Context<'_> {
    /// The schema behind a node, with its `allOf` merged. `None` when a reference leads nowhere.
    pub(super) fn resolve(&mut self, node: &Node) -> Option<Rc<Facts>> {
        let mut node = node.clone();
        for _ in 0..DEEPEST {
            match node {
                Node::Inline(facts) => return Some(self.flatten(&facts)),
                Node::Ref { target, .. } => node = self.components.get(&target)?.node.clone(),
            }
        }
        None
    }

    /// The same schema without `allOf`: its parts are merged into it.
    pub(super) fn flatten(&mut self, facts: &Rc<Facts>) -> Rc<Facts> {
        if facts.all_of.is_empty() {
            return Rc::clone(facts);
        }
        if let Some(flat) = self.flat.get(&facts.key) {
            return Rc::clone(flat);
        }
        if self.merging.contains(&facts.key) {
            return Rc::new(self.cut(facts, Code::CyclicReference, "`allOf` contains itself"));
        }
        if self.merging.len() >= DEEPEST || self.merges >= MOST {
            return Rc::new(self.cut(facts, Code::Unsupported, "`allOf` goes too deep"));
        }
        self.merges += 1;
        self.merging.push(facts.key.clone());
        let flat = Rc::new(self.merge_parts(facts));
        self.merging.pop();
        self.flat.insert(facts.key.clone(), Rc::clone(&flat));
        flat
    }

    /// A schema whose `allOf` is left out.
    fn cut(&mut self, facts: &Facts, code: Code, message: &str) -> Facts {
        self.report(
            Diagnostic::new(code, facts.at.pointer.clone(), message)
                .done("the parts that repeat are left out"),
        );
        let mut facts = facts.clone();
        facts.all_of.clear();
        facts
    }

    fn merge_parts(&mut self, whole: &Facts) -> Facts {
        let mut merged = Facts::empty(whole.at.clone());
        merged.key.clone_from(&whole.key);
        let mut seen = BTreeSet::new();
        for part in &whole.all_of {
            if !seen.insert(part.key()) {
                continue;
            }
            let Some(facts) = self.resolve(part) else {
                self.dangling(part);
                continue;
            };
            let inherited = part.target().map(|parent| self.as_parent(parent, &facts));
            self.intersect(&mut merged, inherited.as_ref().unwrap_or(&facts));
            if part.target().is_none() {
                take_docs(&mut merged, &facts);
            }
        }
        let mut own = whole.clone();
        own.all_of.clear();
        self.intersect(&mut merged, &own);
        let inner = std::mem::replace(&mut merged.docs, whole.docs.clone());
        if merged.docs.description.is_none() {
            merged.docs.description = inner.description;
        }
        if merged.docs.summary.is_none() {
            merged.docs.summary = inner.summary;
        }
        merged.default.clone_from(&whole.default);
        merged.discriminator = whole.discriminator.clone().or(merged.discriminator);
        if merged.choices.is_empty() {
            merged.close();
        }
        merged
    }

    /// What a child takes over from a parent. A parent that lists its children (by `oneOf` and `discriminator`) does
    /// not pass that list on.
    fn as_parent(&mut self, parent: &str, facts: &Facts) -> Facts {
        let mut facts = facts.clone();
        facts.nullable = false;
        facts.deprecated_off();
        let children = self.children.get(parent);
        let lists_children = facts
            .choices
            .iter()
            .flat_map(|choice| &choice.branches)
            .filter_map(Node::target)
            .any(|branch| children.is_some_and(|children| children.contains(branch)));
        if lists_children {
            facts.choices.clear();
        }
        if facts.choices.is_empty() {
            facts.discriminator = None;
        }
        facts
    }

    /// Narrows `into` to what `part` also allows.
    pub(super) fn intersect(&mut self, into: &mut Facts, part: &Facts) {
        self.intersect_kind(into, part);
        self.intersect_values(into, part);
        into.nullable |= part.nullable;
        into.never |= part.never;
        into.read_only |= part.read_only;
        into.write_only |= part.write_only;
        if part.format.is_some() {
            into.format.clone_from(&part.format);
        }
        let at = into.at.clone();
        for (name, node) in &part.properties {
            let merged = match into.properties.get(name) {
                Some(own) => both(own, node, || at.property(name)),
                None => node.clone(),
            };
            into.properties.insert(name.clone(), merged);
        }
        into.required.extend(part.required.iter().cloned());
        into.keyed.extend(part.as_keyed());
        into.extra = std::mem::take(&mut into.extra).and(&part.extra, &at);
        into.unevaluated = std::mem::take(&mut into.unevaluated).and(&part.unevaluated, &at);
        intersect_items(into, part);
        into.length.0 = into.length.0.max(part.length.0);
        into.length.1 = match (into.length.1, part.length.1) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        into.choices.extend(part.choices.iter().cloned());
        into.conditions.extend(part.conditions.iter().cloned());
        if part.discriminator.is_some() {
            into.discriminator.clone_from(&part.discriminator);
        }
        for keyword in &part.unexpressed {
            if !into.unexpressed.contains(keyword) {
                into.unexpressed.push(keyword.clone());
            }
        }
        if into.contradiction.is_none() {
            into.contradiction.clone_from(&part.contradiction);
        }
        for note in &part.docs.notes {
            if !into.docs.notes.contains(note) {
                into.docs.notes.push(note.clone());
            }
        }
    }

    fn intersect_kind(&mut self, into: &mut Facts, part: &Facts) {
        // Keywords of another kind say nothing of a value: only a `type` can contradict a `type`.
        let (Some(a), Some(b)) = (into.kind, part.kind) else {
            into.kind = into.kind.or(part.kind);
            return;
        };
        if let Some(kind) = a.both(b) {
            into.kind = Some(kind);
        } else {
            let message = format!("parts of `allOf` want {} and {}", word(a), word(b));
            self.contradict(into, &message);
        }
    }

    fn intersect_values(&mut self, into: &mut Facts, part: &Facts) {
        let Some(values) = &part.values else { return };
        let kept: Vec<Value> = match &into.values {
            Some(own) => values
                .iter()
                .filter(|value| own.contains(value))
                .cloned()
                .collect(),
            None => values.clone(),
        };
        if kept.is_empty() && !values.is_empty() {
            let pointer = into.at.pointer.clone();
            self.report(
                Diagnostic::new(
                    Code::Contradiction,
                    pointer,
                    "parts of `allOf` have no value of `enum` in common",
                )
                .done("the values of the last part are used"),
            );
            self.approximate(
                &into.at.pointer,
                Reason::Contradiction,
                Treatment::Loose,
                "parts of `allOf` have no value of `enum` in common",
            );
            into.values = Some(values.clone());
            into.value_docs = part.value_docs.clone();
        } else if kept.len() == values.len() {
            into.values = Some(kept);
            into.value_docs = part.value_docs.clone();
        } else {
            into.values = Some(kept);
            into.value_docs = super::facts::ValueDocs::default();
        }
    }

    fn contradict(&mut self, into: &mut Facts, message: &str) {
        self.report(
            Diagnostic::new(Code::Contradiction, into.at.pointer.clone(), message)
                .done("the value is any JSON value"),
        );
        into.contradiction = Some(message.to_owned());
    }
}

fn intersect_items(into: &mut Facts, part: &Facts) {
    let at = into.at.clone();
    let count = into.leading.len().max(part.leading.len());
    into.leading = (0..count)
        .map(|index| match (into.item(index), part.item(index)) {
            (Some(a), Some(b)) => both(a, b, || at.leading(index)),
            (Some(one), None) | (None, Some(one)) => one.clone(),
            (None, None) => Node::Inline(Rc::new(Facts::empty(at.leading(index)))),
        })
        .collect();
    into.items = match (into.items.take(), &part.items) {
        (Some(a), Some(b)) => Some(both(&a, b, || at.item())),
        (a, b) => a.or_else(|| b.clone()),
    };
}

/// A schema that is both: merged when its type is needed.
pub(super) fn both(a: &Node, b: &Node, at: impl FnOnce() -> At) -> Node {
    let mut parts: Vec<Node> = Vec::new();
    for node in [a, b] {
        match node.inline().filter(|facts| facts.is_joined()) {
            Some(facts) => parts.extend(facts.all_of.iter().cloned()),
            None => parts.push(node.clone()),
        }
    }
    let mut seen = BTreeSet::new();
    parts.retain(|part| seen.insert(part.key()));
    if let [one] = parts.as_slice() {
        return one.clone();
    }
    let keys: Vec<String> = seen.into_iter().collect();
    let mut facts = Facts::empty(at());
    facts.key = keys.join(" & ");
    facts.docs = parts
        .iter()
        .rev()
        .filter_map(Node::inline)
        .map(|facts| facts.docs.clone())
        .find(|docs| docs.description.is_some() || docs.summary.is_some())
        .unwrap_or_default();
    facts.default = parts
        .iter()
        .rev()
        .filter_map(Node::inline)
        .find_map(|facts| facts.default.clone());
    for part in parts.iter().filter_map(Node::inline) {
        facts.read_only |= part.read_only;
        facts.write_only |= part.write_only;
    }
    facts.all_of = parts;
    Node::Inline(Rc::new(facts))
}

impl Extra {
    /// What both say.
    fn and(self, other: &Self, at: &At) -> Self {
        match (self, other) {
            (Self::Denied, _) | (_, Self::Denied) => Self::Denied,
            (Self::Typed(a), Self::Typed(b)) => Self::Typed(both(&a, b, || at.value())),
            (Self::Typed(a), _) => Self::Typed(a),
            (_, Self::Typed(b)) => Self::Typed(b.clone()),
            (Self::Open, _) | (_, Self::Open) => Self::Open,
            (Self::Unsaid, Self::Unsaid) => Self::Unsaid,
        }
    }
}

impl Facts {
    /// Whether [`both`] made it.
    pub(super) fn is_joined(&self) -> bool {
        self.key != self.at.pointer && !self.all_of.is_empty()
    }

    /// That a component is deprecated says nothing of what builds on it.
    fn deprecated_off(&mut self) {
        self.docs.deprecated = false;
    }
}

fn take_docs(into: &mut Facts, part: &Facts) {
    if part.docs.description.is_some() {
        into.docs.description.clone_from(&part.docs.description);
    }
    if part.docs.summary.is_some() {
        into.docs.summary.clone_from(&part.docs.summary);
    }
    into.docs.deprecated |= part.docs.deprecated;
}

/// A kind in a sentence.
pub(super) fn word(kind: Kind) -> &'static str {
    match kind {
        Kind::String => "a string",
        Kind::Number => "a number",
        Kind::Integer => "an integer",
        Kind::Boolean => "a boolean",
        Kind::Object => "an object",
        Kind::Array => "an array",
    }
}

#[cfg(test)]
mod tests;
