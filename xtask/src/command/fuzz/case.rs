//! One mutated document.

use serde_json::Value;

use super::base::Base;
use super::damage::damage;
use super::mutate::CHANGES;
use super::write::{Style, write};
use crate::dice::Dice;

/// A document that nobody wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Case {
    pub(super) text: String,
    /// The document that it was made of.
    pub(super) spec: String,
    /// What was done to it.
    pub(super) changes: Vec<&'static str>,
}

/// Makes a case: the same for the same base, seed and number.
pub(super) fn make(base: &Base, seed: u64, number: u64) -> Option<Case> {
    let dice = &mut Dice::new(seed, number);
    let original = base.pick(dice)?;
    let mut value: Value = serde_json::from_str(&original.json).ok()?;
    let other = dice.pick(&base.parts).or_else(|| dice.pick(&base.small))?;
    let other: Value = serde_json::from_str(&other.json).ok()?;
    let mut changes = Vec::new();
    let most = if dice.one_in(8) { 16 } else { 4 };
    for _ in 0..=dice.below(most) {
        let Some((name, change)) = dice.pick(CHANGES) else {
            continue;
        };
        if change(&mut value, &other, dice).is_some() {
            changes.push(*name);
        }
    }
    let style = match dice.below(16) {
        0 | 1 => Style::Block,
        2 | 3 => Style::Strewn,
        _ => Style::Json,
    };
    let mut text = write(&value, style, dice);
    if dice.one_in(24) {
        damage(&mut text, dice);
        changes.push("damage");
    }
    Some(Case {
        text,
        spec: original.spec.clone(),
        changes,
    })
}
