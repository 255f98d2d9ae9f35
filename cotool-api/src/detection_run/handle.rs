//! The handle on a run of a detection.

use std::fmt;

use uuid::Uuid;

use super::DetectionWait;
use crate::api::Detections;
use crate::models::{DetectionRun, ListDetectionRunsError, ListDetectionRunsParams};
use crate::runtime::{Client, Error};

/// How many runs to ask for at once.
const PAGE: i64 = 100;

/// A started run of a detection.
///
/// Cheap to clone. It holds no state of the run: every question is asked of the service.
#[derive(Clone)]
pub struct DetectionRunHandle {
    detections: Detections,
    detection_id: Uuid,
    run_id: Uuid,
}

impl DetectionRunHandle {
    pub(super) fn new(detections: Detections, detection_id: Uuid, run_id: Uuid) -> Self {
        Self {
            detections,
            detection_id,
            run_id,
        }
    }

    /// The detection that runs.
    #[must_use]
    pub fn detection_id(&self) -> Uuid {
        self.detection_id
    }

    /// The run, as the answer to its start called it: `executionId`.
    #[must_use]
    pub fn id(&self) -> Uuid {
        self.run_id
    }

    /// The client that the run is asked about with.
    #[must_use]
    pub fn client(&self) -> &Client {
        self.detections.client()
    }

    /// The run as the list of the detection's runs has it now; `None` while the list does not have it.
    ///
    /// Reads the list from its beginning, a hundred runs at a time, until the run is found.
    ///
    /// # Errors
    ///
    /// Those of [`Detections::list_runs`].
    pub async fn find(&self) -> Result<Option<DetectionRun>, Error<ListDetectionRunsError>> {
        let mut offset = 0;
        loop {
            let params = ListDetectionRunsParams::new().limit(PAGE).offset(offset);
            let page = self.detections.list_runs(self.detection_id, params).await?;
            let read = i64::try_from(page.runs.len()).unwrap_or(i64::MAX);
            if let Some(found) = page
                .runs
                .into_iter()
                .find(|run| run.id == Some(self.run_id))
            {
                return Ok(Some(found));
            }
            offset = offset.saturating_add(read);
            // An older form of the service takes no parameters, and answers with all runs each time.
            if read == 0 || offset >= page.total_count {
                return Ok(None);
            }
        }
    }

    /// Waits until the run has ended. Await it, or set options first: see [`DetectionWait`].
    pub fn wait(&self) -> DetectionWait<'_> {
        DetectionWait::new(self)
    }
}

impl fmt::Debug for DetectionRunHandle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DetectionRunHandle")
            .field("detection_id", &self.detection_id)
            .field("id", &self.run_id)
            .finish()
    }
}
