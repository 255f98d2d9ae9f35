//! Objects with named properties.

use std::collections::BTreeSet;

use super::at::below;
use super::context::Context;
use super::facts::{Extra, Facts, Node};
use super::naming::{candidates, is_snake};
use super::schema::Typed;
use super::{docs, scalar};
use crate::model::{
    Additional, Docs, Field, FieldName, Presence, Reason, Scope, Shape, Struct, Type, TypeId,
};

impl Context<'_> {
    /// The struct of an object schema.
    pub(super) fn object(&mut self, id: TypeId, facts: &Facts) -> Shape {
        let mut names: BTreeSet<&str> = facts.properties.keys().map(String::as_str).collect();
        names.extend(facts.required.iter().map(String::as_str));
        let mut scope = Scope::default();
        let mut idents = claim_fields(&mut scope, &names);
        let mut fields = Vec::with_capacity(names.len());
        for name in names {
            let Some(ident) = idents.remove(name) else {
                continue;
            };
            fields.push(self.field(facts, name, ident));
        }
        let additional = match &facts.extra {
            Extra::Unsaid => Additional::Ignored,
            Extra::Denied => {
                self.closed.insert(id);
                Additional::Ignored
            }
            Extra::Open => {
                let pointer = below(&facts.at.pointer, &["additionalProperties"]);
                let value = self.untyped(&pointer, Reason::Open, "the document allows any");
                kept(&mut scope, value)
            }
            Extra::Typed(node) => {
                let value = self.typed(node).whole();
                kept(&mut scope, value)
            }
        };
        let notes = facts.docs.notes.clone();
        self.docs_of(id).notes = notes;
        Shape::Struct(Struct { fields, additional })
    }

    fn field(&mut self, facts: &Facts, name: &str, ident: FieldName) -> Field {
        let required = facts.required.contains(name);
        let Some(node) = facts.properties.get(name) else {
            let pointer = below(&facts.at.pointer, &["required"]);
            let why = format!("`{name}` is required, but the document does not describe it");
            return Field {
                ident,
                wire: name.to_owned(),
                pointer: pointer.clone(),
                docs: Docs::default(),
                ty: self.untyped(&pointer, Reason::Open, &why),
                presence: Presence::Required,
                default: None,
                constant: false,
                read_only: false,
                write_only: false,
            };
        };
        let typed = self.typed(node);
        let presence = presence(required, &typed);
        let (read_only, write_only) = self.directions(node);
        Field {
            ident,
            wire: name.to_owned(),
            pointer: node.pointer().to_owned(),
            docs: self.prose(node),
            ty: typed.ty,
            presence,
            default: node.inline().and_then(|facts| facts.default.clone()),
            constant: false,
            read_only,
            write_only,
        }
    }

    /// Prose of a schema in its place. What a reference leads to has its own.
    pub(super) fn prose(&mut self, node: &Node) -> Docs {
        let Some(facts) = node.inline() else {
            return Docs::default();
        };
        let wraps = facts.all_of.iter().any(|part| part.target().is_some());
        let mut prose = if wraps {
            facts.docs.clone()
        } else {
            self.flatten(facts).docs.clone()
        };
        if let Some(format) = facts
            .format
            .as_deref()
            .filter(|format| !scalar::typed_format(facts.effective_kind(), format))
        {
            prose.notes.push(docs::format_note(format));
        }
        prose
    }

    /// `readOnly` and `writeOnly`, also where a merged part says so.
    fn directions(&mut self, node: &Node) -> (bool, bool) {
        match node.inline() {
            None => (false, false),
            Some(facts) => facts.all_of.iter().filter_map(Node::inline).fold(
                (facts.read_only, facts.write_only),
                |(read, write), part| (read || part.read_only, write || part.write_only),
            ),
        }
    }
}

fn presence(required: bool, typed: &Typed) -> Presence {
    // What may be anything may be null without our help; `()` is null.
    let nullable = typed.nullable && !matches!(typed.ty, Type::Json | Type::Null);
    match (required, nullable) {
        (true, false) => Presence::Required,
        (true, true) => Presence::Nullable,
        (false, false) if typed.ty == Type::Null => Presence::OptionalNullable,
        (false, false) => Presence::Optional,
        (false, true) => Presence::OptionalNullable,
    }
}

/// Names for all fields. A key that is written as a Rust field already has the first claim.
fn claim_fields<'a>(
    scope: &mut Scope,
    names: &BTreeSet<&'a str>,
) -> std::collections::BTreeMap<&'a str, FieldName> {
    let (plain, other): (Vec<&str>, Vec<&str>) = names.iter().partition(|name| is_snake(name));
    plain
        .into_iter()
        .chain(other)
        .map(|name| {
            let [text, spelled, cased] = candidates(name);
            let ident = scope.claim_first(&[&text, &spelled, &cased]);
            (name, ident)
        })
        .collect()
}

fn kept(scope: &mut Scope, value: Type) -> Additional {
    Additional::Kept {
        ident: scope.claim_first(&["additional", "additional properties", "other"]),
        value,
    }
}
