//! Why a call gave nothing.

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::HeaderMap;

use super::failure::{Failure, Fault};
use super::{Answer, DecodeError, Operation, PagingError, TransportError};

/// The documented errors of an operation.
pub trait Documented: Sized {
    /// Decodes an answer that is not a success. `None`: the API does not document this status.
    fn decode(answer: &Answer) -> Option<Result<Self, DecodeError>>;
}

/// The error type of operations that document none, and of errors whose type was erased. It has no values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Undocumented {}

/// What can stand in [`Error`]: every [`Documented`] type, and [`Undocumented`].
pub trait ErrorBody: Sized {
    /// Decodes an answer that is not a success.
    #[doc(hidden)]
    fn read(answer: &Answer) -> Option<Result<Self, DecodeError>>;
}

impl<E: Documented> ErrorBody for E {
    fn read(answer: &Answer) -> Option<Result<Self, DecodeError>> {
        E::decode(answer)
    }
}

impl ErrorBody for Undocumented {
    fn read(_: &Answer) -> Option<Result<Self, DecodeError>> {
        None
    }
}

/// Why a call gave nothing.
///
/// The predicates (`is_...`) tell what to do about it; [`api_error`](Self::api_error) is the typed body of a
/// documented error, [`body`](Self::body) the raw one of any. `Display` names the request, the status, and what the
/// server said. No secret is shown anywhere.
pub struct Error<E = Undocumented>(Box<Parts<E>>);

struct Parts<E> {
    failure: Failure,
    api: Option<E>,
}

/// What went wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The request could not be made: a parameter or a body that cannot be written, or no credential. Nothing was sent.
    Request,
    /// An [`Interceptor`](super::Interceptor) refused to send it. Nothing was sent, unless by an earlier attempt.
    Refused,
    /// The token provider gave no token. Nothing was sent.
    Token,
    /// No complete answer came.
    Transport,
    /// It took longer than was allowed.
    Timeout,
    /// The server answered with a status that is not a success.
    Status,
    /// The server sent us elsewhere, where we do not go.
    Redirect,
    /// The body is longer than was allowed.
    TooLarge,
    /// The call succeeded, but its body could not be decoded.
    Decode,
    /// The server contradicts itself about the pages of a list, or there are more than are allowed: see
    /// [`Error::paging_error`].
    Paging,
}

