//! Starting a run.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use serde_json::Value;
use uuid::Uuid;

use super::Run;
use crate::api::Agents;
use crate::api::agents::RUN_AGENT_ASYNCHRONOUSLY;
use crate::call_options::CallOptions;
use crate::inputs;
use crate::models::{
    RunAgentAsynchronouslyBody, RunAgentAsynchronouslyBodyAttachment, RunAgentAsynchronouslyError,
};
use crate::runtime::{Call, Error, Request, decode};

/// A run that is about to be started: set what is special about it, and await it.
///
/// The start is sent at most once. When it fails, [`Error::was_sent`] tells whether the service may have seen it.
#[must_use = "a run is not started until this is awaited"]
pub struct StartRun {
    agents: Agents,
    agent_id: Uuid,
    inputs: serde_json::Result<Value>,
    attachments: Vec<RunAgentAsynchronouslyBodyAttachment>,
    options: CallOptions,
}

impl StartRun {
    pub(super) fn new(agents: Agents, agent_id: Uuid, inputs: serde_json::Result<Value>) -> Self {
        Self {
            agents,
            agent_id,
            inputs,
            attachments: Vec::new(),
            options: CallOptions::default(),
        }
    }

    /// Gives the agent uploaded files to read.
    pub fn attachments(
        mut self,
        files: impl IntoIterator<Item = RunAgentAsynchronouslyBodyAttachment>,
    ) -> Self {
        self.attachments.extend(files);
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

    fn call(
        self,
    ) -> Call<crate::models::RunAgentAsynchronouslyResponse, RunAgentAsynchronouslyError> {
        let call = match inputs::object(self.inputs) {
            Ok(inputs) => {
                let mut body = RunAgentAsynchronouslyBody::new(inputs);
                if !self.attachments.is_empty() {
                    body = body.attachments(self.attachments);
                }
                self.agents.run_agent_asynchronously(self.agent_id, body)
            }
            Err(reason) => Request::new(self.agents.client(), &RUN_AGENT_ASYNCHRONOUSLY)
                .fault(reason)
                .returning(decode::json),
        };
        self.options.on(call)
    }
}

impl IntoFuture for StartRun {
    type Output = Result<Run, Error<RunAgentAsynchronouslyError>>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        let (agents, agent_id) = (self.agents.clone(), self.agent_id);
        Box::pin(async move {
            let started = self.call().await?;
            Ok(Run::new(agents, agent_id, started.run_id))
        })
    }
}

impl fmt::Debug for StartRun {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Inputs may hold what is not for logs.
        f.debug_struct("StartRun")
            .field("agent_id", &self.agent_id)
            .field("attachments", &self.attachments.len())
            .field("timeout", &self.options.timeout)
            .finish_non_exhaustive()
    }
}
