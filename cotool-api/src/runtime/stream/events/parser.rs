//! Finding events in the bytes of a `text/event-stream` (HTML standard, *Server-sent events*).

use std::time::Duration;

use ::bytes::{Buf as _, BytesMut};

use super::Event;
use crate::runtime::stream::StreamError;
use crate::runtime::stream::frames::Framing;

/// How long an event may be, unless told otherwise.
const LIMIT: usize = 16 * 1024 * 1024;

/// Finds events.
#[derive(Debug)]
pub(super) struct Parser {
    buffer: BytesMut,
    /// So many bytes of the buffer have no line end.
    seen: usize,
    /// The last line ended with CR: an LF that follows belongs to it.
    after_cr: bool,
    at_start: bool,
    limit: usize,
    data: String,
    event: String,
    id: String,
    last_id: String,
    retry: Option<Duration>,
}

impl Parser {
    pub(super) const fn set_limit(&mut self, limit: usize) {
        self.limit = limit;
    }

    pub(super) fn last_event_id(&self) -> Option<&str> {
        Some(self.last_id.as_str()).filter(|id| !id.is_empty())
    }

    pub(super) const fn retry(&self) -> Option<Duration> {
        self.retry
    }

    pub(super) fn new() -> Self {
        Self {
            buffer: BytesMut::new(),
            seen: 0,
            after_cr: false,
            at_start: true,
            limit: LIMIT,
            data: String::new(),
            event: String::new(),
            id: String::new(),
            last_id: String::new(),
            retry: None,
        }
    }

    /// The next line without its end, which is CR, LF, or both.
    fn line(&mut self) -> Option<BytesMut> {
        if self.after_cr && !self.buffer.is_empty() {
            if self.buffer.starts_with(b"\n") {
                self.buffer.advance(1);
            }
            self.after_cr = false;
        }
        let rest = self.buffer.iter().skip(self.seen);
        let Some(length) = rest.copied().position(|byte| matches!(byte, b'\r' | b'\n')) else {
            self.seen = self.buffer.len();
            return None;
        };
        let mut line = self.buffer.split_to(self.seen + length);
        self.seen = 0;
        self.after_cr = self.buffer.starts_with(b"\r");
        self.buffer.advance(1);
        if self.at_start && line.starts_with(b"\xef\xbb\xbf") {
            line.advance(3);
        }
        self.at_start = false;
        Some(line)
    }

    /// Takes a line that is not empty.
    fn field(&mut self, line: &str) {
        let (name, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match name {
            "data" => {
                self.data.push_str(value);
                self.data.push('\n');
            }
            "event" => value.clone_into(&mut self.event),
            "id" if !value.contains('\0') => value.clone_into(&mut self.id),
            "retry" if value.bytes().all(|byte| byte.is_ascii_digit()) => {
                if let Ok(millis) = value.parse() {
                    self.retry = Some(Duration::from_millis(millis));
                }
            }
            // Comments, and fields of other versions.
            _ => {}
        }
    }

    /// Takes an empty line: what has been collected is an event, if there is data.
    fn dispatch(&mut self) -> Option<Event<String>> {
        self.id.clone_into(&mut self.last_id);
        let mut data = std::mem::take(&mut self.data);
        let event = std::mem::take(&mut self.event);
        data.pop()?;
        Some(Event {
            id: self.last_event_id().map(str::to_owned),
            event: if event.is_empty() {
                "message".to_owned()
            } else {
                event
            },
            data,
        })
    }

    fn is_too_long(&self, line: usize) -> bool {
        self.data.len().saturating_add(line) > self.limit
    }
}

impl Framing for Parser {
    type Frame = Event<String>;

    fn push(&mut self, chunk: &[u8]) {
        self.buffer.extend_from_slice(chunk);
    }

    fn next(&mut self) -> Result<Option<Self::Frame>, StreamError> {
        while let Some(line) = self.line() {
            if self.is_too_long(line.len()) {
                return Err(StreamError::too_large("an event", self.limit));
            }
            if !line.is_empty() {
                self.field(&String::from_utf8_lossy(&line));
            } else if let Some(event) = self.dispatch() {
                return Ok(Some(event));
            }
        }
        if self.is_too_long(self.buffer.len()) {
            return Err(StreamError::too_large("an event", self.limit));
        }
        Ok(None)
    }

    fn finish(&mut self) -> Result<Option<Self::Frame>, StreamError> {
        Ok(None)
    }
}

#[cfg(test)]
mod tests {
    use super::{Framing as _, Parser};

