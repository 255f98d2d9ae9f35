//! Components that build on a component with a discriminator: where a value is of the parent, it is of one of them.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::context::Context;
use super::facts::{Facts, Node};
use super::merge::both;
use super::schema::Class;
use crate::model::Owner;

/// How often what stands beside a parent is put beside its children, where those have such parents inside.
const DEEPEST: usize = 2;
/// Marks the key of a parent's own struct.
pub(super) const OWN: &str = "#own";

impl Context<'_> {
    /// A parent that lists no branches, but has a discriminator and components that build on it: the union of those.
    pub(super) fn inherited_union(&mut self, facts: &Rc<Facts>) -> Option<Class> {
        let parent = facts.discriminator.as_ref()?;
        let key = match facts.at.owner() {
            Owner::Component(key) => key.clone(),
            Owner::Operation(_) => return None,
        };
        let flat = self.flatten(facts);
        if !flat.choices.is_empty() {
            return None;
        }
        let targets = || parent.mapping.values().chain(&parent.otherwise);
        let mut names: BTreeSet<String> = targets()
            .filter(|name| self.components.contains_key(*name) && **name != key)
            .cloned()
            .collect();
        let mut open: Vec<String> = vec![key.clone()];
        while let Some(name) = open.pop() {
            for child in self.children.get(&name).into_iter().flatten() {
                if *child != key && names.insert(child.clone()) {
                    open.push(child.clone());
                }
            }
        }
        if names.is_empty() {
            return None;
        }
        let mut branches: Vec<Node> = names
            .into_iter()
            .map(|target| Node::Ref {
                target,
                pointer: facts.at.pointer.clone(),
            })
            .collect();
        if targets().any(|name| *name == key) {
            branches.push(base_of(&flat));
        }
        Some(Class::Union(flat, branches))
    }

    /// Such a parent with more beside it, as values are: the union of its children with the same beside each.
    ///
    /// What a component or a property says by an `allOf` of its own is another matter: it builds on the parent.
    pub(super) fn inherited_whole(&mut self, facts: &Rc<Facts>) -> Option<Class> {
        if !facts.is_joined() || facts.at.spread >= DEEPEST {
            return None;
        }
        let mut parts = facts.all_of.clone();
        let place = parts.iter().position(|part| self.is_parent(part))?;
        let parent = parts.remove(place);
        let component = self.components.get(parent.target()?)?.node.clone();
        let Class::Union(parent, children) = self.inherited_union(component.inline()?)? else {
            return None;
        };
        let children = children.iter().enumerate().map(|(index, child)| {
            let word = child.target().unwrap_or("base");
            let mut at = facts.at.below(&["oneOf", &index.to_string()], word);
            at.spread = facts.at.spread + 1;
            let at = || at.clone();
            parts
                .iter()
                .fold(child.clone(), |whole, part| both(&whole, part, at))
        });
        let children = children.collect();
        let mut whole = Facts::clone(&self.flatten(facts));
        whole.discriminator.clone_from(&parent.discriminator);
        Some(Class::Union(Rc::new(whole), children))
    }

    /// Whether a node refers to such a parent.
    pub(super) fn is_parent(&self, node: &Node) -> bool {
        node.target()
            .is_some_and(|target| self.is_inherited(target))
    }

    /// Whether a component is such a parent.
    pub(super) fn is_inherited(&self, key: &str) -> bool {
        self.components
            .get(key)
            .and_then(|component| component.node.inline())
            .is_some_and(|facts| facts.discriminator.is_some() && facts.choices.is_empty())
    }
}

/// The parent's own struct, beside the union that has its name.
fn base_of(parent: &Facts) -> Node {
    let mut base = parent.clone();
    base.discriminator = None;
    base.at = parent.at.below(&[], "base");
    base.key = format!("{}{OWN}", parent.key);
    Node::Inline(Rc::new(base))
}

#[cfg(test)]
mod tests {
    use super::super::fixture::schemas;

    #[test]
    fn a_parent_with_children_is_the_union_of_them() {
        let lowered = schemas(
            "Pet: { type: object, required: [kind], properties: { kind: { type: string } }, discriminator: { propertyName: kind } }
Cat: { allOf: [{ $ref: '#/components/schemas/Pet' }, { properties: { claws: { type: integer } } }] }
Dog: { allOf: [{ $ref: '#/components/schemas/Pet' }] }
Puppy: { allOf: [{ $ref: '#/components/schemas/Dog' }, { properties: { age: { type: integer } } }] }
Owner: { type: object, properties: { pet: { $ref: '#/components/schemas/Pet' } } }",
        );
        assert_eq!(
            lowered.shape("Pet"),
            "union(Cat(Cat) | Dog(Dog) | Puppy(Puppy))"
        );
        assert_eq!(lowered.shape("Dog"), "{kind: String}");
        assert_eq!(lowered.shape("Puppy"), "{age?: I64, kind: String}");
        assert_eq!(lowered.shape("Owner"), "{pet?: Pet}");
    }

