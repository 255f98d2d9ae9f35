//! Lowering over real documents, where they are at hand (`OPENAPI_CORPUS` names their folder): nothing panics, nothing
//! is lost, and nothing depends on the order in which a document is written.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use codegen::config::Config;
use codegen::lower::lower;
use codegen::model::{Api, Ident as _, Operation, Reason, Shape, Type, TypeId, Types};
use codegen::spec::{self, Document};
use codegen::{Input, Sink};

fn corpus() -> &'static [(String, Document)] {
    static CORPUS: OnceLock<Vec<(String, Document)>> = OnceLock::new();
    CORPUS.get_or_init(|| {
        let Some(folder) = std::env::var_os("OPENAPI_CORPUS").map(PathBuf::from) else {
            return Vec::new();
        };
        let list = std::fs::read_to_string(folder.join("documents.txt")).unwrap();
        list.lines()
            .filter_map(|name| Some((name.to_owned(), load(&folder.join(name), name)?)))
            .collect()
    })
}

fn load(path: &Path, name: &str) -> Option<Document> {
    let text = std::fs::read_to_string(path).unwrap();
    let near = path.parent().unwrap().to_owned();
    let read = move |other: &str| {
        std::fs::read_to_string(near.join(other)).map_err(|error| error.to_string())
    };
    let input = Input {
        name,
        text: &text,
        read: &read,
    };
    spec::load(&input, &mut Sink::default())
}

fn lowered(document: &Document) -> Api {
    lower(document, &Config::default(), &mut Sink::default())
}

#[test]
fn every_operation_is_there() {
    for (name, document) in corpus() {
        let api = lowered(document);
        let mut wanted: Vec<String> = document
            .api
            .operations()
            .map(|(path, method, _)| format!("{} {path}", method.to_uppercase()))
            .collect();
        wanted.sort();
        let mut found: Vec<String> = api
            .operations()
            .map(Operation::key)
            .filter(|key| wanted.binary_search(key).is_ok())
            .collect();
        found.sort();
        assert_eq!(wanted, found, "{name}");
    }
}

#[test]
fn names_are_unique_in_their_scopes() {
    for (name, document) in corpus() {
        let api = lowered(document);
        let mut models: Vec<String> = api
            .types
            .iter()
            .map(|(_, def)| def.name.to_string())
            .collect();
        for operation in api.operations() {
            models.extend(declared_by(operation));
        }
        unique(name, "models", models);
        unique(
            name,
            "modules",
            api.handles.iter().map(|handle| handle.module.to_string()),
        );
        unique(
            name,
            "handles",
            api.handles.iter().map(|handle| handle.name.to_string()),
        );
        for handle in &api.handles {
            let streams = handle
                .operations
                .iter()
                .filter_map(|operation| operation.success.stream.as_ref())
                .map(|stream| stream.name.to_string());
            unique(
                name,
                &handle.tag,
                handle
                    .operations
                    .iter()
                    .map(|operation| operation.name.to_string())
                    .chain(streams),
            );
        }
        for (_, def) in api.types.iter() {
            match &def.shape {
                Shape::Struct(object) => unique(
                    name,
                    def.name.as_str(),
                    object.fields.iter().map(|field| field.ident.to_string()),
                ),
                Shape::Enum(list) => unique(
                    name,
                    def.name.as_str(),
                    list.variants
                        .iter()
                        .map(|variant| variant.ident.to_string()),
                ),
                Shape::Union(union) => unique(
                    name,
                    def.name.as_str(),
                    union.branches.iter().map(|branch| branch.ident.to_string()),
                ),
                Shape::Alias(_) | Shape::Newtype(_) => {}
            }
        }
    }
}

fn declared_by(operation: &Operation) -> Vec<String> {
    use codegen::model::{Content, SuccessKind};
    let mut names = Vec::new();
    names.extend(operation.params_name.as_ref().map(ToString::to_string));
    names.extend(operation.error_name.as_ref().map(ToString::to_string));
    if let SuccessKind::Many(many) = &operation.success.kind {
        names.push(many.to_string());
    }
    if let Some(body) = &operation.body {
        names.extend(body.choice.as_ref().map(ToString::to_string));
        for content in &body.contents {
            if let Content::Multipart { name, .. } = &content.content {
                names.push(name.to_string());
            }
        }
    }
    names
}

fn unique(document: &str, scope: &str, names: impl IntoIterator<Item = String>) {
    let mut seen = BTreeSet::new();
    for name in names {
        assert!(
            seen.insert(name.clone()),
            "{document}: `{name}` twice in {scope}"
        );
    }
}

