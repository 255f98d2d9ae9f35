//! What a caller has done with every request and every answer.

use std::borrow::Cow;
use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::{HeaderMap, Method, StatusCode};

use super::{ErrorKind, Operation, redact};

/// Why an interceptor does not let a request go: `"outside of working hours".into()`. It becomes the source of the
/// call's error.
pub type Refusal = Box<dyn StdError + Send + Sync>;

/// Sees every request before it is sent and every answer after it has come, on all calls of a client.
///
/// Before an attempt, interceptors are asked in the order in which they were given to the builder, after it in the
/// opposite order: the first one is the outermost. Both happen once an attempt, so that a call that is repeated is seen
/// again; redirects are not attempts. The client's own requests for tokens are not seen.
///
/// The client puts its credentials on after the last interceptor: none of them sees the key, and what one of them sets in
/// place of it stays. Headers whose name says that they hold a secret are kept out of logs, errors, and of requests to
/// another host, like those that the caller sets.
///
/// Neither may wait. What has to ask elsewhere first belongs into a [`TokenProvider`](super::TokenProvider), or into a
/// [`Transport`](super::Transport) around another.
pub trait Interceptor: Send + Sync + 'static {
    /// Before an attempt is sent: may change headers.
    ///
    /// # Errors
    ///
    /// The request is not sent, and the call fails with [`ErrorKind::Refused`]. It is not tried again.
    fn before(&self, request: &mut Outgoing<'_>) -> Result<(), Refusal> {
        let _ = request;
        Ok(())
    }

    /// After an attempt, successful or not: may ask for another one.
    fn after(&self, attempt: &Attempted<'_>) -> Verdict {
        let _ = attempt;
        Verdict::Keep
    }
}

/// What an interceptor says about an attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Verdict {
    /// The client goes on as it would.
    #[default]
    Keep,
    /// The attempt is made again, if that is safe and the retry policy, the budget and the time allow it; otherwise the
    /// call ends with what the attempt gave.
    Retry,
    /// The same, but not before this time is over.
    RetryAfter(Duration),
}

impl Verdict {
    pub(crate) fn is_retry(self) -> bool {
        self != Self::Keep
    }

    /// How long it asks to wait.
    pub(crate) fn pause(self) -> Option<Duration> {
        match self {
            Self::RetryAfter(pause) => Some(pause),
            Self::Keep | Self::Retry => None,
        }
    }

    /// Both: who asks for more has it.
    fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Keep, verdict) | (verdict, Self::Keep) => verdict,
            (one, other) => match one.pause().max(other.pause()) {
                Some(pause) => Self::RetryAfter(pause),
                None => Self::Retry,
            },
        }
    }
}

/// A request that is about to be sent, still without the client's credentials.
pub struct Outgoing<'a> {
    pub(crate) operation: &'static Operation,
    pub(crate) attempt: u32,
    pub(crate) method: &'a Method,
    pub(crate) url: &'a str,
    pub(crate) body: Option<&'a [u8]>,
    pub(crate) headers: HeaderMap,
}

impl Outgoing<'_> {
    /// The operation that is called.
    #[must_use]
    pub fn operation(&self) -> &'static Operation {
        self.operation
    }

    /// Which attempt of the call this is: 1 for the first.
    #[must_use]
    pub fn attempt(&self) -> u32 {
        self.attempt
    }

    /// The HTTP method.
    #[must_use]
    pub fn method(&self) -> &Method {
        self.method
    }

    /// The URL, its query included. A key that the client puts into the query is not there yet; what the caller put
    /// there is, secret or not.
    #[must_use]
    pub fn url(&self) -> &str {
        self.url
    }

    /// The body, unless it is a stream.
    #[must_use]
    pub fn body(&self) -> Option<&[u8]> {
        self.body
    }

    /// The headers so far.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The headers, to be changed.
    pub fn headers_mut(&mut self) -> &mut HeaderMap {
        &mut self.headers
    }
}

impl fmt::Debug for Outgoing<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // URL and headers may hold what is not for logs.
        f.debug_struct("Outgoing")
            .field("operation", &self.operation.id())
            .field("attempt", &self.attempt)
            .finish_non_exhaustive()
    }
}

/// An attempt that is over: the body of its answer was read, or, of a stream, its head.
pub struct Attempted<'a> {
    pub(crate) operation: &'static Operation,
    pub(crate) attempt: u32,
    pub(crate) elapsed: Duration,
    pub(crate) answer: Option<(StatusCode, &'a HeaderMap)>,
    pub(crate) error: Option<ErrorKind>,
}

impl Attempted<'_> {
    /// The operation that was called.
    #[must_use]
    pub fn operation(&self) -> &'static Operation {
        self.operation
    }

    /// Which attempt of the call this was: 1 for the first.
    #[must_use]
    pub fn attempt(&self) -> u32 {
        self.attempt
    }

    /// How long it took, on the client's clock.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.elapsed
    }

    /// The status of the answer, if there was one.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        self.answer.map(|(status, _)| status.as_u16())
    }

    /// The headers of the answer, if there was one.
    #[must_use]
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.answer.map(|(_, headers)| headers)
    }

    /// Why it failed; `None`: it did not.
    #[must_use]
    pub fn error(&self) -> Option<ErrorKind> {
        self.error
    }
}

impl fmt::Debug for Attempted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Attempted")
            .field("operation", &self.operation.id())
            .field("attempt", &self.attempt)
            .field("elapsed", &self.elapsed)
            .field("status", &self.status())
            .field("error", &self.error)
            .finish_non_exhaustive()
    }
}

/// All interceptors of a client, the outermost first.
#[derive(Default, Clone)]
pub(crate) struct Interceptors(Vec<Arc<dyn Interceptor>>);

impl Interceptors {
    pub(crate) fn push(&mut self, interceptor: impl Interceptor) {
        self.0.push(Arc::new(interceptor));
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The headers to send, as the interceptors leave them.
    pub(crate) fn before<'h, 'o>(
        &self,
        headers: &'h HeaderMap,
        request: impl FnOnce(HeaderMap) -> Outgoing<'o>,
    ) -> Result<Cow<'h, HeaderMap>, Refusal> {
        if self.is_empty() {
            return Ok(Cow::Borrowed(headers));
        }
        let mut request = request(headers.clone());
        for interceptor in &self.0 {
            interceptor.before(&mut request)?;
        }
        let mut headers = request.headers;
        for (name, value) in &mut headers {
            if redact::is_telling(name.as_str()) {
                value.set_sensitive(true);
            }
        }
        Ok(Cow::Owned(headers))
    }

    pub(crate) fn after(&self, attempt: &Attempted<'_>) -> Verdict {
        self.0.iter().rev().fold(Verdict::Keep, |verdict, next| {
            verdict.and(next.after(attempt))
        })
    }
}
