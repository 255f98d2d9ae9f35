//! Runs of detections: start one, wait for it, read what it found.
//!
//! ```no_run
//! # async fn example(cotool: cotool_api::Client, detection_id: uuid::Uuid) -> Result<(), Box<dyn std::error::Error>> {
//! let run = cotool.detections().start_run(detection_id).await?;
//! let ended = run.wait().await?;
//! println!("{:?}", ended.result);
//! # Ok(())
//! # }
//! ```
//!
//! # What is not known
//!
//! The service has no operation that answers for one run of a detection. It lists the runs of a detection, each with whether
//! it still works and whether it failed, and both [`DetectionRunHandle::find`] and [`DetectionRunHandle::wait`] look the run
//! up there. That the id in the answer to the start is the id in that list is concluded from how the service words it, not
//! documented. So a wait gives up on a run that does not appear: see [`DetectionRunError::Unlisted`].

mod error;
mod handle;
mod start;
mod wait;

pub use error::DetectionRunError;
pub use handle::DetectionRunHandle;
pub use start::StartDetectionRun;
pub use wait::DetectionWait;

use uuid::Uuid;

use crate::api::Detections;

impl Detections {
    /// Starts a run of a detection and gives a handle on it. Inputs and instructions, where there are any, are set on what
    /// this gives.
    ///
    /// The request is sent once: an answer that does not come, or a `429` or `5xx`, is an error and never a second start.
    pub fn start_run(&self, detection_id: Uuid) -> StartDetectionRun {
        StartDetectionRun::new(self.clone(), detection_id)
    }

    /// A handle on a run that was started before, in this process or another. Nothing is sent.
    #[must_use]
    pub fn resume_run(&self, detection_id: Uuid, run_id: Uuid) -> DetectionRunHandle {
        DetectionRunHandle::new(self.clone(), detection_id, run_id)
    }
}
