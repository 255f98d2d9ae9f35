//! A bound on the work that reading a union may take.
//!
//! What came of the unions inside is remembered, so the work does not double with each level of nesting. It still grows
//! with the square of the depth where every level changes something, for each branch reads anew what is below it. So the
//! outermost union sets a budget in proportion to the size of its value, and every attempt below it is paid from it.

use std::cell::Cell;

use super::decisions;
use crate::runtime::data::json::{Node, loss};

/// Attempts for each part of a value. Nesting alone takes one for each level that a part is below, and JSON text is
/// nested at most 128 levels deep. This is enough for two branches at 40 levels of which each one changes something.
const FACTOR: usize = 512;

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
            decisions::forget();
            loss::forget();
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
        Node::Null
        | Node::Bool(_)
        | Node::Signed(_)
        | Node::Unsigned(_)
        | Node::Float(_)
        | Node::Large(_) => 1,
    }
}

#[cfg(test)]
mod tests {
    use serde::{Deserialize, Serialize};
    use serde_json::Value;

    use super::{Budget, FACTOR};
    use crate::runtime::data::json::Node;
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
        #[serde(default, skip_serializing_if = "Option::is_none")]
        only_and: Option<String>,
    }
    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
    struct Or {
        left: Tree,
        #[serde(default, skip_serializing_if = "Option::is_none")]
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
    fn a_value_made_to_be_tried_without_end_is_refused() {
        let poison = r#"{"left":1,"only_and":1,"only_or":1}"#;
        let error = serde_json::from_str::<Tree>(&nested(100, poison))
            .unwrap_err()
            .to_string();
        assert!(error.starts_with("no branch of Tree"), "{error}");
        assert!(error.len() < 10_000, "{}", error.len());
        // The next value has a budget of its own.
        serde_json::from_str::<Tree>(&nested(100, "1")).unwrap();
    }

    #[test]
    fn a_key_that_nobody_knows_is_no_reason_to_try_for_ever() {
        let strange = r#"{"left":1,"strange":1}"#;
        let read = serde_json::from_str::<Tree>(&nested(40, strange)).unwrap();
        assert!(matches!(read, Tree::And(_)), "{read:?}");
    }

    #[test]
    fn what_could_not_be_tried_is_no_reason_to_lose_anything() {
        let null = |tree: String, _| format!(r#"{{"left":{tree},"only_or":null}}"#);
        let text = (0..120).fold("1".to_owned(), null);
        let value: Value = serde_json::from_str(&text).unwrap();
        let read = serde_json::from_value::<Tree>(value.clone()).unwrap();
        assert!(matches!(read, Tree::Unknown(_)), "{read:?}");
        assert_eq!(serde_json::to_value(read).unwrap(), value);
    }

    #[test]
    fn a_budget_is_spent() {
        let value = Node::Array(vec![Node::Null, Node::Text("text".into())]);
        let budget = Budget::enter(&value);
        let inside = Budget::enter(&Node::Null);
        assert_eq!((0..10_000).filter(|_| budget.spend()).count(), FACTOR);
        assert!(budget.is_spent() && !inside.spend() && inside.is_spent());
        drop((inside, budget));
        assert!(Budget::enter(&Node::Null).spend());
    }
}
