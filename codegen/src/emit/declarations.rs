//! One declared type, by its shape.

use proc_macro2::TokenStream;

use super::context::Context;
use super::docs::{Prose, code};
use super::{aliases, enums, structs, unions};
use crate::model::{Owner, Shape, TypeDef};

/// The declaration and everything that is implemented for it.
pub(super) fn emit(context: &Context<'_>, def: &TypeDef) -> TokenStream {
    match &def.shape {
        Shape::Struct(it) => structs::emit(context, def, it),
        Shape::Enum(it) => enums::emit(def, it),
        Shape::Union(it) => unions::emit(context, def, it),
        Shape::Alias(ty) => aliases::alias(context, def, ty),
        Shape::Newtype(ty) => aliases::newtype(context, def, ty),
    }
}

/// What is said about a type.
pub(super) fn docs(def: &TypeDef) -> Prose {
    let fallback = match &def.owner {
        Owner::Component(name) if is_root(def) => {
            format!("The {} schema of the document.", code(name))
        }
        Owner::Component(name) => format!("Part of {}.", code(name)),
        Owner::Operation(key) => format!("Part of {}.", code(key)),
    };
    Prose::of(&def.docs, &fallback)
}

/// Whether this is the schema itself, not one inside it: `/components/schemas/Name`.
fn is_root(def: &TypeDef) -> bool {
    def.pointer.matches('/').count() <= 3
}
