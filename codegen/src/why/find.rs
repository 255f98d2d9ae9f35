//! From a path to items, and from a place to items.

use super::{Explained, Item};
use crate::diagnostic::suggestion;

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Query {
    /// A Rust path, or its end: `models::Alert::severity`, `Agents::list`.
    Path(String),
    /// A JSON pointer of the source.
    Pointer(String),
}

/// What there is to a query.
#[derive(Debug)]
pub struct Found<'e> {
    /// The items.
    pub items: Vec<&'e Item>,
    /// For a place of which no item is made: the nearest place around it that has some.
    pub around: Option<String>,
    /// For a path that no item has: one that is spelled alike.
    pub alike: Option<String>,
}

impl Query {
    /// A word of the command line: a pointer starts with `/` or `#/`.
    #[must_use]
    pub fn parse(word: &str) -> Self {
        match word.strip_prefix('#').unwrap_or(word) {
            pointer if pointer.starts_with('/') => Self::Pointer(pointer.to_owned()),
            _ => Self::Path(word.trim_end_matches("()").to_owned()),
        }
    }
}

impl Explained {
    /// Looks something up.
    #[must_use]
    pub fn find(&self, query: &Query) -> Found<'_> {
        match query {
            Query::Path(path) => self.by_path(path),
            Query::Pointer(pointer) => self.by_pointer(pointer),
        }
    }

    fn by_path(&self, path: &str) -> Found<'_> {
        let path = path
            .trim_start_matches("cotool_api::")
            .trim_start_matches("api::");
        let whole = self.items.iter().filter(|item| item.path == path);
        let mut items: Vec<&Item> = whole.collect();
        if items.is_empty() {
            let end = format!("::{path}");
            items = self
                .items
                .iter()
                .filter(|item| item.path.ends_with(&end))
                .collect();
        }
        let known = self.items.iter().map(|item| item.path.as_str());
        Found {
            alike: items
                .is_empty()
                .then(|| suggestion(path, known).map(str::to_owned))
                .flatten(),
            items,
            around: None,
        }
    }

    /// The items that are made of a place or of what is inside of it; otherwise of the nearest place around it.
    fn by_pointer(&self, pointer: &str) -> Found<'_> {
        let inside = format!("{pointer}/");
        let within = |item: &&Item| {
            let place = &item.place.pointer;
            place == pointer || place.starts_with(&inside)
        };
        let items: Vec<&Item> = self.items.iter().filter(within).collect();
        if !items.is_empty() {
            return Found {
                items,
                around: None,
                alike: None,
            };
        }
        let mut around = pointer;
        while let Some((above, _)) = around.rsplit_once('/') {
            around = above;
            let items: Vec<&Item> = self
                .items
                .iter()
                .filter(|item| !around.is_empty() && item.place.pointer == around)
                .collect();
            if !items.is_empty() {
                return Found {
                    items,
                    around: Some(around.to_owned()),
                    alike: None,
                };
            }
        }
        Found {
            items: Vec::new(),
            around: None,
            alike: None,
        }
    }
}
