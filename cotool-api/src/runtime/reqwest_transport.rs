//! The transport that is used unless another is given.

mod builder;
mod failure;
mod pools;

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use http::header::CONTENT_LENGTH;
use http::{HeaderValue, Method};

pub use builder::ReqwestBuilder;
use failure::failure;
use pools::Pools;

use super::{Body, BodyStream, Transport, TransportError, TransportFuture};

/// HTTP/1.1 and HTTP/2 over rustls, with a pool of connections. Proxies and trusted certificates are those of the
/// environment; [`builder`](Self::builder) adds to them.
///
/// A connection is served by the tokio runtime that it was made in. Where a transport is used in several, each has a pool of
/// its own, so that no call waits for a runtime that nobody drives any more.
#[derive(Clone)]
pub struct ReqwestTransport {
    pools: Arc<Pools>,
}

impl ReqwestTransport {
    /// A transport that takes no longer than this to connect.
    ///
    /// # Errors
    ///
    /// The system cannot provide what TLS needs.
    pub fn new(connect_timeout: impl Into<Option<Duration>>) -> Result<Self, TransportError> {
        Self::builder().connect_timeout(connect_timeout).build()
    }

    /// A transport with settings of its own: a proxy, a certificate authority. Give it to
    /// [`ClientBuilder::transport`](super::ClientBuilder::transport).
    pub fn builder() -> ReqwestBuilder {
        ReqwestBuilder::new()
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
            let client = self.pools.here()?;
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
            let mut response = client
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
