//! How a success is given to the caller.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::context::{Context, ident};
use super::responses::decoded;
use super::types::Site;
use crate::model::{Content, Ident as _, Operation, ResponseCase, SuccessKind};

/// The content that the caller gets, unless it is an enum.
fn content(operation: &Operation, streaming: bool) -> Result<&Content, &crate::model::TypeName> {
    match (&operation.success.stream, &operation.success.kind) {
        (Some(stream), _) if streaming => Ok(&stream.content),
        (_, SuccessKind::One(content)) => Ok(content),
        (_, SuccessKind::Many(name)) => Err(name),
    }
}

/// Its type.
pub(super) fn ty(context: &Context<'_>, operation: &Operation, streaming: bool) -> TokenStream {
    match content(operation, streaming) {
        Err(name) => {
            let name = ident(name);
            quote!(models::#name)
        }
        Ok(Content::Empty) => quote!(()),
        Ok(Content::Json(ty)) => context.ty(ty, Site::Api),
        Ok(Content::Bytes) => quote!(runtime::ByteStream),
        Ok(Content::Events(ty)) => {
            let ty = context.ty(ty, Site::Api);
            quote!(runtime::EventStream<#ty>)
        }
        Ok(Content::JsonLines(ty)) => {
            let ty = context.ty(ty, Site::Api);
            quote!(runtime::JsonLines<#ty>)
        }
        Ok(Content::Text | Content::Form { .. } | Content::Multipart { .. }) => quote!(String),
    }
}

/// The last step of the call.
pub(super) fn end(context: &Context<'_>, operation: &Operation, streaming: bool) -> TokenStream {
    match content(operation, streaming) {
        Err(_) => {
            let decoder = decoder_name(operation);
            quote!(.returning(#decoder))
        }
        Ok(Content::Empty) => quote!(.returning(runtime::decode::empty)),
        Ok(Content::Json(_)) => quote!(.returning(runtime::decode::json)),
        Ok(Content::Bytes) => quote!(.streaming(runtime::decode::byte_stream)),
        // Events of plain text: no JSON is read out of them.
        Ok(Content::Events(ty)) if context.is_string(ty) => {
            quote!(.streaming(runtime::decode::text_events))
        }
        Ok(Content::Events(_)) => quote!(.streaming(runtime::decode::events)),
        Ok(Content::JsonLines(_)) => quote!(.streaming(runtime::decode::json_lines)),
        Ok(Content::Text | Content::Form { .. } | Content::Multipart { .. }) => {
            quote!(.returning(runtime::decode::text))
        }
    }
}

fn decoder_name(operation: &Operation) -> Ident {
    format_ident!("decode_{}", operation.name.as_str())
}

/// The function that reads one of several successes.
pub(super) fn decoder(operation: &Operation) -> TokenStream {
    let SuccessKind::Many(name) = &operation.success.kind else {
        return TokenStream::new();
    };
    let name = ident(name);
    let decoder = decoder_name(operation);
    let variant = |case: &ResponseCase| {
        let variant = ident(&case.ident);
        quote!(models::#name::#variant)
    };
    let decoded = decoded(
        &operation.success.cases,
        &variant,
        &|value| value,
        &quote!(Err(answer.unexpected())),
    );
    quote! {
        fn #decoder(answer: &runtime::Answer) -> Result<models::#name, runtime::DecodeError> {
            #decoded
        }
    }
}
