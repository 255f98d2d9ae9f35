//! Types that contain themselves.

use serde_json::json;
use shapes::models::{Branch, Leaf, Node, Tree};

use super::round_trip::survives;

#[test]
fn a_cycle_through_a_choice_is_boxed() {
    let tree = Tree::from(Branch::new(
        Leaf::new("a").into(),
        Branch::new(Leaf::new("b").into(), Leaf::new("c").into()).into(),
    ));
    let value = serde_json::to_value(&tree).unwrap();
    assert_eq!(
        value,
        json!({ "left": { "name": "a" }, "right": { "left": { "name": "b" }, "right": { "name": "c" } } })
    );
    assert_eq!(survives::<Tree>(value), tree);
}

#[test]
fn a_type_that_contains_itself_is_boxed_and_a_list_of_itself_is_not() {
    let node = Node::new()
        .next(Node::new())
        .children(vec![Node::new(), Node::new().next(Node::new())]);
    let value = serde_json::to_value(&node).unwrap();
    assert_eq!(survives::<Node>(value), node);
}
