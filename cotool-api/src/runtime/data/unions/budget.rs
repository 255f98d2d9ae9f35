//! A bound on the work that reading a union may take.
//!
//! Where branches of a union hold the union itself, a value can be made that every branch accepts at first and none in
//! the end. Trying all branches at each level would double the work with each level of nesting. So the outermost union
//! sets a budget in proportion to the size of its value, and every attempt below it is paid from it.

use std::cell::Cell;

use crate::runtime::data::json::Node;

/// Attempts for each part of a value. Nesting alone takes one for each level that a part is below, and JSON text is
/// nested at most 128 levels deep.
const FACTOR: usize = 128;

thread_local! {
    /// What is left of the outermost union's budget. Decoding never leaves its thread.
    static LEFT: Cell<Option<usize>> = const { Cell::new(None) };
}

/// The share of one union in the budget.
pub(super) struct Budget {
    cost: usize,
    outermost: bool,
}

impl Budget {
    /// Begins with a union's value.
    pub(super) fn enter(value: &Node<'_>) -> Self {
        let cost = size(value);
        let outermost = LEFT.get().is_none();
        if outermost {
            LEFT.set(Some(cost.saturating_mul(FACTOR)));
        }
        Self { cost, outermost }
    }

    /// Pays for one attempt; false if there is not enough left.
    pub(super) fn spend(&self) -> bool {
        let left = LEFT.get().and_then(|left| left.checked_sub(self.cost));
        LEFT.set(Some(left.unwrap_or(0)));
        left.is_some()
    }

    /// Whether there is not enough left for another attempt.
    pub(super) fn is_spent(&self) -> bool {
        LEFT.get().is_none_or(|left| left < self.cost)
    }
}

impl Drop for Budget {
    fn drop(&mut self) {
        if self.outermost {
            LEFT.set(None);
        }
    }
}

/// How much work it is to read a value once.
fn size(value: &Node<'_>) -> usize {
    match value {
        Node::Text(text) => 1 + text.len() / 32,
        Node::Array(items) => 1 + items.iter().map(size).sum::<usize>(),
        Node::Object(members) => {
            let sizes = members
                .iter()
                .map(|(key, value)| key.len() / 32 + size(value));
            1 + sizes.sum::<usize>()
        }
        Node::Null | Node::Bool(_) | Node::Signed(_) | Node::Unsigned(_) | Node::Float(_) => 1,
    }
}

#[cfg(test)]
mod tests {
    use serde::{Deserialize, Serialize};
    use serde_json::Value;

    use crate::runtime::{self, Kind, Outline};

    #[derive(Debug, Clone, PartialEq)]
    enum Tree {
        And(Box<And>),
        Or(Box<Or>),
        Unknown(runtime::UnknownJson),
    }
    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
    struct And {
        left: Tree,
        #[serde(default)]
        only_and: Option<String>,
    }
    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
    struct Or {
        left: Tree,
        #[serde(default)]
        only_or: Option<String>,
    }
    runtime::union! {
        Tree, discriminator: None {
            And(Box<And>) = Outline::new(&[Kind::Object]).required(&["left"]).known(&["left", "only_and"]),
            Or(Box<Or>) = Outline::new(&[Kind::Object]).required(&["left"]).known(&["left", "only_or"]),
        }
    }

    fn nested(depth: usize, innermost: &str) -> String {
        format!(
            "{}{innermost}{}",
            r#"{"left":"#.repeat(depth),
            "}".repeat(depth)
        )
    }

    #[test]
    fn deep_values_are_read() {
        let text = nested(120, "1");
        let tree: Tree = serde_json::from_str(&text).unwrap();
        let back: Value = serde_json::to_value(&tree).unwrap();
        assert_eq!(serde_json::from_value::<Tree>(back).unwrap(), tree);
        let error = serde_json::from_str::<Tree>(&nested(200, "1"))
            .unwrap_err()
            .to_string();
        assert!(error.contains("recursion limit exceeded"), "{error}");
    }

    #[test]
    fn a_value_made_to_be_tried_without_end_is_given_up() {
        let poison = r#"{"left":1,"only_and":1,"only_or":1}"#;
        let error = serde_json::from_str::<Tree>(&nested(100, poison))
            .unwrap_err()
            .to_string();
        assert!(error.contains("too many ways"), "{error}");
        assert!(error.len() < 10_000, "{}", error.len());
        // A key that nobody knows is no reason to try for ever.
        let strange = serde_json::from_str::<Tree>(&nested(100, r#"{"left":1,"strange":1}"#));
        assert!(matches!(strange, Ok(Tree::And(_))), "{strange:?}");
        // The next value has a budget of its own.
        serde_json::from_str::<Tree>(&nested(100, "1")).unwrap();
    }
}
