//! One change of the document.

use super::Rule;
use crate::diagnostic::Place;

/// One change of the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Which kind it is.
    pub rule: Rule,
    /// What changed, for a person: `GET /agents`, `schema Agent`.
    pub subject: String,
    /// Where in it: `request body: attachments[].mimeType`. Empty for the whole.
    pub part: String,
    /// What it is now, or what it was: `string -> integer`.
    pub detail: String,
    /// Operations (`GET /agents`), webhooks and callbacks that it reaches.
    pub operations: Vec<String>,
    /// Where it was; absent for what is new.
    pub old: Option<Place>,
    /// Where it is; absent for what is gone.
    pub new: Option<Place>,
}

impl Change {
    /// `schema Agent, tags[]`.
    #[must_use]
    pub fn place(&self) -> String {
        if self.part.is_empty() {
            self.subject.clone()
        } else {
            format!("{}, {}", self.subject, self.part)
        }
    }
}
