//! What a `oneOf` or `anyOf` comes down to: a union only where nothing simpler says the same.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::at::below;
use super::context::Context;
use super::enumeration::{self, Values};
use super::facts::{Choice, Extra, Facts, Kind, Node};
use super::merge::both;
use super::schema::Class;
use crate::model::{Reason, Scalar, Type};

/// How many branches a union may have.
const MOST: usize = 2_000;
/// How often a union may stand in a branch of a union of the same merged schema.
const DEEPEST: usize = 3;

impl Context<'_> {
    /// Decides what a schema with `oneOf` or `anyOf` becomes.
    pub(super) fn choose(&mut self, facts: &Rc<Facts>) -> Class {
        let mut base = Facts::clone(facts);
        base.choices.clear();
        base.key = format!("{}#base", facts.key);
        let mut groups = Vec::new();
        for choice in &facts.choices {
            if self.only_constrains(choice) {
                self.approximate(
                    &below(&facts.at.pointer, &[choice.keyword]),
                    Reason::NotATypeMatter,
                    "which properties go together is not checked",
                );
            } else {
                groups.push(choice.clone());
            }
        }
        let base = Rc::new(base);
        let Some(branches) = self.combine(facts, groups) else {
            return self.classify(&base);
        };
        let branches = self.splice(branches);
        let branches = self.with_base(&base, branches);
        let branches = self.with_tags(facts, branches);
        let branches = self.distinct(branches);
        self.simplest(facts, branches)
    }

    /// Whether no branch says more than which properties are required.
    fn only_constrains(&mut self, choice: &Choice) -> bool {
        choice.branches.iter().all(|branch| {
            branch.inline().is_some_and(|facts| {
                if facts.is_bare() {
                    return true;
                }
                facts.all_of.is_empty()
                    && facts.choices.is_empty()
                    && facts.properties.is_empty()
                    && facts.values.is_none()
                    && facts.items.is_none()
                    && facts.leading.is_empty()
                    && facts.format.is_none()
                    && !facts.never
                    && matches!(facts.extra, Extra::Unsaid)
                    && matches!(facts.kind, None | Some(Kind::Object))
            })
        })
    }

    /// The branches of one choice; of several, every combination.
    fn combine(&mut self, facts: &Facts, groups: Vec<Choice>) -> Option<Vec<Node>> {
        let mut groups = groups.into_iter();
        let mut combined = groups.next()?.branches;
        for group in groups {
            if combined.len() * group.branches.len() > 64 {
                self.approximate(
                    &below(&facts.at.pointer, &[group.keyword]),
                    Reason::NotATypeMatter,
                    "only one of the choices decides the type",
                );
                continue;
            }
            let mut next = Vec::new();
            for left in &combined {
                for right in &group.branches {
                    next.push(both(left, right, || {
                        match (left.inline(), right.inline()) {
                            (Some(facts), _) | (None, Some(facts)) => facts.at.clone(),
                            (None, None) => facts.at.below(
                                &[group.keyword],
                                &format!(
                                    "{} {}",
                                    left.target().unwrap_or_default(),
                                    right.target().unwrap_or_default()
                                ),
                            ),
                        }
                    }));
                }
            }
            combined = next;
        }
        Some(combined)
    }

    /// Branches that only hold a choice of their own give way to its branches; null and impossible ones are dropped.
    fn splice(&mut self, branches: Vec<Node>) -> Vec<Node> {
        let mut out = Vec::new();
        for branch in branches {
            let Some(facts) = branch.inline() else {
                out.push(branch);
                continue;
            };
            let only_choice = facts.choices.len() == 1
                && facts.kind.is_none()
                && facts.all_of.is_empty()
                && facts.discriminator.is_none()
                && facts.is_loose();
            if only_choice && out.len() < MOST {
                let inner = facts
                    .choices
                    .iter()
                    .flat_map(|choice| choice.branches.iter().cloned())
                    .collect();
                out.extend(self.splice(inner));
            } else if !facts.never && !facts.is_null() {
                out.push(branch);
            }
        }
        out
    }

    /// Adds to each branch what stands beside the choice.
    fn with_base(&mut self, base: &Rc<Facts>, branches: Vec<Node>) -> Vec<Node> {
        if base.kind.is_none() && base.is_loose() {
            return branches;
        }
        let deep = base.key.matches("#base").count() > DEEPEST;
        let mut out = Vec::with_capacity(branches.len());
        for (index, branch) in branches.into_iter().enumerate() {
            let Some(facts) = self.resolve(&branch) else {
                out.push(branch);
                continue;
            };
            if deep || adds_nothing(base, &facts) {
                out.push(branch);
                continue;
            }
            let at = match &branch {
                Node::Inline(facts) => facts.at.clone(),
                Node::Ref { target, .. } => base.at.below(&["oneOf", &index.to_string()], target),
            };
            let merged = both(&Node::Inline(Rc::clone(base)), &branch, || at);
            let possible = self
                .resolve(&merged)
                .is_none_or(|facts| facts.contradiction.is_none());
            if possible || base.contradiction.is_some() || facts.contradiction.is_some() {
                out.push(merged);
            } else {
                self.approximate(
                    branch.pointer(),
                    Reason::Contradiction,
                    "left out: it cannot go with what stands beside the choice",
                );
            }
        }
        out
    }

    /// Without branches that repeat another.
    fn distinct(&mut self, branches: Vec<Node>) -> Vec<Node> {
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
    fn preview(&mut self, branch: &Node) -> Option<Type> {
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

    /// What the branches come down to.
    fn simplest(&mut self, facts: &Rc<Facts>, branches: Vec<Node>) -> Class {
        match branches.as_slice() {
            [] if facts
                .choices
                .iter()
                .any(|choice| !choice.branches.is_empty()) =>
            {
                return Class::Plain(Type::Null);
            }
            [] => return Class::Untyped(Reason::Open, "the choice has no branches".to_owned()),
            [one] => return Class::Same(one.clone()),
            _ => {}
        }
        if let Some(class) = self.as_enum(&branches) {
            return class;
        }
        let mut open = false;
        let mut told_apart = true;
        for branch in &branches {
            let branch = self.resolve(branch);
            let Some(branch) = branch else { continue };
            if branch.effective_kind().is_none()
                && branch.choices.is_empty()
                && branch.values.is_none()
            {
                open = true;
            } else {
                told_apart &= !branch.required.is_empty();
            }
        }
        if open && !told_apart {
            return Class::Untyped(Reason::Open, "one of the branches allows any".to_owned());
        }
        if branches.len() > MOST {
            return Class::Untyped(Reason::Unsupported, "too many branches".to_owned());
        }
        Class::Union(Rc::clone(facts), branches)
    }

    /// An enum, when every branch is a list of values, or the scalar that they are written as.
    fn as_enum(&mut self, branches: &[Node]) -> Option<Class> {
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

/// Whether a branch already says what stands beside the choice.
fn adds_nothing(base: &Facts, branch: &Facts) -> bool {
    let kind = base.effective_kind();
    let same_kind = kind.is_none()
        || branch.effective_kind() == kind
        || (branch.effective_kind().is_none() && !branch.choices.is_empty());
    same_kind
        && base.format.is_none()
        && base.values.is_none()
        && base.items.is_none()
        && base.leading.is_empty()
        && base.contradiction.is_none()
        && matches!(base.extra, Extra::Unsaid | Extra::Denied)
        && base
            .properties
            .keys()
            .all(|key| branch.properties.contains_key(key))
        && base
            .required
            .iter()
            .all(|key| branch.required.contains(key))
}

#[cfg(test)]
mod tests {
    use super::super::fixture::schemas;

    #[test]
    fn branches_make_a_union() {
        let lowered = schemas(
            "A: { oneOf: [{ type: string }, { type: integer }, { type: array, items: { type: string } }] }",
        );
        assert_eq!(
            lowered.shape("A"),
            "union(String(String) | Integer(I64) | StringList(Vec<String>))"
        );
    }

    #[test]
    fn one_branch_is_that_branch() {
        let lowered = schemas(
            "A: { oneOf: [{ $ref: '#/components/schemas/B' }] }\nB: { type: object, properties: { b: { type: string } } }",
        );
        assert_eq!(lowered.shape("A"), "B");
    }

    #[test]
    fn branches_that_repeat_each_other_count_once() {
        let lowered = schemas(
            "A: { anyOf: [{ type: string, maxLength: 3 }, { type: string }] }
B: { anyOf: [{ $ref: '#/components/schemas/C' }, { $ref: '#/components/schemas/C' }, { type: string }] }
C: { type: object, properties: { c: { type: string } } }",
        );
        assert_eq!(lowered.shape("A"), "String");
        assert_eq!(lowered.shape("B"), "union(C(C) | String(String))");
    }

    #[test]
    fn a_number_takes_integers_and_text_takes_formats() {
        let lowered = schemas(
            "N: { anyOf: [{ type: integer }, { type: number }] }
T: { anyOf: [{ type: string, format: uuid }, { type: string }] }",
        );
        assert_eq!(lowered.shape("N"), "F64");
        assert_eq!(lowered.shape("T"), "String");
    }

    #[test]
    fn lists_of_values_are_one_open_list() {
        let lowered = schemas(
            "Consts: { oneOf: [{ type: string, enum: [a] }, { type: string, enum: [b] }] }
Open: { anyOf: [{ type: string }, { type: string, enum: [a, b] }] }
Tag: { anyOf: [{ type: string, enum: [auto] }, { type: string }] }
Reuse: { anyOf: [{ $ref: '#/components/schemas/Known' }, { type: string }] }
Known: { type: string, enum: [x, y] }",
        );
        assert_eq!(lowered.shape("Consts"), "enum(a | b | _)");
        assert_eq!(lowered.shape("Open"), "enum(a | b | _)");
        assert_eq!(lowered.shape("Tag"), "enum(auto | _)");
        assert_eq!(lowered.shape("Reuse"), "Known");
    }

    #[test]
    fn null_among_the_branches_makes_the_value_nullable() {
        let lowered = schemas(
            "A: { type: object, required: [b], properties: { b: { oneOf: [{ type: string }, { enum: [null], nullable: true }] } } }",
        );
        assert_eq!(lowered.shape("A"), "{b!: String}");
    }

    #[test]
    fn an_open_branch_opens_all_unless_the_others_can_be_seen() {
        let lowered = schemas(
            "A: { anyOf: [{ type: string }, {}] }
B: { anyOf: [{ $ref: '#/components/schemas/C' }, {}] }
C: { type: object, required: [c], properties: { c: { type: string } } }",
        );
        assert_eq!(lowered.shape("A"), "Json");
        assert_eq!(lowered.shape("B"), "union(C(C) | Json(Json))");
    }

    #[test]
    fn a_choice_of_required_properties_is_the_object_alone() {
        let lowered = schemas(
            "A: { type: object, properties: { a: { type: string }, b: { type: string } }, anyOf: [{ required: [a] }, { required: [b] }] }",
        );
        assert_eq!(lowered.shape("A"), "{a?: String, b?: String}");
        assert_eq!(lowered.api.approximations.len(), 1);
    }

    #[test]
    fn what_stands_beside_a_choice_goes_into_every_branch() {
        let lowered = schemas(
            "A: { type: object, required: [id], properties: { id: { type: string } }, oneOf: [
                { $ref: '#/components/schemas/B' }, { type: object, properties: { c: { type: string } } }] }
B: { type: object, properties: { b: { type: string } } }",
        );
        assert_eq!(lowered.shape("A"), "union(B(AB) | WithC(AWithC))");
        assert_eq!(lowered.shape("AB"), "{b?: String, id: String}");
        assert_eq!(lowered.shape("AWithC"), "{c?: String, id: String}");
    }

    #[test]
    fn a_composition_with_a_choice_is_distributed() {
        let lowered = schemas(
            "A: { allOf: [{ oneOf: [{ $ref: '#/components/schemas/B' }, { $ref: '#/components/schemas/C' }] },
                { type: object, required: [x], properties: { x: { type: string } } }] }
B: { type: object, properties: { b: { type: string } } }
C: { type: object, properties: { c: { type: string } } }",
        );
        assert_eq!(lowered.shape("A"), "union(B(AB) | C(AC))");
        assert_eq!(lowered.shape("AC"), "{c?: String, x: String}");
    }

    #[test]
    fn a_choice_within_a_choice_is_one_choice() {
        let lowered = schemas(
            "A: { oneOf: [{ type: string }, { anyOf: [{ type: boolean }, { type: integer }] }] }",
        );
        assert_eq!(
            lowered.shape("A"),
            "union(String(String) | Boolean(Bool) | Integer(I64))"
        );
    }

    #[test]
    fn a_parent_that_lists_its_children_does_not_pass_the_list_on() {
        let lowered = schemas(
            "Pet: { type: object, required: [kind], properties: { kind: { type: string } }, discriminator: { propertyName: kind },
                oneOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }] }
Cat: { allOf: [{ $ref: '#/components/schemas/Pet' }, { properties: { claws: { type: integer } } }] }
Dog: { allOf: [{ $ref: '#/components/schemas/Pet' }, { properties: { bark: { type: string } } }] }",
        );
        assert_eq!(lowered.shape("Pet"), "union(Cat(Cat) | Dog(Dog))");
        assert_eq!(lowered.shape("Cat"), "{claws?: I64, kind: String}");
    }

    #[test]
    fn unions_that_choose_among_themselves_end() {
        let lowered = schemas(
            "A: { type: object, properties: { a: { type: string } }, oneOf: [{ $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/B' }] }
B: { type: object, properties: { b: { type: string } }, oneOf: [{ $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/B' }] }",
        );
        assert!(lowered.names().len() < 100);
    }
}
