//! Changes of schemas.

use serde_json::{Map, Value, json};

use super::Outcome;
use super::operations::{changed, pick};
use super::sites::{Ways, escape, is_required, objects, properties};

/// The rules that hold for the ways in which a place travels.
fn rules(ways: Ways, request: &'static str, response: &'static str) -> Vec<&'static str> {
    let mut rules = Vec::new();
    rules.extend(ways.request.then_some(request));
    rules.extend(ways.response.then_some(response));
    rules
}

/// A changed property, of those that satisfy a condition.
fn property(
    document: &Value,
    number: usize,
    codes: (&'static str, &'static str),
    fits: impl Fn(&Map<String, Value>, &Map<String, Value>, &str) -> bool,
    change: impl FnOnce(&mut Map<String, Value>, &str),
) -> Option<Outcome> {
    let (pointer, name, ways) = pick(&properties(document, fits), number)?;
    changed(
        document,
        &pointer,
        &rules(ways, codes.0, codes.1),
        |object| {
            change(object.as_object_mut().unwrap(), &name);
        },
    )
    .map(|outcome| Outcome {
        place: format!("{pointer}, {name}"),
        ..outcome
    })
}

/// The same for changes inside of the property's own schema.
fn inside(
    document: &Value,
    number: usize,
    codes: (&'static str, &'static str),
    fits: impl Fn(&Map<String, Value>) -> bool,
    change: impl FnOnce(&mut Map<String, Value>),
) -> Option<Outcome> {
    property(
        document,
        number,
        codes,
        |_, property, _| fits(property),
        |object, name| {
            change(object["properties"][name].as_object_mut().unwrap());
        },
    )
}

fn is_open(object: &Map<String, Value>) -> bool {
    object.get("additionalProperties") != Some(&Value::Bool(false))
}

/// A text that nothing more is said of.
fn is_plain_text(property: &Map<String, Value>) -> bool {
    property.get("type") == Some(&Value::from("string"))
        && [
            "enum",
            "const",
            "format",
            "pattern",
            "default",
            "contentEncoding",
            "contentMediaType",
            "maxLength",
            "minLength",
        ]
        .iter()
        .all(|key| !property.contains_key(*key))
}

fn remove(object: &mut Map<String, Value>, name: &str) {
    object["properties"].as_object_mut().unwrap().remove(name);
    if let Some(Value::Array(required)) = object.get_mut("required") {
        required.retain(|other| other != name);
    }
}

pub(crate) fn optional_removed(document: &Value, number: usize) -> Option<Outcome> {
    property(
        document,
        number,
        (
            "request-property-removed",
            "response-optional-property-removed",
        ),
        |object, _, name| is_open(object) && !is_required(object, name),
        remove,
    )
}

pub(crate) fn required_removed(document: &Value, number: usize) -> Option<Outcome> {
    property(
        document,
        number,
        (
            "request-property-removed",
            "response-required-property-removed",
        ),
        |object, _, name| is_open(object) && is_required(object, name),
        remove,
    )
}

fn with_property(
    document: &Value,
    number: usize,
    codes: (&'static str, &'static str),
    required: bool,
) -> Option<Outcome> {
    let places: Vec<(String, Ways)> = objects(document)
        .into_iter()
        .filter(|(pointer, _)| is_open(document.pointer(pointer).unwrap().as_object().unwrap()))
        .collect();
    let (pointer, ways) = pick(&places, number)?;
    changed(
        document,
        &pointer,
        &rules(ways, codes.0, codes.1),
        |object| {
            object["properties"]["zzMutant"] = json!({"type": "string"});
            if required {
                let list = object
                    .as_object_mut()
                    .unwrap()
                    .entry("required")
                    .or_insert_with(|| json!([]));
                list.as_array_mut().unwrap().push("zzMutant".into());
            }
        },
    )
}

pub(crate) fn optional_added(document: &Value, number: usize) -> Option<Outcome> {
    let codes = ("request-optional-property-added", "response-property-added");
    with_property(document, number, codes, false)
}

