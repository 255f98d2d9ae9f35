//! A schema with its references followed and its `allOf` taken together.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use serde_json::{Map, Value};

use super::child;

/// A schema that allows anything.
static ANYTHING: LazyLock<Value> = LazyLock::new(|| Value::Object(Map::new()));

/// References that lead to references; no real document has so many.
const LONGEST_CHAIN: usize = 64;

/// A value and its place in the lowered document.
#[derive(Debug, Clone)]
pub(super) struct Part<'v> {
    pub(super) value: &'v Value,
    pub(super) pointer: String,
}

/// One schema, or several that all hold.
pub(super) type Slot<'v> = Vec<Part<'v>>;

/// A value at a place.
pub(super) fn part(value: &Value, pointer: String) -> Part<'_> {
    Part { value, pointer }
}

/// A slot of one schema.
pub(super) fn slot(value: &Value, pointer: String) -> Slot<'_> {
    vec![part(value, pointer)]
}

/// A slot that allows anything.
pub(super) fn anything<'v>(pointer: &str) -> Slot<'v> {
    slot(&ANYTHING, pointer.to_owned())
}

/// Whether two slots say the same, word by word.
pub(super) fn same(old: &Slot<'_>, new: &Slot<'_>) -> bool {
    old.len() == new.len() && old.iter().zip(new).all(|(a, b)| a.value == b.value)
}

/// The component that a value refers to, and its pointer; the value itself when it is no reference.
pub(super) fn follow<'v>(document: &'v Value, mut part: Part<'v>) -> Part<'v> {
    for _ in 0..LONGEST_CHAIN {
        match target(document, part.value) {
            Some(next) => part = next,
            None => break,
        }
    }
    part
}

fn target<'v>(document: &'v Value, value: &Value) -> Option<Part<'v>> {
    let reference = value.get("$ref")?.as_str()?;
    let (kind, name) = reference.strip_prefix("#/components/")?.split_once('/')?;
    Some(Part {
        value: document.get("components")?.get(kind)?.get(name)?,
        pointer: child(&child("/components", kind), name),
    })
}

/// The name of the schema component that a slot is nothing but a reference to.
pub(super) fn component_name<'v>(slot: &Slot<'v>) -> Option<&'v str> {
    match slot.as_slice() {
        [part] => part
            .value
            .get("$ref")?
            .as_str()?
            .strip_prefix("#/components/schemas/"),
        _ => None,
    }
}

/// Every schema component that a value refers to, anywhere in it.
pub(super) fn references<'v>(value: &'v Value, found: &mut BTreeSet<&'v str>) {
    match value {
        Value::Object(map) => {
            if let Some(name) = map
                .get("$ref")
                .and_then(Value::as_str)
                .and_then(|reference| reference.strip_prefix("#/components/schemas/"))
            {
                found.insert(name);
            }
            map.values().for_each(|value| references(value, found));
        }
        Value::Array(items) => items.iter().for_each(|value| references(value, found)),
        _ => {}
    }
}

/// A schema with its references followed and its `allOf` taken together: every part holds.
#[derive(Debug)]
pub(super) struct View<'v> {
    document: &'v Value,
    pub(super) parts: Vec<(&'v Map<String, Value>, String)>,
}

impl<'v> View<'v> {
    pub(super) fn of(document: &'v Value, slot: &Slot<'v>) -> Self {
        let mut view = Self {
            document,
            parts: Vec::new(),
        };
        let mut way = Vec::new();
        for part in slot {
            view.take(part.clone(), &mut way);
        }
        view
    }

    fn take(&mut self, part: Part<'v>, way: &mut Vec<String>) {
        let part = follow(self.document, part);
        let Value::Object(map) = part.value else {
            return;
        };
        // A schema that is a part of itself says nothing new the second time.
        if way.contains(&part.pointer) {
            return;
        }
        self.parts.push((map, part.pointer.clone()));
        way.push(part.pointer.clone());
        for branch in members(map, "allOf", &part.pointer) {
            self.take(branch, way);
        }
        for keyword in ["anyOf", "oneOf"] {
            if let [only] = members(map, keyword, &part.pointer).as_slice() {
                self.take(only.clone(), way);
            }
        }
        way.pop();
    }

    /// Where the schema stands.
    pub(super) fn pointer(&self) -> &str {
        self.parts.first().map_or("", |(_, pointer)| pointer)
    }

    /// The first part that has a keyword.
    pub(super) fn first(&self, keyword: &str) -> Option<&'v Value> {
        self.parts.iter().find_map(|(map, _)| map.get(keyword))
    }

    /// Where the keyword stands; where the schema stands when it has none.
    pub(super) fn place_of(&self, keyword: &str) -> String {
        self.parts
            .iter()
            .find(|(map, _)| map.contains_key(keyword))
            .map_or_else(
                || self.pointer().to_owned(),
                |(_, pointer)| child(pointer, keyword),
            )
    }

    /// Whether any part says yes.
    pub(super) fn says(&self, keyword: &str) -> bool {
        self.parts
            .iter()
            .any(|(map, _)| map.get(keyword).and_then(Value::as_bool) == Some(true))
    }

    /// The branches of each union in it.
    pub(super) fn unions(&self) -> Vec<Vec<Part<'v>>> {
        self.parts
            .iter()
            .flat_map(|(map, pointer)| {
                ["anyOf", "oneOf"].map(|keyword| members(map, keyword, pointer))
            })
            .filter(|branches| branches.len() > 1)
            .collect()
    }

    /// What a keyword with one schema allows, all parts taken together.
    pub(super) fn slot(&self, keyword: &str) -> Option<Slot<'v>> {
        let slot: Slot<'v> = self
            .parts
            .iter()
            .filter_map(|(map, pointer)| {
                let value = map.get(keyword).filter(|value| value.is_object())?;
                Some(Part {
                    value,
                    pointer: child(pointer, keyword),
                })
            })
            .collect();
        (!slot.is_empty()).then_some(slot)
    }

    /// The named properties, those included that are only said to be required.
    pub(super) fn properties(&self) -> BTreeMap<&'v str, Slot<'v>> {
        let mut all: BTreeMap<&'v str, Slot<'v>> = BTreeMap::new();
        for (map, pointer) in &self.parts {
            let Some(Value::Object(properties)) = map.get("properties") else {
                continue;
            };
            let pointer = child(pointer, "properties");
            for (name, value) in properties {
                all.entry(name).or_default().push(Part {
                    value,
                    pointer: child(&pointer, name),
                });
            }
        }
        for name in self.required() {
            all.entry(name)
                .or_insert_with(|| anything(&child(&self.place_of("required"), name)));
        }
        all
    }

    pub(super) fn required(&self) -> BTreeSet<&'v str> {
        self.parts
            .iter()
            .filter_map(|(map, _)| map.get("required")?.as_array())
            .flatten()
            .filter_map(Value::as_str)
            .collect()
    }
}

/// The members of a list of schemas.
pub(super) fn members<'v>(
    map: &'v Map<String, Value>,
    keyword: &str,
    pointer: &str,
) -> Vec<Part<'v>> {
    let Some(Value::Array(items)) = map.get(keyword) else {
        return Vec::new();
    };
    let pointer = child(pointer, keyword);
    items
        .iter()
        .enumerate()
        .map(|(index, value)| Part {
            value,
            pointer: format!("{pointer}/{index}"),
        })
        .collect()
}
