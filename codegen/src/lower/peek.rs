//! What a union calls its branches, from a look at each that goes no deeper.

use std::collections::{BTreeMap, BTreeSet};

use openapiv3::{ReferenceOr, Schema};
use serde_json::Value;

use super::at::reference_name;
use super::view::{Properties, View};

/// Words for each branch: its title, its constant, the component it builds on, a property that only it has, or what
/// kind of value it is; the first of these that no other branch could have.
pub(super) fn branch_words(branches: &[ReferenceOr<Schema>]) -> Vec<String> {
    let peeks: Vec<Peek<'_>> = branches.iter().map(Peek::of).collect();
    let mut uses: BTreeMap<&str, usize> = BTreeMap::new();
    for name in peeks.iter().flat_map(|peek| &peek.properties) {
        *uses.entry(name).or_default() += 1;
    }
    let lists: Vec<Vec<String>> = peeks.iter().map(|peek| peek.words(&uses)).collect();
    let mut wanted: BTreeMap<String, usize> = BTreeMap::new();
    for list in &lists {
        let own: BTreeSet<String> = list.iter().map(|word| word.to_lowercase()).collect();
        for word in own {
            *wanted.entry(word).or_default() += 1;
        }
    }
    lists
        .iter()
        .map(|list| {
            list.iter()
                .find(|word| wanted.get(&word.to_lowercase()) == Some(&1))
                .or_else(|| list.first())
                .cloned()
                .unwrap_or_default()
        })
        .collect()
}

#[derive(Default)]
struct Peek<'a> {
    title: Option<&'a str>,
    constant: Option<String>,
    base: Option<String>,
    /// Required ones first.
    properties: Vec<&'a str>,
    kind: &'static str,
}

impl<'a> Peek<'a> {
    fn of(branch: &'a ReferenceOr<Schema>) -> Self {
        let schema = match branch {
            ReferenceOr::Item(schema) => schema,
            ReferenceOr::Reference { reference } => {
                return Self {
                    base: reference_name(reference, "schemas"),
                    ..Self::default()
                };
            }
        };
        let view = View::of(schema);
        let objects: Vec<(&Properties, &[String])> = std::iter::once(schema)
            .chain(view.all_of.iter().filter_map(ReferenceOr::as_item))
            .map(View::of)
            .filter_map(|view| Some((view.properties?, view.required)))
            .collect();
        let mut names: Vec<(bool, &str)> = objects
            .iter()
            .flat_map(|(properties, required)| {
                properties
                    .keys()
                    .map(|name| (!required.contains(name), name.as_str()))
            })
            .collect();
        names.sort_unstable();
        Self {
            title: schema
                .schema_data
                .title
                .as_deref()
                .filter(|title| title.chars().any(char::is_alphanumeric)),
            constant: objects
                .iter()
                .find_map(|(properties, required)| tag(properties, required)),
            base: view.all_of.iter().find_map(|part| match part {
                ReferenceOr::Reference { reference } => reference_name(reference, "schemas"),
                ReferenceOr::Item(_) => None,
            }),
            properties: names.into_iter().map(|(_, name)| name).collect(),
            kind: kind(&view),
        }
    }

    /// What the branch could be called, best first.
    fn words(&self, uses: &BTreeMap<&str, usize>) -> Vec<String> {
        let own = self
            .properties
            .iter()
            .find(|name| uses.get(**name) == Some(&1))
            .map(|name| format!("with {name}"));
        [
            self.title.map(str::to_owned),
            self.constant.clone(),
            self.base.clone(),
            own,
            Some(self.kind.to_owned()),
        ]
        .into_iter()
        .flatten()
        .filter(|word| !word.is_empty())
        .collect()
    }
}

/// The text of a required property that allows a single one.
fn tag(properties: &Properties, required: &[String]) -> Option<String> {
    let mut names: Vec<&String> = properties
        .keys()
        .filter(|name| required.contains(name))
        .collect();
    names.sort_unstable();
    names.into_iter().find_map(|name| {
        let ReferenceOr::Item(schema) = properties.get(name)? else {
            return None;
        };
        let values = View::of(schema).values;
        match values.as_slice() {
            [Value::String(one)] if one.chars().any(char::is_alphabetic) => Some(one.clone()),
            _ => None,
        }
    })
}

fn kind(view: &View<'_>) -> &'static str {
    match view.kind {
        _ if !view.values.is_empty() => "enum",
        Some("string") => "string",
        Some("number") => "number",
        Some("integer") => "integer",
        Some("boolean") => "boolean",
        Some("array") => "list",
        None if view.items.is_some() => "list",
        None if !view.one_of.is_empty() || !view.any_of.is_empty() => "choice",
        _ => "object",
    }
}