pub(crate) fn required_added(document: &Value, number: usize) -> Option<Outcome> {
    let codes = ("request-required-property-added", "response-property-added");
    with_property(document, number, codes, true)
}

pub(crate) fn demanded(document: &Value, number: usize) -> Option<Outcome> {
    property(
        document,
        number,
        (
            "request-property-became-required",
            "response-property-became-required",
        ),
        // The first required property of a body may make the body required too: that is another change.
        |object, _, name| !is_required(object, name) && object.contains_key("required"),
        |object, name| object["required"].as_array_mut().unwrap().push(name.into()),
    )
}

pub(crate) fn freed(document: &Value, number: usize) -> Option<Outcome> {
    property(
        document,
        number,
        (
            "request-property-became-optional",
            "response-property-became-optional",
        ),
        |object, _, name| is_required(object, name),
        |object, name| {
            object["required"]
                .as_array_mut()
                .unwrap()
                .retain(|other| other != name)
        },
    )
}

pub(crate) fn typed_anew(document: &Value, number: usize) -> Option<Outcome> {
    let codes = ("request-type-changed", "response-type-changed");
    inside(document, number, codes, is_plain_text, |property| {
        property.insert("type".into(), "integer".into());
        property.remove("example");
    })
}

fn is_number(property: &Map<String, Value>, kind: &str) -> bool {
    property.get("type") == Some(&Value::from(kind))
        && !property.contains_key("format")
        && !property.contains_key("enum")
}

pub(crate) fn type_widened(document: &Value, number: usize) -> Option<Outcome> {
    let codes = ("request-type-widened", "response-type-changed");
    inside(
        document,
        number,
        codes,
        |p| is_number(p, "integer"),
        |property| {
            property.insert("type".into(), "number".into());
        },
    )
}

pub(crate) fn type_narrowed(document: &Value, number: usize) -> Option<Outcome> {
    let codes = ("request-type-changed", "response-type-narrowed");
    inside(
        document,
        number,
        codes,
        |p| is_number(p, "number"),
        |property| {
            property.insert("type".into(), "integer".into());
        },
    )
}

fn has_values(property: &Map<String, Value>) -> bool {
    let values = property.get("enum").and_then(Value::as_array);
    values.is_some_and(|values| values.len() > 2 && values.iter().all(Value::is_string))
}

pub(crate) fn value_added(document: &Value, number: usize) -> Option<Outcome> {
    let codes = ("request-enum-value-added", "response-enum-value-added");
    inside(document, number, codes, has_values, |property| {
        property["enum"]
            .as_array_mut()
            .unwrap()
            .push("zz-mutant".into());
    })
}

pub(crate) fn value_removed(document: &Value, number: usize) -> Option<Outcome> {
    let codes = ("request-enum-value-removed", "response-enum-value-removed");
    let fits =
        |property: &Map<String, Value>| has_values(property) && !property.contains_key("default");
    inside(document, number, codes, fits, |property| {
        property["enum"].as_array_mut().unwrap().pop();
    })
}

pub(crate) fn values_listed(document: &Value, number: usize) -> Option<Outcome> {
    let codes = ("request-enum-introduced", "response-enum-introduced");
    inside(document, number, codes, is_plain_text, |property| {
        property.insert("enum".into(), json!(["zz", "mutant"]));
    })
}

pub(crate) fn values_lifted(document: &Value, number: usize) -> Option<Outcome> {
    let codes = ("request-enum-lifted", "response-enum-lifted");
    inside(document, number, codes, has_values, |property| {
        property.remove("enum");
    })
}

