//! Where a schema stands, and what a type made of it would be called.

use std::rc::Rc;

use super::extension::PREFIX_ITEMS;
use super::naming::singular;
use crate::model::Owner;
use crate::spec::pointer_segment;

/// The component or operation that a schema stands under.
#[derive(Debug)]
pub(super) struct Root {
    /// Who owns the types declared below.
    pub(super) owner: Owner,
    /// What their names begin with.
    pub(super) prefix: String,
}

/// A place in the document. Its name grows with the way from the root, so it depends on nothing but that way.
#[derive(Debug, Clone)]
pub(super) struct At {
    /// JSON pointer.
    pub(super) pointer: String,
    root: Rc<Root>,
    /// Words between the prefix and the tail.
    words: String,
    /// The last step, if it was a property: list items are named by its singular.
    tail: String,
    /// How many references were followed to spread a schema over the branches of a choice.
    pub(super) spread: usize,
}

impl At {
    /// The root of a component or of a part of an operation.
    pub(super) fn root(
        pointer: impl Into<String>,
        owner: Owner,
        prefix: impl Into<String>,
    ) -> Self {
        Self {
            pointer: pointer.into(),
            root: Rc::new(Root {
                owner,
                prefix: prefix.into(),
            }),
            words: String::new(),
            tail: String::new(),
            spread: 0,
        }
    }

    /// Text for the name of a type declared here.
    pub(super) fn name(&self) -> String {
        format!("{} {} {}", self.root.prefix, self.words, self.tail)
    }

    /// Who owns a type declared here.
    pub(super) fn owner(&self) -> &Owner {
        &self.root.owner
    }

    /// Whether nothing lies between the root and this place.
    pub(super) fn is_root(&self) -> bool {
        self.words.trim().is_empty() && self.tail.is_empty()
    }

    /// The same place, with a name of its own after that of the root: a parameter.
    pub(super) fn named(self, name: &str) -> Self {
        Self {
            tail: name.to_owned(),
            ..self
        }
    }

    /// The same schema a step further down: what it holds is still called the same.
    pub(super) fn within(&self, tokens: &[&str]) -> Self {
        Self {
            pointer: below(&self.pointer, tokens),
            ..self.clone()
        }
    }

    /// A property.
    pub(super) fn property(&self, name: &str) -> Self {
        Self {
            pointer: below(&self.pointer, &["properties", name]),
            root: Rc::clone(&self.root),
            words: self.settled(),
            tail: name.to_owned(),
            spread: self.spread,
        }
    }

    /// Items of a list.
    pub(super) fn item(&self) -> Self {
        let pointer = below(&self.pointer, &["items"]);
        if self.tail.is_empty() {
            return self.step(pointer, "item");
        }
        let one = singular(&self.tail);
        let item = if one == self.tail {
            format!("{one} item")
        } else {
            one
        };
        Self {
            pointer,
            root: Rc::clone(&self.root),
            words: format!("{} {item}", self.words),
            tail: String::new(),
            spread: self.spread,
        }
    }

    /// The item of a list that has this position, from 0.
    pub(super) fn leading(&self, index: usize) -> Self {
        let tokens = [PREFIX_ITEMS, &index.to_string()];
        self.below(&tokens, &format!("item {}", index + 1))
    }

    /// Values of a map.
    pub(super) fn value(&self) -> Self {
        self.step(below(&self.pointer, &["additionalProperties"]), "value")
    }

    /// A part of an `allOf`: it is the whole that has a name.
    pub(super) fn part(&self, index: usize) -> Self {
        self.within(&["allOf", &index.to_string()])
    }

    /// A place further down, with its pointer tokens and what it adds to the name.
    pub(super) fn below(&self, tokens: &[&str], words: &str) -> Self {
        self.step(below(&self.pointer, tokens), words)
    }

    fn step(&self, pointer: String, words: &str) -> Self {
        Self {
            pointer,
            root: Rc::clone(&self.root),
            words: format!("{} {words}", self.settled()),
            tail: String::new(),
            spread: self.spread,
        }
    }

    fn settled(&self) -> String {
        format!("{} {}", self.words, self.tail).trim().to_owned()
    }
}

/// `pointer` with more tokens, escaped.
pub(super) fn below(pointer: &str, tokens: &[&str]) -> String {
    let mut out = pointer.to_owned();
    for token in tokens {
        out.push('/');
        out.push_str(&pointer_segment(token));
    }
    out
}

/// The name that a `#/components/<kind>/<name>` reference ends in, as it stands in the map: references are not escaped here.
pub(super) fn reference_name(reference: &str, kind: &str) -> Option<String> {
    let name = reference
        .strip_prefix("#/components/")?
        .strip_prefix(kind)?
        .strip_prefix('/')?;
    (!name.is_empty()).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn component() -> At {
        At::root(
            "/components/schemas/Run",
            Owner::Component("Run".to_owned()),
            "Run",
        )
    }

    fn words(at: &At) -> String {
        at.name().split_whitespace().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_list_item_is_named_by_the_singular_of_its_property() {
        assert_eq!(
            words(&component().property("attachments").item()),
            "Run attachment"
        );
        assert_eq!(words(&component().property("data").item()), "Run data item");
        assert_eq!(words(&component().item()), "Run item");
    }

    #[test]
    fn the_way_is_the_name() {
        let at = component().property("by/day").value().property("x");
        assert_eq!(words(&at), "Run by/day value x");
        assert_eq!(
            at.pointer,
            "/components/schemas/Run/properties/by~1day/additionalProperties/properties/x"
        );
    }

    #[test]
    fn only_component_references_have_a_name() {
        let name = |reference| reference_name(reference, "schemas");
        assert_eq!(name("#/components/schemas/A").as_deref(), Some("A"));
        assert_eq!(name("#/components/schemas/a/b~1").as_deref(), Some("a/b~1"));
        assert_eq!(name("#/components/responses/A"), None);
        assert_eq!(name("#/components/schemas/"), None);
    }
}
