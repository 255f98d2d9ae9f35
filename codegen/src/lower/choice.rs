//! What a `oneOf` or `anyOf` comes down to: a union only where nothing simpler says the same.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::at::{At, below};
use super::conditions::naming;
use super::context::Context;
use super::docs::code;
use super::facts::{Choice, Extra, Facts, Kind, Node};
use super::merge::both;
use super::schema::Class;
use crate::model::{Reason, Treatment, Type};

/// How many branches a union may have.
const MOST: usize = 2_000;
/// How many combinations there may be of choices that stand side by side.
const MOST_COMBINED: usize = 64;
/// How many references are followed to spread what stands beside a choice over its branches.
const DEEPEST: usize = 2;
/// How often that is done for one document.
const MOST_SPREAD: usize = 5_000;

impl Context<'_> {
    /// Decides what a schema with `oneOf` or `anyOf` becomes.
    pub(super) fn choose(&mut self, facts: &Rc<Facts>) -> Class {
        let mut base = Facts::clone(facts);
        base.choices.clear();
        base.key = format!("{}#base", facts.key);
        let mut groups = Vec::new();
        let mut required = BTreeSet::new();
        for choice in &facts.choices {
            if only_constrains(choice) {
                let branches = choice.branches.iter().filter_map(Node::inline);
                required.extend(branches.flat_map(|branch| branch.required.iter().cloned()));
                self.approximate(
                    &below(&facts.at.pointer, &[choice.keyword]),
                    Reason::NotATypeMatter,
                    Treatment::Loose,
                    "which properties go together is not checked",
                );
                base.docs.notes.extend(requirements(choice));
            } else {
                groups.push(choice.clone());
            }
        }
        // What nothing else names must not get lost.
        required.retain(|name| !base.properties.contains_key(name));
        let required = (!required.is_empty()).then(|| naming(required, &facts.at));
        if groups.is_empty() {
            base.conditions.extend(required);
            return self.classify(&Rc::new(base));
        }
        let base = Rc::new(base);
        let mut facts = Rc::clone(facts);
        if groups.len() > 1 && facts.discriminator.is_some() {
            // It says nothing about the combinations, whose parts may be of other choices.
            for group in &mut groups {
                let branches = std::mem::take(&mut group.branches);
                group.branches = self.with_tags(&facts, group.discriminator.as_ref(), branches);
            }
            Rc::make_mut(&mut facts).discriminator = None;
        }
        let Some(branches) = combine(&facts, groups) else {
            let why = "several choices stand side by side, with too many combinations";
            return Class::Untyped(Reason::Unsupported, why.to_owned());
        };
        let branches = self.splice(branches);
        let Some(branches) = self.with_base(&base, branches) else {
            let why = "the branches of this choice are choices that refer to each other";
            return Class::Untyped(Reason::Unsupported, why.to_owned());
        };
        let branches = match required {
            Some(required) => self.each_with_said(&base, branches, &required),
            None => branches,
        };
        let branches = self.with_tags(&facts, facts.discriminator.as_ref(), branches);
        let branches = self.distinct(branches);
        self.simplest(&facts, branches)
    }

    /// Adds to each branch what a condition says of its keys.
    fn each_with_said(&mut self, base: &Facts, branches: Vec<Node>, said: &Node) -> Vec<Node> {
        let branches = branches.into_iter().enumerate();
        branches
            .map(|(index, branch)| {
                let at = || branch_at(base, index, &branch);
                self.with_said(&branch, vec![said.clone()], &at)
            })
            .collect()
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

    /// Adds to each branch what stands beside the choice. `None` if that would not end.
    fn with_base(&mut self, base: &Rc<Facts>, branches: Vec<Node>) -> Option<Vec<Node>> {
        if base.kind.is_none() && base.is_loose() {
            return Some(branches);
        }
        let possible = self.possible(base, branches.clone());
        if possible.is_empty() && base.is_loose() {
            self.ignore_type(
                &base.at.pointer,
                "no branch of the choice has the `type` beside it",
            );
            return Some(branches);
        }
        possible
            .into_iter()
            .enumerate()
            .map(|(index, branch)| {
                let Some(facts) = self.resolve(&branch) else {
                    return Some(branch);
                };
                if adds_nothing(base, &facts) {
                    return Some(branch);
                }
                let mut at = branch_at(base, index, &branch);
                // A branch can lead back to the choice by itself being a reference, or by its `allOf`.
                let follows = branch
                    .inline()
                    .is_none_or(|inline| inline.choices.is_empty() && !facts.choices.is_empty());
                at.spread = base.at.spread + usize::from(follows);
                self.spreads += usize::from(follows);
                if at.spread > DEEPEST || self.spreads > MOST_SPREAD {
                    return None;
                }
                Some(both(&Node::Inline(Rc::clone(base)), &branch, || at))
            })
            .collect()
    }

    /// The branches that can be of the type that stands beside the choice.
    fn possible(&mut self, base: &Facts, branches: Vec<Node>) -> Vec<Node> {
        let mut out = Vec::with_capacity(branches.len());
        for branch in branches {
            let kind = self.resolve(&branch).and_then(|facts| facts.kind);
            if let (Some(wanted), Some(kind)) = (base.kind, kind)
                && wanted.both(kind).is_none()
            {
                self.approximate(
                    branch.pointer(),
                    Reason::Contradiction,
                    Treatment::LeftOut,
                    "it is not of the `type` beside the choice",
                );
            } else {
                out.push(branch);
            }
        }
        out
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
}

/// Whether no branch says more than which properties are required.
fn only_constrains(choice: &Choice) -> bool {
    choice.branches.iter().all(|branch| {
        branch.inline().is_some_and(|facts| {
            let mut rest = Facts::clone(facts);
            rest.required.clear();
            rest.is_loose()
                && rest.all_of.is_empty()
                && rest.choices.is_empty()
                && matches!(rest.kind, None | Some(Kind::Object))
        })
    })
}

/// Where a branch stands, and where it does as a part of the choice if it is a reference.
fn branch_at(base: &Facts, index: usize, branch: &Node) -> At {
    match branch {
        Node::Inline(facts) => facts.at.clone(),
        Node::Ref { target, .. } => base.at.below(&["oneOf", &index.to_string()], target),
    }
}

/// The branches of one choice; of several, every combination. `None` if there are too many.
fn combine(facts: &Facts, groups: Vec<Choice>) -> Option<Vec<Node>> {
    let mut groups = groups.into_iter();
    let mut combined = groups.next()?.branches;
    for group in groups {
        if combined.len() * group.branches.len() > MOST_COMBINED {
            return None;
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

/// A sentence about a choice of properties.
fn requirements(choice: &Choice) -> Option<String> {
    let groups: Vec<String> = choice
        .branches
        .iter()
        .filter_map(Node::inline)
        .filter(|facts| !facts.required.is_empty())
        .map(|facts| {
            let names: Vec<String> = facts.required.iter().map(|name| code(name)).collect();
            names.join(" and ")
        })
        .collect();
    let word = if choice.keyword == "oneOf" {
        "Exactly one"
    } else {
        "At least one"
    };
    (!groups.is_empty()).then(|| format!("{word} of these is required: {}.", groups.join(", or ")))
}

/// Whether a property says no more than which scalar it is: a branch that has it says that more exactly.
fn is_plain(property: &Node) -> bool {
    property.inline().is_some_and(|facts| {
        let of_parts = matches!(facts.effective_kind(), Some(Kind::Object | Kind::Array));
        !of_parts && facts.all_of.is_empty() && facts.choices.is_empty()
    })
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
        && base.conditions.is_empty()
        && base.keyed.is_empty()
        && matches!(base.unevaluated, Extra::Unsaid | Extra::Denied)
        && matches!(base.extra, Extra::Unsaid | Extra::Denied)
        && base.properties.iter().all(|(key, property)| {
            let own = branch.properties.get(key);
            own.is_some_and(|own| own.key() == property.key() || is_plain(property))
        })
        && base
            .required
            .iter()
            .all(|key| branch.required.contains(key))
}

#[cfg(test)]
mod tests;
