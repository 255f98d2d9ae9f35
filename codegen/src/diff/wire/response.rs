//! What comes back.

use std::collections::BTreeMap;

use serde_json::Value;

use super::body::contents;
use super::view::{Part, anything, follow, part, slot};
use super::{Comparer, Direction, child};
use crate::diff::Rule;

impl<'v> Comparer<'v> {
    /// Compares the answers of two operations; `direction` is the way that they travel.
    pub(super) fn responses(&mut self, old: &Part<'v>, new: &Part<'v>, direction: Direction) {
        let (before, after) = (responses(self.old, old), responses(self.new, new));
        for (status, response) in &before {
            match after.get(status) {
                Some(other) => self.response(response, other, direction),
                None => {
                    let rule = if is_success(status, before.keys()) {
                        Rule::SuccessRemoved
                    } else {
                        Rule::ErrorRemoved
                    };
                    let was = child(&child(&old.pointer, "responses"), status);
                    self.note(rule, Some(&was), None, format!("`{status}`"));
                }
            }
        }
        for status in after.keys() {
            if !before.contains_key(status) {
                let rule = if is_success(status, after.keys()) {
                    Rule::SuccessAdded
                } else {
                    Rule::ErrorAdded
                };
                let is = child(&child(&new.pointer, "responses"), status);
                self.note(rule, None, Some(&is), format!("`{status}`"));
            }
        }
    }

    fn response(&mut self, old: &Part<'v>, new: &Part<'v>, direction: Direction) {
        self.prose(&vec![old.clone()], &vec![new.clone()], &["description"]);
        self.headers(old, new, direction);
        match (contents(old.value), contents(new.value)) {
            (None, None) => {}
            (None, Some(_)) => {
                self.note_both(Rule::ResponseBodyAdded, &old.pointer, &new.pointer, "");
            }
            (Some(_), None) => {
                self.note_both(Rule::ResponseBodyRemoved, &old.pointer, &new.pointer, "");
            }
            (Some(_), Some(_)) => self.content(old, new, direction, false),
        }
    }

    fn headers(&mut self, old: &Part<'v>, new: &Part<'v>, direction: Direction) {
        let (before, after) = (headers(self.old, old), headers(self.new, new));
        let required =
            |part: &Part<'v>| part.value.get("required").and_then(Value::as_bool) == Some(true);
        for (name, header) in &before {
            let Some(other) = after.get(name) else {
                let rule = if required(header) {
                    Rule::RequiredResponseHeaderRemoved
                } else {
                    Rule::ResponseHeaderRemoved
                };
                let was = child(&child(&old.pointer, "headers"), name);
                self.note(rule, Some(&was), None, format!("`{name}`"));
                continue;
            };
            let (was, is) = (header.pointer.as_str(), other.pointer.as_str());
            match (required(header), required(other)) {
                (true, false) => {
                    self.note_both(Rule::ResponseHeaderBecameOptional, was, is, "");
                }
                (false, true) => {
                    self.note_both(Rule::ResponseHeaderBecameRequired, was, is, "");
                }
                _ => {}
            }
            let schema = |part: &Part<'v>| match part.value.get("schema") {
                Some(schema) => slot(schema, child(&part.pointer, "schema")),
                None => anything(&part.pointer),
            };
            let (before, after) = (schema(header), schema(other));
            self.schema(&before, &after, direction);
        }
        for (name, header) in &after {
            if !before.contains_key(name) {
                let rule = Rule::ResponseHeaderAdded;
                self.note(rule, None, Some(&header.pointer), format!("`{name}`"));
            }
        }
    }
}

/// The answers by status.
fn responses<'v>(document: &'v Value, operation: &Part<'v>) -> BTreeMap<String, Part<'v>> {
    let pointer = child(&operation.pointer, "responses");
    let responses = operation.value.get("responses").and_then(Value::as_object);
    responses
        .into_iter()
        .flatten()
        .filter(|(status, _)| !status.starts_with("x-"))
        .map(|(status, value)| {
            let response = follow(document, part(value, child(&pointer, status)));
            (status.to_ascii_uppercase(), response)
        })
        .map(|(status, response)| match status.as_str() {
            "DEFAULT" => ("default".to_owned(), response),
            _ => (status, response),
        })
        .collect()
}

/// Headers by their names in lower case. `Content-Type` is said by the media type.
fn headers<'v>(document: &'v Value, response: &Part<'v>) -> BTreeMap<String, Part<'v>> {
    let pointer = child(&response.pointer, "headers");
    let headers = response.value.get("headers").and_then(Value::as_object);
    headers
        .into_iter()
        .flatten()
        .map(|(name, value)| {
            let header = follow(document, part(value, child(&pointer, name)));
            (name.to_ascii_lowercase(), header)
        })
        .filter(|(name, _)| name != "content-type")
        .collect()
}

/// Whether an answer says that the call did what it should. `default` does when nothing else is a success.
fn is_success<'s>(status: &str, all: impl Iterator<Item = &'s String>) -> bool {
    match status {
        "default" => !all.into_iter().any(|other| other.starts_with('2')),
        _ => status.starts_with('2'),
    }
}
