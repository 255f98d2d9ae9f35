//! A stream of JSON values, one a line.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use ::bytes::{Buf as _, Bytes, BytesMut};
use futures_core::Stream;
use futures_util::StreamExt;
use serde::de::DeserializeOwned;

use super::frames::{Frames, Framing};
use super::{ByteStream, StreamError};
use crate::runtime::json;

/// How long a line may be, unless told otherwise.
const LIMIT: usize = 16 * 1024 * 1024;

/// Begins a value in a JSON text sequence (RFC 7464).
const RECORD_SEPARATOR: u8 = 0x1e;

/// A stream of JSON values: one a line (`application/jsonl`, `application/x-ndjson`), or each behind a record separator
/// (`application/json-seq`, RFC 7464), where a value may have line breaks inside. The values themselves tell which.
///
/// It is a [`Stream`]; [`JsonLines::next`] reads it without further crates. A line that cannot be decoded is an error,
/// and the next line can be read after it. Empty lines are skipped.
pub struct JsonLines<T> {
    frames: Frames<Lines>,
    decode: fn(&Bytes) -> Result<T, StreamError>,
}

impl<T: DeserializeOwned> JsonLines<T> {
    /// Reads values from a body.
    #[must_use]
    pub fn new(bytes: ByteStream) -> Self {
        Self {
            frames: Frames::new(bytes, Lines::new()),
            decode: |line| {
                json::from_slice(line).map_err(|error| {
                    StreamError::decode(String::from_utf8_lossy(line).into_owned(), error)
                })
            },
        }
    }
}

impl<T> JsonLines<T> {
    /// How long a line may be: 16 MiB unless set. A longer one is an error that ends the stream.
    #[must_use]
    pub fn max_line_bytes(mut self, limit: usize) -> Self {
        self.frames.framing.limit = limit;
        self
    }

    /// The next value; `None` at the end.
    pub async fn next(&mut self) -> Option<Result<T, StreamError>> {
        StreamExt::next(self).await
    }
}

impl<T> Stream for JsonLines<T> {
    type Item = Result<T, StreamError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let decode = self.decode;
        Pin::new(&mut self.frames)
            .poll_next(context)
            .map(|line| line.map(|line| line.and_then(|line| decode(&line))))
    }
}

impl<T> fmt::Debug for JsonLines<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JsonLines(..)")
    }
}

/// Finds lines.
struct Lines {
    buffer: BytesMut,
    limit: usize,
    at_start: bool,
    record: Record,
}

/// What is known of the value that the buffer begins with.
#[derive(Default)]
struct Record {
    /// A record separator came before it.
    separated: bool,
    /// So many bytes of it have been looked at.
    seen: usize,
    /// So many arrays and objects are open.
    depth: usize,
    /// A string is open.
    in_string: bool,
    /// A backslash came last.
    escaped: bool,
}

impl Lines {
    fn new() -> Self {
        Self {
            buffer: BytesMut::new(),
            limit: LIMIT,
            at_start: true,
            record: Record::default(),
        }
    }

    /// Takes off what may stand before a value: a byte order mark at the start of the stream, white space, record
    /// separators.
    fn skip(&mut self) {
        const MARK: &[u8] = b"\xef\xbb\xbf";
        if self.at_start {
            if self.buffer.starts_with(MARK) {
                self.buffer.advance(MARK.len());
            } else if MARK.starts_with(&self.buffer) {
                // It may still become one.
                return;
            }
            self.at_start = false;
        }
        if self.record.seen > 0 {
            return;
        }
        while let Some(&(b' ' | b'\t' | b'\r' | b'\n' | RECORD_SEPARATOR)) = self.buffer.first() {
            self.record.separated |= self.buffer.get_u8() == RECORD_SEPARATOR;
        }
    }

    /// The value's length, if its end has come.
    fn end(&mut self) -> Option<usize> {
        let record = &mut self.record;
        for byte in self.buffer.iter().skip(record.seen) {
            if *byte == RECORD_SEPARATOR {
                return Some(record.seen);
            }
            let inside = record.separated && (record.in_string || record.depth > 0);
            if *byte == b'\n' && !inside {
                return Some(record.seen);
            }
            record.look_at(*byte);
            record.seen += 1;
        }
        None
    }

    fn too_long(&self) -> StreamError {
        StreamError::too_large("a line of the stream", self.limit)
    }
}

