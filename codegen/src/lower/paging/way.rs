//! Values in a body, by JSON pointer.

use crate::diagnostic::suggestion;
use crate::model::{Shape, Type, Types, Way};
use crate::spec::pointer_segments;

/// A value that was found.
pub(super) struct Found {
    pub(super) way: Way,
    pub(super) ty: Type,
    /// The property in the document; the body itself is none.
    pub(super) place: Option<String>,
}

/// Why none was found.
pub(super) struct Lost {
    pub(super) message: String,
    pub(super) help: Option<String>,
    /// The last place that was found.
    pub(super) place: Option<String>,
}

/// Follows a JSON pointer from a body.
pub(super) fn find(types: &Types, body: &Type, pointer: &str) -> Result<Found, Lost> {
    let mut steps = Vec::new();
    let mut ty = resolved(types, body);
    let mut place = place_of(types, ty);
    let lost = |message: String, help: Option<String>, place: Option<String>| Lost {
        message,
        help,
        place,
    };
    if !pointer.is_empty() && !pointer.starts_with('/') {
        let message = format!("`{pointer}` is not a JSON pointer");
        return Err(lost(message, Some(format!("write `/{pointer}`")), None));
    }
    for (index, key) in pointer_segments(pointer).enumerate() {
        let so_far = || match pointer
            .split('/')
            .take(index + 1)
            .collect::<Vec<_>>()
            .join("/")
        {
            whole if whole.is_empty() => "the answer".to_owned(),
            part => format!("what stands at `{part}`"),
        };
        let object = match ty {
            Type::Boxed(inner) => resolved(types, inner),
            ty => ty,
        };
        let Type::Named(id) = object else {
            let message = format!("{} is not an object with properties", so_far());
            return Err(lost(message, None, place));
        };
        let Shape::Struct(object) = &types.get(*id).shape else {
            let message = format!("{} is not an object with properties", so_far());
            return Err(lost(message, None, place));
        };
        let Some(field) = object.fields.iter().find(|field| field.wire == key) else {
            let known = object.fields.iter().map(|field| field.wire.as_str());
            let help = suggestion(&key, known).map(|known| format!("did you mean `{known}`?"));
            let message = format!("{} has no property `{key}`", so_far());
            return Err(lost(message, help, place));
        };
        steps.push((field.ident.clone(), field.presence));
        place = Some(field.pointer.clone());
        ty = resolved(types, &field.ty);
    }
    Ok(Found {
        way: Way {
            pointer: pointer.to_owned(),
            steps,
        },
        ty: ty.clone(),
        place,
    })
}

/// Follows aliases.
pub(super) fn resolved<'t>(types: &'t Types, ty: &'t Type) -> &'t Type {
    let mut ty = ty;
    // An alias that leads back to itself was cut before; the bound costs nothing.
    for _ in 0..=types.len() {
        ty = match ty {
            Type::Named(id) => match &types.get(*id).shape {
                Shape::Alias(target) => target,
                _ => return ty,
            },
            _ => return ty,
        };
    }
    ty
}

fn place_of(types: &Types, ty: &Type) -> Option<String> {
    match ty {
        Type::Named(id) => Some(types.get(*id).pointer.clone()),
        _ => None,
    }
}
