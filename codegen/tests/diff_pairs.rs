//! Pairs of documents that an independent judge looks at too (`.ci/judge.mjs`), and the page that says where the two differ.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

#[cfg(test)]
mod diff_support;

use std::fmt::Write as _;

use serde_json::Value;

const PAIRS: &str = include_str!("diff_pairs.json");
const PAGE: &str = include_str!("../CHANGES.md");

fn pairs() -> Vec<Value> {
    serde_json::from_str(PAIRS).unwrap()
}

#[test]
fn every_pair_is_judged_as_it_says() {
    for pair in pairs() {
        let [name, old, new, contract] =
            ["name", "old", "new", "contract"].map(|key| pair[key].as_str().unwrap());
        let diff = diff_support::diff(old, new);
        assert_eq!(
            diff.contract().as_str(),
            contract,
            "{name}: {:#?}",
            diff.changes
        );
    }
}

#[test]
fn the_page_lists_every_pair_that_the_judge_sees_in_another_way() {
    let mut table = "| pair | ours | why it is not `major` here |\n|---|---|---|\n".to_owned();
    let pairs = pairs();
    let mut differing = 0;
    for pair in &pairs {
        if let Some(why) = pair.get("differs").and_then(Value::as_str) {
            let [name, contract] = ["name", "contract"].map(|key| pair[key].as_str().unwrap());
            writeln!(table, "| `{name}` | {contract} | {why} |").unwrap();
            differing += 1;
        }
    }
    assert!(PAGE.contains(&table), "{table}");
    let count = format!(
        "agree on {} of {} pairs",
        pairs.len() - differing,
        pairs.len()
    );
    assert!(PAGE.contains(&count), "{count}");
}
