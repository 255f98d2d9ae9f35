//! A bound on the work that reading a union may take.
//!
//! Where branches of a union hold the union itself, a value can be made that every branch accepts at first and none in
//! the end. Trying all branches at each level would double the work with each level of nesting. So the outermost union
//! sets a budget in proportion to the size of its value, and every attempt below it is paid from it.

use std::cell::Cell;

use serde_json::Value;

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
    pub(super) fn enter(value: &Value) -> Self {
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
}

impl Drop for Budget {
    fn drop(&mut self) {
        if self.outermost {
            LEFT.set(None);
        }
    }
}

/// How much work it is to read a value once.
fn size(value: &Value) -> usize {
    match value {
        Value::String(text) => 1 + text.len() / 32,
        Value::Array(items) => 1 + items.iter().map(size).sum::<usize>(),
        Value::Object(object) => {
            let values = object
                .iter()
                .map(|(key, value)| key.len() / 32 + size(value));
            1 + values.sum::<usize>()
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => 1,
    }
}
