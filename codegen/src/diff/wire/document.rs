//! What stands beside the operations.

use serde_json::{Map, Value};

use super::view::part;
use super::{Comparer, Direction, child, from_to};
use crate::diff::Rule;

impl<'v> Comparer<'v> {
    pub(super) fn document(&mut self) {
        self.info();
        self.servers();
        self.schemes();
        for (key, noun, direction) in [
            ("paths", "", Direction::Request),
            // The service calls, and the client answers.
            ("x-codegen-webhooks", "webhook", Direction::Response),
        ] {
            let of = |document: &'v Value| {
                let value = document.get(key)?;
                Some(part(value, child("", key)))
            };
            let (old, new) = (of(self.old), of(self.new));
            self.path_items(old.as_ref(), new.as_ref(), noun, direction);
        }
        self.names();
    }

    fn info(&mut self) {
        for key in ["title", "version"] {
            let of = |document: &'v Value| document.get("info")?.get(key);
            let (old, new) = (of(self.old), of(self.new));
            if old != new {
                let pointer = format!("/info/{key}");
                self.note_both(
                    Rule::InfoChanged,
                    &pointer,
                    &pointer,
                    format!("{key} {}", from_to(old, new)),
                );
            }
        }
        let of = |document: &'v Value| document.get("info")?.get("description");
        if of(self.old) != of(self.new) {
            self.note_both(Rule::DescriptionChanged, "/info", "/info", "");
        }
    }

    fn servers(&mut self) {
        let (old, new) = (servers(self.old), servers(self.new));
        for (index, url) in old.iter().enumerate() {
            if !new.contains(url) && index > 0 {
                let pointer = format!("/servers/{index}");
                self.note(
                    Rule::ServerRemoved,
                    Some(&pointer),
                    None,
                    format!("`{url}`"),
                );
            }
        }
        for (index, url) in new.iter().enumerate() {
            if !old.contains(url) && index > 0 {
                let pointer = format!("/servers/{index}");
                self.note(Rule::ServerAdded, None, Some(&pointer), format!("`{url}`"));
            }
        }
        if old.first() != new.first() {
            let word = |servers: &[&str]| servers.first().map_or("none", |url| url).to_owned();
            let detail = format!("{} -> {}", word(&old), word(&new));
            let pointer = "/servers/0";
            self.note_both(Rule::DefaultServerChanged, pointer, pointer, detail);
        }
    }

    fn schemes(&mut self) {
        self.components("securitySchemes", |comparer, pointer, old, new| {
            let (rule, detail) = match (old, new) {
                (Some(old), Some(new)) => {
                    let kind = |value: &Value| {
                        let mut kind = value.clone();
                        if let Value::Object(map) = &mut kind {
                            map.retain(|key, _| {
                                matches!(key.as_str(), "type" | "in" | "name" | "scheme")
                            });
                        }
                        kind
                    };
                    let (old, new) = (kind(old), kind(new));
                    if old == new {
                        return;
                    }
                    let detail = from_to(Some(&old), Some(&new));
                    return comparer.note_both(Rule::SchemeChanged, pointer, pointer, detail);
                }
                (Some(_), None) => (Rule::SchemeRemoved, String::new()),
                _ => (Rule::SchemeAdded, String::new()),
            };
            let (old, new) = (old.map(|_| pointer), new.map(|_| pointer));
            comparer.note(rule, old, new, detail);
        });
    }

    /// Names of schemas that came and went.
    fn names(&mut self) {
        self.components("schemas", |comparer, pointer, old, new| match (old, new) {
            (None, Some(new)) if !is_hoisted(new) => {
                comparer.note(Rule::SchemaAdded, None, Some(pointer), "");
            }
            (Some(old), None) if !is_hoisted(old) => {
                comparer.note(Rule::SchemaRemoved, Some(pointer), None, "");
            }
            _ => {}
        });
    }

    /// Components of a kind that either document has, in the order of their names.
    fn components(
        &mut self,
        kind: &str,
        mut each: impl FnMut(&mut Self, &str, Option<&'v Value>, Option<&'v Value>),
    ) {
        let of = |document: &'v Value| -> Option<&'v Map<String, Value>> {
            document.get("components")?.get(kind)?.as_object()
        };
        let (old, new) = (of(self.old), of(self.new));
        let mut names: Vec<&String> = old.into_iter().chain(new).flat_map(Map::keys).collect();
        names.sort();
        names.dedup();
        for name in names {
            let pointer = child(&child("/components", kind), name);
            let at = |side: Option<&'v Map<String, Value>>| side.and_then(|map| map.get(name));
            each(self, &pointer, at(old), at(new));
        }
    }
}

/// A component that is one only because something refers to it.
fn is_hoisted(value: &Value) -> bool {
    value.get("x-codegen-origin").is_some()
}

/// The addresses of servers.
pub(super) fn servers(value: &Value) -> Vec<&str> {
    value
        .get("servers")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(|server| server.get("url")?.as_str())
        .collect()
}
