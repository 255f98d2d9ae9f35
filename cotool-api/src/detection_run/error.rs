//! Why a wait for a run of a detection ended without its end.

use std::time::Duration;
use std::{error, fmt};

use uuid::Uuid;

use crate::models::DetectionRun;
use crate::runtime::Error;

/// Why [`DetectionRunHandle::wait`](super::DetectionRunHandle::wait) ended otherwise than with a run that has ended well.
///
/// After [`Deadline`](Self::Deadline), [`Unlisted`](Self::Unlisted) and [`Call`](Self::Call) the run may well go on: wait
/// again on the same handle.
#[derive(Debug)]
#[non_exhaustive]
pub enum DetectionRunError {
    /// The run has ended, and the list says that it failed.
    #[non_exhaustive]
    Failed {
        /// The run.
        run_id: Uuid,
        /// What the list says of it.
        run: Box<DetectionRun>,
    },
    /// The list of the detection's runs did not have the run, however often it was asked.
    #[non_exhaustive]
    Unlisted {
        /// The run.
        run_id: Uuid,
        /// How often the list was asked.
        asked: u32,
    },
    /// The deadline of the wait passed first.
    #[non_exhaustive]
    Deadline {
        /// The run.
        run_id: Uuid,
        /// How long it was waited for.
        waited: Duration,
    },
    /// Asking for the list failed, more often in a row than the policy tolerates.
    #[non_exhaustive]
    Call {
        /// The run.
        run_id: Uuid,
        /// The last failure.
        source: Error,
    },
}

impl DetectionRunError {
    /// The run that was waited for.
    #[must_use]
    pub fn run_id(&self) -> Uuid {
        match self {
            Self::Failed { run_id, .. }
            | Self::Unlisted { run_id, .. }
            | Self::Deadline { run_id, .. }
            | Self::Call { run_id, .. } => *run_id,
        }
    }

    /// Whether the run has ended, so that waiting again gives the same answer.
    #[must_use]
    pub fn is_final(&self) -> bool {
        matches!(self, Self::Failed { .. })
    }
}

impl fmt::Display for DetectionRunError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let run = self.run_id();
        match self {
            Self::Failed { .. } => write!(f, "detection run {run} failed"),
            Self::Unlisted { asked, .. } => write!(
                f,
                "detection run {run} is not among the runs of its detection, which were listed {asked} times"
            ),
            Self::Deadline { waited, .. } => {
                write!(f, "detection run {run} has not ended within {waited:?}")
            }
            // The failure itself is the source, which reporters print below.
            Self::Call { .. } => write!(f, "detection run {run} could not be followed"),
        }
    }
}

impl error::Error for DetectionRunError {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        match self {
            Self::Call { source, .. } => Some(source),
            _ => None,
        }
    }
}
