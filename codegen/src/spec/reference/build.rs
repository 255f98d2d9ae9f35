//! The one tree that a document and everything it draws in becomes.

use std::collections::{BTreeSet, HashSet};

use serde_json::{Map, Value, json};

use super::files::Files;
use super::home::Homes;
use super::inline::{component_pointer, nothing, reference};
use super::{Assembled, Location, Plan, Plans, Target, address};
use crate::diagnostic::{Code, Sink};
use crate::spec::grammar::{self, Form, Kind};
use crate::spec::ledger::{Ledger, Why};
use crate::spec::origin::Origins;
use crate::spec::pointer::{self, Path};

/// How deep the assembled document may nest: as deep as one file, and a little for what is drawn in.
const MAX_DEPTH: usize = 160;
/// How many values may be copied into the places of references, beyond the first copy of each part.
const MAX_COPIED: usize = 200_000;

/// Builds the document.
pub(super) fn build(tree: &Value, plans: Plans, files: &Files<'_>, sink: &mut Sink) -> Assembled {
    let homes = Homes::choose(tree, &plans, files);
    let mut builder = Builder {
        plans: &plans,
        homes: &homes,
        files,
        sink,
        origins: Origins::default(),
        ledger: Ledger::default(),
        inlining: Vec::new(),
        inlined: HashSet::new(),
        copying: false,
        copied: 0,
        overflowed: false,
        depth: 0,
    };
    let at = At {
        file: 0,
        source: &Path::Root,
        path: &Path::Root,
    };
    let mut value = builder.object(Kind::Document, tree, at);
    let mut hoisted = Vec::new();
    let in_place: BTreeSet<&Target> = homes.aliases.values().collect();
    for (target, name) in &homes.names {
        let Some(key) = target.0.component() else {
            continue;
        };
        let origin = format!("{}#{}", files.name(target.1.file), target.1.pointer);
        hoisted.push((key, name.clone(), origin));
        if in_place.contains(target) {
            continue;
        }
        let part = builder.home(target, key, name);
        insert(&mut value, key, name, part);
    }
    Assembled {
        value,
        origins: builder.origins,
        ledger: builder.ledger,
        hoisted,
    }
}

fn insert(document: &mut Value, kind: &str, name: &str, part: Value) {
    let mut holder = document;
    for key in ["components", kind] {
        let Value::Object(map) = holder else {
            return;
        };
        let member = map.entry(key).or_insert_with(|| json!({}));
        if !member.is_object() {
            *member = json!({});
        }
        holder = member;
    }
    if let Value::Object(map) = holder {
        map.insert(name.to_owned(), part);
    }
}

pub(super) struct Builder<'b, 'f> {
    pub(super) plans: &'b Plans,
    pub(super) homes: &'b Homes,
    pub(super) files: &'b Files<'f>,
    pub(super) sink: &'b mut Sink,
    pub(super) origins: Origins,
    pub(super) ledger: Ledger,
    /// What is being put in place of a reference, from the outside in.
    pub(super) inlining: Vec<(Form, Location)>,
    /// What was put in place of a reference before.
    pub(super) inlined: HashSet<(Form, Location)>,
    /// Whether what is being built was built before.
    pub(super) copying: bool,
    pub(super) copied: usize,
    pub(super) overflowed: bool,
    pub(super) depth: usize,
}

/// Where the builder is: in which file and where in it, and where in the document that it builds.
#[derive(Clone, Copy)]
pub(super) struct At<'p> {
    pub(super) file: usize,
    pub(super) source: &'p Path<'p>,
    pub(super) path: &'p Path<'p>,
}

impl Builder<'_, '_> {
    /// A part as a component.
    fn home(&mut self, target: &Target, key: &str, name: &str) -> Value {
        let (kind, location) = target;
        let components = Path::Text("/components");
        let members = components.key(key);
        let path = members.key(name);
        self.origins
            .placed
            .insert(path.to_string(), (location.file, location.pointer.clone()));
        let Some(tree) = self.files.tree(location.file) else {
            return Value::Null;
        };
        let Some(value) = pointer::follow(&tree, &location.pointer) else {
            return Value::Null;
        };
        let at = At {
            file: location.file,
            source: &Path::Text(&location.pointer),
            path: &path,
        };
        match value {
            Value::Object(map) if map.contains_key("$ref") => {
                self.referring(Form::One(*kind), value, at)
            }
            Value::Object(_) => self.object(*kind, value, at),
            value => value.clone(),
        }
    }

