//! A transport that writes down what is sent and answers what it is told to.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use futures_util::{StreamExt, stream};
use shapes::runtime::{
    Body, BodyStream, Client, Transport, TransportError, TransportErrorKind, TransportFuture,
};

/// A request as it was sent.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Sent {
    pub(crate) method: String,
    /// From the scheme on.
    pub(crate) url: String,
    headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
    /// Whether the body was in memory, or read while it was sent.
    pub(crate) streamed: bool,
}

impl Sent {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(found, _)| found == name)
            .map(|(_, value)| value.as_str())
    }

    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    /// What follows the question mark.
    pub(crate) fn query(&self) -> &str {
        self.url.split_once('?').map_or("", |(_, query)| query)
    }
}

/// Answers every request alike.
#[derive(Clone)]
pub(crate) struct Tape {
    sent: Arc<Mutex<Vec<Sent>>>,
    status: u16,
    media_type: &'static str,
    headers: Vec<(&'static str, &'static str)>,
    chunks: Arc<Vec<Bytes>>,
    /// Whether the connection stays open behind the last chunk.
    open: bool,
    /// How long each byte takes.
    delay: Option<Duration>,
}

impl Tape {
    /// Answers with a status and nothing else.
    pub(crate) fn status(status: u16) -> Self {
        Self::answering(status, "", "")
    }

    /// Answers with a body.
    pub(crate) fn answering(status: u16, media_type: &'static str, body: impl Into<Bytes>) -> Self {
        Self {
            sent: Arc::default(),
            status,
            media_type,
            headers: Vec::new(),
            chunks: Arc::new(vec![body.into()]),
            open: false,
            delay: None,
        }
    }

    /// Answers with a header more.
    pub(crate) fn header(mut self, name: &'static str, value: &'static str) -> Self {
        self.headers.push((name, value));
        self
    }

    /// Answers byte by byte, and each takes so long.
    pub(crate) fn each_after(mut self, delay: Duration) -> Self {
        self.delay = Some(delay);
        let whole = self.chunks.concat();
        let bytes = whole.iter().map(|byte| Bytes::copy_from_slice(&[*byte]));
        self.chunks = Arc::new(bytes.collect());
        self
    }

    /// Says no more, but does not hang up.
    pub(crate) fn left_open(mut self) -> Self {
        self.open = true;
        self
    }

    pub(crate) fn client(&self) -> Client {
        Client::builder().transport(self.clone()).build().unwrap()
    }

    /// The only request.
    #[track_caller]
    pub(crate) fn sent(&self) -> Sent {
        let sent = self.sent.lock().unwrap();
        assert_eq!(sent.len(), 1, "{sent:?}");
        sent[0].clone()
    }
}

impl Transport for Tape {
    fn send(&self, request: http::Request<Body>) -> TransportFuture<'_> {
        Box::pin(async move {
            let (head, body) = request.into_parts();
            let streamed = body.as_bytes().is_none();
            let body = match body.into_bytes() {
                Ok(bytes) => bytes.to_vec(),
                Err(mut chunks) => {
                    let mut body = Vec::new();
                    while let Some(chunk) = chunks.next().await {
                        let broken = |_| TransportError::new(TransportErrorKind::RequestBody, true);
                        body.extend(chunk.map_err(broken)?);
                    }
                    body
                }
            };
            let headers = head.headers.iter();
            self.sent.lock().unwrap().push(Sent {
                method: head.method.to_string(),
                url: head.uri.to_string(),
                headers: headers
                    .map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()))
                    .collect(),
                body,
                streamed,
            });
            let (chunks, delay) = (self.chunks.to_vec(), self.delay);
            let chunks = stream::iter(chunks).then(move |chunk| async move {
                if let Some(delay) = delay {
                    tokio::time::sleep(delay).await;
                }
                Ok(chunk)
            });
            let body: BodyStream = if self.open {
                Box::pin(chunks.chain(stream::pending()))
            } else {
                Box::pin(chunks)
            };
            let mut answer = http::Response::builder().status(self.status);
            if !self.media_type.is_empty() {
                answer = answer.header("content-type", self.media_type);
            }
            for (name, value) in &self.headers {
                answer = answer.header(*name, *value);
            }
            Ok(answer.body(body).unwrap())
        })
    }
}
