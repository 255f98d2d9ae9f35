//! The schemas around a reference, which it may be relative to.

use serde_json::Value;

use crate::spec::pointer::{self, Path};

/// A schema around the place that is being walked, and those around it. Only the outermost one is listed, and those
/// that have an `$id` or definitions.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scope<'a> {
    pub(crate) outer: Option<&'a Scope<'a>>,
    pub(crate) schema: &'a Value,
    pub(crate) path: &'a Path<'a>,
}

impl<'a> Scope<'a> {
    /// From the inside out.
    pub(crate) fn chain(scope: Option<&'a Scope<'a>>) -> impl Iterator<Item = &'a Scope<'a>> {
        std::iter::successors(scope, |scope| scope.outer)
    }

    /// The URI that a schema gives itself.
    pub(crate) fn id(&self) -> Option<&'a str> {
        self.schema.get("$id").and_then(Value::as_str)
    }

    /// Where a pointer relative to this schema leads, if it leads somewhere.
    pub(crate) fn inside(&self, relative: &str) -> Option<String> {
        pointer::follow(self.schema, relative)?;
        Some(format!("{}{relative}", self.path))
    }
}

/// Whether references below a schema may be relative to it.
pub(crate) fn opens(schema: &Value) -> bool {
    ["$id", "$defs", "definitions"]
        .iter()
        .any(|key| schema.get(key).is_some())
}
