//! Unions of which a branch keeps every key: their other branches keep theirs too.
//!
//! A value with a key that nobody named may be of the branch that is free, or of another one to which a server has added
//! something. Which of them it is then no longer decides whether the key gets lost.

use std::collections::BTreeSet;

use crate::model::{Additional, FieldName, Reason, Scope, Shape, Type, TypeId};

use super::context::Context;

/// What a union may hold.
#[derive(Debug, Default)]
struct Rivals {
    /// Structs that read over other keys, and of which the document allows some.
    structs: BTreeSet<TypeId>,
    /// Whether something keeps every key.
    free: bool,
    /// Types that were looked at.
    seen: BTreeSet<TypeId>,
}

impl Context<'_> {
    /// Lets structs keep keys that they have no field for where another branch of a union keeps them.
    ///
    /// Where a struct stands in several unions, it is free in all of them, so this goes on until nothing changes. What
    /// allows no other keys is left alone: with one, a value is not of that branch.
    pub(super) fn keep_among_rivals(&mut self) {
        let mut unions: Vec<Rivals> = Vec::new();
        for (_, def) in self.types.iter() {
            if let Shape::Union(union) = &def.shape {
                let mut rivals = Rivals::default();
                for branch in &union.branches {
                    self.gather(&branch.ty, &mut rivals);
                }
                unions.push(rivals);
            }
        }
        let mut free = BTreeSet::new();
        loop {
            let (touched, left): (Vec<Rivals>, Vec<Rivals>) = unions
                .into_iter()
                .partition(|rivals| rivals.free || !rivals.structs.is_disjoint(&free));
            if touched.is_empty() {
                break;
            }
            free.extend(touched.into_iter().flat_map(|rivals| rivals.structs));
            unions = left;
        }
        for id in free {
            let def = self.types.get(id);
            let Shape::Struct(object) = &def.shape else {
                continue;
            };
            let mut scope = Scope::holding(object.fields.iter().map(|field| &field.ident));
            let pointer = def.pointer.clone();
            let why = "another branch of a union keeps every key";
            let value = self.untyped(&pointer, Reason::Open, why);
            if let Shape::Struct(object) = &mut self.types.get_mut(id).shape {
                object.additional = Additional::Kept {
                    ident: name_of_others(&mut scope),
                    value,
                    said: false,
                };
            }
        }
    }

    fn gather(&self, ty: &Type, rivals: &mut Rivals) {
        match ty {
            Type::Boxed(inner) | Type::Nullable(inner) => self.gather(inner, rivals),
            Type::Map(_) | Type::JsonObject | Type::Json => rivals.free = true,
            Type::Named(id) if rivals.seen.insert(*id) => match &self.types.get(*id).shape {
                Shape::Struct(object) => match object.additional {
                    Additional::Kept { .. } => rivals.free = true,
                    Additional::Ignored if self.closed.contains(id) => {}
                    Additional::Ignored => {
                        rivals.structs.insert(*id);
                    }
                },
                Shape::Alias(inner) | Shape::Newtype(inner) => self.gather(inner, rivals),
                Shape::Union(union) => {
                    for branch in &union.branches {
                        self.gather(&branch.ty, rivals);
                    }
                }
                Shape::Enum(_) => {}
            },
            Type::Named(_) | Type::Scalar(_) | Type::List(_) | Type::Tuple(_) | Type::Null => {}
        }
    }
}

/// The name of a field for all other keys.
pub(super) fn name_of_others(scope: &mut Scope) -> FieldName {
    scope.claim_first(&["additional", "additional properties", "other"])
}

#[cfg(test)]
mod tests {
    use super::super::fixture::schemas;

    #[test]
    fn beside_free_keys_every_branch_keeps_its_own() {
        let lowered = schemas(
            "A: { type: object, properties: { a: { type: string }, additional: { type: string } } }
B: { type: object, properties: { b: { type: string } } }
C: { type: object, properties: { c: { type: string } }, additionalProperties: false }
D: { type: object, properties: { d: { type: string } } }
Free: { type: object }
AOrB: { anyOf: [{ $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/B' }] }
BOrC: { anyOf: [{ $ref: '#/components/schemas/B' }, { $ref: '#/components/schemas/C' }] }
Any: { anyOf: [{ $ref: '#/components/schemas/BOrC' }, { $ref: '#/components/schemas/Free' }] }
COrD: { anyOf: [{ $ref: '#/components/schemas/C' }, { $ref: '#/components/schemas/D' }] }",
        );
        // `A` stands beside `B`, which stands beside `Free`.
        assert_eq!(
            lowered.shape("A"),
            "{a?: String, additional?: String, ..Json}"
        );
        assert_eq!(lowered.shape("B"), "{b?: String, ..Json}");
        assert_eq!(lowered.shape("C"), "{c?: String}");
        assert_eq!(lowered.shape("D"), "{d?: String}");
    }
}
