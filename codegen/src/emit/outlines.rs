//! What a union looks at to choose a branch.

use std::collections::BTreeSet;

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use serde_json::Value;

use super::context::Context;
use crate::model::{
    Additional, Branch, EnumValue, Field, JsonKind, Outline, Presence, Scalar, Shape, Struct, Type,
};

/// The outline of a branch, as an expression.
pub(super) fn outline(context: &Context<'_>, branch: &Branch) -> TokenStream {
    let outline = &branch.outline;
    let mut tokens = start(&outline.kinds);
    if !branch.discriminator_values.is_empty() {
        let tags = &branch.discriminator_values;
        tokens = quote!(#tokens.tags(&[#(#tags),*]));
    }
    if branch.otherwise {
        tokens = quote!(#tokens.otherwise());
    }
    let tokens = keys(&tokens, outline);
    let extra = extra(context, &branch.ty);
    quote!(#tokens #extra)
}

fn start(kinds: &[JsonKind]) -> TokenStream {
    let kinds = kinds.iter().map(|kind| {
        let kind = match kind {
            JsonKind::Null => quote!(Null),
            JsonKind::Bool => quote!(Bool),
            JsonKind::Integer => quote!(Integer),
            JsonKind::Number => quote!(Number),
            JsonKind::String => quote!(String),
            JsonKind::Array => quote!(Array),
            JsonKind::Object => quote!(Object),
        };
        quote!(runtime::Kind::#kind)
    });
    quote!(runtime::Outline::new(&[#(#kinds),*]))
}

fn keys(start: &TokenStream, outline: &Outline) -> TokenStream {
    let mut tokens = quote!(#start);
    let required = &outline.required;
    if !required.is_empty() {
        tokens = quote!(#tokens.required(&[#(#required),*]));
    }
    // A key that is required or constant is known without being said.
    let constant = outline.constants.iter().map(|(key, _)| key);
    let said: BTreeSet<&String> = required.iter().chain(constant).collect();
    let known: Vec<&String> = outline
        .known
        .iter()
        .filter(|key| !said.contains(key))
        .collect();
    if !known.is_empty() {
        tokens = quote!(#tokens.known(&[#(#known),*]));
    }
    let constants: Vec<TokenStream> = outline
        .constants
        .iter()
        .map(|(key, values)| {
            let values = values.iter().map(constant_tokens);
            quote!((#key, &[#(#values),*]))
        })
        .collect();
    if !constants.is_empty() {
        tokens = quote!(#tokens.constants(&[#(#constants),*]));
    }
    if outline.closed {
        tokens = quote!(#tokens.closed());
    }
    if outline.holds_others {
        tokens = quote!(#tokens.holds_others());
    }
    if !outline.drops_null.is_empty() {
        let keys = &outline.drops_null;
        tokens = quote!(#tokens.drops_null(&[#(#keys),*]));
    }
    if !outline.impossible.is_empty() {
        let keys = &outline.impossible;
        tokens = quote!(#tokens.impossible(&[#(#keys),*]));
    }
    tokens
}

fn constant_tokens(value: &Value) -> TokenStream {
    let integer = match value {
        Value::Number(number) => number.as_i64(),
        _ => None,
    };
    match (value, integer) {
        (Value::Null, _) => quote!(runtime::Constant::Null),
        (Value::Bool(yes), _) => quote!(runtime::Constant::Bool(#yes)),
        (Value::String(text), _) => quote!(runtime::Constant::Str(#text)),
        (_, Some(number)) => {
            let number = Literal::i64_unsuffixed(number);
            quote!(runtime::Constant::Int(#number))
        }
        (other, None) => {
            let text = other.to_string();
            quote!(runtime::Constant::Json(#text))
        }
    }
}

/// What the type says beyond keys: whether other keys are kept, which values it lists, what its items look like.
fn extra(context: &Context<'_>, ty: &Type) -> TokenStream {
    match context.resolved(ty) {
        Type::Boxed(inner) => extra(context, inner),
        Type::Map(_) | Type::JsonObject | Type::Json => quote!(.keeps_others()),
        Type::List(item) => items(context, item),
        Type::Named(id) => match &context.def(*id).shape {
            Shape::Struct(it) if matches!(it.additional, Additional::Kept { said: true, .. }) => {
                quote!(.keeps_others())
            }
            Shape::Enum(it) => {
                let values = it.variants.iter().map(|variant| match &variant.value {
                    EnumValue::Str(text) => constant_tokens(&Value::from(text.as_str())),
                    EnumValue::Int(number) => constant_tokens(&Value::from(*number)),
                    EnumValue::Json(value) => constant_tokens(value),
                });
                quote!(.values(&[#(#values),*]))
            }
            _ => TokenStream::new(),
        },
        _ => TokenStream::new(),
    }
}

/// What the first item of a list tells.
fn items(context: &Context<'_>, item: &Type) -> TokenStream {
    let outline = match context.resolved(item) {
        Type::Boxed(inner) => return items(context, inner),
        Type::Named(id) => match &context.def(*id).shape {
            Shape::Struct(it) => struct_outline(it),
            _ => return TokenStream::new(),
        },
        Type::Scalar(scalar) => Outline {
            kinds: vec![scalar_kind(*scalar)],
            ..Outline::default()
        },
        Type::List(_) | Type::Tuple(_) => Outline {
            kinds: vec![JsonKind::Array],
            ..Outline::default()
        },
        Type::Map(_) | Type::JsonObject => Outline {
            kinds: vec![JsonKind::Object],
            ..Outline::default()
        },
        Type::Nullable(_) | Type::Json | Type::Null => return TokenStream::new(),
    };
    let outline = keys(&start(&outline.kinds), &outline);
    let extra = match context.resolved(item) {
        // Items of items: the first level is enough to tell.
        Type::List(_) => TokenStream::new(),
        item => extra(context, item),
    };
    quote!(.items(&#outline #extra))
}

fn struct_outline(it: &Struct) -> Outline {
    let must = |field: &&Field| {
        matches!(field.presence, Presence::Required | Presence::Nullable) && !field.write_only
    };
    Outline {
        kinds: vec![JsonKind::Object],
        required: it
            .fields
            .iter()
            .filter(must)
            .map(|field| field.wire.clone())
            .collect(),
        known: it.fields.iter().map(|field| field.wire.clone()).collect(),
        ..Outline::default()
    }
}

fn scalar_kind(scalar: Scalar) -> JsonKind {
    match scalar {
        Scalar::Bool => JsonKind::Bool,
        Scalar::I32 | Scalar::I64 | Scalar::U64 => JsonKind::Integer,
        Scalar::F64 => JsonKind::Number,
        Scalar::String
        | Scalar::Uuid
        | Scalar::DateTime
        | Scalar::Date
        | Scalar::Base64
        | Scalar::Bytes
        | Scalar::Secret => JsonKind::String,
    }
}
