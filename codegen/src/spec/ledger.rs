//! What the front end left out, so that a test can hold "nothing is dropped in silence".

use super::origin::Origins;
use super::pointer;
use crate::ledger::Reason;

/// A keyword of the source that the lowered document does not hold.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Dropped {
    /// Name of the file, as the caller gave it.
    pub file: String,
    /// JSON pointer of the object that held it.
    pub pointer: String,
    /// The keyword.
    pub keyword: String,
    /// Why it is not there any more.
    pub why: Why,
}

impl Dropped {
    /// JSON pointer of the keyword itself.
    pub(crate) fn member(&self) -> String {
        match self.keyword.as_str() {
            "" => self.pointer.clone(),
            keyword => format!("{}/{}", self.pointer, pointer::escape(keyword)),
        }
    }
}

/// Why a keyword is not there any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Why {
    /// It cannot be read.
    NotToBeRead,
    /// It is no schema.
    NoSchema,
    /// It leads nowhere.
    LeadsNowhere,
    /// What it leads to was left out.
    TargetLeftOut,
    /// It is a boolean outside of a property.
    StrayBoolean,
    /// Another keyword is kept in its place.
    Displaced,
    /// Its list of types is empty.
    NoTypes,
    /// It is empty.
    Empty,
    /// There is nothing to read.
    Nothing,
    /// It is null, as if it were not there.
    Null,
    /// Each stands in the place of the references to it.
    InEachPlace,
    /// It is read as a plain reference.
    Followed,
    /// It is replaced by what it leads to.
    Replaced,
    /// What is referred to stands among the components.
    AmongComponents,
    /// It is said in the object around it.
    SaidAround,
    /// The schema around it says the same.
    SameAround,
    /// It says what is so anyway.
    SoAnyway,
    /// Null is the only value.
    OnlyNull,
    /// The schema is nullable instead.
    Nullable,
    /// The exclusive bound is tighter.
    ExclusiveTighter,
    /// The inclusive bound is tighter.
    InclusiveTighter,
    /// It speaks of none of the types.
    OtherTypes,
    /// It allows any type.
    AnyType,
    /// A header has its name as its key.
    HeaderName,
    /// It stands beside a reference.
    BesideReference,
    /// A security scheme of this type has no such member.
    NoSuchMember,
    /// `openapiv3` has no room for it.
    NoRoom,
}

impl Why {
    /// In words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::NotToBeRead => "it cannot be read",
            Self::NoSchema => "it is no schema",
            Self::LeadsNowhere => "it leads nowhere",
            Self::TargetLeftOut => "what it leads to was left out",
            Self::StrayBoolean => "it is a boolean outside of a property",
            Self::Displaced => "another keyword is kept in its place",
            Self::NoTypes => "its list of types is empty",
            Self::Empty => "it is empty",
            Self::Nothing => "there is nothing to read",
            Self::Null => "it is null, as if it were not there",
            Self::InEachPlace => "each stands in the place of the references to it",
            Self::Followed => "it is read as a plain reference",
            Self::Replaced => "it is replaced by what it leads to",
            Self::AmongComponents => "what is referred to stands among the components",
            Self::SaidAround => "it is said in the object around it",
            Self::SameAround => "the schema around it says the same",
            Self::SoAnyway => "it says what is so anyway",
            Self::OnlyNull => "null is the only value",
            Self::Nullable => "the schema is nullable instead",
            Self::ExclusiveTighter => "the exclusive bound is tighter",
            Self::InclusiveTighter => "the inclusive bound is tighter",
            Self::OtherTypes => "it speaks of none of the types",
            Self::AnyType => "it allows any type",
            Self::HeaderName => "a header has its name as its key",
            Self::BesideReference => "it stands beside a reference",
            Self::NoSuchMember => "a security scheme of this type has no such member",
            Self::NoRoom => "`openapiv3` has no room for it",
        }
    }

    /// What kind of loss it is.
    #[must_use]
    pub fn reason(self) -> Reason {
        match self {
            Self::NotToBeRead | Self::NoSchema | Self::LeadsNowhere | Self::TargetLeftOut => {
                Reason::Unreadable
            }
            Self::Displaced | Self::NoTypes => Reason::Contradiction,
            _ => Reason::Redundant,
        }
    }
}

/// Collects them.
#[derive(Debug, Default)]
pub(crate) struct Ledger {
    /// Everything so far, with pointers of the document as it was before the rewrites.
    pub(crate) dropped: Vec<Dropped>,
}

impl Ledger {
    /// Notes that `keyword` of the object at `pointer` is left out.
    pub(crate) fn dropped(
        &mut self,
        pointer: impl Into<String>,
        keyword: impl Into<String>,
        why: Why,
    ) {
        self.dropped.push(Dropped {
            file: String::new(),
            pointer: pointer.into(),
            keyword: keyword.into(),
            why,
        });
    }

    /// The same, for a place in a source file.
    pub(crate) fn dropped_in(&mut self, file: String, pointer: String, keyword: &str, why: Why) {
        self.dropped.push(Dropped {
            file,
            pointer,
            keyword: keyword.to_owned(),
            why,
        });
    }

    /// Puts the places of all entries from `first` on into the source.
    pub(crate) fn settle(
        &mut self,
        first: usize,
        origins: &Origins,
        source: impl Fn(&str) -> (usize, String),
    ) {
        for dropped in self.dropped.iter_mut().skip(first) {
            if !dropped.file.is_empty() {
                continue;
            }
            // The keyword too may have been elsewhere: what an object is repaired with comes from around it.
            let (file, mut pointer) = source(&dropped.member());
            if !dropped.keyword.is_empty()
                && let Some(end) = pointer.rfind('/')
            {
                dropped.keyword =
                    pointer::unescape(pointer.get(end + 1..).unwrap_or_default()).into_owned();
                pointer.truncate(end);
            }
            dropped.pointer = pointer;
            if let Some(source) = origins.sources.get(file) {
                dropped.file.clone_from(&source.name);
            }
        }
    }
}
