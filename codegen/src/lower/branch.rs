//! Branches of a choice that say the same, or that are all lists of values.

use std::collections::BTreeSet;

use super::context::Context;
use super::enumeration::{self, Values};
use super::facts::{Kind, Node};
use super::schema::Class;
use crate::model::{Scalar, Type};

impl Context<'_> {
    /// Without branches that repeat another.
    pub(super) fn distinct(&mut self, branches: Vec<Node>) -> Vec<Node> {
        let mut keys = BTreeSet::new();
        let mut out: Vec<(Node, Option<Type>)> = Vec::new();
        for branch in branches {
            if !keys.insert(branch.key()) {
                continue;
            }
            let ty = self.preview(&branch);
            if ty.is_some() && out.iter().any(|(_, other)| *other == ty) {
                continue;
            }
            out.push((branch, ty));
        }
        let has = |scalar| out.iter().any(|(_, ty)| *ty == Some(Type::Scalar(scalar)));
        let text = has(Scalar::String);
        let number = has(Scalar::F64);
        let long = has(Scalar::I64);
        out.retain(|(_, ty)| match ty {
            Some(Type::Scalar(
                Scalar::Uuid | Scalar::Date | Scalar::DateTime | Scalar::Base64 | Scalar::Secret,
            )) => !text,
            Some(Type::Scalar(Scalar::I64 | Scalar::U64)) => !number,
            Some(Type::Scalar(Scalar::I32)) => !number && !long,
            _ => true,
        });
        out.into_iter().map(|(branch, _)| branch).collect()
    }

    /// The type of a branch, where no declaration is needed to know it.
    pub(super) fn preview(&mut self, branch: &Node) -> Option<Type> {
        let facts = match branch {
            Node::Ref { target, .. } => {
                return self
                    .components
                    .get(target)
                    .map(|component| Type::Named(component.id));
            }
            Node::Inline(facts) => facts,
        };
        if self.classifying.contains(&facts.key) || self.classifying.len() >= 200 {
            return None;
        }
        match self.classify(facts) {
            Class::Plain(ty) => Some(ty),
            Class::Untyped(..) => Some(Type::Json),
            Class::Same(node) if node.target().is_some() => self.preview(&node),
            Class::List(items) => Some(Type::List(Box::new(self.preview(&items)?))),
            Class::Map(values) => Some(Type::Map(Box::new(self.preview(&values)?))),
            _ => None,
        }
    }

    /// An enum, when every branch is a list of values, or the scalar that they are written as.
    pub(super) fn as_enum(&mut self, branches: &[Node]) -> Option<Class> {
        let mut joined = Values::default();
        let mut any_other: Option<Scalar> = None;
        let mut references = Vec::new();
        for branch in branches {
            let facts = self.resolve(branch)?;
            if !facts.choices.is_empty() || facts.contradiction.is_some() {
                return None;
            }
            if facts.values.is_some() {
                let Class::Enum(values) = enumeration::classify(&facts)? else {
                    return None;
                };
                values.kind()?;
                if branch.target().is_some() && values.open {
                    references.push(branch.clone());
                }
                joined = joined.join(values)?;
                continue;
            }
            let scalar = match facts.effective_kind()? {
                Kind::String => Scalar::String,
                Kind::Integer => Scalar::I64,
                _ => return None,
            };
            if any_other.is_some_and(|other| other != scalar) {
                return None;
            }
            any_other = Some(scalar);
        }
        if joined.is_empty() || (any_other.is_some() && any_other != joined.kind()) {
            return None;
        }
        if any_other.is_some() {
            // An open enum takes any other text already.
            if let ([only], 2) = (references.as_slice(), branches.len()) {
                return Some(Class::Same(only.clone()));
            }
            joined.open = true;
        }
        Some(Class::Enum(joined))
    }
}
