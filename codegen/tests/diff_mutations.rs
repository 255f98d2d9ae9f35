//! One change at a time, made to documents of all kinds, with an answer that is known beforehand.
//!
//! What a change means is worked out here in another way than in the library: by where the changed place is referred to
//! from. Places whose meaning cannot be told so simply (parts of `allOf` and of unions) are left alone, but for the changes
//! that are about unions.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

#[cfg(test)]
mod diff_mutators;
#[cfg(test)]
mod diff_support;

use std::collections::BTreeMap;
use std::path::PathBuf;

use codegen::diff::{Effect, Rule, Version, compare};
use codegen::{Config, Input};
use diff_mutators::{MUTATIONS, Outcome};
use serde_json::Value;

const SMALL: &str = include_str!("diff_mutators/small.yaml");

fn read(name: &str, document: &Value) -> Version {
    let text = document.to_string();
    let input = Input {
        name,
        text: &text,
        read: &|_| Err("nothing else is read".to_owned()),
    };
    Version::read(&input, &Config::default())
}

fn parsed(text: &str) -> Value {
    serde_yaml::from_str(text).unwrap()
}

/// Documents by other people, where they are at hand: those that stand alone and are not too long for a test.
fn corpus() -> Vec<(String, Value)> {
    let Some(folder) = std::env::var_os("OPENAPI_CORPUS").map(PathBuf::from) else {
        println!("OPENAPI_CORPUS is not set: only our own documents are changed");
        return Vec::new();
    };
    let list = std::fs::read_to_string(folder.join("documents.txt")).unwrap();
    list.lines()
        .filter_map(|name| {
            let text = std::fs::read_to_string(folder.join(name)).unwrap();
            let value: Value = (2_000..60_000)
                .contains(&text.len())
                .then(|| serde_yaml::from_str(&text).ok())??;
            diff_mutators::stands_alone(&value).then(|| (name.to_owned(), value))
        })
        .collect()
}

/// Makes a change, and holds the verdict to the known answer.
fn agrees(name: &str, mutation: &str, old: &Version, outcome: &Outcome) -> Result<(), String> {
    let new = read(name, &outcome.document);
    if !new.is_readable() {
        return Err(format!(
            "{name}, {mutation}: {:#?}",
            new.generated.diagnostics
        ));
    }
    let diff = compare(old, &new);
    let said: Vec<&str> = diff.changes.iter().map(|c| c.rule.as_str()).collect();
    let of = |code: &str| {
        *Rule::ALL
            .iter()
            .find(|rule| rule.as_str() == code)
            .expect(code)
    };
    let worst = |effect: fn(Rule) -> Effect| {
        let effects = outcome.rules.iter().map(|code| effect(of(code)));
        effects.max().unwrap_or_default()
    };
    let right = outcome.rules.iter().all(|code| said.contains(code))
        && diff.contract() == worst(Rule::contract)
        && diff.client() == worst(Rule::client)
        && (outcome.rules.is_empty() == diff.changes.is_empty());
    if right {
        Ok(())
    } else {
        Err(format!(
            "{name}, {mutation} at {}: expected {:?}, found {:#?}",
            outcome.place, outcome.rules, diff.changes
        ))
    }
}

#[test]
fn every_kind_of_change_is_judged_as_known_beforehand() {
    let own = parsed(SMALL);
    let old = read("small.yaml", &own);
    assert!(old.is_readable(), "{:#?}", old.generated.diagnostics);
    let mut missing = Vec::new();
    let mut wrong = Vec::new();
    for (mutation, make) in MUTATIONS {
        match make(&own, 0) {
            Some(outcome) => wrong.extend(agrees("small.yaml", mutation, &old, &outcome).err()),
            None => missing.push(*mutation),
        }
    }
    assert!(missing.is_empty(), "no place for {missing:?}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn documents_of_other_people_are_judged_as_known_beforehand() {
    /// Each document gets every so many kinds of change, so that all kinds meet many documents.
    const EVERY: usize = 6;
    let corpus = corpus();
    let mut made: BTreeMap<&str, usize> = BTreeMap::new();
    let mut wrong = Vec::new();
    for (number, (name, document)) in corpus.iter().enumerate() {
        let old = read(name, document);
        if !old.is_readable() {
            continue;
        }
        for (kind, (mutation, make)) in MUTATIONS.iter().enumerate() {
            if (kind + number) % EVERY != 0 {
                continue;
            }
            if let Some(outcome) = make(document, number) {
                *made.entry(mutation).or_default() += 1;
                wrong.extend(agrees(name, mutation, &old, &outcome).err());
            }
        }
    }
    // What has a place in few documents is made in the first that has one.
    for (mutation, make) in MUTATIONS {
        let somewhere = (!made.contains_key(mutation)).then(|| {
            let mut outcomes = corpus.iter().filter_map(|(name, document)| {
                let outcome = make(document, 0)?;
                Some((name, document, outcome))
            });
            outcomes.next()
        });
        if let Some(Some((name, document, outcome))) = somewhere {
            made.insert(mutation, 1);
            wrong.extend(agrees(name, mutation, &read(name, document), &outcome).err());
        }
    }
    let all: usize = made.values().sum();
    println!(
        "{all} changes of {} kinds in {} documents: {made:?}",
        made.len(),
        corpus.len()
    );
    assert!(
        wrong.is_empty(),
        "{} of {all}:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    if !corpus.is_empty() {
        assert!(all >= 200, "{all}");
        let never: Vec<_> = MUTATIONS
            .iter()
            .filter(|(name, _)| !made.contains_key(name))
            .collect();
        assert!(
            never.len() <= 3,
            "never made: {:?}",
            never.iter().map(|(n, _)| n).collect::<Vec<_>>()
        );
    }
}
