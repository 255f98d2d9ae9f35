//! A body that may be of several media types: the caller chooses by variant.

use proc_macro2::TokenStream;
use quote::quote;

use super::context::{Context, ident};
use super::docs::{Prose, code};
use super::types::Site;
use crate::model::{BodyContent, Content, Operation, RequestBody, TypeName};

/// The enum.
pub(super) fn emit(
    context: &Context<'_>,
    operation: &Operation,
    body: &RequestBody,
    name: &TypeName,
) -> TokenStream {
    let name = ident(name);
    let fallback = format!(
        "Body that {} sends, in one of several formats.",
        code(&operation.key())
    );
    let docs = Prose::of(&body.docs, &fallback).outer();
    let plain = body.contents.iter().all(|content| {
        !matches!(
            content.content,
            Content::Bytes | Content::Events(_) | Content::JsonLines(_) | Content::Multipart { .. }
        )
    });
    let derives = if plain {
        quote!(Debug, Clone, PartialEq)
    } else {
        quote!(Debug)
    };
    let variants = body
        .contents
        .iter()
        .map(|content| variant(context, content));
    quote! {
        #docs
        #[derive(#derives)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
        }
    }
}

fn variant(context: &Context<'_>, content: &BodyContent) -> TokenStream {
    let name = ident(&content.ident);
    let docs = Prose::own(&format!("As {}.", code(&content.media_type))).outer();
    match body_ty(context, &content.content, Site::Models) {
        Some(ty) => quote!(#docs #name(#ty)),
        None => quote!(#docs #name),
    }
}

/// What the caller gives for a body; nothing for an empty one.
pub(super) fn body_ty(context: &Context<'_>, content: &Content, site: Site) -> Option<TokenStream> {
    Some(match content {
        Content::Empty => return None,
        Content::Json(ty) | Content::Form { ty, .. } => context.ty(ty, site),
        Content::Multipart { name, .. } => {
            let name = ident(name);
            match site {
                Site::Models => quote!(#name),
                Site::Api => quote!(models::#name),
            }
        }
        Content::Text => quote!(String),
        Content::Bytes | Content::Events(_) | Content::JsonLines(_) => quote!(runtime::Body),
    })
}
