//! Paths and operations.

use std::collections::BTreeMap;

use serde_json::Value;

use super::view::{Part, part};
use super::{Comparer, Direction, child, from_to};
use crate::diff::Rule;

/// Methods in a path item, as the document writes them.
const METHODS: &[&str] = &[
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];
const OTHER_METHODS: &str = "x-codegen-additional-operations";

/// An operation and the path item that it stands in.
struct Operation<'v> {
    /// `GET /agents/{id}`.
    name: String,
    path: &'v str,
    item: Part<'v>,
    operation: Part<'v>,
}

impl<'v> Comparer<'v> {
    /// Compares all operations of a map of path items.
    pub(super) fn path_items(
        &mut self,
        old: Option<&Part<'v>>,
        new: Option<&Part<'v>>,
        noun: &str,
        direction: Direction,
    ) {
        let (before, mut after) = (operations(old, noun), operations(new, noun));
        let mut pairs = Vec::new();
        let mut gone = Vec::new();
        for (key, operation) in before {
            match after.remove(&key) {
                Some(other) => pairs.push((operation, other)),
                None => gone.push((key, operation)),
            }
        }
        // The names in a template are not on the wire.
        for ((method, path), operation) in gone {
            let other = after
                .keys()
                .find(|(verb, other)| *verb == method && shape(other) == shape(&path))
                .cloned()
                .and_then(|key| after.remove(&key));
            match other {
                Some(other) => pairs.push((operation, other)),
                None => self.operation_removed(&operation, noun),
            }
        }
        pairs.sort_by(|a, b| a.1.name.cmp(&b.1.name));
        for (old, new) in &pairs {
            self.operation(old, new, direction);
        }
        for operation in after.values() {
            let pointer = operation.operation.pointer.clone();
            let rule = if noun == "callback" {
                Rule::CallbackAdded
            } else {
                Rule::OperationAdded
            };
            self.named(operation, |comparer| {
                comparer.note(rule, None, Some(&pointer), "");
            });
        }
    }

    fn operation_removed(&mut self, operation: &Operation<'v>, noun: &str) {
        let pointer = operation.operation.pointer.clone();
        let rule = if noun == "callback" {
            Rule::CallbackRemoved
        } else if operation.operation.value.get("deprecated") == Some(&Value::Bool(true)) {
            Rule::DeprecatedOperationRemoved
        } else {
            Rule::OperationRemoved
        };
        self.named(operation, |comparer| {
            comparer.note(rule, Some(&pointer), None, "");
        });
    }

    /// Walks an operation in a node that has its name.
    fn named(&mut self, operation: &Operation<'v>, walk: impl FnOnce(&mut Self)) {
        self.inside(Some(operation.name.clone()), walk);
    }

    fn operation(&mut self, old: &Operation<'v>, new: &Operation<'v>, direction: Direction) {
        let (before, after) = (old.operation.clone(), new.operation.clone());
        self.named(new, |comparer| {
            comparer.facts(&before, &after);
            comparer.prose(
                &vec![before.clone()],
                &vec![after.clone()],
                &["summary", "description"],
            );
            comparer.security(&before, &after);
            let holders = [old.item.clone(), before.clone()];
            let others = [new.item.clone(), after.clone()];
            comparer.parameters(&holders, &others, (old.path, new.path), direction);
            comparer.request_body(&before, &after, direction);
            comparer.responses(&before, &after, direction.back());
            comparer.callbacks(&before, &after, direction.back());
        });
    }

    fn facts(&mut self, old: &Part<'v>, new: &Part<'v>) {
        let (was, is) = (old.pointer.as_str(), new.pointer.as_str());
        self.flag(
            (old.value, was),
            (new.value, is),
            "deprecated",
            Rule::OperationDeprecated,
            Rule::OperationRevived,
        );
        for (key, rule) in [
            ("operationId", Rule::OperationIdChanged),
            ("tags", Rule::OperationTagChanged),
        ] {
            let (before, after) = (old.value.get(key), new.value.get(key));
            if before != after {
                self.note_both(rule, was, is, from_to(before, after));
            }
        }
        let urls = |part: &Part<'v>| super::document::servers(part.value);
        let (before, after) = (urls(old), urls(new));
        if before.first() != after.first() {
            let word =
                |servers: &[&str]| servers.first().map_or("the default", |url| url).to_owned();
            let detail = format!("{} -> {}", word(&before), word(&after));
            self.note_both(Rule::OperationServerChanged, was, is, detail);
        }
    }

    fn callbacks(&mut self, old: &Part<'v>, new: &Part<'v>, direction: Direction) {
        let of = |part: &Part<'v>| {
            let value = part.value.get("callbacks")?.as_object()?;
            Some((value, child(&part.pointer, "callbacks")))
        };
        let (before, after) = (of(old), of(new));
        let names = |side: &Option<(&'v serde_json::Map<String, Value>, String)>| {
            side.iter()
                .flat_map(|(map, _)| map.keys().cloned())
                .collect::<Vec<_>>()
        };
        let mut all = names(&before);
        all.extend(names(&after));
        all.sort();
        all.dedup();
        for name in all {
            let one = |side: &Option<(&'v serde_json::Map<String, Value>, String)>| {
                let (map, pointer) = side.as_ref()?;
                Some(part(map.get(&name)?, child(pointer, &name)))
            };
            self.path_items(
                one(&before).as_ref(),
                one(&after).as_ref(),
                "callback",
                direction,
            );
        }
    }
}

/// The operations of a map of path items, by method and path.
fn operations<'v>(
    items: Option<&Part<'v>>,
    noun: &str,
) -> BTreeMap<(String, String), Operation<'v>> {
    let mut all = BTreeMap::new();
    let Some((map, pointer)) =
        items.and_then(|part| Some((part.value.as_object()?, &part.pointer)))
    else {
        return all;
    };
    for (path, item) in map {
        if path.starts_with("x-") {
            continue;
        }
        let pointer = child(pointer, path);
        let plain = METHODS.iter().filter_map(|method| {
            let operation = item.get(*method)?;
            Some((
                method.to_uppercase(),
                part(operation, child(&pointer, method)),
            ))
        });
        let others = item.get(OTHER_METHODS).and_then(Value::as_object);
        let holder = child(&pointer, OTHER_METHODS);
        let others = others
            .into_iter()
            .flatten()
            .map(|(method, operation)| (method.clone(), part(operation, child(&holder, method))));
        for (method, operation) in plain.chain(others) {
            let name = match noun {
                "" => format!("{method} {path}"),
                noun => format!("{noun} {path}"),
            };
            all.insert(
                (method, path.clone()),
                Operation {
                    name,
                    path,
                    item: part(item, pointer.clone()),
                    operation,
                },
            );
        }
    }
    all
}

/// A path without the names in it.
fn shape(path: &str) -> String {
    let mut shape = String::new();
    let mut inside = false;
    for c in path.chars() {
        match c {
            '{' => inside = true,
            '}' => inside = false,
            _ if inside => continue,
            _ => {}
        }
        shape.push(c);
    }
    shape
}
