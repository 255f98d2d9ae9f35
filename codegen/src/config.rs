//! `codegen.toml`: names, groups and paging that people settled by hand.

mod paging;

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

pub use paging::{PagingConfig, PagingStyle};

/// What a project settles about its generated client.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Config {
    /// Takes warnings for errors: no client comes out of a document with one.
    pub strict: bool,
    /// By `METHOD /path`.
    pub operations: BTreeMap<String, OperationConfig>,
    /// By tag, as the document writes it.
    pub tags: BTreeMap<String, TagConfig>,
    /// By component schema name, or by JSON pointer for inline schemas.
    pub types: BTreeMap<String, TypeConfig>,
    /// Component schema name -> file under `models/`, to keep a type where it is.
    pub groups: BTreeMap<String, String>,
    /// Cargo feature -> what the part of the crate behind it needs. It is a feature only while the document has that.
    pub parts: BTreeMap<String, PartConfig>,
    /// What is settled about numbers.
    pub numbers: NumbersConfig,
    /// Extension of operations (`x-...`) -> the sentence that it becomes in their rustdoc, with `{}` for its text.
    pub docs: BTreeMap<String, String>,
    /// Kind of thing that the document uses (an extension, a format, a media type) -> what becomes of it: `left out: why`.
    pub coverage: BTreeMap<String, String>,
    /// The crate whose operations are to have tests, as code writes its name. That is for who runs the generator to say.
    #[serde(skip)]
    pub tests_of: Option<String>,
    /// Corrections on top of the document, in the order in which they are applied. They are files of their own, no part of
    /// `codegen.toml`.
    #[serde(skip)]
    pub overlays: Vec<OverlayFile>,
}

/// An OpenAPI Overlay.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OverlayFile {
    /// Name for messages, usually the path as the user gave it.
    pub name: String,
    /// YAML or JSON.
    pub text: String,
}

/// What a part of the crate that is written by hand needs of the document.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct PartConfig {
    /// `METHOD /path` of the operations that it calls.
    pub operations: Vec<String>,
    /// Rust names of the types that it uses, beside those that are named after its operations.
    pub types: Vec<String>,
}

/// What is settled about numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct NumbersConfig {
    /// Properties and parameters that count something: `i64`, though the document says `number` and not `integer`.
    pub whole: BTreeSet<String>,
}

/// What is settled about an operation.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct OperationConfig {
    /// Method name, instead of the one made of the operation id or the summary.
    pub name: Option<String>,
    /// What the names of its types begin with, instead of the operation id or the summary: `ListAlerts`.
    pub types: Option<String>,
    /// How it gives a list in pages.
    pub paging: Option<PagingConfig>,
}

/// What is settled about a tag.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct TagConfig {
    /// Accessor name, instead of the tag's own.
    pub name: Option<String>,
}

/// What is settled about a type.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct TypeConfig {
    /// Rust name, instead of the one made of the schema's.
    pub name: Option<String>,
}

/// Why a configuration could not be read.
#[derive(Debug, thiserror::Error)]
#[error("not a codegen.toml: {0}")]
pub struct ConfigError(#[from] toml::de::Error);

impl Config {
    /// Reads a `codegen.toml`.
    ///
    /// # Errors
    ///
    /// The text is not TOML, or has a key that does not exist; the error says which and where.
    pub fn parse(text: &str) -> Result<Self, ConfigError> {
        let mut config: Self = toml::from_str(text)?;
        for settled in config.operations.values_mut() {
            if let Some(paging) = &mut settled.paging {
                paging.find_line(text);
            }
        }
        Ok(config)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_groups_are_read() {
        let config = Config::parse(
            "[operations.\"GET /a\"]\nname = \"list\"\ntypes = \"ListA\"\n[tags.A]\nname = \"b\"\n[types.T]\nname = \"U\"\n[groups]\nT = \"things\"\n[numbers]\nwhole = [\"page\"]\n[docs]\nx-known = \"Known: {}.\"",
        )
        .unwrap();
        assert_eq!(config.operations["GET /a"].name.as_deref(), Some("list"));
        assert_eq!(config.operations["GET /a"].types.as_deref(), Some("ListA"));
        assert_eq!(config.tags["A"].name.as_deref(), Some("b"));
        assert_eq!(config.types["T"].name.as_deref(), Some("U"));
        assert_eq!(config.groups["T"], "things");
        assert!(config.numbers.whole.contains("page"));
        assert_eq!(config.docs["x-known"], "Known: {}.");
    }

    #[test]
    fn a_key_that_does_not_exist_is_an_error_that_names_it() {
        let error = Config::parse("[operation]").unwrap_err();
        assert!(error.to_string().contains("operation"), "{error}");
    }
}
