//! Changes of operations, parameters and answers.

use serde_json::{Map, Value, json};

use super::Outcome;
use super::sites::{escape, follow, operations};

/// One of several places.
pub(crate) fn pick<T: Clone>(places: &[T], number: usize) -> Option<T> {
    (!places.is_empty()).then(|| places[number % places.len()].clone())
}

/// A changed copy.
pub(crate) fn changed(
    document: &Value,
    place: &str,
    rules: &[&'static str],
    change: impl FnOnce(&mut Value),
) -> Option<Outcome> {
    let mut document = document.clone();
    change(document.pointer_mut(place)?);
    Some(Outcome {
        document,
        place: place.to_owned(),
        rules: rules.to_vec(),
    })
}

/// A changed operation, of those that satisfy a condition.
fn operation(
    document: &Value,
    number: usize,
    rules: &[&'static str],
    fits: impl Fn(&Map<String, Value>) -> bool,
    change: impl FnOnce(&mut Map<String, Value>),
) -> Option<Outcome> {
    let places: Vec<String> = operations(document)
        .into_iter()
        .filter(|place| fits(document.pointer(place).unwrap().as_object().unwrap()))
        .collect();
    changed(document, &pick(&places, number)?, rules, |value| {
        change(value.as_object_mut().unwrap());
    })
}

pub(crate) fn removed(document: &Value, number: usize) -> Option<Outcome> {
    let places: Vec<String> = operations(document)
        .into_iter()
        .filter(|place| document.pointer(place).unwrap().get("deprecated").is_none())
        .collect();
    let place = pick(&places, number)?;
    let (item, method) = place.rsplit_once('/')?;
    changed(document, item, &["operation-removed"], |item| {
        item.as_object_mut().unwrap().remove(method);
    })
}

pub(crate) fn added(document: &Value, _: usize) -> Option<Outcome> {
    changed(document, "/paths", &["operation-added"], |paths| {
        paths["/zz-mutant"] = json!({"get": {"responses": {"200": {"description": "d"}}}});
    })
}

pub(crate) fn deprecated(document: &Value, number: usize) -> Option<Outcome> {
    operation(
        document,
        number,
        &["operation-deprecated"],
        |map| !map.contains_key("deprecated"),
        |map| drop(map.insert("deprecated".into(), Value::Bool(true))),
    )
}

pub(crate) fn renamed(document: &Value, number: usize) -> Option<Outcome> {
    operation(
        document,
        number,
        &["operation-id-changed"],
        |_| true,
        |map| drop(map.insert("operationId".into(), "zzMutant".into())),
    )
}

pub(crate) fn tagged(document: &Value, number: usize) -> Option<Outcome> {
    operation(
        document,
        number,
        &["operation-tag-changed"],
        |_| true,
        |map| drop(map.insert("tags".into(), json!(["ZzMutant"]))),
    )
}

fn with_parameter(
    document: &Value,
    number: usize,
    rule: &'static str,
    parameter: Value,
) -> Option<Outcome> {
    operation(
        document,
        number,
        &[rule],
        |_| true,
        |map| {
            let list = map.entry("parameters").or_insert_with(|| json!([]));
            list.as_array_mut().unwrap().push(parameter);
        },
    )
}

pub(crate) fn required_parameter(document: &Value, number: usize) -> Option<Outcome> {
    let parameter =
        json!({"in": "query", "name": "zzMutant", "required": true, "schema": {"type": "string"}});
    with_parameter(document, number, "required-parameter-added", parameter)
}

pub(crate) fn optional_parameter(document: &Value, number: usize) -> Option<Outcome> {
    let parameter = json!({"in": "query", "name": "zzMutant", "schema": {"type": "string"}});
    with_parameter(document, number, "optional-parameter-added", parameter)
}

/// Parameters that stand in their operation.
fn parameters(document: &Value, fits: impl Fn(&Value) -> bool) -> Vec<String> {
    operations(document)
        .into_iter()
        .flat_map(|operation| {
            let list = document.pointer(&operation).unwrap()["parameters"].as_array();
            let count = list.map_or(0, Vec::len);
            (0..count).map(move |index| format!("{operation}/parameters/{index}"))
        })
        .filter(|place| {
            let parameter = document.pointer(place).unwrap();
            // Twice in one list, one of them does not count.
            let list = document.pointer(place.rsplit_once('/').unwrap().0).unwrap();
            let same = list.as_array().unwrap().iter().filter(|other| {
                other.get("name") == parameter.get("name") && other.get("in") == parameter.get("in")
            });
            parameter.get("$ref").is_none() && same.count() == 1 && fits(parameter)
        })
        .collect()
}

fn is_optional(parameter: &Value) -> bool {
    parameter["in"] == "query" && parameter.get("required").is_none_or(|flag| flag == false)
}

pub(crate) fn parameter_removed(document: &Value, number: usize) -> Option<Outcome> {
    let place = pick(
        &parameters(document, |parameter| parameter["in"] == "query"),
        number,
    )?;
    let (list, index) = place.rsplit_once('/')?;
    changed(document, list, &["parameter-removed"], |list| {
        list.as_array_mut().unwrap().remove(index.parse().unwrap());
    })
}

pub(crate) fn parameter_demanded(document: &Value, number: usize) -> Option<Outcome> {
    let place = pick(&parameters(document, is_optional), number)?;
    changed(
        document,
        &place,
        &["parameter-became-required"],
        |parameter| {
            parameter["required"] = Value::Bool(true);
        },
    )
}

pub(crate) fn parameter_freed(document: &Value, number: usize) -> Option<Outcome> {
    let required = |parameter: &Value| parameter["in"] == "query" && parameter["required"] == true;
    let place = pick(&parameters(document, required), number)?;
    changed(
        document,
        &place,
        &["parameter-became-optional"],
        |parameter| {
            parameter["required"] = Value::Bool(false);
        },
    )
}

pub(crate) fn encoded(document: &Value, number: usize) -> Option<Outcome> {
    let list = |parameter: &Value| {
        parameter["in"] == "query"
            && parameter["schema"]["type"] == "array"
            && parameter.get("explode").is_none()
            && parameter.get("style").is_none()
    };
    let place = pick(&parameters(document, list), number)?;
    changed(
        document,
        &place,
        &["parameter-encoding-changed"],
        |parameter| {
            parameter["explode"] = Value::Bool(false);
        },
    )
}

pub(crate) fn path_renamed(document: &Value, number: usize) -> Option<Outcome> {
    let paths = document["paths"].as_object()?;
    let shape = |path: &str| path.split(['{', '}']).step_by(2).collect::<String>();
    let places: Vec<(String, String)> = paths
        .iter()
        .filter_map(|(path, item)| {
            let (_, rest) = path.split_once('{')?;
            let (name, _) = rest.split_once('}')?;
            let alone = paths
                .keys()
                .filter(|other| shape(other) == shape(path))
                .count()
                == 1;
            let declared = item.as_object()?.iter().any(|(key, value)| {
                let list = if key == "parameters" {
                    value
                } else {
                    &value["parameters"]
                };
                list.as_array()
                    .into_iter()
                    .flatten()
                    .any(|p| p["name"] == name && p["in"] == "path")
            });
            (alone && declared && !operations(&json!({"paths": {path: item}})).is_empty())
                .then(|| (path.clone(), name.to_owned()))
        })
        .collect();
    let (path, name) = pick(&places, number)?;
    let place = format!("/paths/{}", escape(&path));
    changed(document, "/paths", &["path-parameter-renamed"], |paths| {
        let paths = paths.as_object_mut().unwrap();
        let mut item = paths.remove(&path).unwrap();
        rename(&mut item, &name);
        paths.insert(path.replace(&format!("{{{name}}}"), "{zzMutant}"), item);
    })
    .map(|outcome| Outcome { place, ..outcome })
}

fn rename(value: &mut Value, name: &str) {
    match value {
        Value::Object(map) => {
            if map.get("in") == Some(&Value::from("path"))
                && map.get("name") == Some(&Value::from(name))
            {
                map.insert("name".into(), "zzMutant".into());
            }
            map.values_mut().for_each(|value| rename(value, name));
        }
        Value::Array(items) => items.iter_mut().for_each(|value| rename(value, name)),
        _ => {}
    }
}

fn successes(map: &Map<String, Value>) -> usize {
    let responses = map["responses"].as_object().unwrap();
    responses
        .keys()
        .filter(|status| status.starts_with('2'))
        .count()
}

pub(crate) fn success_added(document: &Value, number: usize) -> Option<Outcome> {
    operation(
        document,
        number,
        &["success-status-added"],
        |map| successes(map) > 0,
        |map| map["responses"]["299"] = json!({"description": "d"}),
    )
}

pub(crate) fn success_removed(document: &Value, number: usize) -> Option<Outcome> {
    operation(
        document,
        number,
        &["success-status-removed"],
        |map| {
            successes(map) == 1
                && !map["responses"]
                    .as_object()
                    .unwrap()
                    .contains_key("default")
        },
        |map| {
            map["responses"]
                .as_object_mut()
                .unwrap()
                .retain(|status, _| !status.starts_with('2'))
        },
    )
}

pub(crate) fn error_added(document: &Value, number: usize) -> Option<Outcome> {
    operation(
        document,
        number,
        &["error-status-added"],
        |_| true,
        |map| map["responses"]["418"] = json!({"description": "d"}),
    )
}

pub(crate) fn error_removed(document: &Value, number: usize) -> Option<Outcome> {
    let error = |map: &Map<String, Value>| {
        let responses = map["responses"].as_object().unwrap();
        let found = responses
            .keys()
            .find(|status| status.starts_with('4') && status.len() == 3);
        found.cloned()
    };
    operation(
        document,
        number,
        &["error-status-removed"],
        |map| error(map).is_some(),
        |map| {
            let status = error(map).unwrap();
            map["responses"].as_object_mut().unwrap().remove(&status);
        },
    )
}

fn own_body(map: &Map<String, Value>) -> Option<&Map<String, Value>> {
    map.get("requestBody")?.get("content")?.as_object()
}

pub(crate) fn media_added(document: &Value, number: usize) -> Option<Outcome> {
    operation(
        document,
        number,
        &["request-media-type-added"],
        |map| own_body(map).is_some_and(|content| !content.is_empty()),
        |map| map["requestBody"]["content"]["application/vnd.zz.mutant"] = json!({}),
    )
}

pub(crate) fn media_removed(document: &Value, number: usize) -> Option<Outcome> {
    operation(
        document,
        number,
        &["request-media-type-removed"],
        |map| own_body(map).is_some_and(|content| content.len() > 1),
        |map| {
            let content = map["requestBody"]["content"].as_object_mut().unwrap();
            let last = content.keys().next_back().unwrap().clone();
            content.remove(&last);
        },
    )
}

pub(crate) fn answer_media_added(document: &Value, number: usize) -> Option<Outcome> {
    let fits = |map: &Map<String, Value>| {
        map["responses"]["200"]["content"]
            .as_object()
            .is_some_and(|content| !content.is_empty())
    };
    operation(
        document,
        number,
        &["response-media-type-added"],
        fits,
        |map| {
            map["responses"]["200"]["content"]["application/vnd.zz.mutant"] = json!({});
        },
    )
}

pub(crate) fn body_demanded(document: &Value, number: usize) -> Option<Outcome> {
    let places: Vec<String> = operations(document)
        .into_iter()
        .filter(|place| {
            let map = document.pointer(place).unwrap().as_object().unwrap();
            let demands = |media: &Value| {
                // A body with required fields is required whatever is said of it.
                let schema = &media["schema"];
                schema["type"] != "object"
                    || schema.get("required").is_some()
                    || schema.get("allOf").is_some()
            };
            own_body(map).is_some_and(|content| !content.values().any(demands))
                && map["requestBody"]
                    .get("required")
                    .is_none_or(|flag| flag == false)
        })
        .collect();
    let places = if places.is_empty() {
        // One that the document refers to says it by itself.
        operations(document)
            .into_iter()
            .filter(|place| {
                let body = format!("{place}/requestBody/content/application~1json/schema");
                let required = &document.pointer(place).unwrap()["requestBody"]["required"];
                let target = document
                    .pointer(&body)
                    .and_then(|_| follow(document, body.clone()));
                required != &Value::Bool(true)
                    && target.is_some_and(|target| {
                        let schema = document.pointer(&target).unwrap();
                        schema["type"] == "object"
                            && schema.get("required").is_none()
                            && schema.get("allOf").is_none()
                    })
            })
            .collect()
    } else {
        places
    };
    changed(
        document,
        &pick(&places, number)?,
        &["body-became-required"],
        |operation| {
            operation["requestBody"]["required"] = Value::Bool(true);
        },
    )
}

pub(crate) fn header_added(document: &Value, number: usize) -> Option<Outcome> {
    let fits = |map: &Map<String, Value>| {
        map["responses"]
            .get("200")
            .is_some_and(|response| response.get("$ref").is_none())
    };
    operation(document, number, &["response-header-added"], fits, |map| {
        map["responses"]["200"]["headers"]["X-Zz-Mutant"] = json!({"schema": {"type": "string"}});
    })
}

pub(crate) fn secured(document: &Value, number: usize) -> Option<Outcome> {
    let open = |map: &Map<String, Value>| match map.get("security").or(document.get("security")) {
        Some(Value::Array(list)) => list.is_empty(),
        _ => true,
    };
    let outcome = operation(document, number, &["security-added"], open, |map| {
        map.insert("security".into(), json!([{"zzMutant": []}]));
    })?;
    let mut document = outcome.document;
    document["components"]["securitySchemes"]["zzMutant"] =
        json!({"type": "http", "scheme": "bearer"});
    Some(Outcome {
        document,
        ..outcome
    })
}

pub(crate) fn moved(document: &Value, _: usize) -> Option<Outcome> {
    document["servers"]
        .as_array()
        .filter(|servers| !servers.is_empty())?;
    changed(
        document,
        "/servers/0",
        &["default-server-changed"],
        |server| {
            *server = json!({"url": "https://zz-mutant.example.com"});
        },
    )
}

pub(crate) fn versioned(document: &Value, _: usize) -> Option<Outcome> {
    changed(document, "/info", &["info-changed"], |info| {
        info["version"] = "99.99.99".into();
    })
}
