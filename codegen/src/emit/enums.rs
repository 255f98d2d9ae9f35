//! Fixed lists of scalar values.

use proc_macro2::TokenStream;
use quote::quote;

use super::constructor::deprecated;
use super::context::ident;
use super::declarations::docs;
use super::docs::{Prose, code};
use crate::model::{Enum, EnumValue, TypeDef, Variant};

/// What all values of an enum have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Str,
    Int,
    Json,
}

impl Kind {
    fn of(it: &Enum) -> Self {
        let all =
            |test: fn(&EnumValue) -> bool| it.variants.iter().all(|variant| test(&variant.value));
        if all(|value| matches!(value, EnumValue::Str(_))) {
            Self::Str
        } else if all(|value| matches!(value, EnumValue::Int(_))) {
            Self::Int
        } else {
            Self::Json
        }
    }

    fn unknown(self) -> TokenStream {
        match self {
            Self::Str => quote!(runtime::UnknownString),
            Self::Int => quote!(runtime::UnknownInt),
            Self::Json => quote!(runtime::UnknownJson),
        }
    }

    fn macro_path(self, open: bool) -> TokenStream {
        match (self, open) {
            (Self::Str, true) => quote!(runtime::open_enum),
            (Self::Str, false) => quote!(runtime::closed_enum),
            (Self::Int, true) => quote!(runtime::open_int_enum),
            (Self::Int, false) => quote!(runtime::closed_int_enum),
            (Self::Json, true) => quote!(runtime::open_json_enum),
            (Self::Json, false) => quote!(runtime::closed_json_enum),
        }
    }

    fn value(self, value: &EnumValue) -> TokenStream {
        match (self, value) {
            (Self::Int, EnumValue::Int(number)) => {
                let number = proc_macro2::Literal::i64_unsuffixed(*number);
                quote!(#number)
            }
            (Self::Json, value) => {
                let text = json(value);
                quote!(#text)
            }
            (_, EnumValue::Str(text)) => quote!(#text),
            (_, value) => {
                let text = json(value);
                quote!(#text)
            }
        }
    }
}

/// The value as JSON text.
fn json(value: &EnumValue) -> String {
    match value {
        EnumValue::Str(text) => serde_json::Value::from(text.as_str()).to_string(),
        EnumValue::Int(number) => number.to_string(),
        EnumValue::Json(value) => value.to_string(),
    }
}

/// The enum, and its values.
pub(super) fn emit(def: &TypeDef, it: &Enum) -> TokenStream {
    let name = ident(&def.name);
    let docs = docs(def).outer();
    let deprecated = deprecated(def.docs.deprecated);
    let kind = Kind::of(it);
    let variants = it.variants.iter().map(variant);
    let unknown = it.open.then(|| {
        let docs = Prose::own("A value that this version does not know.").outer();
        let ty = kind.unknown();
        quote!(#docs Unknown(#ty),)
    });
    let path = kind.macro_path(it.open);
    let entries = it.variants.iter().map(|variant| {
        let ident = ident(&variant.ident);
        let value = kind.value(&variant.value);
        quote!(#ident = #value)
    });
    quote! {
        #docs
        #deprecated
        #[derive(Debug, Clone, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
            #unknown
        }
        #path! {
            #name { #(#entries),* }
        }
    }
}

fn variant(variant: &Variant) -> TokenStream {
    let name = ident(&variant.ident);
    let value = match &variant.value {
        EnumValue::Str(text) => code(text),
        value => code(&json(value)),
    };
    let docs = Prose::of(&variant.docs, &value).outer();
    let deprecated = deprecated(variant.docs.deprecated);
    quote!(#docs #deprecated #name)
}
