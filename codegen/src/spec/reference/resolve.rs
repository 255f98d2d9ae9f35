//! Where one reference leads.

use serde_json::Value;

use super::collect::{Collector, Here, component};
use super::files::join_url;
use super::problem::Problem;
use super::scope::Scope;
use super::{Location, Plan};
use crate::spec::grammar::{Form, Kind};
use crate::spec::lenient::kind_of;
use crate::spec::pointer::{self, Path};

/// How many references a pointer may lead through on its way.
const MAX_HOPS: usize = 16;

/// A place that was found, and what had to be read kindly on the way.
pub(super) struct Found {
    location: Location,
    kindly: Option<String>,
}

impl Found {
    fn plainly(file: usize, pointer: impl Into<String>) -> Self {
        Self {
            location: Location {
                file,
                pointer: pointer.into(),
            },
            kindly: None,
        }
    }
}

impl Collector<'_, '_> {
    /// Decides what becomes of a reference.
    pub(super) fn resolve(&mut self, reference: &str, form: Form, here: Here<'_>) -> Plan {
        let found = match self.locate(reference, form, here, 0) {
            Ok(found) => found,
            Err(problem) => {
                self.report(problem, reference, form, here);
                return Plan::Nothing;
            }
        };
        if let Some(kindly) = found.kindly {
            self.lenient(reference, &kindly, here);
        }
        self.plan(reference, found.location, form, here)
    }

    /// Decides what becomes of an entry of a discriminator's mapping: a name or a reference.
    pub(super) fn resolve_mapping(&mut self, target: &str, here: Here<'_>) -> Plan {
        let form = Form::One(Kind::Schema);
        let own = format!("/components/schemas/{}", pointer::escape(target));
        if here.file != 0
            && let Ok(location) = self.follow(here.file, &own, 0)
        {
            return self.plan(target, location, form, here);
        }
        if self.has_component("schemas", target) {
            return Plan::Component(target.to_owned());
        }
        let is_reference = target.contains(['#', '/'])
            || [".json", ".yaml", ".yml"]
                .iter()
                .any(|end| target.ends_with(end));
        if is_reference && let Ok(found) = self.locate(target, form, here, 0) {
            return self.plan(target, found.location, form, here);
        }
        self.report_mapping(target, here);
        Plan::Nothing
    }

    fn plan(&mut self, reference: &str, location: Location, form: Form, here: Here<'_>) -> Plan {
        if let Some(found) = self.misfit(&location, form) {
            self.report_misfit(reference, found, form, here);
            return Plan::Nothing;
        }
        let Some(expected) = component(form) else {
            return Plan::Inline(location);
        };
        if location.file == 0
            && let Some((kind, name)) = as_component(&location.pointer)
        {
            if kind == expected {
                return Plan::Component(name);
            }
            match (form, kind.as_str()) {
                (Form::One(Kind::Response | Kind::RequestBody), "schemas") => {
                    let message = format!("`{reference}` is a schema");
                    self.lenient_at(message, "read as the schema of `application/json`", here);
                    return Plan::BodyOf(Box::new(Plan::Component(name)));
                }
                // A parameter described once more as a header, a body sent back: the objects are all but the same.
                (Form::One(Kind::Header), "parameters")
                | (Form::One(Kind::Response), "requestBodies")
                | (Form::One(Kind::RequestBody), "responses") => {
                    let message = format!("`{reference}` is one of the components' `{kind}`");
                    self.lenient_at(message, "read as what is expected here", here);
                }
                _ if Kind::of_component(&kind).is_some() => {
                    self.report_kind(reference, &kind, form, here);
                    return Plan::Nothing;
                }
                _ => {}
            }
        }
        Plan::Hoisted(location)
    }

