//! Parameters of operations.

use std::collections::BTreeMap;

use serde_json::Value;

use super::view::{Part, anything, follow, part, slot};
use super::{Comparer, Direction, child};
use crate::diff::Rule;

/// Names by which services let callers ask for a part of a list.
const PAGING: &[&str] = &[
    "limit",
    "offset",
    "page",
    "pagesize",
    "perpage",
    "cursor",
    "after",
    "before",
    "pagetoken",
    "startingafter",
    "maxresults",
];

/// Where a parameter goes, and what it is called there; path parameters by their place in the template.
type Key<'v> = (&'v str, String);

impl<'v> Comparer<'v> {
    /// Compares the parameters of two operations, those of their path items included.
    pub(super) fn parameters(
        &mut self,
        old: &[Part<'v>],
        new: &[Part<'v>],
        paths: (&str, &str),
        direction: Direction,
    ) {
        let before = parameters(self.old, old, paths.0);
        let after = parameters(self.new, new, paths.1);
        let paged = before.keys().any(|(_, name)| is_paging(name));
        for (key, part) in &before {
            match after.get(key) {
                None => {
                    self.labels.put(&part.pointer, label(part.value));
                    let detail = text(part.value, "name").to_owned();
                    let detail = format!("`{detail}` is gone");
                    self.note(Rule::ParameterRemoved, Some(&part.pointer), None, detail);
                }
                Some(other) => self.parameter(part, other, direction),
            }
        }
        for (key, part) in &after {
            if before.contains_key(key) {
                continue;
            }
            self.labels.put(&part.pointer, label(part.value));
            let rule = if is_required(part.value) {
                Rule::RequiredParameterAdded
            } else if !paged && key.0 == "query" && is_paging(&key.1) {
                Rule::PagingAdded
            } else {
                Rule::OptionalParameterAdded
            };
            let detail = format!("`{}`", text(part.value, "name"));
            self.note(rule, None, Some(&part.pointer), detail);
        }
    }

    fn parameter(&mut self, old: &Part<'v>, new: &Part<'v>, direction: Direction) {
        self.labels.put(&old.pointer, label(old.value));
        self.labels.put(&new.pointer, label(new.value));
        let (was, is) = (old.pointer.as_str(), new.pointer.as_str());
        let name = format!("`{}`", text(new.value, "name"));
        match (is_required(old.value), is_required(new.value)) {
            (false, true) => self.note_both(Rule::ParameterBecameRequired, was, is, name),
            (true, false) => self.note_both(Rule::ParameterBecameOptional, was, is, name),
            _ => {}
        }
        if text(new.value, "in") == "path" && text(old.value, "name") != text(new.value, "name") {
            let detail = format!(
                "`{}` -> `{}`",
                text(old.value, "name"),
                text(new.value, "name")
            );
            self.note_both(Rule::PathParameterRenamed, was, is, detail);
        }
        let (before, after) = (encoding(old.value), encoding(new.value));
        if before != after {
            let detail = format!("{before} -> {after}");
            self.note_both(Rule::ParameterEncodingChanged, was, is, detail);
        }
        self.flag(
            (old.value, was),
            (new.value, is),
            "deprecated",
            Rule::ParameterDeprecated,
            Rule::ParameterRevived,
        );
        self.prose(&vec![old.clone()], &vec![new.clone()], &["description"]);
        let (before, after) = (schema(old), schema(new));
        self.schema(&before, &after, direction);
    }
}

/// The parameters of an operation; those of the operation come last and count.
fn parameters<'v>(
    document: &'v Value,
    holders: &[Part<'v>],
    path: &str,
) -> BTreeMap<Key<'v>, Part<'v>> {
    let places: Vec<&str> = path
        .split('{')
        .skip(1)
        .filter_map(|rest| Some(rest.split_once('}')?.0))
        .collect();
    let mut all = BTreeMap::new();
    for holder in holders {
        let Some(Value::Array(items)) = holder.value.get("parameters") else {
            continue;
        };
        let pointer = child(&holder.pointer, "parameters");
        for (index, value) in items.iter().enumerate() {
            let part = follow(document, part(value, format!("{pointer}/{index}")));
            let (place, name) = (text(part.value, "in"), text(part.value, "name"));
            let name = match place {
                "path" => places
                    .iter()
                    .position(|known| *known == name)
                    .map_or_else(|| name.to_owned(), |at| format!("{at:03}")),
                "header" => name.to_ascii_lowercase(),
                _ => name.to_owned(),
            };
            all.insert((place, name), part);
        }
    }
    all
}

fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}

fn is_required(value: &Value) -> bool {
    text(value, "in") == "path" || value.get("required").and_then(Value::as_bool) == Some(true)
}

fn is_paging(name: &str) -> bool {
    let letters: String = name
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_lowercase())
        .collect();
    PAGING.contains(&letters.as_str())
}

fn label(value: &Value) -> String {
    format!("{} parameter {}", text(value, "in"), text(value, "name"))
}

/// How the value is written, in words that differ when the way does.
fn encoding(value: &Value) -> String {
    if let Some(Value::Object(content)) = value.get("content") {
        let media: Vec<&str> = content.keys().map(String::as_str).collect();
        return media.join(", ");
    }
    let default = match text(value, "in") {
        "query" | "cookie" => "form",
        _ => "simple",
    };
    let style = match text(value, "style") {
        "" => default,
        style => style,
    };
    let flag = |key: &str| value.get(key).and_then(Value::as_bool);
    let explode = flag("explode").unwrap_or(style == "form");
    let mut words = style.to_owned();
    if explode {
        words.push_str(", explode");
    }
    if flag("allowReserved") == Some(true) {
        words.push_str(", allowReserved");
    }
    if flag("x-codegen-querystring") == Some(true) {
        words.push_str(", whole query string");
    }
    words
}

/// The schema of a parameter's value.
fn schema<'v>(part: &Part<'v>) -> super::view::Slot<'v> {
    if let Some(schema) = part.value.get("schema") {
        return slot(schema, child(&part.pointer, "schema"));
    }
    let content = part.value.get("content").and_then(Value::as_object);
    match content.and_then(|content| content.iter().next()) {
        Some((media, value)) => {
            let pointer = child(&child(&part.pointer, "content"), media);
            match value.get("schema") {
                Some(schema) => slot(schema, child(&pointer, "schema")),
                None => anything(&pointer),
            }
        }
        None => anything(&part.pointer),
    }
}
