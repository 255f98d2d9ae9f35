//! Discriminators: which values lead to which branch.

use std::rc::Rc;

use serde_json::Value;

use super::context::Context;
use super::facts::{Discriminator, Facts, Kind, Node};
use super::inheritance::OWN;
use super::merge::both;
use crate::model::Owner;

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

#[cfg(test)]
mod tests {
    use super::super::fixture::schemas;

    const CAT_AND_DOG: &str = "
Cat: { type: object, required: [kind], properties: { kind: { type: string }, claws: { type: integer } } }
Dog: { type: object, required: [kind], properties: { kind: { type: string }, bark: { type: string } } }";

    #[test]
    fn a_mapping_gives_the_values_and_several_may_lead_to_one_branch() {
        let lowered = schemas(&format!(
            "Pet: {{ oneOf: [{{ $ref: '#/components/schemas/Cat' }}, {{ $ref: '#/components/schemas/Dog' }}],
                discriminator: {{ propertyName: kind, mapping: {{ kitten: '#/components/schemas/Cat', cat: Cat, dog: Dog }} }} }}{CAT_AND_DOG}"
        ));
        assert_eq!(lowered.tags("Pet"), [vec!["cat", "kitten"], vec!["dog"]]);
        assert_eq!(lowered.union("Pet").discriminator.as_deref(), Some("kind"));
    }

    #[test]
    fn without_a_mapping_the_component_is_the_value() {
        let lowered = schemas(&format!(
            "Pet: {{ anyOf: [{{ $ref: '#/components/schemas/Cat' }}, {{ $ref: '#/components/schemas/Dog' }}],
                discriminator: {{ propertyName: kind }} }}{CAT_AND_DOG}"
        ));
        assert_eq!(lowered.tags("Pet"), [vec!["Cat"], vec!["Dog"]]);
    }

    #[test]
    fn a_constant_of_the_branch_is_its_value() {
        let lowered = schemas(
            "Pet: { oneOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }], discriminator: { propertyName: kind } }
Cat: { type: object, required: [kind], properties: { kind: { type: string, enum: [cat] } } }
Dog: { type: object, required: [kind], properties: { kind: { type: string, enum: [dog, puppy] } } }",
        );
        assert_eq!(lowered.tags("Pet"), [vec!["cat"], vec!["dog", "puppy"]]);
    }

    #[test]
    fn constants_count_beside_a_mapping_that_means_the_same() {
        let lowered = schemas(
            "Pet: { oneOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }],
                discriminator: { propertyName: kind, mapping: { cat: Cat, dog: Dog } } }
Cat: { type: object, required: [kind], properties: { kind: { type: string, enum: [cat, kitten] } } }
Dog: { type: object, required: [kind], properties: { kind: { type: string, enum: [D, d] } } }",
        );
        assert_eq!(lowered.tags("Pet"), [vec!["cat", "kitten"], vec!["dog"]]);
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
        assert_eq!(lowered.tags("Pet"), [vec!["Cat"], vec!["Dog"], vec![]]);
        assert_eq!(otherwise("Pet"), [false, false, true]);
        assert_eq!(lowered.tags("Told"), [vec!["cat"], vec!["other"]]);
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
}
