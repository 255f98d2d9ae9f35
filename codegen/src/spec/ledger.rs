//! What the front end left out, so that a test can hold "nothing is dropped in silence".

use super::origin::Origins;
use super::pointer;

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
    pub why: &'static str,
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
        why: &'static str,
    ) {
        self.dropped.push(Dropped {
            file: String::new(),
            pointer: pointer.into(),
            keyword: keyword.into(),
            why,
        });
    }

    /// The same, for a place in a source file.
    pub(crate) fn dropped_in(
        &mut self,
        file: String,
        pointer: String,
        keyword: &str,
        why: &'static str,
    ) {
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
            let member = match dropped.keyword.as_str() {
                "" => dropped.pointer.clone(),
                keyword => format!("{}/{}", dropped.pointer, pointer::escape(keyword)),
            };
            let (file, mut pointer) = source(&member);
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
