//! The rewrites that bring every dialect of OpenAPI 3 to the vocabulary of 3.0.
//!
//! [`tables`] is the one table: a row for each construct, in the order in which the rows are applied at an object whose
//! children are lowered already. They run for every version, because people write 3.1 under `openapi: 3.0.0` and the
//! other way round. What 3.0 cannot say goes into an `x-codegen-*` extension; the row `what 3.0 cannot say` sees to
//! everything that no other row knows better.

mod arrays;
mod bounds;
#[cfg(test)]
mod cases;
mod composition;
mod constants;
mod content;
mod exchange;
mod keep;
mod nullability;
mod objects;
mod siblings;
#[cfg(test)]
mod tests;
mod types;

use serde_json::{Value, json};

use super::grammar::Kind;
use super::rewrite::Row;

/// The rewrites at objects of one kind, in order.
pub(crate) fn rows(kind: Kind) -> impl Iterator<Item = &'static Row> {
    tables().filter(move |row| row.kind.is_none_or(|wanted| wanted == kind))
}

/// All rewrites, in order.
pub(crate) fn tables() -> impl Iterator<Item = &'static Row> {
    [
        exchange::ROWS,
        constants::ROWS,
        nullability::ROWS,
        bounds::ROWS,
        content::ROWS,
        arrays::ROWS,
        objects::ROWS,
        keep::ROWS,
        composition::ROWS,
        types::ROWS,
        siblings::ROWS,
    ]
    .into_iter()
    .flatten()
}

/// A boolean where a schema is expected: anything goes, or nothing does.
pub(crate) fn boolean_schema(anything: bool) -> Value {
    if anything {
        json!({})
    } else {
        json!({ "not": {} })
    }
}

/// Keywords that say something about a value without restricting it.
pub(crate) fn is_annotation(keyword: &str) -> bool {
    (keyword.starts_with("x-") && !is_kept_constraint(keyword))
        || matches!(
            keyword,
            "title"
                | "description"
                | "default"
                | "example"
                | "deprecated"
                | "readOnly"
                | "writeOnly"
                | "nullable"
                | "externalDocs"
                | "discriminator"
        )
}

/// Restrictions that travel as extensions.
fn is_kept_constraint(keyword: &str) -> bool {
    const CONSTRAINTS: &[&str] = &[
        "type",
        "enum",
        "prefix-items",
        "pattern-properties",
        "property-names",
        "unevaluated-properties",
        "unevaluated-items",
        "contains",
        "min-contains",
        "max-contains",
        "if",
        "then",
        "else",
        "dependent-schemas",
        "dependent-required",
        "dependencies",
        "content-encoding",
        "content-media-type",
        "content-schema",
        "additional-items",
        "dynamic-ref",
    ];
    keyword
        .strip_prefix("x-codegen-")
        .is_some_and(|rest| CONSTRAINTS.contains(&rest))
}
