//! JSON pointers (RFC 6901): building, taking apart and following them.

use std::borrow::Cow;
use std::fmt;

use serde_json::Value;

/// A place in a tree while it is being walked: a list that lives on the stack and costs nothing until it is printed.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Path<'a> {
    /// The document itself.
    Root,
    /// A place given as text; the rest of the path continues it.
    Text(&'a str),
    /// A member of an object.
    Key(&'a Path<'a>, &'a str),
    /// An element of an array.
    Index(&'a Path<'a>, usize),
}

impl<'a> Path<'a> {
    /// The member `key` of this place.
    pub(crate) fn key(&'a self, key: &'a str) -> Path<'a> {
        Path::Key(self, key)
    }

    /// The element `index` of this place.
    pub(crate) fn index(&'a self, index: usize) -> Path<'a> {
        Path::Index(self, index)
    }

    /// The last key, for messages.
    pub(crate) fn last_key(&self) -> Option<&'a str> {
        match self {
            Self::Key(_, key) => Some(key),
            _ => None,
        }
    }
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Root => Ok(()),
            Self::Text(text) => f.write_str(text),
            Self::Key(parent, key) => write!(f, "{parent}/{}", escape(key)),
            Self::Index(parent, index) => write!(f, "{parent}/{index}"),
        }
    }
}

/// A key as a pointer segment: `~` and `/` escaped.
pub(crate) fn escape(key: &str) -> Cow<'_, str> {
    if key.contains(['~', '/']) {
        Cow::Owned(key.replace('~', "~0").replace('/', "~1"))
    } else {
        Cow::Borrowed(key)
    }
}

/// A pointer segment as a key.
pub(crate) fn unescape(segment: &str) -> Cow<'_, str> {
    if segment.contains('~') {
        Cow::Owned(segment.replace("~1", "/").replace("~0", "~"))
    } else {
        Cow::Borrowed(segment)
    }
}

/// The keys of a pointer, unescaped.
pub(crate) fn segments(pointer: &str) -> impl Iterator<Item = Cow<'_, str>> {
    pointer.split('/').skip(1).map(unescape)
}

/// The member or element of a value that one segment names.
pub(crate) fn step<'v>(value: &'v Value, segment: &str) -> Option<&'v Value> {
    match value {
        Value::Object(map) => map.get(segment),
        Value::Array(items) => items.get(array_index(segment)?),
        _ => None,
    }
}

/// A segment as an array index: digits without a leading zero.
pub(crate) fn array_index(segment: &str) -> Option<usize> {
    if segment.len() > 1 && segment.starts_with('0') {
        return None;
    }
    if !segment.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    segment.parse().ok()
}

/// The value that a pointer leads to.
pub(crate) fn follow<'v>(root: &'v Value, pointer: &str) -> Option<&'v Value> {
    if pointer.is_empty() {
        return Some(root);
    }
    if !pointer.starts_with('/') {
        return None;
    }
    segments(pointer).try_fold(root, |value, segment| step(value, &segment))
}

/// The fragment of a URI reference as a JSON pointer or an anchor: percent escapes undone.
pub(crate) fn percent_decode(text: &str) -> Cow<'_, str> {
    if !text.contains('%') {
        return Cow::Borrowed(text);
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, tail)) = rest.split_first() {
        let escaped = match tail {
            [high, low, ..] if byte == b'%' => hex(*high).zip(hex(*low)),
            _ => None,
        };
        if let Some((high, low)) = escaped {
            bytes.push(high * 16 + low);
            rest = tail.get(2..).unwrap_or_default();
        } else {
            bytes.push(byte);
            rest = tail;
        }
    }
    // Escapes that are not UTF-8 were not escapes of a key: leave the text as it was.
    match String::from_utf8(bytes) {
        Ok(decoded) => Cow::Owned(decoded),
        Err(_) => Cow::Borrowed(text),
    }
}

fn hex(byte: u8) -> Option<u8> {
    char::from(byte)
        .to_digit(16)
        .and_then(|digit| u8::try_from(digit).ok())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_path_prints_as_a_pointer() {
        let root = Path::Root;
        let paths = root.key("paths");
        let path = paths.key("/a~b/{c}");
        let index = path.index(3);
        assert_eq!(index.to_string(), "/paths/~1a~0b~1{c}/3");
        assert_eq!(
            Path::Text("/components").key("x").to_string(),
            "/components/x"
        );
    }

    #[test]
    fn escapes_come_back() {
        for key in ["a", "a/b", "a~b", "~1", "~01", "", "%25"] {
            assert_eq!(unescape(&escape(key)), key);
        }
    }

    #[test]
    fn pointers_are_followed() {
        let value = json!({"a/b": [{"": 1}], "01": 2});
        assert_eq!(follow(&value, "/a~1b/0/"), Some(&json!(1)));
        assert_eq!(follow(&value, "/01"), Some(&json!(2)));
        assert_eq!(follow(&value, "/a~1b/00"), None);
        assert_eq!(follow(&value, "a"), None);
    }

    #[test]
    fn percent_escapes_are_undone_once() {
        assert_eq!(percent_decode("/paths/~1a~1%7Bid%7D"), "/paths/~1a~1{id}");
        assert_eq!(percent_decode("%2525"), "%25");
        assert_eq!(percent_decode("100%"), "100%");
        assert_eq!(percent_decode("%ff"), "%ff");
    }
}
