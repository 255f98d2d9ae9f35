//! Cutting a stream of bytes into frames: events, lines.

use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;

use super::{ByteStream, StreamError};

/// Finds frames in the bytes that have come so far.
pub(super) trait Framing: Unpin {
    /// A frame.
    type Frame;

    /// Takes what has come.
    fn push(&mut self, chunk: &[u8]);

    /// The next frame, if it has come completely.
    fn next(&mut self) -> Result<Option<Self::Frame>, StreamError>;

    /// The end of the stream has come: what is left may be a frame.
    fn finish(&mut self) -> Result<Option<Self::Frame>, StreamError>;
}

/// The frames of a stream of bytes.
#[derive(Debug)]
pub(super) struct Frames<F> {
    bytes: ByteStream,
    pub(super) framing: F,
    state: State,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum State {
    Open,
    Ending,
    Over,
}

impl<F> Frames<F> {
    pub(super) const fn new(bytes: ByteStream, framing: F) -> Self {
        Self {
            bytes,
            framing,
            state: State::Open,
        }
    }

    /// Reads on from these bytes.
    pub(super) fn restart(&mut self, bytes: ByteStream) {
        self.bytes = bytes;
        self.state = State::Open;
    }

    /// Reads nothing more.
    pub(super) const fn stop(&mut self) {
        self.state = State::Over;
    }
}

impl<F: Framing> Stream for Frames<F> {
    type Item = Result<F::Frame, StreamError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        loop {
            let frame = match this.state {
                State::Over => return Poll::Ready(None),
                State::Open => this.framing.next(),
                State::Ending => {
                    this.state = State::Over;
                    this.framing.finish()
                }
            };
            match frame {
                Ok(Some(frame)) => return Poll::Ready(Some(Ok(frame))),
                Ok(None) if this.state == State::Over => return Poll::Ready(None),
                Ok(None) => {}
                Err(error) => {
                    this.state = State::Over;
                    return Poll::Ready(Some(Err(error)));
                }
            }
            match Pin::new(&mut this.bytes).poll_next(context) {
                Poll::Pending => return Poll::Pending,
                Poll::Ready(Some(Ok(chunk))) => this.framing.push(&chunk),
                Poll::Ready(Some(Err(error))) => {
                    this.state = State::Over;
                    return Poll::Ready(Some(Err(error)));
                }
                Poll::Ready(None) => this.state = State::Ending,
            }
        }
    }
}
