//! Comparing small documents in tests.

#![allow(
    dead_code,
    unreachable_pub,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "each test file is a program of its own and uses a part of this; a test may stop at the first surprise"
)]

pub mod flow;

use codegen::diff::{Diff, Version, compare};
use codegen::{Config, Input};

/// Reads a text that has no neighbours.
pub fn version(name: &str, text: &str) -> Version {
    let input = Input {
        name,
        text,
        read: &|_| Err("nothing else is read".to_owned()),
    };
    let version = Version::read(&input, &Config::default());
    assert!(
        version.generated.output.is_some(),
        "{name}: {:#?}\n{text}",
        version.generated.diagnostics
    );
    version
}

/// Compares two texts.
pub fn diff(old: &str, new: &str) -> Diff {
    compare(&version("old.yaml", old), &version("new.yaml", new))
}

/// `rule at place` of every change, sorted.
pub fn said(diff: &Diff) -> Vec<String> {
    let mut all: Vec<String> = diff
        .changes
        .iter()
        .map(|change| format!("{} at {}", change.rule, change.place()))
        .collect();
    all.sort();
    all
}
