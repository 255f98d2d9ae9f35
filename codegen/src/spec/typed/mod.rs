//! The lowered tree as `openapiv3::OpenAPI`.
//!
//! Each object is typed by itself, with its children taken out and typed before it: what cannot be typed costs that
//! object and nothing around it, and the time is linear in the document (`openapiv3`'s own way buffers every subtree
//! at every level, and tries each twice when it fails).

mod exchange;
mod frame;
mod schema;

use std::collections::HashSet;

use indexmap::IndexMap;
use openapiv3::ReferenceOr;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::grammar::Kind;
use super::ledger::{Ledger, Why};
use super::pointer::Path;
use crate::diagnostic::{Code, Diagnostic, Sink};

/// Types a whole document.
pub(crate) fn document(value: Value, sink: &mut Sink, ledger: &mut Ledger) -> openapiv3::OpenAPI {
    Typer {
        sink,
        ledger,
        known: HashSet::new(),
    }
    .document(value)
}

struct Typer<'s> {
    sink: &'s mut Sink,
    ledger: &'s mut Ledger,
    /// References to every component that is there, less those that could not be typed.
    known: HashSet<String>,
}

impl Typer<'_> {
    /// An object without its children. What stands in the way is left out, member by member; `None` when the object
    /// has too little for its kind even so.
    fn shallow<T: DeserializeOwned>(
        &mut self,
        kind: Kind,
        map: Map<String, Value>,
        path: &Path<'_>,
    ) -> Option<T> {
        let mut value = Value::Object(map);
        loop {
            if let Ok(typed) = T::deserialize(&value) {
                return Some(typed);
            }
            let reason = match serde_path_to_error::deserialize::<_, T>(&value) {
                Ok(typed) => return Some(typed),
                Err(error) => error.to_string(),
            };
            match culprit::<T>(&value) {
                Some(key) => {
                    self.set_aside(path.key(&key).to_string(), "", &reason);
                    if let Value::Object(map) = &mut value {
                        map.remove(&key);
                    }
                }
                None => {
                    self.set_aside(path.to_string(), kind.noun(), &reason);
                    return None;
                }
            }
        }
    }

    /// Says that a part is left out.
    fn set_aside(&mut self, pointer: String, noun: &str, reason: &str) {
        let what = if noun.is_empty() { "a value" } else { noun };
        self.ledger.dropped(pointer.clone(), "", Why::NotToBeRead);
        self.sink.report(
            Diagnostic::new(
                Code::Unreadable,
                pointer,
                format!("not to be read as {what}: {reason}"),
            )
            .done("left out"),
        );
    }

    /// An object; anything else is left out.
    fn object(&mut self, kind: Kind, value: Value, path: &Path<'_>) -> Option<Map<String, Value>> {
        match value {
            Value::Object(map) => Some(map),
            _ => {
                self.set_aside(path.to_string(), kind.noun(), "it is no object");
                None
            }
        }
    }

    /// A reference, or what `item` makes of the value.
    fn reference_or<T>(
        &mut self,
        value: Value,
        path: &Path<'_>,
        item: fn(&mut Self, Value, &Path<'_>) -> Option<T>,
    ) -> Option<ReferenceOr<T>> {
        if let Value::Object(map) = &value
            && let Some(Value::String(reference)) = map.get("$ref")
        {
            if !self.known.contains(reference) {
                self.ledger
                    .dropped(path.to_string(), "$ref", Why::TargetLeftOut);
                return None;
            }
            return Some(ReferenceOr::Reference {
                reference: reference.clone(),
            });
        }
        item(self, value, path).map(ReferenceOr::Item)
    }

    /// The members of the object `map[key]`.
    fn map_of<T>(
        &mut self,
        map: &mut Map<String, Value>,
        key: &str,
        path: &Path<'_>,
        item: fn(&mut Self, Value, &Path<'_>) -> Option<T>,
    ) -> IndexMap<String, T> {
        let path = path.key(key);
        match map.remove(key) {
            Some(Value::Object(members)) => members
                .into_iter()
                .filter_map(|(name, value)| {
                    let typed = item(self, value, &path.key(&name))?;
                    Some((name, typed))
                })
                .collect(),
            _ => IndexMap::new(),
        }
    }

    /// Types the members of an extension of ours, and writes them down again: whoever reads it need not expect
    /// anything that `openapiv3` does not have.
    fn checked<T: Serialize>(
        &mut self,
        extensions: &mut IndexMap<String, Value>,
        key: &str,
        path: &Path<'_>,
        item: fn(&mut Self, Value, &Path<'_>) -> Option<T>,
    ) {
        let Some(members) = extensions.get_mut(key) else {
            return;
        };
        let mut map = Map::from_iter([(key.to_owned(), members.take())]);
        let typed = self.map_of(&mut map, key, path, item);
        *members = typed
            .into_iter()
            .filter_map(|(name, member)| Some((name, serde_json::to_value(member).ok()?)))
            .collect();
    }

    /// The elements of the list `map[key]`.
    fn list_of<T>(
        &mut self,
        map: &mut Map<String, Value>,
        key: &str,
        path: &Path<'_>,
        item: fn(&mut Self, Value, &Path<'_>) -> Option<T>,
    ) -> Vec<T> {
        let path = path.key(key);
        match map.remove(key) {
            Some(Value::Array(elements)) => elements
                .into_iter()
                .enumerate()
                .filter_map(|(index, value)| item(self, value, &path.index(index)))
                .collect(),
            _ => Vec::new(),
        }
    }

    /// The member `map[key]`.
    fn member<T>(
        &mut self,
        map: &mut Map<String, Value>,
        key: &str,
        path: &Path<'_>,
        item: fn(&mut Self, Value, &Path<'_>) -> Option<T>,
    ) -> Option<T> {
        let value = map.remove(key)?;
        item(self, value, &path.key(key))
    }
}

/// The one member without which an object can be typed.
fn culprit<T: DeserializeOwned>(value: &Value) -> Option<String> {
    let map = value.as_object()?;
    map.keys()
        .find(|key| {
            let mut without = map.clone();
            without.remove(*key);
            T::deserialize(&Value::Object(without)).is_ok()
        })
        .cloned()
}

/// Takes the extensions out of an object: they are data, whatever they hold.
fn extensions(map: &mut Map<String, Value>) -> IndexMap<String, Value> {
    let keys: Vec<String> = map
        .keys()
        .filter(|key| key.starts_with("x-"))
        .cloned()
        .collect();
    keys.into_iter()
        .filter_map(|key| map.remove(&key).map(|value| (key, value)))
        .collect()
}
