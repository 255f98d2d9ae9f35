//! What came back, before it is decoded.

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use serde::de::DeserializeOwned;

use super::json::{self, ReadError};
use super::resume::Resume;
use super::{BodyStream, DecodeError};

/// Headers in which servers tell the id that they gave to a request, the usual ones first.
const REQUEST_ID: &[&str] = &[
    "x-request-id",
    "request-id",
    "x-amzn-requestid",
    "x-amz-request-id",
    "x-ms-request-id",
    "x-goog-request-id",
    "x-correlation-id",
    "x-trace-id",
    "cf-ray",
];

/// An answer whose body was read.
#[derive(Clone)]
pub struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Answer {
    /// An answer: for those who test how they decode one.
    #[must_use]
    pub fn new(status: StatusCode, headers: HeaderMap, body: impl Into<Bytes>) -> Self {
        Self {
            status,
            headers,
            body: body.into(),
        }
    }

    /// The HTTP status.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.status.as_u16()
    }

    /// The headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The header of this name, if it is there and is text.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The body as it came.
    #[must_use]
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// The id that the server gave to the request.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        request_id(&self.headers)
    }

    /// The media type of the body, without its parameters, as the server wrote it.
    #[must_use]
    pub fn media_type(&self) -> Option<&str> {
        media_type(&self.headers)
    }

    /// Whether the body is of this media type, by its `content-type` header. Case and parameters do not matter;
    /// `*` matches what is in its place: `text/*`, `*/*`.
    #[must_use]
    pub fn is(&self, media_type: &str) -> bool {
        let wanted = media_type.split(';').next().unwrap_or_default().trim();
        if wanted == "*/*" {
            return true;
        }
        let Some(given) = self.media_type() else {
            return false;
        };
        match wanted.strip_suffix("/*") {
            Some(kind) => given
                .split('/')
                .next()
                .is_some_and(|given| given.eq_ignore_ascii_case(kind)),
            None => given.eq_ignore_ascii_case(wanted),
        }
    }

    /// Reads the body as JSON. An empty body is read as `null`: some servers send one where a document has a media type
    /// and no schema.
    ///
    /// # Errors
    ///
    /// It is not JSON, or not of this shape: the error says where.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, DecodeError> {
        let text = self
            .body
            .strip_prefix(b"\xEF\xBB\xBF")
            .unwrap_or(&self.body);
        let read = if is_blank(text) { b"null" } else { text };
        json::from_slice(read).map_err(|error| self.not_json(&error, text))
    }

    #[cold]
    fn not_json(&self, error: &ReadError, text: &[u8]) -> DecodeError {
        if is_blank(text) {
            return DecodeError::new("JSON was expected, and the body is empty");
        }
        let Some(syntax) = error.syntax() else {
            return DecodeError::at(error.path(), error.message());
        };
        let coding = self.header("content-encoding").map(str::trim);
        if let Some(coding) = coding.filter(|coding| !coding.eq_ignore_ascii_case("identity")) {
            return DecodeError::new(format!(
                "JSON was expected, and the body is compressed (`{coding}`), which was not asked for"
            ));
        }
        let is_json = |kind: &str| kind.to_ascii_lowercase().contains("json");
        match self.media_type() {
            Some(kind) if !is_json(kind) => {
                DecodeError::new(format!("JSON was expected, and the body is `{kind}`"))
            }
            _ => DecodeError::json(syntax, text),
        }
    }

    /// Reads the body as text. Latin-1 is understood when the `content-type` says so; anything else is taken for
    /// UTF-8, and what is not, is replaced by `U+FFFD`.
    #[must_use]
    pub fn text(&self) -> String {
        if self.is_latin1() {
            return self.body.iter().copied().map(char::from).collect();
        }
        String::from_utf8_lossy(&self.body).into_owned()
    }

    fn is_latin1(&self) -> bool {
        self.header("content-type").is_some_and(|value| {
            let value = value.to_ascii_lowercase();
            value.contains("charset=iso-8859-1") || value.contains("charset=\"iso-8859-1\"")
        })
    }

    /// The body as it came, shared.
    #[must_use]
    pub fn bytes(&self) -> Bytes {
        self.body.clone()
    }

    /// The error for a status that the API does not document.
    #[must_use]
    pub fn unexpected(&self) -> DecodeError {
        DecodeError::new(format!("the status {} is not documented", self.status))
    }
}

impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Headers and bodies may hold what is not for logs (cookies, tokens).
        f.debug_struct("Answer")
            .field("status", &self.status())
            .field("media_type", &self.media_type())
            .field("request_id", &self.request_id())
            .field("body", &format_args!("{} bytes", self.body.len()))
            .finish_non_exhaustive()
    }
}

/// A successful answer whose body is still to come.
pub struct Streamed {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: BodyStream,
    /// How to go on when it breaks off, if that was asked for.
    pub(crate) resume: Option<Resume>,
}

impl Streamed {
    /// The HTTP status.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.status.as_u16()
    }

    /// The headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The id that the server gave to the request.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        request_id(&self.headers)
    }

    /// The body as it arrives.
    #[must_use]
    pub fn into_body(self) -> BodyStream {
        self.body
    }
}

impl fmt::Debug for Streamed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Streamed")
            .field("status", &self.status())
            .field("media_type", &media_type(&self.headers))
            .field("request_id", &self.request_id())
            .finish_non_exhaustive()
    }
}

/// The id that the server gave to the request.
pub(crate) fn request_id(headers: &HeaderMap) -> Option<&str> {
    REQUEST_ID
        .iter()
        .find_map(|name| headers.get(*name)?.to_str().ok())
        .filter(|id| !id.is_empty())
}

fn media_type(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(http::header::CONTENT_TYPE)?.to_str().ok()?;
    Some(value.split(';').next().unwrap_or_default().trim())
}

fn is_blank(text: &[u8]) -> bool {
    text.iter().all(u8::is_ascii_whitespace)
}
