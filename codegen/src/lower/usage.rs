//! Which way the values of a type travel, and which tags reach it.

use std::collections::BTreeSet;

use super::graph::{contents, every};
use crate::model::{
    BodyContent, Content, Handle, Operation, PartKind, Presence, Shape, Type, TypeId, Types, Usage,
};

/// Marks every type that an operation reaches.
pub(super) fn mark(types: &mut Types, handles: &[Handle]) {
    for (index, handle) in handles.iter().enumerate() {
        let mut sent = Vec::new();
        let mut read = Vec::new();
        for operation in &handle.operations {
            roots(operation, &mut sent, &mut read);
        }
        for (roots, usage) in [(sent, request()), (read, response())] {
            for id in reach(types, &roots) {
                let def = types.get_mut(id);
                def.usage = both(def.usage, usage);
                if def.reached_by.last() != Some(&index) {
                    def.reached_by.push(index);
                }
            }
        }
    }
}

/// Marks what the server sends or takes on its own: webhooks and callbacks.
pub(super) fn mark_roots(types: &mut Types, sent: &[Type], read: &[Type]) {
    for (roots, usage) in [(sent, request()), (read, response())] {
        let mut ids = Vec::new();
        roots.iter().for_each(|ty| every(ty, &mut ids));
        for id in reach(types, &ids) {
            let def = types.get_mut(id);
            def.usage = both(def.usage, usage);
        }
    }
}

/// A required field that the other side alone sends is not demanded of this one.
pub(super) fn relax_directions(types: &mut Types) {
    let ids: Vec<TypeId> = types.iter().map(|(id, _)| id).collect();
    for id in ids {
        let def = types.get_mut(id);
        let usage = def.usage;
        let Shape::Struct(object) = &mut def.shape else {
            continue;
        };
        for field in &mut object.fields {
            if field.is_one_way(usage) {
                (field.presence, field.only_absent) = match field.presence {
                    Presence::Required if field.ty == Type::Null => {
                        (Presence::OptionalNullable, false)
                    }
                    Presence::Required => (Presence::Optional, true),
                    Presence::Nullable => (Presence::OptionalNullable, false),
                    other => (other, false),
                };
            }
        }
    }
}

/// Marks what a value of a union may hold.
pub(super) fn mark_parts_of_unions(types: &mut Types) {
    let mut branches = Vec::new();
    for (_, def) in types.iter() {
        if let Shape::Union(union) = &def.shape {
            let types = union.branches.iter().map(|branch| &branch.ty);
            types.for_each(|ty| every(ty, &mut branches));
        }
    }
    for id in reach(types, &branches) {
        types.get_mut(id).in_union = true;
    }
}

/// Marks fields that can only have one value.
pub(super) fn mark_constants(types: &mut Types) {
    let single: BTreeSet<TypeId> = types
        .iter()
        .filter(|(_, def)| matches!(&def.shape, Shape::Enum(list) if !list.open))
        .map(|(id, _)| id)
        .collect();
    let ids: Vec<TypeId> = types.iter().map(|(id, _)| id).collect();
    for id in ids {
        if let Shape::Struct(object) = &mut types.get_mut(id).shape {
            for field in &mut object.fields {
                field.constant = field.presence == Presence::Required
                    && matches!(&field.ty, Type::Named(id) if single.contains(id));
            }
        }
    }
}

fn request() -> Usage {
    Usage {
        request: true,
        response: false,
    }
}

fn response() -> Usage {
    Usage {
        request: false,
        response: true,
    }
}

fn both(a: Usage, b: Usage) -> Usage {
    Usage {
        request: a.request || b.request,
        response: a.response || b.response,
    }
}

/// Everything that can be reached from these types, themselves included.
fn reach(types: &Types, roots: &[TypeId]) -> BTreeSet<TypeId> {
    let mut seen: BTreeSet<TypeId> = BTreeSet::new();
    let mut open: Vec<TypeId> = roots.to_vec();
    while let Some(id) = open.pop() {
        if seen.insert(id) {
            for ty in contents(&types.get(id).shape) {
                every(ty, &mut open);
            }
        }
    }
    seen
}

fn roots(operation: &Operation, sent: &mut Vec<TypeId>, read: &mut Vec<TypeId>) {
    for param in operation.path_params.iter().chain(&operation.params) {
        every(&param.ty, sent);
    }
    for BodyContent { content, .. } in operation.body.iter().flat_map(|body| &body.contents) {
        content_types(content, sent);
    }
    for case in operation.success.cases.iter().chain(&operation.errors) {
        content_types(&case.content, read);
    }
    for header in operation.headers.iter().flat_map(|it| &it.headers) {
        every(&header.ty, read);
    }
    if let Some(stream) = &operation.success.stream {
        content_types(&stream.content, read);
    }
}

fn content_types(content: &Content, out: &mut Vec<TypeId>) {
    match content {
        Content::Json(ty)
        | Content::Form { ty, .. }
        | Content::Events(ty)
        | Content::JsonLines(ty) => every(ty, out),
        Content::Multipart { parts, .. } => {
            for part in parts {
                if let PartKind::Text(ty) | PartKind::Json(ty) | PartKind::Styled { ty, .. } =
                    &part.kind
                {
                    every(ty, out);
                }
            }
        }
        Content::Empty | Content::Text | Content::Bytes => {}
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::whole;
    use crate::model::Usage;

    const DOCUMENT: &str = "
paths:
  /a:
    post:
      tags: [One]
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Sent' } } } }
      responses: { '200': { description: '', content: { application/json: { schema: { $ref: '#/components/schemas/Both' } } } } }
    put:
      tags: [Two]
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Both' } } } }
      responses: { '404': { description: '', content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Read' } } } } } }
components:
  schemas:
    Sent: { type: object, required: [inner, server], properties: { inner: { $ref: '#/components/schemas/Inner' }, server: { type: string, readOnly: true }, k: { type: string, enum: [x] } } }
    Inner: { type: object, required: [k], properties: { k: { type: string, enum: [x] } } }
    Both: { type: object, required: [r, w], properties: { r: { type: string, readOnly: true }, w: { type: string, writeOnly: true } } }
    Read: { type: object, required: [r], properties: { r: { type: string, readOnly: true } } }
    Unused: { type: object }";

    #[test]
    fn types_know_their_direction_and_their_tags() {
        let lowered = whole(DOCUMENT);
        let of = |name: &str| {
            let def = lowered.def(name);
            (def.usage, def.reached_by.clone())
        };
        let usage = |request, response| Usage { request, response };
        assert_eq!(of("Sent"), (usage(true, false), vec![0]));
        assert_eq!(of("Inner"), (usage(true, false), vec![0]));
        assert_eq!(of("Both"), (usage(true, true), vec![0, 1]));
        assert_eq!(of("Read"), (usage(false, true), vec![1]));
        assert_eq!(of("Unused"), (usage(false, false), vec![]));
    }

    #[test]
    fn what_only_one_side_sends_is_not_demanded_of_the_other() {
        let lowered = whole(DOCUMENT);
        assert_eq!(lowered.shape("Both"), "{r?: String, w?: String}");
        assert_eq!(lowered.shape("Read"), "{r: String}");
        assert_eq!(
            lowered.shape("Sent"),
            "{inner: Inner, k?: SentK, server?: String}"
        );
    }

    #[test]
    fn a_required_field_with_one_value_is_constant() {
        let lowered = whole(DOCUMENT);
        assert!(lowered.field("Inner", "k").constant);
        assert!(!lowered.field("Sent", "k").constant);
    }
}