    /// What stands at a place, when it cannot be what is expected.
    fn misfit(&self, location: &Location, form: Form) -> Option<&'static str> {
        let tree = self.files.tree(location.file)?;
        let value = pointer::follow(&tree, &location.pointer)?;
        let fits = match form {
            Form::One(Kind::Schema) => value.is_object() || value.is_boolean(),
            Form::List(_) => value.is_array(),
            _ => value.is_object(),
        };
        (!fits).then(|| kind_of(value))
    }

    /// Finds the place that a reference leads to.
    fn locate(
        &mut self,
        reference: &str,
        form: Form,
        here: Here<'_>,
        hops: usize,
    ) -> Result<Found, Problem> {
        let (file_part, fragment) = match reference.split_once('#') {
            Some((file, fragment)) => (file, Some(pointer::percent_decode(fragment))),
            None => (reference, None),
        };
        let fragment = fragment.as_deref().unwrap_or_default();
        if !file_part.is_empty() {
            if let Some(base) = self.by_id(file_part, here) {
                return self.below(base, fragment, hops);
            }
            if let Some(found) = self.bare_name(reference, form) {
                return Ok(found);
            }
        }
        let file = if self.is_itself(file_part, here) {
            0
        } else {
            let opened = self.files.open(here.file, file_part);
            opened.map_err(Problem::Refused)?
        };
        if !fragment.is_empty() && !fragment.starts_with('/') {
            if let Some(pointer) =
                self.index
                    .anchor(&self.files, file, fragment, &here.path.to_string())
            {
                return Ok(Found::plainly(file, pointer));
            }
        } else if file_part.is_empty()
            && let Some(found) = self.in_scope(fragment, here, true)
        {
            return Ok(found);
        }
        match self.follow(file, fragment, hops) {
            // `#` means the schema that it stands in; a document is none.
            Ok(location) if location.pointer.is_empty() && self.is_document(location.file) => {
                self.in_scope("", here, false).ok_or(Problem::Dangling {
                    at: location,
                    missing: String::new(),
                })
            }
            Ok(location) => Ok(Found {
                location,
                kindly: None,
            }),
            Err(problem) => self
                .kindly(fragment, form, here, file_part.is_empty())
                .ok_or(problem),
        }
    }

    /// Whether a URI is that of the document (OpenAPI 3.2: `$self`, which is the base of relative ones in it).
    fn is_itself(&self, uri: &str, here: Here<'_>) -> bool {
        let root = self.files.tree(0);
        let own = root.as_ref().and_then(|root| root.get("$self")?.as_str());
        let relative = here.file == 0 && !uri.is_empty() && !uri.contains("://");
        own.is_some_and(|own| own == uri || (relative && join_url(own, uri) == own))
    }

    /// A schema that calls itself by the URI that the reference gives.
    fn by_id(&mut self, uri: &str, here: Here<'_>) -> Option<Location> {
        for scope in Scope::chain(here.scope) {
            if let Some(base) = scope.id()
                && let Some(found) = self.index.id(&self.files, here.file, &join_url(base, uri))
            {
                return Some(found);
            }
        }
        self.index.id(&self.files, here.file, uri)
    }

    fn below(&mut self, base: Location, fragment: &str, hops: usize) -> Result<Found, Problem> {
        if !fragment.is_empty()
            && !fragment.starts_with('/')
            && let Some(pointer) =
                self.index
                    .anchor(&self.files, base.file, fragment, &base.pointer)
        {
            return Ok(Found::plainly(base.file, pointer));
        }
        let location = self.follow(base.file, &format!("{}{fragment}", base.pointer), hops)?;
        Ok(Found {
            location,
            kindly: None,
        })
    }

    /// `$ref: Pet`: a component's name alone.
    fn bare_name(&mut self, reference: &str, form: Form) -> Option<Found> {
        let kind = component(form)?;
        if reference.contains(['/', '#', ':']) || !self.has_component(kind, reference) {
            return None;
        }
        let pointer = format!("/components/{kind}/{}", pointer::escape(reference));
        Some(Found {
            kindly: Some(format!("read as `#{pointer}`")),
            ..Found::plainly(0, pointer)
        })
    }

    /// A pointer relative to a schema around the reference: one with an `$id` (as JSON Schema has it), or, when
    /// nothing else is there, one with definitions that somebody pasted.
    fn in_scope(&self, fragment: &str, here: Here<'_>, with_id: bool) -> Option<Found> {
        if with_id {
            let scope = Scope::chain(here.scope).find(|scope| scope.id().is_some())?;
            let pointer = scope.inside(fragment)?;
            return Some(Found::plainly(here.file, pointer));
        }
        let scope = if fragment.is_empty() {
            Scope::chain(here.scope).last()
        } else {
            Scope::chain(here.scope).find(|scope| scope.inside(fragment).is_some())
        };
        let pointer = scope?.inside(fragment)?;
        Some(Found {
            kindly: Some(format!("read as `#{pointer}`")),
            ..Found::plainly(here.file, pointer)
        })
    }

    /// What people write for a place that does exist.
    fn kindly(&self, fragment: &str, form: Form, here: Here<'_>, local: bool) -> Option<Found> {
        if local && let Some(found) = self.in_scope(fragment, here, false) {
            return Some(found);
        }
        let kind = component(form)?;
        let bare = fragment.trim_start_matches('/');
        let name = bare.rsplit('/').next().unwrap_or(bare);
        let written = [
            // Without its first slash.
            format!("components/{kind}/{name}"),
            // As in OpenAPI 2.
            format!("definitions/{name}"),
            format!("{kind}/{name}"),
        ];
        let elsewhere = here.file != 0 && bare == format!("components/{kind}/{name}");
        let name = pointer::unescape(name);
        if (elsewhere || written.iter().any(|form| form == bare)) && self.has_component(kind, &name)
        {
            let pointer = format!("/components/{kind}/{}", pointer::escape(&name));
            return Some(Found {
                kindly: Some(format!("read as `#{pointer}` of the document")),
                ..Found::plainly(0, pointer)
            });
        }
        None
    }

    /// Follows a pointer, and the references that stand in its way.
    fn follow(&mut self, file: usize, wanted: &str, hops: usize) -> Result<Location, Problem> {
        let dangling = |file, existing: &str, missing: &str| Problem::Dangling {
            at: Location {
                file,
                pointer: existing.to_owned(),
            },
            missing: missing.to_owned(),
        };
        if !wanted.is_empty() && !wanted.starts_with('/') {
            return Err(dangling(file, "", wanted));
        }
        let Some(tree) = self.files.tree(file) else {
            return Err(dangling(file, "", wanted));
        };
        let mut value: &Value = &tree;
        let mut length = 0;
        for raw in wanted.split('/').skip(1) {
            let key = pointer::unescape(raw);
            if let Some(next) = pointer::step(value, &key) {
                value = next;
                length += 1 + raw.len();
                continue;
            }
            let existing = wanted.get(..length).unwrap_or_default();
            let Some(Value::String(through)) = value.get("$ref") else {
                return Err(dangling(file, existing, &key));
            };
            if hops >= MAX_HOPS {
                return Err(dangling(file, existing, &key));
            }
            let here = Here {
                file,
                path: &Path::Text(existing),
                scope: None,
            };
            let found = self.locate(through, Form::One(Kind::Schema), here, hops + 1)?;
            let rest = wanted.get(length..).unwrap_or_default();
            return self.follow(
                found.location.file,
                &format!("{}{rest}", found.location.pointer),
                hops + 1,
            );
        }
        Ok(Location {
            file,
            pointer: wanted.to_owned(),
        })
    }

    fn is_document(&self, file: usize) -> bool {
        self.files
            .tree(file)
            .is_some_and(|tree| tree.get("openapi").is_some())
    }

    pub(super) fn has_component(&self, kind: &str, name: &str) -> bool {
        self.files.tree(0).is_some_and(|tree| {
            tree.get("components")
                .and_then(|components| components.get(kind))
                .and_then(|members| members.get(name))
                .is_some()
        })
    }
}

/// A pointer as the kind and the name of a component.
fn as_component(pointer: &str) -> Option<(String, String)> {
    let mut segments = pointer::segments(pointer);
    let components = segments.next()?;
    let kind = segments.next()?;
    let name = segments.next()?;
    (components == "components" && segments.next().is_none())
        .then(|| (kind.into_owned(), name.into_owned()))
}
