//! What a union calls its branches, from a look at each that goes no deeper.

use std::collections::BTreeSet;

use indexmap::IndexMap;
use openapiv3::{ReferenceOr, Schema, SchemaKind, Type};

use super::at::reference_name;

type Properties = IndexMap<String, ReferenceOr<Box<Schema>>>;

/// Words for each branch: its title, its constant, the component it builds on, a property that only it has, or what
/// kind of value it is.
pub(super) fn branch_words(branches: &[ReferenceOr<Schema>]) -> Vec<String> {
    let peeks: Vec<Peek<'_>> = branches.iter().map(Peek::of).collect();
    let mut words: Vec<String> = Vec::with_capacity(peeks.len());
    for (index, peek) in peeks.iter().enumerate() {
        let others: BTreeSet<&str> = peeks
            .iter()
            .enumerate()
            .filter(|(other, _)| *other != index)
            .flat_map(|(_, peek)| peek.properties.iter().copied())
            .collect();
        words.push(peek.words(&others));
    }
    words
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
        let (properties, required) = object(schema);
        let mut names: Vec<&str> = properties
            .into_iter()
            .flat_map(|properties| properties.keys().map(String::as_str))
            .collect();
        names.sort_unstable_by_key(|name| (!required.iter().any(|key| key == name), *name));
        Self {
            title: schema
                .schema_data
                .title
                .as_deref()
                .filter(|title| title.chars().any(char::is_alphanumeric)),
            constant: properties.and_then(|properties| tag(properties, required)),
            base: parts(schema).iter().find_map(|part| match part {
                ReferenceOr::Reference { reference } => reference_name(reference, "schemas"),
                ReferenceOr::Item(_) => None,
            }),
            properties: names,
            kind: kind(schema),
        }
    }

    fn words(&self, others: &BTreeSet<&str>) -> String {
        if let Some(title) = self.title {
            return title.to_owned();
        }
        if let Some(constant) = &self.constant {
            return constant.clone();
        }
        if let Some(base) = &self.base {
            return base.clone();
        }
        self.properties
            .iter()
            .find(|name| !others.contains(**name))
            .map_or_else(|| self.kind.to_owned(), |name| format!("with {name}"))
    }
}

fn object(schema: &Schema) -> (Option<&Properties>, &[String]) {
    match &schema.schema_kind {
        SchemaKind::Type(Type::Object(object)) => (Some(&object.properties), &object.required),
        SchemaKind::Any(any) => (Some(&any.properties), &any.required),
        _ => (None, &[]),
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
