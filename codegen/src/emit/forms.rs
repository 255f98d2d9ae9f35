//! Multipart bodies: a struct of parts, and how it becomes a form.

use proc_macro2::TokenStream;
use quote::quote;

use super::calls::style_path;
use super::constructor::{self, Kind, Slot, Value, constructor, deprecated};
use super::context::{Context, ident};
use super::docs::{Prose, code};
use super::structs::{plain, value};
use super::types::Site;
use crate::model::{Operation, Part, PartKind, TypeName};

/// The struct, what builds it, and its conversion.
pub(super) fn emit(
    context: &Context<'_>,
    operation: &Operation,
    name: &TypeName,
    parts: &[Part],
) -> TokenStream {
    let name = ident(name);
    let docs = Prose::own(&format!("Form that {} sends.", code(&operation.key())));
    let slots: Vec<Slot> = parts.iter().map(|part| slot(context, part)).collect();
    let default = constructor::has_default(&slots).then(|| quote!(, Default));
    let fields: Vec<TokenStream> = parts.iter().map(|part| field(context, part)).collect();
    let declaration = plain(&name, &docs, &quote!(Debug #default), &fields);
    let builder = constructor(&name, &slots);
    let additions = parts.iter().map(addition);
    let argument = if parts.is_empty() {
        quote!(_)
    } else {
        quote!(parts)
    };
    quote! {
        #declaration
        #builder
        impl From<#name> for runtime::Form {
            fn from(#argument: #name) -> Self {
                Self::new() #(#additions)*
            }
        }
    }
}

fn item(context: &Context<'_>, part: &Part) -> Value {
    match &part.kind {
        PartKind::File => Value::Into(quote!(runtime::FilePart)),
        PartKind::Text(ty) | PartKind::Json(ty) | PartKind::Styled { ty, .. } => {
            value(context, super::params::present(ty), Site::Models)
        }
    }
}

fn item_ty(context: &Context<'_>, part: &Part) -> TokenStream {
    match &part.kind {
        PartKind::File => quote!(runtime::FilePart),
        PartKind::Text(ty) | PartKind::Json(ty) | PartKind::Styled { ty, .. } => {
            context.ty(super::params::present(ty), Site::Models)
        }
    }
}

fn field(context: &Context<'_>, part: &Part) -> TokenStream {
    let name = ident(&part.ident);
    let mut docs = Prose::of(&part.docs, &format!("The {} part.", code(&part.wire)));
    if let (PartKind::File, Some(content_type)) = (&part.kind, &part.content_type) {
        docs = docs.line(&format!("Content type: {}.", code(content_type)));
    }
    let docs = docs.outer();
    let deprecated = deprecated(part.docs.deprecated);
    let ty = item_ty(context, part);
    let ty = match (part.repeated, part.required) {
        (true, _) => quote!(Vec<#ty>),
        (false, true) => ty,
        (false, false) => quote!(Option<#ty>),
    };
    quote!(#docs #deprecated pub #name: #ty)
}

pub(super) fn slot(context: &Context<'_>, part: &Part) -> Slot {
    let (value, kind) = match (part.repeated, part.required) {
        (true, required) => {
            let ty = item_ty(context, part);
            let kind = if required {
                Kind::Asked
            } else {
                Kind::Defaulted
            };
            (Value::Plain(quote!(Vec<#ty>)), kind)
        }
        (false, true) => (item(context, part), Kind::Asked),
        (false, false) => (item(context, part), Kind::Optional),
    };
    Slot {
        ident: ident(&part.ident),
        value,
        kind,
        deprecated: part.docs.deprecated,
        settable: true,
    }
}

/// The step that adds a part to the form.
fn addition(part: &Part) -> TokenStream {
    let name = ident(&part.ident);
    let wire = &part.wire;
    let add = |value: TokenStream| match (&part.kind, &part.content_type) {
        (PartKind::File, _) => quote!(.file(#wire, #value)),
        (PartKind::Text(_), None) => quote!(.text(#wire, &#value)),
        (PartKind::Text(_), Some(ty)) => quote!(.text_as(#wire, #ty, &#value)),
        (PartKind::Styled { style, explode, .. }, _) => {
            let style = style_path(*style);
            quote!(.styled(#wire, &#value, #style, #explode))
        }
        (PartKind::Json(_), None) => quote!(.json(#wire, &#value)),
        (PartKind::Json(_), Some(ty)) => quote!(.json_as(#wire, #ty, &#value)),
    };
    if part.repeated {
        let add = add(quote!(part));
        quote!(.each(parts.#name, |form, part| form #add))
    } else if part.required {
        add(quote!(parts.#name))
    } else {
        let add = add(quote!(part));
        quote!(.optional(parts.#name, |form, part| form #add))
    }
}
