//! Files made of printed chunks.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenStream;
use quote::quote;

use super::HEADER;
use super::print::{Printed, parse};
use super::tree::Reexport;
use super::uses::imports;
use crate::diagnostic::Sink;
use crate::emit::ident_of;

/// Writes the file of a module and those of all modules below it.
pub(super) fn compose(
    module: &Printed,
    folder: &str,
    files: &mut BTreeMap<String, String>,
    sink: &mut Sink,
) {
    let path = if module.folder || !module.modules.is_empty() {
        format!("{folder}mod.rs")
    } else {
        format!("{}.rs", folder.trim_end_matches('/'))
    };
    files.insert(path, text(module, sink));
    for child in &module.modules {
        compose(child, &format!("{folder}{}/", child.name), files, sink);
    }
}

/// The text of a module's file.
pub(super) fn text(module: &Printed, sink: &mut Sink) -> String {
    let attributes = &module.attributes;
    let imports = imports(module);
    let mut parts = vec![format!("{HEADER}\n")];
    parts.extend(lines(attributes, sink));
    for group in &imports {
        parts.extend(lines(group, sink));
    }
    parts.extend(declarations(module, sink));
    parts.extend(module.chunks.iter().map(|chunk| chunk.text.clone()));
    parts.join("\n")
}

/// Prints items without empty lines between them.
fn lines(items: &TokenStream, sink: &mut Sink) -> Option<String> {
    if items.is_empty() {
        return None;
    }
    let file = parse(items, "", sink)?;
    Some(prettyplease::unparse(&file))
}

/// `mod` and `pub use` of the modules below.
fn declarations(module: &Printed, sink: &mut Sink) -> Vec<String> {
    let mut mods = TokenStream::new();
    let mut uses = TokenStream::new();
    for child in &module.modules {
        let name = ident_of(&child.name);
        // What gates the whole folder need not be said again in it.
        let gate = if child.features == module.features {
            TokenStream::new()
        } else {
            cfg(&child.features)
        };
        match &child.reexport {
            Reexport::Public => mods.extend(quote!(#gate pub mod #name;)),
            Reexport::Names(names) => {
                let names: Vec<_> = names.iter().map(|name| ident_of(name)).collect();
                mods.extend(quote!(#gate pub mod #name;));
                match names.as_slice() {
                    [one] => uses.extend(quote!(#gate pub use #name::#one;)),
                    several => uses.extend(quote!(#gate pub use #name::{#(#several),*};)),
                }
            }
            Reexport::All => {
                mods.extend(quote!(#gate mod #name;));
                uses.extend(quote!(#gate pub use #name::*;));
            }
        }
    }
    [mods, uses]
        .iter()
        .filter_map(|items| lines(items, sink))
        .collect()
}

fn cfg(features: &BTreeSet<String>) -> TokenStream {
    let features: Vec<&String> = features.iter().collect();
    match features.as_slice() {
        [] => TokenStream::new(),
        [one] => quote!(#[cfg(feature = #one)]),
        several => quote!(#[cfg(any(#(feature = #several),*))]),
    }
}
