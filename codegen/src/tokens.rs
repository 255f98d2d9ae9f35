//! Tokens as people write them.

use proc_macro2::TokenStream;

/// A type, a signature, on one line: `Vec<Option<String>>` for `Vec < Option < String > >`.
pub(crate) fn tight(tokens: TokenStream) -> String {
    let text = tokens.to_string();
    let mut tight = String::with_capacity(text.len());
    let words: Vec<&str> = text.split_whitespace().collect();
    for (index, word) in words.iter().enumerate() {
        let before = index.checked_sub(1).and_then(|index| words.get(index));
        let apart = before.is_some_and(|before| {
            let ends = |c: char| c.is_alphanumeric() || c == '_';
            (before.ends_with(ends) && word.starts_with(ends))
                || before.ends_with(',')
                || matches!(*before, "=" | "+" | "->")
                || matches!(*word, "=" | "+" | "->")
        });
        if apart {
            tight.push(' ');
        }
        tight.push_str(word);
    }
    tight
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::*;

    #[test]
    fn there_are_blanks_where_people_write_them() {
        let tokens = quote!(fn(&self, id: uuid::Uuid) -> Call<(), Vec<impl Into<String>>>);
        assert_eq!(
            tight(tokens),
            "fn(&self, id:uuid::Uuid) -> Call<(), Vec<impl Into<String>>>"
        );
    }
}
