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
    let denied = facts.items.as_ref().and_then(Node::inline);
    let denied = denied.is_some_and(|items| items.never);
    let no_more = denied || facts.length.1 == Some(count);
    if no_more && facts.length.0 == Some(count) {
        return Class::Tuple(facts.leading.clone());
    }
    let others = match &facts.items {
        // Where there should be none for the number of items alone, what is read has them all the same.
        Some(items) if !denied => Some(items.clone()),
        None if !no_more => Some(Node::Inline(Rc::new(Facts::empty(facts.at.item())))),
        _ => None,
    };
    Class::List(any_of_all(facts, others))
}

/// The schema that every item satisfies: one of those that the document gives by position, or that of all others.
fn any_of_all(facts: &Facts, others: Option<Node>) -> Node {
    let mut branches = facts.leading.clone();
    branches.extend(others);
    let mut item = Facts::empty(facts.at.item());
    item.key = format!("{}#any", facts.key);
    item.choices.push(Choice {
        keyword: "anyOf",
        branches,
        discriminator: None,
    });
    Node::Inline(Rc::new(item))
}

#[cfg(test)]
mod tests {
    use super::super::fixture::schemas;

    #[test]
    fn a_list_of_fixed_length_is_a_tuple() {
        let lowered = schemas(
            "Pair: { type: array, minItems: 2, maxItems: 2, x-codegen-prefix-items: [{ type: string }, { type: integer }] }
Closed: { type: array, minItems: 1, items: { not: {} }, x-codegen-prefix-items: [{ type: string }] }",
        );
        assert_eq!(lowered.shape("Pair"), "(String, I64)");
        assert_eq!(lowered.shape("Closed"), "(String)");
    }

    #[test]
    fn a_list_that_may_be_shorter_holds_any_of_its_items() {
        let lowered = schemas(
            "Loose: { type: array, items: { not: {} }, x-codegen-prefix-items: [{ type: string }, { type: boolean }] }
Same: { type: array, items: { type: string }, x-codegen-prefix-items: [{ type: string }] }",
        );
        assert_eq!(lowered.shape("Loose"), "Vec<LooseItem>");
        assert_eq!(
            lowered.shape("LooseItem"),
            "union(String(String) | Boolean(Bool))"
        );
        assert_eq!(lowered.shape("Same"), "Vec<String>");
    }

    #[test]
    fn a_list_that_is_too_long_keeps_what_the_document_says_of_its_items() {
        let lowered = schemas(
            "A: { type: array, maxItems: 1, items: { type: integer }, x-codegen-prefix-items: [{ type: string }] }
B: { type: array, maxItems: 1, x-codegen-prefix-items: [{ type: string }] }",
        );
        assert_eq!(
            lowered.shape("AItem"),
            "union(String(String) | Integer(I64))"
        );
        assert_eq!(lowered.shape("B"), "Vec<String>");
    }

    #[test]
    fn items_without_a_type_make_an_array() {
        assert_eq!(
            schemas("A: { items: { type: string } }").shape("A"),
            "Vec<String>"
        );
    }

    #[test]
    fn items_may_be_null() {
        assert_eq!(
            schemas("A: { type: array, items: { type: string, nullable: true } }").shape("A"),
            "Vec<Option<String>>"
        );
    }
}
