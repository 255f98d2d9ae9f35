//! What a key holds, whatever was written: numbers that are strings, lists that are single values, nulls.

use serde_json::{Map, Value, json};

use super::values::{
    Finding, bound, count, data_list, flag, number, text, text_map, texts, type_names,
};
use crate::diagnostic::{Code, Diagnostic};
use crate::spec::grammar::{Field, Form, Kind, is_named_list};
use crate::spec::ledger::Why;
use crate::spec::pointer::Path;
use crate::spec::rewrite::Context;

/// Brings the value of a key into its form. `false` when there is nothing to keep.
pub(crate) fn repair(
    cx: &mut Context<'_>,
    field: Field,
    value: &mut Value,
    path: &Path<'_>,
) -> bool {
    let form = field.form;
    let was = kind_of(value);
    let finding = match form {
        Form::Data => Finding::Fine,
        _ if value.is_null() => null(field, value),
        Form::Text => text(value),
        Form::Flag => flag(value),
        Form::Count => count(value),
        Form::Number => number(value),
        Form::Bound => bound(value),
        Form::TypeNames => type_names(value),
        Form::DataList => data_list(value),
        Form::Texts => texts(value),
        Form::TextMap => text_map(value),
        Form::One(kind) => object(kind, value),
        Form::List(kind) => return list(cx, kind, value, path),
        Form::OneOrList(kind) if value.is_array() => return list(cx, kind, value, path),
        Form::OneOrList(kind) => object(kind, value),
        Form::Map(kind) => return map(cx, kind, value, path),
        Form::MapOrTexts(_) => dependencies(value),
    };
    settle(cx, finding, form, was, path)
}

/// Says what there is to say about a finding.
fn settle(cx: &mut Context<'_>, finding: Finding, form: Form, was: &str, path: &Path<'_>) -> bool {
    let (code, done, keep) = match finding {
        Finding::Fine => return true,
        Finding::Absent => return false,
        Finding::Read(done) => (Code::Lenient, done, true),
        Finding::Unreadable => (Code::Unreadable, "left out", false),
    };
    let name = path.last_key().unwrap_or("element");
    let message = format!("`{name}` is {was}, and {} is expected", expected(form));
    cx.sink
        .report(Diagnostic::new(code, path.to_string(), message).done(done));
    keep
}

/// A null where there should be something.
fn null(field: Field, value: &mut Value) -> Finding {
    match field.form {
        // Unquoted in YAML, where the name of the type is a string.
        Form::TypeNames => {
            *value = Value::from("null");
            Finding::Read("read as the type `null`")
        }
        // The key is a name of the document's own: a path, a status, a security scheme.
        Form::One(kind) if field.name.is_empty() => match empty_form(kind, false) {
            Some(empty) => {
                *value = empty;
                Finding::Read("read as empty")
            }
            None => Finding::Absent,
        },
        Form::Texts if field.name.is_empty() => {
            *value = json!([]);
            Finding::Read("read as an empty list")
        }
        // Programs write every member that they know, and null for the ones that are not there.
        _ => Finding::Absent,
    }
}

fn object(kind: Kind, value: &mut Value) -> Finding {
    match value {
        Value::Object(_) => Finding::Fine,
        Value::Bool(_) if kind == Kind::Schema => Finding::Fine,
        Value::String(text) => match short_form(kind, text) {
            Some(long) => {
                *value = long;
                Finding::Read("read as its short form")
            }
            None => Finding::Unreadable,
        },
        _ => Finding::Unreadable,
    }
}

/// A string where an object is expected that has one main member.
fn short_form(kind: Kind, text: &str) -> Option<Value> {
    Some(match kind {
        Kind::Discriminator => json!({ "propertyName": text }),
        Kind::ExternalDocs | Kind::Server => json!({ "url": text }),
        Kind::License | Kind::Contact | Kind::Tag => json!({ "name": text }),
        Kind::Response | Kind::RequestBody => json!({ "description": text }),
        _ => return None,
    })
}

