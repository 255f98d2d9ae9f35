//! Which of the API's own types a declaration refers to.

use std::collections::BTreeSet;

use super::context::Context;
use crate::model::{Additional, Content, PartKind, Shape, Type, TypeDef};

impl Context<'_> {
    /// Names of the types that this one is made of.
    pub(super) fn references(&self, def: &TypeDef) -> BTreeSet<String> {
        let mut names = BTreeSet::new();
        match &def.shape {
            Shape::Struct(it) => {
                for field in &it.fields {
                    self.collect(&field.ty, &mut names);
                }
                if let Additional::Kept { value, .. } = &it.additional {
                    self.collect(value, &mut names);
                }
            }
            Shape::Enum(_) => {}
            Shape::Union(it) => {
                for branch in &it.branches {
                    self.collect(&branch.ty, &mut names);
                }
            }
            Shape::Alias(ty) | Shape::Newtype(ty) => self.collect(ty, &mut names),
        }
        names
    }

    /// Names in these types.
    pub(super) fn references_of<'t>(
        &self,
        types: impl IntoIterator<Item = &'t Type>,
    ) -> BTreeSet<String> {
        let mut names = BTreeSet::new();
        for ty in types {
            self.collect(ty, &mut names);
        }
        names
    }

    fn collect(&self, ty: &Type, names: &mut BTreeSet<String>) {
        match ty {
            Type::Named(id) => {
                names.insert(self.def(*id).name.to_string());
            }
            Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) | Type::Boxed(inner) => {
                self.collect(inner, names);
            }
            // A tuple that is too long is not written as one.
            Type::Tuple(items) => {
                if !super::types::is_untyped(items) {
                    for item in items {
                        self.collect(item, names);
                    }
                }
            }
            Type::Scalar(_) | Type::Json | Type::JsonObject | Type::Null => {}
        }
    }
}

/// The types that a content holds.
pub(super) fn types_of(content: &Content) -> Vec<&Type> {
    match content {
        Content::Json(ty)
        | Content::Form { ty, .. }
        | Content::Events(ty)
        | Content::JsonLines(ty) => vec![ty],
        Content::Multipart { parts, .. } => parts
            .iter()
            .filter_map(|part| match &part.kind {
                PartKind::Text(ty) | PartKind::Json(ty) | PartKind::Styled { ty, .. } => Some(ty),
                PartKind::File => None,
            })
            .collect(),
        Content::Empty | Content::Text | Content::Bytes => Vec::new(),
    }
}
