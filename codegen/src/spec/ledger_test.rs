//! Nothing is dropped in silence: over documents by other people, where they are there.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::grammar::{self, Form, Kind};
use super::pointer::Path as At;
use super::{Dropped, Input, Ledger, Lowered, Origins, lower, text, typed};
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

/// A document of our own, for where there are no others.
const EVERYTHING: &str = r##"
openapi: 3.1.0
info: {title: T, version: '1', summary: s, license: {name: n, identifier: MIT}}
servers: [{url: /v1, variables: {v: {default: a, enum: [a, b]}}}]
security: []
tags: [{name: t, externalDocs: {url: u}}]
paths:
  /a/{b}:
    summary: s
    parameters: [{name: b, in: path, required: true, schema: {type: [string, 'null']}}]
    post:
      tags: [t]
      operationId: o
      parameters:
        - {name: q, in: query, style: deepObject, schema: {type: object}, allowReserved: true}
        - {name: h, in: header, content: {application/json: {schema: true}}, allowEmptyValue: true}
        - {name: c, in: cookie, schema: {$ref: '#/components/schemas/A/properties/n'}, example: 1}
      requestBody:
        required: true
        content:
          multipart/form-data:
            schema: {$ref: '#/components/schemas/A', description: d}
            encoding: {f: {contentType: image/png, explode: false, headers: {X: {schema: {}}}}}
      responses:
        200: {description: d, links: {l: {operationId: o}}, headers: {H: {$ref: '#/components/headers/H'}}}
        4XX: {$ref: '#/components/responses/R'}
        default: {description: d, content: {text/event-stream: {itemSchema: {const: 1}}}}
      callbacks: {c: {'{$url}': {$ref: '#/components/pathItems/P'}}}
  /c: {$ref: '#/components/pathItems/P'}
webhooks: {w: {$ref: '#/components/pathItems/P'}}
components:
  schemas:
    A:
      type: object
      required: [n]
      properties:
        n: {type: integer, exclusiveMinimum: 0, examples: [1, 2], default: 3}
        u: {anyOf: [{$ref: '#/components/schemas/B'}, {type: 'null'}]}
        m: {type: [string, array], items: {enum: [a, null]}, maxLength: 3}
        f: {contentMediaType: image/png}
      patternProperties: {^x: {type: boolean, xml: {name: x}}}
      unevaluatedProperties: false
      dependentRequired: {n: [u]}
    B:
      allOf: [{$ref: '#/components/schemas/A'}, {not: false, $defs: {X: {}}}]
      discriminator: {propertyName: k, mapping: {a: A}}
    C: {prefixItems: [{}, {type: string}], items: false, uniqueItems: true}
  headers: {H: {explode: true, schema: {type: string}, deprecated: true}}
  responses: {R: {description: d, content: {application/json: {examples: {e: {value: 1}}}}}}
  pathItems: {P: {get: {responses: {}, security: [{k: [s]}, {}]}, trace: {responses: {}}}}
  securitySchemes:
    k: {type: oauth2, flows: {implicit: {authorizationUrl: u, scopes: {s: d}}, deviceAuthorization: {}}}
    m: {type: mutualTLS}
x-mine: {a: 1}
"##;

fn with_corpus(mut check: impl FnMut(&str, &str, Lowered, &mut Sink)) {
    let input = Input {
        name: "everything.yaml",
        text: EVERYTHING,
        read: &|name| Err(name.to_owned()),
    };
    let mut sink = Sink::default();
    let lowered = lower(&input, &mut sink).unwrap();
    check("everything.yaml", EVERYTHING, lowered, &mut sink);
    assert_eq!(sink.into_diagnostics(&input), []);
    for (name, path) in corpus() {
        let text = std::fs::read_to_string(&path).unwrap();
        // The largest ones only take longer.
        if text.len() > 1_000_000 && cfg!(debug_assertions) {
            continue;
        }
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

/// Keywords of a source that are neither in what became of it, nor recorded as dropped.
pub(crate) fn missing(
    kind: Kind,
    source: &Value,
    lowered: &Value,
    origins: &Origins,
    ledger: &Ledger,
) -> Vec<String> {
    let mut wanted = Vec::new();
    keys(Form::One(kind), source, &At::Root, &mut wanted);
    let mut members = Vec::new();
    keys(Form::One(kind), lowered, &At::Root, &mut members);
    let mut found = Vec::new();
    for (pointer, member) in members {
        // What is kept under a name of ours has parts of the document in it, and so has what a repair made data.
        if pointer.contains("/x-codegen-") || origins.placed.contains_key(&pointer) {
            pointers(&member, &At::Text(&pointer), &mut found);
        } else {
            found.push(pointer);
        }
    }
    let found: BTreeSet<(usize, String)> = found
        .iter()
        .map(|pointer| origins.source(&origins.unmoved(pointer)))
        .collect();
    let dropped: BTreeSet<String> = ledger.dropped.iter().map(Dropped::member).collect();
    let is_missing = |pointer: &String| {
        let recorded = pointer
            .match_indices('/')
            .map(|(index, _)| &pointer[..index])
            .chain([pointer.as_str()])
            .any(|prefix| dropped.contains(prefix));
        // A part of it is enough: the lists and objects around it may be different ones.
        let inside = format!("{pointer}/");
        let partly = found
            .range((0, inside.clone())..)
            .next()
            .is_some_and(|(file, next)| *file == 0 && next.starts_with(&inside))
            || dropped
                .range(inside.clone()..)
                .next()
                .is_some_and(|next| next.starts_with(&inside));
        !recorded && !partly && !found.contains(&(0, pointer.clone()))
    };
    wanted
        .into_iter()
        .map(|(pointer, _)| pointer)
        .filter(is_missing)
        .collect()
}

#[test]
fn every_keyword_is_found_again_or_recorded() {
    with_corpus(|name, text, lowered, _| {
        let source = text::read(text).unwrap().value;
        let missing = missing(
            Kind::Document,
            &source,
            &lowered.value,
            &lowered.origins,
            &lowered.ledger,
        );
        assert!(missing.is_empty(), "{name}: {missing:#?}");
    });
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
