//! Changes with known answers.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

mod operations;
mod schemas;
mod sites;

use serde_json::Value;

pub(crate) use sites::stands_alone;

/// A changed document, and what has to be said of the change.
pub(crate) struct Outcome {
    /// The document after the change.
    pub(crate) document: Value,
    /// Where the change was made.
    pub(crate) place: String,
    /// Rules that have to be among those that are found; the worst of them is the verdict. None: nothing may be found.
    pub(crate) rules: Vec<&'static str>,
}

/// Changes a document at one of the places where that makes sense, chosen by a number.
pub(crate) type Make = fn(&Value, usize) -> Option<Outcome>;

/// Every kind of change.
pub(crate) const MUTATIONS: &[(&str, Make)] = &[
    ("an operation goes", operations::removed),
    ("an operation comes", operations::added),
    ("an operation is deprecated", operations::deprecated),
    ("an operation gets another id", operations::renamed),
    ("an operation gets another tag", operations::tagged),
    ("a required parameter comes", operations::required_parameter),
    (
        "an optional parameter comes",
        operations::optional_parameter,
    ),
    ("a query parameter goes", operations::parameter_removed),
    (
        "a parameter becomes required",
        operations::parameter_demanded,
    ),
    ("a parameter becomes optional", operations::parameter_freed),
    ("a parameter is written in another way", operations::encoded),
    (
        "a parameter in the path gets another name",
        operations::path_renamed,
    ),
    ("a success comes", operations::success_added),
    ("a success goes", operations::success_removed),
    ("an error comes", operations::error_added),
    ("an error goes", operations::error_removed),
    ("a media type is taken", operations::media_added),
    ("a media type is taken no more", operations::media_removed),
    (
        "an answer comes in another media type too",
        operations::answer_media_added,
    ),
    ("a body becomes required", operations::body_demanded),
    ("a header comes", operations::header_added),
    ("credentials are asked for", operations::secured),
    ("another server", operations::moved),
    ("another version number", operations::versioned),
    ("an optional property goes", schemas::optional_removed),
    ("a required property goes", schemas::required_removed),
    ("an optional property comes", schemas::optional_added),
    ("a required property comes", schemas::required_added),
    ("a property becomes required", schemas::demanded),
    ("a property becomes optional", schemas::freed),
    ("a text becomes a number", schemas::typed_anew),
    ("an integer becomes a number", schemas::type_widened),
    ("a number becomes an integer", schemas::type_narrowed),
    ("a value comes", schemas::value_added),
    ("a value goes", schemas::value_removed),
    ("values are listed", schemas::values_listed),
    ("values are listed no more", schemas::values_lifted),
    ("null comes", schemas::nullable),
    ("a bound comes", schemas::bounded),
    ("a bound moves inwards", schemas::bound_tightened),
    ("a bound goes", schemas::unbounded),
    ("a pattern comes", schemas::patterned),
    ("a format comes", schemas::formatted),
    ("a format goes", schemas::unformatted),
    ("a default changes", schemas::default_changed),
    ("other properties are forbidden", schemas::closed),
    ("a property is only read", schemas::read_only),
    ("a property is only written", schemas::write_only),
    ("a property is deprecated", schemas::deprecated),
    ("words change", schemas::described),
    ("a branch comes", schemas::branch_added),
    ("a branch goes", schemas::branch_removed),
    (
        "a reference is replaced by what it leads to",
        schemas::inlined,
    ),
    ("keys change places", schemas::shuffled),
];
