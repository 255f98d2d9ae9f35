//! Handles, methods and parameters.

use serde_json::Value;

use super::{Item, Source, place, rules};
use crate::emit::type_text;
use crate::model::{Api, Content, Handle, Ident as _, Location, Operation, Param, SuccessKind};
use crate::spec::{follow_pointer, pointer_segment};

/// Items of one tag.
pub(super) fn explain(source: &Source<'_>, handle: &Handle, items: &mut Vec<Item>) {
    let name = handle.name.as_str();
    let settled = source
        .config
        .tags
        .get(&handle.tag)
        .is_some_and(|tag| tag.name.is_some());
    items.push(Item {
        path: format!("Client::{}", handle.module.as_str()),
        what: format!("accessor: {name}"),
        place: place("/tags"),
        rules: vec![if settled {
            format!("codegen.toml settles the name of the tag `{}`.", handle.tag)
        } else {
            format!("Named after the tag `{}`.", handle.tag)
        }],
    });
    for operation in &handle.operations {
        method(source, name, operation, items);
    }
}

fn method(source: &Source<'_>, handle: &str, operation: &Operation, items: &mut Vec<Item>) {
    let Source { api, config, .. } = *source;
    let key = operation.key();
    let path = format!("{handle}::{}", operation.name.as_str());
    let settled = config
        .operations
        .get(&key)
        .is_some_and(|it| it.name.is_some());
    let mut own = vec![named_after(operation, settled)];
    own.push(answer(api, operation));
    own.push(match &operation.error_name {
        Some(name) => format!("Documented errors make `models::{}`.", name.as_str()),
        None => "No error is documented with a body of its own.".to_owned(),
    });
    own.push(match operation.security.as_slice() {
        [] => "It needs no credentials.".to_owned(),
        alternatives => {
            let words: Vec<String> = alternatives
                .iter()
                .map(|together| {
                    let names: Vec<&str> = together.iter().map(|it| it.scheme.as_str()).collect();
                    if names.is_empty() {
                        "nothing".to_owned()
                    } else {
                        names.join(" with ")
                    }
                })
                .collect();
            format!("It asks for {}.", words.join(", or "))
        }
    });
    items.push(Item {
        path: path.clone(),
        what: format!("method: {key}"),
        place: place(&operation.pointer),
        rules: own,
    });
    for param in &operation.path_params {
        let path = format!("{path}({})", param.ident.as_str());
        items.push(parameter(source, &path, operation, param));
    }
    if let Some(name) = &operation.params_name {
        items.push(Item {
            path: format!("models::{}", name.as_str()),
            what: "struct of parameters".to_owned(),
            place: place(&operation.pointer),
            rules: vec![
                "Query, header and cookie parameters of one operation make one struct.".to_owned(),
            ],
        });
        for param in &operation.params {
            let path = format!("models::{}::{}", name.as_str(), param.ident.as_str());
            items.push(parameter(source, &path, operation, param));
        }
    }
    for (name, what, part) in [
        (&operation.error_name, "enum of errors", "responses"),
        (&many(operation), "enum of successes", "responses"),
        (&choice(operation), "enum of bodies", "requestBody"),
    ] {
        if let Some(name) = name {
            items.push(Item {
                path: format!("models::{}", name.as_str()),
                what: what.to_owned(),
                place: place(&format!("{}/{part}", operation.pointer)),
                rules: vec![format!(
                    "`{key}` documents several, and a variant stands for each."
                )],
            });
        }
    }
}

fn parameter(source: &Source<'_>, path: &str, operation: &Operation, param: &Param) -> Item {
    let location = match param.location {
        Location::Path => "path",
        Location::Query => "query",
        Location::QueryString => "query string",
        Location::Header => "header",
        Location::Cookie => "cookie",
    };
    Item {
        path: path.to_owned(),
        what: format!("{location} parameter: {}", type_text(source.api, &param.ty)),
        place: place(&pointer(source.lowered, operation, param)),
        rules: rules::param(param),
    }
}

/// Where a parameter stands: in its operation, in the path item around it, or among the components.
fn pointer(document: &Value, operation: &Operation, param: &Param) -> String {
    let item = operation
        .pointer
        .rsplit_once('/')
        .map_or("", |(item, _)| item);
    for holder in [operation.pointer.as_str(), item] {
        let list = format!("{holder}/parameters");
        let Some(Value::Array(parameters)) = follow_pointer(document, &list) else {
            continue;
        };
        for (index, parameter) in parameters.iter().enumerate() {
            let reference = parameter.get("$ref").and_then(Value::as_str);
            let target = reference.and_then(|reference| {
                let name = reference.strip_prefix("#/components/parameters/")?;
                Some(format!("/components/parameters/{}", pointer_segment(name)))
            });
            let at = target.unwrap_or_else(|| format!("{list}/{index}"));
            let name = follow_pointer(document, &at).and_then(|value| value.get("name"));
            if name.and_then(Value::as_str) == Some(param.wire.as_str()) {
                return at;
            }
        }
    }
    operation.pointer.clone()
}

fn named_after(operation: &Operation, settled: bool) -> String {
    match (&operation.id, &operation.docs.summary) {
        _ if settled => "codegen.toml settles its name.".to_owned(),
        (Some(id), _) => format!("Named after the operation id `{id}`."),
        (None, Some(summary)) => {
            format!("It has no operation id: named after the summary \"{summary}\".")
        }
        (None, None) => {
            "It has neither operation id nor summary: named after method and path.".to_owned()
        }
    }
}

fn answer(api: &Api, operation: &Operation) -> String {
    match &operation.success.kind {
        SuccessKind::One(Content::Empty) => "A success has no content.".to_owned(),
        SuccessKind::One(Content::Json(ty)) => {
            format!("Every documented success holds `{}`.", type_text(api, ty))
        }
        SuccessKind::One(Content::Events(ty)) => {
            format!(
                "A success is a stream of events that hold `{}`.",
                type_text(api, ty)
            )
        }
        SuccessKind::One(Content::JsonLines(ty)) => {
            format!(
                "A success is a stream of lines that hold `{}`.",
                type_text(api, ty)
            )
        }
        SuccessKind::One(Content::Text) => "A success holds text.".to_owned(),
        SuccessKind::One(_) => "A success holds bytes.".to_owned(),
        SuccessKind::Many(name) => format!("Successes differ: `models::{}`.", name.as_str()),
    }
}

fn many(operation: &Operation) -> Option<crate::model::TypeName> {
    match &operation.success.kind {
        SuccessKind::Many(name) => Some(name.clone()),
        SuccessKind::One(_) => None,
    }
}

fn choice(operation: &Operation) -> Option<crate::model::TypeName> {
    operation.body.as_ref()?.choice.clone()
}
