//! `openapiv3` schemas as [`Facts`].

use std::collections::BTreeMap;
use std::rc::Rc;

use indexmap::IndexMap;
use openapiv3::{AdditionalProperties, ReferenceOr, Schema, SchemaData};
use serde_json::Value;

use super::at::{At, reference_name};
use super::conditions::naming;
use super::facts::{Choice, Discriminator, Extra, Facts, Kind, Node, ValueDocs};
use super::keyed::Keyed;
use super::peek::branch_words;
use super::view::{Number, Properties, View};
use super::{docs, extension};

/// 2^63 - 1, or what is next to it.
const LARGEST_I64: f64 = 9_223_372_036_854_775_807.0;

/// Patterns that every key matches.
const MATCHES_ALL: &[&str] = &["", ".*", "^.*$", "^.*", ".*$", "^", ".+", "^.+$"];

/// Reads a schema in its place.
pub(super) fn node(schema: &ReferenceOr<Schema>, at: At) -> Node {
    match schema {
        ReferenceOr::Reference { reference } => reference_node(reference, at),
        ReferenceOr::Item(schema) => Node::Inline(Rc::new(facts(schema, at))),
    }
}

fn boxed(schema: &ReferenceOr<Box<Schema>>, at: At) -> Node {
    match schema {
        ReferenceOr::Reference { reference } => reference_node(reference, at),
        ReferenceOr::Item(schema) => Node::Inline(Rc::new(facts(schema, at))),
    }
}

fn reference_node(reference: &str, at: At) -> Node {
    Node::Ref {
        target: reference_name(reference, "schemas").unwrap_or_default(),
        pointer: at.pointer,
    }
}

fn facts(schema: &Schema, at: At) -> Facts {
    let data = &schema.schema_data;
    let mut facts = Facts::empty(at);
    facts.nullable = data.nullable;
    facts.docs = docs::of_schema(data);
    facts.default = data.default.clone();
    facts.read_only = data.read_only;
    facts.write_only = data.write_only;
    facts.hoisted = data.extensions.contains_key(extension::ORIGIN);
    facts.unexpressed = extension::unexpressed(&data.extensions);
    facts.discriminator = data.discriminator.as_ref().map(discriminator);
    read_keywords(&mut facts, View::of(schema));
    read_extensions(&mut facts, data);
    facts
}

fn discriminator(discriminator: &openapiv3::Discriminator) -> Discriminator {
    let component =
        |target: &str| reference_name(target, "schemas").unwrap_or_else(|| target.to_owned());
    let mapping = discriminator.mapping.iter();
    let otherwise = discriminator.extensions.get(extension::DEFAULT_MAPPING);
    Discriminator {
        property: discriminator.property_name.clone(),
        mapping: mapping
            .map(|(value, target)| (value.clone(), component(target)))
            .collect(),
        otherwise: otherwise.and_then(Value::as_str).map(component),
    }
}

fn read_keywords(facts: &mut Facts, view: View<'_>) {
    facts.docs.notes = docs::limits(&view);
    let at = facts.at.clone();
    facts.format = view.format.map(str::to_owned);
    facts.values = (!view.values.is_empty()).then_some(view.values);
    if let Some(name) = view.kind {
        match (Kind::parse(name), name) {
            (Some(kind), _) => facts.kind = Some(kind),
            (None, "null") => facts.values = Some(vec![Value::Null]),
            (None, "file") => {
                facts.kind = Some(Kind::String);
                facts.format = Some("binary".to_owned());
            }
            (None, _) => facts.unexpressed.push(format!("type: {name}")),
        }
    }
    if facts.kind == Some(Kind::Integer)
        && view
            .maximum
            .is_some_and(|bound| matches!(bound.value, Number::Float(value) if value > LARGEST_I64))
    {
        facts.format = Some("uint64".to_owned());
    }
    facts.properties = properties(view.properties, &at);
    facts.required = view.required.iter().cloned().collect();
    facts.extra = extra(view.additional, &at);
    facts.items = view.items.map(|items| boxed(items, at.item()));
    facts.length = view.item_count;
    facts.all_of = view
        .all_of
        .iter()
        .enumerate()
        .map(|(index, part)| node(part, at.part(index)))
        .collect();
    for (keyword, branches) in [("oneOf", view.one_of), ("anyOf", view.any_of)] {
        if !branches.is_empty() {
            let mut choice = choice(keyword, branches, &at);
            choice.discriminator.clone_from(&facts.discriminator);
            facts.choices.push(choice);
        }
    }
    match view.not {
        Some(ReferenceOr::Item(not)) if View::of(not).is_empty() => facts.never = true,
        Some(_) => facts.unexpressed.push("not".to_owned()),
        None => {}
    }
}

fn properties(properties: Option<&Properties>, at: &At) -> BTreeMap<String, Node> {
    properties
        .into_iter()
        .flatten()
        .map(|(name, schema)| (name.clone(), boxed(schema, at.property(name))))
        .collect()
}

fn extra(additional: Option<&AdditionalProperties>, at: &At) -> Extra {
    match additional {
        None => Extra::Unsaid,
        Some(AdditionalProperties::Any(true)) => Extra::Open,
        Some(AdditionalProperties::Any(false)) => Extra::Denied,
        Some(AdditionalProperties::Schema(schema)) => extra_of(node(schema, at.value())),
    }
}

