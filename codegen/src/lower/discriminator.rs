//! Discriminators: which values lead to which branch.

use std::collections::BTreeSet;
use std::rc::Rc;

use serde_json::Value;

use super::context::Context;
use super::facts::{Discriminator, Facts, Kind, Node};
use super::merge::both;
use super::schema::Class;
use crate::model::Owner;

/// How often what stands beside a parent is put beside its children, where those have such parents inside.
const DEEPEST: usize = 2;
/// Marks the key of a parent's own struct.
const OWN: &str = "#own";

impl Context<'_> {
    /// The discriminator values that lead to a branch. `parents` are those that the parent of all branches lists.
    pub(super) fn tags(
        &mut self,
        discriminator: Option<&Discriminator>,
        branch: &Node,
        parents: &[String],
    ) -> Vec<String> {
        let Some(discriminator) = discriminator else {
            return Vec::new();
        };
        let target = component_behind(branch);
        let leads_here = |name: &String| Some(name) == target.as_ref();
        let mut values: Vec<String> = discriminator
            .mapping
            .iter()
            .filter(|(_, name)| leads_here(name))
            .map(|(value, _)| value.clone())
            .collect();
        let constants = match self.resolve(branch) {
            Some(facts) => self.property_values(&facts, &discriminator.property),
            None => Vec::new(),
        };
        // What a parent lists for all of its children tells none of them apart, and where the mapping means something
        // else, it alone counts.
        let shared = !parents.is_empty() && constants == parents;
        let mapped = values.is_empty() || values.iter().any(|value| constants.contains(value));
        for constant in constants.into_iter().filter(|_| mapped && !shared) {
            let elsewhere = discriminator
                .mapping
                .get(&constant)
                .is_some_and(|name| !leads_here(name));
            if !elsewhere && !values.contains(&constant) {
                values.push(constant);
            }
        }
        if values.is_empty() && !is_otherwise(discriminator, branch) {
            values.extend(target);
        }
        values
    }

    /// The texts that a property is limited to; none when it is not.
    pub(super) fn property_values(&mut self, facts: &Facts, name: &str) -> Vec<String> {
        let Some(node) = facts.properties.get(name) else {
            return Vec::new();
        };
        let Some(property) = self.resolve(node) else {
            return Vec::new();
        };
        property
            .values
            .iter()
            .flatten()
            .filter_map(|value| value.as_str().map(str::to_owned))
            .collect()
    }

    /// Gives objects that do not describe the discriminator property that property: without it they could be read,
    /// but not be written.
    pub(super) fn with_tags(
        &mut self,
        union: &Facts,
        discriminator: Option<&Discriminator>,
        branches: Vec<Node>,
    ) -> Vec<Node> {
        let Some(discriminator) = discriminator else {
            return branches;
        };
        branches
            .into_iter()
            .enumerate()
            .map(|(index, branch)| {
                let Some(facts) = self.resolve(&branch) else {
                    return branch;
                };
                if is_otherwise(discriminator, &branch)
                    || facts.effective_kind() != Some(Kind::Object)
                    || !facts.choices.is_empty()
                    || facts.properties.contains_key(&discriminator.property)
                {
                    return branch;
                }
                let tags = self.tags(Some(discriminator), &branch, &[]);
                if tags.is_empty() {
                    return branch;
                }
                let at = match &branch {
                    Node::Inline(facts) => facts.at.clone(),
                    Node::Ref { target, .. } => {
                        union.at.below(&["oneOf", &index.to_string()], target)
                    }
                };
                let key = format!("{} {}", union.key, branch.key());
                let mut tag = Facts::empty(at.property(&discriminator.property));
                tag.key = format!("{key}#tag{index}");
                tag.kind = Some(Kind::String);
                tag.values = Some(tags.into_iter().map(Value::from).collect());
                let mut tagged = Facts::empty(at.clone());
                tagged.key = format!("{key}#tagged{index}");
                tagged.required.insert(discriminator.property.clone());
                tagged
                    .properties
                    .insert(discriminator.property.clone(), Node::Inline(Rc::new(tag)));
                both(&branch, &Node::Inline(Rc::new(tagged)), || at)
            })
            .collect()
    }

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
        let mut names: BTreeSet<String> = parent
            .mapping
            .values()
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
        if parent.mapping.values().any(|name| *name == key) {
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

/// Whether a branch is that of objects whose discriminator says nothing (OpenAPI 3.2, Discriminator Object:
/// `defaultMapping`).
pub(super) fn is_otherwise(discriminator: &Discriminator, branch: &Node) -> bool {
    discriminator.otherwise.is_some() && discriminator.otherwise == component_behind(branch)
}

/// The component that a branch refers to or adds to.
fn component_behind(branch: &Node) -> Option<String> {
    match branch {
        Node::Ref { target, .. } => Some(target.clone()),
        Node::Inline(facts) if facts.key.ends_with(OWN) => match facts.at.owner() {
            Owner::Component(key) => Some(key.clone()),
            Owner::Operation(_) => None,
        },
        Node::Inline(facts) => {
            let mut targets = facts.all_of.iter().filter_map(Node::target);
            let only = targets.next()?;
            targets.next().is_none().then(|| only.to_owned())
        }
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

    const CAT_AND_DOG: &str = "
Cat: { type: object, required: [kind], properties: { kind: { type: string }, claws: { type: integer } } }
Dog: { type: object, required: [kind], properties: { kind: { type: string }, bark: { type: string } } }";

    fn values(lowered: &super::super::fixture::Lowered, name: &str) -> Vec<Vec<String>> {
        lowered
            .union(name)
            .branches
            .iter()
            .map(|branch| branch.discriminator_values.clone())
            .collect()
    }

    #[test]
    fn a_mapping_gives_the_values_and_several_may_lead_to_one_branch() {
        let lowered = schemas(&format!(
            "Pet: {{ oneOf: [{{ $ref: '#/components/schemas/Cat' }}, {{ $ref: '#/components/schemas/Dog' }}],
                discriminator: {{ propertyName: kind, mapping: {{ kitten: '#/components/schemas/Cat', cat: Cat, dog: Dog }} }} }}{CAT_AND_DOG}"
        ));
        assert_eq!(
            values(&lowered, "Pet"),
            [vec!["cat", "kitten"], vec!["dog"]]
        );
        assert_eq!(lowered.union("Pet").discriminator.as_deref(), Some("kind"));
    }

    #[test]
    fn without_a_mapping_the_component_is_the_value() {
        let lowered = schemas(&format!(
            "Pet: {{ anyOf: [{{ $ref: '#/components/schemas/Cat' }}, {{ $ref: '#/components/schemas/Dog' }}],
                discriminator: {{ propertyName: kind }} }}{CAT_AND_DOG}"
        ));
        assert_eq!(values(&lowered, "Pet"), [vec!["Cat"], vec!["Dog"]]);
    }

    #[test]
    fn a_constant_of_the_branch_is_its_value() {
        let lowered = schemas(
            "Pet: { oneOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }], discriminator: { propertyName: kind } }
Cat: { type: object, required: [kind], properties: { kind: { type: string, enum: [cat] } } }
Dog: { type: object, required: [kind], properties: { kind: { type: string, enum: [dog, puppy] } } }",
        );
        assert_eq!(values(&lowered, "Pet"), [vec!["cat"], vec!["dog", "puppy"]]);
    }

    #[test]
    fn constants_count_beside_a_mapping_that_means_the_same() {
        let lowered = schemas(
            "Pet: { oneOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }],
                discriminator: { propertyName: kind, mapping: { cat: Cat, dog: Dog } } }
Cat: { type: object, required: [kind], properties: { kind: { type: string, enum: [cat, kitten] } } }
Dog: { type: object, required: [kind], properties: { kind: { type: string, enum: [D, d] } } }",
        );
        assert_eq!(
            values(&lowered, "Pet"),
            [vec!["cat", "kitten"], vec!["dog"]]
        );
    }

    #[test]
    fn all_other_values_lead_to_the_default() {
        let lowered = schemas(&format!(
            "Pet: {{ oneOf: [{{ $ref: '#/components/schemas/Cat' }}, {{ $ref: '#/components/schemas/Dog' }}, {{ $ref: '#/components/schemas/Other' }}],
                discriminator: {{ propertyName: kind, x-codegen-default-mapping: Other }} }}
Told: {{ oneOf: [{{ $ref: '#/components/schemas/Cat' }}, {{ $ref: '#/components/schemas/Other' }}],
    discriminator: {{ propertyName: kind, mapping: {{ cat: Cat, other: Other }}, x-codegen-default-mapping: '#/components/schemas/Other' }} }}
Other: {{ type: object, properties: {{ name: {{ type: string }} }} }}{CAT_AND_DOG}"
        ));
        let otherwise = |name: &str| -> Vec<bool> {
            let branches = lowered.union(name).branches.iter();
            branches.map(|branch| branch.otherwise).collect()
        };
        assert_eq!(values(&lowered, "Pet"), [vec!["Cat"], vec!["Dog"], vec![]]);
        assert_eq!(otherwise("Pet"), [false, false, true]);
        assert_eq!(values(&lowered, "Told"), [vec!["cat"], vec!["other"]]);
        assert_eq!(otherwise("Told"), [false, true]);
        // It need not have the property.
        assert_eq!(lowered.shape("Other"), "{name?: String}");
        assert_eq!(
            lowered.shape("Pet"),
            "union(Cat(Cat) | Dog(Dog) | Other(Other))"
        );
    }

    #[test]
    fn branches_without_the_property_get_it() {
        let lowered = schemas(
            "Pet: { oneOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }],
                discriminator: { propertyName: kind, mapping: { cat: Cat, dog: Dog } } }
Cat: { type: object, properties: { claws: { type: integer } } }
Dog: { type: object, properties: { bark: { type: string } } }",
        );
        assert_eq!(lowered.shape("Pet"), "union(Cat(PetCat) | Dog(PetDog))");
        assert_eq!(lowered.shape("PetCat"), "{claws?: I64, kind: PetCatKind}");
        assert_eq!(lowered.shape("PetCatKind"), "enum(cat)");
        assert_eq!(lowered.union("Pet").discriminator.as_deref(), Some("kind"));
    }

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
        assert_eq!(values(&lowered, "APetPet"), [vec!["Cat"], vec!["Dog"]]);
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
        assert_eq!(values(&lowered, "Rule"), [vec!["Weekly"]]);
    }

    #[test]
    fn a_parent_that_is_one_of_its_own_values_stays_a_branch() {
        let lowered = schemas(
            "Pet: { type: object, required: [kind], properties: { kind: { type: string } },
                discriminator: { propertyName: kind, mapping: { other: Pet, cat: Cat } } }
Cat: { allOf: [{ $ref: '#/components/schemas/Pet' }, { properties: { claws: { type: integer } } }] }",
        );
        assert_eq!(lowered.shape("Pet"), "union(Cat(Cat) | Other(PetBase))");
        assert_eq!(values(&lowered, "Pet"), [vec!["cat"], vec!["other"]]);
    }

    #[test]
    fn a_parent_without_children_is_a_struct() {
        let lowered = schemas(
            "Pet: { type: object, properties: { kind: { type: string } }, discriminator: { propertyName: kind } }",
        );
        assert_eq!(lowered.shape("Pet"), "{kind?: String}");
    }
}
