//! Texts of the document as Rust literals.

use proc_macro2::{Literal, TokenStream, TokenTree};
use serde_json::Value;

use crate::diagnostic::is_hidden;

/// JSON on one line.
pub(super) fn compact(value: &Value) -> TokenStream {
    raw(&visible(&value.to_string()))
}

/// JSON, over several lines where that is easier to read.
pub(super) fn json(value: &Value) -> TokenStream {
    let short = value.to_string();
    let text = if short.len() <= 60 {
        short
    } else {
        serde_json::to_string_pretty(value).unwrap_or(short)
    };
    raw(&visible(&text))
}

fn visible(text: &str) -> String {
    // JSON has an escape for everything that a reader would not see.
    let mut seen = String::with_capacity(text.len());
    for c in text.chars() {
        if c != '\n' && is_hidden(c) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                seen.push_str(&format!("\\u{unit:04x}"));
            }
        } else if c == '\n' {
            seen.push_str("\n        ");
        } else {
            seen.push(c);
        }
    }
    seen
}

/// A raw string where it saves escapes. The text has nothing hidden in it.
fn raw(text: &str) -> TokenStream {
    if !text.contains(['"', '\\', '\n']) {
        return string(text);
    }
    let mut hashes = "#".to_owned();
    while text.contains(&format!("\"{hashes}")) {
        hashes.push('#');
    }
    match format!("r{hashes}\"{text}\"{hashes}").parse::<Literal>() {
        Ok(literal) => TokenTree::Literal(literal).into(),
        Err(_) => string(text),
    }
}

/// Text with escapes for everything that cannot be seen.
pub(super) fn string(text: &str) -> TokenStream {
    let literal = format!("{text:?}").parse::<Literal>();
    TokenTree::Literal(literal.unwrap_or_else(|_| Literal::string(text))).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_hidden_is_written() {
        assert_eq!(
            json(&"a\u{202e}\"#".into()).to_string(),
            r####"r##""a\u202e\"#""##"####
        );
        assert_eq!(string("a\u{202e}\n").to_string(), r#""a\u{202e}\n""#);
        assert_eq!(json(&7.into()).to_string(), "\"7\"");
    }
}
