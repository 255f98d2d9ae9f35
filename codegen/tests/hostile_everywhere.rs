//! Hostile text in every position of a document that holds text, through the whole generator: what comes out is a
//! diagnostic, or the items of a harmless document.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

#[cfg(test)]
mod hostile_document;
#[cfg(test)]
mod whole_support;

use std::collections::{BTreeMap, BTreeSet};

use codegen::diagnostic::{Code, is_hidden, render};
use codegen::{Diagnostic, Generated};
use hostile_document::{NAMES, PROSE, WORD, document, payloads};
use whole_support::{generate, identifiers, items, shape};

/// What all items are made of, but for imports and modules: those follow from what stands in which file.
fn shapes(files: &BTreeMap<String, String>) -> Vec<String> {
    let items = items(files);
    let mut shapes: Vec<String> = items
        .iter()
        .filter(|item| !matches!(item, syn::Item::Use(_) | syn::Item::Mod(_)))
        .map(shape)
        .collect();
    shapes.sort();
    shapes
}

/// What holds wherever the text stands.
fn sound(generated: &Generated, what: &str) {
    for diagnostic in &generated.diagnostics {
        assert!(
            diagnostic.place.position.is_some(),
            "{what}: {diagnostic:?}"
        );
        assert_ne!(diagnostic.code, Code::Internal, "{what}: {diagnostic:?}");
        let shown = render(diagnostic);
        assert!(
            !shown.contains(|c| is_hidden(c) && c != '\n'),
            "{what}: {shown}"
        );
        assert!(shown.len() < 10_000, "{what}");
    }
    let Some(output) = &generated.output else {
        return;
    };
    for (path, text) in &output.files {
        let plain =
            |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '_' | '/' | '.');
        assert!(
            path.chars().all(plain) && !path.contains(".."),
            "{what}: {path}"
        );
        assert!(
            path.split('/')
                .all(|step| !step.is_empty() && step.len() < 100),
            "{what}: {path}"
        );
        assert!(
            !text.contains(|c| is_hidden(c) && c != '\n'),
            "{what}: {path}"
        );
    }
    let words = identifiers(&output.files);
    assert!(
        !words.iter().any(|word| word == WORD),
        "{what}: text became code"
    );
    for line in codegen::emit::documentation(generated.api.as_ref().unwrap()) {
        assert!(!line.contains(is_hidden), "{what}: {line:?}");
    }
}

/// What is said, without places and names.
fn codes(diagnostics: &[Diagnostic]) -> BTreeMap<Code, usize> {
    let mut codes = BTreeMap::new();
    for diagnostic in diagnostics {
        *codes.entry(diagnostic.code).or_default() += 1;
    }
    codes
}

struct Harmless {
    shapes: Vec<String>,
    codes: BTreeMap<Code, usize>,
    words: Vec<String>,
}

impl Harmless {
    fn new() -> Self {
        let generated = generate(&document(&BTreeMap::new()));
        let files = &generated.output.as_ref().expect("a client").files;
        Self {
            shapes: shapes(files),
            codes: codes(&generated.diagnostics),
            words: identifiers(files),
        }
    }

    /// Compares; whether it is a diagnostic that makes the difference.
    fn compare(&self, texts: &BTreeMap<&str, String>, what: &str) -> bool {
        let generated = generate(&document(texts));
        sound(&generated, what);
        let said = codes(&generated.diagnostics) != self.codes;
        let Some(output) = &generated.output else {
            assert!(said, "{what}: nothing came out, and nothing is said");
            return true;
        };
        let found = shapes(&output.files);
        if found != self.shapes {
            let theirs: BTreeSet<&String> = self.shapes.iter().collect();
            let odd: Vec<&String> = found
                .iter()
                .filter(|shape| !theirs.contains(shape))
                .collect();
            assert!(
                said,
                "{what}: {} items, not {}; {odd:#?}",
                found.len(),
                self.shapes.len()
            );
        }
        found != self.shapes
    }
}

/// A text in one position. Names get something that tells them apart from each other.
fn texts<'p>(positions: &[&'p str], payload: &str) -> BTreeMap<&'p str, String> {
    let text = |position: &&'p str| (*position, payload.to_owned());
    positions.iter().map(text).collect()
}

#[test]
fn prose_of_any_kind_changes_no_item_and_no_name() {
    let harmless = Harmless::new();
    for payload in payloads() {
        let what: String = payload.escape_debug().take(60).collect();
        let texts = texts(&PROSE, &payload);
        harmless.compare(&texts, &what);
        let generated = generate(&document(&texts));
        let output = generated
            .output
            .unwrap_or_else(|| panic!("{what}: {:#?}", generated.diagnostics));
        assert_eq!(shapes(&output.files), harmless.shapes, "{what}");
        let words = identifiers(&output.files);
        let odd: Vec<&String> = words
            .iter()
            .filter(|word| !harmless.words.contains(word))
            .chain(harmless.words.iter().filter(|word| !words.contains(word)))
            // A file that became long is a folder of files.
            .filter(|word| {
                let named = [format!("/{word}."), format!("/{word}/")];
                !output
                    .files
                    .keys()
                    .any(|path| named.iter().any(|name| path.contains(name)))
            })
            .collect();
        assert!(odd.is_empty(), "{what}: {odd:?}");
    }
}

