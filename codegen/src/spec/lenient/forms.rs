//! What a key holds, whatever was written: numbers that are strings, lists that are single values, nulls.

use serde_json::{Map, Number, Value, json};

use crate::diagnostic::{Code, Diagnostic};
use crate::spec::grammar::{Field, Form, Kind};
use crate::spec::pointer::Path;
use crate::spec::rewrite::Context;

/// How a value was found.
enum Finding {
    /// As it should be.
    Fine,
    /// It was something else, and now is what it should be; how, for a person.
    Read(&'static str),
    /// Nothing: the key may go, and nobody misses it.
    Absent,
    /// Not to be read as what it should be.
    Unreadable,
}

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

fn text(value: &mut Value) -> Finding {
    let text = match &*value {
        Value::String(_) => return Finding::Fine,
        Value::Number(number) => number.to_string(),
        Value::Bool(flag) => flag.to_string(),
        Value::Array(lines) => {
            let Some(lines) = lines.iter().map(Value::as_str).collect::<Option<Vec<_>>>() else {
                return Finding::Unreadable;
            };
            lines.join("\n")
        }
        _ => return Finding::Unreadable,
    };
    *value = Value::from(text);
    Finding::Read("read as text")
}

fn flag(value: &mut Value) -> Finding {
    let (flag, done) = match &*value {
        Value::Bool(_) => return Finding::Fine,
        Value::String(word) => match word.trim().to_ascii_lowercase().as_str() {
            "true" | "yes" | "on" | "1" | "required" => (true, "read as true"),
            "false" | "no" | "off" | "0" | "" | "optional" => (false, "read as false"),
            _ => return Finding::Unreadable,
        },
        Value::Number(number) => match number.as_u64() {
            Some(0) => (false, "read as false"),
            Some(1) => (true, "read as true"),
            _ => return Finding::Unreadable,
        },
        _ => return Finding::Unreadable,
    };
    *value = Value::Bool(flag);
    Finding::Read(done)
}

fn count(value: &mut Value) -> Finding {
    if let Value::String(digits) = &*value
        && let Ok(count) = digits.trim().parse::<u64>()
    {
        *value = Value::from(count);
        return Finding::Read("read as a number");
    }
    if let Value::Number(number) = &*value {
        if number.is_u64() {
            return Finding::Fine;
        }
        // JSON knows no difference between 5 and 5.0, so this is no mistake.
        if let Some(whole) = number.as_f64().and_then(whole) {
            *value = Value::from(whole);
            return Finding::Fine;
        }
    }
    Finding::Unreadable
}

/// A float as the whole number that it is.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the range is checked, and the fraction is zero"
)]
fn whole(float: f64) -> Option<u64> {
    (float.fract() == 0.0 && (0.0..=9_007_199_254_740_992.0).contains(&float))
        .then_some(float as u64)
}

fn number(value: &mut Value) -> Finding {
    match &*value {
        Value::Number(_) => Finding::Fine,
        Value::String(text) => match parse_number(text) {
            Some(number) => {
                *value = Value::Number(number);
                Finding::Read("read as a number")
            }
            None => Finding::Unreadable,
        },
        _ => Finding::Unreadable,
    }
}

fn parse_number(text: &str) -> Option<Number> {
    let text = text.trim();
    text.parse::<i64>()
        .map(Number::from)
        .ok()
        .or_else(|| text.parse::<f64>().ok().and_then(Number::from_f64))
}

fn bound(value: &mut Value) -> Finding {
    match &*value {
        Value::Bool(_) | Value::Number(_) => Finding::Fine,
        Value::String(word) if matches!(word.as_str(), "true" | "false") => flag(value),
        _ => number(value),
    }
}

fn type_names(value: &mut Value) -> Finding {
    match value {
        Value::String(_) => Finding::Fine,
        Value::Array(names) => {
            let mut unquoted = false;
            for name in names.iter_mut().filter(|name| name.is_null()) {
                *name = Value::from("null");
                unquoted = true;
            }
            if !names.iter().all(Value::is_string) {
                return Finding::Unreadable;
            }
            if unquoted {
                return Finding::Read("null read as the type `null`");
            }
            Finding::Fine
        }
        _ => Finding::Unreadable,
    }
}

fn data_list(value: &mut Value) -> Finding {
    match value {
        Value::Array(_) => Finding::Fine,
        Value::Object(_) => Finding::Unreadable,
        single => {
            *single = Value::Array(vec![single.take()]);
            Finding::Read("read as a list of one")
        }
    }
}

fn texts(value: &mut Value) -> Finding {
    match value {
        Value::Array(items) => {
            let before = items.len();
            items.retain(|item| !matches!(item, Value::Null | Value::Array(_)));
            let mut changed = items.len() != before;
            let mut unreadable = false;
            for item in items.iter_mut() {
                match item {
                    Value::String(_) => {}
                    Value::Number(_) | Value::Bool(_) => {
                        *item = Value::from(item.to_string());
                        changed = true;
                    }
                    // A tag object where its name is meant.
                    Value::Object(map) => match map.remove("name") {
                        Some(name @ Value::String(_)) => {
                            *item = name;
                            changed = true;
                        }
                        _ => unreadable = true,
                    },
                    _ => unreadable = true,
                }
            }
            items.retain(Value::is_string);
            if changed || unreadable {
                return Finding::Read("read as a list of strings");
            }
            Finding::Fine
        }
        Value::String(_) => {
            *value = Value::Array(vec![value.take()]);
            Finding::Read("read as a list of one")
        }
        // No scopes, said in another way.
        Value::Object(map) if map.is_empty() => {
            *value = json!([]);
            Finding::Read("read as an empty list")
        }
        _ => Finding::Unreadable,
    }
}

fn text_map(value: &mut Value) -> Finding {
    match value {
        Value::Object(map) => {
            let mut changed = false;
            for item in map.values_mut().filter(|item| !item.is_string()) {
                *item = match &*item {
                    Value::Null => Value::from(""),
                    other => Value::from(other.to_string()),
                };
                changed = true;
            }
            if changed {
                return Finding::Read("its values read as text");
            }
            Finding::Fine
        }
        // Scopes without descriptions.
        Value::Array(items) => {
            let Some(names) = items.iter().map(Value::as_str).collect::<Option<Vec<_>>>() else {
                return Finding::Unreadable;
            };
            let map: Map<_, _> = names
                .into_iter()
                .map(|name| (name.to_owned(), Value::from("")))
                .collect();
            *value = Value::Object(map);
            Finding::Read("read as names without descriptions")
        }
        _ => Finding::Unreadable,
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
            let named = kind == Kind::Parameter && map.values().all(Value::is_object);
            let finding = if named && !map.contains_key("name") {
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
        let mut index = 0;
        items.retain_mut(|item| {
            let place = path.index(index);
            index += 1;
            element(cx, kind, item, &place, true)
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
        cx.ledger.dropped(path.to_string(), "", "it is no schema");
        *item = json!({});
        return true;
    }
    if matches!(finding, Finding::Absent | Finding::Unreadable) {
        cx.ledger
            .dropped(path.to_string(), "", "there is nothing to read");
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
