//! Starting a run of a detection.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use serde::Serialize;
use serde_json::Value;
use uuid::Uuid;

use super::DetectionRunHandle;
use crate::api::Detections;
use crate::api::detections::RUN;
use crate::call_options::CallOptions;
use crate::inputs;
use crate::models::{RunDetectionBody, RunDetectionError, RunDetectionResponse};
use crate::runtime::{Call, Error, Request, decode};

/// A run of a detection that is about to be started: set what is special about it, and await it.
///
/// The start is sent at most once. When it fails, [`Error::was_sent`] tells whether the service may have seen it.
#[must_use = "a run is not started until this is awaited"]
pub struct StartDetectionRun {
    detections: Detections,
    detection_id: Uuid,
    inputs: Option<serde_json::Result<Value>>,
    instructions: Option<String>,
    options: CallOptions,
}

impl StartDetectionRun {
    pub(super) fn new(detections: Detections, detection_id: Uuid) -> Self {
        Self {
            detections,
            detection_id,
            inputs: None,
            instructions: None,
            options: CallOptions::default(),
        }
    }

    /// What the detection works on; it has to be a JSON object.
    pub fn inputs(mut self, inputs: impl Serialize) -> Self {
        self.inputs = Some(serde_json::to_value(inputs));
        self
    }

    /// Instructions for this run alone, 1 to 10,000 characters.
    pub fn custom_instructions(mut self, text: impl Into<String>) -> Self {
        self.instructions = Some(text.into());
        self
    }

    /// The longest that starting the run may take. The run itself is not limited by it.
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.options.timeout = Some(limit);
        self
    }

    /// Sends this header too.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.options.headers.push((name.into(), value.into()));
        self
    }

    fn call(self) -> Call<RunDetectionResponse, RunDetectionError> {
        let mut body = RunDetectionBody::new();
        if let Some(text) = self.instructions {
            body = body.custom_instructions(text);
        }
        let body = match self.inputs.map(inputs::object).transpose() {
            Ok(Some(inputs)) => Ok(body.inputs(inputs)),
            Ok(None) => Ok(body),
            Err(reason) => Err(reason),
        };
        let call = match body {
            Ok(body) => self.detections.run(self.detection_id, Some(body)),
            Err(reason) => Request::new(self.detections.client(), &RUN)
                .fault(reason)
                .returning(decode::json),
        };
        self.options.on(call)
    }
}

impl IntoFuture for StartDetectionRun {
    type Output = Result<DetectionRunHandle, Error<RunDetectionError>>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        let (detections, detection_id) = (self.detections.clone(), self.detection_id);
        Box::pin(async move {
            let started = self.call().await?;
            Ok(DetectionRunHandle::new(
                detections,
                detection_id,
                started.execution_id,
            ))
        })
    }
}

impl fmt::Debug for StartDetectionRun {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Inputs and instructions may hold what is not for logs.
        f.debug_struct("StartDetectionRun")
            .field("detection_id", &self.detection_id)
            .field("timeout", &self.options.timeout)
            .finish_non_exhaustive()
    }
}
