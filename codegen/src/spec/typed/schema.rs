//! Schemas.
//!
//! Schemas nest as deep as anybody likes, up to the reader's limit, and `openapiv3`'s are large: what recurs here keeps
//! no schema by value on the stack.

use indexmap::IndexMap;
use openapiv3::{AdditionalProperties, ReferenceOr, Schema, SchemaKind, Type};
use serde_json::{Map, Value, json};

use super::{Typer, extensions};
use crate::spec::grammar::Kind;
use crate::spec::pointer::Path;

/// A schema that is cheap to hand around.
type Boxed = ReferenceOr<Box<Schema>>;

/// The schemas inside of a schema, typed.
#[derive(Default)]
struct Children {
    properties: IndexMap<String, Boxed>,
    items: Option<Boxed>,
    additional: Option<Boxed>,
    one_of: Vec<Boxed>,
    any_of: Vec<Boxed>,
    all_of: Vec<Boxed>,
    not: Option<Boxed>,
}

impl Typer<'_> {
    /// A schema or a reference to one.
    pub(super) fn schema_or_ref(
        &mut self,
        value: Value,
        path: &Path<'_>,
    ) -> Option<ReferenceOr<Schema>> {
        self.boxed_schema(value, path).map(ReferenceOr::unbox)
    }

    fn boxed_schema(&mut self, value: Value, path: &Path<'_>) -> Option<Boxed> {
        let mut map = self.object(Kind::Schema, value, path)?;
        if let Some(Value::String(reference)) = map.remove("$ref")
            && self.known.contains(&reference)
        {
            return Some(ReferenceOr::Reference { reference });
        }
        let mut children = Box::default();
        self.children(&mut map, path, &mut children);
        self.finish(map, children, path).map(ReferenceOr::Item)
    }

    /// Takes the children out, and leaves something in their place so that `openapiv3` sees what kind of schema it is.
    fn children(&mut self, map: &mut Map<String, Value>, path: &Path<'_>, children: &mut Children) {
        if let Some(Value::Object(properties)) = map.get_mut("properties") {
            let path = path.key("properties");
            for (name, value) in std::mem::take(properties) {
                if let Some(property) = self.boxed_schema(value, &path.key(&name)) {
                    children.properties.insert(name, property);
                }
            }
        }
        for (key, list) in [
            ("oneOf", &mut children.one_of),
            ("anyOf", &mut children.any_of),
            ("allOf", &mut children.all_of),
        ] {
            if let Some(Value::Array(branches)) = map.get_mut(key) {
                let path = path.key(key);
                for (index, value) in std::mem::take(branches).into_iter().enumerate() {
                    list.extend(self.boxed_schema(value, &path.index(index)));
                }
            }
        }
        for (key, child) in [
            ("items", &mut children.items),
            ("not", &mut children.not),
            ("additionalProperties", &mut children.additional),
        ] {
            if !matches!(map.get(key), Some(Value::Object(_))) {
                continue;
            }
            if let Some(value) = map.remove(key) {
                *child = self.boxed_schema(value, &path.key(key));
            }
            if child.is_some() {
                let placeholder = match key {
                    "additionalProperties" => Value::Bool(true),
                    _ => json!({ "$ref": "" }),
                };
                map.insert(key.to_owned(), placeholder);
            }
        }
    }

    /// A schema, with its children in place. What cannot be read of it is left out.
    #[inline(never)]
    fn finish(
        &mut self,
        mut map: Map<String, Value>,
        children: Box<Children>,
        path: &Path<'_>,
    ) -> Option<Box<Schema>> {
        let extensions = extensions(&mut map);
        let default = map.remove("default");
        let example = map.remove("example");
        let mut schema: Box<Schema> = self.shallow(Kind::Schema, map, path).or_else(|| {
            let anything = Map::new();
            self.shallow(Kind::Schema, anything, path)
        })?;
        schema.schema_data.extensions = extensions;
        schema.schema_data.default = default;
        schema.schema_data.example = example;
        children.place(&mut schema.schema_kind);
        Some(schema)
    }
}

impl Children {
    fn place(self, kind: &mut SchemaKind) {
        let additional = self
            .additional
            .map(|schema| AdditionalProperties::Schema(Box::new(schema.unbox())));
        match kind {
            SchemaKind::Type(Type::Object(object)) => {
                object.properties = self.properties;
                if additional.is_some() {
                    object.additional_properties = additional;
                }
            }
            SchemaKind::Type(Type::Array(array)) => array.items = self.items,
            SchemaKind::Type(_) => {}
            SchemaKind::OneOf { one_of } => *one_of = unboxed(self.one_of),
            SchemaKind::AnyOf { any_of } => *any_of = unboxed(self.any_of),
            SchemaKind::AllOf { all_of } => *all_of = unboxed(self.all_of),
            SchemaKind::Not { not } => {
                if let Some(schema) = self.not {
                    **not = schema.unbox();
                }
            }
            SchemaKind::Any(any) => {
                any.properties = self.properties;
                any.items = self.items;
                if additional.is_some() {
                    any.additional_properties = additional;
                }
                any.one_of = unboxed(self.one_of);
                any.any_of = unboxed(self.any_of);
                any.all_of = unboxed(self.all_of);
                any.not = self.not.map(|schema| Box::new(schema.unbox()));
            }
        }
    }
}

fn unboxed(schemas: Vec<Boxed>) -> Vec<ReferenceOr<Schema>> {
    schemas.into_iter().map(ReferenceOr::unbox).collect()
}
