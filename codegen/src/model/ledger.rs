//! The ledger of what was not typed.

use std::fmt;

/// A place where the document says more than the Rust types do.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Approximation {
    /// JSON pointer into the lowered document.
    pub pointer: String,
    /// Why.
    pub reason: Reason,
    /// What was done instead, for a person: `kept as serde_json::Value`.
    pub done: String,
}

/// Why a place is not typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// The document itself leaves it open (`{}`, `true`, an object without properties).
    Open,
    /// The document types it and we do not: the number that has to be 0.
    Unsupported,
    /// The document contradicts itself there.
    Contradiction,
    /// The part could not be read as OpenAPI and was set aside.
    Unreadable,
    /// A constraint that no type expresses (`if`, `contains`, `pattern` ...): documented, not enforced.
    NotATypeMatter,
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Open => "open in the document",
            Self::Unsupported => "not supported",
            Self::Contradiction => "contradictory in the document",
            Self::Unreadable => "unreadable in the document",
            Self::NotATypeMatter => "not expressible as a type",
        })
    }
}
