//! Component schemas: named and declared before anything else.

use std::collections::{BTreeMap, BTreeSet};

use super::at::{At, below};
use super::context::{Component, Context};
use super::facts::{Facts, Node};
use super::naming::is_pascal;
use super::read;
use crate::model::{Ident as _, Owner, TypeName};

impl Context<'_> {
    /// Names every component schema and reads what it says.
    pub(super) fn declare_components(&mut self) {
        let api = self.api;
        let Some(components) = &api.components else {
            return;
        };
        let keys: BTreeSet<&str> = components.schemas.keys().map(String::as_str).collect();
        let mut names = self.claim_components(&keys);
        for key in keys {
            let (Some(schema), Some(name)) = (components.schemas.get(key), names.remove(key))
            else {
                continue;
            };
            let owner = Owner::Component(key.to_owned());
            let at = At::root(pointer_of(key), owner.clone(), name.as_str());
            let node = read::node(schema, at.clone());
            let empty = Facts::empty(at);
            let facts = node.inline().map_or(&empty, |facts| facts.as_ref());
            let id = self.add(name, owner, facts);
            self.components
                .insert(key.to_owned(), Component { id, node });
        }
        self.find_children();
    }

    /// Gives every component its shape, in the order of their names.
    pub(super) fn fill_components(&mut self) {
        let all: Vec<Component> = self.components.values().cloned().collect();
        for component in all {
            self.fill_component(component.id, &component.node);
        }
    }

    /// Settled names first, then those that are written as a type name already, then the others.
    fn claim_components<'k>(&mut self, keys: &BTreeSet<&'k str>) -> BTreeMap<&'k str, TypeName> {
        let mut names = BTreeMap::new();
        let settled: Vec<(&str, String)> = keys
            .iter()
            .filter_map(|key| {
                let name = self.config.types.get(*key)?.name.clone()?;
                Some((*key, name))
            })
            .collect();
        for (key, name) in settled {
            let name = self.claim_type(&pointer_of(key), &[name, key.to_owned()]);
            names.insert(key, name);
        }
        let (plain, other): (Vec<&str>, Vec<&str>) = keys.iter().partition(|key| is_pascal(key));
        for key in plain.into_iter().chain(other) {
            if names.contains_key(key) {
                continue;
            }
            let name = self.claim_type(
                &pointer_of(key),
                &[
                    key.to_owned(),
                    format!("{key} model"),
                    format!("{key} {}", super::naming::casing(key)),
                ],
            );
            names.insert(key, name);
        }
        names
    }

    /// Who builds on whom by `allOf`.
    fn find_children(&mut self) {
        for (key, component) in &self.components {
            let mut parts: Vec<&Node> = vec![&component.node];
            while let Some(part) = parts.pop() {
                match part {
                    Node::Inline(facts) => parts.extend(&facts.all_of),
                    Node::Ref { target, .. } if target != key => {
                        // An alias is no child: a plain reference stands for the same thing.
                        if component.node.inline().is_some() {
                            self.children
                                .entry(target.clone())
                                .or_default()
                                .insert(key.clone());
                        }
                    }
                    Node::Ref { .. } => {}
                }
            }
        }
    }
}

/// The pointer of a component schema.
pub(super) fn pointer_of(key: &str) -> String {
    below("/components/schemas", &[key])
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{schemas, whole};
    use crate::diagnostic::Code;

    #[test]
    fn components_are_named_by_their_key_and_not_by_their_title() {
        let lowered = schemas("runStatus: { title: Status of a run, type: string }");
        assert_eq!(lowered.names(), ["RunStatus"]);
    }

    #[test]
    fn everything_that_needs_no_name_is_an_alias() {
        let lowered = schemas(
            "Id: { type: string, format: uuid }
Ids: { type: array, items: { $ref: '#/components/schemas/Id' } }
Other: { $ref: '#/components/schemas/Ids' }
Any: {}",
        );
        assert_eq!(lowered.shape("Id"), "Uuid");
        assert_eq!(lowered.shape("Ids"), "Vec<Id>");
        assert_eq!(lowered.shape("Other"), "Ids");
        assert_eq!(lowered.shape("Any"), "Json");
    }

    #[test]
    fn a_key_that_is_a_type_name_already_has_the_first_claim() {
        let lowered = schemas(
            "Session-Status: { type: string }\nSessionStatus: { type: integer }\nsession.status: { type: boolean }",
        );
        assert_eq!(lowered.shape("SessionStatus"), "I64");
        assert_eq!(lowered.shape("SessionStatusModel"), "String");
        assert_eq!(lowered.shape("SessionStatusDotted"), "Bool");
        assert_eq!(lowered.codes(), [Code::NameCollision, Code::NameCollision]);
    }

    #[test]
    fn a_component_wins_against_an_inline_type() {
        let lowered = schemas(
            "Run: { type: object, properties: { mode: { type: string, enum: [x, y] } } }\nRunMode: { type: integer }",
        );
        assert_eq!(lowered.shape("RunMode"), "I64");
        assert_eq!(lowered.shape("Run"), "{mode?: RunModeEnum}");
    }

    #[test]
    fn a_property_wins_against_the_items_of_a_list() {
        let lowered = schemas(
            "A: { type: object, properties: { modes: { type: array, items: { type: string, enum: [x, y] } }, mode: { type: string, enum: [p, q] } } }",
        );
        assert_eq!(lowered.shape("A"), "{mode?: AMode, modes?: Vec<AModeEnum>}");
    }

    #[test]
    fn a_reference_takes_over_that_the_component_may_be_null() {
        let lowered = schemas(
            "Maybe: { type: string, nullable: true }
Alias: { $ref: '#/components/schemas/Maybe' }
A: { type: object, required: [m, l], properties: { m: { $ref: '#/components/schemas/Alias' }, l: { type: array, items: { $ref: '#/components/schemas/Maybe' } } } }",
        );
        assert_eq!(lowered.shape("Maybe"), "String");
        assert_eq!(lowered.shape("A"), "{l: Vec<Option<Maybe>>, m!: Alias}");
    }

    #[test]
    fn a_reference_that_leads_nowhere_is_any_json() {
        let lowered = whole(
            "components: { schemas: { A: { type: object, properties: { x: { $ref: '#/components/schemas/Missing' } } } } }",
        );
        assert_eq!(lowered.shape("A"), "{x?: Json}");
        assert_eq!(lowered.codes(), [Code::DanglingReference]);
    }
}
