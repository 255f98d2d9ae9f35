//! Connecting again to a stream of events, where it broke off.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use http::StatusCode;

use super::draft::Draft;
use super::execute::{Delivered, Delivery, execute};
use super::{Answer, ByteStream, Error, StreamError, Streamed, Undocumented};

/// Header that says which event came last.
const LAST_EVENT_ID: &str = "Last-Event-ID";

/// A connection in the making: the stream, or nothing when the server has no more to say.
pub(crate) type Connecting =
    Pin<Box<dyn Future<Output = Result<Option<ByteStream>, StreamError>> + Send>>;

/// What is needed to make the call of a stream again.
pub(crate) struct Resume {
    draft: Box<Draft>,
    /// Connections in a row that gave no event.
    fruitless: u32,
}

impl Resume {
    /// For the stream that this call gives. The draft is that of the call, before it is sent.
    pub(super) fn of(draft: &Draft) -> Self {
        Self {
            draft: Box::new(draft.again()),
            fruitless: 0,
        }
    }

    /// An event came: the connection was worth it.
    pub(super) fn event(&mut self) {
        self.fruitless = 0;
    }

    /// The next connection, after a wait: `retry` is what the server asks for. `None` when there is to be none.
    pub(super) fn connect(
        &mut self,
        last_event_id: Option<&str>,
        retry: Option<Duration>,
    ) -> Option<Connecting> {
        let client = self.draft.client.clone();
        let inner = client.inner();
        let policy = self.draft.options.retry.as_ref().unwrap_or(&inner.retry);
        self.fruitless = self.fruitless.saturating_add(1);
        let delay = policy.delay(self.fruitless, retry, inner.timer.chance())?;
        // A stream that gave events and ended is no failure; one that gave none is paid for like a retry.
        if self.fruitless > 1 && !inner.budget.withdraw() {
            return None;
        }
        let mut draft = Box::new(self.draft.again());
        draft.options.reconnect = false;
        if let Some(id) = last_event_id {
            draft.set_header(LAST_EVENT_ID, id);
        }
        Some(Box::pin(async move {
            client.inner().timer.sleep(delay).await;
            match execute(draft, true).await {
                Ok(delivered) => stream(delivered),
                Err(failure) => Err(StreamError::transport(Error::<Undocumented>::new(failure))),
            }
        }))
    }
}

/// The stream of an answer, if it is one.
fn stream(delivered: Delivered) -> Result<Option<ByteStream>, StreamError> {
    let Delivery::Stream(streamed) = delivered.delivery else {
        return Err(StreamError::transport("the answer is not a stream"));
    };
    let Streamed {
        status,
        headers,
        body,
        ..
    } = streamed;
    if status == StatusCode::NO_CONTENT {
        return Ok(None);
    }
    let answer = Answer::new(status, headers, "");
    if answer.is("text/event-stream") {
        return Ok(Some(ByteStream::new(body)));
    }
    let kind = answer.media_type().unwrap_or("no media type");
    Err(StreamError::transport(format!(
        "connected again, and the answer is `{kind}` and no stream of events"
    )))
}

impl fmt::Debug for Resume {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Resume")
            .field("operation", &self.draft.operation.id())
            .field("fruitless", &self.fruitless)
            .finish_non_exhaustive()
    }
}