#[test]
fn names_of_any_kind_make_the_same_items_or_are_objected_to() {
    let harmless = Harmless::new();
    let payloads = payloads();
    // Everything everywhere is thousands of documents; every text comes by every position in some of the rounds.
    let share = std::env::var("ROUNDS").map_or(9, |rounds| rounds.parse().unwrap());
    for (place, position) in NAMES.iter().enumerate() {
        for (index, payload) in payloads.iter().enumerate() {
            if (place + index) % share == 0 {
                let what = format!(
                    "{position}: {}",
                    payload.escape_debug().take(60).collect::<String>()
                );
                harmless.compare(&texts(&[position], payload), &what);
            }
        }
    }
}

#[test]
fn the_same_hostile_text_in_every_position_at_once() {
    for payload in payloads() {
        let what: String = payload.escape_debug().take(60).collect();
        let all: Vec<&str> = PROSE.iter().chain(&NAMES).copied().collect();
        sound(&generate(&document(&texts(&all, &payload))), &what);
    }
}

/// Numbers as they are written, in every position of a number.
#[test]
fn numbers_beyond_every_type() {
    let numbers = [
        "1e400",
        "-1e400",
        "1e-400",
        "340282366920938463463374607431768211456",
        "-9223372036854775809",
        "18446744073709551616",
        "-0",
        "-0.0",
        "0.1000000000000000055511151231257827",
        "1e99999999999",
        "99999999999999999999999999999999999999999999999999999999999999999999999999999999",
    ];
    let template = r##"{"openapi": "3.1.0", "info": {"title": "T", "version": NUMBER}, "paths": {"/a": {"get": {
        "parameters": [{"name": "q", "in": "query", "schema": {"type": "integer", "default": NUMBER}}],
        "responses": {"NUMBER": {"description": "d"}, "200": {"description": "d", "content": {"application/json":
        {"schema": {"$ref": "#/components/schemas/A"}, "example": NUMBER}}}}}}},
        "components": {"schemas": {"A": {"type": "object", "properties": {
            "a": {"type": "integer", "minimum": NUMBER, "maximum": NUMBER, "default": NUMBER, "example": NUMBER},
            "b": {"type": "number", "exclusiveMinimum": NUMBER, "multipleOf": NUMBER, "enum": [NUMBER, 1]},
            "c": {"const": NUMBER}, "d": {"type": "array", "minItems": NUMBER, "maxItems": NUMBER},
            "e": {"type": "string", "minLength": NUMBER, "maxLength": NUMBER, "enum": [NUMBER]}},
            "minProperties": NUMBER, "maxProperties": NUMBER}}}}"##;
    for number in numbers {
        sound(&generate(&template.replace("NUMBER", number)), number);
    }
}

/// Nesting through every keyword that schemas nest by: as deep as readers go, a thousand deep, and a thousand deep by
/// references.
#[test]
fn nesting_of_every_kind_ends() {
    // What `generate` asks for.
    let roomy = std::thread::Builder::new().stack_size(codegen::STACK);
    roomy.spawn(nesting).unwrap().join().unwrap();
}

fn nesting() {
    let keywords = [
        ("{\"items\":", "}"),
        ("{\"properties\":{\"a\":", "}}"),
        ("{\"additionalProperties\":", "}"),
        ("{\"allOf\":[", "]}"),
        ("{\"anyOf\":[{\"type\":\"null\"},", "]}"),
        ("{\"oneOf\":[{\"type\":\"integer\"},", "]}"),
        ("{\"prefixItems\":[", "]}"),
        ("{\"not\":", "}"),
    ];
    let whole = |schemas: &str| {
        format!(
            "{{\"openapi\":\"3.1.0\",\"info\":{{\"title\":\"T\",\"version\":\"1\"}},\"components\":{{\"schemas\":{{{schemas}}}}}}}"
        )
    };
    for (open, close) in keywords {
        for depth in [20, 57, 61, 115, 1000] {
            let schema = format!(
                "{}{{\"type\":\"string\"}}{}",
                open.repeat(depth),
                close.repeat(depth)
            );
            sound(&generate(&whole(&format!("\"A\":{schema}"))), open);
        }
        let mut chain = vec!["\"A0\":{\"type\":\"string\"}".to_owned()];
        for index in 1..1000 {
            let before = index - 1;
            chain.push(format!(
                "\"A{index}\":{open}{{\"$ref\":\"#/components/schemas/A{before}\"}}{close}"
            ));
        }
        sound(&generate(&whole(&chain.join(","))), open);
        // The same as a ring.
        chain[0] = format!("\"A0\":{open}{{\"$ref\":\"#/components/schemas/A99\"}}{close}");
        sound(&generate(&whole(&chain[..100].join(","))), open);
    }
}

#[test]
fn an_alias_bomb_is_refused_with_its_place() {
    let mut text =
        "openapi: 3.1.0\ninfo: {title: T, version: '1'}\nx-0: &a0 [lol, lol]\n".to_owned();
    for level in 1..40 {
        let before = level - 1;
        text.push_str(&format!(
            "x-{level}: &a{level} [*a{before}, *a{before}, *a{before}]\n"
        ));
    }
    let generated = generate(&text);
    sound(&generated, "aliases");
    assert!(generated.output.is_none());
}
