//! Types, null, formats and listed values.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::view::{Part, View};
use super::{Comparer, Direction, shown};
use crate::diff::Rule;

/// Formats that say what a value can be, each with the wider ones; all others are hints.
const FORMATS: &[(&str, &[&str])] = &[
    ("int32", &["int64"]),
    ("int64", &[]),
    ("uint32", &["uint64", "int64"]),
    ("uint64", &[]),
    ("float", &["double"]),
    ("double", &[]),
    ("uuid", &[]),
    ("date", &[]),
    ("date-time", &[]),
    ("byte", &[]),
    ("binary", &[]),
];

/// How deep unions in unions are looked into for their types.
const DEEPEST: usize = 8;

impl<'v> Comparer<'v> {
    /// Compares the types. Answers whether there is anything more to compare.
    pub(super) fn types(&mut self, old: &View<'v>, new: &View<'v>, direction: Direction) -> bool {
        let before = kinds(self.old, old, DEEPEST);
        let after = kinds(self.new, new, DEEPEST);
        let unions = !old.unions().is_empty() && !new.unions().is_empty();
        if before == after || unions {
            return true;
        }
        let narrowed = !covers(after.as_ref(), before.as_ref());
        let widened = !covers(before.as_ref(), after.as_ref());
        let (breaks, safe) = match direction {
            Direction::Request => (narrowed, widened),
            Direction::Response => (widened, narrowed),
        };
        let detail = format!("{} -> {}", words(before.as_ref()), words(after.as_ref()));
        let (was, is) = (old.place_of("type"), new.place_of("type"));
        if breaks {
            let rule = direction.of(Rule::RequestTypeNarrowed, Rule::ResponseTypeWidened);
            self.note_both(rule, &was, &is, detail);
        } else if safe {
            let rule = direction.of(Rule::RequestTypeWidened, Rule::ResponseTypeNarrowed);
            self.note_both(rule, &was, &is, detail);
        }
        // What is said of another type, or of any, cannot be compared.
        let common = match (&before, &after) {
            (Some(before), Some(after)) => before.iter().any(|kind| {
                after.contains(kind) || (is_number(kind) && after.iter().any(|k| is_number(k)))
            }),
            _ => false,
        };
        common && old.unions().is_empty() == new.unions().is_empty()
    }

    pub(super) fn nullable(&mut self, old: &View<'v>, new: &View<'v>, direction: Direction) {
        let rule = match (old.says("nullable"), new.says("nullable")) {
            (false, true) => direction.of(Rule::RequestNullable, Rule::ResponseNullable),
            (true, false) => direction.of(Rule::RequestNotNullable, Rule::ResponseNotNullable),
            _ => return,
        };
        self.note_both(rule, old.pointer(), new.pointer(), "");
    }

    pub(super) fn format(&mut self, old: &View<'v>, new: &View<'v>, direction: Direction) {
        let of = |view: &View<'v>| view.first("format").and_then(Value::as_str);
        let (before, after) = (of(old), of(new));
        if before == after {
            return;
        }
        let word = |format: Option<&str>| format.unwrap_or("none").to_owned();
        let detail = format!("format {} -> {}", word(before), word(after));
        let (was, is) = (old.place_of("format"), new.place_of("format"));
        let known = |format: Option<&str>| format.is_none_or(|f| wider(f).is_some());
        let rule = if known(before) && known(after) {
            let narrowed = !format_covers(after, before);
            let widened = !format_covers(before, after);
            match (direction, narrowed, widened) {
                (Direction::Request, true, _) => Rule::RequestFormatNarrowed,
                (Direction::Request, false, _) => Rule::RequestFormatWidened,
                (Direction::Response, _, true) => Rule::ResponseFormatWidened,
                (Direction::Response, _, false) => Rule::ResponseFormatNarrowed,
            }
        } else {
            direction.of(
                Rule::RequestConstraintChanged,
                Rule::ResponseConstraintChanged,
            )
        };
        self.note_both(rule, &was, &is, detail);
    }

    /// Listed values: `enum`, and `const` as an enum of one.
    pub(super) fn values(&mut self, old: &View<'v>, new: &View<'v>, direction: Direction) {
        let (was, is) = (old.place_of("enum"), new.place_of("enum"));
        let (before, after) = match (listed(old), listed(new)) {
            (None, None) => return,
            (None, Some(after)) => {
                let rule = direction.of(Rule::RequestEnumClosed, Rule::ResponseEnumClosed);
                return self.note_both(rule, &was, &is, format!("only {}", list(&after)));
            }
            (Some(before), None) => {
                let opened = if before.len() == 1 {
                    Rule::ResponseConstantChanged
                } else {
                    Rule::ResponseEnumOpened
                };
                let rule = direction.of(Rule::RequestEnumOpened, opened);
                return self.note_both(rule, &was, &is, format!("was only {}", list(&before)));
            }
            (Some(before), Some(after)) => (before, after),
        };
        let added = match direction {
            Direction::Request => Rule::RequestEnumValueAdded,
            // An enum of one is closed.
            Direction::Response if before.len() == 1 => Rule::ResponseConstantChanged,
            Direction::Response => Rule::ResponseEnumValueAdded,
        };
        for (key, value) in &after {
            if !before.contains_key(key) {
                self.note_both(added, &was, &is, format!("`{}`", shown(value)));
            }
        }
        let removed = direction.of(
            Rule::RequestEnumValueRemoved,
            Rule::ResponseEnumValueRemoved,
        );
        for (key, value) in &before {
            if !after.contains_key(key) {
                self.note_both(removed, &was, &is, format!("`{}`", shown(value)));
            }
        }
    }
}

