//! What is mutated: real documents, and small ones that are cut from them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use serde_json::{Map, Value, json};

use crate::command::corpus::{Document, parse};
use crate::dice::Dice;
use crate::error::Error;
use crate::pointer;
use crate::source;
use crate::workspace::shown;

/// Size of what is cut from a document: small, so that a million of them take minutes rather than days.
const PART: usize = 2000;
/// Documents up to this size are taken as they are more often than larger ones.
const SMALL: usize = 40_000;
/// Parts of one document, of each kind.
const PARTS: usize = 60;
const METHODS: [&str; 9] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace", "query",
];

/// A document to start from, as JSON.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Original {
    /// The document that it is, or was cut from.
    pub(super) spec: String,
    pub(super) json: String,
}

/// All of them, by size.
#[derive(Debug, Default)]
pub(super) struct Base {
    pub(super) parts: Vec<Original>,
    pub(super) small: Vec<Original>,
    pub(super) large: Vec<Original>,
}

impl Base {
    /// Reads and cuts the documents; those above `most` bytes are only cut. What cannot be read is left out.
    pub(super) fn of(documents: &[Document], most: usize) -> Result<Self, Error> {
        let mut base = Self::default();
        for document in documents {
            let Some(value) = parse(&source::text(&document.path)?) else {
                continue;
            };
            base.add(&document.spec, &value, most);
        }
        if base.small.is_empty() && base.large.is_empty() && base.parts.is_empty() {
            return Err(Error::plain(
                "none of the documents can be read, so there is nothing to start from",
            ));
        }
        Ok(base)
    }

    pub(super) fn add(&mut self, spec: &str, value: &Value, most: usize) {
        let original = |value: &Value| Original {
            spec: spec.to_owned(),
            json: value.to_string(),
        };
        self.parts.extend(parts(value).iter().map(&original));
        let whole = original(value);
        match whole.json.len() {
            size if size > most => {}
            size if size <= SMALL => self.small.push(whole),
            _ => self.large.push(whole),
        }
    }

    /// One to start from: mostly a part, now and then a whole document, seldom a large one.
    pub(super) fn pick(&self, dice: &mut Dice) -> Option<&Original> {
        let first = match dice.below(2000) {
            0 => &self.large,
            1..=40 => &self.small,
            _ => &self.parts,
        };
        let lists = [first, &self.parts, &self.small, &self.large];
        dice.pick(lists.into_iter().find(|list| !list.is_empty())?)
    }

    /// Writes everything into one file, for the workers.
    pub(super) fn write(&self, path: &Path) -> Result<(), Error> {
        let mut text = String::new();
        for (size, list) in [
            ("part", &self.parts),
            ("small", &self.small),
            ("large", &self.large),
        ] {
            for original in list {
                // JSON on one line has neither tabs nor line ends outside of its strings, and escapes them inside.
                text.push_str(&format!("{size}\t{}\t{}\n", original.spec, original.json));
            }
        }
        fs::write(path, text).map_err(|e| Error::unwritable(path, e))
    }

    /// Reads what [`Base::write`] wrote.
    pub(super) fn read(path: &Path) -> Result<Self, Error> {
        let text = fs::read_to_string(path).map_err(|e| Error::Read {
            path: shown(path),
            reason: e.to_string(),
        })?;
        let mut base = Self::default();
        for line in text.lines() {
            let mut fields = line.splitn(3, '\t');
            let (Some(size), Some(spec), Some(json)) =
                (fields.next(), fields.next(), fields.next())
            else {
                continue;
            };
            let list = match size {
                "part" => &mut base.parts,
                "small" => &mut base.small,
                _ => &mut base.large,
            };
            list.push(Original {
                spec: spec.to_owned(),
                json: json.to_owned(),
            });
        }
        Ok(base)
    }
}

