//! Unions: one variant a branch.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::context::Context;
use super::discriminator::is_otherwise;
use super::facts::{Discriminator, Facts, Node};
use crate::model::{
    Branch, Docs, Ident as _, Outline, Scalar, Scope, Shape, Type, TypeId, TypeName, Union,
    VariantName,
};

impl Context<'_> {
    /// The union of these branches; an alias when their types turn out to be the same.
    pub(super) fn union(&mut self, id: TypeId, facts: &Facts, branches: &[Node]) -> Shape {
        let own = self.types.get(id).name.clone();
        let discriminator = facts.discriminator.as_ref();
        let mut seen: BTreeSet<Type> = BTreeSet::new();
        let mut kept: Vec<(Node, Type)> = Vec::new();
        for branch in branches {
            let ty = self.ty(branch);
            if ty != Type::Named(id) && seen.insert(ty.clone()) {
                kept.push((branch.clone(), ty));
            }
        }
        match kept.as_slice() {
            [] => return Shape::Alias(Type::Json),
            // A parent of one child stays open for the next one.
            [(_, one)] if discriminator.is_none() || !facts.choices.is_empty() => {
                return Shape::Alias(one.clone());
            }
            _ => {}
        }
        let parents = match discriminator {
            Some(discriminator) if facts.choices.is_empty() => {
                self.property_values(facts, &discriminator.property)
            }
            _ => Vec::new(),
        };
        let tags: Vec<Vec<String>> = kept
            .iter()
            .map(|(branch, _)| self.tags(discriminator, branch, &parents))
            .collect();
        let constants = self.constants(discriminator, &kept, &tags);
        let mut scope = Scope::default();
        let mut out = Vec::with_capacity(kept.len());
        for (((branch, ty), values), constant) in kept.iter().zip(tags).zip(constants) {
            let texts = self.variant_texts(&own, branch, ty, constant);
            let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            let docs = match branch {
                Node::Inline(facts) => Docs {
                    summary: facts.docs.summary.clone(),
                    description: facts.docs.description.clone(),
                    deprecated: facts.docs.deprecated,
                    ..Docs::default()
                },
                Node::Ref { .. } => Docs::default(),
            };
            out.push(Branch {
                ident: scope.claim_first::<VariantName>(&texts),
                ty: ty.clone(),
                docs,
                discriminator_values: values,
                otherwise: discriminator.is_some_and(|told| is_otherwise(told, branch)),
                outline: Outline::default(),
            });
        }
        Shape::Union(Union {
            branches: out,
            discriminator: discriminator.map(|discriminator| discriminator.property.clone()),
        })
    }

    /// Names for a variant: its constant, what the branch's type adds to the union's name, and the type itself.
    fn variant_texts(
        &mut self,
        union: &TypeName,
        branch: &Node,
        ty: &Type,
        constant: Option<String>,
    ) -> Vec<String> {
        let mut texts: Vec<String> = constant.into_iter().collect();
        texts.extend(self.plain_word(branch));
        let name = self.type_word(ty);
        if branch.target().is_none()
            && let Some(rest) = name.strip_prefix(union.as_str())
            && rest.starts_with(char::is_uppercase)
        {
            // Items that are named after the branch say no more than that it is a list.
            if matches!(ty, Type::List(_)) {
                texts.push("list".to_owned());
            }
            texts.push(rest.to_owned());
        }
        texts.push(name);
        texts
    }

    /// A word for what stands behind a component that nobody named and that needs no name.
    fn plain_word(&mut self, branch: &Node) -> Option<String> {
        let component = self.components.get(branch.target()?)?.node.clone();
        if !component.inline()?.hoisted {
            return None;
        }
        match self.preview(&component)? {
            Type::Named(_) => None,
            plain => Some(self.type_word(&plain)),
        }
    }

    /// A word for a type.
    pub(super) fn type_word(&self, ty: &Type) -> String {
        match ty {
            Type::Named(id) => self.types.get(*id).name.as_str().to_owned(),
            Type::Scalar(scalar) => scalar_word(*scalar).to_owned(),
            Type::List(item) => match item.as_ref() {
                Type::Json => "list".to_owned(),
                item => format!("{} list", self.type_word(item)),
            },
            Type::Map(value) => match value.as_ref() {
                Type::Json => "map".to_owned(),
                value => format!("{} map", self.type_word(value)),
            },
            Type::Tuple(_) => "tuple".to_owned(),
            Type::Nullable(inner) | Type::Boxed(inner) => self.type_word(inner),
            Type::Json => "json".to_owned(),
            Type::JsonObject => "object".to_owned(),
            Type::Null => "null".to_owned(),
        }
    }

    /// The constant that tells each branch from the others, where all have one.
    fn constants(
        &mut self,
        discriminator: Option<&Discriminator>,
        kept: &[(Node, Type)],
        tags: &[Vec<String>],
    ) -> Vec<Option<String>> {
        let tagged: Vec<Option<String>> = tags
            .iter()
            .map(|values| match values.as_slice() {
                [one] => Some(one.clone()),
                _ => None,
            })
            .collect();
        if discriminator.is_some() && usable(&tagged) {
            return tagged;
        }
        let schemas: Vec<Option<Rc<Facts>>> =
            kept.iter().map(|(node, _)| self.resolve(node)).collect();
        let mut names: BTreeSet<String> = schemas
            .iter()
            .flatten()
            .flat_map(|facts| facts.required.iter().cloned())
            .collect();
        names.retain(|name| {
            schemas.iter().all(|facts| {
                facts
                    .as_ref()
                    .is_some_and(|f| f.properties.contains_key(name))
            })
        });
        for name in names {
            let values: Vec<Option<String>> = schemas
                .iter()
                .map(
                    |facts| match self.property_values(facts.as_deref()?, &name).as_slice() {
                        [one] => Some(one.clone()),
                        _ => None,
                    },
                )
                .collect();
            if usable(&values) {
                return values;
            }
        }
        vec![None; kept.len()]
    }
}

