//! What a union can see of a value before it decodes anything.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::model::{
    Additional, EnumValue, JsonKind, Outline, Presence, Scalar, Shape, Struct, Type, TypeId, Types,
};

/// Gives every branch of every union its outline, and drops discriminators that not every branch has.
pub(super) fn draw(types: &mut Types, closed: &BTreeSet<TypeId>) {
    let unions: Vec<TypeId> = types
        .iter()
        .filter(|(_, def)| matches!(def.shape, Shape::Union(_)))
        .map(|(id, _)| id)
        .collect();
    for id in unions {
        let Shape::Union(union) = &types.get(id).shape else {
            continue;
        };
        let sketches: Vec<Sketch> = union
            .branches
            .iter()
            .map(|branch| Sketch::of(&branch.ty, types, closed, &mut vec![id]))
            .collect();
        let telling = telling_keys(&sketches);
        let discriminator = union.discriminator.clone().filter(|property| {
            sketches
                .iter()
                .all(|sketch| sketch.kinds == [JsonKind::Object] && sketch.known.contains(property))
        });
        let Shape::Union(union) = &mut types.get_mut(id).shape else {
            continue;
        };
        union.discriminator = discriminator;
        for (branch, sketch) in union.branches.iter_mut().zip(sketches) {
            branch.outline = sketch.into_outline(&telling);
        }
    }
}

/// An outline that still has the values of open enums.
#[derive(Debug, Clone, Default)]
struct Sketch {
    kinds: Vec<JsonKind>,
    required: BTreeSet<String>,
    known: BTreeSet<String>,
    /// Key -> its values, and whether others may come.
    values: BTreeMap<String, (Vec<Value>, bool)>,
    closed: bool,
}

impl Sketch {
    fn of(ty: &Type, types: &Types, closed: &BTreeSet<TypeId>, way: &mut Vec<TypeId>) -> Self {
        match ty {
            Type::Named(id) => {
                if way.contains(id) {
                    return Self::default();
                }
                way.push(*id);
                let sketch = Self::of_shape(*id, types, closed, way);
                way.pop();
                sketch
            }
            Type::Boxed(inner) => Self::of(inner, types, closed, way),
            Type::Nullable(inner) => {
                let mut sketch = Self::of(inner, types, closed, way);
                if !sketch.kinds.is_empty() {
                    sketch.kinds.insert(0, JsonKind::Null);
                }
                sketch
            }
            Type::Scalar(scalar) => Self::kind(scalar_kind(*scalar)),
            Type::List(_) | Type::Tuple(_) => Self::kind(JsonKind::Array),
            Type::Map(_) | Type::JsonObject => Self::kind(JsonKind::Object),
            Type::Null => Self::kind(JsonKind::Null),
            Type::Json => Self::default(),
        }
    }

    fn kind(kind: JsonKind) -> Self {
        Self {
            kinds: vec![kind],
            ..Self::default()
        }
    }

    fn of_shape(
        id: TypeId,
        types: &Types,
        closed: &BTreeSet<TypeId>,
        way: &mut Vec<TypeId>,
    ) -> Self {
        match &types.get(id).shape {
            Shape::Struct(object) => Self::of_struct(object, types, closed.contains(&id)),
            Shape::Enum(values) => Self {
                kinds: kinds_of(values.variants.iter().map(|variant| &variant.value)),
                ..Self::default()
            },
            Shape::Alias(ty) | Shape::Newtype(ty) => Self::of(ty, types, closed, way),
            Shape::Union(union) => union
                .branches
                .iter()
                .map(|branch| Self::of(&branch.ty, types, closed, way))
                .reduce(Self::either)
                .unwrap_or_default(),
        }
    }

    fn of_struct(object: &Struct, types: &Types, closed: bool) -> Self {
        let mut sketch = Self::kind(JsonKind::Object);
        for field in &object.fields {
            sketch.known.insert(field.wire.clone());
            if matches!(field.presence, Presence::Required | Presence::Nullable)
                && !field.write_only
            {
                sketch.required.insert(field.wire.clone());
            }
            if let Some(values) = values_of(&field.ty, types) {
                sketch.values.insert(field.wire.clone(), values);
            }
        }
        sketch.closed = closed && matches!(object.additional, Additional::Ignored);
        sketch
    }

    /// The outline of something that is one or the other.
    fn either(mut self, other: Self) -> Self {
        if self.kinds.is_empty() || other.kinds.is_empty() {
            self.kinds.clear();
        } else {
            for kind in other.kinds {
                if !self.kinds.contains(&kind) {
                    self.kinds.push(kind);
                }
            }
            self.kinds.sort_unstable();
        }
        self.required = self
            .required
            .intersection(&other.required)
            .cloned()
            .collect();
        self.known.extend(other.known);
        let mut values = BTreeMap::new();
        for (key, (list, open)) in self.values {
            if let Some((more, open_too)) = other.values.get(&key) {
                let mut joined = list;
                joined.extend(
                    more.iter()
                        .filter(|value| !joined.contains(value))
                        .cloned()
                        .collect::<Vec<_>>(),
                );
                values.insert(key, (joined, open || *open_too));
            }
        }
        self.values = values;
        self.closed &= other.closed;
        self
    }

    fn into_outline(self, telling: &BTreeSet<String>) -> Outline {
        Outline {
            kinds: self.kinds,
            required: self.required.into_iter().collect(),
            known: self.known.into_iter().collect(),
            constants: self
                .values
                .into_iter()
                .filter(|(key, (_, open))| !open || telling.contains(key))
                .map(|(key, (values, _))| (key, values))
                .collect(),
            closed: self.closed,
        }
    }
}

