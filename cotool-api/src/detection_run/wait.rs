//! Waiting for the end of a run of a detection.

use std::future::Future;
use std::pin::Pin;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use super::{DetectionRunError, DetectionRunHandle};
use crate::models::DetectionRun;
use crate::runtime::{Error, PollError, PollPolicy, Progress, poll_until};

/// How often to look for a run that the list does not have.
const LOOKS: u32 = 20;

/// A wait for the end of a run of a detection: set what is special about it, and await it.
///
/// It gives the run as the list of runs has it then. Asking goes on while the list says that the run still works, or does not
/// say whether it does. Dropping the wait does nothing to the run.
#[derive(Debug)]
#[must_use = "a wait does nothing until it is awaited"]
pub struct DetectionWait<'r> {
    run: &'r DetectionRunHandle,
    policy: PollPolicy,
    looks: u32,
}

impl<'r> DetectionWait<'r> {
    pub(super) fn new(run: &'r DetectionRunHandle) -> Self {
        Self {
            run,
            policy: PollPolicy::default(),
            looks: LOOKS,
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

    /// Gives up with [`DetectionRunError::Unlisted`] when the list lacked the run this often, in all. Default: 20.
    pub fn looks(mut self, looks: u32) -> Self {
        self.looks = looks;
        self
    }

    async fn until_ended(self) -> Result<DetectionRun, DetectionRunError> {
        let run_id = self.run.id();
        let missed = AtomicU32::new(0);
        let ask = || async {
            let found = self.run.find().await.map_err(Error::erase)?;
            Ok::<_, Error>(match found {
                Some(run) if has_ended(&run) => Progress::Done(Some(run)),
                Some(_) => Progress::Pending,
                None if missed.fetch_add(1, Ordering::Relaxed) + 1 >= self.looks => {
                    Progress::Done(None)
                }
                None => Progress::Pending,
            })
        };
        match poll_until(self.run.client(), &self.policy, ask).await {
            Ok(Some(run)) if run.has_error == Some(true) => Err(DetectionRunError::Failed {
                run_id,
                run: Box::new(run),
            }),
            Ok(Some(run)) => Ok(run),
            Ok(None) => Err(DetectionRunError::Unlisted {
                run_id,
                asked: missed.into_inner(),
            }),
            Err(PollError::Failed(source)) => Err(DetectionRunError::Call { run_id, source }),
            Err(PollError::Expired { waited, .. }) => {
                Err(DetectionRunError::Deadline { run_id, waited })
            }
        }
    }
}

/// Both flags are known by example only, so either may be missing.
fn has_ended(run: &DetectionRun) -> bool {
    match run.is_streaming {
        Some(works) => !works,
        None => run.has_error == Some(true) || run.result.is_some(),
    }
}

impl<'r> IntoFuture for DetectionWait<'r> {
    type Output = Result<DetectionRun, DetectionRunError>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send + 'r>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.until_ended())
    }
}
