//! Why a wait ended without a result.

use std::time::Duration;
use std::{error, fmt};

use uuid::Uuid;

use crate::models::AgentRunStatus;
use crate::runtime::Error;

/// Why [`Run::wait`](super::Run::wait) ended without a result.
///
/// Every kind knows the run, so that it can be taken up again. After [`Waiting`](Self::Waiting),
/// [`Deadline`](Self::Deadline) and [`Call`](Self::Call) the run may well go on: wait again on the same handle.
#[derive(Debug)]
#[non_exhaustive]
pub enum RunError {
    /// The run ended with status `error`.
    #[non_exhaustive]
    Failed {
        /// The agent.
        agent_id: Uuid,
        /// The run.
        run_id: Uuid,
        /// What the service says about it.
        message: Option<String>,
    },
    /// The run ended with status `interrupted`: somebody stopped it.
    #[non_exhaustive]
    Interrupted {
        /// The agent.
        agent_id: Uuid,
        /// The run.
        run_id: Uuid,
        /// What the service says about it.
        message: Option<String>,
    },
    /// The run needs input before it goes on, and the caller asked to be told
    /// ([`Wait::stop_when_waiting`](super::Wait::stop_when_waiting)).
    #[non_exhaustive]
    Waiting {
        /// The agent.
        agent_id: Uuid,
        /// The run.
        run_id: Uuid,
        /// What the service says about it.
        message: Option<String>,
    },
    /// The deadline of the wait passed first.
    #[non_exhaustive]
    Deadline {
        /// The agent.
        agent_id: Uuid,
        /// The run.
        run_id: Uuid,
        /// How long it was waited for.
        waited: Duration,
        /// The last status that was seen; `None` if not even one answer came.
        last_status: Option<AgentRunStatus>,
    },
    /// Asking for the status or the result failed, more often in a row than the policy tolerates.
    #[non_exhaustive]
    Call {
        /// The agent.
        agent_id: Uuid,
        /// The run.
        run_id: Uuid,
        /// The last failure.
        source: Error,
    },
}

impl RunError {
    /// The run that was waited for.
    #[must_use]
    pub fn run_id(&self) -> Uuid {
        self.ids().1
    }

    /// Its agent.
    #[must_use]
    pub fn agent_id(&self) -> Uuid {
        self.ids().0
    }

    /// What the service says about the run's end, where it says something.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        match self {
            Self::Failed { message, .. }
            | Self::Interrupted { message, .. }
            | Self::Waiting { message, .. } => message.as_deref(),
            Self::Deadline { .. } | Self::Call { .. } => None,
        }
    }

    /// Whether the run has ended, so that waiting again gives the same answer.
    #[must_use]
    pub fn is_final(&self) -> bool {
        matches!(self, Self::Failed { .. } | Self::Interrupted { .. })
    }

    fn ids(&self) -> (Uuid, Uuid) {
        match self {
            Self::Failed {
                agent_id, run_id, ..
            }
            | Self::Interrupted {
                agent_id, run_id, ..
            }
            | Self::Waiting {
                agent_id, run_id, ..
            }
            | Self::Deadline {
                agent_id, run_id, ..
            }
            | Self::Call {
                agent_id, run_id, ..
            } => (*agent_id, *run_id),
        }
    }
}

impl fmt::Display for RunError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let run = self.run_id();
        match self {
            Self::Failed { .. } => write!(f, "run {run} failed")?,
            Self::Interrupted { .. } => write!(f, "run {run} was interrupted")?,
            Self::Waiting { .. } => write!(f, "run {run} waits for input")?,
            Self::Deadline {
                waited,
                last_status,
                ..
            } => {
                write!(f, "run {run} has not ended within {waited:?}")?;
                if let Some(status) = last_status {
                    write!(f, " (last status: {status})")?;
                }
            }
            // The failure itself is the source, which reporters print below.
            Self::Call { .. } => write!(f, "run {run} could not be followed")?,
        }
        match self.message() {
            Some(message) => write!(f, ": {message}"),
            None => Ok(()),
        }
    }
}

impl error::Error for RunError {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        match self {
            Self::Call { source, .. } => Some(source),
            _ => None,
        }
    }
}
