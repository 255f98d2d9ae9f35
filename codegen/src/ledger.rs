//! The ledger: every place where the client says less than the document, and why.
//!
//! Stages write [`Approximation`]s, and keywords that are left out on the way in ([`Dropped`]); [`crate::generate`]
//! makes one list of both, with places in the source.

use std::cmp::Ordering;
use std::fmt;

use crate::diagnostic::Place;
use crate::spec::Dropped;

/// A place where the document says more than the Rust types do, as a stage notes it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Approximation {
    /// JSON pointer into the lowered document.
    pub pointer: String,
    /// Why.
    pub reason: Reason,
    /// What became of it.
    pub treatment: Treatment,
    /// The particulars, for a person: `the document gives no schema`.
    pub detail: String,
}

/// A line of the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Why.
    pub reason: Reason,
    /// What became of it.
    pub treatment: Treatment,
    /// The particulars, for a person.
    pub detail: String,
    /// Where.
    pub place: Place,
}

impl Entry {
    /// An order for entries of one place.
    pub(crate) fn cmp_words(&self, other: &Self) -> Ordering {
        let words = |entry: &Self| (entry.reason, entry.treatment, entry.place.pointer.clone());
        words(self)
            .cmp(&words(other))
            .then_with(|| self.detail.cmp(&other.detail))
    }
}

/// What became of a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Treatment {
    /// `serde_json::Value`, an object or a list of them.
    AnyJson,
    /// Raw bytes.
    Bytes,
    /// Not there.
    LeftOut,
    /// Typed, and less exactly than the document says.
    Loose,
}

impl Treatment {
    /// Every one there is.
    pub const ALL: [Self; 4] = [Self::AnyJson, Self::Bytes, Self::LeftOut, Self::Loose];

    /// The stable text form.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::AnyJson => "any-json",
            Self::Bytes => "bytes",
            Self::LeftOut => "left-out",
            Self::Loose => "loose",
        }
    }

    /// In words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::AnyJson => "any JSON",
            Self::Bytes => "bytes",
            Self::LeftOut => "left out",
            Self::Loose => "typed loosely",
        }
    }
}

/// Why a place is not typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// The document types it and we do not: the number that has to be 0.
    Unsupported,
    /// The document contradicts itself there.
    Contradiction,
    /// The part could not be read as OpenAPI and was set aside.
    Unreadable,
    /// A constraint that no type expresses (`if`, `contains`, `pattern` ...): documented, not enforced.
    NotATypeMatter,
    /// The document itself leaves it open (`{}`, `true`, an object without properties).
    Open,
    /// It has no effect there, or the same is said elsewhere.
    Redundant,
}

impl Reason {
    /// Every reason there is, those that matter most first.
    pub const ALL: [Self; 6] = [
        Self::Unsupported,
        Self::Contradiction,
        Self::Unreadable,
        Self::NotATypeMatter,
        Self::Open,
        Self::Redundant,
    ];

    /// The stable text form.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Unsupported => "unsupported",
            Self::Contradiction => "contradiction",
            Self::Unreadable => "unreadable",
            Self::NotATypeMatter => "constraint",
            Self::Open => "open",
            Self::Redundant => "redundant",
        }
    }

    /// Whether something is lost that the document does say.
    #[must_use]
    pub fn is_loss(self) -> bool {
        matches!(
            self,
            Self::Unsupported | Self::Contradiction | Self::Unreadable
        )
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Unsupported => "not supported",
            Self::Contradiction => "contradictory in the document",
            Self::Unreadable => "unreadable in the document",
            Self::NotATypeMatter => "not expressible as a type",
            Self::Open => "open in the document",
            Self::Redundant => "without effect, or said elsewhere",
        })
    }
}

impl From<&Approximation> for Entry {
    fn from(noted: &Approximation) -> Self {
        Self {
            reason: noted.reason,
            treatment: noted.treatment,
            detail: noted.detail.clone(),
            place: Place {
                pointer: noted.pointer.clone(),
                ..Place::default()
            },
        }
    }
}

impl From<&Dropped> for Entry {
    fn from(dropped: &Dropped) -> Self {
        Self {
            reason: dropped.why.reason(),
            treatment: Treatment::LeftOut,
            detail: dropped.why.words().to_owned(),
            place: Place {
                pointer: dropped.member(),
                file: dropped.file.clone(),
                ..Place::default()
            },
        }
    }
}

/// One line, as [`crate::diagnostic::render`] shows places:
///
/// ```text
/// petstore.yaml:12:15 (/components/schemas/Pet/properties/tag): any JSON, open in the document: it allows any
/// ```
impl fmt::Display for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            reason,
            treatment,
            detail,
            place,
        } = self;
        f.write_str(&crate::diagnostic::one_line(&place.file))?;
        if let Some((line, column)) = place.position {
            write!(f, ":{line}:{column}")?;
        }
        if !place.pointer.is_empty() {
            write!(f, " ({})", crate::diagnostic::one_line(&place.pointer))?;
        }
        let detail = crate::diagnostic::one_line(detail);
        write!(f, ": {}, {reason}: {detail}", treatment.words())
    }
}
