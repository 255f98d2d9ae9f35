//! What becomes of a kind of thing that a document uses.

use std::fmt;

/// What becomes of a kind of thing that a document uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// Nobody has said yet.
    Unclassified,
    /// The client does without it.
    LeftOut,
    /// The client has less of it than the document says.
    Approximated,
    /// It is in the rustdoc, and nothing holds anybody to it.
    Documented,
    /// It is in the types and in what the client does.
    Typed,
}

impl Class {
    /// The stable text form.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Unclassified => "not classified",
            Self::LeftOut => "left out",
            Self::Approximated => "approximated",
            Self::Documented => "documented",
            Self::Typed => "typed",
        }
    }

    /// By its text form.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [
            Self::LeftOut,
            Self::Approximated,
            Self::Documented,
            Self::Typed,
        ]
        .into_iter()
        .find(|class| class.as_str() == text)
    }
}

impl fmt::Display for Class {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
