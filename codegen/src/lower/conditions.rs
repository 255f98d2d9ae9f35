//! What holds for some values only: `if`, `then`, `else` and `dependentSchemas`. No type says when; but the keys that they
//! speak of must not get lost.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::at::At;
use super::context::Context;
use super::facts::{Extra, Facts, Kind, Node};
use super::merge::both;

impl Context<'_> {
    /// Names of properties that conditions speak of: what they are depends, but they must not get lost.
    pub(super) fn conditional_names(&mut self, conditions: &[Node]) -> BTreeSet<String> {
        let mut names = BTreeSet::new();
        for facts in self.conditional(conditions) {
            names.extend(facts.properties.keys().cloned());
            names.extend(facts.required.iter().cloned());
        }
        names
    }

    /// All that conditions speak of, theirs included.
    pub(super) fn conditional(&mut self, conditions: &[Node]) -> Vec<Rc<Facts>> {
        let mut all = Vec::new();
        let mut left: Vec<Node> = conditions.to_vec();
        let mut seen = BTreeSet::new();
        while let Some(node) = left.pop() {
            if !seen.insert(node.key()) {
                continue;
            }
            let Some(facts) = self.resolve(&node) else {
                continue;
            };
            left.extend(facts.conditions.iter().cloned());
            let choices = facts.choices.iter();
            left.extend(choices.flat_map(|choice| choice.branches.iter().cloned()));
            all.push(facts);
        }
        all
    }

    /// What conditions say of the property of an object that has this name, or of its values of other keys.
    pub(super) fn said_inside(&mut self, said: &[Node], name: Option<&str>) -> Vec<Node> {
        let mut inside = Vec::new();
        for facts in self.conditional(said) {
            let own = name.and_then(|name| facts.properties.get(name));
            inside.extend(match name {
                Some(name) => facts.keyed_of(name),
                None => facts.keyed_of_others(),
            });
            match (own, &facts.extra) {
                (Some(own), _) => inside.push(own.clone()),
                (None, Extra::Typed(others)) => inside.push(others.clone()),
                (None, Extra::Unsaid | Extra::Denied | Extra::Open) => {}
            }
            if name.is_none() {
                // Which keys are others depends on who reads them.
                inside.extend(facts.properties.values().cloned());
            }
        }
        inside
    }

    /// What conditions say of the item that has this position.
    fn said_of_item(&mut self, said: &[Node], index: usize) -> Vec<Node> {
        let said = self.conditional(said);
        let item = said.iter().filter_map(|facts| facts.item(index));
        item.cloned().collect()
    }

    /// What conditions say of the items from this position on.
    fn said_of_items(&mut self, said: &[Node], from: usize) -> Vec<Node> {
        let said = self.conditional(said);
        let items = said
            .iter()
            .flat_map(|facts| facts.leading.iter().skip(from).chain(&facts.items));
        items.cloned().collect()
    }

    /// A list whose items have what its conditions say of them.
    pub(super) fn with_said_items(&mut self, list: &Rc<Facts>) -> Rc<Facts> {
        if list.conditions.is_empty() {
            return Rc::clone(list);
        }
        let mut whole = Facts::clone(list);
        for (index, item) in whole.leading.iter_mut().enumerate() {
            let said = self.said_of_item(&list.conditions, index);
            *item = self.with_said(item, said, &|| list.at.leading(index));
        }
        if let Some(items) = &list.items {
            let said = self.said_of_items(&list.conditions, list.leading.len());
            whole.items = Some(self.with_said(items, said, &|| list.at.item()));
        }
        Rc::new(whole)
    }

    /// A schema with what conditions say of the same value, if that is keys that would get lost. `at` is the place of the
    /// whole, where the schema itself has another one.
    pub(super) fn with_said(&mut self, node: &Node, said: Vec<Node>, at: &dyn Fn() -> At) -> Node {
        if said.is_empty() {
            return node.clone();
        }
        let Some(own) = self.resolve(node) else {
            return node.clone();
        };
        if !self.says_more(&own, &said, &mut BTreeSet::new()) {
            return node.clone();
        }
        if self.is_parent(node) {
            // Its children have it, each.
            let mut beside = Facts::empty(at());
            beside.key = conditional_key("", &said);
            beside.conditions = said;
            return both(node, &Node::Inline(Rc::new(beside)), at);
        }
        let mut whole = Facts::clone(&own);
        whole.key = conditional_key(&node.key(), &said);
        whole.at = match node {
            Node::Inline(facts) => facts.at.clone(),
            Node::Ref { .. } => at(),
        };
        match &own.extra {
            Extra::Typed(values) if own.properties.is_empty() && own.choices.is_empty() => {
                let said = self.said_inside(&said, None);
                let place = whole.at.value();
                whole.extra = Extra::Typed(self.with_said(values, said, &|| place.clone()));
            }
            _ => whole.conditions.extend(said),
        }
        Node::Inline(Rc::new(whole))
    }

    /// Whether conditions speak of keys that a type of this schema would lose.
    ///
    /// Both may contain themselves; `seen` has what was asked before.
    fn says_more(&mut self, own: &Facts, said: &[Node], seen: &mut BTreeSet<String>) -> bool {
        if !seen.insert(conditional_key(&own.key, said)) {
            return false;
        }
        if own.effective_kind() == Some(Kind::Array) {
            return self.says_more_of_items(own, said, seen);
        }
        let names = self.conditional_names(said);
        let open = self.says_others(said);
        let is_object = matches!(own.effective_kind(), None | Some(Kind::Object));
        if !own.choices.is_empty() {
            // The branches know.
            return is_object && (open || !names.is_empty());
        }
        if own.effective_kind() != Some(Kind::Object) {
            return false;
        }
        for (name, property) in &own.properties {
            let said = self.said_inside(said, Some(name));
            if self.says_more_inside(property, &said, seen) {
                return true;
            }
        }
        let is_free = own.properties.is_empty() && own.required.is_empty();
        match &own.extra {
            Extra::Open => false,
            Extra::Unsaid if is_free => false,
            Extra::Unsaid | Extra::Denied => {
                open || names
                    .iter()
                    .any(|name| !own.properties.contains_key(name) && !own.required.contains(name))
            }
            Extra::Typed(values) => {
                let said = self.said_inside(said, None);
                self.says_more_inside(values, &said, seen)
            }
        }
    }

    fn says_more_of_items(
        &mut self,
        own: &Facts,
        said: &[Node],
        seen: &mut BTreeSet<String>,
    ) -> bool {
        for (index, item) in own.leading.iter().enumerate() {
            let said = self.said_of_item(said, index);
            if self.says_more_inside(item, &said, seen) {
                return true;
            }
        }
        let others = self.said_of_items(said, own.leading.len());
        if let Some(items) = &own.items
            && self.says_more_inside(items, &others, seen)
        {
            return true;
        }
        if others.is_empty() {
            return false;
        }
        let mut branches = own.choices.iter().flat_map(|choice| &choice.branches);
        branches.any(|branch| self.says_more_inside(branch, said, seen))
    }

    fn says_more_inside(
        &mut self,
        node: &Node,
        said: &[Node],
        seen: &mut BTreeSet<String>,
    ) -> bool {
        !said.is_empty()
            && self
                .resolve(node)
                .is_some_and(|own| self.says_more(&own, said, seen))
    }

    /// Whether conditions allow keys that they do not name.
    pub(super) fn says_others(&mut self, conditions: &[Node]) -> bool {
        let said = self.conditional(conditions);
        let mut said = said.iter();
        said.any(|facts| matches!(facts.extra, Extra::Open | Extra::Typed(_)))
    }
}

