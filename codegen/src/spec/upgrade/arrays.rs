//! Arrays whose elements have a schema each.

use serde_json::Value;

use crate::spec::grammar::Kind;
use crate::spec::ledger::Why;
use crate::spec::rewrite::{Node, Row};

pub(super) const ROWS: &[Row] = &[Row {
    name: "a list of items is prefixItems",
    kind: Some(Kind::Schema),
    apply: list_items,
}];

/// Draft 4: `items: [A, B]` with `additionalItems` for the rest.
fn list_items(node: &mut Node<'_, '_>) {
    if !matches!(node.map.get("items"), Some(Value::Array(_))) {
        return;
    }
    if node.map.contains_key("prefixItems") {
        node.unreadable("items", "a list of `items` beside `prefixItems`");
        return;
    }
    node.rename("items", "x-codegen-prefix-items");
    match node.map.remove("additionalItems") {
        Some(Value::Bool(true)) => node.dropped("additionalItems", Why::SoAnyway),
        Some(rest) => {
            let rest = match rest {
                Value::Bool(anything) => super::boolean_schema(anything),
                schema => schema,
            };
            node.map.insert("items".into(), rest);
            node.moved("/additionalItems", "/items");
        }
        None => {}
    }
}
