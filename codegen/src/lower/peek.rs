//! What a union calls its branches, from a look at each that goes no deeper.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;
use openapiv3::{ReferenceOr, Schema, SchemaKind, Type};

use super::at::reference_name;

type Properties = IndexMap<String, ReferenceOr<Box<Schema>>>;

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
        let objects: Vec<(&Properties, &[String])> = std::iter::once(schema)
            .chain(parts(schema).iter().filter_map(ReferenceOr::as_item))
            .filter_map(object)
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
            base: parts(schema).iter().find_map(|part| match part {
                ReferenceOr::Reference { reference } => reference_name(reference, "schemas"),
                ReferenceOr::Item(_) => None,
            }),
            properties: names.into_iter().map(|(_, name)| name).collect(),
            kind: kind(schema),
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

fn object(schema: &Schema) -> Option<(&Properties, &[String])> {
    match &schema.schema_kind {
        SchemaKind::Type(Type::Object(object)) => Some((&object.properties, &object.required)),
        SchemaKind::Any(any) => Some((&any.properties, &any.required)),
        _ => None,
    }
}

fn parts(schema: &Schema) -> &[ReferenceOr<Schema>] {
    match &schema.schema_kind {
        SchemaKind::AllOf { all_of } => all_of,
        SchemaKind::Any(any) => &any.all_of,
        _ => &[],
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
        let values: Vec<&str> = match &schema.schema_kind {
            SchemaKind::Type(Type::String(string)) => string
                .enumeration
                .iter()
                .flatten()
                .map(String::as_str)
                .collect(),
            SchemaKind::Any(any) => any
                .enumeration
                .iter()
                .filter_map(serde_json::Value::as_str)
                .collect(),
            _ => return None,
        };
        match values.as_slice() {
            [one] if one.chars().any(char::is_alphabetic) => Some((*one).to_owned()),
            _ => None,
        }
    })
}

fn kind(schema: &Schema) -> &'static str {
    match &schema.schema_kind {
        SchemaKind::Type(Type::String(string)) if !string.enumeration.is_empty() => "enum",
        SchemaKind::Type(Type::String(_)) => "string",
        SchemaKind::Type(Type::Number(_)) => "number",
        SchemaKind::Type(Type::Integer(_)) => "integer",
        SchemaKind::Type(Type::Boolean(_)) => "boolean",
        SchemaKind::Type(Type::Array(_)) => "list",
        SchemaKind::Any(any) if !any.enumeration.is_empty() => "enum",
        SchemaKind::Any(any) if any.items.is_some() => "list",
        SchemaKind::OneOf { .. } | SchemaKind::AnyOf { .. } => "choice",
        _ => "object",
    }
}