    fn value(&mut self, form: Form, value: &Value, at: At<'_>) -> Value {
        self.copied += usize::from(self.copying);
        match (form, value) {
            (Form::One(kind) | Form::OneOrList(kind), Value::Object(map)) => {
                if let Some(target) = self.homes.aliases.get(&address(value))
                    && let Some(name) = self.homes.names.get(target)
                    && let Some(key) = kind.component()
                {
                    return self.home(&target.clone(), key, &name.clone());
                }
                if let Some(name) = self.name_of_part(value, kind) {
                    return reference(kind, &name);
                }
                if matches!(map.get("$ref"), Some(Value::String(_))) {
                    return self.referring(Form::One(kind), value, at);
                }
                self.object(kind, value, at)
            }
            (Form::List(_) | Form::Map(_) | Form::MapOrTexts(_), Value::Object(map))
                if matches!(map.get("$ref"), Some(Value::String(_))) =>
            {
                self.referring(form, value, at)
            }
            (Form::List(kind), Value::Object(map)) if !grammar::is_named_list(kind, map) => {
                self.object(kind, value, at)
            }
            (Form::List(kind) | Form::OneOrList(kind), Value::Array(items)) => {
                let items = items.iter().enumerate().map(|(index, item)| {
                    let at = At {
                        source: &at.source.index(index),
                        path: &at.path.index(index),
                        ..at
                    };
                    self.deeper(Form::One(kind), item, at)
                });
                Value::Array(items.collect())
            }
            (Form::Map(kind) | Form::MapOrTexts(kind) | Form::List(kind), Value::Object(map)) => {
                let members = map.iter().map(|(key, item)| {
                    let at = At {
                        source: &at.source.key(key),
                        path: &at.path.key(key),
                        ..at
                    };
                    (key.clone(), self.deeper(Form::One(kind), item, at))
                });
                Value::Object(members.collect())
            }
            (_, value) => value.clone(),
        }
    }

    /// A part that is a component now is referred to where it stood.
    fn name_of_part(&self, value: &Value, kind: Kind) -> Option<String> {
        let target = self.homes.parts.get(&(address(value), kind))?;
        self.homes.names.get(target).cloned()
    }

    pub(super) fn deeper(&mut self, form: Form, value: &Value, at: At<'_>) -> Value {
        if self.depth >= MAX_DEPTH || self.copied > MAX_COPIED {
            if !std::mem::replace(&mut self.overflowed, true) {
                self.report(
                    Code::TooLarge,
                    "the references unfold to a document that is too large",
                    at,
                );
            }
            return nothing(form);
        }
        self.depth += 1;
        let value = self.value(form, value, at);
        self.depth -= 1;
        value
    }

    fn object(&mut self, kind: Kind, value: &Value, at: At<'_>) -> Value {
        let Value::Object(map) = value else {
            return value.clone();
        };
        let members = map.iter().filter_map(|(key, member)| {
            let built = match grammar::meant(kind, key) {
                _ if kind == Kind::Discriminator && key == "mapping" => {
                    self.mapping(value, member, at)
                }
                _ if kind == Kind::Discriminator && key == "defaultMapping" => {
                    self.mapped(value, None, member, at)?
                }
                Some(field) => {
                    let at = At {
                        source: &at.source.key(key),
                        path: &at.path.key(key),
                        ..at
                    };
                    self.deeper(field.form, member, at)
                }
                None => member.clone(),
            };
            Some((key.clone(), built))
        });
        Value::Object(members.collect())
    }

    fn mapping(&mut self, discriminator: &Value, mapping: &Value, at: At<'_>) -> Value {
        let Value::Object(map) = mapping else {
            return mapping.clone();
        };
        let mut out = Map::new();
        for (key, target) in map {
            if let Some(target) = self.mapped(discriminator, Some(key), target, at) {
                out.insert(key.clone(), target);
            }
        }
        Value::Object(out)
    }

    /// What a value of a discriminator leads to, or what all others do. `None` where it leads nowhere.
    fn mapped(
        &mut self,
        discriminator: &Value,
        key: Option<&str>,
        target: &Value,
        at: At<'_>,
    ) -> Option<Value> {
        let plan = (address(discriminator), key.map(str::to_owned));
        let Some(plan) = self.plans.mappings.get(&plan) else {
            return Some(target.clone());
        };
        if let Some(name) = self.name(plan, Kind::Schema) {
            return Some(component_pointer(Kind::Schema, &name).into());
        }
        let file = self.files.title(at.file);
        let (pointer, key) = match key {
            Some(key) => (at.source.key("mapping").to_string(), key),
            None => (at.source.to_string(), "defaultMapping"),
        };
        self.ledger
            .dropped_in(file, pointer, key, Why::LeadsNowhere);
        None
    }

    pub(super) fn name(&self, plan: &Plan, kind: Kind) -> Option<String> {
        match plan {
            Plan::Component(name) => Some(name.clone()),
            Plan::Hoisted(location) => self.homes.names.get(&(kind, location.clone())).cloned(),
            _ => None,
        }
    }
}
