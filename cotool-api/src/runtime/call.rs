//! A call that is ready to be sent.

use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use super::draft::Draft;
use super::execute::{Delivered, Delivery, execute};
use super::failure::Failure;
use super::param::{self, Escape};
use super::{
    Answer, DecodeError, Error, ErrorBody, EventStream, Operation, Response, RetryPolicy, Streamed,
    Undocumented,
};

/// A call that is ready to be sent: set what is special about it, and await it.
///
/// Dropping the future abandons the exchange; whether the server goes on with it is not known then.
///
/// A call to an operation that pages is a [`PagedCall`](super::PagedCall), which has two more ways to be sent.
#[must_use = "a call does nothing until it is awaited"]
pub struct Call<T, E = Undocumented, P = ()> {
    pub(super) draft: Box<Draft>,
    decode: Decode<T>,
    error: PhantomData<fn() -> E>,
    /// What is known about pages.
    pub(super) paging: P,
}

/// How the answer becomes a value.
pub(crate) enum Decode<T> {
    Whole(fn(&Answer) -> Result<T, DecodeError>),
    Stream(fn(Streamed) -> T),
}

impl<T, E> Call<T, E> {
    pub(super) fn new(draft: Box<Draft>, decode: Decode<T>) -> Self {
        Self::with_paging(draft, decode, ())
    }
}

impl<T, E, P> Call<T, E, P> {
    pub(super) fn with_paging(draft: Box<Draft>, decode: Decode<T>, paging: P) -> Self {
        Self {
            draft,
            decode,
            error: PhantomData,
            paging,
        }
    }

    /// The longest that the whole call may take, all attempts and the time between them included. Of a stream, the
    /// time until its head has come.
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.draft.options.timeout = Some(limit);
        self
    }

    /// The longest that one attempt may take.
    pub fn attempt_timeout(mut self, limit: Duration) -> Self {
        self.draft.options.attempt_timeout = Some(limit);
        self
    }

    /// Sends this header too, in place of the client's or the operation's of that name.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.draft.set_header(name, value);
        self
    }

    /// Sends this query parameter too.
    pub fn query_pair(mut self, name: &str, value: &str) -> Self {
        let escape = |text| param::escape(text, Escape::All).into_owned();
        self.draft.add_query(vec![(escape(name), escape(value))]);
        self
    }

    /// When a failed attempt is made again.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.draft.options.retry = Some(policy);
        self
    }

    /// Whether sending the request twice has the effect of sending it once, so that it may be repeated after a failure
    /// that the server may have seen.
    pub fn idempotent(mut self, idempotent: bool) -> Self {
        self.draft.options.idempotent = Some(idempotent);
        self
    }

    /// Sends this key in the `Idempotency-Key` header, the same with every attempt, so that a server that knows the header
    /// does the work once however often the request arrives. The call may then be repeated like one that is idempotent.
    ///
    /// Only for servers that say that they keep to it: another one does the work twice. The key is a text that is used
    /// for this call only, such as a random UUID; keep it to send the same call again after a failure.
    /// [`ClientBuilder::idempotency_header`](super::ClientBuilder::idempotency_header) names another header.
    pub fn idempotency_key(mut self, key: impl Into<String>) -> Self {
        self.draft.options.idempotency_key = Some(key.into());
        self
    }

    /// Gives status, headers and the request id beside the body.
    pub fn with_response(self) -> WithResponse<T, E> {
        let streaming = matches!(self.decode, Decode::Stream(_));
        WithResponse {
            operation: self.draft.operation,
            run: Box::pin(execute(self.draft, streaming)),
            decode: self.decode,
            error: PhantomData,
        }
    }
}

