//! Telling whether a page came before.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use serde_json::value::RawValue;

/// Fingerprints of what came before.
#[derive(Debug, Default)]
pub(super) struct Prints(BTreeSet<u64>);

impl Prints {
    /// Remembers a text. Answers whether it came before.
    pub(super) fn has_seen(&mut self, text: &[u8]) -> bool {
        let mut hasher = DefaultHasher::new();
        text.hash(&mut hasher);
        !self.0.insert(hasher.finish())
    }
}

/// The text of the value at a JSON pointer, as the server wrote it; the whole body if it cannot be found.
pub(super) fn part<'b>(body: &'b [u8], pointer: &str) -> &'b [u8] {
    find(body, pointer).map_or(body, |part| part.get().as_bytes())
}

fn find<'b>(body: &'b [u8], pointer: &str) -> Option<&'b RawValue> {
    let mut part: &RawValue = serde_json::from_slice(body).ok()?;
    for step in pointer.split('/').skip(1) {
        let key = step.replace("~1", "/").replace("~0", "~");
        let mut members: BTreeMap<String, &RawValue> = serde_json::from_str(part.get()).ok()?;
        part = members.remove(&key)?;
    }
    Some(part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_of_the_items_is_found_without_what_stands_around_it() {
        let body = br#"{"at": "12:00", "a/b": {"items": [1, {"c": 2}]}}"#;
        assert_eq!(part(body, "/a~1b/items"), br#"[1, {"c": 2}]"#);
        assert_eq!(part(body, "/a~1b/other"), body);
        assert_eq!(part(b" [1]", ""), b"[1]");
        assert_eq!(part(b"not JSON", "/a"), b"not JSON");
    }

    #[test]
    fn what_came_before_is_known() {
        let mut prints = Prints::default();
        assert!(!prints.has_seen(b"a") && !prints.has_seen(b"b"));
        assert!(prints.has_seen(b"a"));
    }
}
