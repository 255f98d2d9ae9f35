//! Types of models, and their fields and variants.

use super::{Item, place, rules};
use crate::Config;
use crate::emit::type_text;
use crate::model::{
    Additional, Api, Branch, Enum, Ident as _, Owner, Shape, Struct, TypeDef, Union,
};

/// Items of one declared type.
pub(super) fn explain(api: &Api, config: &Config, def: &TypeDef, items: &mut Vec<Item>) {
    let path = format!("models::{}", def.name.as_str());
    let (what, shape) = match &def.shape {
        Shape::Struct(object) => ("struct".to_owned(), structure(object)),
        Shape::Enum(list) => ("enum".to_owned(), enumeration(list)),
        Shape::Union(union) => ("enum".to_owned(), branches(union)),
        Shape::Alias(ty) => (
            format!("alias: {}", type_text(api, ty)),
            "The schema is nothing but this type.".to_owned(),
        ),
        Shape::Newtype(ty) => (
            format!("struct around {}", type_text(api, ty)),
            "An alias would contain itself.".to_owned(),
        ),
    };
    let settled = [&def.pointer, &format!("#{}", def.pointer)]
        .into_iter()
        .any(|pointer| config.types.contains_key(pointer));
    let mut own = vec![name(&def.owner, config, settled), shape];
    own.push(rules::usage(def.usage).to_owned());
    own.extend(def.docs.notes.iter().cloned());
    items.push(Item {
        path: path.clone(),
        what,
        place: place(&def.pointer),
        rules: own,
    });
    match &def.shape {
        Shape::Struct(object) => fields(api, &path, object, items),
        Shape::Enum(list) => {
            for variant in &list.variants {
                items.push(Item {
                    path: format!("{path}::{}", variant.ident.as_str()),
                    what: "variant".to_owned(),
                    place: place(&def.pointer),
                    rules: vec![format!("The value is {}.", value(&variant.value))],
                });
            }
        }
        Shape::Union(union) => {
            for branch in &union.branches {
                items.push(Item {
                    path: format!("{path}::{}", branch.ident.as_str()),
                    what: format!("variant: {}", type_text(api, &branch.ty)),
                    place: place(&def.pointer),
                    rules: told_by(union, branch),
                });
            }
        }
        Shape::Alias(_) | Shape::Newtype(_) => {}
    }
}

fn fields(api: &Api, path: &str, object: &Struct, items: &mut Vec<Item>) {
    for field in &object.fields {
        let ty = type_text(api, &field.ty);
        let ty = match field.presence {
            crate::model::Presence::Required => ty,
            crate::model::Presence::Optional | crate::model::Presence::Nullable => {
                format!("Option<{ty}>")
            }
            crate::model::Presence::OptionalNullable => format!("Maybe<{ty}>"),
        };
        items.push(Item {
            path: format!("{path}::{}", field.ident.as_str()),
            what: format!("field: {ty}"),
            place: place(&field.pointer),
            rules: rules::field(field),
        });
    }
}

fn name(owner: &Owner, config: &Config, settled: bool) -> String {
    match owner {
        _ if settled => "codegen.toml settles its name.".to_owned(),
        Owner::Component(name) if config.types.contains_key(name) => {
            format!("The schema `{name}`; codegen.toml settles names around it.")
        }
        Owner::Component(name) => {
            format!(
                "Named after the schema `{name}`, and the way from there if it stands inside of it."
            )
        }
        Owner::Operation(key) => {
            format!("It stands inside of `{key}`, and is named by the way to it.")
        }
    }
}

fn structure(object: &Struct) -> String {
    let others = match &object.additional {
        Additional::Ignored => "other keys are read over".to_owned(),
        Additional::Kept { ident, .. } => format!("other keys are kept in `{}`", ident.as_str()),
    };
    format!("An object with properties: a struct, non-exhaustive; {others}.")
}

fn enumeration(list: &Enum) -> String {
    if list.open {
        "Listed values: an open enum, which keeps a value that is not listed in `Unknown`."
            .to_owned()
    } else {
        "A list of one value is a tag: a closed enum.".to_owned()
    }
}

fn branches(union: &Union) -> String {
    match &union.discriminator {
        Some(property) => format!("A union: an enum; the property `{property}` tells the branches apart."),
        None => "A union: an enum; what can be seen of a value tells the branches apart, and the best match is decoded first.".to_owned(),
    }
}

fn told_by(union: &Union, branch: &Branch) -> Vec<String> {
    let values = &branch.discriminator_values;
    let mut rules = Vec::new();
    if let Some(property) = &union.discriminator {
        if !values.is_empty() {
            rules.push(format!("Chosen by `{property}`: {}.", values.join(", ")));
        }
        if branch.otherwise {
            let rule = format!("Chosen where `{property}` is not there, or is of no other branch.");
            rules.push(rule);
        }
    }
    if rules.is_empty() {
        rules.push("Chosen by what can be seen of a value.".to_owned());
    }
    rules
}

fn value(value: &crate::model::EnumValue) -> String {
    match value {
        crate::model::EnumValue::Str(text) => format!("{text:?}"),
        crate::model::EnumValue::Int(number) => number.to_string(),
        crate::model::EnumValue::Json(value) => value.to_string(),
    }
}
