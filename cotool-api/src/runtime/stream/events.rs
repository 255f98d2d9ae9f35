//! A stream of server-sent events.

mod parser;

use std::borrow::Cow;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use futures_core::Stream;
use futures_util::StreamExt;
use serde::de::DeserializeOwned;

use self::parser::Parser;
use super::frames::Frames;
use super::{ByteStream, StreamError};
use crate::runtime::json;
use crate::runtime::resume::{Connecting, Resume};

/// A server-sent event.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Event<T> {
    /// Id of the last event that had one, this one included.
    pub id: Option<String>,
    /// What kind of event it is; `message` if the server does not say.
    pub event: String,
    /// What it holds.
    pub data: T,
}

/// A stream of server-sent events (`text/event-stream`), as the HTML standard defines them.
///
/// It is a [`Stream`]; [`EventStream::next`] reads it without further crates. An event whose data cannot be decoded is
/// an error, and the next event can be read after it. An event that the end of the stream cuts off is dropped, as the
/// standard asks. It is connected to again only where
/// [`Call::reconnecting`](crate::runtime::Call::reconnecting) asks for that.
pub struct EventStream<T> {
    frames: Frames<Parser>,
    decode: fn(String) -> Result<T, StreamError>,
    end: Option<Cow<'static, str>>,
    /// How to connect again, if that was asked for and may still happen.
    resume: Option<Resume>,
    connecting: Option<Connecting>,
}

impl<T: DeserializeOwned> EventStream<T> {
    /// Reads events whose data is JSON.
    #[must_use]
    pub fn json(bytes: ByteStream) -> Self {
        Self::with(bytes, |data| {
            json::from_slice(data.as_bytes()).map_err(|error| StreamError::decode(data, error))
        })
    }
}

impl EventStream<String> {
    /// Reads events whose data is text.
    #[must_use]
    pub fn text(bytes: ByteStream) -> Self {
        Self::with(bytes, Ok)
    }
}

impl<T> EventStream<T> {
    fn with(bytes: ByteStream, decode: fn(String) -> Result<T, StreamError>) -> Self {
        Self {
            frames: Frames::new(bytes, Parser::new()),
            decode,
            end: None,
            resume: None,
            connecting: None,
        }
    }

    /// Connects again in this way.
    pub(crate) fn resuming(mut self, resume: Option<Resume>) -> Self {
        self.resume = resume;
        self
    }

    /// Ends the stream at an event whose data is exactly this text, such as `[DONE]`. The event itself is not given out.
    #[must_use]
    pub fn until(mut self, data: impl Into<Cow<'static, str>>) -> Self {
        self.end = Some(data.into());
        self
    }

    /// How long an event may be: 16 MiB unless set. A longer one is an error that ends the stream.
    #[must_use]
    pub fn max_event_bytes(mut self, limit: usize) -> Self {
        self.frames.framing.set_limit(limit);
        self
    }

    /// The same events with their data as text.
    #[must_use]
    pub fn raw(self) -> EventStream<String> {
        EventStream {
            frames: self.frames,
            decode: Ok,
            end: self.end,
            resume: self.resume,
            connecting: self.connecting,
        }
    }

    /// The next event; `None` at the end.
    pub async fn next(&mut self) -> Option<Result<Event<T>, StreamError>> {
        StreamExt::next(self).await
    }

    /// The id to send as `Last-Event-ID` when connecting again.
    #[must_use]
    pub fn last_event_id(&self) -> Option<&str> {
        self.frames.framing.last_event_id()
    }

    /// How long the server asks to wait before connecting again.
    #[must_use]
    pub fn retry(&self) -> Option<Duration> {
        self.frames.framing.retry()
    }
}

impl<T> EventStream<T> {
    /// Begins to connect again, if that is to be.
    fn reconnect(&mut self) -> bool {
        let parser = &self.frames.framing;
        let connecting = self
            .resume
            .as_mut()
            .and_then(|resume| resume.connect(parser.last_event_id(), parser.retry()));
        if connecting.is_none() {
            self.stop();
        }
        self.connecting = connecting;
        self.connecting.is_some()
    }

    /// Gives nothing more.
    fn stop(&mut self) {
        self.frames.stop();
        self.resume = None;
    }
}

