//! What a union can see of a value before it decodes anything.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::model::{
    Additional, EnumValue, JsonKind, Outline, Presence, Scalar, Shape, Struct, Type, TypeId, Types,
    Usage,
};

/// How many types may stand behind each other.
const DEEPEST: usize = 64;

/// Gives every branch of every union its outline, and drops discriminators that not every branch has.
pub(super) fn draw(types: &mut Types, closed: &BTreeSet<TypeId>) {
    let unions: Vec<TypeId> = types
        .iter()
        .filter(|(_, def)| matches!(def.shape, Shape::Union(_)))
        .map(|(id, _)| id)
        .collect();
    let mut done = BTreeMap::new();
    for id in unions {
        let Shape::Union(union) = &types.get(id).shape else {
            continue;
        };
        let mut sketcher = Sketcher {
            types,
            closed,
            done,
            way: vec![id],
        };
        let sketches: Vec<Sketch> = union
            .branches
            .iter()
            .map(|branch| sketcher.of(&branch.ty))
            .collect();
        done = sketcher.done;
        let telling = telling_keys(&sketches);
        let kept: Vec<BTreeSet<String>> = (0..sketches.len())
            .map(|index| nulls_of_others(&sketches, index))
            .collect();
        let discriminator = union.discriminator.clone().filter(|property| {
            sketches
                .iter()
                .all(|sketch| sketch.kinds == [JsonKind::Object] && sketch.known.contains(property))
        });
        let Shape::Union(union) = &mut types.get_mut(id).shape else {
            continue;
        };
        union.discriminator = discriminator;
        for ((branch, sketch), kept) in union.branches.iter_mut().zip(sketches).zip(kept) {
            branch.outline = sketch.into_outline(&telling, &kept);
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
    /// Keys whose null is read as their absence.
    drops_null: BTreeSet<String>,
    /// Keys whose null is kept.
    keeps_null: BTreeSet<String>,
    /// Keys for which no value is allowed.
    impossible: BTreeSet<String>,
    /// Keys that it does not know are kept, with whatever value.
    keeps_others: bool,
    /// They are kept though the document does not speak of them.
    holds_others: bool,
}

/// Makes sketches, each once.
struct Sketcher<'t> {
    types: &'t Types,
    closed: &'t BTreeSet<TypeId>,
    done: BTreeMap<TypeId, Sketch>,
    /// Types that are being sketched, outermost first.
    way: Vec<TypeId>,
}

impl Sketcher<'_> {
    fn of(&mut self, ty: &Type) -> Sketch {
        match ty {
            Type::Named(id) => self.of_named(*id),
            Type::Boxed(inner) => self.of(inner),
            Type::Nullable(inner) => {
                let mut sketch = self.of(inner);
                if !sketch.kinds.is_empty() {
                    sketch.kinds.insert(0, JsonKind::Null);
                }
                sketch
            }
            Type::Scalar(scalar) => Sketch::kind(scalar_kind(*scalar)),
            Type::List(_) | Type::Tuple(_) => Sketch::kind(JsonKind::Array),
            Type::Map(_) | Type::JsonObject => Sketch {
                keeps_others: true,
                ..Sketch::kind(JsonKind::Object)
            },
            Type::Null => Sketch::kind(JsonKind::Null),
            Type::Json => Sketch {
                keeps_others: true,
                ..Sketch::default()
            },
        }
    }

    fn of_named(&mut self, id: TypeId) -> Sketch {
        if let Some(sketch) = self.done.get(&id) {
            return sketch.clone();
        }
        // What contains itself, or goes on and on, may be anything.
        if self.way.contains(&id) || self.way.len() > DEEPEST {
            return Sketch::default();
        }
        self.way.push(id);
        let types = self.types;
        let sketch = match &types.get(id).shape {
            Shape::Struct(object) => {
                let mut sketch = Sketch::of_struct(object, types, self.closed.contains(&id));
                sketch.relax(object, types, types.get(id).usage);
                sketch
            }
            Shape::Enum(values) => Sketch {
                kinds: kinds_of(values.variants.iter().map(|variant| &variant.value)),
                ..Sketch::default()
            },
            Shape::Alias(ty) | Shape::Newtype(ty) => self.of(ty),
            Shape::Union(union) => union
                .branches
                .iter()
                .map(|branch| self.of(&branch.ty))
                .reduce(Sketch::either)
                .unwrap_or_default(),
        };
        self.way.pop();
        self.done.insert(id, sketch.clone());
        sketch
    }
}

