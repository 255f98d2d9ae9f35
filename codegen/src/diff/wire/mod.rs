//! What a change of the document does to what goes over the wire.
//!
//! Two documents are walked side by side, both in the vocabulary of OpenAPI 3.0 with every reference leading to a component,
//! so that spellings of the same thing do not differ. A schema is compared once for each direction in which it travels: less
//! allowed breaks those who send, more allowed breaks those who read.

mod body;
mod bounds;
mod document;
mod object;
mod operation;
mod parameter;
mod response;
mod schema;
mod security;
mod union;
mod values;
mod view;

use std::collections::{BTreeSet, HashMap};

use serde_json::Value;

use super::Rule;
use super::whereabouts::Labels;
use view::Slot;

/// Which way a value travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Direction {
    /// The client sends it.
    Request,
    /// The client reads it.
    Response,
}

impl Direction {
    /// The direction of an answer to what travels this way.
    fn back(self) -> Self {
        match self {
            Self::Request => Self::Response,
            Self::Response => Self::Request,
        }
    }

    /// One of two rules.
    fn of(self, request: Rule, response: Rule) -> Rule {
        match self {
            Self::Request => request,
            Self::Response => response,
        }
    }
}

/// A change, with pointers of the lowered documents.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) rule: Rule,
    pub(super) old: Option<String>,
    pub(super) new: Option<String>,
    pub(super) detail: String,
    pub(super) operations: BTreeSet<String>,
}

/// All changes from one lowered document to another, in the order of the walk.
pub(super) fn compare(old: &Value, new: &Value) -> (Vec<Found>, Labels) {
    let mut comparer = Comparer {
        old,
        new,
        found: Vec::new(),
        index: HashMap::new(),
        visited: HashMap::new(),
        nodes: Vec::new(),
        at: None,
        labels: Labels::default(),
    };
    comparer.document();
    comparer.finish()
}

/// Walks two documents side by side.
struct Comparer<'v> {
    old: &'v Value,
    new: &'v Value,
    found: Vec<Change>,
    /// What was found already, by rule, pointer and detail.
    index: HashMap<(Rule, String, String), usize>,
    /// Pairs of schemas that were compared, or are being compared.
    visited: HashMap<(Vec<usize>, Vec<usize>, Direction), usize>,
    nodes: Vec<Node>,
    /// The node that the walk is in.
    at: Option<usize>,
    labels: Labels,
}

struct Change {
    found: Found,
    nodes: BTreeSet<usize>,
}

/// An operation, or a pair of schemas, and what it was reached from.
#[derive(Default)]
struct Node {
    operation: Option<String>,
    parents: BTreeSet<usize>,
}

impl<'v> Comparer<'v> {
    /// Notes a change.
    fn note(
        &mut self,
        rule: Rule,
        old: Option<&str>,
        new: Option<&str>,
        detail: impl Into<String>,
    ) {
        let detail = detail.into();
        let primary = new.or(old).unwrap_or_default().to_owned();
        let key = (rule, primary, detail.clone());
        let index = *self.index.entry(key).or_insert_with(|| {
            self.found.push(Change {
                found: Found {
                    rule,
                    old: old.map(str::to_owned),
                    new: new.map(str::to_owned),
                    detail,
                    operations: BTreeSet::new(),
                },
                nodes: BTreeSet::new(),
            });
            self.found.len() - 1
        });
        if let (Some(change), Some(at)) = (self.found.get_mut(index), self.at) {
            change.nodes.insert(at);
        }
    }

    /// Notes a change of something that both documents have.
    fn note_both(&mut self, rule: Rule, old: &str, new: &str, detail: impl Into<String>) {
        self.note(rule, Some(old), Some(new), detail);
    }

    /// Walks something in a node of its own.
    fn inside(&mut self, operation: Option<String>, walk: impl FnOnce(&mut Self)) -> usize {
        let node = self.nodes.len();
        self.nodes.push(Node {
            operation,
            parents: self.at.into_iter().collect(),
        });
        self.within(node, walk);
        node
    }

    fn within(&mut self, node: usize, walk: impl FnOnce(&mut Self)) {
        let before = self.at.replace(node);
        walk(self);
        self.at = before;
    }

    /// Words of the document: never more than worth reading.
    fn prose(&mut self, old: &Slot<'v>, new: &Slot<'v>, keys: &[&str]) {
        let (Some(old), Some(new)) = (old.first(), new.first()) else {
            return;
        };
        let differ = keys
            .iter()
            .any(|key| old.value.get(*key) != new.value.get(*key));
        if differ {
            let (old, new) = (old.pointer.clone(), new.pointer.clone());
            self.note_both(Rule::DescriptionChanged, &old, &new, "");
        }
    }

    /// A flag that is set or taken back.
    fn flag(&mut self, old: (&Value, &str), new: (&Value, &str), key: &str, on: Rule, off: Rule) {
        let is = |value: &Value| value.get(key).and_then(Value::as_bool) == Some(true);
        match (is(old.0), is(new.0)) {
            (false, true) => self.note_both(on, old.1, new.1, ""),
            (true, false) => self.note_both(off, old.1, new.1, ""),
            _ => {}
        }
    }

    fn finish(self) -> (Vec<Found>, Labels) {
        let Self {
            found,
            nodes,
            labels,
            ..
        } = self;
        let found = found
            .into_iter()
            .map(|change| Found {
                operations: reached_from(&nodes, &change.nodes),
                ..change.found
            })
            .collect();
        (found, labels)
    }
}

/// The operations that lead to any of these nodes.
fn reached_from(nodes: &[Node], start: &BTreeSet<usize>) -> BTreeSet<String> {
    let mut open: Vec<usize> = start.iter().copied().collect();
    let mut seen: BTreeSet<usize> = start.clone();
    let mut operations = BTreeSet::new();
    while let Some(node) = open.pop().and_then(|node| nodes.get(node)) {
        operations.extend(node.operation.clone());
        for parent in &node.parents {
            if seen.insert(*parent) {
                open.push(*parent);
            }
        }
    }
    operations
}

/// A pointer one step further.
fn child(pointer: &str, key: &str) -> String {
    format!("{pointer}/{}", crate::spec::pointer_segment(key))
}

/// A value for a message, on one line and not too long.
fn shown(value: &Value) -> String {
    const WIDTH: usize = 60;
    let text = match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let text: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    match text.char_indices().nth(WIDTH) {
        Some((end, _)) => format!("{}...", text.get(..end).unwrap_or_default()),
        None => text,
    }
}

/// `a -> b`, with a word for what is not there.
fn from_to(old: Option<&Value>, new: Option<&Value>) -> String {
    let word = |value: Option<&Value>| value.map_or_else(|| "none".to_owned(), shown);
    format!("{} -> {}", word(old), word(new))
}