impl<T> Stream for EventStream<T> {
    type Item = Result<Event<T>, StreamError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        let event = loop {
            if let Some(connecting) = &mut this.connecting {
                let connected = match connecting.as_mut().poll(context) {
                    Poll::Pending => return Poll::Pending,
                    Poll::Ready(connected) => connected,
                };
                this.connecting = None;
                match connected {
                    Ok(Some(bytes)) => {
                        this.frames.framing.reconnected();
                        this.frames.restart(bytes);
                    }
                    Ok(None) => this.stop(),
                    Err(error) => {
                        this.stop();
                        return Poll::Ready(Some(Err(error)));
                    }
                }
            }
            match Pin::new(&mut this.frames).poll_next(context) {
                Poll::Pending => return Poll::Pending,
                Poll::Ready(Some(Ok(event))) => break event,
                Poll::Ready(None) if this.reconnect() => {}
                Poll::Ready(None) => return Poll::Ready(None),
                Poll::Ready(Some(Err(error))) if error.is_transport() && this.reconnect() => {}
                Poll::Ready(Some(Err(error))) => {
                    this.stop();
                    return Poll::Ready(Some(Err(error)));
                }
            }
        };
        if this.end.as_deref() == Some(event.data.as_str()) {
            this.stop();
            return Poll::Ready(None);
        }
        if let Some(resume) = &mut this.resume {
            resume.event();
        }
        let Event { id, event, data } = event;
        Poll::Ready(Some((this.decode)(data).map(|data| Event {
            id,
            event,
            data,
        })))
    }
}

impl<T> fmt::Debug for EventStream<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("EventStream(..)")
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::super::bytes::tests::chunks;
    use super::{ByteStream, EventStream};

    fn body(text: &str) -> ByteStream {
        chunks([text.as_bytes().to_vec()], None)
    }

    #[tokio::test]
    async fn data_is_decoded_and_a_bad_event_does_not_end_the_stream() {
        let text = "id: 7\nevent: step\ndata: [1,\ndata: 2]\n\ndata: x\n\ndata: [3]\n\n";
        let mut events = EventStream::<Vec<u8>>::json(body(text));
        assert_eq!(events.last_event_id(), None);
        let first = events.next().await.unwrap().unwrap();
        assert_eq!(
            (first.id.as_deref(), first.event.as_str()),
            (Some("7"), "step")
        );
        assert_eq!(first.data, [1, 2]);
        let error = events.next().await.unwrap().unwrap_err();
        assert!(error.is_decode() && error.data() == Some("x"));
        assert!(!format!("{error} {error:?}").contains("\"x\""));
        let last = events.next().await.unwrap().unwrap();
        assert_eq!((last.event.as_str(), last.data), ("message", vec![3]));
        assert!(events.next().await.is_none() && events.next().await.is_none());
        assert_eq!(events.last_event_id(), Some("7"));
    }

    #[tokio::test]
    async fn a_marker_ends_the_stream_if_asked_for() {
        let text = "data: 1\n\ndata: [DONE]\n\ndata: 2\n\n";
        let mut events = EventStream::<u8>::json(body(text)).until("[DONE]");
        assert_eq!(events.next().await.unwrap().unwrap().data, 1);
        assert!(events.next().await.is_none() && events.next().await.is_none());

        let mut events = EventStream::<u8>::json(body(text)).raw();
        let mut data = Vec::new();
        while let Some(event) = events.next().await {
            data.push(event.unwrap().data);
        }
        assert_eq!(data, ["1", "[DONE]", "2"]);
    }

    #[tokio::test]
    async fn the_time_to_wait_is_known_before_any_event() {
        let mut events = EventStream::text(body("retry: 2500\n\n: hello\n"));
        assert!(events.next().await.is_none());
        assert_eq!(events.retry(), Some(Duration::from_millis(2500)));
    }

    #[tokio::test]
    async fn an_error_of_the_connection_ends_the_stream() {
        let cut = chunks([b"data: 1\n\ndata: 2\n".to_vec()], Some("reset"));
        let mut events = EventStream::text(cut);
        assert_eq!(events.next().await.unwrap().unwrap().data, "1");
        assert!(events.next().await.unwrap().unwrap_err().is_transport());
        assert!(events.next().await.is_none());
    }

    #[test]
    fn it_can_be_sent_to_another_thread() {
        fn send<T: Send + Unpin + 'static>(_: T) {}
        send(EventStream::text(body("")));
    }
}