fn list(cx: &mut Context<'_>, kind: Kind, value: &mut Value, path: &Path<'_>) -> bool {
    let form = Form::List(kind);
    let was = kind_of(value);
    match value {
        Value::Array(_) => {}
        Value::Object(map) => {
            let finding = if is_named_list(kind, map) {
                *value = named_list(std::mem::take(map));
                Finding::Read("its values read as the list")
            } else {
                *value = Value::Array(vec![value.take()]);
                Finding::Read("read as a list of one")
            };
            settle(cx, finding, form, was, path);
        }
        Value::String(_) if matches!(kind, Kind::Server | Kind::Tag) => {
            *value = Value::Array(vec![value.take()]);
            settle(cx, Finding::Read("read as a list of one"), form, was, path);
        }
        _ => return settle(cx, Finding::Unreadable, form, was, path),
    }
    if let Value::Array(items) = value {
        let (mut index, mut kept) = (0, 0);
        items.retain_mut(|item| {
            let place = path.index(index);
            let keep = element(cx, kind, item, &place, true);
            if keep && kept < index {
                // What was before it is left out, and the walk goes on by the new places.
                let source = cx.origins.source(&place.to_string());
                cx.origins
                    .placed
                    .insert(path.index(kept).to_string(), source);
            }
            index += 1;
            kept += usize::from(keep);
            keep
        });
    }
    true
}

/// An object of objects where a list is expected: each gets its key as a name.
fn named_list(map: Map<String, Value>) -> Value {
    map.into_iter()
        .map(|(key, mut item)| {
            if let Value::Object(item) = &mut item {
                item.entry("name").or_insert(Value::from(key));
            }
            item
        })
        .collect()
}

fn map(cx: &mut Context<'_>, kind: Kind, value: &mut Value, path: &Path<'_>) -> bool {
    let form = Form::Map(kind);
    let was = kind_of(value);
    if kind == Kind::Example
        && let Value::Array(items) = value
    {
        let map: Map<_, _> = std::mem::take(items)
            .into_iter()
            .enumerate()
            .map(|(index, item)| ((index + 1).to_string(), json!({ "value": item })))
            .collect();
        *value = Value::Object(map);
        return settle(
            cx,
            Finding::Read("read as a map of examples"),
            form,
            was,
            path,
        );
    }
    let Value::Object(map) = value else {
        return settle(cx, Finding::Unreadable, form, was, path);
    };
    map.retain(|key, item| element(cx, kind, item, &path.key(key), false));
    true
}

/// One element of a list or a map.
fn element(
    cx: &mut Context<'_>,
    kind: Kind,
    item: &mut Value,
    path: &Path<'_>,
    in_list: bool,
) -> bool {
    let was = kind_of(item);
    let finding = if item.is_object() {
        return true;
    } else if item.is_null() {
        match empty_form(kind, in_list) {
            Some(empty) => {
                *item = empty;
                Finding::Read("read as empty")
            }
            None => Finding::Absent,
        }
    } else if kind == Kind::Example {
        *item = json!({ "value": item.take() });
        Finding::Read("read as the example's value")
    } else {
        object(kind, item)
    };
    if let (Finding::Unreadable, Kind::Schema, false) = (&finding, kind, in_list) {
        // The name is worth keeping: a property of any type, a component that others refer to.
        let message = format!("{was} where a schema is expected");
        cx.sink.report(
            Diagnostic::new(Code::Unreadable, path.to_string(), message)
                .done("read as a schema that allows anything"),
        );
        cx.ledger.dropped(path.to_string(), "", Why::NoSchema);
        *item = json!({});
        return true;
    }
    if matches!(finding, Finding::Absent | Finding::Unreadable) {
        cx.ledger.dropped(path.to_string(), "", Why::Nothing);
    }
    settle(cx, finding, Form::One(kind), was, path)
}

/// What a null stands for, where an object is expected that may be empty.
fn empty_form(kind: Kind, in_list: bool) -> Option<Value> {
    match kind {
        // `anyOf: [X, null]`: nobody lists nothing.
        Kind::Schema if in_list => Some(json!({ "type": "null" })),
        Kind::Schema
        | Kind::Response
        | Kind::PathItem
        | Kind::MediaType
        | Kind::Header
        | Kind::Encoding
        | Kind::RequestBody => Some(json!({})),
        Kind::Example => Some(json!({ "value": null })),
        _ => None,
    }
}

fn dependencies(value: &mut Value) -> Finding {
    match value {
        Value::Object(_) => Finding::Fine,
        _ => Finding::Unreadable,
    }
}

/// What kind of value it is, for a person.
pub(crate) fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

fn expected(form: Form) -> &'static str {
    match form {
        Form::Text => "a string",
        Form::Flag => "a boolean",
        Form::Count => "a whole number from 0",
        Form::Number | Form::Bound => "a number",
        Form::TypeNames => "the name of a type",
        Form::Data => "a value",
        Form::DataList => "a list",
        Form::Texts => "a list of strings",
        Form::TextMap => "an object of strings",
        Form::One(kind) | Form::OneOrList(kind) => kind.noun(),
        Form::List(_) => "a list of objects",
        Form::Map(_) | Form::MapOrTexts(_) => "an object of objects",
    }
}
