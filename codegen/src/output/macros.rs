//! Calls of the runtime's macros, laid out as a person would.
//!
//! The printer knows only the syntax of Rust, and puts the tokens of a macro in a row. Those that we write have one
//! form, `path! { head { entry, entry } }`, where an entry is `left = expression`.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::quote;

use super::chains::chain;
use super::print::{loose_tokens, unparse};

/// Longest line.
const WIDTH: usize = 100;

/// Indentation of an entry.
const ENTRY: usize = 8;

/// Prints such a call; `None` for another form.
pub(super) fn print(item: &syn::ItemMacro) -> Option<String> {
    let (head, entries) = parts(&item.mac.tokens)?;
    let path = &item.mac.path;
    let path = quote!(#path).to_string().replace(' ', "");
    let head = head_text(head)?;
    let entries: Vec<String> = entries.into_iter().map(entry_text).collect::<Option<_>>()?;
    let text = match one_line(&path, &head, &entries) {
        Some(text) => text,
        None => many_lines(&path, &head, &entries),
    };
    let plain = unparse(syn::Item::Macro(item.clone()));
    (loose_tokens(&plain)? == loose_tokens(&text)?).then_some(text)
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
                    let value = expression(tokens.collect(), 0)?;
                    Some(format!("{key}: {value}"))
                }
                _ => expression(part, 0),
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
    let left = pattern(left)?;
    let value: TokenStream = tokens.collect();
    let text = format!("{left} = {}", expression(value.clone(), ENTRY)?);
    let first = text.lines().next().unwrap_or_default();
    if ENTRY + first.chars().count() <= WIDTH {
        return Some(text);
    }
    let pad = " ".repeat(ENTRY + 4);
    Some(format!("{left} =\n{pad}{}", expression(value, ENTRY + 4)?))
}

/// Prints a literal, a path or a chain of calls, at this indentation.
fn expression(tokens: TokenStream, indent: usize) -> Option<String> {
    let expression: syn::Expr = syn::parse2(tokens).ok()?;
    match &expression {
        syn::Expr::Lit(literal) => Some(quote!(#literal).to_string()),
        syn::Expr::Path(path) => Some(quote!(#path).to_string().replace(' ', "")),
        syn::Expr::Unary(unary) => Some(quote!(#unary).to_string().replace(' ', "")),
        other => chain(other, indent),
    }
}

/// `Variant` or `Variant(Type)`.
fn pattern(tokens: TokenStream) -> Option<String> {
    let mut tokens = tokens.into_iter();
    let name = tokens.next()?;
    match tokens.next() {
        None => Some(name.to_string()),
        Some(TokenTree::Group(inner)) => Some(format!("{name}({})", ty(inner.stream())?)),
        Some(_) => None,
    }
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
    (text.chars().count() <= WIDTH && text.lines().count() == 1).then_some(text)
}

fn many_lines(path: &str, head: &str, entries: &[String]) -> String {
    let mut text = format!("{path}! {{\n    {head} {{\n");
    for entry in entries {
        text.push_str(&" ".repeat(ENTRY));
        text.push_str(entry);
        text.push_str(",\n");
    }
    text.push_str("    }\n}\n");
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printed(code: &str) -> Option<String> {
        print(&syn::parse_str(code).unwrap())
    }

    #[test]
    fn a_short_call_stands_on_one_line() {
        assert_eq!(
            printed("a::b!{C{D=\"d\",E=-1}}").unwrap(),
            "a::b! { C { D = \"d\", E = -1 } }\n"
        );
    }

    #[test]
    fn a_long_call_has_a_line_an_entry() {
        let long = "x".repeat(60);
        let text = printed(&format!(
            "b!{{C, key: Some(\"k\") {{D=\"{long}\",E=\"{long}\"}}}}"
        ))
        .unwrap();
        assert_eq!(
            text,
            format!(
                "b! {{\n    C, key: Some(\"k\") {{\n        D = \"{long}\",\n        E = \"{long}\",\n    }}\n}}\n"
            )
        );
    }

    #[test]
    fn another_form_is_left_to_the_printer() {
        for code in [
            "a!(b);",
            "a!{}",
            "a!{ B { C } }",
            "a!{ B { C => 1 } }",
            "a!{ B { C = if d { 1 } else { 2 } } }",
        ] {
            assert_eq!(printed(code), None, "{code}");
        }
    }
}
