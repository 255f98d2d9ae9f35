//! The progress of a run as a stream.

use std::collections::VecDeque;
use std::fmt;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

use futures_core::Stream;
use futures_util::StreamExt;

use super::{RunError, Wait};
use crate::models::{AgentRunProgress, AgentRunResult};

/// What is seen of a run.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum RunEvent {
    /// Where it stands, each time the service was asked.
    Status(AgentRunProgress),
    /// What it produced. Nothing comes after it.
    Done(Box<AgentRunResult>),
}

type Ending<'r> = Pin<Box<dyn Future<Output = Result<AgentRunResult, RunError>> + Send + 'r>>;
type Seen = Arc<Mutex<VecDeque<AgentRunProgress>>>;

/// The progress of a run: each status that is seen, and in the end the result, or the error that the wait ends with.
///
/// It is a [`Stream`]; [`RunEvents::next`] reads it without further crates. The service is asked only while it is read.
#[must_use = "nothing is asked until the stream is read"]
pub struct RunEvents<'r> {
    wait: Option<Ending<'r>>,
    seen: Seen,
    end: Option<Result<AgentRunResult, RunError>>,
}

impl<'r> RunEvents<'r> {
    pub(super) fn of(wait: Wait<'r>) -> Self {
        let seen = Seen::default();
        let told = Arc::clone(&seen);
        let wait = wait.and_on_status(move |progress| {
            let mut told = told.lock().unwrap_or_else(PoisonError::into_inner);
            told.push_back(progress.clone());
        });
        Self {
            wait: Some(wait.into_future()),
            seen,
            end: None,
        }
    }

    /// What is seen next; `None` after the result or an error.
    pub async fn next(&mut self) -> Option<Result<RunEvent, RunError>> {
        StreamExt::next(self).await
    }
}

impl Stream for RunEvents<'_> {
    type Item = Result<RunEvent, RunError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        if let Some(wait) = &mut this.wait
            && let Poll::Ready(end) = wait.as_mut().poll(context)
        {
            this.wait = None;
            this.end = Some(end);
        }
        let mut seen = this.seen.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(progress) = seen.pop_front() {
            return Poll::Ready(Some(Ok(RunEvent::Status(progress))));
        }
        match (this.end.take(), &this.wait) {
            (Some(end), _) => {
                let done = |result| RunEvent::Done(Box::new(result));
                Poll::Ready(Some(end.map(done)))
            }
            (None, None) => Poll::Ready(None),
            (None, Some(_)) => Poll::Pending,
        }
    }
}

impl fmt::Debug for RunEvents<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RunEvents")
    }
}
