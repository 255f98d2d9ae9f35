//! Waiting for the end of a run of a detection.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use super::{DetectionRunError, DetectionRunHandle};
use crate::models::DetectionRun;
use crate::runtime::{Error, PollError, PollPolicy, Progress, poll_until};

/// What is told about each look at the list.
type Listener<'r> = Box<dyn FnMut(Option<&DetectionRun>) + Send + 'r>;

/// How often to look for a run that the list does not have.
const LOOKS: u32 = 20;

/// A wait for the end of a run of a detection: set what is special about it, and await it.
///
/// It gives the run as the list of runs has it then. Asking goes on while the list says that the run still works, or does not
/// say whether it does. Dropping the wait does nothing to the run.
#[must_use = "a wait does nothing until it is awaited"]
pub struct DetectionWait<'r> {
    run: &'r DetectionRunHandle,
    policy: PollPolicy,
    looks: u32,
    listener: Option<Listener<'r>>,
}

impl<'r> DetectionWait<'r> {
    pub(super) fn new(run: &'r DetectionRunHandle) -> Self {
        Self {
            run,
            policy: PollPolicy::default(),
            looks: LOOKS,
            listener: None,
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

    /// Calls `listener` each time the list was looked at, with the run as far as it is there.
    pub fn on_status(mut self, listener: impl FnMut(Option<&DetectionRun>) + Send + 'r) -> Self {
        self.listener = Some(Box::new(listener));
        self
    }

    async fn until_ended(self) -> Result<DetectionRun, DetectionRunError> {
        let Self {
            run,
            policy,
            looks,
            listener,
        } = self;
        let run_id = run.id();
        let missed = AtomicU32::new(0);
        let listener = Mutex::new(listener);
        let ask = || async {
            let found = run.find().await.map_err(Error::erase)?;
            let mut told = listener.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(listener) = &mut *told {
                listener(found.as_ref());
            }
            Ok::<_, Error>(match found {
                Some(run) if has_ended(&run) => Progress::Done(Some(run)),
                Some(_) => Progress::Pending,
                None if missed.fetch_add(1, Ordering::Relaxed) + 1 >= looks => Progress::Done(None),
                None => Progress::Pending,
            })
        };
        match poll_until(run.client(), &policy, ask).await {
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

impl fmt::Debug for DetectionWait<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DetectionWait")
            .field("run", self.run)
            .field("policy", &self.policy)
            .field("looks", &self.looks)
            .finish_non_exhaustive()
    }
}
