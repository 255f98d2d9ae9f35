//! Replies: correct ones, and the faults that can be put on them.

use std::time::Duration;

use serde_json::Value;

/// A place in a reply, for a fault to happen at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Place {
    /// Before the first byte.
    Start,
    /// After so many bytes of the status line and headers.
    Head(usize),
    /// After the head, before the body.
    AfterHead,
    /// After so many bytes of the body (as framed: chunk lines count).
    Body(usize),
    /// After the last byte.
    End,
}

/// What happens at the place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    Close,
    Reset,
    Hang,
}

/// How the end of the body is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Framing {
    Length,
    Declared(u64),
    Chunked(usize),
    UntilClose,
}

/// What to answer to one request.
#[derive(Debug, Clone)]
pub struct Reply {
    status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
    framing: Framing,
    raw: Option<Vec<u8>>,
    before: Vec<u8>,
    delay: Duration,
    drip: Option<(usize, Duration)>,
    fault: Option<(Place, Fault)>,
    last: bool,
}

impl Reply {
    /// A status without a body.
    #[must_use]
    pub fn empty(status: u16) -> Self {
        Self {
            status,
            headers: Vec::new(),
            body: Vec::new(),
            framing: Framing::Length,
            raw: None,
            before: Vec::new(),
            delay: Duration::ZERO,
            drip: None,
            fault: None,
            last: false,
        }
    }

    /// A body of that media type.
    #[must_use]
    pub fn text(status: u16, media_type: &str, body: impl Into<Vec<u8>>) -> Self {
        let reply = Self::empty(status).header("content-type", media_type);
        Self {
            body: body.into(),
            ..reply
        }
    }

    /// A JSON body.
    #[must_use]
    pub fn json(status: u16, body: &Value) -> Self {
        Self::text(status, "application/json", body.to_string())
    }

    /// These bytes and nothing else, then the connection is closed: a broken status line, say.
    #[must_use]
    pub fn raw(bytes: impl Into<Vec<u8>>) -> Self {
        Self {
            raw: Some(bytes.into()),
            last: true,
            ..Self::empty(200)
        }
    }

    /// The connection is closed without a byte.
    #[must_use]
    pub fn close() -> Self {
        Self::empty(200).close_at(Place::Start)
    }

    /// The connection is reset without a byte.
    #[must_use]
    pub fn reset() -> Self {
        Self::empty(200).reset_at(Place::Start)
    }

    /// The connection stays open without a byte.
    #[must_use]
    pub fn hang() -> Self {
        Self::empty(200).hang_at(Place::Start)
    }

    /// One header more.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// An interim answer (`100`, `103`) before the real one.
    #[must_use]
    pub fn informational(mut self, status: u16) -> Self {
        self.before
            .extend_from_slice(status_line(status).as_bytes());
        self.before.extend_from_slice(b"\r\n");
        self
    }

    /// `Content-Length` says this instead of the truth; the connection is closed after the body.
    #[must_use]
    pub fn declare_length(mut self, length: u64) -> Self {
        self.framing = Framing::Declared(length);
        self.last = true;
        self
    }

    /// The body goes out in chunks of that many bytes.
    #[must_use]
    pub fn chunked(mut self, size: usize) -> Self {
        self.framing = Framing::Chunked(size.max(1));
        self
    }

    /// The body has neither length nor chunks: it ends with the connection.
    #[must_use]
    pub fn until_close(mut self) -> Self {
        self.framing = Framing::UntilClose;
        self.last = true;
        self
    }

    /// Nothing is sent before `delay` has passed.
    #[must_use]
    pub fn after(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }

    /// Goes out `piece` bytes at a time with a `gap` between them.
    #[must_use]
    pub fn drip(mut self, piece: usize, gap: Duration) -> Self {
        self.drip = Some((piece.max(1), gap));
        self
    }

    /// The connection is closed at that place.
    #[must_use]
    pub fn close_at(mut self, place: Place) -> Self {
        self.fault = Some((place, Fault::Close));
        self
    }

    /// The connection is reset at that place.
    #[must_use]
    pub fn reset_at(mut self, place: Place) -> Self {
        self.fault = Some((place, Fault::Reset));
        self
    }

    /// Nothing more comes from that place on; the connection stays open.
    #[must_use]
    pub fn hang_at(mut self, place: Place) -> Self {
        self.fault = Some((place, Fault::Hang));
        self
    }

    /// The connection is closed after this reply, and the reply says so.
    #[must_use]
    pub fn closing(self) -> Self {
        Self {
            last: true,
            ..self.header("connection", "close")
        }
    }

    pub(super) fn delay(&self) -> Duration {
        self.delay
    }

    pub(super) fn pace(&self) -> Option<(usize, Duration)> {
        self.drip
    }

    pub(super) fn is_last(&self) -> bool {
        self.last
    }

    /// The bytes to send up to the fault, if there is one, and the fault.
    pub(super) fn render(&self, to_head_request: bool) -> (Vec<u8>, Option<Fault>) {
        let mut bytes = self.before.clone();
        if let Some(raw) = &self.raw {
            bytes.extend_from_slice(raw);
            return (bytes, None);
        }
        let bodiless = to_head_request || matches!(self.status, 100..=199 | 204 | 304);
        let before = bytes.len();
        bytes.extend_from_slice(self.head(bodiless && !to_head_request).as_bytes());
        let head = bytes.len();
        if !bodiless {
            self.write_body(&mut bytes);
        }
        let Some((place, fault)) = self.fault else {
            return (bytes, None);
        };
        let end = match place {
            Place::Start => 0,
            Place::Head(count) => (before + count).min(head),
            Place::AfterHead => head,
            Place::Body(count) => head + count,
            Place::End => bytes.len(),
        };
        bytes.truncate(end);
        (bytes, Some(fault))
    }

    fn head(&self, bodiless: bool) -> String {
        let mut head = status_line(self.status);
        for (name, value) in &self.headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        match self.framing {
            _ if bodiless => {}
            Framing::Length => {
                head.push_str(&format!("content-length: {}\r\n", self.body.len()));
            }
            Framing::Declared(length) => head.push_str(&format!("content-length: {length}\r\n")),
            Framing::Chunked(_) => head.push_str("transfer-encoding: chunked\r\n"),
            Framing::UntilClose => {}
        }
        head.push_str("\r\n");
        head
    }

    fn write_body(&self, bytes: &mut Vec<u8>) {
        let Framing::Chunked(size) = self.framing else {
            bytes.extend_from_slice(&self.body);
            return;
        };
        for chunk in self.body.chunks(size) {
            bytes.extend_from_slice(format!("{:x}\r\n", chunk.len()).as_bytes());
            bytes.extend_from_slice(chunk);
            bytes.extend_from_slice(b"\r\n");
        }
        bytes.extend_from_slice(b"0\r\n\r\n");
    }
}

fn status_line(status: u16) -> String {
    let reason = match status {
        100 => "Continue",
        103 => "Early Hints",
        200 => "OK",
        204 => "No Content",
        302 => "Found",
        307 => "Temporary Redirect",
        400 => "Bad Request",
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        409 => "Conflict",
        413 => "Content Too Large",
        429 => "Too Many Requests",
        500 => "Internal Server Error",
        503 => "Service Unavailable",
        _ => "",
    };
    format!("HTTP/1.1 {status} {reason}\r\n")
}
