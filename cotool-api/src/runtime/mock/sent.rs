//! What was sent to a mock.

use std::fmt;

use bytes::{Bytes, BytesMut};
use http::HeaderMap;
use percent_encoding::percent_decode_str;
use serde::de::DeserializeOwned;
use serde_json::Value;
use url::Url;

use super::matching::captures;
use crate::runtime::redact::Secrets;
use crate::runtime::{Body, Operation, TransportError, TransportErrorKind, json, redact};

/// A request as it would have gone over the wire, credentials included.
///
/// `Debug` and `Display` show neither headers nor body, and no secret of the URL.
#[derive(Clone)]
pub struct Sent {
    operation: Option<&'static Operation>,
    method: http::Method,
    url: Url,
    headers: HeaderMap,
    body: Bytes,
    secrets: Secrets,
}

/// Something that was sent is not there, or is not what was asked for.
#[derive(Clone, PartialEq, Eq)]
pub struct Unreadable(String);

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Unreadable {}

impl Sent {
    /// Reads the request, all of its body included.
    pub(super) async fn read(request: http::Request<Body>) -> Result<Self, TransportError> {
        let (head, body) = request.into_parts();
        let url = Url::parse(&head.uri.to_string()).map_err(|error| {
            TransportError::new(TransportErrorKind::Other, false).with_source(error)
        })?;
        let body = match body.into_bytes() {
            Ok(bytes) => bytes,
            Err(mut stream) => {
                let mut all = BytesMut::new();
                loop {
                    let next = std::future::poll_fn(|context| stream.as_mut().poll_next(context));
                    match next.await {
                        Some(chunk) => all.extend_from_slice(&chunk?),
                        None => break all.freeze(),
                    }
                }
            }
        };
        Ok(Self {
            operation: head.extensions.get::<&'static Operation>().copied(),
            secrets: head
                .extensions
                .get::<Secrets>()
                .cloned()
                .unwrap_or_else(|| Secrets::of(&head.headers, &url)),
            method: head.method,
            url,
            headers: head.headers,
            body,
        })
    }

    /// The operation that was called. What the client asks for itself, such as a token, is none.
    #[must_use]
    pub fn operation(&self) -> Option<&'static Operation> {
        self.operation
    }

    /// Whether it is a call of this operation.
    #[must_use]
    pub fn is(&self, operation: &Operation) -> bool {
        self.operation.is_some_and(|known| {
            (known.id(), known.method(), known.path())
                == (operation.id(), operation.method(), operation.path())
        })
    }

    /// The HTTP method.
    #[must_use]
    pub fn method(&self) -> &str {
        self.method.as_str()
    }

    /// The URL, with the secrets that may be in its query.
    #[must_use]
    pub fn url(&self) -> &Url {
        &self.url
    }

    /// The path parameter of this name, by the template of the operation.
    #[must_use]
    pub fn path(&self, name: &str) -> Option<String> {
        captures(self.operation?.path(), self.url.path())?
            .into_iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| percent_decode_str(value).decode_utf8_lossy().into_owned())
    }

    /// The first query parameter of this name, as text.
    #[must_use]
    pub fn query(&self, name: &str) -> Option<String> {
        self.query_all(name).into_iter().next()
    }

    /// All query parameters of this name, as text.
    #[must_use]
    pub fn query_all(&self, name: &str) -> Vec<String> {
        self.url
            .query_pairs()
            .filter(|(known, _)| known == name)
            .map(|(_, value)| value.into_owned())
            .collect()
    }

    /// The first query parameter of this name, as a value: a number, an enum, an id, a date.
    ///
    /// # Errors
    ///
    /// It is not there, or is no such value.
    pub fn query_as<T: DeserializeOwned>(&self, name: &str) -> Result<T, Unreadable> {
        let text = self
            .query(name)
            .ok_or_else(|| self.unreadable(format_args!("has no query parameter `{name}`")))?;
        self.value(&text, &format!("query parameter `{name}`"))
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

    /// The header of this name, as a value.
    ///
    /// # Errors
    ///
    /// It is not there, or is no such value.
    pub fn header_as<T: DeserializeOwned>(&self, name: &str) -> Result<T, Unreadable> {
        let text = self
            .header(name)
            .ok_or_else(|| self.unreadable(format_args!("has no header `{name}`")))?;
        self.value(text, &format!("header `{name}`"))
    }

    /// The body, as it is.
    #[must_use]
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// The body, from JSON: a model of the API, or whatever deserialises.
    ///
    /// # Errors
    ///
    /// It is not JSON, or not of this shape: the error says where.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, Unreadable> {
        json::from_slice(&self.body).map_err(|error| {
            self.unreadable(format_args!("has a body that is not as asked: {error}"))
        })
    }

    /// What must not be shown of it.
    pub(super) fn secrets(&self) -> &Secrets {
        &self.secrets
    }

    /// Text as a value: what is not text in JSON, is read as JSON.
    fn value<T: DeserializeOwned>(&self, text: &str, what: &str) -> Result<T, Unreadable> {
        serde_json::from_value(Value::String(text.to_owned()))
            .or_else(|first| serde_json::from_str(text).map_err(|_| first))
            .map_err(|error| {
                self.unreadable(format_args!("has a {what} that is not as asked: {error}"))
            })
    }

    fn unreadable(&self, reason: fmt::Arguments<'_>) -> Unreadable {
        Unreadable(format!("{self} {reason}"))
    }
}

impl fmt::Display for Sent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let url = self.secrets.blot(redact::url(&self.url, &[]));
        write!(f, "{} {url}", self.method)?;
        match self.operation {
            Some(operation) => write!(f, " ({})", operation.id()),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for Sent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Sent({self}, {} bytes)", self.body.len())
    }
}
