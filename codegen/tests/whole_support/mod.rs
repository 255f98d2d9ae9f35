//! A text through the whole generator, and what its files declare.

#![allow(
    dead_code,
    unreachable_pub,
    reason = "each test file is a program of its own and uses a part of this"
)]

use std::collections::BTreeMap;

use codegen::{Config, Generated, Input};
use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::Item;

pub fn generate(text: &str) -> Generated {
    let input = Input {
        name: "document",
        text,
        read: &|_| Err("there is no such file".to_owned()),
    };
    codegen::generate(&input, &Config::default())
}

/// The files; a document without any says why.
#[track_caller]
pub fn files(text: &str) -> BTreeMap<String, String> {
    let generated = generate(text);
    let said = generated.diagnostics;
    generated
        .output
        .unwrap_or_else(|| panic!("{said:#?}"))
        .files
}

/// Every item of every file, and every member of an `impl` on its own.
pub fn items(files: &BTreeMap<String, String>) -> Vec<Item> {
    let mut items = Vec::new();
    for (path, text) in files {
        let file = syn::parse_file(text).unwrap_or_else(|error| panic!("{path}: {error}\n{text}"));
        items.extend(file.items);
    }
    items
}

/// Words that mean something to the compiler; other identifiers are somebody's names.
const KEYWORDS: [&str; 20] = [
    "as",
    "async",
    "await",
    "const",
    "enum",
    "extern",
    "fn",
    "impl",
    "let",
    "macro_rules",
    "match",
    "mod",
    "mut",
    "pub",
    "return",
    "static",
    "struct",
    "type",
    "unsafe",
    "use",
];

/// What an item is made of, whatever its names and texts are: its words, counted rather than in order, for members are
/// sorted by their names.
pub fn shape(item: &Item) -> String {
    let mut words = Vec::new();
    collect(item.to_token_stream(), &mut words);
    words.sort_unstable();
    words.join(" ")
}

fn collect(tokens: TokenStream, words: &mut Vec<String>) {
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            // An attribute, outer or inner.
            TokenTree::Punct(punct) if punct.as_char() == '#' => {
                if matches!(tokens.peek(), Some(TokenTree::Punct(next)) if next.as_char() == '!') {
                    tokens.next();
                }
                tokens.next();
            }
            TokenTree::Punct(punct) if punct.as_char() == ',' => {}
            TokenTree::Punct(punct) => words.push(punct.to_string()),
            TokenTree::Literal(_) => words.push("literal".to_owned()),
            TokenTree::Group(group) => collect(group.stream(), words),
            TokenTree::Ident(ident) => {
                let word = ident.to_string();
                let known = KEYWORDS.contains(&word.as_str());
                words.push(if known { word } else { "name".to_owned() });
            }
        }
    }
}

/// Every identifier of the files: what a text became if it became code.
pub fn identifiers(files: &BTreeMap<String, String>) -> Vec<String> {
    fn walk(tokens: TokenStream, found: &mut Vec<String>) {
        for token in tokens {
            match token {
                TokenTree::Group(group) => walk(group.stream(), found),
                TokenTree::Ident(ident) => found.push(ident.to_string()),
                _ => {}
            }
        }
    }
    let mut found = Vec::new();
    for (path, text) in files {
        let tokens = text.parse::<TokenStream>();
        walk(
            tokens.unwrap_or_else(|error| panic!("{path}: {error}")),
            &mut found,
        );
    }
    found.sort_unstable();
    found.dedup();
    found
}