impl<T, E> Call<EventStream<T>, E> {
    /// Connects again when the stream breaks off or ends, where it broke off: with the id of the last event in `Last-Event-ID`.
    ///
    /// Off unless set: a server that does not know the header begins anew, and every event comes twice. As the HTML
    /// standard has it, the client waits as long as the server's `retry` asks for, and the stream ends when the server
    /// answers 204, or anything else that is no stream of events; the latter is an error. [`EventStream::until`] ends it at a
    /// marker, and dropping it ends it too.
    ///
    /// How often and how long after is said by the [`RetryPolicy`]: connections that give no event are counted like failed
    /// attempts, and paid for from the client's budget; one event makes the count begin anew. With
    /// [`RetryPolicy::none`] nothing is connected to again. An operation that is not safe to repeat is not sent
    /// at all, unless [`idempotent`](Call::idempotent) says that it is.
    pub fn reconnecting(mut self) -> Self {
        self.draft.options.reconnect = true;
        self
    }
}

impl<T, E: ErrorBody, P> IntoFuture for Call<T, E, P> {
    type Output = Result<T, Error<E>>;
    type IntoFuture = CallFuture<T, E>;

    fn into_future(self) -> CallFuture<T, E> {
        CallFuture(self.with_response())
    }
}

impl<T, E, P> fmt::Debug for Call<T, E, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Parameters and headers may hold what is not for logs.
        f.debug_struct("Call")
            .field("operation", &self.draft.operation.id())
            .field("body", &self.draft.body)
            .field("options", &self.draft.options)
            .finish_non_exhaustive()
    }
}

/// A call that is under way.
#[must_use = "a call does nothing until it is awaited"]
pub struct CallFuture<T, E>(WithResponse<T, E>);

/// A call that is under way, and gives the answer beside the body.
#[must_use = "a call does nothing until it is awaited"]
pub struct WithResponse<T, E> {
    pub(super) operation: &'static Operation,
    run: Pin<Box<dyn Future<Output = Result<Delivered, Box<Failure>>> + Send>>,
    decode: Decode<T>,
    error: PhantomData<fn() -> E>,
}

impl<T, E: ErrorBody> Future for CallFuture<T, E> {
    type Output = Result<T, Error<E>>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        Pin::new(&mut self.0)
            .poll(context)
            .map(|result| result.map(|response| response.body))
    }
}

impl<T, E: ErrorBody> Future for WithResponse<T, E> {
    type Output = Result<Response<T>, Error<E>>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.run.as_mut().poll(context).map(|result| match result {
            Ok(delivered) => finish(delivered, &self.decode).map_err(Error::new),
            Err(failure) => Err(Error::new(failure)),
        })
    }
}

fn finish<T>(delivered: Delivered, decode: &Decode<T>) -> Result<Response<T>, Box<Failure>> {
    let Delivered { delivery, context } = delivered;
    let attempts = context.attempts;
    match (delivery, decode) {
        (Delivery::Whole(answer), Decode::Whole(decode)) => match decode(&answer) {
            Ok(body) => Ok(Response {
                status: answer.status(),
                headers: answer.headers,
                attempts,
                body,
            }),
            Err(error) => Err(context.undecodable(answer, error)),
        },
        (Delivery::Stream(streamed), Decode::Stream(decode)) => {
            let (status, headers) = (streamed.status(), streamed.headers.clone());
            Ok(Response {
                status,
                headers,
                attempts,
                body: decode(streamed),
            })
        }
        // The delivery is the one that was asked for.
        (Delivery::Whole(answer), Decode::Stream(_)) => {
            Err(context.undecodable(answer, DecodeError::new("the answer is not a stream")))
        }
        (Delivery::Stream(streamed), Decode::Whole(_)) => {
            let answer = Answer::new(streamed.status, streamed.headers, "");
            Err(context.undecodable(answer, DecodeError::new("the answer is a stream")))
        }
    }
}

impl<T, E> fmt::Debug for CallFuture<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CallFuture")
            .field("operation", &self.0.operation.id())
            .finish_non_exhaustive()
    }
}

impl<T, E> fmt::Debug for WithResponse<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WithResponse")
            .field("operation", &self.operation.id())
            .finish_non_exhaustive()
    }
}