pub(crate) fn nullable(document: &Value, number: usize) -> Option<Outcome> {
    let codes = ("request-became-nullable", "response-became-nullable");
    let newer = document["openapi"]
        .as_str()
        .is_some_and(|version| !version.starts_with("3.0"));
    let fits = |property: &Map<String, Value>| {
        is_plain_text(property) && !property.contains_key("nullable")
    };
    inside(document, number, codes, fits, |property| {
        if newer {
            property.insert("type".into(), json!(["string", "null"]));
        } else {
            property.insert("nullable".into(), Value::Bool(true));
        }
    })
}

pub(crate) fn bounded(document: &Value, number: usize) -> Option<Outcome> {
    let codes = ("request-bound-tightened", "response-bound-tightened");
    inside(document, number, codes, is_plain_text, |property| {
        property.insert("maxLength".into(), 7.into());
    })
}

fn has_limit(property: &Map<String, Value>) -> bool {
    property
        .get("maxLength")
        .and_then(Value::as_u64)
        .is_some_and(|limit| limit > 1)
}

pub(crate) fn bound_tightened(document: &Value, number: usize) -> Option<Outcome> {
    let codes = ("request-bound-tightened", "response-bound-tightened");
    inside(document, number, codes, has_limit, |property| {
        property.insert("maxLength".into(), 1.into());
    })
}

pub(crate) fn unbounded(document: &Value, number: usize) -> Option<Outcome> {
    let codes = ("request-bound-loosened", "response-bound-loosened");
    inside(document, number, codes, has_limit, |property| {
        property.remove("maxLength");
    })
}

pub(crate) fn patterned(document: &Value, number: usize) -> Option<Outcome> {
    let codes = ("request-pattern-added", "response-pattern-added");
    inside(document, number, codes, is_plain_text, |property| {
        property.insert("pattern".into(), "^zz$".into());
    })
}

pub(crate) fn formatted(document: &Value, number: usize) -> Option<Outcome> {
    let codes = ("request-format-changed", "response-format-narrowed");
    inside(document, number, codes, is_plain_text, |property| {
        property.insert("format".into(), "uuid".into());
    })
}

pub(crate) fn unformatted(document: &Value, number: usize) -> Option<Outcome> {
    let codes = ("request-format-widened", "response-format-changed");
    let fits = |property: &Map<String, Value>| {
        ["uuid", "date", "date-time"]
            .iter()
            .any(|format| property.get("format") == Some(&Value::from(*format)))
    };
    inside(document, number, codes, fits, |property| {
        property.remove("format");
    })
}

pub(crate) fn default_changed(document: &Value, number: usize) -> Option<Outcome> {
    let codes = ("request-default-changed", "response-default-changed");
    let fits = |property: &Map<String, Value>| {
        property.get("default").is_some_and(Value::is_string) && !property.contains_key("enum")
    };
    inside(document, number, codes, fits, |property| {
        property.insert("default".into(), "zz-mutant".into());
    })
}

pub(crate) fn closed(document: &Value, number: usize) -> Option<Outcome> {
    let places: Vec<(String, Ways)> = objects(document)
        .into_iter()
        .filter(|(pointer, _)| {
            document
                .pointer(pointer)
                .unwrap()
                .get("additionalProperties")
                .is_none()
        })
        .collect();
    let (pointer, ways) = pick(&places, number)?;
    let rules = rules(
        ways,
        "request-additional-properties-forbidden",
        "response-additional-properties-forbidden",
    );
    changed(document, &pointer, &rules, |object| {
        object["additionalProperties"] = Value::Bool(false);
    })
}

/// Properties that travel both ways, or the one way that the change takes from them.
fn one_way(
    document: &Value,
    number: usize,
    key: &str,
    rule: &'static str,
    sent: bool,
) -> Option<Outcome> {
    let places: Vec<(String, String, Ways)> =
        properties(document, |_, property, _| is_plain_text(property))
            .into_iter()
            .filter(|(_, _, ways)| if sent { ways.request } else { ways.response })
            .collect();
    let (pointer, name, _) = pick(&places, number)?;
    changed(
        document,
        &format!("{pointer}/properties/{}", escape(&name)),
        &[rule],
        |property| {
            property[key] = Value::Bool(true);
        },
    )
}

