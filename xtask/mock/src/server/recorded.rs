//! A request as it came in.

use std::fmt;

/// One header line.
#[derive(Clone, PartialEq, Eq)]
pub struct Header {
    line: Vec<u8>,
    name: String,
    value: String,
}

impl Header {
    /// Splits a line; the value loses the white space around it.
    pub(super) fn read(line: &[u8]) -> Option<Self> {
        let colon = line.iter().position(|&byte| byte == b':')?;
        let (name, rest) = line.split_at_checked(colon)?;
        let token = |byte: &u8| byte.is_ascii_graphic() && !b"\"(),/:;<=>?@[\\]{}".contains(byte);
        if name.is_empty() || !name.iter().all(token) {
            return None;
        }
        let value = rest.get(1..)?.trim_ascii();
        Some(Self {
            line: line.to_vec(),
            name: String::from_utf8_lossy(name).into_owned(),
            value: String::from_utf8_lossy(value).into_owned(),
        })
    }

    /// The line as sent, without the line end.
    #[must_use]
    pub fn line(&self) -> &[u8] {
        &self.line
    }

    /// The name as sent.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The value without white space around it.
    #[must_use]
    pub fn value(&self) -> &str {
        &self.value
    }
}

impl fmt::Debug for Header {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&String::from_utf8_lossy(&self.line))
    }
}

/// A request to the byte: what a test compares.
#[derive(Clone, PartialEq, Eq)]
pub struct Recorded {
    connection: usize,
    line: Vec<u8>,
    method: String,
    target: String,
    version: String,
    headers: Vec<Header>,
    body: Vec<u8>,
}

impl Recorded {
    /// Reads the head; the error says what is wrong with it.
    pub(super) fn read_head(connection: usize, head: &[u8]) -> Result<Self, String> {
        let head = head.strip_suffix(b"\r\n\r\n").unwrap_or(head);
        let mut lines = split_lines(head).into_iter();
        let line = lines.next().unwrap_or_default();
        let text = std::str::from_utf8(line).map_err(|_| "request line is not text".to_owned())?;
        let mut words = text.split(' ');
        let (Some(method), Some(target), Some(version), None) =
            (words.next(), words.next(), words.next(), words.next())
        else {
            return Err(format!(
                "request line is not `METHOD TARGET VERSION`: {text:?}"
            ));
        };
        if method.is_empty() || target.is_empty() || !version.starts_with("HTTP/1.") {
            return Err(format!("not an HTTP/1 request line: {text:?}"));
        }
        let headers = lines
            .map(|line| {
                Header::read(line).ok_or_else(|| {
                    format!("not a header line: {:?}", String::from_utf8_lossy(line))
                })
            })
            .collect::<Result<Vec<_>, _>>()?;
        Ok(Self {
            connection,
            line: line.to_vec(),
            method: method.to_owned(),
            target: target.to_owned(),
            version: version.to_owned(),
            headers,
            body: Vec::new(),
        })
    }

    pub(super) fn set_body(&mut self, body: Vec<u8>) {
        self.body = body;
    }

    /// Which connection it came on, counted from 0.
    #[must_use]
    pub fn connection(&self) -> usize {
        self.connection
    }

    /// The request line as sent, without the line end.
    #[must_use]
    pub fn line(&self) -> &[u8] {
        &self.line
    }

    /// `GET`, `POST`, ...
    #[must_use]
    pub fn method(&self) -> &str {
        &self.method
    }

    /// The request target as sent: path and query, still encoded.
    #[must_use]
    pub fn target(&self) -> &str {
        &self.target
    }

    /// The path as sent, still encoded.
    #[must_use]
    pub fn path(&self) -> &str {
        self.target
            .split_once('?')
            .map_or(&*self.target, |(path, _)| path)
    }

    /// The query as sent, still encoded; `None` when there is no `?`.
    #[must_use]
    pub fn query(&self) -> Option<&str> {
        self.target.split_once('?').map(|(_, query)| query)
    }

    /// All header lines in their order.
    #[must_use]
    pub fn headers(&self) -> &[Header] {
        &self.headers
    }

    /// The value of the first header of that name, in whatever case it was sent.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.header_values(name).first().copied()
    }

    /// The values of all headers of that name.
    #[must_use]
    pub fn header_values(&self, name: &str) -> Vec<&str> {
        let named = |header: &&Header| header.name.eq_ignore_ascii_case(name);
        self.headers
            .iter()
            .filter(named)
            .map(Header::value)
            .collect()
    }

    /// The body, chunks put together.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// The body as text; bytes that are no UTF-8 are replaced.
    #[must_use]
    pub fn body_text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The body as JSON.
    ///
    /// # Errors
    /// When it is not JSON.
    pub fn json(&self) -> serde_json::Result<serde_json::Value> {
        serde_json::from_slice(&self.body)
    }

    /// Whether the client wants the connection to stay open.
    pub(super) fn keeps_alive(&self) -> bool {
        let named = |word| {
            let has = |value: &str| {
                value
                    .split(',')
                    .any(|w| w.trim().eq_ignore_ascii_case(word))
            };
            self.header_values("connection").into_iter().any(has)
        };
        if self.version == "HTTP/1.0" {
            named("keep-alive")
        } else {
            !named("close")
        }
    }
}

impl fmt::Debug for Recorded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Recorded")
            .field("connection", &self.connection)
            .field("line", &String::from_utf8_lossy(&self.line))
            .field("headers", &self.headers)
            .field("body", &self.body_text())
            .finish_non_exhaustive()
    }
}

/// Splits at CR LF.
fn split_lines(text: &[u8]) -> Vec<&[u8]> {
    let mut lines = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.windows(2).position(|pair| pair == b"\r\n") {
        let (line, tail) = rest.split_at(at);
        lines.push(line);
        rest = tail.get(2..).unwrap_or_default();
    }
    lines.push(rest);
    lines
}
