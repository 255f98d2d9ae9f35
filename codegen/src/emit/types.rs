//! Type expressions.

use proc_macro2::TokenStream;
use quote::quote;

use super::context::{Context, ident};
use crate::model::{Scalar, Shape, Type};

/// Where a type is written: decides how the API's own types are reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Site {
    /// In a file of models, by bare name.
    Models,
    /// In a file of operations, through `models`.
    Api,
}

/// Longest tuple that the traits of the standard library are implemented for.
const LONGEST_TUPLE: usize = 12;

impl Context<'_> {
    /// A type as Rust.
    pub(super) fn ty(&self, ty: &Type, site: Site) -> TokenStream {
        match ty {
            Type::Named(id) => {
                let name = ident(&self.def(*id).name);
                match site {
                    Site::Models => quote!(#name),
                    Site::Api => quote!(models::#name),
                }
            }
            Type::Scalar(scalar) => scalar_ty(*scalar),
            Type::List(item) => {
                let item = self.ty(item, site);
                quote!(Vec<#item>)
            }
            Type::Map(value) => {
                let value = self.ty(value, site);
                quote!(BTreeMap<String, #value>)
            }
            Type::Tuple(items) if is_untyped(items) => quote!(Vec<serde_json::Value>),
            Type::Tuple(items) => {
                let items = items.iter().map(|item| self.ty(item, site));
                quote!((#(#items,)*))
            }
            Type::Nullable(inner) => {
                let inner = self.ty(inner, site);
                quote!(Option<#inner>)
            }
            Type::Boxed(inner) => {
                let inner = self.ty(inner, site);
                quote!(Box<#inner>)
            }
            Type::Json => quote!(serde_json::Value),
            Type::JsonObject => quote!(serde_json::Map<String, serde_json::Value>),
            Type::Null => quote!(()),
        }
    }

    /// Whether this is `String` in the end.
    pub(super) fn is_string(&self, ty: &Type) -> bool {
        matches!(self.resolved(ty), Type::Scalar(Scalar::String))
    }

    /// Whether two types are one to the compiler: aliases are, whatever they are called. This is a text that only
    /// such types share.
    pub(super) fn identity(&self, ty: &Type) -> String {
        match self.resolved(ty) {
            Type::List(item) => format!("Vec<{}>", self.identity(item)),
            Type::Map(value) => format!("BTreeMap<{}>", self.identity(value)),
            Type::Tuple(items) if !is_untyped(items) => {
                let items: Vec<String> = items.iter().map(|item| self.identity(item)).collect();
                format!("({})", items.join(","))
            }
            Type::Nullable(inner) => format!("Option<{}>", self.identity(inner)),
            Type::Boxed(inner) => format!("Box<{}>", self.identity(inner)),
            Type::Tuple(_) => "Vec<Json>".to_owned(),
            other => format!("{other:?}"),
        }
    }

    /// Whether a type is an enum with one value, whose default is that value.
    pub(super) fn is_closed_enum(&self, ty: &Type) -> bool {
        match self.resolved(ty) {
            Type::Named(id) => matches!(&self.def(*id).shape, Shape::Enum(it) if !it.open),
            _ => false,
        }
    }
}

/// Whether a tuple is too long to be written as one.
pub(super) fn is_untyped(items: &[Type]) -> bool {
    items.len() > LONGEST_TUPLE
}

fn scalar_ty(scalar: Scalar) -> TokenStream {
    match scalar {
        Scalar::String => quote!(String),
        Scalar::Bool => quote!(bool),
        Scalar::I32 => quote!(i32),
        Scalar::I64 => quote!(i64),
        Scalar::U64 => quote!(u64),
        Scalar::F64 => quote!(f64),
        Scalar::Uuid => quote!(uuid::Uuid),
        Scalar::DateTime => quote!(runtime::DateTime),
        Scalar::Date => quote!(runtime::Date),
        Scalar::Base64 => quote!(runtime::Base64),
        Scalar::Bytes => quote!(bytes::Bytes),
        Scalar::Secret => quote!(runtime::SecretString),
    }
}
