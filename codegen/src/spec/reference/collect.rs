//! The walk that finds every reference that can be reached, and decides what becomes of it.

use std::collections::HashSet;
use std::rc::Rc;

use serde_json::{Map, Value};

use super::files::Files;
use super::index::Index;
use super::scope::{self, Scope};
use super::{Location, Plan, Plans, address};
use crate::diagnostic::{Sink, Suggester};
use crate::spec::Input;
use crate::spec::grammar::{self, Form, Kind};
use crate::spec::pointer::{self, Path};

/// Finds and resolves.
#[derive(Debug)]
pub(super) struct Collector<'a, 's> {
    pub(super) files: Files<'a>,
    pub(super) sink: &'s mut Sink,
    pub(super) index: Index,
    pub(super) suggester: Suggester,
    plans: Plans,
    queue: Vec<(Form, Location)>,
    /// What was put into the queue for being put in a reference's place.
    queued: HashSet<(Form, Location)>,
    seen: HashSet<(usize, Form)>,
}

/// Where the walk is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Here<'h> {
    pub(super) file: usize,
    pub(super) path: &'h Path<'h>,
    pub(super) scope: Option<&'h Scope<'h>>,
}

impl<'a, 's> Collector<'a, 's> {
    pub(super) fn new(input: &'a Input<'a>, tree: Rc<Value>, sink: &'s mut Sink) -> Self {
        Self {
            files: Files::new(input, tree),
            sink,
            index: Index::default(),
            suggester: Suggester::new(),
            plans: Plans::default(),
            queue: vec![(
                Form::One(Kind::Document),
                Location {
                    file: 0,
                    pointer: String::new(),
                },
            )],
            queued: HashSet::new(),
            seen: HashSet::new(),
        }
    }

    /// Walks the document and all that it leads to.
    pub(super) fn run(&mut self) {
        while let Some((form, location)) = self.queue.pop() {
            let Some(tree) = self.files.tree(location.file) else {
                continue;
            };
            self.walk_from(form, &location, &tree);
        }
    }

    pub(super) fn finish(self) -> (Plans, Files<'a>) {
        (self.plans, self.files)
    }

    /// Walks a part of a file, with the schemas around it in scope.
    fn walk_from(&mut self, form: Form, location: &Location, tree: &Value) {
        let Some(value) = pointer::follow(tree, &location.pointer) else {
            return;
        };
        let mut around: Vec<(&Value, String)> = Vec::new();
        let mut outer = tree;
        let mut length = 0;
        for raw in location.pointer.split('/').skip(1) {
            if scope::opens(outer) {
                let prefix = location.pointer.get(..length).unwrap_or_default();
                around.push((outer, prefix.to_owned()));
            }
            let Some(next) = pointer::step(outer, &pointer::unescape(raw)) else {
                break;
            };
            outer = next;
            length += 1 + raw.len();
        }
        self.walk_within(form, value, location, None, &around);
    }

    /// Puts the schemas around a part into scope, one a call, and walks it.
    fn walk_within(
        &mut self,
        form: Form,
        value: &Value,
        location: &Location,
        scope: Option<&Scope<'_>>,
        around: &[(&Value, String)],
    ) {
        match around.split_first() {
            Some(((schema, pointer), rest)) => {
                let scope = Scope {
                    outer: scope,
                    schema,
                    path: &Path::Text(pointer),
                };
                self.walk_within(form, value, location, Some(&scope), rest);
            }
            None => {
                let here = Here {
                    file: location.file,
                    path: &Path::Text(&location.pointer),
                    scope,
                };
                self.visit(form, value, here);
            }
        }
    }

    /// Walks a value of which it is known what it should be.
    fn visit(&mut self, form: Form, value: &Value, here: Here<'_>) {
        match (form, value) {
            (Form::One(kind) | Form::OneOrList(kind), Value::Object(map)) => {
                self.node(kind, value, map, here);
            }
            (Form::List(_) | Form::Map(_) | Form::MapOrTexts(_), Value::Object(map))
                if matches!(map.get("$ref"), Some(Value::String(_))) =>
            {
                self.reference(form, value, map, here);
                if let Form::Map(kind) | Form::MapOrTexts(kind) = form {
                    self.members(kind, map, here);
                }
            }
            (Form::List(kind), Value::Object(map)) if !grammar::is_named_list(kind, map) => {
                self.node(kind, value, map, here);
            }
            (Form::List(kind) | Form::OneOrList(kind), Value::Array(items)) => {
                for (index, item) in items.iter().enumerate() {
                    let path = here.path.index(index);
                    self.visit(
                        Form::One(kind),
                        item,
                        Here {
                            path: &path,
                            ..here
                        },
                    );
                }
            }
            (Form::Map(kind) | Form::MapOrTexts(kind) | Form::List(kind), Value::Object(map)) => {
                self.members(kind, map, here);
            }
            _ => {}
        }
    }

