//! Documents in another order, and what changed in files.

#![allow(
    dead_code,
    unreachable_pub,
    reason = "each test file is a program of its own and uses a part of this"
)]

use std::collections::{BTreeMap, BTreeSet};

use codegen::model::{Api, Content, Ident as _, Owner, SuccessKind};
use quote::ToTokens;
use serde_json::Value;
use syn::{ImplItem, Item};

/// Numbers that are random enough, and the same every time.
pub struct Dice(u64);

impl Dice {
    pub fn new(round: usize) -> Self {
        Self((round as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15))
    }

    pub fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(limit.max(1)).unwrap()).unwrap()
    }

    pub fn pick<'a, T>(&mut self, list: &'a [T]) -> Option<&'a T> {
        list.get(self.below(list.len()))
    }
}

/// YAML or JSON as data.
pub fn read(text: &str) -> Option<Value> {
    serde_json::from_str(text)
        .ok()
        .or_else(|| serde_yaml::from_str(text).ok())
}

/// The same with the members of every object in a random order; lists stay, for their order has a meaning.
pub fn shuffled(value: &Value, dice: &mut Dice) -> String {
    let mut out = String::new();
    write(value, dice, &mut out);
    out
}

fn write(value: &Value, dice: &mut Dice, out: &mut String) {
    match value {
        Value::Object(map) => {
            let mut members: Vec<_> = map.iter().collect();
            for last in (1..members.len()).rev() {
                members.swap(last, dice.below(last + 1));
            }
            out.push('{');
            for (index, (key, member)) in members.into_iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                out.push_str(&Value::from(key.as_str()).to_string());
                out.push(':');
                write(member, dice, out);
            }
            out.push('}');
        }
        Value::Array(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                write(item, dice, out);
            }
            out.push(']');
        }
        other => out.push_str(&other.to_string()),
    }
}

/// Names of items that are only in one of the lists, or are not the same in both.
pub fn changed(before: &[Item], after: &[Item]) -> BTreeSet<String> {
    let (before, after) = (texts(before), texts(after));
    let names: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    names
        .into_iter()
        .filter(|name| before.get(*name) != after.get(*name))
        .cloned()
        .collect()
}

/// Name of an item, or of a member of one -> what it says. Imports and modules follow from the rest.
fn texts(items: &[Item]) -> BTreeMap<String, Vec<String>> {
    let mut texts: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut put = |name: String, text: String| texts.entry(name).or_default().push(text);
    for item in items {
        let text = item.to_token_stream().to_string();
        match item {
            Item::Use(_) | Item::Mod(_) => {}
            Item::Struct(item) => put(item.ident.to_string(), text),
            Item::Enum(item) => put(item.ident.to_string(), text),
            Item::Type(item) => put(item.ident.to_string(), text),
            Item::Const(item) => put(item.ident.to_string(), text),
            Item::Fn(item) => put(item.sig.ident.to_string(), text),
            Item::Impl(block) if block.trait_.is_none() => {
                let of = block.self_ty.to_token_stream().to_string();
                for member in &block.items {
                    let text = member.to_token_stream().to_string();
                    match member {
                        ImplItem::Fn(member) => put(format!("{of}::{}", member.sig.ident), text),
                        _ => put(of.clone(), text),
                    }
                }
            }
            Item::Impl(block) => put(block.self_ty.to_token_stream().to_string(), text),
            Item::Macro(item) => {
                // The first name in it is that of the type it is for.
                let tokens = item.mac.tokens.to_string();
                let word = tokens
                    .split(|c: char| !c.is_alphanumeric() && c != '_')
                    .find(|word| word.starts_with(char::is_uppercase));
                put(word.unwrap_or("?").to_owned(), text);
            }
            _ => put("?".to_owned(), text),
        }
    }
    texts
}

/// Names that a changed part of a document owns, beside everything called after what was added.
#[derive(Debug, Default)]
pub struct Owned(BTreeSet<String>);

impl Owned {
    pub fn has(&self, item: &str) -> bool {
        let lower = item.to_lowercase();
        let of = item.split(" <").next().unwrap_or(item);
        lower.contains("zzz")
            || self.0.contains(of)
            || item
                .split("::")
                .next()
                .is_some_and(|of| self.0.contains(of))
    }

