//! Types that contain themselves.

use std::collections::BTreeMap;

use crate::model::{Additional, Shape, Type, TypeId, Types};

/// Puts a box on exactly the edges by which a type would hold itself by value, and makes wrappers of aliases that
/// would never end. Answers the aliases that stand for nothing but themselves.
pub(super) fn close(types: &mut Types) -> Vec<TypeId> {
    let empty = break_empty_aliases(types);
    wrap_endless_aliases(types);
    box_cycles(types);
    empty
}

/// `A = B`, `B = A`: there is no type in it.
fn break_empty_aliases(types: &mut Types) -> Vec<TypeId> {
    let edges = edges(types, |shape, out| {
        if let Shape::Alias(ty) = shape {
            by_value(ty, out);
        }
    });
    let aliases = |id: &TypeId| matches!(types.get(*id).shape, Shape::Alias(_));
    let broken: Vec<TypeId> = components(types, &edges)
        .into_iter()
        .filter(|group| is_cycle(group, &edges))
        .flatten()
        .filter(aliases)
        .collect();
    for id in &broken {
        types.get_mut(*id).shape = Shape::Alias(Type::Json);
    }
    broken
}

/// `A = Vec<A>`: an alias cannot say that, a wrapper can.
fn wrap_endless_aliases(types: &mut Types) {
    let edges = edges(types, |shape, out| {
        if let Shape::Alias(ty) = shape {
            every(ty, out);
        }
    });
    let endless: Vec<TypeId> = components(types, &edges)
        .into_iter()
        .filter(|group| is_cycle(group, &edges))
        .flatten()
        .collect();
    for id in endless {
        let def = types.get_mut(id);
        if let Shape::Alias(ty) = &def.shape {
            def.shape = Shape::Newtype(ty.clone());
        }
    }
}

fn box_cycles(types: &mut Types) {
    let edges = edges(types, |shape, out| {
        for ty in held(shape) {
            by_value(ty, out);
        }
    });
    let mut group_of: BTreeMap<TypeId, usize> = BTreeMap::new();
    for (number, group) in components(types, &edges).into_iter().enumerate() {
        if is_cycle(&group, &edges) {
            group_of.extend(group.into_iter().map(|id| (id, number)));
        }
    }
    // An alias is its target: the box goes where the alias is used.
    let members: Vec<TypeId> = group_of
        .keys()
        .copied()
        .filter(|id| !matches!(types.get(*id).shape, Shape::Alias(_)))
        .collect();
    for id in members {
        let group = group_of.get(&id).copied();
        let inside = |target: TypeId| group_of.get(&target).copied() == group;
        let mut shape = std::mem::replace(&mut types.get_mut(id).shape, Shape::Alias(Type::Json));
        for ty in held_mut(&mut shape) {
            put_boxes(ty, &inside);
        }
        types.get_mut(id).shape = shape;
    }
}

fn put_boxes(ty: &mut Type, inside: &impl Fn(TypeId) -> bool) {
    match ty {
        Type::Named(id) if inside(*id) => {
            *ty = Type::Boxed(Box::new(ty.clone()));
        }
        Type::Tuple(items) => {
            for item in items {
                put_boxes(item, inside);
            }
        }
        Type::Nullable(inner) => put_boxes(inner, inside),
        _ => {}
    }
}

/// The types that a shape is made of.
pub(super) fn contents(shape: &Shape) -> Vec<&Type> {
    let mut out = held(shape);
    if let Shape::Struct(object) = shape
        && let Additional::Kept { value, .. } = &object.additional
    {
        out.push(value);
    }
    out
}

/// The types that a shape holds by value: keys that are kept are in a map, on the heap.
fn held(shape: &Shape) -> Vec<&Type> {
    match shape {
        Shape::Struct(object) => object.fields.iter().map(|field| &field.ty).collect(),
        Shape::Union(union) => union.branches.iter().map(|branch| &branch.ty).collect(),
        Shape::Alias(ty) | Shape::Newtype(ty) => vec![ty],
        Shape::Enum(_) => Vec::new(),
    }
}