pub(crate) fn read_only(document: &Value, number: usize) -> Option<Outcome> {
    one_way(
        document,
        number,
        "readOnly",
        "request-property-became-read-only",
        true,
    )
}

pub(crate) fn write_only(document: &Value, number: usize) -> Option<Outcome> {
    one_way(
        document,
        number,
        "writeOnly",
        "response-property-became-write-only",
        false,
    )
}

pub(crate) fn deprecated(document: &Value, number: usize) -> Option<Outcome> {
    let codes = ("request-deprecated", "response-deprecated");
    let fits = |property: &Map<String, Value>| {
        is_plain_text(property) && !property.contains_key("deprecated")
    };
    inside(document, number, codes, fits, |property| {
        property.insert("deprecated".into(), Value::Bool(true));
    })
}

pub(crate) fn described(document: &Value, number: usize) -> Option<Outcome> {
    let codes = ("description-changed", "description-changed");
    inside(document, number, codes, is_plain_text, |property| {
        property.insert("description".into(), "Zz mutant.".into());
    })
}

/// Unions of references in answers of plain objects.
fn unions(document: &Value) -> Vec<(String, String, Ways)> {
    properties(document, |_, property, _| {
        let branches = property.get("oneOf").and_then(Value::as_array);
        branches.is_some_and(|branches| {
            branches.len() > 2
                && branches.iter().all(|branch| branch.get("$ref").is_some())
                && !property.contains_key("discriminator")
        })
    })
}

pub(crate) fn branch_added(document: &Value, number: usize) -> Option<Outcome> {
    let (pointer, name, ways) = pick(&unions(document), number)?;
    let rules = rules(ways, "request-branch-added", "response-branch-added");
    let place = format!("{pointer}/properties/{}/oneOf", escape(&name));
    changed(document, &place, &rules, |branches| {
        let branch = json!({"type": "object", "required": ["zzMutant"], "properties": {"zzMutant": {"type": "string"}}});
        branches.as_array_mut().unwrap().push(branch);
    })
}

pub(crate) fn branch_removed(document: &Value, number: usize) -> Option<Outcome> {
    let (pointer, name, ways) = pick(&unions(document), number)?;
    let rules = rules(ways, "request-branch-removed", "response-branch-removed");
    let place = format!("{pointer}/properties/{}/oneOf", escape(&name));
    changed(document, &place, &rules, |branches| {
        branches.as_array_mut().unwrap().pop();
    })
}

/// A property that refers to a component has a copy of the component instead.
pub(crate) fn inlined(document: &Value, number: usize) -> Option<Outcome> {
    let target = |property: &Map<String, Value>| {
        let reference = property.get("$ref")?.as_str()?;
        let target = document.pointer(reference.trim_start_matches('#'))?;
        // One that refers to itself has no end.
        let plain = property.len() == 1 && !target.to_string().contains("$ref");
        (plain && target.is_object()).then(|| target.clone())
    };
    let fits =
        |_: &Map<String, Value>, property: &Map<String, Value>, _: &str| target(property).is_some();
    let (pointer, name, _) = pick(&properties(document, fits), number)?;
    let place = format!("{pointer}/properties/{}", escape(&name));
    changed(document, &place, &[], |property| {
        *property = target(property.as_object().unwrap()).unwrap();
    })
}

/// The same document with the keys of every object in reverse order.
pub(crate) fn shuffled(document: &Value, _: usize) -> Option<Outcome> {
    changed(document, "", &[], reverse)
}

fn reverse(value: &mut Value) {
    match value {
        Value::Object(map) => {
            let entries: Vec<(String, Value)> = std::mem::take(map).into_iter().collect();
            map.extend(entries.into_iter().rev().map(|(key, mut value)| {
                reverse(&mut value);
                (key, value)
            }));
        }
        Value::Array(items) => items.iter_mut().for_each(reverse),
        _ => {}
    }
}