/// Whether a condition may allow keys that it does not name, as far as is known before references are followed.
pub(super) fn may_say_others(condition: &Node) -> bool {
    let Some(facts) = condition.inline() else {
        return true;
    };
    let choices = facts.choices.iter().flat_map(|choice| &choice.branches);
    let inside = facts.all_of.iter().chain(&facts.conditions).chain(choices);
    matches!(facts.extra, Extra::Open | Extra::Typed(_)) || inside.into_iter().any(may_say_others)
}

/// What a schema with conditions is known by.
fn conditional_key(key: &str, said: &[Node]) -> String {
    let said: Vec<String> = said.iter().map(Node::key).collect();
    format!("{key} if {}", said.join(" if "))
}

/// A condition that does no more than name properties.
pub(super) fn naming(names: impl IntoIterator<Item = impl Into<String>>, at: &At) -> Node {
    let mut naming = Facts::empty(at.clone());
    naming.required = names.into_iter().map(Into::into).collect();
    // One place may stand for several merged schemas, which do not all name the same.
    for name in &naming.required {
        naming.key.push_str(" + ");
        naming.key.push_str(name);
    }
    Node::Inline(Rc::new(naming))
}

#[cfg(test)]
mod tests {
    use super::super::fixture::schemas;
    use crate::model::Type;

