//! The handle on a run.

use std::fmt;

use uuid::Uuid;

use super::Wait;
use crate::api::Agents;
use crate::models::{
    AgentRunProgress, AgentRunResult, GetRunResultError, GetRunStatusError, InterruptChatBody,
    InterruptChatError,
};
use crate::runtime::{Call, Client};

/// A started run of an agent.
///
/// Cheap to clone. It holds no state of the run: every question is asked of the service.
#[derive(Clone)]
pub struct Run {
    agents: Agents,
    agent_id: Uuid,
    run_id: Uuid,
}

impl Run {
    pub(super) fn new(agents: Agents, agent_id: Uuid, run_id: Uuid) -> Self {
        Self {
            agents,
            agent_id,
            run_id,
        }
    }

    /// The agent that runs.
    #[must_use]
    pub fn agent_id(&self) -> Uuid {
        self.agent_id
    }

    /// The run. It is also the id of the run's chat.
    #[must_use]
    pub fn id(&self) -> Uuid {
        self.run_id
    }

    /// Where the run stands now.
    ///
    /// # Errors
    ///
    /// Those of [`Agents::run_status`].
    pub fn status(&self) -> Call<AgentRunProgress, GetRunStatusError> {
        self.agents.run_status(self.agent_id, self.run_id)
    }

    /// What the run produced. Ask once its status is `done`.
    ///
    /// # Errors
    ///
    /// Those of [`Agents::run_result`].
    pub fn result(&self) -> Call<AgentRunResult, GetRunResultError> {
        self.agents.run_result(self.agent_id, self.run_id)
    }

    /// Asks the service to stop the run.
    ///
    /// The service knows no other way than to interrupt the run's chat, whose id is that of the run; its answer says only
    /// that it was told. That the run has stopped is seen when its status becomes `interrupted`, which a
    /// [`wait`](Self::wait) ends with as [`RunError::Interrupted`](super::RunError::Interrupted). A run that ends by itself
    /// first keeps its result. The request is sent once: after a failure, look at the status, and ask again if need be.
    ///
    /// # Errors
    ///
    /// Those of [`Chats::interrupt`](crate::api::Chats::interrupt).
    pub fn interrupt(&self) -> Call<(), InterruptChatError> {
        let body = InterruptChatBody::new(self.run_id).agent_id(self.agent_id);
        self.client().chats().interrupt(body)
    }

    /// The client that the run is asked about with.
    #[must_use]
    pub fn client(&self) -> &Client {
        self.agents.client()
    }

    /// Waits until the run has ended, then fetches its result. Await it, or set options first: see [`Wait`].
    pub fn wait(&self) -> Wait<'_> {
        Wait::new(self)
    }
}

impl fmt::Debug for Run {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Run")
            .field("agent_id", &self.agent_id)
            .field("id", &self.run_id)
            .finish()
    }
}
