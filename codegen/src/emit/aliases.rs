//! Other names for a type.

use proc_macro2::TokenStream;
use quote::quote;

use super::constructor::deprecated;
use super::context::{Context, ident};
use super::declarations::docs;
use super::types::Site;
use crate::model::{Type, TypeDef};

/// `pub type A = B;`
pub(super) fn alias(context: &Context<'_>, def: &TypeDef, ty: &Type) -> TokenStream {
    let name = ident(&def.name);
    let docs = docs(def).outer();
    let deprecated = deprecated(def.docs.deprecated);
    let ty = context.ty(ty, Site::Models);
    quote! {
        #docs
        #deprecated
        pub type #name = #ty;
    }
}

/// `pub struct A(pub B);`
pub(super) fn newtype(context: &Context<'_>, def: &TypeDef, ty: &Type) -> TokenStream {
    let name = ident(&def.name);
    let docs = docs(def).outer();
    let deprecated = deprecated(def.docs.deprecated);
    let ty = context.ty(ty, Site::Models);
    quote! {
        #docs
        #deprecated
        #[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
        #[serde(transparent)]
        pub struct #name(
            #[doc = " The value."]
            pub #ty,
        );
        impl From<#ty> for #name {
            fn from(value: #ty) -> Self {
                Self(value)
            }
        }
    }
}