    fn members(&mut self, kind: Kind, map: &Map<String, Value>, here: Here<'_>) {
        for (key, item) in map {
            let path = here.path.key(key);
            self.visit(
                Form::One(kind),
                item,
                Here {
                    path: &path,
                    ..here
                },
            );
        }
    }

    fn node(&mut self, kind: Kind, value: &Value, map: &Map<String, Value>, here: Here<'_>) {
        if !self.seen.insert((address(value), Form::One(kind))) {
            return;
        }
        let scope;
        let mut here = here;
        if kind == Kind::Schema && (here.scope.is_none() || scope::opens(value)) {
            scope = Scope {
                outer: here.scope,
                schema: value,
                path: here.path,
            };
            here.scope = Some(&scope);
        }
        if matches!(map.get("$ref"), Some(Value::String(_))) {
            self.reference(Form::One(kind), value, map, here);
        }
        if kind == Kind::Discriminator {
            self.mapping(value, map, here);
        }
        for (key, member) in map {
            if let Some(field) = grammar::meant(kind, key) {
                let path = here.path.key(key);
                self.visit(
                    field.form,
                    member,
                    Here {
                        path: &path,
                        ..here
                    },
                );
            }
        }
    }

    fn reference(&mut self, form: Form, value: &Value, map: &Map<String, Value>, here: Here<'_>) {
        let Some(Value::String(reference)) = map.get("$ref") else {
            return;
        };
        let plan = self.resolve(reference, form, here);
        let plain = match (&plan, component(form)) {
            (Plan::Component(name), Some(kind)) => {
                reference
                    .strip_prefix("#/components/")
                    .and_then(|rest| rest.strip_prefix(kind)?.strip_prefix('/'))
                    == Some(name)
            }
            _ => false,
        };
        self.plans.dirty |= !plain;
        self.note(form, &plan);
        self.plans.references.insert((address(value), form), plan);
    }

    fn mapping(&mut self, value: &Value, map: &Map<String, Value>, here: Here<'_>) {
        if let Some(Value::Object(mapping)) = map.get("mapping") {
            let field = here.path.key("mapping");
            for (key, target) in mapping {
                let path = field.key(key);
                let here = Here {
                    path: &path,
                    ..here
                };
                self.mapped(value, Some(key), target, here);
            }
        }
        if let Some(target) = map.get("defaultMapping") {
            let path = here.path.key("defaultMapping");
            let here = Here {
                path: &path,
                ..here
            };
            self.mapped(value, None, target, here);
        }
    }

    /// What a value of a discriminator leads to, or what all others do.
    fn mapped(&mut self, discriminator: &Value, key: Option<&str>, target: &Value, here: Here<'_>) {
        let Value::String(target) = target else {
            return;
        };
        let plan = self.resolve_mapping(target, here);
        self.plans.dirty |= match &plan {
            Plan::Component(name) => {
                target.strip_prefix("#/components/schemas/") != Some(name.as_str())
            }
            _ => true,
        };
        self.note(Form::One(Kind::Schema), &plan);
        let key = (address(discriminator), key.map(str::to_owned));
        self.plans.mappings.insert(key, plan);
    }

    /// Sees to it that what a plan needs is walked too.
    fn note(&mut self, form: Form, plan: &Plan) {
        match plan {
            Plan::Hoisted(location) => {
                let Form::One(kind) = form else {
                    return;
                };
                let target = (kind, location.clone());
                if self.plans.targets.contains_key(&target) {
                    return;
                }
                let address = self
                    .files
                    .tree(location.file)
                    .and_then(|tree| pointer::follow(&tree, &location.pointer).map(address));
                self.plans
                    .targets
                    .insert(target, address.unwrap_or_default());
                self.queue.push((form, location.clone()));
            }
            Plan::Inline(location) => {
                let part = (form, location.clone());
                if self.queued.insert(part.clone()) {
                    self.queue.push(part);
                }
            }
            Plan::BodyOf(plan) => self.note(Form::One(Kind::Schema), plan),
            Plan::Component(_) | Plan::Nothing => {}
        }
    }
}

/// The key under `components` for what is expected at a place.
pub(super) fn component(form: Form) -> Option<&'static str> {
    match form {
        Form::One(kind) | Form::OneOrList(kind) => kind.component(),
        _ => None,
    }
}
