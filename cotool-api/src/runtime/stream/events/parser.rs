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

    /// Forgets what has come of an event that was not complete: another connection begins.
    pub(super) fn reconnected(&mut self) {
        self.buffer.clear();
        self.seen = 0;
        self.after_cr = false;
        self.at_start = true;
        self.data.clear();
        self.event.clear();
        self.last_id.clone_into(&mut self.id);
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
mod tests;
