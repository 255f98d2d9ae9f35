//! Headers of answers: a struct an operation, and how it is read.

use proc_macro2::TokenStream;
use quote::quote;

use super::constructor::deprecated;
use super::context::{Context, ident};
use super::docs::{Prose, code};
use super::structs::plain;
use super::types::Site;
use crate::model::{AnswerHeader, AnswerHeaders, HeaderForm, Operation};

/// The struct, and its reader.
pub(super) fn emit(
    context: &Context<'_>,
    operation: &Operation,
    it: &AnswerHeaders,
) -> TokenStream {
    let name = ident(&it.name);
    let docs = Prose::own(&format!(
        "Headers that answers to {} have. One that is not there, or is not what the document says, is `None`.",
        code(&operation.key())
    ));
    let fields: Vec<TokenStream> = it.headers.iter().map(|one| field(context, one)).collect();
    let declaration = plain(
        &name,
        &docs,
        &quote!(Debug, Clone, PartialEq, Default),
        &fields,
    );
    let read = it.headers.iter().map(|header| {
        let field = ident(&header.ident);
        let wire = &header.wire;
        match header.form {
            HeaderForm::Value => quote!(#field: runtime::header::value(headers, #wire)),
            HeaderForm::List => quote!(#field: runtime::header::list(headers, #wire)),
            HeaderForm::Json => quote!(#field: runtime::header::json(headers, #wire)),
        }
    });
    quote! {
        #declaration
        impl From<&http::HeaderMap> for #name {
            fn from(headers: &http::HeaderMap) -> Self {
                Self { #(#read,)* }
            }
        }
    }
}

fn field(context: &Context<'_>, header: &AnswerHeader) -> TokenStream {
    let name = ident(&header.ident);
    let docs = Prose::of(&header.docs, &format!("The {} header.", code(&header.wire))).outer();
    let deprecated = deprecated(header.docs.deprecated);
    let ty = context.ty(&header.ty, Site::Models);
    let ty = match header.form {
        HeaderForm::List => quote!(Vec<#ty>),
        HeaderForm::Value | HeaderForm::Json => ty,
    };
    quote!(#docs #deprecated pub #name: Option<#ty>)
}
