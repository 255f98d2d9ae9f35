//! `openapiv3` schemas as [`Facts`].

use std::collections::BTreeMap;
use std::rc::Rc;

use indexmap::IndexMap;
use openapiv3::{
    AdditionalProperties, AnySchema, ArrayType, IntegerFormat, IntegerType, NumberFormat,
    NumberType, ObjectType, ReferenceOr, Schema, SchemaData, SchemaKind, StringFormat, StringType,
    Type, VariantOrUnknownOrEmpty,
};
use serde_json::Value;

use super::at::{At, reference_name};
use super::facts::{Choice, Discriminator, Extra, Facts, Kind, Node, ValueDocs};
use super::peek::branch_words;
use super::{docs, extension};

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
    facts.unexpressed = extension::unexpressed(&data.extensions);
    facts.discriminator = data
        .discriminator
        .as_ref()
        .map(|discriminator| Discriminator {
            property: discriminator.property_name.clone(),
            mapping: discriminator
                .mapping
                .iter()
                .map(|(value, target)| {
                    let name = reference_name(target, "schemas").unwrap_or_else(|| target.clone());
                    (value.clone(), name)
                })
                .collect(),
        });
    read_kind(&mut facts, any(&schema.schema_kind));
    read_extensions(&mut facts, data);
    if let Some(default) = &facts.default {
        facts.docs.notes.push(docs::default_note(default));
    }
    facts
}

/// Any kind of schema as the kind that has a place for everything.
fn any(kind: &SchemaKind) -> AnySchema {
    let mut any = AnySchema::default();
    match kind {
        SchemaKind::Type(ty) => any_type(ty, &mut any),
        SchemaKind::OneOf { one_of } => any.one_of.clone_from(one_of),
        SchemaKind::AllOf { all_of } => any.all_of.clone_from(all_of),
        SchemaKind::AnyOf { any_of } => any.any_of.clone_from(any_of),
        SchemaKind::Not { not } => any.not = Some(not.clone()),
        SchemaKind::Any(schema) => return schema.clone(),
    }
    any
}

fn any_type(ty: &Type, any: &mut AnySchema) {
    let name = match ty {
        Type::String(string) => {
            any_string(string, any);
            "string"
        }
        Type::Number(number) => {
            any_number(number, any);
            "number"
        }
        Type::Integer(integer) => {
            any_integer(integer, any);
            "integer"
        }
        Type::Object(object) => {
            any_object(object, any);
            "object"
        }
        Type::Array(array) => {
            any_array(array, any);
            "array"
        }
        Type::Boolean(boolean) => {
            any.enumeration = values(&boolean.enumeration, |value| Value::from(*value));
            "boolean"
        }
    };
    any.typ = Some(name.to_owned());
}

fn any_string(string: &StringType, any: &mut AnySchema) {
    any.format = format(&string.format, |format| match format {
        StringFormat::Date => "date",
        StringFormat::DateTime => "date-time",
        StringFormat::Password => "password",
        StringFormat::Byte => "byte",
        StringFormat::Binary => "binary",
    });
    any.pattern.clone_from(&string.pattern);
    any.min_length = string.min_length;
    any.max_length = string.max_length;
    any.enumeration = values(&string.enumeration, |value| Value::from(value.as_str()));
}

fn any_number(number: &NumberType, any: &mut AnySchema) {
    any.format = format(&number.format, |format| match format {
        NumberFormat::Float => "float",
        NumberFormat::Double => "double",
    });
    any.multiple_of = number.multiple_of;
    any.exclusive_minimum = Some(number.exclusive_minimum);
    any.exclusive_maximum = Some(number.exclusive_maximum);
    any.minimum = number.minimum;
    any.maximum = number.maximum;
    any.enumeration = values(&number.enumeration, |value| Value::from(*value));
}

#[expect(
    clippy::cast_precision_loss,
    reason = "bounds are only written into documentation"
)]
fn any_integer(integer: &IntegerType, any: &mut AnySchema) {
    any.format = format(&integer.format, |format| match format {
        IntegerFormat::Int32 => "int32",
        IntegerFormat::Int64 => "int64",
    });
    any.multiple_of = integer.multiple_of.map(|step| step as f64);
    any.exclusive_minimum = Some(integer.exclusive_minimum);
    any.exclusive_maximum = Some(integer.exclusive_maximum);
    any.minimum = integer.minimum.map(|bound| bound as f64);
    any.maximum = integer.maximum.map(|bound| bound as f64);
    any.enumeration = values(&integer.enumeration, |value| Value::from(*value));
}

fn any_object(object: &ObjectType, any: &mut AnySchema) {
    any.properties.clone_from(&object.properties);
    any.required.clone_from(&object.required);
    any.additional_properties
        .clone_from(&object.additional_properties);
    any.min_properties = object.min_properties;
    any.max_properties = object.max_properties;
}