#[test]
fn no_type_holds_itself_by_value() {
    for (name, document) in corpus() {
        let api = lowered(document);
        let mut done = BTreeSet::new();
        for (id, _) in api.types.iter() {
            descend(name, id, &api.types, &mut Vec::new(), &mut done);
        }
    }
}

/// Follows everything that is held by value; an alias counts as what it stands for, whatever it holds.
fn descend(
    document: &str,
    id: TypeId,
    types: &Types,
    way: &mut Vec<TypeId>,
    done: &mut BTreeSet<TypeId>,
) {
    assert!(
        !way.contains(&id),
        "{document}: `{}` holds itself",
        types.get(id).name
    );
    if !done.insert(id) {
        return;
    }
    way.push(id);
    let mut held = Vec::new();
    match &types.get(id).shape {
        Shape::Struct(object) => object
            .fields
            .iter()
            .for_each(|field| by_value(&field.ty, &mut held)),
        Shape::Union(union) => union
            .branches
            .iter()
            .for_each(|branch| by_value(&branch.ty, &mut held)),
        Shape::Alias(ty) | Shape::Newtype(ty) => by_value(ty, &mut held),
        Shape::Enum(_) => {}
    }
    for id in held {
        // Seen before and not on the way: no cycle goes through it.
        if way.contains(&id) || !done.contains(&id) {
            descend(document, id, types, way, done);
        }
    }
    way.pop();
}

fn by_value(ty: &Type, out: &mut Vec<TypeId>) {
    match ty {
        Type::Named(id) => out.push(*id),
        Type::Nullable(inner) => by_value(inner, out),
        Type::Tuple(items) => items.iter().for_each(|item| by_value(item, out)),
        _ => {}
    }
}

#[test]
fn the_order_of_keys_does_not_matter() {
    for (name, document) in corpus() {
        let shuffled = Document {
            api: reversed(&document.api),
            dropped: document.dropped.clone(),
        };
        let before = format!("{:#?}", lowered(document));
        let after = format!("{:#?}", lowered(&shuffled));
        if before != after {
            let (a, b) = before
                .lines()
                .zip(after.lines())
                .find(|(a, b)| a != b)
                .unwrap();
            panic!("{name}: {a} became {b}");
        }
    }
}

#[test]
fn another_schema_renames_nothing() {
    for (name, document) in corpus() {
        let mut more = document.clone();
        let extra = r#"{ "type": "object", "properties": { "items": { "type": "array", "items": { "enum": ["a", "b"] } } } }"#;
        more.api
            .components
            .get_or_insert_default()
            .schemas
            .insert("AaaAdded".to_owned(), serde_json::from_str(extra).unwrap());
        let names = |document| -> BTreeMap<String, String> {
            lowered(document)
                .types
                .iter()
                .map(|(_, def)| (def.pointer.clone(), def.name.to_string()))
                .collect()
        };
        let after = names(&more);
        for (pointer, before) in names(document) {
            assert_eq!(after.get(&pointer), Some(&before), "{name}: {pointer}");
        }
    }
}

/// The same document with the keys of every object in reverse order.
fn reversed(api: &openapiv3::OpenAPI) -> openapiv3::OpenAPI {
    let mut text = String::new();
    write_reversed(&serde_json::to_value(api).unwrap(), &mut text);
    serde_json::from_str(&text).unwrap()
}

fn write_reversed(value: &serde_json::Value, out: &mut String) {
    use serde_json::Value;
    match value {
        Value::Object(map) => {
            let mut keys: Vec<&String> = map.keys().collect();
            keys.sort_by(|a, b| b.cmp(a));
            out.push('{');
            for (index, key) in keys.into_iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                out.push_str(&Value::from(key.as_str()).to_string());
                out.push(':');
                write_reversed(&map[key], out);
            }
            out.push('}');
        }
        Value::Array(list) => {
            out.push('[');
            for (index, item) in list.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                write_reversed(item, out);
            }
            out.push(']');
        }
        other => out.push_str(&other.to_string()),
    }
}

#[test]
fn nothing_that_is_typed_stays_untyped() {
    let mut counts: BTreeMap<Reason, usize> = BTreeMap::new();
    let mut missing = Vec::new();
    for (name, document) in corpus() {
        for entry in lowered(document).approximations {
            *counts.entry(entry.reason).or_default() += 1;
            if entry.reason == Reason::Unsupported {
                missing.push(format!("{name}: {} ({})", entry.pointer, entry.detail));
            }
        }
    }
    println!("{counts:?}");
    assert!(missing.is_empty(), "{missing:#?}");
}
