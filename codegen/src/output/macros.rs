//! Calls of the runtime's macros, laid out as a person would.
//!
//! The printer knows only the syntax of Rust, and puts the tokens of a macro in a row. Those that we write have one
//! form, `path! { head { entry, entry } }`, where an entry is `left = expression`.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::quote;

use super::print::{same_tokens, unparse};

/// Longest line.
const WIDTH: usize = 100;

/// Prints such a call; `None` for another form.
pub(super) fn print(item: &syn::ItemMacro) -> Option<String> {
    let (head, entries) = parts(&item.mac.tokens)?;
    let path = &item.mac.path;
    let path = quote!(#path).to_string().replace(' ', "");
    let head = head_text(head)?;
    let entries: Vec<String> = entries.into_iter().map(entry_text).collect::<Option<_>>()?;
    let text =
        one_line(&path, &head, &entries).unwrap_or_else(|| many_lines(&path, &head, &entries));
    let plain = unparse(syn::Item::Macro(item.clone()));
    same_tokens(&without_last_commas(&plain), &without_last_commas(&text)).then_some(text)
}

/// Head and entries.
fn parts(tokens: &TokenStream) -> Option<(TokenStream, Vec<TokenStream>)> {
    let mut tokens: Vec<TokenTree> = tokens.clone().into_iter().collect();
    let TokenTree::Group(body) = tokens.pop()? else {
        return None;
    };
    if body.delimiter() != Delimiter::Brace {
        return None;
    }
    let entries = split(body.stream(), ',');
    Some((tokens.into_iter().collect(), entries))
}

/// Divides at a sign that stands outside all brackets. A last empty part does not count.
fn split(tokens: TokenStream, sign: char) -> Vec<TokenStream> {
    let mut parts = vec![TokenStream::new()];
    for token in tokens {
        match &token {
            TokenTree::Punct(punct) if punct.as_char() == sign => parts.push(TokenStream::new()),
            _ => {
                if let Some(part) = parts.last_mut() {
                    part.extend([token]);
                }
            }
        }
    }
    if parts.last().is_some_and(TokenStream::is_empty) {
        parts.pop();
    }
    parts
}

/// `Name` or `Name, key: value`.
fn head_text(head: TokenStream) -> Option<String> {
    let parts: Vec<String> = split(head, ',')
        .into_iter()
        .map(|part| {
            let mut tokens = part.clone().into_iter();
            match (tokens.next(), tokens.next()) {
                (Some(key), Some(TokenTree::Punct(colon))) if colon.as_char() == ':' => {
                    let value = expression(tokens.collect())?;
                    Some(format!("{key}: {value}"))
                }
                _ => expression(part),
            }
        })
        .collect::<Option<_>>()?;
    Some(parts.join(", "))
}

/// `Variant = value` or `Variant(Type) = value`.
fn entry_text(entry: TokenStream) -> Option<String> {
    let mut tokens = entry.into_iter();
    let left: TokenStream = tokens
        .by_ref()
        .take_while(|token| !matches!(token, TokenTree::Punct(punct) if punct.as_char() == '='))
        .collect();
    let left = ty(left)?;
    let value = expression(tokens.collect())?;
    Some(format!("{left} = {value}"))
}

/// Prints an expression as the printer does in a statement.
fn expression(tokens: TokenStream) -> Option<String> {
    let item: syn::Item = syn::parse2(quote!(const X: X = #tokens;)).ok()?;
    let text = unparse(item);
    let text = text.trim_end().strip_prefix("const X: X = ")?;
    Some(text.strip_suffix(';')?.to_owned())
}

/// Prints a type as the printer does in an item.
fn ty(tokens: TokenStream) -> Option<String> {
    let item: syn::Item = syn::parse2(quote!(type X = #tokens;)).ok()?;
    let text = unparse(item);
    let text = text.trim_end().strip_prefix("type X = ")?;
    Some(text.strip_suffix(';')?.to_owned())
}

fn one_line(path: &str, head: &str, entries: &[String]) -> Option<String> {
    let text = format!("{path}! {{ {head} {{ {} }} }}\n", entries.join(", "));
    (text.len() <= WIDTH && text.lines().count() == 1).then_some(text)
}

fn many_lines(path: &str, head: &str, entries: &[String]) -> String {
    let mut text = format!("{path}! {{\n    {head} {{\n");
    for entry in entries {
        for line in entry.lines() {
            text.push_str("        ");
            text.push_str(line);
            text.push('\n');
        }
        text.insert(text.len() - 1, ',');
    }
    text.push_str("    }\n}\n");
    text
}

/// A comma before a closing bracket means nothing here.
fn without_last_commas(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for token in text.parse::<TokenStream>().unwrap_or_default() {
        push_token(token, &mut out);
    }
    out
}

fn push_token(token: TokenTree, out: &mut String) {
    let TokenTree::Group(group) = token else {
        out.push_str(&format!(" {token}"));
        return;
    };
    let (open, close) = match group.delimiter() {
        Delimiter::Parenthesis => ("(", ")"),
        Delimiter::Brace => ("{", "}"),
        Delimiter::Bracket => ("[", "]"),
        Delimiter::None => ("", ""),
    };
    out.push_str(open);
    let mut tokens: Vec<TokenTree> = group.stream().into_iter().collect();
    if matches!(tokens.last(), Some(TokenTree::Punct(punct)) if punct.as_char() == ',') {
        tokens.pop();
    }
    for token in tokens {
        push_token(token, out);
    }
    out.push_str(close);
}
