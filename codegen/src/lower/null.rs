//! Which schemas take `null`.

use super::context::Context;
use super::facts::Node;
use super::schema::DEEPEST;

impl Context<'_> {
    /// Whether `null` is allowed by a schema or by what it refers to.
    pub(super) fn nullable(&mut self, node: &Node) -> bool {
        let facts = match node {
            Node::Inline(facts) => facts,
            Node::Ref { target, .. } => {
                if let Some(known) = self.nullable.get(target) {
                    return *known;
                }
                let Some(component) = self.components.get(target) else {
                    return false;
                };
                let node = component.node.clone();
                self.nullable.insert(target.clone(), false);
                if self.depth >= DEEPEST {
                    return false;
                }
                self.depth += 1;
                let answer = self.nullable(&node);
                self.depth -= 1;
                self.nullable.insert(target.clone(), answer);
                return answer;
            }
        };
        facts.nullable
            || facts.has_null_value()
            || facts.all_of.iter().any(|part| self.nullable(part))
            || facts
                .choices
                .iter()
                .flat_map(|choice| &choice.branches)
                .any(|branch| {
                    self.nullable(branch) || (facts.kind.is_none() && self.is_open(branch))
                })
    }

    /// Whether a branch says nothing of its values: `null` is one too.
    fn is_open(&mut self, branch: &Node) -> bool {
        let facts = self.resolve(branch);
        facts.is_some_and(|facts| facts.is_bare())
    }
}
