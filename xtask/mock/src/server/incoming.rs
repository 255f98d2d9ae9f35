//! Reads requests from a connection, within limits.
//!
//! The last byte of a request stays in the kernel's buffer until its reply has been sent: a connection
//! that is closed with unread bytes in it is reset, and that is how a reply can reset it on purpose.

use std::io::{self, ErrorKind, Read};
use std::net::TcpStream;

use super::{Limits, Recorded};

/// Why no request came out of a connection.
#[derive(Debug)]
pub(super) enum Bad {
    /// The client closed it, was silent for too long, or broke off in the middle.
    Gone(io::Error),
    /// It sent something that is not a request.
    Syntax(String),
    /// It sent more than the limits allow.
    TooLarge(&'static str),
}

impl Bad {
    /// A sentence for the record.
    pub(super) fn reason(&self) -> String {
        match self {
            Self::Gone(error) => format!("the client broke off: {error}"),
            Self::Syntax(reason) => reason.clone(),
            Self::TooLarge(what) => format!("{what} is too large"),
        }
    }
}

impl From<io::Error> for Bad {
    fn from(error: io::Error) -> Self {
        Self::Gone(error)
    }
}

/// The reading half of a connection.
#[derive(Debug)]
pub(super) struct Incoming<'a> {
    stream: &'a TcpStream,
    limits: Limits,
    held: bool,
}

impl<'a> Incoming<'a> {
    pub(super) fn new(stream: &'a TcpStream, limits: Limits) -> Self {
        Self {
            stream,
            limits,
            held: false,
        }
    }

    /// Reads a head; `None` when the client closed the connection before it began another request.
    pub(super) fn head(&mut self, connection: usize) -> Result<Option<Recorded>, Bad> {
        let mut head = Vec::new();
        match self.take_until(&mut head, b"\r\n\r\n", self.limits.head, "the head") {
            Ok(()) => Recorded::read_head(connection, &head)
                .map(Some)
                .map_err(Bad::Syntax),
            Err(Bad::Gone(_)) if head.is_empty() => Ok(None),
            Err(bad) => Err(bad),
        }
    }

    /// Reads the body that `head` announces.
    pub(super) fn body(&mut self, head: &Recorded) -> Result<Vec<u8>, Bad> {
        if let Some(coding) = head.header("transfer-encoding") {
            if coding.eq_ignore_ascii_case("chunked") {
                return self.chunks();
            }
            return Err(Bad::Syntax(format!(
                "transfer coding {coding:?} is not known here"
            )));
        }
        let Some(length) = head.header("content-length") else {
            return Ok(Vec::new());
        };
        let length: usize = length
            .parse()
            .map_err(|_| Bad::Syntax(format!("content length {length:?} is not a number")))?;
        if length > self.limits.body {
            return Err(Bad::TooLarge("the body"));
        }
        self.take(length)
    }

    /// Consumes the last byte of the request: there will be no reset.
    pub(super) fn release(&mut self) -> io::Result<()> {
        if std::mem::take(&mut self.held) {
            self.stream.read_exact(&mut [0])?;
        }
        Ok(())
    }

    fn chunks(&mut self) -> Result<Vec<u8>, Bad> {
        let mut body = Vec::new();
        loop {
            let line = self.line()?;
            let size = line.split(';').next().unwrap_or_default().trim();
            let size = usize::from_str_radix(size, 16)
                .map_err(|_| Bad::Syntax(format!("chunk size {line:?} is not a number")))?;
            if size > self.limits.body.saturating_sub(body.len()) {
                return Err(Bad::TooLarge("the body"));
            }
            if size == 0 {
                while !self.line()?.is_empty() {}
                return Ok(body);
            }
            let chunk = self.take(size.saturating_add(2))?;
            let chunk = chunk
                .strip_suffix(b"\r\n")
                .ok_or_else(|| Bad::Syntax("chunk does not end with a line end".to_owned()))?;
            body.extend_from_slice(chunk);
        }
    }

    fn line(&mut self) -> Result<String, Bad> {
        let mut line = Vec::new();
        self.take_until(&mut line, b"\r\n", self.limits.head, "a line of the body")?;
        let line = line.strip_suffix(b"\r\n").unwrap_or(&line);
        Ok(String::from_utf8_lossy(line).into_owned())
    }

    /// Reads `length` bytes and holds the last of them back.
    fn take(&mut self, length: usize) -> Result<Vec<u8>, Bad> {
        let Some(short) = length.checked_sub(1) else {
            return Ok(Vec::new());
        };
        self.release()?;
        let mut taken = vec![0; short];
        self.stream.read_exact(&mut taken)?;
        let mut last = [0];
        if self.stream.peek(&mut last)? == 0 {
            return Err(ended());
        }
        self.held = true;
        taken.extend_from_slice(&last);
        Ok(taken)
    }

    /// Reads into `taken` up to and with `end`, and holds the last byte back.
    fn take_until(
        &mut self,
        taken: &mut Vec<u8>,
        end: &[u8],
        limit: usize,
        what: &'static str,
    ) -> Result<(), Bad> {
        self.release()?;
        let mut window = [0; 4096];
        loop {
            let ready = self.stream.peek(&mut window)?;
            if ready == 0 {
                return Err(ended());
            }
            let before = taken.len();
            taken.extend_from_slice(window.get(..ready).unwrap_or_default());
            // The end may lie across two windows.
            let from = before.saturating_sub(end.len().saturating_sub(1));
            let found = taken.get(from..).and_then(|new| find(new, end));
            if let Some(at) = found {
                taken.truncate(from + at + end.len());
                let new = taken.len().saturating_sub(before);
                self.consume(new.saturating_sub(1))?;
                self.held = true;
                return Ok(());
            }
            self.consume(ready)?;
            if taken.len() > limit {
                return Err(Bad::TooLarge(what));
            }
        }
    }

    fn consume(&mut self, count: usize) -> io::Result<()> {
        let copied = io::copy(&mut self.stream.take(count as u64), &mut io::sink())?;
        if copied < count as u64 {
            Err(ErrorKind::UnexpectedEof.into())
        } else {
            Ok(())
        }
    }
}

fn ended() -> Bad {
    Bad::Gone(ErrorKind::UnexpectedEof.into())
}

fn find(text: &[u8], part: &[u8]) -> Option<usize> {
    text.windows(part.len()).position(|window| window == part)
}
