//! Text that would be code if it were pasted, and what the files declare that it came into.

#![allow(
    dead_code,
    unreachable_pub,
    reason = "each test file is a program of its own and uses a part of this"
)]

use std::collections::BTreeMap;

use proc_macro2::{TokenStream, TokenTree};

pub const HOSTILE: [&str; 12] = [
    "\"; pub fn evil() {} //",
    "\\\"; pub fn evil() {} //",
    "*/ pub fn evil() {} /*",
    "\n}\npub fn evil() {}\n",
    "\r\npub fn evil() {}",
    "\u{2028}pub fn evil() {}",
    "\"#); pub fn evil() {} r#\"",
    "#![allow(unused)] #[doc = \"\"] pub fn evil() {}",
    "```\n/// x\n```\n\nfn main() {}",
    "{#name} $crate ${} $(evil)*",
    "\u{202e}evil\u{0}",
    "../../../etc/passwd",
];

/// What the files declare: kinds and names of items, and of what is in them, without documentation and literals.
pub fn shape(files: &BTreeMap<String, String>) -> Vec<String> {
    let mut shape = Vec::new();
    for (path, text) in files {
        shape.push(path.clone());
        shape.extend(items(path, text, |word| word));
    }
    shape
}

/// The same without the names, and sorted: for text that names are made of.
pub fn skeleton(files: &BTreeMap<String, String>) -> Vec<String> {
    let mut skeleton: Vec<String> = files
        .iter()
        .flat_map(|(path, text)| items(path, text, nameless))
        .collect();
    skeleton.sort();
    skeleton
}

fn nameless(word: String) -> String {
    let of_rust = syn::parse_str::<syn::Ident>(&word).is_err();
    if of_rust { word } else { "_".to_owned() }
}

fn items(path: &str, text: &str, word: impl Fn(String) -> String + Copy) -> Vec<String> {
    let file = syn::parse_file(text).unwrap_or_else(|error| panic!("{path}: {error}\n{text}"));
    let items = file.items.iter().map(quote::ToTokens::to_token_stream);
    items.map(|tokens| bare(tokens, word)).collect()
}

/// The words of some code: no attributes, all literals alike, no brackets and commas, which depend on the line's length.
fn bare(tokens: TokenStream, word: impl Fn(String) -> String + Copy) -> String {
    let mut out = String::new();
    let mut tokens = tokens.into_iter();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Punct(punct) if punct.as_char() == '#' => {
                tokens.next();
            }
            TokenTree::Punct(punct) if punct.as_char() == ',' => {}
            TokenTree::Literal(_) => out.push_str(" literal"),
            TokenTree::Group(group) => out.push_str(&bare(group.stream(), word)),
            token => out.push_str(&format!(" {}", word(token.to_string()))),
        }
    }
    out
}
