//! The API's document, as far as an imitation of the API needs it: its operations, the values that its schemas allow, and
//! values made of them.
//!
//! Only what the vendored document uses is understood. A keyword that is not known is an error and never passed over, so that
//! nothing counts as checked that was not.

mod conform;
mod operation;
mod sample;

use std::collections::BTreeSet;
use std::fmt;
use std::sync::LazyLock;

use serde_json::{Map, Value};

pub use conform::Issue;
pub use operation::{Answer, Body, Content, Operation, Parameter, Place};
pub use sample::{Extent, Words};

/// The text of the vendored document, as it was when this was compiled.
pub const VENDORED: &str = include_str!("../../../../spec/cotool.yaml");

/// Deeper than that, a chain of references goes round.
const MOST_REFERENCES: usize = 64;

/// A document.
#[derive(Debug)]
pub struct Document {
    root: Value,
    operations: Vec<Operation>,
    /// Properties that are whole numbers, though the document says `number`.
    whole: BTreeSet<String>,
}

impl Document {
    /// Reads a document.
    ///
    /// # Errors
    /// When it is not YAML or JSON, or says something that is not understood here.
    pub fn parse(text: &str) -> Result<Self, Unusable> {
        let root: Value =
            serde_yaml::from_str(text).map_err(|error| Unusable(error.to_string()))?;
        let mut document = Self {
            root,
            operations: Vec::new(),
            whole: BTreeSet::new(),
        };
        document.operations = operation::all(&document)?;
        for (pointer, schema) in document.schemas() {
            conform::understood(schema)
                .map_err(|reason| Unusable(format!("{pointer}: {reason}")))?;
        }
        Ok(document)
    }

    /// The vendored document, read once.
    ///
    /// # Errors
    /// As [`Document::parse`].
    pub fn vendored() -> Result<&'static Self, &'static Unusable> {
        static DOCUMENT: LazyLock<Result<Document, Unusable>> =
            LazyLock::new(|| Document::parse(VENDORED));
        DOCUMENT.as_ref()
    }

    /// Samples show these properties as whole numbers, though the document says `number`.
    #[must_use]
    pub fn whole_numbers(self, names: impl IntoIterator<Item = String>) -> Self {
        Self {
            whole: names.into_iter().collect(),
            ..self
        }
    }

    /// The operations, in the order of the document.
    #[must_use]
    pub fn operations(&self) -> &[Operation] {
        &self.operations
    }

    /// The operation of that key, as in `GET /api/alerts/{alertId}`.
    #[must_use]
    pub fn operation(&self, key: &str) -> Option<&Operation> {
        self.operations
            .iter()
            .find(|operation| operation.key() == key)
    }

    /// The schema that a reference leads to, or the schema itself. A reference that leads nowhere is `null`.
    pub(crate) fn resolve<'a>(&'a self, mut value: &'a Value) -> &'a Value {
        for _ in 0..MOST_REFERENCES {
            let Some(reference) = value.get("$ref").and_then(Value::as_str) else {
                return value;
            };
            value = reference
                .strip_prefix('#')
                .and_then(|pointer| self.root.pointer(pointer))
                .unwrap_or(&Value::Null);
        }
        &Value::Null
    }

    /// The schemas that have a name, and those of the operations.
    fn schemas(&self) -> impl Iterator<Item = (String, &Value)> {
        let named = self
            .root
            .pointer("/components/schemas")
            .and_then(Value::as_object)
            .into_iter()
            .flatten()
            .map(|(name, schema)| (format!("/components/schemas/{name}"), schema));
        let used = self
            .operations
            .iter()
            .flat_map(|operation| operation.schemas().map(|schema| (operation.key(), schema)));
        named.chain(used)
    }
}

/// Why a document cannot be used here.
#[derive(Debug)]
pub struct Unusable(String);

impl fmt::Display for Unusable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the API's document cannot be used: {}", self.0)
    }
}

impl std::error::Error for Unusable {}

/// The entries of an object; none when it is something else.
fn entries(value: Option<&Value>) -> impl Iterator<Item = (&String, &Value)> {
    value
        .and_then(Value::as_object)
        .into_iter()
        .flat_map(Map::iter)
}

/// The items of an array; none when it is something else.
fn items(value: Option<&Value>) -> &[Value] {
    value.and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

#[cfg(test)]
mod tests;
