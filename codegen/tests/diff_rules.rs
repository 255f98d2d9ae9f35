//! The page that explains the rules has a row for each.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::PathBuf;

use codegen::diff::{ItemRule, Rule};

fn rules() -> String {
    let mut table = "| rule | contract | ours | why |\n|---|---|---|---|\n".to_owned();
    for rule in Rule::ALL {
        let (contract, client) = (rule.contract(), rule.client());
        writeln!(
            table,
            "| `{rule}` | {contract} | {client} | {} |",
            rule.reason()
        )
        .unwrap();
    }
    table
}

fn items() -> String {
    let mut table = "| rule | bump | why |\n|---|---|---|\n".to_owned();
    for rule in ItemRule::ALL {
        writeln!(table, "| `{rule}` | {} | {} |", rule.bump(), rule.reason()).unwrap();
    }
    table
}

/// The page with a table in its place.
fn with(page: &str, name: &str, table: &str) -> String {
    let (begin, end) = (
        format!("<!-- {name}: begin -->\n"),
        format!("<!-- {name}: end -->"),
    );
    let (before, rest) = page.split_once(&begin).unwrap();
    let (_, after) = rest.split_once(&end).unwrap();
    format!("{before}{begin}{table}{end}{after}")
}

#[test]
fn the_page_has_a_row_for_each_rule_in_their_order() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("CHANGES.md");
    let page = std::fs::read_to_string(&path).unwrap();
    let wanted = with(&with(&page, "rules", &rules()), "items", &items());
    if std::env::var_os("UPDATE_GOLDENS").is_some() {
        std::fs::write(&path, &wanted).unwrap();
    } else {
        assert!(page == wanted, "run the tests with UPDATE_GOLDENS=1");
    }
}

#[test]
fn codes_are_distinct_and_reasons_are_sentences() {
    let codes: BTreeSet<&str> = Rule::ALL.iter().map(|rule| rule.as_str()).collect();
    assert_eq!(codes.len(), Rule::ALL.len());
    let items: BTreeSet<&str> = ItemRule::ALL.iter().map(|rule| rule.as_str()).collect();
    assert_eq!(items.len(), ItemRule::ALL.len());
    let reasons = Rule::ALL.iter().map(|rule| rule.reason());
    for reason in reasons.chain(ItemRule::ALL.iter().map(|rule| rule.reason())) {
        assert!(reason.ends_with('.') && !reason.contains('|'), "{reason}");
    }
}

#[test]
fn the_client_is_never_less_patient_than_the_contract_but_where_it_is_said() {
    for rule in Rule::ALL {
        assert!(rule.client() <= rule.contract(), "{rule}");
    }
}
