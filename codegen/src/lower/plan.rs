//! The operations of a document, each with its names, before anything of them is lowered.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use openapiv3::{Operation, PathItem, ReferenceOr};

use super::at::below;
use super::context::Context;
use super::extension;
use super::handle::{Handles, tag_of};
use super::template;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{FnName, Ident as _, Method, Reason, Scope, Treatment};

/// An operation and its names.
pub(super) struct Planned<'a> {
    pub(super) method: Method,
    pub(super) path: &'a str,
    pub(super) pointer: String,
    pub(super) item: &'a PathItem,
    pub(super) operation: Cow<'a, Operation>,
    pub(super) tag: String,
    /// Index of its handle.
    pub(super) handle: usize,
    /// Its name in the handle.
    pub(super) name: FnName,
    /// What the names of its types begin with.
    pub(super) prefix: String,
}

impl Planned<'_> {
    /// `POST /api/agents`.
    pub(super) fn key(&self) -> String {
        format!("{} {}", self.method.as_str(), self.path)
    }
}

/// Operations in the order of path and method, their handles, and the names taken in each handle.
pub(super) struct Plan<'a> {
    pub(super) operations: Vec<Planned<'a>>,
    pub(super) handles: Handles,
    pub(super) scopes: BTreeMap<usize, Scope>,
}

impl<'a> Context<'a> {
    /// Finds all operations and settles their names.
    pub(super) fn plan(&mut self) -> Plan<'a> {
        let mut operations = self.find_operations();
        let tags: BTreeSet<&str> = operations.iter().map(|op| op.tag.as_str()).collect();
        let handles = self.handles(tags);
        for operation in &mut operations {
            operation.handle = handles.of(&operation.tag);
        }
        let scopes = self.name_operations(&mut operations);
        self.repeated_ids(&operations);
        self.prefix_types(&mut operations, &handles);
        Plan {
            operations,
            handles,
            scopes,
        }
    }

    fn find_operations(&mut self) -> Vec<Planned<'a>> {
        let api = self.api;
        let mut paths: Vec<(&String, &ReferenceOr<PathItem>)> = api.paths.iter().collect();
        paths.sort_by(|a, b| a.0.cmp(b.0));
        let mut out = Vec::new();
        for (path, item) in paths {
            let pointer = below("/paths", &[path]);
            let Some(item) = item.as_item() else {
                self.unreadable(&pointer, "the path item is a reference");
                continue;
            };
            for (method, operation) in methods(item) {
                let pointer = below(&pointer, &[&method.as_str().to_ascii_lowercase()]);
                out.push(planned(
                    method,
                    path,
                    pointer,
                    item,
                    Cow::Borrowed(operation),
                ));
            }
            for (token, operation) in extension::operations(&item.extensions) {
                let pointer = below(&pointer, &[extension::ADDITIONAL_OPERATIONS, &token]);
                match operation {
                    Some(operation) => out.push(planned(
                        Method::Other(token),
                        path,
                        pointer,
                        item,
                        Cow::Owned(operation),
                    )),
                    None => self.unreadable(&pointer, "the operation is not one"),
                }
            }
        }
        out
    }

    /// A part that is set aside.
    pub(super) fn unreadable(&mut self, pointer: &str, message: &str) {
        self.report(Diagnostic::new(Code::Unreadable, pointer, message).done("it is left out"));
        self.approximate(pointer, Reason::Unreadable, Treatment::LeftOut, message);
    }

    fn repeated_ids(&mut self, operations: &[Planned<'_>]) {
        let mut seen: BTreeMap<&str, String> = BTreeMap::new();
        for operation in operations {
            let Some(id) = operation.operation.operation_id.as_deref() else {
                continue;
            };
            if let Some(first) = seen.get(id) {
                self.report(
                    Diagnostic::new(
                        Code::DuplicateOperationId,
                        below(&operation.pointer, &["operationId"]),
                        format!("`{first}` has the operation id `{id}` too"),
                    )
                    .done(format!("this one is called `{}`", operation.name)),
                );
            } else {
                seen.insert(id, operation.key());
            }
        }
    }

    /// Settled names first, then the others in the order of path and method.
    fn name_operations(&mut self, operations: &mut [Planned<'_>]) -> BTreeMap<usize, Scope> {
        let mut scopes: BTreeMap<usize, Scope> = BTreeMap::new();
        let named = self.settle_methods(operations, &mut scopes);
        // Who took a name, so that a later one can say how it differs.
        let mut takers: BTreeMap<(usize, String), String> = BTreeMap::new();
        for (index, operation) in operations.iter_mut().enumerate() {
            if named.contains(&index) {
                continue;
            }
            let scope = scopes.entry(operation.handle).or_default();
            let natural = natural_texts(operation);
            let free = natural.iter().find_map(|text| scope.claim::<FnName>(text));
            if let (Some(name), true) = (&free, natural.len() == 1) {
                takers.insert(
                    (operation.handle, name.to_string()),
                    operation.path.to_owned(),
                );
                operation.name = name.clone();
                continue;
            }
            let first = natural.first().cloned().unwrap_or_default();
            let taken = Scope::default()
                .claim::<FnName>(&first)
                .map(|name| name.to_string())
                .unwrap_or_default();
            let name = free.unwrap_or_else(|| {
                let other = takers.get(&(operation.handle, taken.clone()));
                let texts = distinguished(&first, operation, other.map(String::as_str));
                let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
                scope.claim_first(&texts)
            });
            if name.as_str() != taken {
                self.report(
                    Diagnostic::new(
                        Code::NameCollision,
                        operation.pointer.clone(),
                        format!("another operation is already called `{taken}`"),
                    )
                    .done(format!("this one is called `{name}`"))
                    .help(format!(
                        "settle a name under `[operations.\"{}\"]` in the configuration",
                        operation.key()
                    )),
                );
            }
            takers.insert(
                (operation.handle, name.to_string()),
                operation.path.to_owned(),
            );
            operation.name = name;
        }
        scopes
    }
}

fn planned<'a>(
    method: Method,
    path: &'a str,
    pointer: String,
    item: &'a PathItem,
    operation: Cow<'a, Operation>,
) -> Planned<'a> {
    Planned {
        tag: tag_of(&operation.tags, path),
        method,
        path,
        pointer,
        item,
        operation,
        handle: 0,
        name: FnName::wrap(String::new()),
        prefix: String::new(),
    }
}

