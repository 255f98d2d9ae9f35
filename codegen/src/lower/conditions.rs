//! What holds for some values only: `if`, `then`, `else` and `dependentSchemas`. No type says when; but the keys that they
//! speak of must not get lost.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::context::Context;
use super::facts::{Extra, Facts, Kind, Node};

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

    /// A property with what conditions say of it beyond its own schema, if that is keys that it would lose.
    pub(super) fn with_conditions(&mut self, object: &Facts, name: &str, node: &Node) -> Node {
        let said = self.conditional(&object.conditions);
        let said: Vec<Node> = said
            .iter()
            .filter_map(|facts| facts.properties.get(name).cloned())
            .collect();
        if said.is_empty() {
            return node.clone();
        }
        let Some(own) = self.resolve(node) else {
            return node.clone();
        };
        // Of a choice, the branches know.
        let is_choice = !own.choices.is_empty();
        let keeps_others = match own.extra {
            Extra::Open | Extra::Typed(_) => true,
            Extra::Unsaid => !is_choice && own.properties.is_empty() && own.required.is_empty(),
            Extra::Denied => false,
        };
        let is_struct = match own.effective_kind() {
            Some(kind) => kind == Kind::Object,
            None => is_choice,
        };
        let mut names = self.conditional_names(&said);
        names.retain(|name| !own.properties.contains_key(name));
        if !is_struct || keeps_others || names.is_empty() {
            return node.clone();
        }
        let keys: Vec<String> = said.iter().map(Node::key).collect();
        let mut whole = Facts::clone(&own);
        whole.key = format!("{} if {}", node.key(), keys.join(" if "));
        whole.at = match node {
            Node::Inline(facts) => facts.at.clone(),
            Node::Ref { .. } => object.at.below(&["properties", name], name),
        };
        whole.conditions.extend(said);
        Node::Inline(Rc::new(whole))
    }
}
