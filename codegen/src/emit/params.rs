//! Query, header and cookie parameters: one struct an operation.

use proc_macro2::TokenStream;
use quote::quote;

use super::constructor::{self, Kind, Slot, constructor, deprecated};
use super::context::{Context, ident};
use super::docs::{Prose, code};
use super::structs::{plain, value};
use super::types::Site;
use crate::model::{Operation, Param, Type, TypeName};

/// The struct, and what builds it.
pub(super) fn emit(context: &Context<'_>, operation: &Operation, name: &TypeName) -> TokenStream {
    let name = ident(name);
    let docs = Prose::own(&format!("Parameters of {}.", code(&operation.key())));
    let slots: Vec<Slot> = operation
        .params
        .iter()
        .map(|param| slot(context, param))
        .collect();
    let default = constructor::has_default(&slots).then(|| quote!(, Default));
    let fields: Vec<TokenStream> = operation
        .params
        .iter()
        .map(|param| field(context, param))
        .collect();
    let declaration = plain(
        &name,
        &docs,
        &quote!(Debug, Clone, PartialEq #default),
        &fields,
    );
    let builder = constructor(&name, &slots);
    quote!(#declaration #builder)
}

/// The type behind `null`: a parameter cannot be null, it is left out.
pub(super) fn present(ty: &Type) -> &Type {
    match ty {
        Type::Nullable(inner) => inner,
        ty => ty,
    }
}

/// Whether the caller may leave it out.
pub(super) fn is_optional(param: &Param) -> bool {
    !param.required || matches!(param.ty, Type::Nullable(_))
}

fn field(context: &Context<'_>, param: &Param) -> TokenStream {
    let name = ident(&param.ident);
    let docs = Prose::of(
        &param.docs,
        &format!("The {} parameter.", code(&param.wire)),
    )
    .outer();
    let deprecated = deprecated(param.docs.deprecated);
    let ty = context.ty(present(&param.ty), Site::Models);
    let ty = if is_optional(param) {
        quote!(Option<#ty>)
    } else {
        ty
    };
    quote!(#docs #deprecated pub #name: #ty)
}

pub(super) fn slot(context: &Context<'_>, param: &Param) -> Slot {
    Slot {
        ident: ident(&param.ident),
        value: value(context, present(&param.ty), Site::Models),
        kind: if is_optional(param) {
            Kind::Optional
        } else {
            Kind::Asked
        },
        deprecated: param.docs.deprecated,
        settable: true,
    }
}