/// Small documents: one operation or one schema each, with what it refers to.
fn parts(document: &Value) -> Vec<Value> {
    let mut found = Vec::new();
    let members = |pointer: &str| document.pointer(pointer).and_then(Value::as_object);
    let mut operations = Vec::new();
    for (path, item) in members("/paths").into_iter().flatten() {
        for method in METHODS.iter().filter(|method| item.get(**method).is_some()) {
            operations.push((path, item, *method));
        }
    }
    let step = operations.len().div_ceil(PARTS).max(1);
    for (path, item, method) in operations.into_iter().step_by(step) {
        let mut kept = Map::new();
        for key in [method, "parameters", "servers"] {
            if let Some(member) = item.get(key) {
                kept.insert(key.to_owned(), member.clone());
            }
        }
        found.extend(cut(document, json!({ "paths": { path: kept } })));
    }
    let schemas: Vec<_> = members("/components/schemas")
        .into_iter()
        .flatten()
        .collect();
    let step = schemas.len().div_ceil(PARTS).max(1);
    for (name, schema) in schemas.into_iter().step_by(step) {
        let schemas = json!({ "components": { "schemas": { name: schema } } });
        found.extend(cut(document, schemas));
    }
    found
}

/// Adds what a part refers to, and what every document has; `None` when it becomes too large.
fn cut(document: &Value, mut part: Value) -> Option<Value> {
    let mut size = part.to_string().len();
    let mut open = BTreeSet::new();
    references(&part, &mut open);
    let mut done: BTreeMap<(String, String), Value> = BTreeMap::new();
    while let Some(reference) = open.pop_first() {
        let Some((kind, name)) = component(&reference) else {
            continue;
        };
        if done.contains_key(&(kind.clone(), name.clone())) {
            continue;
        }
        let member = document.get("components")?.get(&kind)?.get(&name)?;
        let length = member.to_string().len();
        let member = if size + length <= PART {
            size += length;
            references(member, &mut open);
            member.clone()
        } else if kind == "schemas" {
            json!({"type": "object"})
        } else {
            return None;
        };
        done.insert((kind, name), member);
    }
    let map = part.as_object_mut()?;
    for key in ["openapi", "info", "security", "tags"] {
        let member = document.get(key);
        if let Some(member) = member.filter(|member| member.to_string().len() < PART / 4) {
            map.insert(key.to_owned(), member.clone());
        }
    }
    for ((kind, name), member) in done {
        let components = map.entry("components").or_insert_with(|| json!({}));
        let members = components
            .as_object_mut()?
            .entry(kind)
            .or_insert_with(|| json!({}));
        members.as_object_mut()?.entry(name).or_insert(member);
    }
    if !map.contains_key("info") {
        map.insert("info".to_owned(), json!({"title": "T", "version": "1"}));
    }
    (part.to_string().len() <= 2 * PART).then_some(part)
}

fn references(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| references(item, found)),
        Value::Object(map) => {
            found.extend(map.get("$ref").and_then(Value::as_str).map(str::to_owned));
            map.values().for_each(|member| references(member, found));
        }
        _ => {}
    }
}

/// `#/components/schemas/A/...` -> `schemas`, `A`
fn component(reference: &str) -> Option<(String, String)> {
    let mut steps = reference.strip_prefix("#/components/")?.split('/');
    let (kind, name) = (steps.next()?, steps.next()?);
    let plain = pointer::unescaped(name);
    // A name that is written otherwise in the reference is looked up where it stands.
    (pointer::escaped(&plain) == name).then(|| (kind.to_owned(), plain))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_small_and_closed() {
        let long = "x".repeat(3 * PART);
        let document = json!({
            "openapi": "3.1.0", "info": {"title": "T", "version": "1"},
            "paths": {"/a": {"get": {"responses": {"200": {"content": {"application/json":
                {"schema": {"$ref": "#/components/schemas/A"}}}}}}}},
            "components": {"schemas": {
                "A": {"items": {"$ref": "#/components/schemas/B"}}, "B": {"description": long}, "C": {}}},
        });
        let parts = parts(&document);
        let operation = parts
            .iter()
            .find(|part| part.get("paths").is_some())
            .unwrap();
        assert_eq!(
            operation["components"]["schemas"]["B"],
            json!({"type": "object"})
        );
        assert!(operation["components"]["schemas"].get("C").is_none());
        assert!(parts.iter().all(|part| part.to_string().len() <= 2 * PART));
        assert!(parts.iter().all(|part| part["openapi"] == "3.1.0"));
    }

    #[test]
    fn what_is_written_is_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("base");
        let mut base = Base::default();
        base.add(
            "a.yaml",
            &json!({"openapi": "3.0.0", "info": {"title": "a\tb\n"}}),
            usize::MAX,
        );
        base.write(&path).unwrap();
        assert_eq!(Base::read(&path).unwrap().small, base.small);
    }
}