    /// Types of a component, and of all that is composed of it: a merged copy, or a union that looks for its keys, and
    /// for its values where it is a property of a branch.
    pub fn by_schema(api: &Api, document: &Value, schema: &str) -> Self {
        let schemas = document.pointer("/components/schemas");
        let schemas = schemas.and_then(Value::as_object).unwrap();
        let carriers = schemas
            .iter()
            .filter(|(_, value)| carries(value, schema))
            .map(|(name, _)| name.clone());
        // What a branch is, if the union that it is one of has to look at the component.
        let mut parts: BTreeSet<String> = carriers.collect();
        parts.insert(schema.to_owned());
        let mut composed = BTreeSet::from([schema.to_owned()]);
        loop {
            let before = composed.len();
            for (name, value) in schemas {
                if composes(value, &parts, schema) {
                    composed.insert(name.clone());
                }
            }
            if composed.len() == before {
                break;
            }
            parts.extend(composed.iter().cloned());
        }
        let mut operations = BTreeSet::new();
        let paths = document.get("paths").and_then(Value::as_object);
        for (path, item) in paths.into_iter().flatten() {
            for (method, operation) in item.as_object().into_iter().flatten() {
                if composes(operation, &parts, schema) {
                    operations.insert(format!("{} {path}", method.to_uppercase()));
                }
            }
        }
        let mut names = BTreeSet::new();
        for (_, def) in api.types.iter() {
            let owned = match &def.owner {
                Owner::Component(name) => composed.contains(name),
                Owner::Operation(key) => operations.contains(key),
            };
            if owned {
                names.insert(def.name.as_str().to_owned());
            }
        }
        Self(names)
    }

    /// Everything of an operation.
    pub fn by_operation(api: &Api, key: &str) -> Self {
        let mut names = BTreeSet::new();
        for (_, def) in api.types.iter() {
            if def.owner == Owner::Operation(key.to_owned()) {
                names.insert(def.name.as_str().to_owned());
            }
        }
        for handle in &api.handles {
            for operation in handle
                .operations
                .iter()
                .filter(|operation| operation.key() == key)
            {
                names.insert(format!(
                    "{}::{}",
                    handle.name.as_str(),
                    operation.name.as_str()
                ));
                names.extend(
                    operation
                        .params_name
                        .as_ref()
                        .map(|name| name.as_str().to_owned()),
                );
                names.extend(
                    operation
                        .error_name
                        .as_ref()
                        .map(|name| name.as_str().to_owned()),
                );
                if let SuccessKind::Many(name) = &operation.success.kind {
                    names.insert(name.as_str().to_owned());
                }
                for content in operation.body.iter().flat_map(|body| &body.contents) {
                    if let Content::Multipart { name, .. } = &content.content {
                        names.insert(name.as_str().to_owned());
                    }
                }
            }
        }
        Self(names)
    }
}

/// The component that a schema is a reference to.
fn target(value: &Value) -> Option<&str> {
    value
        .get("$ref")?
        .as_str()?
        .strip_prefix("#/components/schemas/")
}

/// Whether a property of a schema is of this component.
fn carries(value: &Value, component: &str) -> bool {
    let properties = value.get("properties").and_then(Value::as_object);
    let mut properties = properties.into_iter().flatten();
    properties.any(|(_, property)| target(property) == Some(component))
}

/// Whether a part of a document is made, by `allOf`, `oneOf` or `anyOf`, of one of these, or of a schema with a property
/// of this component.
fn composes(value: &Value, parts: &BTreeSet<String>, component: &str) -> bool {
    let is_part = |branch: &Value| {
        target(branch).is_some_and(|name| parts.contains(name)) || carries(branch, component)
    };
    match value {
        Value::Array(items) => items.iter().any(|item| composes(item, parts, component)),
        Value::Object(map) => map.iter().any(|(key, member)| {
            let list = member.as_array().into_iter().flatten();
            let composed = ["allOf", "oneOf", "anyOf"].contains(&key.as_str());
            (composed && list.clone().any(is_part)) || composes(member, parts, component)
        }),
        _ => false,
    }
}
