//! Waiting for the end of a run.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::Semaphore;

use super::{Run, RunError, RunEvents};
use crate::models::{AgentRunProgress, AgentRunResult, AgentRunStatus};
use crate::runtime::{Error, PollError, PollPolicy, Progress, poll_until};

/// What is told about each status.
type Listener<'r> = Box<dyn FnMut(&AgentRunProgress) + Send + 'r>;

/// A wait for the end of a run: set what is special about it, and await it.
///
/// It gives the run's result. Asking goes on while the run is `running` or `waiting`, or has a status that this version
/// does not know; `error` and `interrupted` end in a [`RunError`]. Dropping the wait does nothing to the run.
#[must_use = "a wait does nothing until it is awaited"]
pub struct Wait<'r> {
    run: &'r Run,
    policy: PollPolicy,
    stop_when_waiting: bool,
    listener: Option<Listener<'r>>,
    /// Who wants to ask, needs leave first.
    gate: Option<Arc<Semaphore>>,
}

impl<'r> Wait<'r> {
    pub(super) fn new(run: &'r Run) -> Self {
        Self {
            run,
            policy: PollPolicy::default(),
            stop_when_waiting: false,
            listener: None,
            gate: None,
        }
    }

    /// How often to ask, how long, and how many passing failures to put up with. A deadline set before is replaced.
    pub fn policy(mut self, policy: PollPolicy) -> Self {
        self.policy = policy;
        self
    }

    /// The longest that the wait may take, and a second more for an answer that is on its way. Default: no end.
    pub fn deadline(mut self, limit: Duration) -> Self {
        self.policy = self.policy.deadline(limit);
        self
    }

    /// Ends the wait with [`RunError::Waiting`] as soon as the run needs input, instead of asking on.
    pub fn stop_when_waiting(mut self) -> Self {
        self.stop_when_waiting = true;
        self
    }

    /// Calls `listener` with each status that is seen, the last one included.
    pub fn on_status(mut self, listener: impl FnMut(&AgentRunProgress) + Send + 'r) -> Self {
        self.listener = Some(Box::new(listener));
        self
    }

    /// The progress as a stream, with the result as its end.
    pub fn events(self) -> RunEvents<'r> {
        RunEvents::of(self)
    }

    /// The run that is waited for.
    #[cfg(feature = "blocking")]
    pub(super) fn run(&self) -> &'r Run {
        self.run
    }

    /// Asks only with leave of this one.
    pub(super) fn gated(mut self, gate: Arc<Semaphore>) -> Self {
        self.gate = Some(gate);
        self
    }

    /// Calls this listener too.
    pub(super) fn and_on_status(
        mut self,
        mut second: impl FnMut(&AgentRunProgress) + Send + 'r,
    ) -> Self {
        let Some(mut first) = self.listener.take() else {
            return self.on_status(second);
        };
        self.on_status(move |progress| {
            first(progress);
            second(progress);
        })
    }

    async fn until_ended(self) -> Result<AgentRunResult, RunError> {
        let Self {
            run,
            policy,
            stop_when_waiting,
            listener,
            gate,
        } = self;
        let leave = async || match &gate {
            // It is never closed.
            Some(gate) => gate.acquire().await.ok(),
            None => None,
        };
        let seen = Mutex::new(Seen {
            listener,
            last: None,
        });
        let ask = || async {
            let _leave = leave().await;
            let progress = run.status().await.map_err(Error::erase)?;
            seen.lock()
                .unwrap_or_else(PoisonError::into_inner)
                .note(&progress);
            Ok::<_, Error>(match progress.status {
                AgentRunStatus::Done | AgentRunStatus::Error | AgentRunStatus::Interrupted => {
                    Progress::Done(progress)
                }
                AgentRunStatus::Waiting if stop_when_waiting => Progress::Done(progress),
                _ => Progress::Pending,
            })
        };
        let ended = poll_until(run.client(), &policy, ask).await;
        let (agent_id, run_id) = (run.agent_id(), run.id());
        let AgentRunProgress {
            status,
            status_message: message,
            ..
        } = match ended {
            Ok(progress) => progress,
            Err(PollError::Failed(error)) => {
                return Err(RunError::Call {
                    agent_id,
                    run_id,
                    source: error,
                });
            }
            Err(PollError::Expired { waited, .. }) => {
                let last_status = seen
                    .into_inner()
                    .unwrap_or_else(PoisonError::into_inner)
                    .last;
                return Err(RunError::Deadline {
                    agent_id,
                    run_id,
                    waited,
                    last_status,
                });
            }
        };
        match status {
            AgentRunStatus::Error => Err(RunError::Failed {
                agent_id,
                run_id,
                message,
            }),
            AgentRunStatus::Interrupted => Err(RunError::Interrupted {
                agent_id,
                run_id,
                message,
            }),
            AgentRunStatus::Waiting => Err(RunError::Waiting {
                agent_id,
                run_id,
                message,
            }),
            _ => {
                let _leave = leave().await;
                run.result().await.map_err(|error| RunError::Call {
                    agent_id,
                    run_id,
                    source: error.erase(),
                })
            }
        }
    }
}

/// What a wait has seen so far.
struct Seen<'r> {
    listener: Option<Listener<'r>>,
    last: Option<AgentRunStatus>,
}

impl Seen<'_> {
    fn note(&mut self, progress: &AgentRunProgress) {
        if let Some(listener) = &mut self.listener {
            listener(progress);
        }
        self.last = Some(progress.status.clone());
    }
}

impl<'r> IntoFuture for Wait<'r> {
    type Output = Result<AgentRunResult, RunError>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send + 'r>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.until_ended())
    }
}

impl fmt::Debug for Wait<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Wait")
            .field("run", self.run)
            .field("policy", &self.policy)
            .field("stop_when_waiting", &self.stop_when_waiting)
            .finish_non_exhaustive()
    }
}