fn held_mut(shape: &mut Shape) -> Vec<&mut Type> {
    match shape {
        Shape::Struct(object) => object
            .fields
            .iter_mut()
            .map(|field| &mut field.ty)
            .collect(),
        Shape::Union(union) => union
            .branches
            .iter_mut()
            .map(|branch| &mut branch.ty)
            .collect(),
        Shape::Alias(ty) | Shape::Newtype(ty) => vec![ty],
        Shape::Enum(_) => Vec::new(),
    }
}

/// Declared types that a type holds by value.
fn by_value(ty: &Type, out: &mut Vec<TypeId>) {
    match ty {
        Type::Named(id) => out.push(*id),
        Type::Tuple(items) => items.iter().for_each(|item| by_value(item, out)),
        Type::Nullable(inner) => by_value(inner, out),
        _ => {}
    }
}

/// Declared types that a type mentions.
pub(super) fn every(ty: &Type, out: &mut Vec<TypeId>) {
    match ty {
        Type::Named(id) => out.push(*id),
        Type::Tuple(items) => items.iter().for_each(|item| every(item, out)),
        Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) | Type::Boxed(inner) => {
            every(inner, out);
        }
        Type::Scalar(_) | Type::Json | Type::JsonObject | Type::Null => {}
    }
}

type Edges = BTreeMap<TypeId, Vec<TypeId>>;

fn edges(types: &Types, collect: impl Fn(&Shape, &mut Vec<TypeId>)) -> Edges {
    types
        .iter()
        .map(|(id, def)| {
            let mut out = Vec::new();
            collect(&def.shape, &mut out);
            (id, out)
        })
        .collect()
}

fn is_cycle(group: &[TypeId], edges: &Edges) -> bool {
    match group {
        [one] => edges.get(one).is_some_and(|out| out.contains(one)),
        _ => true,
    }
}

/// What Tarjan's algorithm knows of a type.
#[derive(Clone, Copy)]
struct Mark {
    index: usize,
    low: usize,
    on_stack: bool,
}

/// Strongly connected components (Tarjan), without recursion.
fn components(types: &Types, edges: &Edges) -> Vec<Vec<TypeId>> {
    let mut marks: BTreeMap<TypeId, Mark> = BTreeMap::new();
    let mut stack: Vec<TypeId> = Vec::new();
    let mut out: Vec<Vec<TypeId>> = Vec::new();
    let none: Vec<TypeId> = Vec::new();
    for (start, _) in types.iter() {
        if marks.contains_key(&start) {
            continue;
        }
        let mut path: Vec<(TypeId, usize)> = vec![(start, 0)];
        while let Some((id, next)) = path.pop() {
            if next == 0 {
                let index = marks.len();
                marks.insert(
                    id,
                    Mark {
                        index,
                        low: index,
                        on_stack: true,
                    },
                );
                stack.push(id);
            }
            let targets = edges.get(&id).unwrap_or(&none);
            if let Some(target) = targets.get(next) {
                path.push((id, next + 1));
                match marks.get(target).copied() {
                    None => path.push((*target, 0)),
                    Some(mark) if mark.on_stack => lower(&mut marks, id, mark.index),
                    Some(_) => {}
                }
                continue;
            }
            let Some(mark) = marks.get(&id).copied() else {
                continue;
            };
            if let Some((parent, _)) = path.last() {
                lower(&mut marks, *parent, mark.low);
            }
            if mark.low == mark.index {
                out.push(take_group(&mut stack, &mut marks, id));
            }
        }
    }
    out
}

fn lower(marks: &mut BTreeMap<TypeId, Mark>, id: TypeId, to: usize) {
    if let Some(mark) = marks.get_mut(&id) {
        mark.low = mark.low.min(to);
    }
}

fn take_group(
    stack: &mut Vec<TypeId>,
    marks: &mut BTreeMap<TypeId, Mark>,
    root: TypeId,
) -> Vec<TypeId> {
    let mut group = Vec::new();
    while let Some(id) = stack.pop() {
        if let Some(mark) = marks.get_mut(&id) {
            mark.on_stack = false;
        }
        group.push(id);
        if id == root {
            break;
        }
    }
    group.sort_unstable();
    group
}

#[cfg(test)]
mod tests;