/// The fixed methods of a path item, in the order of [`Method`].
pub(super) fn methods(item: &PathItem) -> Vec<(Method, &Operation)> {
    [
        (Method::Get, &item.get),
        (Method::Put, &item.put),
        (Method::Post, &item.post),
        (Method::Delete, &item.delete),
        (Method::Options, &item.options),
        (Method::Head, &item.head),
        (Method::Patch, &item.patch),
        (Method::Trace, &item.trace),
    ]
    .into_iter()
    .filter_map(|(method, operation)| Some((method, operation.as_ref()?)))
    .collect()
}

/// What the document calls an operation: by its id, its summary, or its method and path.
pub(super) fn natural_texts(operation: &Planned<'_>) -> Vec<String> {
    let says = |text: &String| text.chars().any(char::is_alphanumeric);
    let mut texts: Vec<String> = [
        operation.operation.operation_id.as_ref(),
        operation.operation.summary.as_ref(),
    ]
    .into_iter()
    .flatten()
    .filter(|text| says(text))
    .map(|text| text.trim().to_owned())
    .collect();
    texts.truncate(1);
    if texts.is_empty() {
        texts.push(by_path(operation));
    }
    texts
}

fn by_path(operation: &Planned<'_>) -> String {
    format!(
        "{} {}",
        operation.method.as_str().to_ascii_lowercase(),
        template::words(operation.path)
    )
}

/// Longer names for an operation whose name is taken: with the words of its path that the other's does not have, with
/// its parameters, with its method, or all of that.
fn distinguished(name: &str, operation: &Planned<'_>, other: Option<&str>) -> Vec<String> {
    let others = other.map(template::literals).unwrap_or_default();
    let own: Vec<String> = template::literals(operation.path)
        .into_iter()
        .filter(|literal| !others.contains(literal))
        .collect();
    let mut texts = Vec::new();
    if let Some(last) = own.last() {
        texts.push(format!("{name} {last}"));
        texts.push(format!("{name} {}", own.join(" ")));
    }
    let other_params = other.map(template::params).unwrap_or_default();
    if let Some(param) = template::params(operation.path)
        .into_iter()
        .rev()
        .find(|param| !other_params.contains(param))
    {
        texts.push(format!("{name} by {param}"));
    }
    texts.push(format!(
        "{name} {}",
        operation.method.as_str().to_ascii_lowercase()
    ));
    if let Some(summary) = &operation.operation.summary {
        texts.push(format!("{name} {summary}"));
    }
    texts.push(by_path(operation));
    texts
}

#[cfg(test)]
mod tests;
