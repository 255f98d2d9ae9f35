//! JSON pointers (RFC 6901).

/// A key as a segment of a pointer.
pub(crate) fn escaped(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

/// A segment of a pointer as a key.
pub(crate) fn unescaped(segment: &str) -> String {
    segment.replace("~1", "/").replace("~0", "~")
}

/// A pointer one step further.
pub(crate) fn child(pointer: &str, key: &str) -> String {
    format!("{pointer}/{}", escaped(key))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_escaped_comes_back() {
        for (key, segment) in [("a/b", "a~1b"), ("~1", "~01"), ("plain", "plain")] {
            assert_eq!(escaped(key), segment);
            assert_eq!(unescaped(segment), key);
        }
        assert_eq!(child("/paths", "/a"), "/paths/~1a");
    }
}
