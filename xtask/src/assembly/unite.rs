//! Several documents into one.

use std::collections::BTreeMap;

use serde_yaml::{Mapping, Value};

use super::conflict::{self, Conflict, Said, difference, short};
use super::nearest;
use super::part::{METHODS, Part};
use crate::error::Error;
use crate::pointer::child;

/// How two sources that both have a place are brought together.
#[derive(Clone, Copy)]
enum Rule {
    /// They must say the same.
    Same,
    /// Key by key.
    Keys(Keys),
    /// A list whose items have a `name`: name by name.
    Names,
    /// An operation: the same, unless one source says nothing but extensions of it, which are added.
    Operation,
}

#[derive(Clone, Copy)]
struct Keys {
    /// The rule of each key.
    rule: fn(&str) -> Rule,
    /// Keys that count for everything beside them, so that leaving one out says something too.
    binding: &'static [&'static str],
}

/// Key by key, and what both have must be the same.
const EACH_THE_SAME: Keys = Keys {
    rule: |_| Rule::Same,
    binding: &[],
};

fn keys(rule: fn(&str) -> Rule) -> Rule {
    Rule::Keys(Keys { rule, binding: &[] })
}

/// Whether a source says nothing of an operation but extensions: a note on what another source describes.
fn is_annotation(operation: &Mapping) -> bool {
    operation
        .keys()
        .all(|key| key.as_str().is_some_and(|key| key.starts_with("x-")))
}

/// The document. A source without `servers` or `security` says nothing about them: it is a part, not a whole.
const ROOT: Rule = Rule::Keys(Keys {
    rule: |key| match key {
        "info" => keys(|_| Rule::Same),
        "tags" => Rule::Names,
        "paths" | "webhooks" => keys(|_| PATH_ITEM),
        "components" => keys(|_| keys(|_| Rule::Same)),
        _ => Rule::Same,
    },
    binding: &[],
});

/// A path item's own `parameters` and `servers` count for its operations, so that they cannot come from another source.
const PATH_ITEM: Rule = Rule::Keys(Keys {
    rule: |key| {
        if METHODS.contains(&key) {
            Rule::Operation
        } else {
            Rule::Same
        }
    },
    binding: &["parameters", "servers"],
});

/// The one document, and where each part of it comes from.
#[derive(Debug, Default)]
pub(super) struct United {
    pub(super) root: Mapping,
    /// Pointer in the one document -> source and pointer there, for what is below it as well.
    origins: BTreeMap<String, (usize, String)>,
}

impl United {
    /// The source, and the pointer there, that a part of the one document comes from.
    pub(super) fn origin(&self, pointer: &str) -> (usize, String) {
        match nearest(&self.origins, pointer) {
            Some((above, (part, origin))) => {
                let rest = pointer.strip_prefix(above).unwrap_or_default();
                (*part, format!("{origin}{rest}"))
            }
            None => (0, pointer.to_owned()),
        }
    }
}

/// Unites the parts in their order.
pub(super) fn unite(parts: &[Part]) -> Result<United, Error> {
    let Some((first, others)) = parts.split_first() else {
        return Err(Error::plain(
            "there is no source to make the document of; name a page or a document",
        ));
    };
    let mut root = Value::Mapping(first.root.clone());
    let mut uniting = Uniting {
        parts,
        united: United::default(),
        conflicts: Vec::new(),
    };
    uniting
        .united
        .origins
        .insert(String::new(), (0, String::new()));
    for (index, part) in others.iter().enumerate() {
        let added = Value::Mapping(part.root.clone());
        let at = Place {
            part: index + 1,
            pointer: String::new(),
            source: String::new(),
        };
        uniting.value(&mut root, &added, ROOT, &at);
    }
    if !uniting.conflicts.is_empty() {
        return Err(Error::plain(conflict::list(&uniting.conflicts)));
    }
    let mut united = uniting.united;
    if let Value::Mapping(root) = root {
        united.root = root;
    }
    Ok(united)
}

/// Where something is added.
struct Place {
    /// The source that adds it.
    part: usize,
    /// In the one document.
    pointer: String,
    /// In the source.
    source: String,
}

impl Place {
    fn below(&self, key: &str) -> Self {
        Self {
            part: self.part,
            pointer: child(&self.pointer, key),
            source: child(&self.source, key),
        }
    }
}

struct Uniting<'a> {
    parts: &'a [Part],
    united: United,
    conflicts: Vec<Conflict>,
}

impl Uniting<'_> {
    fn value(&mut self, base: &mut Value, added: &Value, rule: Rule, at: &Place) {
        match (rule, base, added) {
            (Rule::Keys(keys), Value::Mapping(base), Value::Mapping(added)) => {
                self.mapping(base, added, keys, at);
            }
            (Rule::Operation, Value::Mapping(base), Value::Mapping(added))
                if is_annotation(base) || is_annotation(added) =>
            {
                self.mapping(base, added, EACH_THE_SAME, at);
            }
            (Rule::Names, Value::Sequence(base), Value::Sequence(added)) => {
                self.names(base, added, at);
            }
            (_, base, added) => {
                if let Some((pointer, one, other)) = difference(base, added, "") {
                    self.conflict(at, &pointer, one, other);
                }
            }
        }
    }

    fn mapping(&mut self, base: &mut Mapping, added: &Mapping, keys: Keys, at: &Place) {
        for key in keys.binding {
            if base.contains_key(*key) != added.contains_key(*key) {
                let pointer = child("", key);
                self.conflict(at, &pointer, base.get(*key), added.get(*key));
            }
        }
        for (key, value) in added {
            let Some(name) = key.as_str() else { continue };
            let below = at.below(name);
            match base.get_mut(key) {
                Some(there) => self.value(there, value, (keys.rule)(name), &below),
                None => {
                    self.keep_origin(&below);
                    base.insert(key.clone(), value.clone());
                }
            }
        }
    }

    fn names(&mut self, base: &mut Vec<Value>, added: &[Value], at: &Place) {
        for (index, item) in added.iter().enumerate() {
            let there = item.get("name").and_then(|name| {
                base.iter()
                    .position(|other| other.get("name") == Some(name))
            });
            let below = |place: usize| Place {
                part: at.part,
                pointer: child(&at.pointer, &place.to_string()),
                source: child(&at.source, &index.to_string()),
            };
            match there.and_then(|place| Some((place, base.get_mut(place)?))) {
                Some((place, there)) => {
                    self.value(there, item, keys(|_| Rule::Same), &below(place));
                }
                None => {
                    self.keep_origin(&below(base.len()));
                    base.push(item.clone());
                }
            }
        }
    }

    fn keep_origin(&mut self, at: &Place) {
        self.united
            .origins
            .insert(at.pointer.clone(), (at.part, at.source.clone()));
    }

    /// Two sources say different things `deeper` than the place.
    fn conflict(&mut self, at: &Place, deeper: &str, one: Option<&Value>, other: Option<&Value>) {
        let pointer = format!("{}{deeper}", at.pointer);
        let (part, source) = self.united.origin(&pointer);
        let conflict = Conflict {
            one: self.said(part, &source, one),
            other: self.said(at.part, &format!("{}{deeper}", at.source), other),
            pointer,
        };
        if !self.conflicts.contains(&conflict) {
            self.conflicts.push(conflict);
        }
    }

    fn said(&self, part: usize, pointer: &str, value: Option<&Value>) -> Said {
        let place = self.parts.get(part).map_or_else(String::new, |part| {
            format!("{}:{}", part.file, part.lines.position(pointer).0)
        });
        Said {
            place,
            value: value.map_or_else(|| "nothing".to_owned(), short),
        }
    }
}
