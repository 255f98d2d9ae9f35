//! Where in a JSON text a position is.

use std::fmt::Write;

/// A container that is open at the position.
enum Frame<'b> {
    Object {
        key: Option<&'b [u8]>,
        in_value: bool,
    },
    Array {
        index: usize,
        in_item: bool,
    },
}

/// The path of the value that ends at, or holds, the position that `serde_json` calls `line` and `column`: `$`,
/// `$.items[3].name`. Works on text that is not valid JSON too: the path is then as far as it was understood.
pub(crate) fn at(text: &[u8], line: usize, column: usize) -> String {
    let start = match line {
        0 | 1 => 0,
        _ => text
            .iter()
            .enumerate()
            .filter(|(_, byte)| **byte == b'\n')
            .nth(line - 2)
            .map_or(text.len(), |(index, _)| index + 1),
    };
    let end = start.saturating_add(column).min(text.len());
    written(&open_at(text.get(..end).unwrap_or_default()))
}

/// The containers that are open at the end of the text.
fn open_at(text: &[u8]) -> Vec<Frame<'_>> {
    let mut frames: Vec<Frame<'_>> = Vec::new();
    let mut rest = text;
    while let Some((byte, after)) = rest.split_first() {
        rest = after;
        match byte {
            b' ' | b'\n' | b'\r' | b'\t' => {}
            b':' => {
                if let Some(Frame::Object { in_value, .. }) = frames.last_mut() {
                    *in_value = true;
                }
            }
            b',' => match frames.last_mut() {
                Some(Frame::Object { key, in_value }) => (*key, *in_value) = (None, false),
                Some(Frame::Array { index, in_item }) => {
                    *index += 1;
                    *in_item = false;
                }
                None => {}
            },
            b'}' | b']' => {
                frames.pop();
            }
            _ => {
                let string = (*byte == b'"').then(|| string(after));
                enter(frames.last_mut(), string);
                match byte {
                    b'{' => frames.push(Frame::Object {
                        key: None,
                        in_value: false,
                    }),
                    b'[' => frames.push(Frame::Array {
                        index: 0,
                        in_item: false,
                    }),
                    _ => {}
                }
                if let Some(string) = string {
                    rest = after.get(string.len() + 1..).unwrap_or_default();
                }
            }
        }
    }
    frames
}

/// A value or a key begins.
fn enter<'b>(frame: Option<&mut Frame<'b>>, string: Option<&'b [u8]>) {
    match frame {
        Some(Frame::Object {
            key,
            in_value: false,
        }) => *key = string,
        Some(Frame::Array { in_item, .. }) => *in_item = true,
        _ => {}
    }
}

/// What a string holds, still escaped: all up to its closing quote.
fn string(after_quote: &[u8]) -> &[u8] {
    let mut escaped = false;
    let end = after_quote.iter().position(|byte| {
        let closes = *byte == b'"' && !escaped;
        escaped = *byte == b'\\' && !escaped;
        closes
    });
    after_quote
        .get(..end.unwrap_or(after_quote.len()))
        .unwrap_or_default()
}

fn written(frames: &[Frame<'_>]) -> String {
    let mut path = "$".to_owned();
    for frame in frames {
        // Writing to a string cannot fail.
        let _ = match frame {
            Frame::Object { key: Some(key), .. } => {
                let key = String::from_utf8_lossy(key);
                if is_plain(&key) {
                    write!(path, ".{key}")
                } else {
                    write!(path, "[\"{key}\"]")
                }
            }
            Frame::Array {
                index,
                in_item: true,
            } => write!(path, "[{index}]"),
            _ => Ok(()),
        };
    }
    path
}

fn is_plain(key: &str) -> bool {
    !key.is_empty()
        && key
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '$'))
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;
    use serde::de::DeserializeOwned;

    use super::*;

    #[derive(Debug, Deserialize)]
    #[allow(dead_code, reason = "only read")]
    struct Page {
        items: Vec<Item>,
        #[serde(rename = "next page")]
        next: Option<u8>,
    }

    #[derive(Debug, Deserialize)]
    #[allow(dead_code, reason = "only read")]
    struct Item {
        id: u8,
        #[serde(default)]
        tags: Vec<String>,
        #[serde(default)]
        inner: Option<Box<Self>>,
    }

    fn path<T: DeserializeOwned + std::fmt::Debug>(text: &str) -> String {
        let error = serde_json::from_slice::<T>(text.as_bytes()).unwrap_err();
        at(text.as_bytes(), error.line(), error.column())
    }

    #[test]
    fn the_path_is_that_of_the_value_at_fault() {
        let cases = [
            (r#"{"items":[{"id":1},{"id":"x"}]}"#, "$.items[1].id"),
            (
                r#"{"items":[{"id":1},{"id":"x","tags":[]}]}"#,
                "$.items[1].id",
            ),
            (
                "{\n \"items\": [\n  {\"id\": 1},\n  {\"id\": 300}\n ]\n}",
                "$.items[1].id",
            ),
            (
                r#"{"items":[{"id":1},{"tags":["a"]}],"next page":1}"#,
                "$.items[1]",
            ),
            (
                r#"{"items":[{"id":1,"tags":["\"}",2]}]}"#,
                "$.items[0].tags[1]",
            ),
            (r#"{"items":[{"id":[1]}]}"#, "$.items[0].id"),
            (r#"{"items":[{"id":{"a":1}}]}"#, "$.items[0].id"),
            (r#"{"items":[],"next page":"x"}"#, r#"$["next page"]"#),
            (
                r#"{"items":[{"id":1,"inner":{"id":2,"inner":{"id":null}}}]}"#,
                "$.items[0].inner.inner.id",
            ),
            (r#"{"items":null}"#, "$.items"),
            (r#"{"items":7}"#, "$.items"),
            (r#"{}"#, "$"),
            (r#"[]"#, "$"),
            (r#"[1]"#, "$[0]"),
            (r#""x""#, "$"),
            (r#"{"items":[{"id":1},{"id":2"#, "$.items[1].id"),
            (r#"{"items":[{"id":1},"#, "$.items"),
            (r#"{"items":[x"#, "$.items[0]"),
            ("<html>", "$"),
            ("", "$"),
        ];
        for (text, expected) in cases {
            assert_eq!(path::<Page>(text), expected, "{text}");
        }
    }

    #[test]
    fn positions_outside_the_text_are_no_harm() {
        assert_eq!(at(b"[1,2]", 9, 9), "$");
        assert_eq!(at(b"[1,2", 1, 900), "$[1]");
        assert_eq!(at(b"{\"a\\", 0, 900), r#"$["a\"]"#);
        assert_eq!(at(b"]}]", 1, 3), "$");
    }
}
