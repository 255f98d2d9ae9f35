//! The source document and its neighbours as plain JSON values, read by other means than the generator's.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use serde_json::Value;

use crate::command::corpus::source_facts::{parse, percent_decoded};
use crate::pointer::child;
use crate::source::Source;

/// A value in one of the files.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    /// Path relative to the document's folder; empty for the document itself.
    pub(super) file: String,
    /// JSON pointer.
    pub(super) pointer: String,
}

impl Place {
    pub(super) fn root(pointer: impl Into<String>) -> Self {
        Self {
            file: String::new(),
            pointer: pointer.into(),
        }
    }

    /// A place below this one.
    pub(super) fn below(&self, keys: &[&str]) -> Self {
        let mut place = self.clone();
        for key in keys {
            place.pointer = child(&place.pointer, key);
        }
        place
    }

    /// Where a reference that stands here leads; `None` for other hosts and for anchors.
    pub(super) fn follow(&self, reference: &str) -> Option<Self> {
        if reference.contains("://") {
            return None;
        }
        let (path, pointer) = reference.split_once('#').unwrap_or((reference, ""));
        let pointer = percent_decoded(pointer);
        if !(pointer.is_empty() || pointer.starts_with('/')) {
            return None;
        }
        let file = if path.is_empty() {
            self.file.clone()
        } else {
            match self.file.rsplit_once('/') {
                Some((folder, _)) => format!("{folder}/{path}"),
                None => path.to_owned(),
            }
        };
        Some(Self { file, pointer })
    }
}

/// The files that were read so far.
pub(super) struct Files<'a> {
    source: &'a Source,
    read: RefCell<BTreeMap<String, Option<Rc<Value>>>>,
}

impl<'a> Files<'a> {
    pub(super) fn new(source: &'a Source) -> Self {
        let root = parse(&source.text).map(Rc::new);
        Self {
            source,
            read: RefCell::new(BTreeMap::from([(String::new(), root)])),
        }
    }

    /// A whole file.
    pub(super) fn file(&self, name: &str) -> Option<Rc<Value>> {
        if let Some(read) = self.read.borrow().get(name) {
            return read.clone();
        }
        let text = self.source.neighbour(name).ok();
        let value = text.as_deref().and_then(parse).map(Rc::new);
        self.read
            .borrow_mut()
            .insert(name.to_owned(), value.clone());
        value
    }

    /// The value at a place.
    pub(super) fn at(&self, place: &Place) -> Option<Value> {
        self.file(&place.file)?.pointer(&place.pointer).cloned()
    }

    /// Follows `$ref` from a place until something else is there, as reference objects are followed.
    pub(super) fn settled(&self, place: Place) -> Option<(Place, Value)> {
        let mut place = place;
        for _ in 0..16 {
            let value = self.at(&place)?;
            match value.get("$ref").and_then(Value::as_str) {
                Some(reference) => place = place.follow(reference)?,
                None => return Some((place, value)),
            }
        }
        None
    }

    /// Whether the document is OpenAPI 3.0, with its own dialect of schemas.
    pub(super) fn is_3_0(&self) -> bool {
        self.file("").is_some_and(|root| {
            root.get("openapi")
                .is_some_and(|version| version.to_string().trim_matches('"').starts_with("3.0"))
        })
    }
}
