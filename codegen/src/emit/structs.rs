//! Objects with named properties.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::constructor::{self, Kind, Slot, Value, constructor, deprecated};
use super::context::{Context, ident};
use super::docs::{Prose, code};
use super::types::Site;
use crate::model::{Additional, Field, Ident as _, Presence, Struct, Type, TypeDef};

/// The struct, and what builds it where the client sends it.
pub(super) fn emit(context: &Context<'_>, def: &TypeDef, it: &Struct) -> TokenStream {
    let name = ident(&def.name);
    let docs = super::declarations::docs(def).outer();
    let deprecated = deprecated(def.docs.deprecated);
    let fields = it.fields.iter();
    let fields = fields.map(|field| field_tokens(context, field, def.in_union));
    let rest = rest(context, it);
    let slots = slots(context, it);
    let default = constructor::has_default(&slots).then(|| quote!(, Default));
    let builder = if def.usage.request {
        constructor(&name, &slots)
    } else {
        TokenStream::new()
    };
    quote! {
        #docs
        #deprecated
        #[derive(Debug, Clone, PartialEq #default, serde::Serialize, serde::Deserialize)]
        #[non_exhaustive]
        pub struct #name {
            #(#fields,)*
            #rest
        }
        #builder
    }
}

fn field_tokens(context: &Context<'_>, field: &Field, in_union: bool) -> TokenStream {
    let name = ident(&field.ident);
    let fallback = format!("The {} property.", code(&field.wire));
    let docs = Prose::of(&field.docs, &fallback).outer();
    let deprecated = deprecated(field.docs.deprecated);
    let serde = serde_attribute(context, field, in_union);
    let ty = context.ty(&field.ty, Site::Models);
    let ty = match field.presence {
        Presence::Required => ty,
        Presence::Optional | Presence::Nullable => quote!(Option<#ty>),
        Presence::OptionalNullable => quote!(runtime::Maybe<#ty>),
    };
    quote! {
        #docs
        #deprecated
        #serde
        pub #name: #ty
    }
}

fn serde_attribute(context: &Context<'_>, field: &Field, in_union: bool) -> TokenStream {
    let mut parts = Vec::new();
    if field.ident.as_str() != field.wire {
        let wire = &field.wire;
        parts.push(quote!(rename = #wire));
    }
    match field.presence {
        Presence::Required => {}
        Presence::Optional => {
            parts.push(quote!(default, skip_serializing_if = "Option::is_none"));
            // `null` is a value of what may be anything; serde would take it for the absence of one.
            if matches!(context.resolved(&field.ty), Type::Json) {
                parts.push(quote!(deserialize_with = "crate::runtime::present"));
            } else if field.only_absent && in_union {
                parts.push(quote!(deserialize_with = "crate::runtime::not_null"));
            }
        }
        // Where it is absent it is read as `null`, of which a union must know.
        Presence::Nullable if in_union => parts.push(quote!(
            default = "crate::runtime::absent",
            deserialize_with = "crate::runtime::nullable"
        )),
        Presence::Nullable => parts.push(quote!(default)),
        Presence::OptionalNullable => {
            parts.push(quote!(
                default,
                skip_serializing_if = "crate::runtime::Maybe::is_absent"
            ));
        }
    }
    if parts.is_empty() {
        TokenStream::new()
    } else {
        quote!(#[serde(#(#parts),*)])
    }
}

/// Name and type of the field that keeps all other keys.
fn others(context: &Context<'_>, it: &Struct) -> Option<(Ident, TokenStream)> {
    match &it.additional {
        Additional::Ignored => None,
        Additional::Kept {
            ident: name, value, ..
        } => {
            let map = Type::Map(Box::new(value.clone()));
            Some((ident(name), context.ty(&map, Site::Models)))
        }
    }
}

/// The field that keeps all other keys.
fn rest(context: &Context<'_>, it: &Struct) -> TokenStream {
    let Some((name, ty)) = others(context, it) else {
        return TokenStream::new();
    };
    let docs = Prose::own("All other properties, by their keys.").outer();
    quote! {
        #docs
        #[serde(flatten, deserialize_with = "crate::runtime::remaining")]
        pub #name: #ty,
    }
}

fn slots(context: &Context<'_>, it: &Struct) -> Vec<Slot> {
    let fields = it.fields.iter().map(|field| slot(context, field));
    let rest = others(context, it).map(|(ident, ty)| Slot {
        ident,
        value: Value::Plain(ty),
        kind: Kind::Defaulted,
        deprecated: false,
        settable: true,
    });
    fields.chain(rest).collect()
}

/// How many values `new` asks for.
pub(super) fn asked(context: &Context<'_>, it: &Struct) -> usize {
    let slots = slots(context, it);
    slots.iter().filter(|slot| slot.asked()).count()
}

fn slot(context: &Context<'_>, field: &Field) -> Slot {
    let fixed = field.constant && context.is_closed_enum(&field.ty);
    let kind = match field.presence {
        Presence::Required if fixed => Kind::Fixed,
        Presence::Required => Kind::Asked,
        Presence::Nullable => Kind::AskedOption,
        Presence::Optional => Kind::Optional,
        Presence::OptionalNullable => Kind::Maybe,
    };
    Slot {
        ident: ident(&field.ident),
        value: value(context, &field.ty, Site::Models),
        kind,
        deprecated: field.docs.deprecated,
        settable: !field.read_only,
    }
}

/// How the caller gives a value of this type.
pub(super) fn value(context: &Context<'_>, ty: &Type, site: Site) -> Value {
    match ty {
        Type::Boxed(inner) => Value::Boxed(context.ty(inner, site)),
        ty if context.is_string(ty) => Value::Into(context.ty(ty, site)),
        ty => Value::Plain(context.ty(ty, site)),
    }
}

/// The declaration of a struct that never becomes JSON as a whole: parameters and forms.
pub(super) fn plain(
    name: &Ident,
    docs: &Prose,
    derives: &TokenStream,
    fields: &[TokenStream],
) -> TokenStream {
    let docs = docs.outer();
    quote! {
        #docs
        #[derive(#derives)]
        #[non_exhaustive]
        pub struct #name {
            #(#fields,)*
        }
    }
}
