//! The rules that shape types, in sentences.

use crate::model::{Field, Ident as _, Param, Presence, Scalar, Type, Usage};

/// Why a value may be absent or null.
pub(super) fn presence(presence: Presence) -> &'static str {
    match presence {
        Presence::Required => "It is required and not nullable: always there.",
        Presence::Optional => "It is not required: `Option`, left out when `None`.",
        Presence::Nullable => {
            "It is required and may be null: `Option`, written as `null` when `None`."
        }
        Presence::OptionalNullable => {
            "It is not required and may be null, which are two things: `Maybe` has three states."
        }
    }
}

/// Why a type is the one that it is; nothing where the document's own name says it.
pub(super) fn ty(ty: &Type) -> Option<&'static str> {
    Some(match ty {
        Type::Scalar(Scalar::I32) => "An integer of the format int32.",
        Type::Scalar(Scalar::I64) => {
            "An integer without a smaller format, or a number that is settled to be whole."
        }
        Type::Scalar(Scalar::U64) => "An integer of the format uint64.",
        Type::Scalar(Scalar::F64) => "A number: `f32` would change the digits.",
        Type::Scalar(Scalar::Uuid) => "The format is uuid.",
        Type::Scalar(Scalar::DateTime) => {
            "The format is date-time; the text that was read is kept."
        }
        Type::Scalar(Scalar::Date) => "The format is date.",
        Type::Scalar(Scalar::Base64) => "The format is byte, or the content is base64.",
        Type::Scalar(Scalar::Bytes) => "The format is binary, outside of JSON.",
        Type::Scalar(Scalar::Secret) => "The format is password: it cannot be printed by accident.",
        Type::Scalar(Scalar::String | Scalar::Bool) | Type::Named(_) => return None,
        Type::List(_) => "An array.",
        Type::Map(_) => "An object with free keys.",
        Type::Tuple(_) => "An array with a place for each of its items.",
        Type::Nullable(_) => "It may be null.",
        Type::Boxed(_) => "It is boxed, because the type contains itself.",
        Type::Json => "The document allows anything there.",
        Type::JsonObject => "The document allows any object there.",
        Type::Null => "Only null is allowed.",
    })
}

/// What shapes a field.
pub(super) fn field(field: &Field) -> Vec<String> {
    let mut rules = vec![presence(field.presence).to_owned()];
    rules.extend(ty(&field.ty).map(str::to_owned));
    if field.ident.as_str() != field.wire {
        rules.push(format!("The JSON key is `{}`.", field.wire));
    }
    if field.constant {
        rules.push("It has one value only, so `new` does not ask for it.".to_owned());
    }
    if field.read_only {
        rules.push("It is read-only: never demanded of the caller.".to_owned());
    }
    if field.write_only {
        rules.push("It is write-only: never demanded of the service.".to_owned());
    }
    if let Some(default) = &field.default {
        rules.push(format!(
            "The default {default} is documented and never filled in."
        ));
    }
    rules.extend(field.docs.notes.iter().cloned());
    rules
}

/// What shapes a parameter.
pub(super) fn param(param: &Param) -> Vec<String> {
    let mut rules = vec![if param.required {
        "It is required.".to_owned()
    } else {
        "It is not required: `Option`, not sent when `None`.".to_owned()
    }];
    rules.extend(ty(&param.ty).map(str::to_owned));
    if param.ident.as_str() != param.wire {
        rules.push(format!("On the wire it is `{}`.", param.wire));
    }
    if let Some(default) = &param.default {
        rules.push(format!(
            "The default {default} is the service's own: it is not sent."
        ));
    }
    rules.extend(param.docs.notes.iter().cloned());
    rules
}

/// Which way values travel.
pub(super) fn usage(usage: Usage) -> &'static str {
    match (usage.request, usage.response) {
        (true, true) => "It is sent and read.",
        (true, false) => "It is only sent.",
        (false, true) => "It is only read.",
        (false, false) => "No operation sends or reads it.",
    }
}
