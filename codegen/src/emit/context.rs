//! What every part of the emitter asks of the model.

use proc_macro2::{Ident, Span};

use crate::model::{self, Api, Shape, Type, TypeDef, TypeId};

/// The API that is being written.
#[derive(Clone, Copy)]
pub(super) struct Context<'a> {
    /// The model.
    pub(super) api: &'a Api,
}

impl<'a> Context<'a> {
    /// The declaration behind an id.
    pub(super) fn def(&self, id: TypeId) -> &'a TypeDef {
        self.api.types.get(id)
    }

    /// Follows aliases at the top of a type expression.
    pub(super) fn resolved<'t>(&'t self, ty: &'t Type) -> &'t Type {
        let mut ty = ty;
        // An alias that leads back to itself cannot come out of the lower stage; the bound costs nothing.
        for _ in 0..=self.api.types.len() {
            match ty {
                Type::Named(id) => match &self.def(*id).shape {
                    Shape::Alias(target) => ty = target,
                    _ => return ty,
                },
                _ => return ty,
            }
        }
        ty
    }
}

/// The Rust identifier of a name.
pub(super) fn ident(name: &impl model::Ident) -> Ident {
    ident_of(name.as_str())
}

/// The Rust identifier of a text that is one. Of another text a keyword is made, so that what it stands in does not
/// parse, and is reported for that.
pub(crate) fn ident_of(text: &str) -> Ident {
    let mut chars = text.chars();
    let valid = chars
        .next()
        .is_some_and(|c| c == '_' || unicode_ident::is_xid_start(c))
        && chars.all(unicode_ident::is_xid_continue)
        && text != "_";
    Ident::new(if valid { text } else { "abstract" }, Span::call_site())
}
