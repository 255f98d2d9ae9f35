//! Chunks as text.

use std::collections::BTreeSet;

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use super::tree::{Content, Home, Module, Reexport};
use super::{chains, macros, spacing};
use crate::diagnostic::{Code, Diagnostic, Sink};

/// A printed module.
#[derive(Debug, Clone)]
pub(super) struct Printed {
    pub(super) name: String,
    pub(super) attributes: TokenStream,
    pub(super) reexport: Reexport,
    /// Features that the module is needed by; empty: always.
    pub(super) features: BTreeSet<String>,
    /// Whether it is a folder even if nothing is in it.
    pub(super) folder: bool,
    pub(super) home: Option<Home>,
    pub(super) part: Option<fn(&str) -> TokenStream>,
    pub(super) chunks: Vec<Text>,
    pub(super) modules: Vec<Printed>,
}

/// A printed chunk.
#[derive(Debug, Clone, Default)]
pub(super) struct Text {
    pub(super) text: String,
    pub(super) place: Vec<String>,
    pub(super) declares: BTreeSet<String>,
    pub(super) references: BTreeSet<String>,
    pub(super) features: BTreeSet<String>,
    /// What the items use that their file must import.
    pub(super) uses: BTreeSet<&'static str>,
}

/// Prints the chunks of a module and of all below it.
pub(super) fn print(module: &Module, sink: &mut Sink) -> Printed {
    let mut printed = Printed {
        name: module.name.clone(),
        attributes: module.attributes.clone(),
        reexport: module.reexport.clone(),
        features: module.features.clone(),
        folder: matches!(module.content, Content::Modules(_)),
        home: None,
        part: None,
        chunks: Vec::new(),
        modules: Vec::new(),
    };
    match &module.content {
        Content::Modules(modules) => {
            printed.modules = modules.iter().map(|module| print(module, sink)).collect();
        }
        Content::Items(items) => {
            printed.home = Some(items.home);
            printed.part = Some(items.part);
            for chunk in &items.chunks {
                if chunk.items.is_empty() {
                    continue;
                }
                let Some(text) = items_text(&chunk.items, &chunk.pointer, sink) else {
                    continue;
                };
                printed.chunks.push(Text {
                    text,
                    place: chunk.place.clone(),
                    declares: chunk.declares.clone(),
                    references: chunk.references.clone(),
                    features: chunk.features.clone(),
                    uses: super::uses::used(&chunk.items),
                });
            }
        }
    }
    printed
}

/// Prints items, with an empty line between them.
pub(super) fn items_text(items: &TokenStream, pointer: &str, sink: &mut Sink) -> Option<String> {
    let file = parse(items, pointer, sink)?;
    let texts: Vec<String> = file.items.into_iter().map(item_text).collect();
    Some(texts.join("\n"))
}

/// Reads tokens as a file. Tokens that do not parse are reported, not written.
pub(super) fn parse(items: &TokenStream, pointer: &str, sink: &mut Sink) -> Option<syn::File> {
    match syn::parse2(items.clone()) {
        Ok(file) => Some(file),
        Err(error) => {
            sink.report(
                Diagnostic::new(
                    Code::Internal,
                    pointer,
                    format!("the code that was made for this does not parse: {error}"),
                )
                .done("no file was written")
                .help("this is a defect of the generator; please report it with this part of the document"),
            );
            None
        }
    }
}

fn item_text(item: syn::Item) -> String {
    let text = match &item {
        syn::Item::Macro(item) => macros::print(item),
        syn::Item::Const(item) => chains::constant(item),
        syn::Item::Impl(block) => spacing::members_apart(block),
        _ => None,
    };
    text.unwrap_or_else(|| unparse(item))
}

/// Prints one item as the printer does.
pub(super) fn unparse(item: syn::Item) -> String {
    prettyplease::unparse(&syn::File {
        shebang: None,
        frontmatter: None,
        attrs: Vec::new(),
        items: vec![item],
    })
}

/// The tokens of a text, to compare; a comma before a closing bracket is left out, for it means nothing.
pub(super) fn loose_tokens(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    write_tokens(text.parse().ok()?, &mut out);
    Some(out)
}

fn write_tokens(tokens: TokenStream, out: &mut String) {
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Group(group) => {
                out.push_str(match group.delimiter() {
                    Delimiter::Parenthesis => "(",
                    Delimiter::Brace => "{",
                    Delimiter::Bracket => "[",
                    Delimiter::None => "",
                });
                write_tokens(group.stream(), out);
                out.push_str(")\n");
            }
            TokenTree::Punct(punct) if punct.as_char() == ',' && tokens.peek().is_none() => {}
            token => {
                out.push_str(&token.to_string());
                out.push('\n');
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emit::ident_of;

    #[test]
    fn code_that_does_not_parse_is_reported_with_its_place() {
        let name = ident_of("not a name");
        let mut sink = Sink::default();
        let text = items_text(
            &quote::quote!(pub struct #name;),
            "/components/schemas/X",
            &mut sink,
        );
        assert_eq!(text, None);
        assert!(sink.has_errors());
    }
}
