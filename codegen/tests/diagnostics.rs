//! Diagnostics as people see them, and the page that explains them.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

use codegen::diagnostic::{Code, Diagnostic, Excerpt, Place, render};
use codegen::ledger::{Reason, Treatment};
use codegen::{Config, Generated, Input, Severity, generate};

const PAGE: &str = include_str!("../DIAGNOSTICS.md");

/// The rows of the table of codes: code and severity.
fn rows() -> Vec<(String, String)> {
    PAGE.lines()
        .take_while(|line| *line != "## The ledger")
        .filter(|line| line.starts_with("| `"))
        .map(|line| {
            let cells: Vec<_> = line.trim_matches('|').split(" | ").map(str::trim).collect();
            let [code, severity, means, done, help] = cells.as_slice() else {
                panic!("{line}");
            };
            assert!(![*means, *done, *help].contains(&""), "{line}");
            (code.trim_matches('`').to_owned(), (*severity).to_owned())
        })
        .collect()
}

#[test]
fn the_page_has_a_row_for_each_code_in_their_order() {
    let codes: Vec<_> = Code::ALL
        .iter()
        .map(|code| (code.to_string(), code.severity().to_string()))
        .collect();
    assert_eq!(rows(), codes);
}

#[test]
fn a_diagnostic_without_a_place_is_one_line() {
    let diagnostic = Diagnostic::new(Code::Config, "", "no such operation");
    assert_eq!(render(&diagnostic), "error[config]: no such operation");
}

#[test]
fn a_diagnostic_with_everything() {
    let mut diagnostic = Diagnostic::new(Code::UnknownKeyword, "/a/b", "a schema has no `b`")
        .done("kept")
        .help("look for a spelling mistake");
    diagnostic.place = Place {
        file: "x.yaml".into(),
        position: Some((120, 3)),
        excerpt: Some(Excerpt {
            text: "  b: 1".into(),
            caret: 2,
        }),
        ..diagnostic.place
    };
    assert_eq!(diagnostic.severity, Severity::Note);
    assert_eq!(
        render(&diagnostic),
        "note[unknown-keyword]: a schema has no `b`\n   \
         --> x.yaml:120:3 (/a/b)\n    \
         |\n\
         120 |   b: 1\n    \
         |   ^\n    \
         = done: kept\n    \
         = help: look for a spelling mistake"
    );
}

#[test]
fn text_of_the_document_cannot_break_out_of_its_line() {
    let diagnostic =
        Diagnostic::new(Code::Lenient, "", "a\u{1b}[31m\nerror[internal]: forged").done("b\r\nc");
    let text = render(&diagnostic);
    assert_eq!(text.lines().count(), 2, "{text}");
    assert!(!text.contains(['\u{1b}', '\r']));
}

#[test]
fn text_of_any_length_is_cut() {
    let diagnostic = Diagnostic::new(Code::Lenient, "", "a".repeat(1_000_000));
    assert!(render(&diagnostic).len() < 1000);
}

#[test]
fn the_page_explains_every_reason_and_treatment_of_the_ledger() {
    let explained = |word: &str| PAGE.contains(&format!("\n| `{word}` | "));
    for reason in Reason::ALL {
        assert!(explained(reason.as_str()), "{reason}");
    }
    for treatment in Treatment::ALL {
        assert!(explained(treatment.as_str()), "{treatment:?}");
    }
}

#[test]
fn strict_takes_a_warning_for_an_error_and_leaves_notes_alone() {
    let input = Input {
        name: "a.yaml",
        text: "openapi: 3.0.0\ninfo: {title: T, version: '1', titel: T}\npaths:\n  /{a}: {get: {responses: {'204': {description: d}}}}\n",
        read: &|_| Err(String::new()),
    };
    let lax = generate(&input, &Config::default());
    assert!(lax.output.is_some());
    let severities = |generated: &Generated| -> Vec<(Code, Severity, bool)> {
        let said = generated.diagnostics.iter();
        said.map(|said| (said.code, said.severity, said.raised))
            .collect()
    };
    assert_eq!(
        severities(&lax),
        [
            (Code::UnknownKeyword, Severity::Note, false),
            (Code::PathParameter, Severity::Warning, false)
        ]
    );
    let config = Config::parse("strict = true").unwrap();
    let strict = generate(&input, &config);
    assert!(strict.output.is_none());
    assert_eq!(
        severities(&strict),
        [
            (Code::UnknownKeyword, Severity::Note, false),
            (Code::PathParameter, Severity::Error, true)
        ]
    );
}

#[test]
fn one_settled_name_for_two_methods_is_an_error_at_the_second() {
    let text = "openapi: 3.0.3
info: { title: T, version: '1' }
paths:
  /a:
    get: { tags: [T], summary: A, responses: { '200': { description: ok } } }
  /b:
    get: { tags: [T], summary: B, responses: { '200': { description: ok } } }
";
    let input = Input {
        name: "t.yaml",
        text,
        read: &|_| Err(String::new()),
    };
    let config = Config::parse(
        "[operations.\"GET /a\"]\nname = \"list\"\n[operations.\"GET /b\"]\nname = \"list\"",
    )
    .unwrap();
    let generated = generate(&input, &config);
    assert!(generated.output.is_none());
    let said: Vec<String> = generated.diagnostics.iter().map(render).collect();
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(
        said[0].starts_with(
            "error[config]: `[operations]` names `GET /b` `list`, and `GET /a` of the same tag too\n --> t.yaml:7:5 "
        ),
        "{}",
        said[0]
    );
}