impl Record {
    /// Keeps count of what is open.
    fn look_at(&mut self, byte: u8) {
        match byte {
            _ if self.escaped => self.escaped = false,
            b'\\' if self.in_string => self.escaped = true,
            b'"' => self.in_string = !self.in_string,
            _ if self.in_string => {}
            b'[' | b'{' => self.depth += 1,
            b']' | b'}' => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
    }
}

impl Framing for Lines {
    type Frame = Bytes;

    fn push(&mut self, chunk: &[u8]) {
        self.buffer.extend_from_slice(chunk);
    }

    fn next(&mut self) -> Result<Option<Bytes>, StreamError> {
        self.skip();
        if self.at_start {
            return Ok(None);
        }
        match self.end() {
            Some(length) if length > self.limit => Err(self.too_long()),
            Some(length) => {
                self.record = Record::default();
                Ok(Some(self.buffer.split_to(length).freeze()))
            }
            None if self.buffer.len() > self.limit => Err(self.too_long()),
            None => Ok(None),
        }
    }

    fn finish(&mut self) -> Result<Option<Bytes>, StreamError> {
        // The last line may lack its end.
        self.skip();
        let rest = self.buffer.split().freeze();
        Ok((!rest.is_empty()).then_some(rest))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::super::bytes::tests::chunks;
    use super::JsonLines;

    async fn read(text: &[u8], size: usize) -> Vec<String> {
        let body = chunks(text.chunks(size).map(<[u8]>::to_vec), None);
        let mut lines = JsonLines::<Value>::new(body);
        let mut read = Vec::new();
        while let Some(line) = lines.next().await {
            read.push(match line {
                Ok(value) => value.to_string(),
                Err(error) => format!("error: {}", error.data().unwrap_or_default()),
            });
        }
        read
    }

    #[tokio::test]
    async fn values_are_found_however_the_bytes_are_cut() {
        let table: [(&[u8], &[&str]); 12] = [
            (b"", &[]),
            (b"\n\r\n \n", &[]),
            (b"{\"a\":1}\n{\"a\":2}\n", &["{\"a\":1}", "{\"a\":2}"]),
            (b"1\r\n\r\n2\r\n3", &["1", "2", "3"]),
            (b"\xef\xbb\xbf1\n2", &["1", "2"]),
            (b"1\n{\"a\":\n2\n", &["1", "error: {\"a\":", "2"]),
            (b"\"\xff\"\n2\n", &["error: \"\u{fffd}\"", "2"]),
            (
                b"\x1e{\"a\":1}\n\x1e{\"a\":2}\n",
                &["{\"a\":1}", "{\"a\":2}"],
            ),
            (b"\x1e{\n \"a\": [\n1]\n}\n\x1e2\n", &["{\"a\":[1]}", "2"]),
            (
                b"\x1e\x1e\n\x1e\"]\\\"{\"\n\x1e[\"\x1e3\n",
                &["\"]\\\"{\"", "error: [\"", "3"],
            ),
            (b"\x1e1\x1e2", &["1", "2"]),
            (b"1 2\n", &["error: 1 2"]),
        ];
        for (text, expected) in table {
            for size in [1, 2, 3, 1000] {
                assert_eq!(read(text, size).await, expected, "{text:?} by {size}");
            }
        }
    }

    #[tokio::test]
    async fn a_line_has_a_limit() {
        for body in [&b"[1]\n[1,2,3]\n"[..], b"[1]\n[1,2,3,4,5,6"] {
            for size in [1, 100] {
                let body = chunks(body.chunks(size).map(<[u8]>::to_vec), None);
                let mut lines = JsonLines::<Value>::new(body).max_line_bytes(5);
                assert!(lines.next().await.unwrap().is_ok());
                let error = lines.next().await.unwrap().unwrap_err();
                assert!(error.is_too_large());
                assert!(lines.next().await.is_none());
            }
        }
    }

    #[tokio::test]
    async fn an_error_of_the_connection_ends_the_stream() {
        let body = chunks([b"1\n2".to_vec()], Some("reset"));
        let mut lines = JsonLines::<i64>::new(body);
        assert_eq!(lines.next().await.unwrap().unwrap(), 1);
        assert!(lines.next().await.unwrap().unwrap_err().is_transport());
        assert!(lines.next().await.is_none());
    }

    #[tokio::test]
    async fn deep_values_are_errors_and_not_overflows() {
        let mut text = "[".repeat(200_000);
        text.push('\n');
        let read = read(text.as_bytes(), 4096).await;
        assert_eq!(read.len(), 1);
        assert!(read[0].starts_with("error: ["));
    }
}