/// Whether every branch has a constant of its own that makes a name.
fn usable(values: &[Option<String>]) -> bool {
    let texts: BTreeSet<&str> = values.iter().flatten().map(String::as_str).collect();
    texts.len() == values.len()
        && texts
            .iter()
            .all(|text| text.starts_with(|c: char| c.is_alphabetic()))
}

fn scalar_word(scalar: Scalar) -> &'static str {
    match scalar {
        Scalar::String => "string",
        Scalar::Bool => "boolean",
        Scalar::I32 | Scalar::I64 | Scalar::U64 => "integer",
        Scalar::F64 => "number",
        Scalar::Uuid => "uuid",
        Scalar::DateTime => "date time",
        Scalar::Date => "date",
        Scalar::Base64 => "base64",
        Scalar::Bytes => "bytes",
        Scalar::Secret => "secret",
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::schemas;

    #[test]
    fn variants_are_named_by_their_constant() {
        let lowered = schemas(
            "A: { oneOf: [{ $ref: '#/components/schemas/SlackTrigger' }, { $ref: '#/components/schemas/JiraTrigger' }] }
SlackTrigger: { type: object, required: [source], properties: { source: { type: string, enum: [slack] } } }
JiraTrigger: { type: object, required: [source], properties: { source: { type: string, enum: [jira] } } }",
        );
        assert_eq!(
            lowered.shape("A"),
            "union(Slack(SlackTrigger) | Jira(JiraTrigger))"
        );
    }

    #[test]
    fn inline_branches_are_named_by_what_tells_them_apart() {
        let lowered = schemas(
            "A: { oneOf: [
                { type: object, title: First one, properties: { a: { type: string } } },
                { type: object, properties: { kind: { type: string, enum: [second] } }, required: [kind] },
                { type: object, properties: { a: { type: string }, c: { type: string } } },
                { type: array, items: { type: object, properties: { a: { type: string } } } }] }",
        );
        assert_eq!(
            lowered.shape("A"),
            "union(FirstOne(AFirstOne) | Second(ASecond) | WithC(AWithC) | List(Vec<AListItem>))"
        );
    }

    #[test]
    fn a_reference_to_itself_is_no_branch() {
        let lowered = schemas(
            "A: { oneOf: [{ $ref: '#/components/schemas/A' }, { type: string }, { type: boolean }] }",
        );
        assert_eq!(lowered.shape("A"), "union(String(String) | Boolean(Bool))");
    }

    #[test]
    fn a_branch_that_nobody_named_is_called_by_what_it_is() {
        let lowered = schemas(
            "A: { oneOf: [{ $ref: '#/components/schemas/BOneOf0' }, { $ref: '#/components/schemas/Id' }] }
BOneOf0: { type: boolean, x-codegen-origin: '#/components/schemas/B/oneOf/0' }
Id: { type: string }",
        );
        assert_eq!(lowered.idents("A"), ["Boolean", "Id"]);
    }
}
