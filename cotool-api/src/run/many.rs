//! Waiting for many runs at once.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use futures_core::Stream;
use futures_util::StreamExt as _;
use futures_util::stream::FuturesUnordered;
use tokio::sync::Semaphore;

use super::{Run, RunError};
use crate::models::{AgentRunProgress, AgentRunResult};
use crate::runtime::PollPolicy;

/// How many questions are on their way at once, if nothing else is said.
const AT_ONCE: usize = 16;

type Outcome = Result<AgentRunResult, RunError>;
type Listener = Arc<Mutex<dyn FnMut(&Run, &AgentRunProgress) + Send>>;

/// Waits for the ends of many runs, of this process or another, all at once: see [`WaitAll`].
///
/// ```no_run
/// # async fn example(runs: Vec<cotool_api::Run>) {
/// let mut ended = cotool_api::run::wait_all(runs).stream();
/// while let Some((run, outcome)) = ended.next().await {
///     println!("{}: {:?}", run.id(), outcome.map(|result| result.final_assistant_message));
/// }
/// # }
/// ```
pub fn wait_all(runs: impl IntoIterator<Item = Run>) -> WaitAll {
    WaitAll {
        runs: runs.into_iter().collect(),
        at_once: AT_ONCE,
        policy: PollPolicy::default(),
        stop_when_waiting: false,
        listener: None,
    }
}

/// A wait for many runs: set what is special about it, and await it, or take its [`stream`](Self::stream).
///
/// All runs are waited for from the beginning; what is limited is how many questions are on their way at once. So a run
/// that takes long holds up no other, however many there are. One that fails ends none of the others. Awaited, it gives
/// all outcomes in the order of the runs. Dropping it does nothing to the runs.
#[must_use = "a wait does nothing until it is awaited"]
pub struct WaitAll {
    runs: Vec<Run>,
    at_once: usize,
    policy: PollPolicy,
    stop_when_waiting: bool,
    listener: Option<Listener>,
}

impl WaitAll {
    /// How many questions may be on their way at once, all runs together. Default: 16; at least 1.
    pub fn at_once(mut self, questions: usize) -> Self {
        self.at_once = questions.clamp(1, Semaphore::MAX_PERMITS);
        self
    }

    /// How often to ask, how long, and how many passing failures to put up with, for each run. A deadline set before is
    /// replaced.
    pub fn policy(mut self, policy: PollPolicy) -> Self {
        self.policy = policy;
        self
    }

    /// The longest that the wait for each run may take, from the beginning. Default: no end.
    pub fn deadline(mut self, limit: Duration) -> Self {
        self.policy = self.policy.deadline(limit);
        self
    }

    /// Ends the wait for a run with [`RunError::Waiting`] as soon as it needs input.
    pub fn stop_when_waiting(mut self) -> Self {
        self.stop_when_waiting = true;
        self
    }

    /// Calls `listener` with each status of each run that is seen.
    pub fn on_status(
        mut self,
        listener: impl FnMut(&Run, &AgentRunProgress) + Send + 'static,
    ) -> Self {
        self.listener = Some(Arc::new(Mutex::new(listener)));
        self
    }

    /// The runs as they end, each with its outcome.
    pub fn stream(self) -> EndedRuns {
        let gate = Arc::new(Semaphore::new(self.at_once));
        let waits = self.runs.into_iter().enumerate().map(|(place, run)| {
            let (gate, policy) = (Arc::clone(&gate), self.policy.clone());
            let (stop, listener) = (self.stop_when_waiting, self.listener.clone());
            let wait = async move {
                let mut wait = run.wait().policy(policy).gated(gate);
                if stop {
                    wait = wait.stop_when_waiting();
                }
                if let Some(listener) = listener {
                    let run = &run;
                    wait = wait.on_status(move |progress| {
                        listener.lock().unwrap_or_else(PoisonError::into_inner)(run, progress);
                    });
                }
                let outcome = wait.await;
                (place, run, outcome)
            };
            Box::pin(wait) as Ending
        });
        EndedRuns(waits.collect())
    }

    async fn all(self) -> Vec<(Run, Outcome)> {
        let mut ended: Vec<_> = self.stream().0.collect().await;
        ended.sort_by_key(|(place, ..)| *place);
        let outcomes = ended.into_iter();
        outcomes.map(|(_, run, outcome)| (run, outcome)).collect()
    }
}

impl IntoFuture for WaitAll {
    type Output = Vec<(Run, Outcome)>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.all())
    }
}

impl fmt::Debug for WaitAll {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WaitAll")
            .field("runs", &self.runs.len())
            .field("at_once", &self.at_once)
            .field("policy", &self.policy)
            .field("stop_when_waiting", &self.stop_when_waiting)
            .finish_non_exhaustive()
    }
}

type Ending = Pin<Box<dyn Future<Output = (usize, Run, Outcome)> + Send>>;

/// Runs as they end, each with its outcome: the result, or why there is none.
///
/// It is a [`Stream`]; [`EndedRuns::next`] reads it without further crates.
#[must_use = "nothing is asked until the stream is read"]
pub struct EndedRuns(FuturesUnordered<Ending>);

impl EndedRuns {
    /// The next run that has ended; `None` when all have.
    pub async fn next(&mut self) -> Option<(Run, Outcome)> {
        self.0.next().await.map(|(_, run, outcome)| (run, outcome))
    }

    /// How many runs are still waited for.
    #[must_use]
    pub fn left(&self) -> usize {
        self.0.len()
    }
}

impl Stream for EndedRuns {
    type Item = (Run, Outcome);

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let next = Pin::new(&mut self.0).poll_next(context);
        next.map(|ended| ended.map(|(_, run, outcome)| (run, outcome)))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.0.len(), Some(self.0.len()))
    }
}

impl fmt::Debug for EndedRuns {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EndedRuns")
            .field("left", &self.0.len())
            .finish()
    }
}
