//! The same document in another order makes the same bytes, and a small change of a document a small change of the
//! client. Always on the vendored document; on documents by other people where they are at hand (`OPENAPI_CORPUS` names
//! their folder, `ROUNDS` how many places are tried).

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

#[cfg(test)]
mod stability_support;
#[cfg(test)]
mod whole_support;

use std::collections::BTreeMap;

use serde_json::{Value, json};
use stability_support::{Dice, Owned, changed, read, shuffled};
use whole_support::{generate, items};

/// The vendored document, then large ones by other people.
fn documents() -> Vec<(String, Value)> {
    let cotool = include_str!("../../spec/cotool.yaml");
    let mut documents = vec![("cotool.yaml".to_owned(), read(cotool).unwrap())];
    let Some(folder) = std::env::var_os("OPENAPI_CORPUS").map(std::path::PathBuf::from) else {
        return documents;
    };
    let list = std::fs::read_to_string(folder.join("documents.txt")).unwrap();
    for name in list.lines() {
        let text = std::fs::read_to_string(folder.join(name)).unwrap();
        // Large ones, of every owner; without optimisation the largest take too long.
        if (200_000..4_000_000).contains(&text.len())
            && let Some(value) = read(&text)
            && (rounds() > 1 || documents.len() < 8)
        {
            documents.push((name.to_owned(), value));
        }
    }
    documents
}

fn rounds() -> usize {
    std::env::var("ROUNDS").map_or(1, |rounds| rounds.parse().unwrap())
}

fn files(text: &str) -> Option<BTreeMap<String, String>> {
    generate(text).output.map(|output| output.files)
}

#[test]
fn the_order_of_keys_changes_no_byte() {
    for (name, value) in documents() {
        let Some(first) = files(&value.to_string()) else {
            continue;
        };
        for round in 0..rounds().min(3) {
            let text = shuffled(&value, &mut Dice::new(round));
            assert_ne!(text, value.to_string());
            let second = files(&text).unwrap();
            assert_eq!(
                first.keys().collect::<Vec<_>>(),
                second.keys().collect::<Vec<_>>(),
                "{name}"
            );
            for (path, text) in &first {
                let odd = text.lines().zip(second[path].lines()).find(|(a, b)| a != b);
                assert_eq!(text, &second[path], "{name}: {path}: {odd:?}");
            }
        }
    }
}

#[test]
fn a_second_run_changes_no_byte() {
    let text = include_str!("../../spec/cotool.yaml");
    let (first, second) = (generate(text), generate(text));
    assert_eq!(first.output, second.output);
    assert_eq!(first.diagnostics, second.diagnostics);
}

/// Makes a change at some place; the place.
type Edit = fn(&mut Value, &mut Dice) -> Option<Place>;

/// What was changed.
enum Place {
    Schema(String),
    Operation(String),
    /// Only what is new.
    Nothing,
}

const METHODS: [&str; 5] = ["get", "put", "post", "delete", "patch"];

fn some_schema(document: &Value, dice: &mut Dice, fits: fn(&Value) -> bool) -> Option<String> {
    let schemas = document.pointer("/components/schemas")?.as_object()?;
    let fitting: Vec<&String> = schemas
        .iter()
        .filter(|(_, schema)| fits(schema))
        .map(|(name, _)| name)
        .collect();
    dice.pick(&fitting).map(|name| (*name).clone())
}

fn some_operation(document: &Value, dice: &mut Dice) -> Option<(String, &'static str)> {
    let paths = document.get("paths")?.as_object()?;
    let mut all = Vec::new();
    for (path, item) in paths {
        all.extend(
            METHODS
                .iter()
                .filter(|m| item.get(**m).is_some())
                .map(|m| (path.clone(), *m)),
        );
    }
    dice.pick(&all).cloned()
}

fn add_property(document: &mut Value, dice: &mut Dice) -> Option<Place> {
    let name = some_schema(document, dice, |schema| {
        schema
            .get("properties")
            .and_then(Value::as_object)
            .is_some_and(|map| !map.is_empty())
            && schema.get("type") == Some(&json!("object"))
            && ["oneOf", "anyOf", "allOf"]
                .iter()
                .all(|key| schema.get(*key).is_none())
    })?;
    let schemas = document.pointer_mut("/components/schemas")?;
    schemas[&name]["properties"]["zzz_added"] = json!({"type": "string", "description": "Added."});
    Some(Place::Schema(name))
}

fn add_enum_value(document: &mut Value, dice: &mut Dice) -> Option<Place> {
    let name = some_schema(document, dice, |schema| {
        let values = schema.get("enum").and_then(Value::as_array);
        values.is_some_and(|values| values.len() > 1 && values.iter().all(Value::is_string))
    })?;
    let schemas = document.pointer_mut("/components/schemas")?;
    schemas[&name]["enum"]
        .as_array_mut()?
        .push(json!("zzz_added"));
    Some(Place::Schema(name))
}

