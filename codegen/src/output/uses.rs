//! What a file imports.

use std::collections::BTreeSet;

use proc_macro2::{Spacing, TokenStream, TokenTree};
use quote::quote;

use super::print::Printed;
use super::tree::Home;
use crate::emit::ident_of;

/// Modules of the crate that emitted code reaches by these names.
const CRATES: [&str; 2] = ["models", "runtime"];

/// Which of them stand first in some path of these tokens.
pub(super) fn first_segments(tokens: &TokenStream) -> BTreeSet<&'static str> {
    let mut found = BTreeSet::new();
    collect(tokens.clone(), &mut found);
    found
}

fn collect(tokens: TokenStream, found: &mut BTreeSet<&'static str>) {
    let mut before = Before::Other;
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        before = match token {
            TokenTree::Group(group) => {
                collect(group.stream(), found);
                Before::Other
            }
            TokenTree::Ident(ident) => {
                if before != Before::Separator && tokens.peek().is_some_and(is_joint_colon) {
                    found.extend(CRATES.into_iter().filter(|name| ident == name));
                }
                Before::Other
            }
            TokenTree::Punct(punct) if punct.as_char() == ':' => match (before, punct.spacing()) {
                (Before::Colon, _) => Before::Separator,
                (_, Spacing::Joint) => Before::Colon,
                (_, Spacing::Alone) => Before::Other,
            },
            _ => Before::Other,
        };
    }
}

/// What stood before a token, as far as it tells whether a path goes on there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Before {
    /// The first half of `::`.
    Colon,
    /// `::`
    Separator,
    Other,
}

fn is_joint_colon(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == ':' && punct.spacing() == Spacing::Joint)
}

/// The imports of a module's file. What modules below it declare is there already, by their re-export.
pub(super) fn imports(module: &Printed) -> TokenStream {
    let chunks = &module.chunks;
    let mut declared = BTreeSet::new();
    declare(module, &mut declared);
    let referenced: BTreeSet<&String> = chunks.iter().flat_map(|chunk| &chunk.references).collect();
    let crates: BTreeSet<&str> = chunks
        .iter()
        .flat_map(|chunk| chunk.crates.iter().copied())
        .collect();
    let crates: Vec<_> = crates.into_iter().map(ident_of).collect();
    let crates = match crates.as_slice() {
        [] => TokenStream::new(),
        [one] => quote!(use crate::#one;),
        several => quote!(use crate::{#(#several),*};),
    };
    let names: Vec<_> = referenced
        .difference(&declared)
        .map(|name| ident_of(name))
        .collect();
    let home = match module.home {
        Some(Home::Api) => ident_of("api"),
        Some(Home::Models) => ident_of("models"),
        None => return crates,
    };
    let names = match names.as_slice() {
        [] => TokenStream::new(),
        [one] => quote!(use crate::#home::#one;),
        several => quote!(use crate::#home::{#(#several),*};),
    };
    quote!(#names #crates)
}

fn declare<'p>(module: &'p Printed, declared: &mut BTreeSet<&'p String>) {
    declared.extend(module.chunks.iter().flat_map(|chunk| &chunk.declares));
    for child in &module.modules {
        declare(child, declared);
    }
}
