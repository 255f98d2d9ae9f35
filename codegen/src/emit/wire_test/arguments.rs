//! Values as the arguments of a call.

use proc_macro2::TokenStream;
use quote::quote;
use serde_json::Value;

use super::literal;
use crate::emit::constructor::Slot;
use crate::emit::context::{Context, ident};
use crate::emit::params::present;
use crate::emit::{forms, params};
use crate::model::{Operation, Param, Part, PartKind, Scalar, Type, TypeName};

/// A path parameter.
pub(super) fn path(context: &Context<'_>, param: &Param, value: &Value) -> TokenStream {
    let ty = context.resolved(present(&param.ty));
    if let Some(literal) = scalar(ty, value) {
        return literal;
    }
    let json = literal::compact(value);
    match ty {
        Type::List(_) => quote!(&wire::value::<Vec<_>>(#json)),
        _ => quote!(&wire::value(#json)),
    }
}

/// The struct of the other parameters; those without a value are left out. `None` when one is needed.
pub(super) fn params(
    context: &Context<'_>,
    operation: &Operation,
    name: &TypeName,
    values: &[Option<Value>],
) -> Option<TokenStream> {
    let slots: Vec<Slot> = operation
        .params
        .iter()
        .map(|param| params::slot(context, param))
        .collect();
    let given = operation.params.iter().zip(values).map(|(param, value)| {
        let value = value.as_ref()?;
        Some(given(context, present(&param.ty), value))
    });
    built(name, &slots, given.collect())
}

/// The struct of the parts of a form. `None` when a part has no value that is needed.
pub(super) fn parts(
    context: &Context<'_>,
    name: &TypeName,
    parts: &[Part],
    values: &[Option<Value>],
) -> Option<TokenStream> {
    let slots: Vec<Slot> = parts
        .iter()
        .map(|part| forms::slot(context, part))
        .collect();
    let given = parts
        .iter()
        .zip(values)
        .map(|(part, value)| part_value(context, part, value.as_ref()));
    built(name, &slots, given.collect())
}

fn part_value(context: &Context<'_>, part: &Part, value: Option<&Value>) -> Option<TokenStream> {
    if part.kind == PartKind::File {
        let (name, media_type, content) = file(part);
        let (name, media_type) = (literal::string(name), literal::string(&media_type));
        let content = literal::string(content);
        let file = quote!(wire::file(#name, #media_type, #content));
        return Some(if part.repeated {
            quote!(vec![#file])
        } else {
            file
        });
    }
    let value = value?;
    match &part.kind {
        PartKind::Text(ty) | PartKind::Json(ty) | PartKind::Styled { ty, .. } if !part.repeated => {
            Some(given(context, present(ty), value))
        }
        _ => {
            let json = literal::compact(value);
            Some(quote!(wire::value(#json)))
        }
    }
}

/// Name, type and content of the file that is sent as a part.
pub(super) fn file(part: &Part) -> (&'static str, String, &'static str) {
    let documented = part.content_type.as_deref().unwrap_or_default();
    let first = documented.split(',').next().unwrap_or_default().trim();
    let media_type = if first.is_empty() || first.contains('*') {
        "application/octet-stream"
    } else {
        first
    };
    (
        "report \"1\".bin",
        media_type.to_owned(),
        "bytes\r\nof a file",
    )
}

/// `new` with what it asks for, and a setter for each other value.
fn built(name: &TypeName, slots: &[Slot], given: Vec<Option<TokenStream>>) -> Option<TokenStream> {
    let name = ident(name);
    let all = || slots.iter().zip(&given);
    let asked = all().filter(|(slot, _)| slot.asked());
    let asked = asked
        .map(|(_, value)| value.clone())
        .collect::<Option<Vec<_>>>()?;
    let names: Vec<_> = slots.iter().map(|slot| &slot.ident).collect();
    let set = all()
        .filter(|(slot, _)| slot.set_apart())
        .filter_map(|(slot, value)| {
            let value = value.as_ref()?;
            let setter = slot.setter_name(&names);
            Some(quote!(.#setter(#value)))
        });
    Some(quote!(models::#name::new(#(#asked),*) #(#set)*))
}

/// A value where a type is asked for.
fn given(context: &Context<'_>, ty: &Type, value: &Value) -> TokenStream {
    scalar(context.resolved(ty), value).unwrap_or_else(|| {
        let json = literal::compact(value);
        quote!(wire::value(#json))
    })
}

/// A literal, if there is one for the type.
fn scalar(ty: &Type, value: &Value) -> Option<TokenStream> {
    match (ty, value) {
        (Type::Scalar(Scalar::String), Value::String(text)) => Some(literal::string(text)),
        (Type::Scalar(Scalar::Uuid), Value::String(text)) => {
            let text = literal::string(text);
            Some(quote!(uuid::uuid!(#text)))
        }
        (Type::Scalar(Scalar::Bool), Value::Bool(flag)) => Some(quote!(#flag)),
        (Type::Scalar(Scalar::I32 | Scalar::I64 | Scalar::U64), Value::Number(number)) => {
            number.to_string().parse().ok()
        }
        (Type::Scalar(Scalar::F64), Value::Number(number)) => {
            format!("{:?}", number.as_f64()?).parse().ok()
        }
        _ => None,
    }
}