fn is_number(kind: &str) -> bool {
    matches!(kind, "number" | "integer")
}

/// The types that a schema allows; `None` when it allows all of them.
pub(super) fn kinds<'v>(
    document: &'v Value,
    view: &View<'v>,
    depth: usize,
) -> Option<BTreeSet<&'v str>> {
    let mut all: Option<BTreeSet<&str>> = None;
    let mut narrow = |kinds: BTreeSet<&'v str>| {
        all = Some(match all.take() {
            // Every integer is a number.
            Some(known) => known
                .iter()
                .filter(|kind| {
                    kinds.contains(**kind) || is_number(kind) && kinds.contains("number")
                })
                .chain(
                    kinds
                        .iter()
                        .filter(|kind| **kind == "integer" && known.contains("number")),
                )
                .copied()
                .collect(),
            None => kinds,
        });
    };
    for (map, _) in &view.parts {
        if let Some(kind) = map.get("type").and_then(Value::as_str) {
            narrow(BTreeSet::from([kind]));
        } else if map.contains_key("properties") || map.contains_key("additionalProperties") {
            narrow(BTreeSet::from(["object"]));
        } else if map.contains_key("items") {
            narrow(BTreeSet::from(["array"]));
        } else if let Some(Value::Array(values)) = map.get("enum") {
            narrow(values.iter().map(kind_of).collect());
        }
    }
    if let Some(depth) = depth.checked_sub(1) {
        for branches in view.unions() {
            if let Some(kinds) = of_branches(document, branches, depth) {
                narrow(kinds);
            }
        }
    }
    all
}

fn of_branches<'v>(
    document: &'v Value,
    branches: Vec<Part<'v>>,
    depth: usize,
) -> Option<BTreeSet<&'v str>> {
    let mut all = BTreeSet::new();
    for branch in branches {
        all.extend(kinds(document, &View::of(document, &vec![branch]), depth)?);
    }
    Some(all)
}

fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

/// Whether everything that `inner` allows is allowed by `outer`.
fn covers(outer: Option<&BTreeSet<&str>>, inner: Option<&BTreeSet<&str>>) -> bool {
    match (outer, inner) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(outer), Some(inner)) => inner
            .iter()
            .all(|kind| outer.contains(kind) || (*kind == "integer" && outer.contains("number"))),
    }
}

fn words(kinds: Option<&BTreeSet<&str>>) -> String {
    match kinds {
        None => "anything".to_owned(),
        Some(kinds) => kinds.iter().copied().collect::<Vec<_>>().join(" or "),
    }
}

fn wider(format: &str) -> Option<&'static [&'static str]> {
    FORMATS
        .iter()
        .find(|(name, _)| *name == format)
        .map(|(_, wider)| *wider)
}

fn format_covers(outer: Option<&str>, inner: Option<&str>) -> bool {
    match (outer, inner) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(outer), Some(inner)) => {
            outer == inner || wider(inner).is_some_and(|wider| wider.contains(&outer))
        }
    }
}

/// The values that every part allows, by their text; null apart.
pub(super) fn listed<'v>(view: &View<'v>) -> Option<BTreeMap<String, &'v Value>> {
    let mut all: Option<BTreeMap<String, &Value>> = None;
    for (map, _) in &view.parts {
        let Some(Value::Array(values)) = map.get("enum") else {
            continue;
        };
        let values: BTreeMap<String, &Value> = values
            .iter()
            .filter(|value| !value.is_null())
            .map(|value| (value.to_string(), value))
            .collect();
        all = Some(match all {
            Some(known) => known
                .into_iter()
                .filter(|(key, _)| values.contains_key(key))
                .collect(),
            None => values,
        });
    }
    all
}

fn list(values: &BTreeMap<String, &Value>) -> String {
    const SHOWN: usize = 8;
    let mut words: Vec<String> = values
        .values()
        .take(SHOWN)
        .map(|value| format!("`{}`", shown(value)))
        .collect();
    if let Ordering::Greater = values.len().cmp(&SHOWN) {
        words.push(format!("and {} more", values.len() - SHOWN));
    }
    words.join(", ")
}
