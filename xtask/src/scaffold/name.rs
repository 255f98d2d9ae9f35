//! Names of crates.

use std::fmt;
use std::str::FromStr;

/// A name that cargo takes for a library crate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CrateName(String);

/// Words of the language, crates of the standard library, and folder names that some systems do not have.
const TAKEN: [&str; 60] = [
    "abstract",
    "alloc",
    "as",
    "async",
    "await",
    "aux",
    "become",
    "box",
    "break",
    "con",
    "const",
    "continue",
    "core",
    "crate",
    "do",
    "dyn",
    "else",
    "enum",
    "extern",
    "false",
    "final",
    "fn",
    "for",
    "gen",
    "if",
    "impl",
    "in",
    "let",
    "loop",
    "macro",
    "match",
    "mod",
    "move",
    "mut",
    "nul",
    "override",
    "priv",
    "prn",
    "proc_macro",
    "pub",
    "ref",
    "return",
    "self",
    "static",
    "std",
    "struct",
    "super",
    "test",
    "trait",
    "true",
    "try",
    "type",
    "typeof",
    "unsafe",
    "unsized",
    "use",
    "virtual",
    "where",
    "while",
    "yield",
];

impl FromStr for CrateName {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        if name.len() > 64 {
            return Err("a crate's name has at most 64 characters".to_owned());
        }
        if !name.starts_with(|first: char| first.is_ascii_alphabetic()) {
            return Err("a crate's name starts with a letter from a to z".to_owned());
        }
        if let Some(odd) = name
            .chars()
            .find(|c| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_')))
        {
            return Err(format!(
                "a crate's name has letters from a to z, digits, - and _, not {odd:?}"
            ));
        }
        let module = name.to_ascii_lowercase().replace('-', "_");
        if TAKEN.contains(&module.as_str()) {
            return Err(
                "that word is taken by Rust or by a system; choose another name".to_owned(),
            );
        }
        Ok(Self(name.to_owned()))
    }
}

impl CrateName {
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }

    /// The name as `use` has it.
    pub(crate) fn module(&self) -> String {
        self.0.replace('-', "_")
    }
}

impl fmt::Display for CrateName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cargo_would_take_it() {
        for name in ["petstore-api", "a", "Pet_2"] {
            assert!(name.parse::<CrateName>().is_ok(), "{name}");
        }
        for name in [
            "",
            "1a",
            "a b",
            "a.b",
            "a/b",
            "é",
            "-a",
            "_a",
            "self",
            "Type",
            "proc-macro",
            "a\"\n",
        ] {
            assert!(name.parse::<CrateName>().is_err(), "{name}");
        }
        assert!("a".repeat(65).parse::<CrateName>().is_err());
    }
}
