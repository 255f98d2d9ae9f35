//! What stands where a reference was: another reference, or what it led to.

use serde_json::{Map, Value, json};

use super::build::{At, Builder};
use super::{Location, Plan, address};
use crate::diagnostic::{Code, Diagnostic};
use crate::spec::grammar::{self, Form, Kind};
use crate::spec::ledger::Why;
use crate::spec::pointer::{self, Path};

impl Builder<'_, '_> {
    /// An object that holds a reference.
    pub(super) fn referring(&mut self, form: Form, value: &Value, at: At<'_>) -> Value {
        let Value::Object(map) = value else {
            return value.clone();
        };
        let plan = self.plans.references.get(&(address(value), form)).cloned();
        let kind = match form {
            Form::One(kind) | Form::OneOrList(kind) => Some(kind),
            _ => None,
        };
        if let Some(Plan::Inline(location)) = plan {
            let drawn_in = self.inline(form, location, at);
            return self.overlay(form, drawn_in, map, at);
        }
        if let Some(Plan::BodyOf(plan)) = &plan
            && let Some(name) = self.name(plan, Kind::Schema)
        {
            for key in map.keys() {
                self.record(key, at, Why::BesideReference);
            }
            let schema = reference(Kind::Schema, &name);
            return json!({ "content": { "application/json": { "schema": schema } } });
        }
        let target = kind.and_then(|kind| Some((kind, self.name(plan.as_ref()?, kind)?)));
        let Some((kind, name)) = target else {
            self.record("$ref", at, Why::LeadsNowhere);
            return self.overlay(form, nothing(form), map, at);
        };
        // What stands beside it goes on: it counts in a schema, and the next stage says so where it does not.
        let mut out = match kind {
            Kind::Schema => self.beside(form, map, at),
            _ => map.clone(),
        };
        out.insert("$ref".into(), component_pointer(kind, &name).into());
        Value::Object(out)
    }

    /// What stands beside a reference.
    fn beside(&mut self, form: Form, map: &Map<String, Value>, at: At<'_>) -> Map<String, Value> {
        let members = map.iter().filter(|(key, _)| *key != "$ref");
        let built = members.map(|(key, member)| {
            let field = match form {
                Form::One(kind) | Form::OneOrList(kind) => {
                    grammar::meant(kind, key).map(|field| field.form)
                }
                Form::Map(kind) | Form::MapOrTexts(kind) => Some(Form::One(kind)),
                _ => None,
            };
            let built = match field {
                Some(form) => {
                    let at = At {
                        source: &at.source.key(key),
                        path: &at.path.key(key),
                        ..at
                    };
                    self.deeper(form, member, at)
                }
                None => member.clone(),
            };
            (key.clone(), built)
        });
        built.collect()
    }

    pub(super) fn report(&mut self, code: Code, message: &str, at: At<'_>) {
        let mut diagnostic = Diagnostic::new(code, at.source.to_string(), message).done("left out");
        diagnostic.place.file = self.files.title(at.file);
        self.sink.report(diagnostic);
    }

    /// Notes that a member is not there any more.
    fn record(&mut self, key: &str, at: At<'_>, why: Why) {
        let file = self.files.title(at.file);
        self.ledger
            .dropped_in(file, at.source.to_string(), key, why);
    }

    /// What a reference leads to, in the reference's place.
    fn inline(&mut self, form: Form, location: Location, at: At<'_>) -> Value {
        let entry = (form, location);
        if self.inlining.contains(&entry) {
            self.report(
                Code::CyclicReference,
                "the reference leads to a part that contains it",
                at,
            );
            return nothing(form);
        }
        let location = &entry.1;
        let Some(tree) = self.files.tree(location.file) else {
            return Value::Null;
        };
        let Some(target) = pointer::follow(&tree, &location.pointer) else {
            return Value::Null;
        };
        self.record("$ref", at, Why::Replaced);
        self.origins.placed.insert(
            at.path.to_string(),
            (location.file, location.pointer.clone()),
        );
        let source = Path::Text(&location.pointer);
        let inner = At {
            file: location.file,
            source: &source,
            path: at.path,
        };
        let around = self.copying;
        self.copying |= !self.inlined.insert(entry.clone());
        self.inlining.push(entry.clone());
        let built = self.deeper(form, target, inner);
        self.inlining.pop();
        self.copying = around;
        built
    }

    /// Puts what stands beside a reference over what it drew in.
    fn overlay(
        &mut self,
        form: Form,
        drawn_in: Value,
        holder: &Map<String, Value>,
        at: At<'_>,
    ) -> Value {
        let mut out = match drawn_in {
            Value::Object(map) => map,
            Value::Null if holder.len() > 1 => Map::new(),
            other => {
                for key in holder.keys().filter(|key| *key != "$ref") {
                    self.record(key, at, Why::BesideReference);
                }
                return other;
            }
        };
        for (key, value) in self.beside(form, holder, at) {
            let source = at.source.key(&key).to_string();
            self.origins
                .placed
                .insert(at.path.key(&key).to_string(), (at.file, source));
            out.insert(key, value);
        }
        Value::Object(out)
    }
}

/// A reference to a component.
pub(super) fn reference(kind: Kind, name: &str) -> Value {
    json!({ "$ref": component_pointer(kind, name) })
}

/// The text of a reference to a component.
pub(super) fn component_pointer(kind: Kind, name: &str) -> String {
    format!(
        "#/components/{}/{name}",
        kind.component().unwrap_or_default()
    )
}

/// What stands where a reference leads nowhere: an empty object where that says nothing, or else a null, which the next
/// stage takes out.
pub(super) fn nothing(form: Form) -> Value {
    match form {
        Form::One(
            Kind::Schema
            | Kind::PathItem
            | Kind::Response
            | Kind::RequestBody
            | Kind::MediaType
            | Kind::Header
            | Kind::Encoding,
        ) => json!({}),
        _ => Value::Null,
    }
}