fn extra_of(value: Node) -> Extra {
    match value.inline() {
        Some(facts) if facts.is_bare() && !facts.nullable => Extra::Open,
        Some(facts) if facts.never => Extra::Denied,
        _ => Extra::Typed(value),
    }
}

fn choice(keyword: &'static str, branches: &[ReferenceOr<Schema>], at: &At) -> Choice {
    let words = branch_words(branches);
    Choice {
        keyword,
        branches: branches
            .iter()
            .zip(words)
            .enumerate()
            .map(|(index, (branch, words))| {
                node(branch, at.below(&[keyword, &index.to_string()], &words))
            })
            .collect(),
        discriminator: None,
    }
}

fn read_extensions(facts: &mut Facts, data: &SchemaData) {
    let at = facts.at.clone();
    let extensions = &data.extensions;
    if let Some(Value::Array(items)) = extensions.get(extension::PREFIX_ITEMS) {
        for (index, item) in items.iter().enumerate() {
            facts.leading.push(extension_node(item, at.leading(index)));
        }
    }
    if let Some(Value::Object(patterns)) = extensions.get(extension::PATTERN_PROPERTIES) {
        read_patterns(facts, patterns, &at);
    }
    read_conditions(facts, extensions, &at);
    if let Some(unevaluated) = extensions.get(extension::UNEVALUATED_PROPERTIES) {
        let place = at.below(&[extension::UNEVALUATED_PROPERTIES], "value");
        facts.unevaluated = match unevaluated {
            Value::Bool(true) => Extra::Open,
            Value::Bool(false) => Extra::Denied,
            schema => extra_of(extension_node(schema, place)),
        };
        if facts.all_of.is_empty() && facts.choices.is_empty() {
            facts.close();
        }
    }
    if let Some(values) = &facts.values {
        facts.value_docs = ValueDocs {
            names: extension::texts(extensions, &["x-enum-varnames", "x-enumNames"], values),
            descriptions: extension::texts(
                extensions,
                &["x-enum-descriptions", "x-enumDescriptions"],
                values,
            ),
        };
    }
}

fn read_conditions(facts: &mut Facts, extensions: &IndexMap<String, Value>, at: &At) {
    for keyword in extension::CONDITIONS {
        if let Some(schema) = extensions.get(*keyword) {
            let place = at.below(&[keyword], "condition");
            facts.conditions.push(extension_node(schema, place));
        }
    }
    for keyword in extension::OF_SOME_ITEMS {
        if let Some(schema @ Value::Object(_)) = extensions.get(*keyword) {
            let place = at.below(&[keyword], "item");
            let mut list = Facts::empty(place.clone());
            list.key.push_str(" (list)");
            list.items = Some(extension_node(schema, place));
            facts.conditions.push(Node::Inline(Rc::new(list)));
        }
    }
    if let Some(Value::Object(dependents)) = extensions.get(extension::DEPENDENT_SCHEMAS) {
        for (name, schema) in dependents {
            let place = at.below(&[extension::DEPENDENT_SCHEMAS, name], "condition");
            facts.conditions.push(naming([name], &place));
            facts.conditions.push(extension_node(schema, place));
        }
    }
    if let Some(Value::Object(dependents)) = extensions.get(extension::DEPENDENT_REQUIRED) {
        for (name, others) in dependents {
            let place = at.below(&[extension::DEPENDENT_REQUIRED, name], "condition");
            let others = others.as_array().into_iter().flatten();
            let names = others.filter_map(Value::as_str).chain([name.as_str()]);
            facts.conditions.push(naming(names, &place));
        }
    }
}

fn read_patterns(facts: &mut Facts, patterns: &serde_json::Map<String, Value>, at: &At) {
    facts.keyed = facts.as_keyed();
    let mut nodes = Vec::new();
    for (pattern, schema) in patterns {
        let place = at.below(&[extension::PATTERN_PROPERTIES, pattern], "value");
        let value = extension_node(schema, place);
        facts.keyed.push(Keyed::matching(pattern, value.clone()));
        nodes.push(value);
    }
    if let Extra::Typed(value) = &facts.extra {
        nodes.push(value.clone());
    }
    let mut keywords: Vec<&str> = patterns.keys().map(String::as_str).collect();
    keywords.sort_unstable();
    facts
        .docs
        .notes
        .extend(keywords.iter().map(|pattern| docs::keys_note(pattern)));
    // Where nothing is said of keys that match no pattern, they may be anything.
    let all = keywords.iter().all(|pattern| MATCHES_ALL.contains(pattern));
    let said = all || !matches!(facts.extra, Extra::Unsaid | Extra::Open);
    facts.extra = match (nodes.pop(), nodes.is_empty()) {
        (Some(node), true) if said => extra_of(node),
        _ => Extra::Open,
    };
}

fn extension_node(schema: &Value, at: At) -> Node {
    match extension::schema(schema) {
        Some(schema) => node(&schema, at),
        None => Node::Inline(Rc::new(Facts::empty(at))),
    }
}
