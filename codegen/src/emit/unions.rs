//! One of several types.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::quote;

use super::constructor::deprecated;
use super::context::{Context, ident};
use super::declarations::docs;
use super::docs::Prose;
use super::outlines::outline;
use super::types::Site;
use crate::model::{Branch, Scalar, Type, TypeDef, Union};

/// The enum, how it is told apart, and how it is made of what it holds.
pub(super) fn emit(context: &Context<'_>, def: &TypeDef, it: &Union) -> TokenStream {
    let name = ident(&def.name);
    let docs = docs(def).outer();
    let deprecated = deprecated(def.docs.deprecated);
    let variants = it.branches.iter().map(|branch| variant(context, branch));
    let unknown = Prose::own("A value that this version does not know.").outer();
    let discriminator = match &it.discriminator {
        Some(property) => quote!(Some(#property)),
        None => quote!(None),
    };
    let entries = it.branches.iter().map(|branch| {
        let variant = ident(&branch.ident);
        let ty = context.ty(&branch.ty, Site::Models);
        let outline = outline(context, branch);
        quote!(#variant(#ty) = #outline)
    });
    let conversions = conversions(context, def, it);
    quote! {
        #docs
        #deprecated
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
            #unknown
            Unknown(runtime::UnknownJson),
        }
        runtime::union! {
            #name, discriminator: #discriminator { #(#entries),* }
        }
        #conversions
    }
}

fn variant(context: &Context<'_>, branch: &Branch) -> TokenStream {
    let name = ident(&branch.ident);
    let fallback = match &branch.ty {
        Type::Named(id) => format!("Holds `{}`.", context.def(*id).name),
        _ => format!("The value is {}.", described(&branch.ty)),
    };
    let docs = Prose::of(&branch.docs, &fallback).outer();
    let deprecated = deprecated(branch.docs.deprecated);
    let ty = context.ty(&branch.ty, Site::Models);
    quote!(#docs #deprecated #name(#ty))
}

/// A type in words.
fn described(ty: &Type) -> &'static str {
    match ty {
        Type::Named(_) => "a declared type",
        Type::Boxed(inner) | Type::Nullable(inner) => described(inner),
        Type::List(_) | Type::Tuple(_) => "an array",
        Type::Map(_) | Type::JsonObject => "an object",
        Type::Json => "any JSON value",
        Type::Null => "`null`",
        Type::Scalar(scalar) => match scalar {
            Scalar::Bool => "`true` or `false`",
            Scalar::I32 | Scalar::I64 | Scalar::U64 => "an integer",
            Scalar::F64 => "a number",
            _ => "a string",
        },
    }
}

/// `From` for each type that only one branch holds.
fn conversions(context: &Context<'_>, def: &TypeDef, it: &Union) -> TokenStream {
    let unboxed = |branch: &Branch| match &branch.ty {
        Type::Boxed(inner) => (**inner).clone(),
        ty => ty.clone(),
    };
    let types: Vec<Type> = it.branches.iter().map(unboxed).collect();
    let mut holders: BTreeMap<String, usize> = BTreeMap::new();
    for ty in &types {
        *holders.entry(context.identity(ty)).or_default() += 1;
    }
    let name = ident(&def.name);
    let conversions = it.branches.iter().zip(&types).filter_map(|(branch, inner)| {
        let itself = matches!(context.resolved(inner), Type::Named(id) if context.def(*id).name == def.name);
        if itself || holders.get(&context.identity(inner)) != Some(&1) {
            return None;
        }
        let variant = ident(&branch.ident);
        let ty = context.ty(inner, Site::Models);
        let value = match &branch.ty {
            Type::Boxed(_) => quote!(Box::new(value)),
            _ => quote!(value),
        };
        Some(quote! {
            impl From<#ty> for #name {
                fn from(value: #ty) -> Self {
                    Self::#variant(#value)
                }
            }
        })
    });
    quote!(#(#conversions)*)
}
