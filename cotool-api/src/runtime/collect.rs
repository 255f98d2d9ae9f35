//! Reading the body of an answer.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use http::HeaderMap;
use http::header::CONTENT_LENGTH;

use super::clock::Timer;
use super::{BodyStream, TransportError, TransportErrorKind};

/// What came of a body.
pub(crate) enum Collected {
    /// All of it.
    All(Bytes),
    /// What is allowed of a longer one.
    TooLong(Bytes),
    /// What came before it broke off.
    Broken(Bytes, TransportError),
}

/// Reads a body of up to `limit` bytes.
pub(crate) async fn collect(mut body: BodyStream, limit: u64, headers: &HeaderMap) -> Collected {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let mut all = Chunks::default();
    loop {
        let chunk = std::future::poll_fn(|context| body.as_mut().poll_next(context)).await;
        match chunk {
            None => return Collected::All(all.finish()),
            Some(Err(error)) => return Collected::Broken(all.finish(), error),
            Some(Ok(mut chunk)) => {
                let left = limit.saturating_sub(all.length());
                if chunk.len() > left {
                    chunk.truncate(left);
                    all.push(chunk, None);
                    return Collected::TooLong(all.finish());
                }
                all.push(chunk, announced(headers).map(|length| length.min(limit)));
            }
        }
    }
}

/// The length that the server announced.
fn announced(headers: &HeaderMap) -> Option<usize> {
    headers.get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

/// A body in the making. One that comes in one piece, as most do, is not copied.
#[derive(Default)]
struct Chunks {
    first: Bytes,
    rest: BytesMut,
}

impl Chunks {
    /// More of it than this is not set aside on the word of a header.
    const RESERVE: usize = 1 << 20;

    fn length(&self) -> usize {
        self.first.len() + self.rest.len()
    }

    fn push(&mut self, chunk: Bytes, expected: Option<usize>) {
        if self.length() == 0 {
            self.first = chunk;
            return;
        }
        if !self.first.is_empty() {
            let expected = expected.unwrap_or_default().min(Self::RESERVE);
            self.rest
                .reserve(expected.max(self.first.len() + chunk.len()));
            self.rest
                .extend_from_slice(&std::mem::take(&mut self.first));
        }
        self.rest.extend_from_slice(&chunk);
    }

    fn finish(self) -> Bytes {
        if self.rest.is_empty() {
            self.first
        } else {
            self.rest.freeze()
        }
    }
}

/// The body, but an error once nothing has come for so long.
pub(crate) fn guarded(body: BodyStream, limit: Option<Duration>, timer: &Timer) -> BodyStream {
    match limit {
        Some(limit) => Box::pin(Guarded {
            body,
            limit,
            timer: timer.clone(),
            alarm: None,
            over: false,
        }),
        None => body,
    }
}

struct Guarded {
    body: BodyStream,
    limit: Duration,
    timer: Timer,
    alarm: Option<Pin<Box<dyn Future<Output = ()> + Send>>>,
    over: bool,
}

impl Stream for Guarded {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        if this.over {
            return Poll::Ready(None);
        }
        if let Poll::Ready(item) = this.body.as_mut().poll_next(context) {
            this.alarm = None;
            return Poll::Ready(item);
        }
        let (timer, limit) = (&this.timer, this.limit);
        // A stream may be carried to a thread on which nobody keeps time.
        let (kind, reason) = match timer.available() {
            Ok(()) => {
                let alarm = this.alarm.get_or_insert_with(|| timer.sleep(limit));
                if alarm.as_mut().poll(context).is_pending() {
                    return Poll::Pending;
                }
                let silence = format!("nothing came for {limit:?}");
                (TransportErrorKind::Timeout, silence)
            }
            Err(reason) => (TransportErrorKind::Other, reason),
        };
        this.over = true;
        let error = TransportError::new(kind, true).with_source(reason);
        Poll::Ready(Some(Err(error)))
    }
}
