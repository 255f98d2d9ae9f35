//! What operations ask for before they do anything.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::Comparer;
use super::view::Part;
use crate::diff::Rule;

/// Schemes that are needed together, each with its scopes.
type Alternative<'v> = BTreeMap<&'v str, BTreeSet<&'v str>>;

impl<'v> Comparer<'v> {
    pub(super) fn security(&mut self, old: &Part<'v>, new: &Part<'v>) {
        let (before, was) = alternatives(self.old, old);
        let (after, is) = alternatives(self.new, new);
        if before == after {
            return;
        }
        for alternative in &before {
            if !after.iter().any(|other| accepts(other, alternative)) {
                self.refused(alternative, &after, (&was, &is));
            }
        }
        for alternative in &after {
            if before.iter().any(|other| other == alternative) {
                continue;
            }
            if alternative.is_empty() {
                self.note_both(Rule::SecurityRemoved, &was, &is, "no credentials needed");
                continue;
            }
            let with_more_scopes = before
                .iter()
                .find(|other| accepts(alternative, other) && other.keys().eq(alternative.keys()));
            match with_more_scopes {
                Some(other) => {
                    let detail = format!("{} -> {}", words(other), words(alternative));
                    self.note_both(Rule::ScopeRemoved, &was, &is, detail);
                }
                None if before.iter().any(|other| accepts(other, alternative)) => {}
                None if before.iter().any(|other| alike(other, alternative)) => {}
                None => {
                    let rule = Rule::SecurityAlternativeAdded;
                    if !before.iter().any(BTreeMap::is_empty) {
                        self.note_both(rule, &was, &is, words(alternative));
                    }
                }
            }
        }
    }

    /// What was enough is not enough any more.
    fn refused(
        &mut self,
        alternative: &Alternative<'v>,
        after: &[Alternative<'v>],
        places: (&str, &str),
    ) {
        let closest = after.iter().find(|other| alike(alternative, other));
        let (rule, detail) = match closest {
            Some(other) if other.keys().eq(alternative.keys()) => (
                Rule::ScopeAdded,
                format!("{} -> {}", words(alternative), words(other)),
            ),
            Some(other) => (
                Rule::SecurityAdded,
                format!("{} -> {}", words(alternative), words(other)),
            ),
            None => (Rule::SecurityAlternativeRemoved, words(alternative)),
        };
        self.note_both(rule, places.0, places.1, detail);
    }
}

/// Whether everything that one asks for by name, the other asks for too.
fn alike(less: &Alternative<'_>, more: &Alternative<'_>) -> bool {
    less.keys().all(|scheme| more.contains_key(scheme))
}

/// Whether somebody who has what `given` asks for has what `asked` asks for.
fn accepts(asked: &Alternative<'_>, given: &Alternative<'_>) -> bool {
    asked.iter().all(|(scheme, scopes)| {
        given
            .get(scheme)
            .is_some_and(|given| scopes.is_subset(given))
    })
}

fn words(alternative: &Alternative<'_>) -> String {
    let words: Vec<String> = alternative
        .iter()
        .map(|(scheme, scopes)| {
            if scopes.is_empty() {
                format!("`{scheme}`")
            } else {
                let scopes: Vec<&str> = scopes.iter().copied().collect();
                format!("`{scheme}` ({})", scopes.join(", "))
            }
        })
        .collect();
    if words.is_empty() {
        "no credentials".to_owned()
    } else {
        words.join(" and ")
    }
}

/// The alternatives of an operation, its own or those of the document; never empty.
fn alternatives<'v>(document: &'v Value, operation: &Part<'v>) -> (Vec<Alternative<'v>>, String) {
    let (list, pointer) = match operation.value.get("security") {
        Some(own) => (Some(own), format!("{}/security", operation.pointer)),
        None => (document.get("security"), "/security".to_owned()),
    };
    let mut all: Vec<Alternative<'v>> = list
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(Value::as_object)
        .map(|requirement| {
            requirement
                .iter()
                .map(|(scheme, scopes)| {
                    let scopes = scopes.as_array().into_iter().flatten();
                    (scheme.as_str(), scopes.filter_map(Value::as_str).collect())
                })
                .collect()
        })
        .collect();
    if all.is_empty() {
        all.push(BTreeMap::new());
    }
    (all, pointer)
}