    /// A stream, and the id, event and data of each event in it.
    type Case<'a> = (&'a [u8], &'a [(&'a str, &'a str, &'a str)]);

    /// What is read, with the text cut into pieces of this size: id, event, data.
    fn read(text: &[u8], size: usize) -> Vec<(String, String, String)> {
        let mut parser = Parser::new();
        let mut events = Vec::new();
        for chunk in text.chunks(size) {
            parser.push(chunk);
            while let Some(event) = parser.next().unwrap() {
                events.push((event.id.unwrap_or_default(), event.event, event.data));
            }
        }
        assert!(parser.finish().unwrap().is_none());
        events
    }

    #[test]
    fn events_are_found_however_the_bytes_are_cut() {
        let table: [Case<'_>; 19] = [
            (b"", &[]),
            (b"data: a\n\n", &[("", "message", "a")]),
            (
                b"data: a\r\rdata: b\r\n\r\ndata: c\n\r",
                &[
                    ("", "message", "a"),
                    ("", "message", "b"),
                    ("", "message", "c"),
                ],
            ),
            (b"\xef\xbb\xbfdata: a\n\n", &[("", "message", "a")]),
            (b"\n\xef\xbb\xbfdata: a\n\n", &[]),
            (
                b"data: a\ndata: b\ndata\ndata:\n\n",
                &[("", "message", "a\nb\n\n")],
            ),
            (
                b"data\n\ndata\ndata\n\ndata:",
                &[("", "message", ""), ("", "message", "\n")],
            ),
            (
                b"data:a\n\ndata:  b\n\n",
                &[("", "message", "a"), ("", "message", " b")],
            ),
            (b": comment\ndata: a\n:\n\n", &[("", "message", "a")]),
            (
                b"event: x\ndata: a\n\ndata: b\n\n",
                &[("", "x", "a"), ("", "message", "b")],
            ),
            (b"event: x\n\ndata: b\n\n", &[("", "message", "b")]),
            (
                b"id: 1\ndata: a\n\ndata: b\n\nid\ndata: c\n\n",
                &[
                    ("1", "message", "a"),
                    ("1", "message", "b"),
                    ("", "message", "c"),
                ],
            ),
            (b"id: 1\n\nid: 2\0\ndata: a\n\n", &[("1", "message", "a")]),
            (b"data: a:b: c\n\n", &[("", "message", "a:b: c")]),
            (b"DATA: a\n data: b\nfoo: c\ndata : d\n\n", &[]),
            (
                b"data: \xff\xc3\xa9\n\n",
                &[("", "message", "\u{fffd}\u{e9}")],
            ),
            (
                b"data: whole\n\ndata: cut off\n",
                &[("", "message", "whole")],
            ),
            (b"\r\n\r\n\r\ndata: a\r\n\r\n", &[("", "message", "a")]),
            ("data: 日本\nevent: é\n\n".as_bytes(), &[("", "é", "日本")]),
        ];
        for (text, expected) in table {
            for size in [1, 2, 3, 5, 1000] {
                let found = read(text, size);
                let found: Vec<_> = found
                    .iter()
                    .map(|(i, e, d)| (i.as_str(), e.as_str(), d.as_str()))
                    .collect();
                assert_eq!(
                    found,
                    expected,
                    "{:?} by {size}",
                    String::from_utf8_lossy(text)
                );
            }
        }
    }

    #[test]
    fn the_time_to_wait_must_be_digits() {
        let table = [
            ("retry: 10\n", Some(10)),
            ("retry: 1.5\n", None),
            ("retry: -1\n", None),
            ("retry\n", None),
            ("retry: 99999999999999999999\n", None),
        ];
        for (text, millis) in table {
            let mut parser = Parser::new();
            parser.push(text.as_bytes());
            parser.next().unwrap();
            assert_eq!(
                parser.retry().map(|wait| wait.as_millis()),
                millis,
                "{text}"
            );
        }
    }

    #[test]
    fn an_event_has_a_limit() {
        let long = "x".repeat(200);
        for text in [
            format!("data: {long}"),
            format!("data: {long}\n\n"),
            "data: 12345678\n".repeat(20),
            format!(": {long}"),
        ] {
            let mut parser = Parser::new();
            parser.set_limit(100);
            parser.push(text.as_bytes());
            let error = parser.next().unwrap_err();
            assert_eq!(
                error.to_string(),
                "an event is longer than the limit of 100 bytes"
            );
        }
        let mut parser = Parser::new();
        parser.set_limit(100);
        parser.push("data: 12345678\n\n".repeat(20).as_bytes());
        for _ in 0..20 {
            assert!(parser.next().unwrap().is_some());
        }
    }

    #[test]
    fn the_last_id_is_set_by_an_event_without_data_too() {
        let mut parser = Parser::new();
        parser.push(b"id: 5\n");
        assert!(parser.next().unwrap().is_none() && parser.last_event_id().is_none());
        parser.push(b"\n");
        assert!(parser.next().unwrap().is_none());
        assert_eq!(parser.last_event_id(), Some("5"));
    }
}