    #[test]
    fn what_stands_beside_a_parent_stands_beside_its_children() {
        let lowered = schemas(
            "Pet: { type: object, required: [kind], properties: { kind: { type: string } }, discriminator: { propertyName: kind } }
Cat: { allOf: [{ $ref: '#/components/schemas/Pet' }, { properties: { claws: { type: integer } } }] }
Dog: { allOf: [{ $ref: '#/components/schemas/Pet' }] }
A: { type: object, properties: { pet: { properties: { since: { type: integer } },
    oneOf: [{ $ref: '#/components/schemas/Pet' }, { required: [none], properties: { none: { type: boolean } } }] } } }
B: { type: object, properties: { pet: { $ref: '#/components/schemas/Pet' } },
    x-codegen-then: { properties: { pet: { properties: { chip: { type: string } } } } } }",
        );
        assert_eq!(
            lowered.shape("APet"),
            "union(Pet(APetPet) | WithNone(APetWithNone))"
        );
        assert_eq!(
            lowered.shape("APetPet"),
            "union(Cat(APetPetCat) | Dog(APetPetDog))"
        );
        assert_eq!(lowered.tags("APetPet"), [vec!["Cat"], vec!["Dog"]]);
        assert_eq!(
            lowered.shape("APetPetCat"),
            "{claws?: I64, kind: String, since?: I64}"
        );
        assert_eq!(lowered.shape("BPet"), "union(Cat(BPetCat) | Dog(BPetDog))");
        assert_eq!(lowered.shape("BPetDog"), "{chip?: Json, kind: String}");
    }

    #[test]
    fn a_parent_of_one_child_stays_open_for_others() {
        let lowered = schemas(
            "Rule: { type: object, required: [kind], properties: { kind: { type: string, enum: [day, week] } },
                discriminator: { propertyName: kind } }
Weekly: { allOf: [{ $ref: '#/components/schemas/Rule' }, { required: [day], properties: { day: { type: integer } } }] }",
        );
        assert_eq!(lowered.shape("Rule"), "union(Weekly(Weekly))");
        assert_eq!(lowered.tags("Rule"), [vec!["Weekly"]]);
    }

    #[test]
    fn a_parent_that_is_one_of_its_own_values_stays_a_branch() {
        let lowered = schemas(
            "Pet: { type: object, required: [kind], properties: { kind: { type: string } },
                discriminator: { propertyName: kind, mapping: { other: Pet, cat: Cat } } }
Cat: { allOf: [{ $ref: '#/components/schemas/Pet' }, { properties: { claws: { type: integer } } }] }",
        );
        assert_eq!(lowered.shape("Pet"), "union(Cat(Cat) | Other(PetBase))");
        assert_eq!(lowered.tags("Pet"), [vec!["cat"], vec!["other"]]);
    }

    #[test]
    fn the_default_of_a_parent_is_one_of_its_branches() {
        let lowered = schemas(
            "Pet: { type: object, properties: { kind: { type: string } }, discriminator: { propertyName: kind, x-codegen-default-mapping: Other } }
Own: { type: object, properties: { kind: { type: string } }, discriminator: { propertyName: kind, x-codegen-default-mapping: Own } }
Cat: { allOf: [{ $ref: '#/components/schemas/Pet' }, { $ref: '#/components/schemas/Own' }, { properties: { claws: { type: integer } } }] }
Other: { type: object, properties: { name: { type: string } } }",
        );
        assert_eq!(lowered.shape("Pet"), "union(Cat(Cat) | Other(Other))");
        assert_eq!(lowered.shape("Own"), "union(Cat(Cat) | Base(OwnBase))");
        for name in ["Pet", "Own"] {
            let branches = &lowered.union(name).branches;
            assert!(branches.iter().any(|branch| branch.otherwise), "{name}");
        }
    }

    #[test]
    fn a_parent_without_children_is_a_struct() {
        let lowered = schemas(
            "Pet: { type: object, properties: { kind: { type: string } }, discriminator: { propertyName: kind } }",
        );
        assert_eq!(lowered.shape("Pet"), "{kind?: String}");
    }
}
