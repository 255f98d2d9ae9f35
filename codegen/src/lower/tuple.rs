//! Arrays: lists, and lists of fixed length.

use std::rc::Rc;

use super::facts::{Choice, Facts, Node};
use super::schema::Class;
use crate::model::Type;

/// Decides between a list and a tuple.
pub(super) fn classify(facts: &Rc<Facts>) -> Class {
    let count = facts.leading.len();
    if count == 0 {
        return match &facts.items {
            Some(items) => Class::List(items.clone()),
            None => Class::Plain(Type::List(Box::new(Type::Json))),
        };
    }
    let no_more = facts.length.1 == Some(count)
        || facts
            .items
            .as_ref()
            .and_then(Node::inline)
            .is_some_and(|items| items.never);
    if no_more && facts.length.0 == Some(count) {
        return Class::Tuple(facts.leading.clone());
    }
    Class::List(any_of_all(facts, no_more))
}

/// The schema that every item satisfies: one of those that the document gives by position.
fn any_of_all(facts: &Facts, no_more: bool) -> Node {
    let mut branches = facts.leading.clone();
    if !no_more {
        match &facts.items {
            Some(items) => branches.push(items.clone()),
            None => branches.push(Node::Inline(Rc::new(Facts::empty(facts.at.item())))),
        }
    }
    let mut item = Facts::empty(facts.at.item());
    item.key = format!("{}#any", facts.key);
    item.choices.push(Choice {
        keyword: "anyOf",
        branches,
    });
    Node::Inline(Rc::new(item))
}
