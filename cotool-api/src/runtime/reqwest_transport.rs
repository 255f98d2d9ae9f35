//! The transport that is used unless another is given.

use std::error::Error as StdError;
use std::fmt;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use http::header::CONTENT_LENGTH;
use http::{HeaderValue, Method};

use super::{Body, BodyStream, Transport, TransportError, TransportErrorKind, TransportFuture};

/// HTTP/1.1 and HTTP/2 over rustls, with a pool of connections. Proxies are those of the environment.
#[derive(Clone)]
pub struct ReqwestTransport {
    client: reqwest::Client,
}

impl ReqwestTransport {
    /// A transport that takes no longer than this to connect.
    ///
    /// # Errors
    ///
    /// The system cannot provide what TLS needs.
    pub fn new(connect_timeout: impl Into<Option<Duration>>) -> Result<Self, TransportError> {
        // The client above follows redirects and repeats, by rules of its own; no one else may.
        let mut builder = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .referer(false)
            .http2_adaptive_window(true);
        if let Some(limit) = connect_timeout.into() {
            builder = builder.connect_timeout(limit);
        }
        match builder.build() {
            Ok(client) => Ok(Self { client }),
            Err(error) => Err(failure(error, false)),
        }
    }
}

impl fmt::Debug for ReqwestTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ReqwestTransport")
    }
}

impl Transport for ReqwestTransport {
    fn send(&self, request: http::Request<Body>) -> TransportFuture<'_> {
        Box::pin(async move {
            let mut request = request;
            if request.body().is_empty()
                && matches!(
                    *request.method(),
                    Method::POST | Method::PUT | Method::PATCH
                )
            {
                // Left out by the library, and asked for by some servers.
                request
                    .headers_mut()
                    .insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
            }
            let request = request.map(|body| match body.into_bytes() {
                Ok(bytes) => reqwest::Body::from(bytes),
                Err(stream) => reqwest::Body::wrap_stream(stream),
            });
            let request =
                reqwest::Request::try_from(request).map_err(|error| failure(error, false))?;
            let mut response = self
                .client
                .execute(request)
                .await
                .map_err(|error| failure(error, true))?;
            let mut answer = http::Response::new(());
            *answer.status_mut() = response.status();
            *answer.version_mut() = response.version();
            *answer.headers_mut() = std::mem::take(response.headers_mut());
            let body: BodyStream = Box::pin(Answering(Box::pin(response.bytes_stream())));
            Ok(answer.map(|()| body))
        })
    }
}

/// The body of an answer.
struct Answering<S>(Pin<Box<S>>);

impl<S: Stream<Item = reqwest::Result<Bytes>>> Stream for Answering<S> {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0
            .as_mut()
            .poll_next(context)
            .map(|item| item.map(|result| result.map_err(|error| failure(error, true))))
    }
}

/// What `reqwest` says, in our words. `handed_over`: the request was on its way.
fn failure(error: reqwest::Error, handed_over: bool) -> TransportError {
    // Its URL may hold a key.
    let error = error.without_url();
    let connecting = error.is_connect() || error.is_builder();
    let kind = if error.is_timeout() {
        TransportErrorKind::Timeout
    } else if error.is_dns() {
        TransportErrorKind::Dns
    } else if is_tls(&error) {
        TransportErrorKind::Tls
    } else if error.is_connect() {
        TransportErrorKind::Connect
    } else {
        sort(&error)
    };
    let may_have_been_sent = handed_over && !connecting && !error.is_dns();
    if kind == TransportErrorKind::RequestBody
        && let Some(own) = find::<TransportError>(&error)
    {
        // Ours, that came through: what the caller's stream said is told once.
        let text = own
            .source()
            .map_or_else(|| own.to_string(), ToString::to_string);
        return TransportError::new(kind, true).with_source(text);
    }
    TransportError::new(kind, may_have_been_sent).with_source(error)
}

/// What broke after the connection was there.
fn sort(error: &reqwest::Error) -> TransportErrorKind {
    if find::<TransportError>(error).is_some() {
        TransportErrorKind::RequestBody
    } else if find::<io::Error>(error).is_some()
        || error.is_request()
        || error.is_body()
        || error.is_decode()
    {
        TransportErrorKind::Io
    } else {
        TransportErrorKind::Other
    }
}

/// Whether the connection could not be secured. The TLS library passes its errors through the system's type, as data
/// that is not valid; its own type is not named here, since it would be one more dependency to keep in step.
fn is_tls(error: &reqwest::Error) -> bool {
    error.is_connect()
        && causes(error)
            .filter_map(|cause| cause.downcast_ref::<io::Error>())
            .any(|cause| cause.kind() == io::ErrorKind::InvalidData)
}

fn find<'e, T: StdError + 'static>(error: &'e (dyn StdError + 'static)) -> Option<&'e T> {
    causes(error).find_map(|cause| cause.downcast_ref())
}

fn causes<'e>(
    error: &'e (dyn StdError + 'static),
) -> impl Iterator<Item = &'e (dyn StdError + 'static)> {
    std::iter::successors(Some(error), |error| {
        // An error that the system's type wraps is not its source: that is the wrapped one's source.
        let wrapped = error
            .downcast_ref::<io::Error>()
            .and_then(io::Error::get_ref);
        match wrapped {
            Some(wrapped) => Some(wrapped as &(dyn StdError + 'static)),
            None => (*error).source(),
        }
    })
}