impl Sketch {
    fn kind(kind: JsonKind) -> Self {
        Self {
            kinds: vec![kind],
            ..Self::default()
        }
    }

    fn of_struct(object: &Struct, types: &Types, closed: bool) -> Self {
        let mut sketch = Self::kind(JsonKind::Object);
        for field in &object.fields {
            sketch.known.insert(field.wire.clone());
            let nulls = if field.presence == Presence::Optional && !is_json(&field.ty, types) {
                &mut sketch.drops_null
            } else {
                &mut sketch.keeps_null
            };
            nulls.insert(field.wire.clone());
            if matches!(field.presence, Presence::Required | Presence::Nullable)
                && !field.write_only
            {
                sketch.required.insert(field.wire.clone());
            }
            if field.impossible {
                sketch.impossible.insert(field.wire.clone());
            }
            if let Some(values) = values_of(&field.ty, types) {
                sketch.values.insert(field.wire.clone(), values);
            }
        }
        if let Additional::Kept { said, .. } = object.additional {
            sketch.keeps_others = said;
            sketch.holds_others = !said;
        }
        sketch.closed = closed && matches!(object.additional, Additional::Ignored);
        sketch
    }

    /// A field that only the other side sends may be left out, and loses its null then.
    fn relax(&mut self, object: &Struct, types: &Types, usage: Usage) {
        for field in &object.fields {
            let demanded = field.presence == Presence::Required && field.ty != Type::Null;
            if demanded && field.is_one_way(usage) && !is_json(&field.ty, types) {
                self.keeps_null.remove(&field.wire);
                self.drops_null.insert(field.wire.clone());
            }
        }
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
        self.keeps_null.extend(other.keeps_null);
        self.drops_null = self
            .drops_null
            .intersection(&other.drops_null)
            .cloned()
            .collect();
        self.impossible = self
            .impossible
            .intersection(&other.impossible)
            .cloned()
            .collect();
        self.keeps_others |= other.keeps_others;
        self.holds_others |= other.holds_others;
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

    fn into_outline(self, telling: &BTreeSet<String>, kept: &BTreeSet<String>) -> Outline {
        Outline {
            drops_null: self.drops_null.intersection(kept).cloned().collect(),
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
            holds_others: self.holds_others,
            impossible: self.impossible.into_iter().collect(),
        }
    }
}

/// Keys whose null another branch keeps.
fn nulls_of_others(sketches: &[Sketch], index: usize) -> BTreeSet<String> {
    let Some(own) = sketches.get(index) else {
        return BTreeSet::new();
    };
    let others = || {
        let others = sketches.iter().enumerate();
        others.filter_map(|(other, sketch)| (other != index).then_some(sketch))
    };
    let kept = |key: &&String| {
        others().any(|other| {
            other.keeps_null.contains(*key) || (other.keeps_others && !other.known.contains(*key))
        })
    };
    own.drops_null.iter().filter(kept).cloned().collect()
}

/// Whether a field of this type may be any JSON, null included.
fn is_json(ty: &Type, types: &Types) -> bool {
    let mut ty = ty;
    for _ in 0..32 {
        match ty {
            Type::Json => return true,
            Type::Boxed(inner) => ty = inner,
            Type::Named(id) => match &types.get(*id).shape {
                Shape::Alias(inner) => ty = inner,
                _ => return false,
            },
            _ => return false,
        }
    }
    false
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
mod tests;
