//! A transport that writes down what another one carries.

use std::fmt;
use std::fs::File;
use std::io::{self, Write as _};
use std::path::Path;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use http::{HeaderMap, StatusCode};

use super::Sent;
use super::clean::Cleaner;
use super::recording::{Content, Outcome, Recorded, kind_name};
use crate::runtime::redact::Secrets;
use crate::runtime::{
    Body, BodyStream, Transport, TransportError, TransportErrorKind, TransportFuture,
};

/// A transport that writes every exchange of another one to a file, for [`Mock::replay`](super::Mock::replay).
///
/// Not written are: headers, query parameters and texts in JSON or form bodies whose name says that they are secret;
/// cookies; user and password of a URL; and whatever the client proved itself with, wherever it occurs, in what was sent
/// and in what came back. Everything else is: read the file before you share it.
///
/// Bodies of requests are read into memory before they are sent, those of answers as they are read by the caller; an
/// exchange is written once its answer was read to the end or dropped.
pub struct Recorder {
    inner: Arc<dyn Transport>,
    book: Arc<Mutex<Book>>,
}

struct Book {
    file: File,
    cleaner: Cleaner,
    /// Of all exchanges so far: one may show what another was proved with.
    secrets: Secrets,
}

impl Recorder {
    /// Records what `transport` carries. A file that is there is replaced.
    ///
    /// # Errors
    ///
    /// The file cannot be written.
    pub fn new(transport: impl Transport, path: impl AsRef<Path>) -> io::Result<Self> {
        let book = Book {
            file: File::create(path)?,
            cleaner: Cleaner::default(),
            secrets: Secrets::default(),
        };
        Ok(Self {
            inner: Arc::new(transport),
            book: Arc::new(Mutex::new(book)),
        })
    }
}

impl fmt::Debug for Recorder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Recorder")
    }
}

impl Transport for Recorder {
    fn send(&self, request: http::Request<Body>) -> TransportFuture<'_> {
        Box::pin(async move {
            let mut head = http::Request::new(());
            *head.method_mut() = request.method().clone();
            *head.uri_mut() = request.uri().clone();
            *head.headers_mut() = request.headers().clone();
            *head.extensions_mut() = request.extensions().clone();
            let sent = Sent::read(request).await?;
            let entry = Entry {
                book: Arc::clone(&self.book),
                sent: sent.clone(),
            };
            let again = head.map(|()| Body::from(sent.body().clone()));
            match self.inner.send(again).await {
                Ok(answer) => {
                    let (head, body) = answer.into_parts();
                    let tee = Tee {
                        body,
                        entry: Some((entry, head.status, head.headers.clone())),
                        seen: BytesMut::new(),
                    };
                    Ok(http::Response::from_parts(
                        head,
                        Box::pin(tee) as BodyStream,
                    ))
                }
                Err(error) => {
                    entry.write(|_, _| Outcome::Error {
                        kind: kind_name(error.kind()),
                        may_have_been_sent: error.may_have_been_sent(),
                    })?;
                    Err(error)
                }
            }
        })
    }
}

/// An exchange that is under way.
struct Entry {
    book: Arc<Mutex<Book>>,
    sent: Sent,
}

impl Entry {
    fn write(
        &self,
        outcome: impl FnOnce(&mut Cleaner, &Secrets) -> Outcome,
    ) -> Result<(), TransportError> {
        let mut book = self.book.lock().unwrap_or_else(PoisonError::into_inner);
        let Book {
            file,
            cleaner,
            secrets,
        } = &mut *book;
        let sent = &self.sent;
        secrets.extend(sent.secrets());
        let recorded = Recorded {
            operation: sent.operation().map(|operation| operation.id().to_owned()),
            method: sent.method().to_owned(),
            url: cleaner.url(sent.url(), secrets),
            request_headers: cleaner.headers(sent.headers(), secrets),
            request_body: cleaner.body(sent.headers(), sent.body(), secrets),
            outcome: outcome(cleaner, secrets),
        };
        serde_json::to_string(&recorded)
            .map_err(io::Error::from)
            .and_then(|line| writeln!(file, "{line}"))
            .map_err(|error| {
                let reason = format!("the exchange could not be recorded: {error}");
                TransportError::new(TransportErrorKind::Other, true).with_source(reason)
            })
    }
}

/// The body of an answer, of which a copy is kept.
struct Tee {
    body: BodyStream,
    entry: Option<(Entry, StatusCode, HeaderMap)>,
    seen: BytesMut,
}

impl Tee {
    fn end(&mut self, broke_off: bool) -> Result<(), TransportError> {
        let Some((entry, status, headers)) = self.entry.take() else {
            return Ok(());
        };
        let seen = self.seen.split();
        entry.write(|cleaner, secrets| Outcome::Answer {
            status: status.as_u16(),
            body: if seen.is_empty() {
                Content::Empty
            } else {
                cleaner.body(&headers, &seen, secrets)
            },
            headers: cleaner.headers(&headers, secrets),
            broke_off,
        })
    }
}

impl Stream for Tee {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let next = std::task::ready!(self.body.as_mut().poll_next(context));
        Poll::Ready(match next {
            Some(Ok(chunk)) => {
                self.seen.extend_from_slice(&chunk);
                Some(Ok(chunk))
            }
            Some(Err(error)) => match self.end(true) {
                Ok(()) => Some(Err(error)),
                Err(unwritten) => Some(Err(unwritten)),
            },
            None => match self.end(false) {
                Ok(()) => None,
                Err(unwritten) => Some(Err(unwritten)),
            },
        })
    }
}

impl Drop for Tee {
    fn drop(&mut self) {
        // Nobody is left to tell.
        let _ = self.end(false);
    }
}