/// Keys whose values tell the branches apart even where others may come: all branches list them, and no two share one.
fn telling_keys(sketches: &[Sketch]) -> BTreeSet<String> {
    let Some(first) = sketches.first() else {
        return BTreeSet::new();
    };
    first
        .values
        .keys()
        .filter(|key| {
            let mut seen: Vec<&Value> = Vec::new();
            sketches.iter().all(|sketch| {
                sketch.values.get(*key).is_some_and(|(values, _)| {
                    let apart = values.iter().all(|value| !seen.contains(&value));
                    seen.extend(values);
                    apart
                })
            })
        })
        .cloned()
        .collect()
}

/// The values of a field that is an enum, and whether others may come.
fn values_of(ty: &Type, types: &Types) -> Option<(Vec<Value>, bool)> {
    let mut ty = ty;
    for _ in 0..32 {
        let id = match ty {
            Type::Named(id) => id,
            Type::Boxed(inner) => {
                ty = inner;
                continue;
            }
            _ => return None,
        };
        match &types.get(*id).shape {
            Shape::Enum(values) => {
                let list = values
                    .variants
                    .iter()
                    .map(|variant| match &variant.value {
                        EnumValue::Str(text) => Value::from(text.as_str()),
                        EnumValue::Int(number) => Value::from(*number),
                        EnumValue::Json(value) => value.clone(),
                    })
                    .collect();
                return Some((list, values.open));
            }
            Shape::Alias(inner) | Shape::Newtype(inner) => ty = inner,
            _ => return None,
        }
    }
    None
}

fn kinds_of<'a>(values: impl Iterator<Item = &'a EnumValue>) -> Vec<JsonKind> {
    let kinds: BTreeSet<JsonKind> = values
        .map(|value| match value {
            EnumValue::Str(_) => JsonKind::String,
            EnumValue::Int(_) => JsonKind::Integer,
            EnumValue::Json(value) => match value {
                Value::Null => JsonKind::Null,
                Value::Bool(_) => JsonKind::Bool,
                Value::Number(number) if number.is_f64() => JsonKind::Number,
                Value::Number(_) => JsonKind::Integer,
                Value::String(_) => JsonKind::String,
                Value::Array(_) => JsonKind::Array,
                Value::Object(_) => JsonKind::Object,
            },
        })
        .collect();
    kinds.into_iter().collect()
}

fn scalar_kind(scalar: Scalar) -> JsonKind {
    match scalar {
        Scalar::Bool => JsonKind::Bool,
        Scalar::I32 | Scalar::I64 | Scalar::U64 => JsonKind::Integer,
        Scalar::F64 => JsonKind::Number,
        _ => JsonKind::String,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::fixture::schemas;
    use crate::model::JsonKind;

    #[test]
    fn an_outline_says_what_a_branch_looks_like() {
        let lowered = schemas(
            "A: { oneOf: [
                { type: object, required: [k, id], additionalProperties: false, properties: { k: { type: string, enum: [x] }, id: { type: string }, o: { type: string } } },
                { type: array, items: { type: string } }] }",
        );
        let union = lowered.union("A");
        let outline = &union.branches[0].outline;
        assert_eq!(outline.kinds, [JsonKind::Object]);
        assert_eq!(outline.required, ["id", "k"]);
        assert_eq!(outline.known, ["id", "k", "o"]);
        assert_eq!(outline.constants, [("k".to_owned(), vec![json!("x")])]);
        assert!(outline.closed);
        assert_eq!(union.branches[1].outline.kinds, [JsonKind::Array]);
    }

    #[test]
    fn open_lists_of_values_count_only_where_they_tell_branches_apart() {
        let lowered = schemas(
            "Apart: { oneOf: [{ $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/B' }] }
Alike: { oneOf: [{ $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/C' }] }
A: { type: object, properties: { k: { type: string, enum: [a, b] } } }
B: { type: object, properties: { k: { type: string, enum: [c, d] } } }
C: { type: object, properties: { k: { type: string, enum: [b, c] } } }",
        );
        assert_eq!(
            lowered.union("Apart").branches[0].outline.constants,
            [("k".to_owned(), vec![json!("a"), json!("b")])]
        );
        assert!(
            lowered.union("Alike").branches[0]
                .outline
                .constants
                .is_empty()
        );
    }

    #[test]
    fn a_union_in_a_union_looks_like_any_of_its_branches() {
        let lowered = schemas(
            "A: { oneOf: [{ $ref: '#/components/schemas/B' }, { type: boolean }] }
B: { oneOf: [{ type: object, required: [x, y], properties: { x: { type: string }, y: { type: string } } }, { type: object, required: [x, z], properties: { x: { type: string }, z: { type: string } } }] }",
        );
        let outline = &lowered.union("A").branches[0].outline;
        assert_eq!(outline.required, ["x"]);
        assert_eq!(outline.known, ["x", "y", "z"]);
    }

    #[test]
    fn a_discriminator_that_a_branch_cannot_have_is_dropped() {
        let lowered = schemas(
            "A: { oneOf: [{ $ref: '#/components/schemas/B' }, { type: string }], discriminator: { propertyName: k } }
B: { type: object, properties: { k: { type: string } } }",
        );
        assert_eq!(lowered.union("A").discriminator, None);
    }
}
