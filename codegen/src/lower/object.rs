//! Objects with named properties.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::at::below;
use super::context::Context;
use super::facts::{Extra, Facts, Node};
use super::keeping::name_of_others;
use super::naming::{candidates, is_snake};
use super::schema::{Class, DEEPEST, Typed};
use super::{docs, scalar};
use crate::model::{
    Additional, Docs, Field, FieldName, Presence, Reason, Scope, Shape, Struct, Type, TypeId,
};

impl Context<'_> {
    /// The struct of an object schema.
    pub(super) fn object(&mut self, id: TypeId, facts: &Facts) -> Shape {
        let mut names: BTreeSet<&str> = facts.properties.keys().map(String::as_str).collect();
        names.extend(facts.required.iter().map(String::as_str));
        let sometimes = self.conditional_names(&facts.conditions);
        names.extend(sometimes.iter().map(String::as_str));
        let mut scope = Scope::default();
        let mut idents = claim_fields(&mut scope, &names);
        // Items of a list are named by its singular: a property of that name comes first.
        let (lists, others): (Vec<&str>, Vec<&str>) =
            names.iter().partition(|name| is_list(facts, name));
        let mut fields = Vec::with_capacity(names.len());
        for name in others.into_iter().chain(lists) {
            if let Some(ident) = idents.remove(name) {
                fields.push(self.field(facts, name, ident));
            }
        }
        fields.sort_by(|a, b| a.wire.cmp(&b.wire));
        let mut notes = facts.docs.notes.clone();
        let sometimes_open = self.says_others(&facts.conditions);
        let mut kept = |value| Additional::Kept {
            ident: name_of_others(&mut scope),
            value,
            said: true,
        };
        let additional = match &facts.extra {
            // What they are depends, but they must not get lost.
            Extra::Unsaid | Extra::Denied if sometimes_open => {
                let pointer = facts.at.pointer.clone();
                let why = "what other keys are depends on a condition";
                let value = self.untyped(&pointer, Reason::Open, why);
                kept(value)
            }
            Extra::Unsaid => Additional::Ignored,
            Extra::Denied => {
                self.closed.insert(id);
                notes.push("Other keys are not allowed.".to_owned());
                Additional::Ignored
            }
            Extra::Open => {
                let pointer = below(&facts.at.pointer, &["additionalProperties"]);
                let value = self.untyped(&pointer, Reason::Open, "the document allows any");
                kept(value)
            }
            Extra::Typed(node) => {
                let mut said = self.said_inside(&facts.conditions, None);
                said.extend(facts.keyed_of_others());
                let whole = self.with_said(node, said, &|| facts.at.value());
                let value = self.typed(&whole).whole();
                kept(value)
            }
        };
        self.docs_of(id).notes = notes;
        Shape::Struct(Struct { fields, additional })
    }

    fn field(&mut self, facts: &Facts, name: &str, ident: FieldName) -> Field {
        let required = facts.required.contains(name);
        let Some(node) = facts.properties.get(name) else {
            let pointer = below(&facts.at.pointer, &["required"]);
            let (presence, why) = if required {
                let why = format!("`{name}` is required, but the document does not describe it");
                (Presence::Required, why)
            } else {
                let why = format!("what `{name}` is depends on a condition");
                (Presence::Optional, why)
            };
            return Field {
                ident,
                wire: name.to_owned(),
                pointer: pointer.clone(),
                docs: Docs::default(),
                ty: self.untyped(&pointer, Reason::Open, &why),
                presence,
                default: None,
                constant: false,
                impossible: false,
                only_absent: false,
                read_only: false,
                write_only: false,
            };
        };
        let mut said = self.said_inside(&facts.conditions, Some(name));
        said.extend(facts.keyed_of(name));
        let whole = self.with_said(node, said, &|| facts.at.below(&["properties", name], name));
        let typed = self.counted(name, &whole);
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
            impossible: self.is_impossible(node),
            only_absent: false,
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
            .notes
            .extend(facts.default.as_ref().map(docs::default_note));
        prose
    }

    /// Whether no value is of this schema.
    fn is_impossible(&mut self, node: &Node) -> bool {
        let mut node = node.clone();
        // References among components cannot go on for ever; the bound costs nothing.
        for _ in 0..DEEPEST {
            let facts = match &node {
                Node::Inline(facts) => Rc::clone(facts),
                Node::Ref { target, .. } => match self.components.get(target) {
                    Some(component) => {
                        node = component.node.clone();
                        continue;
                    }
                    None => return false,
                },
            };
            match self.classify(&facts) {
                Class::Same(other) => node = other,
                Class::Untyped(Reason::Contradiction, _) => return true,
                _ => return facts.never,
            }
        }
        false
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

fn is_list(facts: &Facts, name: &str) -> bool {
    facts
        .properties
        .get(name)
        .and_then(Node::inline)
        .is_some_and(|property| property.items.is_some())
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

#[cfg(test)]
mod tests {
    use super::super::fixture::schemas;

    #[test]
    fn properties_are_fields_by_presence() {
        let lowered = schemas(
            "A: { type: object, required: [id, gone], properties: {
                id: { type: string }, tag: { type: integer },
                gone: { type: string, nullable: true }, maybe: { type: boolean, nullable: true } } }",
        );
        assert_eq!(
            lowered.shape("A"),
            "{gone!: String, id: String, maybe?!: Bool, tag?: I64}"
        );
    }

    #[test]
    fn properties_without_a_type_make_an_object() {
        assert_eq!(
            schemas("A: { properties: { id: { type: string } } }").shape("A"),
            "{id?: String}"
        );
    }

    #[test]
    fn other_keys_are_kept_where_the_document_says_so() {
        let lowered = schemas(
            "Unsaid: { type: object, properties: { a: { type: string } } }
Denied: { type: object, properties: { a: { type: string } }, additionalProperties: false }
Open: { type: object, properties: { a: { type: string } }, additionalProperties: true }
Empty: { type: object, properties: { a: { type: string } }, additionalProperties: {} }
Typed: { type: object, properties: { a: { type: string } }, additionalProperties: { type: integer } }",
        );
        assert_eq!(lowered.shape("Unsaid"), "{a?: String}");
        assert_eq!(lowered.shape("Denied"), "{a?: String}");
        assert_eq!(lowered.shape("Open"), "{a?: String, ..Json}");
        assert_eq!(lowered.shape("Empty"), "{a?: String, ..Json}");
        assert_eq!(lowered.shape("Typed"), "{a?: String, ..I64}");
        assert_eq!(
            lowered.def("Denied").docs.notes,
            ["Other keys are not allowed."]
        );
    }

    #[test]
    fn an_object_without_properties_is_a_map_or_any_object() {
        let lowered = schemas(
            "Any: { type: object }
Open: { type: object, additionalProperties: true }
Map: { type: object, additionalProperties: { type: string, nullable: true } }
Nothing: { type: object, additionalProperties: false }",
        );
        assert_eq!(lowered.shape("Any"), "JsonObject");
        assert_eq!(lowered.shape("Open"), "JsonObject");
        assert_eq!(lowered.shape("Map"), "Map<Option<String>>");
        assert_eq!(lowered.shape("Nothing"), "{}");
    }

    #[test]
    fn keys_by_pattern_are_other_keys() {
        let lowered = schemas(
            "One: { type: object, additionalProperties: false, x-codegen-pattern-properties: { '^x-': { type: integer } } }
All: { type: object, x-codegen-pattern-properties: { '.*': { type: integer } } }
Rest: { type: object, x-codegen-pattern-properties: { '^x-': { type: integer } } }
Two: { type: object, x-codegen-pattern-properties: { '^x-': { type: integer }, '^y-': { type: string } } }",
        );
        assert_eq!(lowered.shape("One"), "Map<I64>");
        assert_eq!(lowered.shape("All"), "Map<I64>");
        assert_eq!(lowered.shape("Rest"), "JsonObject");
        assert_eq!(lowered.shape("Two"), "JsonObject");
        assert_eq!(lowered.def("One").docs.notes, ["Other keys match `^x-`."]);
    }

    #[test]
    fn what_only_conditions_speak_of_is_kept() {
        let lowered = schemas(
            "A: { type: object, properties: { a: { type: string } }, x-codegen-if: { properties: { a: { enum: [x] } } },
                x-codegen-then: { $ref: '#/components/schemas/B' }, x-codegen-else: { required: [c] },
                x-codegen-dependent-schemas: { a: { anyOf: [{ properties: { d: { type: integer } } }] } } }
B: { type: object, properties: { b: { type: string } } }",
        );
        assert_eq!(
            lowered.shape("A"),
            "{a?: String, b?: Json, c?: Json, d?: Json}"
        );
    }

    #[test]
    fn what_is_closed_as_a_whole_keeps_the_keys_that_a_part_allows() {
        let lowered = schemas(
            "Closed: { allOf: [{ type: object, properties: { a: { type: string } } }], x-codegen-unevaluated-properties: false }
Open: { allOf: [{ type: object, properties: { a: { type: string } }, additionalProperties: true }],
    x-codegen-unevaluated-properties: false }",
        );
        assert_eq!(lowered.shape("Closed"), "{a?: String}");
        assert_eq!(
            lowered.def("Closed").docs.notes,
            ["Other keys are not allowed."]
        );
        assert_eq!(lowered.shape("Open"), "{a?: String, ..Json}");
    }

    #[test]
    fn a_required_name_without_a_schema_is_any_json() {
        let lowered =
            schemas("A: { type: object, required: [b], properties: { a: { type: string } } }");
        assert_eq!(lowered.shape("A"), "{a?: String, b: Json}");
    }

    #[test]
    fn fields_that_want_one_name_are_told_apart_by_their_writing() {
        let lowered = schemas(
            "A: { type: object, properties: { connectionString: { type: string }, connection_string: { type: string } } }",
        );
        assert_eq!(
            lowered.idents("A"),
            ["connection_string_camel", "connection_string"]
        );
    }

    #[test]
    fn a_field_has_the_prose_that_stands_beside_a_reference() {
        let lowered = schemas(
            "A: { type: object, properties: { b: { allOf: [{ $ref: '#/components/schemas/B' }], description: Mine } } }
B: { type: object, description: Theirs, properties: { c: { type: string } } }",
        );
        assert_eq!(lowered.shape("A"), "{b?: B}");
        let docs = &lowered.field("A", "b").docs;
        assert_eq!(docs.description.as_deref(), Some("Mine"));
    }

    #[test]
    fn limits_and_defaults_become_sentences() {
        let lowered = schemas(
            "A: { type: object, properties: { n: { type: integer, minimum: 1, maximum: 200, default: 50 },
                u: { type: string, format: uri } } }",
        );
        assert_eq!(
            lowered.field("A", "n").docs.notes,
            ["Value: at least 1, at most 200.", "Default: `50`."]
        );
        assert_eq!(lowered.field("A", "u").docs.notes, ["Format: `uri`."]);
    }

    #[test]
    fn a_null_field_may_be_left_out_only_where_it_is_optional() {
        let lowered = schemas(
            "A: { type: object, required: [b], properties: {
                a: { enum: [null], nullable: true }, b: { enum: [null], nullable: true } } }",
        );
        assert_eq!(lowered.shape("A"), "{a?!: Null, b: Null}");
    }

    #[test]
    fn a_deprecated_property_does_not_deprecate_what_it_holds() {
        let lowered = schemas(
            "A: { type: object, properties: { e: { type: string, enum: [a, b], deprecated: true } } }",
        );
        assert!(lowered.field("A", "e").docs.deprecated);
        assert!(!lowered.def("AE").docs.deprecated);
    }
}