impl<E> Error<E> {
    /// What went wrong.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.failure().fault.kind()
    }

    /// It took too long: to connect, an attempt, or the whole call.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        self.failure().fault.is_timeout()
    }

    /// No connection could be made. The server has not seen the request.
    #[must_use]
    pub fn is_connect(&self) -> bool {
        self.failure().fault.is_connect()
    }

    /// 429: too many requests. See [`retry_after`](Self::retry_after).
    #[must_use]
    pub fn is_rate_limited(&self) -> bool {
        self.status() == Some(429)
    }

    /// 401: the credential is missing, wrong or has expired. A credential that was never given to the client is a
    /// [`ErrorKind::Request`].
    #[must_use]
    pub fn is_unauthorized(&self) -> bool {
        self.status() == Some(401)
    }

    /// 403: the credential does not permit this.
    #[must_use]
    pub fn is_forbidden(&self) -> bool {
        self.status() == Some(403)
    }

    /// 404: there is no such thing, or none that this credential may see.
    #[must_use]
    pub fn is_not_found(&self) -> bool {
        self.status() == Some(404)
    }

    /// 400 or 422: the request is not valid.
    #[must_use]
    pub fn is_bad_request(&self) -> bool {
        matches!(self.status(), Some(400 | 422))
    }

    /// Any status from 400 to 499.
    #[must_use]
    pub fn is_client_error(&self) -> bool {
        matches!(self.status(), Some(400..=499))
    }

    /// Any status from 500 to 599.
    #[must_use]
    pub fn is_server_error(&self) -> bool {
        matches!(self.status(), Some(500..=599))
    }

    /// The call succeeded, but its body could not be decoded: it is in [`body`](Self::body).
    #[must_use]
    pub fn is_decode(&self) -> bool {
        self.kind() == ErrorKind::Decode
    }

    /// The same call may succeed a moment later: a passing failure of the network or the server. Whether repeating is
    /// *safe* is another matter: see [`is_retryable`](Self::is_retryable).
    #[must_use]
    pub fn is_transient(&self) -> bool {
        self.failure().is_transient()
    }

    /// The same call may succeed a moment later, and repeating it does no harm: the operation is idempotent, or the
    /// server has not seen the request.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        self.is_transient() && (self.failure().idempotent || !self.was_sent())
    }

    /// Whether the server may have seen the request.
    #[must_use]
    pub fn was_sent(&self) -> bool {
        self.failure().was_sent
    }

    /// The status of the answer, if there was one.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        self.answer().map(Answer::status)
    }

    /// The id that the server gave to the request.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.answer().and_then(Answer::request_id)
    }

    /// The headers of the answer, if there was one.
    #[must_use]
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.answer().map(Answer::headers)
    }

    /// The raw body of the answer, if there was one. Of an answer that is not a success, no more than 1 MiB is kept.
    #[must_use]
    pub fn body(&self) -> Option<&Bytes> {
        self.answer().map(Answer::body)
    }

    /// How long the server asks to be left alone, from the time of its answer.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.failure().retry_after
    }

    /// Where a redirect that was not followed leads.
    #[must_use]
    pub fn location(&self) -> Option<&str> {
        self.headers()?.get(http::header::LOCATION)?.to_str().ok()
    }

    /// The body of a documented error, decoded.
    #[must_use]
    pub fn api_error(&self) -> Option<&E> {
        self.0.api.as_ref()
    }

    /// The body of a documented error, decoded.
    #[must_use]
    pub fn into_api_error(self) -> Option<E> {
        self.0.api
    }

    /// Why the body could not be decoded: that of a success, or that of a documented error.
    #[must_use]
    pub fn decode_error(&self) -> Option<&DecodeError> {
        match &self.failure().fault {
            Fault::Decode(error) => Some(error),
            Fault::Status { undecoded, .. } => undecoded.as_ref(),
            _ => None,
        }
    }

    /// What is wrong with the pages of a list.
    #[must_use]
    pub fn paging_error(&self) -> Option<&PagingError> {
        match &self.failure().fault {
            Fault::Paging(error) => Some(error),
            _ => None,
        }
    }

    /// How the exchange failed, when no complete answer came.
    #[must_use]
    pub fn transport_error(&self) -> Option<&TransportError> {
        match &self.failure().fault {
            Fault::Transport(error) => Some(error),
            _ => None,
        }
    }

    /// The operation that was called.
    #[must_use]
    pub fn operation(&self) -> &'static Operation {
        self.failure().operation
    }

    /// The URL of the request, secrets blotted out. Empty when the request could not be made.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.failure().url
    }

    /// How many times the request was sent, redirects not counted.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.failure().attempts
    }

    /// The same error without the type of its body, which stays in [`body`](Self::body).
    #[must_use]
    pub fn erase(self) -> Error {
        Error(Box::new(Parts {
            failure: self.0.failure,
            api: None,
        }))
    }

    /// The failure of a call that was not made.
    #[cfg(feature = "blocking")]
    pub(crate) fn not_sent(operation: &'static Operation, reason: String) -> Self {
        Self(Box::new(Parts {
            failure: Failure {
                operation,
                url: String::new(),
                idempotent: operation.is_idempotent(),
                attempts: 0,
                was_sent: false,
                fault: Fault::Request(reason),
                answer: None,
                retry_after: None,
                secrets: super::redact::Secrets::default(),
            },
            api: None,
        }))
    }

    fn failure(&self) -> &Failure {
        &self.0.failure
    }

    fn answer(&self) -> Option<&Answer> {
        self.0.failure.answer.as_ref()
    }
}

impl<E: ErrorBody> Error<E> {
    /// The failure, with the body of a documented error decoded.
    pub(crate) fn new(mut failure: Box<Failure>) -> Self {
        let mut api = None;
        if let (Fault::Status { undecoded, .. }, Some(answer)) =
            (&mut failure.fault, &failure.answer)
        {
            match E::read(answer) {
                Some(Ok(decoded)) => api = Some(decoded),
                Some(Err(error)) => *undecoded = Some(error.blotted(&failure.secrets)),
                None => {}
            }
        }
        Self(Box::new(Parts {
            failure: *failure,
            api,
        }))
    }
}

impl<E: Documented> From<Error<E>> for Error {
    fn from(error: Error<E>) -> Self {
        error.erase()
    }
}

impl<E> fmt::Display for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self.failure(), f)
    }
}

impl<E: fmt::Debug> fmt::Debug for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let failure = self.failure();
        f.debug_struct("Error")
            .field("operation", &failure.operation.id())
            .field("kind", &self.kind())
            .field("message", &format_args!("{failure}"))
            .field("url", &failure.url)
            .field("attempts", &failure.attempts)
            .field("was_sent", &failure.was_sent)
            .field("answer", &failure.secrets.shown(&failure.answer))
            .field("api_error", &failure.secrets.shown(&self.0.api))
            .field("decode_error", &self.decode_error())
            .field("source", &failure.source())
            .finish()
    }
}

impl<E: fmt::Debug> StdError for Error<E> {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.failure().source()
    }
}
