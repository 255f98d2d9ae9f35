//! Identifiers. An identifier is a type that only a [`Scope`] can make, so two items of one scope cannot share a
//! name and no call site picks a casing.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use heck::{ToSnakeCase, ToUpperCamelCase};

/// What every kind of name has in common.
pub trait Ident: Sized + Clone + Ord + fmt::Display {
    /// Brings `text`, which may be anything, into the casing of this kind. May be empty.
    fn cased(text: &str) -> String;

    /// Names that generated code gives a meaning of its own.
    fn reserved(name: &str) -> bool;

    /// What is appended to a reserved name.
    const SUFFIX: &'static str;

    /// What is put in front of a name that would start with a digit, and stands for one with no usable character.
    const PREFIX: &'static str;

    /// Wraps a checked name.
    fn wrap(name: String) -> Self;

    /// The identifier, ready for `proc_macro2::Ident::new`.
    fn as_str(&self) -> &str;
}

macro_rules! ident {
    ($(#[$doc:meta])* $name:ident, $case:ident, $suffix:literal, $prefix:literal, $reserved:path) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(String);

        impl Ident for $name {
            const SUFFIX: &'static str = $suffix;
            const PREFIX: &'static str = $prefix;

            fn cased(text: &str) -> String {
                words(text).$case()
            }

            fn reserved(name: &str) -> bool {
                $reserved(name)
            }

            fn wrap(name: String) -> Self {
                Self(name)
            }

            fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

ident! {
    /// A type: `RunAgentAsynchronouslyBody`.
    TypeName, to_upper_camel_case, "Model", "Type", reserved_type
}
ident! {
    /// A variant of an enum: `BadRequest`.
    VariantName, to_upper_camel_case, "Value", "Value", reserved_variant
}
ident! {
    /// A field or parameter: `agent_id`.
    FieldName, to_snake_case, "_", "field_", reserved_field
}
ident! {
    /// A function: `run_agent_asynchronously`.
    FnName, to_snake_case, "_", "call_", reserved_fn
}
ident! {
    /// A module, and the file of the same name: `agents`.
    ModuleName, to_snake_case, "_", "module_", reserved_module
}

/// A set of names that must differ.
#[derive(Debug, Clone, Default)]
pub struct Scope {
    taken: BTreeSet<String>,
    /// The number to try next, by the name that it is appended to.
    numbers: BTreeMap<String, usize>,
}

impl Scope {
    /// A scope in which these are taken.
    pub fn holding<'n, I: Ident + 'n>(names: impl Iterator<Item = &'n I>) -> Self {
        Self {
            taken: names.map(|name| name.as_str().to_owned()).collect(),
            numbers: BTreeMap::new(),
        }
    }

    /// Makes a name of `text`. `None` if that name is taken: the caller then tries a more specific text.
    pub fn claim<I: Ident>(&mut self, text: &str) -> Option<I> {
        let name = shape::<I>(text);
        self.taken.insert(name.clone()).then(|| I::wrap(name))
    }

    /// Makes a name of the first of `texts` that is free; if all are taken, of the last with the smallest number
    /// that makes it free.
    pub fn claim_first<I: Ident>(&mut self, texts: &[&str]) -> I {
        for text in texts {
            if let Some(name) = self.claim(text) {
                return name;
            }
        }
        let last = texts.last().copied().unwrap_or_default();
        let base = shape::<I>(last);
        let number = self.numbers.entry(base.clone()).or_insert(2);
        loop {
            let name = if base.ends_with(|c: char| c.is_ascii_digit()) {
                format!("{base}_{number}")
            } else {
                format!("{base}{number}")
            };
            *number += 1;
            if self.taken.insert(name.clone()) {
                return I::wrap(name);
            }
        }
    }

    /// Whether `text` would make a name that is still free.
    #[must_use]
    pub fn is_free<I: Ident>(&self, text: &str) -> bool {
        !self.taken.contains(&shape::<I>(text))
    }
}

/// Cases `text`, and makes the result a valid identifier that generated code does not use otherwise.
fn shape<I: Ident>(text: &str) -> String {
    let mut name = I::cased(text);
    if name.is_empty() {
        name = I::cased(&spelled(text));
    }
    if name.is_empty() {
        name = I::PREFIX.trim_end_matches('_').to_owned();
    }
    if name.starts_with(|c: char| !unicode_start(c)) {
        name.insert_str(0, I::PREFIX);
    }
    if is_keyword(&name) || I::reserved(&name) {
        name.push_str(I::SUFFIX);
    }
    name
}

/// Turns anything that cannot stand in an identifier into a word boundary. Signs that carry the meaning of a short
/// value (`+1`, `-1`, `<`, `>=`) are spelled out when they stand first.
fn words(text: &str) -> String {
    let text = super::letters::plain(text);
    let mut rest = text.trim();
    let mut out = String::with_capacity(text.len());
    if let Some(after) = rest
        .strip_prefix('-')
        .filter(|after| after.starts_with(|c: char| c.is_ascii_digit()))
    {
        out.push_str("minus ");
        rest = after;
    } else if let Some(after) = rest
        .strip_prefix('+')
        .filter(|after| after.starts_with(|c: char| c.is_ascii_digit()))
    {
        out.push_str("plus ");
        rest = after;
    }
    for c in rest.chars() {
        if c.is_ascii_alphanumeric() || (!c.is_ascii() && unicode_continue(c)) {
            out.push(c);
        } else {
            out.push(' ');
        }
    }
    out
}

/// Names the signs of a text that has no letter or digit.
fn spelled(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars().take(8) {
        let word = match c {
            '+' => "plus",
            '-' => "minus",
            '*' => "star",
            '/' => "slash",
            '\\' => "backslash",
            '<' => "less",
            '>' => "greater",
            '=' => "equal",
            '!' => "not",
            '?' => "question",
            '.' => "dot",
            ',' => "comma",
            ':' => "colon",
            ';' => "semicolon",
            '_' => "underscore",
            '#' => "hash",
            '$' => "dollar",
            '%' => "percent",
            '&' => "and",
            '|' => "or",
            '^' => "caret",
            '~' => "tilde",
            '@' => "at",
            '(' | ')' => "paren",
            '[' | ']' => "bracket",
            '{' | '}' => "brace",
            '"' => "quote",
            '\'' => "apostrophe",
            '`' => "backtick",
            c if c.is_whitespace() => "space",
            _ => "sign",
        };
        out.push_str(word);
        out.push(' ');
    }
    if text.is_empty() {
        "empty".to_owned()
    } else {
        out
    }
}

fn unicode_start(c: char) -> bool {
    c == '_' || unicode_ident::is_xid_start(c)
}

fn unicode_continue(c: char) -> bool {
    unicode_ident::is_xid_continue(c)
}

/// Keywords of all editions. Raw identifiers are not used: some keywords cannot be raw, and `type_` reads as well.
fn is_keyword(name: &str) -> bool {
    matches!(
        name,
        "abstract"
            | "as"
            | "async"
            | "await"
            | "become"
            | "box"
            | "break"
            | "const"
            | "continue"
            | "crate"
            | "do"
            | "dyn"
            | "else"
            | "enum"
            | "extern"
            | "false"
            | "final"
            | "fn"
            | "for"
            | "gen"
            | "if"
            | "impl"
            | "in"
            | "let"
            | "loop"
            | "macro"
            | "match"
            | "mod"
            | "move"
            | "mut"
            | "override"
            | "priv"
            | "pub"
            | "ref"
            | "return"
            | "self"
            | "Self"
            | "static"
            | "struct"
            | "super"
            | "trait"
            | "true"
            | "try"
            | "type"
            | "typeof"
            | "union"
            | "unsafe"
            | "unsized"
            | "use"
            | "virtual"
            | "where"
            | "while"
            | "yield"
            | "_"
    )
}

/// What generated code writes without a path in front of it, and the one name whose constructor would be called as it is.
fn reserved_type(name: &str) -> bool {
    matches!(
        name,
        "Option"
            | "Some"
            | "None"
            | "Vec"
            | "String"
            | "Box"
            | "Result"
            | "Ok"
            | "Err"
            | "Default"
            | "From"
            | "Into"
            | "BTreeMap"
            | "Clone"
            | "Debug"
            | "Eq"
            | "Hash"
            | "New"
            | "PartialEq"
    )
}

/// The variant that holds what this version of the document does not know.
fn reserved_variant(name: &str) -> bool {
    name == "Unknown"
}

/// A setter is named as its field, beside the constructor.
fn reserved_field(name: &str) -> bool {
    name == "new"
}

/// Methods that every handle has.
fn reserved_fn(name: &str) -> bool {
    matches!(name, "new" | "client" | "clone" | "fmt" | "drop")
}

/// Files with a meaning, and methods that a client has beside the accessors of its handles.
fn reserved_module(name: &str) -> bool {
    matches!(
        name,
        "shared"
            | "mod"
            | "lib"
            | "main"
            | "core"
            | "std"
            | "alloc"
            | "test"
            | "api"
            | "base_url"
            | "builder"
            | "clone"
            | "fmt"
            | "inner"
            | "new"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ty(text: &str) -> String {
        Scope::default()
            .claim::<TypeName>(text)
            .unwrap()
            .to_string()
    }

    fn field(text: &str) -> String {
        Scope::default()
            .claim::<FieldName>(text)
            .unwrap()
            .to_string()
    }

    fn variant(text: &str) -> String {
        Scope::default()
            .claim::<VariantName>(text)
            .unwrap()
            .to_string()
    }

    #[test]
    fn casing_follows_the_use() {
        assert_eq!(
            ty("run agent asynchronously body"),
            "RunAgentAsynchronouslyBody"
        );
        assert_eq!(field("agentId"), "agent_id");
        assert_eq!(variant("bad-request"), "BadRequest");
    }

    #[test]
    fn names_that_mean_something_to_rust_are_suffixed() {
        assert_eq!(ty("Option"), "OptionModel");
        assert_eq!(ty("self"), "SelfModel");
        assert_eq!(field("type"), "type_");
        assert_eq!(field("self"), "self_");
        assert_eq!(variant("unknown"), "UnknownValue");
        assert_eq!(variant("Self"), "SelfValue");
    }

    #[test]
    fn digits_signs_and_nothing_make_names_too() {
        assert_eq!(field("2fa"), "field_2fa");
        assert_eq!(variant("+1"), "Plus1");
        assert_eq!(variant("-1"), "Minus1");
        assert_eq!(variant(">="), "GreaterEqual");
        assert_eq!(variant(""), "Empty");
        assert_eq!(ty("日本"), "日本");
    }

    #[test]
    fn a_taken_name_is_refused_and_then_settled() {
        let mut scope = Scope::default();
        assert!(scope.claim::<FieldName>("connectionString").is_some());
        assert!(scope.claim::<FieldName>("connection_string").is_none());
        let settled: FieldName = scope.claim_first(&["connection_string", "connection_string_"]);
        assert_eq!(settled.as_str(), "connection_string2");
    }
}
