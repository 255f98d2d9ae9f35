//! Bounds of numbers.

use serde_json::{Number, Value};

use crate::spec::grammar::Kind;
use crate::spec::ledger::Why;
use crate::spec::rewrite::{Node, Row};

pub(super) const ROWS: &[Row] = &[
    Row {
        name: "an exclusive bound is a bound and a flag",
        kind: Some(Kind::Schema),
        apply: exclusive,
    },
    Row {
        name: "whole bounds of integers are integers",
        kind: Some(Kind::Schema),
        apply: whole,
    },
];

fn exclusive(node: &mut Node<'_, '_>) {
    exclusive_bound(node, "exclusiveMinimum", "minimum", |new, old| new >= old);
    exclusive_bound(node, "exclusiveMaximum", "maximum", |new, old| new <= old);
}

fn exclusive_bound(
    node: &mut Node<'_, '_>,
    exclusive: &str,
    inclusive: &str,
    tighter: fn(f64, f64) -> bool,
) {
    let Some(Value::Number(number)) = node.map.get(exclusive) else {
        return;
    };
    let number = number.clone();
    let other = node.map.get(inclusive).and_then(Value::as_f64);
    let counts = match (number.as_f64(), other) {
        (Some(new), Some(old)) => tighter(new, old),
        _ => true,
    };
    if counts {
        if other.is_some() {
            node.dropped(inclusive, Why::ExclusiveTighter);
        }
        node.map.insert(inclusive.into(), Value::Number(number));
        node.map.insert(exclusive.into(), Value::Bool(true));
        node.moved(format!("/{exclusive}"), format!("/{inclusive}"));
    } else {
        node.map.remove(exclusive);
        node.dropped(exclusive, Why::InclusiveTighter);
    }
}

/// `minimum: 1.0` of an integer: `openapiv3` gives up the whole type otherwise.
fn whole(node: &mut Node<'_, '_>) {
    if node.text("type") != Some("integer") {
        return;
    }
    for key in ["minimum", "maximum", "multipleOf"] {
        if let Some(Value::Number(number)) = node.map.get_mut(key)
            && let Some(whole) = as_integer(number)
        {
            *number = whole;
        }
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "the range is checked, and the fraction is zero"
)]
fn as_integer(number: &Number) -> Option<Number> {
    if number.is_i64() || number.is_u64() {
        return None;
    }
    let float = number.as_f64()?;
    (float.fract() == 0.0 && float.abs() <= 9_007_199_254_740_992.0)
        .then(|| Number::from(float as i64))
}
