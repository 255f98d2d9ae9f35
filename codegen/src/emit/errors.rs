//! The documented answers of an operation that are errors.

use proc_macro2::{TokenStream, TokenTree};
use quote::quote;

use super::context::{Context, ident};
use super::docs::{Prose, code};
use super::responses::{declaration, decoded};
use crate::model::{Operation, ResponseCase, TypeName};

/// The enum, and how it is read.
pub(super) fn emit(context: &Context<'_>, operation: &Operation, name: &TypeName) -> TokenStream {
    let docs = Prose::own(&format!(
        "Errors that {} documents.",
        code(&operation.key())
    ));
    let declaration = declaration(context, name, &docs, &operation.errors);
    let name = ident(name);
    let variant = |case: &ResponseCase| {
        let variant = ident(&case.ident);
        quote!(Self::#variant)
    };
    let decoded = some(decoded(
        &operation.errors,
        &variant,
        &|value| value,
        &quote!(return None),
    ));
    let answer = if mentions(&decoded, "answer") {
        quote!(answer)
    } else {
        quote!(_)
    };
    quote! {
        #declaration
        impl runtime::Documented for #name {
            fn decode(#answer: &runtime::Answer) -> Option<Result<Self, runtime::DecodeError>> {
                #decoded
            }
        }
    }
}

/// Whether an identifier occurs.
fn mentions(tokens: &TokenStream, name: &str) -> bool {
    tokens.clone().into_iter().any(|token| match token {
        TokenTree::Ident(word) => word == name,
        TokenTree::Group(group) => mentions(&group.stream(), name),
        _ => false,
    })
}

/// The value of the function: `decoded` may leave it early.
fn some(decoded: TokenStream) -> TokenStream {
    let first = decoded.clone().into_iter().next();
    if matches!(first, Some(TokenTree::Ident(word)) if word == "match") {
        quote!(let decoded = #decoded; Some(decoded))
    } else {
        quote!(Some(#decoded))
    }
}