fn add_schema(document: &mut Value, _: &mut Dice) -> Option<Place> {
    let schemas = document
        .pointer_mut("/components/schemas")?
        .as_object_mut()?;
    let schema =
        json!({"type": "object", "properties": {"state": {"type": "string", "enum": ["a", "b"]}}});
    schemas.insert("ZzzAdded".to_owned(), schema);
    Some(Place::Nothing)
}

fn operation(tags: &Value) -> Value {
    json!({"operationId": "zzzAdded", "summary": "Zzz added", "tags": tags, "responses": {"200": {
        "description": "d", "content": {"application/json": {"schema": {"type": "object", "properties":
        {"state": {"type": "string"}}}}}}}})
}

fn add_operation(document: &mut Value, dice: &mut Dice) -> Option<Place> {
    let (path, method) = some_operation(document, dice)?;
    let tags = document["paths"][&path][method]
        .get("tags")
        .cloned()
        .unwrap_or(json!([]));
    document["paths"]["/zzz-added"] = json!({"get": operation(&tags)});
    Some(Place::Nothing)
}

fn add_operation_of_its_own_tag(document: &mut Value, _: &mut Dice) -> Option<Place> {
    document["paths"]["/zzz-added"] = json!({"get": operation(&json!(["Zzz"]))});
    Some(Place::Nothing)
}

fn add_tag(document: &mut Value, _: &mut Dice) -> Option<Place> {
    let tags = document
        .as_object_mut()?
        .entry("tags")
        .or_insert_with(|| json!([]));
    tags.as_array_mut()?
        .insert(0, json!({"name": "Zzz", "description": "Nobody's."}));
    Some(Place::Nothing)
}

fn add_response(document: &mut Value, dice: &mut Dice) -> Option<Place> {
    let (path, method) = some_operation(document, dice)?;
    let responses = document["paths"][&path][method]
        .get_mut("responses")?
        .as_object_mut()?;
    if responses.contains_key("418") {
        return None;
    }
    let schema = json!({"type": "object", "properties": {"reason": {"type": "string"}}});
    responses.insert(
        "418".to_owned(),
        json!({"description": "Added.", "content": {"application/json": {"schema": schema}}}),
    );
    Some(Place::Operation(format!(
        "{} {path}",
        method.to_uppercase()
    )))
}

#[test]
fn a_small_change_stays_small() {
    let edits: [(&str, Edit); 7] = [
        ("property", add_property),
        ("enum value", add_enum_value),
        ("schema", add_schema),
        ("operation", add_operation),
        ("operation of a new tag", add_operation_of_its_own_tag),
        ("tag", add_tag),
        ("response", add_response),
    ];
    let mut made = 0;
    for (name, document) in documents() {
        let Some(before) = files(&document.to_string()) else {
            continue;
        };
        for (what, edit) in edits {
            for round in 0..rounds() {
                let mut edited = document.clone();
                let Some(place) = edit(&mut edited, &mut Dice::new(round)) else {
                    continue;
                };
                let generated = generate(&edited.to_string());
                let after = generated.output.expect("a client").files;
                let owned = match &place {
                    Place::Schema(schema) => {
                        Owned::by_schema(&generated.api.unwrap(), &document, schema)
                    }
                    Place::Operation(key) => Owned::by_operation(&generated.api.unwrap(), key),
                    Place::Nothing => Owned::default(),
                };
                let place = match &place {
                    Place::Schema(at) | Place::Operation(at) => at,
                    Place::Nothing => "",
                };
                check(&before, &after, &owned, &format!("{name}: {what} {place}"));
                made += 1;
            }
        }
    }
    assert!(made >= 6, "{made} changes were made");
}

fn check(
    before: &BTreeMap<String, String>,
    after: &BTreeMap<String, String>,
    owned: &Owned,
    what: &str,
) {
    let changes = changed(&items(before), &items(after));
    let strange: Vec<&String> = changes.iter().filter(|item| !owned.has(item)).collect();
    assert!(strange.is_empty(), "{what}: {strange:#?} of {owned:?}");
    // Files that hold nothing that changed stay as they are; only `mod.rs` may list a new one.
    for (path, text) in before {
        let Some(new) = after.get(path) else {
            continue;
        };
        if text != new && !path.ends_with("mod.rs") {
            let one = |text: &String| items(&BTreeMap::from([(path.clone(), text.clone())]));
            let here = changed(&one(text), &one(new));
            let lines = text.lines().zip(new.lines()).find(|(a, b)| a != b);
            // A file that became too long moves what is in it.
            let moved = before.len().abs_diff(after.len()) > 2;
            assert!(
                moved || here.iter().any(|item| owned.has(item)),
                "{what}: {path}: {lines:?}"
            );
        }
    }
}