    #[test]
    fn schemas_and_conditions_that_contain_themselves_end() {
        let lowered = schemas(
            "A: { type: object, properties: { list: { $ref: '#/components/schemas/List' }, map: { $ref: '#/components/schemas/Map' },
                    tree: { $ref: '#/components/schemas/Tree' } },
                x-codegen-then: { properties: { list: { $ref: '#/components/schemas/InList' }, map: { $ref: '#/components/schemas/InMap' },
                    tree: { $ref: '#/components/schemas/InTree' } } } }
List: { type: array, items: { $ref: '#/components/schemas/List' } }
Map: { type: object, additionalProperties: { $ref: '#/components/schemas/Map' } }
Tree: { type: object, properties: { left: { $ref: '#/components/schemas/Tree' }, right: { $ref: '#/components/schemas/Tree' } } }
InList: { items: { $ref: '#/components/schemas/InList' }, properties: { q: { type: string } } }
InMap: { additionalProperties: { $ref: '#/components/schemas/InMap' } }
InTree: { properties: { left: { $ref: '#/components/schemas/InTree' }, right: { properties: { q: { type: string } } } } }",
        );
        assert_eq!(lowered.shape("A"), "{list?: List, map?: Map, tree?: ATree}");
        assert_eq!(
            lowered.shape("ATree"),
            "{left?: Box<ATree>, right?: ATreeRight}"
        );
        assert_eq!(
            lowered.shape("ATreeRight"),
            "{left?: Tree, q?: Json, right?: Tree}"
        );
    }

    #[test]
    fn a_map_with_conditions_has_a_field_for_what_they_name() {
        let lowered = schemas(
            "A: { type: object, additionalProperties: { type: object, properties: { x: { type: string } } },
                x-codegen-then: { properties: { b: { type: object, properties: { y: { type: string } } } } } }",
        );
        assert_eq!(lowered.field("A", "b").ty, Type::Json);
    }

    #[test]
    fn keys_that_a_condition_evaluates_are_none_of_the_unevaluated() {
        let lowered = schemas(
            "Open: { type: object, x-codegen-unevaluated-properties: { type: integer },
    x-codegen-dependent-schemas: { a: { type: object, additionalProperties: true } } }
Named: { type: object, x-codegen-unevaluated-properties: { type: integer },
    x-codegen-dependent-schemas: { a: { type: object, properties: { b: { type: string } } } } }
Whole: { allOf: [{ $ref: '#/components/schemas/Part' }], x-codegen-unevaluated-properties: { type: integer } }
Part: { type: object, x-codegen-then: { anyOf: [{ additionalProperties: { type: string } }] } }",
        );
        assert_eq!(lowered.shape("Open"), "JsonObject");
        assert_eq!(lowered.shape("Named"), "{a?: Json, b?: Json, ..I64}");
        assert_eq!(lowered.shape("Whole"), "JsonObject");
    }

    #[test]
    fn what_nobody_would_lose_keeps_its_name() {
        let lowered = schemas(
            "A: { type: object, properties: { b: { $ref: '#/components/schemas/B' }, c: { type: string } },
                x-codegen-then: { properties: { b: { required: [x], properties: { x: { type: string, minLength: 1 } } }, c: { minLength: 1 } } } }
B: { type: object, properties: { x: { type: string } } }",
        );
        assert_eq!(lowered.shape("A"), "{b?: B, c?: String}");
    }
}
