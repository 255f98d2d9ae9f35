//! What a file imports.

use std::collections::BTreeSet;

use proc_macro2::{Spacing, TokenStream, TokenTree};
use quote::quote;

use super::print::Printed;
use super::tree::Home;
use crate::emit::ident_of;

/// Modules of the crate that emitted code reaches by these names.
const CRATES: [&str; 2] = ["models", "runtime"];

/// What is imported from the standard library, where it is used.
const MAP: &str = "BTreeMap";

/// What these tokens use that a file must import: of [`CRATES`] those that stand first in some path, and [`MAP`].
pub(super) fn used(tokens: &TokenStream) -> BTreeSet<&'static str> {
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
                let next = tokens.peek();
                if before != Before::Separator && next.is_some_and(is_joint_colon) {
                    found.extend(CRATES.into_iter().filter(|name| ident == name));
                } else if ident == MAP && next.is_some_and(is_less) {
                    found.insert(MAP);
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

fn is_less(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == '<')
}

/// The imports of a module's file: from outside, then from the crate. What modules below it declare is there already,
/// by their re-export.
pub(super) fn imports(module: &Printed) -> [TokenStream; 2] {
    let chunks = &module.chunks;
    let mut declared = BTreeSet::new();
    declare(module, &mut declared);
    let referenced: BTreeSet<&String> = chunks.iter().flat_map(|chunk| &chunk.references).collect();
    let mut crates: BTreeSet<&str> = chunks
        .iter()
        .flat_map(|chunk| chunk.uses.iter().copied())
        .collect();
    let outside = if crates.remove(MAP) {
        quote!(
            use std::collections::BTreeMap;
        )
    } else {
        TokenStream::new()
    };
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
        None => return [outside, crates],
    };
    let names = match names.as_slice() {
        [] => TokenStream::new(),
        [one] => quote!(use crate::#home::#one;),
        several => quote!(use crate::#home::{#(#several),*};),
    };
    [outside, quote!(#names #crates)]
}

fn declare<'p>(module: &'p Printed, declared: &mut BTreeSet<&'p String>) {
    declared.extend(module.chunks.iter().flat_map(|chunk| &chunk.declares));
    for child in &module.modules {
        declare(child, declared);
    }
}
