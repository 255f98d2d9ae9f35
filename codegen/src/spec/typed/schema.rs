//! Schemas.

use indexmap::IndexMap;
use openapiv3::{AdditionalProperties, ReferenceOr, Schema, SchemaKind, Type};
use serde_json::{Map, Value, json};

use super::{Typer, extensions};
use crate::spec::grammar::Kind;
use crate::spec::pointer::Path;

/// The schemas inside of a schema, typed.
#[derive(Default)]
struct Children {
    properties: IndexMap<String, ReferenceOr<Box<Schema>>>,
    items: Option<ReferenceOr<Box<Schema>>>,
    additional: Option<AdditionalProperties>,
    one_of: Vec<ReferenceOr<Schema>>,
    any_of: Vec<ReferenceOr<Schema>>,
    all_of: Vec<ReferenceOr<Schema>>,
    not: Option<Box<ReferenceOr<Schema>>>,
}

impl Typer<'_> {
    /// A schema or a reference to one.
    pub(super) fn schema_or_ref(
        &mut self,
        value: Value,
        path: &Path<'_>,
    ) -> Option<ReferenceOr<Schema>> {
        self.reference_or(value, path, Self::schema)
    }

    fn boxed_schema(&mut self, value: Value, path: &Path<'_>) -> Option<ReferenceOr<Box<Schema>>> {
        Some(match self.schema_or_ref(value, path)? {
            ReferenceOr::Reference { reference } => ReferenceOr::Reference { reference },
            ReferenceOr::Item(schema) => ReferenceOr::Item(Box::new(schema)),
        })
    }

    /// A schema. Never fails: what cannot be read of it is left out.
    pub(super) fn schema(&mut self, value: Value, path: &Path<'_>) -> Option<Schema> {
        let mut map = self.object(Kind::Schema, value, path)?;
        let extensions = extensions(&mut map);
        let default = map.remove("default");
        let example = map.remove("example");
        let children = self.children(&mut map, path);
        let mut schema: Schema = self.shallow(Kind::Schema, map, path).or_else(|| {
            let anything = Map::new();
            self.shallow(Kind::Schema, anything, path)
        })?;
        schema.schema_data.extensions = extensions;
        schema.schema_data.default = default;
        schema.schema_data.example = example;
        children.place(&mut schema.schema_kind);
        Some(schema)
    }

    /// Takes the children out, and leaves something in their place so that `openapiv3` sees what kind of schema it is.
    fn children(&mut self, map: &mut Map<String, Value>, path: &Path<'_>) -> Children {
        let mut children = Children::default();
        if map.contains_key("properties") {
            children.properties = self.map_of(map, "properties", path, Self::boxed_schema);
            map.insert("properties".into(), json!({}));
        }
        if map.contains_key("items") {
            children.items = self.member(map, "items", path, Self::boxed_schema);
            if children.items.is_some() {
                map.insert("items".into(), json!({ "$ref": "" }));
            }
        }
        if matches!(map.get("additionalProperties"), Some(Value::Object(_))) {
            children.additional = self
                .member(map, "additionalProperties", path, Self::schema_or_ref)
                .map(|schema| AdditionalProperties::Schema(Box::new(schema)));
            if children.additional.is_some() {
                map.insert("additionalProperties".into(), Value::Bool(true));
            }
        }
        for (key, list) in [
            ("oneOf", &mut children.one_of),
            ("anyOf", &mut children.any_of),
            ("allOf", &mut children.all_of),
        ] {
            if map.contains_key(key) {
                *list = self.list_of(map, key, path, Self::schema_or_ref);
                map.insert(key.into(), json!([]));
            }
        }
        if map.contains_key("not") {
            children.not = self
                .member(map, "not", path, Self::schema_or_ref)
                .map(Box::new);
            if children.not.is_some() {
                map.insert("not".into(), json!({ "$ref": "" }));
            }
        }
        children
    }
}

impl Children {
    fn place(self, kind: &mut SchemaKind) {
        match kind {
            SchemaKind::Type(Type::Object(object)) => {
                object.properties = self.properties;
                if self.additional.is_some() {
                    object.additional_properties = self.additional;
                }
            }
            SchemaKind::Type(Type::Array(array)) => array.items = self.items,
            SchemaKind::Type(_) => {}
            SchemaKind::OneOf { one_of } => *one_of = self.one_of,
            SchemaKind::AnyOf { any_of } => *any_of = self.any_of,
            SchemaKind::AllOf { all_of } => *all_of = self.all_of,
            SchemaKind::Not { not } => {
                if let Some(schema) = self.not {
                    *not = schema;
                }
            }
            SchemaKind::Any(any) => {
                any.properties = self.properties;
                any.items = self.items;
                if self.additional.is_some() {
                    any.additional_properties = self.additional;
                }
                any.one_of = self.one_of;
                any.any_of = self.any_of;
                any.all_of = self.all_of;
                any.not = self.not;
            }
        }
    }
}
