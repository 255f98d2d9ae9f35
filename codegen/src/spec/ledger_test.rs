//! Nothing is dropped in silence: over documents by other people, where they are there.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::grammar::{self, Form, Kind};
use super::pointer::{self, Path as At};
use super::{Input, Lowered, lower, text, typed};
use crate::diagnostic::Sink;

/// `OPENAPI_CORPUS` names their folder, and `documents.txt` in it lists them.
fn corpus() -> Vec<(String, PathBuf)> {
    let Some(folder) = std::env::var_os("OPENAPI_CORPUS").map(PathBuf::from) else {
        return Vec::new();
    };
    let list = std::fs::read_to_string(folder.join("documents.txt")).unwrap();
    list.lines()
        .map(|name| (name.to_owned(), folder.join(name)))
        .collect()
}

fn read_beside(path: &Path) -> impl Fn(&str) -> Result<String, String> {
    let folder = path.parent().unwrap().to_owned();
    move |name| std::fs::read_to_string(folder.join(name)).map_err(|error| error.to_string())
}

fn with_corpus(mut check: impl FnMut(&str, &str, Lowered, &mut Sink)) {
    for (name, path) in corpus() {
        let text = std::fs::read_to_string(&path).unwrap();
        let read = read_beside(&path);
        let input = Input {
            name: &name,
            text: &text,
            read: &read,
        };
        let mut sink = Sink::default();
        let lowered = lower(&input, &mut sink).unwrap();
        check(&name, &text, lowered, &mut sink);
    }
}

/// Every key that the grammar knows of, by pointer.
fn keys(form: Form, value: &Value, path: &At<'_>, found: &mut Vec<(String, Value)>) {
    match (form, value) {
        (Form::One(kind) | Form::OneOrList(kind), Value::Object(map)) => {
            for (key, member) in map {
                let path = path.key(key);
                found.push((path.to_string(), member.clone()));
                if let Some(field) = grammar::field(kind, key) {
                    keys(field.form, member, &path, found);
                }
            }
        }
        (Form::List(kind) | Form::OneOrList(kind), Value::Array(items)) => {
            for (index, item) in items.iter().enumerate() {
                keys(Form::One(kind), item, &path.index(index), found);
            }
        }
        (Form::Map(kind) | Form::MapOrTexts(kind), Value::Object(map)) => {
            for (key, item) in map {
                let path = path.key(key);
                found.push((path.to_string(), item.clone()));
                keys(Form::One(kind), item, &path, found);
            }
        }
        _ => {}
    }
}

/// Every pointer of a tree.
fn pointers(value: &Value, path: &At<'_>, found: &mut Vec<String>) {
    found.push(path.to_string());
    match value {
        Value::Object(map) => {
            for (key, member) in map {
                pointers(member, &path.key(key), found);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                pointers(item, &path.index(index), found);
            }
        }
        _ => {}
    }
}

#[test]
fn every_keyword_is_found_again_or_recorded() {
    let mut missing = Vec::new();
    with_corpus(|name, text, lowered, _| {
        let source = text::read(text).unwrap().value;
        let mut wanted = Vec::new();
        keys(Form::One(Kind::Document), &source, &At::Root, &mut wanted);
        let mut members = Vec::new();
        keys(
            Form::One(Kind::Document),
            &lowered.value,
            &At::Root,
            &mut members,
        );
        let mut found = Vec::new();
        for (pointer, member) in members {
            // What is kept under a name of ours has parts of the document in it.
            if pointer.contains("/x-codegen-") {
                pointers(&member, &At::Text(&pointer), &mut found);
            } else {
                found.push(pointer);
            }
        }
        let origins = &lowered.origins;
        let found: BTreeSet<(usize, String)> = found
            .iter()
            .map(|pointer| origins.source(&origins.unmoved(pointer)))
            .collect();
        let dropped: BTreeSet<String> = lowered
            .ledger
            .dropped
            .iter()
            .map(|dropped| match dropped.keyword.as_str() {
                "" => dropped.pointer.clone(),
                keyword => format!("{}/{}", dropped.pointer, pointer::escape(keyword)),
            })
            .collect();
        for (pointer, _) in wanted {
            let recorded = pointer
                .match_indices('/')
                .map(|(index, _)| &pointer[..index])
                .chain([pointer.as_str()])
                .any(|prefix| dropped.contains(prefix));
            // A part of it is enough: the lists and objects around it may be different ones.
            let below = (0, format!("{pointer}/"));
            let partly = found
                .range(below..)
                .next()
                .is_some_and(|(file, next)| *file == 0 && next.starts_with(&pointer))
                || dropped
                    .range(format!("{pointer}/")..)
                    .next()
                    .is_some_and(|next| next.starts_with(&pointer));
            if !recorded && !partly && !found.contains(&(0, pointer.clone())) {
                missing.push(format!("{name}#{pointer}"));
            }
        }
    });
    for line in missing.iter().take(100) {
        println!("{line}");
    }
    assert!(missing.is_empty(), "{} are missing", missing.len());
}

/// Whether `openapiv3` may leave a member out when it writes: it says nothing.
fn says_nothing(value: &Value) -> bool {
    match value {
        Value::Bool(flag) => !flag,
        Value::Array(items) => items.is_empty(),
        Value::Object(map) => map.is_empty(),
        _ => false,
    }
}

fn compare(lowered: &Value, typed: &Value, path: &At<'_>, lost: &mut Vec<String>) {
    match (lowered, typed) {
        (Value::Object(left), Value::Object(right)) => {
            for (key, member) in left {
                let path = path.key(key);
                match right.get(key) {
                    Some(other) => compare(member, other, &path, lost),
                    None if says_nothing(member) => {}
                    None => lost.push(path.to_string()),
                }
            }
        }
        (Value::Array(left), Value::Array(right)) if left.len() == right.len() => {
            for (index, (item, other)) in left.iter().zip(right).enumerate() {
                compare(item, other, &path.index(index), lost);
            }
        }
        (Value::Number(left), Value::Number(right)) if left.as_f64() == right.as_f64() => {}
        (left, right) if left == right => {}
        (left, right) => lost.push(format!("{path}: {left} -> {right}")),
    }
}

#[test]
fn the_typed_document_says_all_that_the_lowered_one_says() {
    let mut lost = Vec::new();
    with_corpus(|name, _, mut lowered, sink| {
        let before = lowered.ledger.dropped.len();
        let api = typed::document(lowered.value.clone(), sink, &mut lowered.ledger);
        assert_eq!(lowered.ledger.dropped.len(), before, "{name}");
        let mut found = Vec::new();
        compare(
            &lowered.value,
            &serde_json::to_value(&api).unwrap(),
            &At::Root,
            &mut found,
        );
        lost.extend(found.into_iter().map(|pointer| format!("{name}#{pointer}")));
        // And it is what `openapiv3` would have made of it as a whole.
        let whole: openapiv3::OpenAPI = serde_json::from_value(lowered.value).unwrap();
        assert!(whole == api, "{name}");
    });
    for line in lost.iter().take(60) {
        println!("{line}");
    }
    assert!(lost.is_empty(), "{} are lost", lost.len());
}
