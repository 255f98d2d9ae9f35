//! What carries a request to a server and an answer back.

use std::error::Error as StdError;
use std::fmt;
use std::pin::Pin;

use bytes::Bytes;
use futures_core::Stream;

use super::Body;

/// The bytes of an answer, as they arrive.
pub type BodyStream = Pin<Box<dyn Stream<Item = Result<Bytes, TransportError>> + Send + 'static>>;

/// What [`Transport::send`] returns.
pub type TransportFuture<'a> =
    Pin<Box<dyn Future<Output = Result<http::Response<BodyStream>, TransportError>> + Send + 'a>>;

/// Sends one request and gives back the head of the answer, its body still to come.
///
/// A transport does just that: it follows no redirect, repeats nothing, decodes no content and keeps no cookies; the
/// client above it does what is needed. Dropping the future, or the body, abandons the exchange.
///
/// Implement it to bring another HTTP client, or to test without a server.
pub trait Transport: Send + Sync + 'static {
    /// Sends the request. Its URI is absolute; its headers are complete but for those that belong to the connection
    /// (`host`, `content-length` of a body in memory, `transfer-encoding`). Its extensions hold the operation as
    /// `&'static Operation`, unless it is the client's own request, for a token.
    ///
    /// # Errors
    ///
    /// No answer came: see [`TransportError`]. An answer of any status is not an error.
    fn send(&self, request: http::Request<Body>) -> TransportFuture<'_>;
}

impl<T: Transport + ?Sized> Transport for std::sync::Arc<T> {
    fn send(&self, request: http::Request<Body>) -> TransportFuture<'_> {
        (**self).send(request)
    }
}

/// Where an exchange failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// The host name has no address.
    Dns,
    /// No connection: refused, unreachable, reset while it was made.
    Connect,
    /// The connection could not be secured: a certificate or a protocol that is not accepted.
    Tls,
    /// It took too long.
    Timeout,
    /// The connection broke.
    Io,
    /// The peer did not speak HTTP.
    Protocol,
    /// The body of the request could not be produced.
    RequestBody,
    /// Anything else.
    Other,
}

impl TransportErrorKind {
    /// Whether the same exchange may succeed a moment later.
    #[must_use]
    pub fn is_transient(self) -> bool {
        matches!(
            self,
            Self::Dns | Self::Connect | Self::Timeout | Self::Io | Self::Protocol
        )
    }
}

/// An exchange that ended without a complete answer.
pub struct TransportError {
    kind: TransportErrorKind,
    may_have_been_sent: bool,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

impl TransportError {
    /// A failure of this kind. `may_have_been_sent` says whether the server may have seen the request: when in doubt,
    /// `true`. Requests that are not safe to repeat are only repeated when it is `false`.
    #[must_use]
    pub fn new(kind: TransportErrorKind, may_have_been_sent: bool) -> Self {
        Self {
            kind,
            may_have_been_sent,
            source: None,
        }
    }

    /// With what caused it. Its text is shown to people: it must hold no URL with secrets.
    #[must_use]
    pub fn with_source(mut self, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// Where it failed.
    #[must_use]
    pub fn kind(&self) -> TransportErrorKind {
        self.kind
    }

    /// Whether the server may have seen the request.
    #[must_use]
    pub fn may_have_been_sent(&self) -> bool {
        self.may_have_been_sent
    }
}

impl fmt::Debug for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TransportError")
            .field("kind", &self.kind)
            .field("may_have_been_sent", &self.may_have_been_sent)
            .field("source", &self.source)
            .finish()
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.kind {
            TransportErrorKind::Dns => "the host name could not be resolved",
            TransportErrorKind::Connect => "no connection could be made",
            TransportErrorKind::Tls => "the connection could not be secured",
            TransportErrorKind::Timeout => "the exchange timed out",
            TransportErrorKind::Io => "the connection broke",
            TransportErrorKind::Protocol => "the peer did not speak HTTP",
            TransportErrorKind::RequestBody => "the body of the request could not be produced",
            TransportErrorKind::Other => "the exchange failed",
        })
    }
}

impl StdError for TransportError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.source
            .as_deref()
            .map(|source| source as &(dyn StdError + 'static))
    }
}