fn any_array(array: &ArrayType, any: &mut AnySchema) {
    any.items.clone_from(&array.items);
    any.min_items = array.min_items;
    any.max_items = array.max_items;
    any.unique_items = Some(array.unique_items);
}

fn values<T>(values: &[Option<T>], json: impl Fn(&T) -> Value) -> Vec<Value> {
    values
        .iter()
        .map(|value| value.as_ref().map_or(Value::Null, &json))
        .collect()
}

fn format<T>(
    format: &VariantOrUnknownOrEmpty<T>,
    name: impl Fn(&T) -> &'static str,
) -> Option<String> {
    match format {
        VariantOrUnknownOrEmpty::Item(format) => Some(name(format).to_owned()),
        VariantOrUnknownOrEmpty::Unknown(format) => Some(format.clone()),
        VariantOrUnknownOrEmpty::Empty => None,
    }
}

fn read_kind(facts: &mut Facts, any: AnySchema) {
    facts.docs.notes = docs::limits(&any);
    let at = facts.at.clone();
    if let Some(name) = &any.typ {
        match (Kind::parse(name), name.as_str()) {
            (Some(kind), _) => facts.kind = Some(kind),
            (None, "null") => facts.values = Some(vec![Value::Null]),
            (None, "file") => {
                facts.kind = Some(Kind::String);
                facts.format = Some("binary".to_owned());
            }
            (None, _) => facts.unexpressed.push(format!("type: {name}")),
        }
    }
    if any.format.is_some() {
        facts.format = any.format;
    }
    if !any.enumeration.is_empty() {
        facts.values = Some(any.enumeration);
    }
    facts.properties = properties(&any.properties, &at);
    facts.required = any.required.into_iter().collect();
    facts.extra = extra(any.additional_properties.as_ref(), &at);
    facts.items = any.items.as_ref().map(|items| boxed(items, at.item()));
    facts.length = (any.min_items, any.max_items);
    facts.all_of = any
        .all_of
        .iter()
        .enumerate()
        .map(|(index, part)| node(part, at.part(index)))
        .collect();
    for (keyword, branches) in [("oneOf", &any.one_of), ("anyOf", &any.any_of)] {
        if !branches.is_empty() {
            facts.choices.push(choice(keyword, branches, &at));
        }
    }
    if let Some(not) = &any.not {
        if is_empty(not) {
            facts.never = true;
        } else {
            facts.unexpressed.push("not".to_owned());
        }
    }
}

fn properties(
    properties: &IndexMap<String, ReferenceOr<Box<Schema>>>,
    at: &At,
) -> BTreeMap<String, Node> {
    properties
        .iter()
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
    }
}

fn is_empty(schema: &ReferenceOr<Schema>) -> bool {
    matches!(schema, ReferenceOr::Item(schema)
        if matches!(&schema.schema_kind, SchemaKind::Any(any) if *any == AnySchema::default()))
}

fn read_extensions(facts: &mut Facts, data: &SchemaData) {
    let at = facts.at.clone();
    let extensions = &data.extensions;
    if let Some(Value::Array(items)) = extensions.get(extension::PREFIX_ITEMS) {
        for (index, item) in items.iter().enumerate() {
            let number = (index + 1).to_string();
            let place = at.below(
                &[extension::PREFIX_ITEMS, &index.to_string()],
                &format!("item {number}"),
            );
            facts.leading.push(extension_node(item, place));
        }
    }
    if let Some(Value::Object(patterns)) = extensions.get(extension::PATTERN_PROPERTIES) {
        read_patterns(facts, patterns, &at);
    }
    if extensions.get(extension::UNEVALUATED_PROPERTIES) == Some(&Value::Bool(false))
        && matches!(facts.extra, Extra::Unsaid)
    {
        facts.extra = Extra::Denied;
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

fn read_patterns(facts: &mut Facts, patterns: &serde_json::Map<String, Value>, at: &At) {
    let mut nodes: Vec<Node> = patterns
        .iter()
        .map(|(pattern, schema)| {
            let place = at.below(&[extension::PATTERN_PROPERTIES, pattern], "value");
            extension_node(schema, place)
        })
        .collect();
    if let Extra::Typed(value) = &facts.extra {
        nodes.push(value.clone());
    }
    let mut keywords: Vec<&str> = patterns.keys().map(String::as_str).collect();
    keywords.sort_unstable();
    facts
        .docs
        .notes
        .extend(keywords.iter().map(|pattern| docs::keys_note(pattern)));
    facts.extra = match (nodes.pop(), nodes.is_empty()) {
        (Some(node), true) => extra_of(node),
        _ => Extra::Open,
    };
}

fn extension_node(schema: &Value, at: At) -> Node {
    match extension::schema(schema) {
        Some(schema) => node(&schema, at),
        None => Node::Inline(Rc::new(Facts::empty(at))),
    }
}
