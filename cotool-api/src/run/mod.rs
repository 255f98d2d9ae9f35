//! Agent runs: start one, follow it, read what it found.
//!
//! ```no_run
//! # async fn example(cotool: cotool_api::Client, agent_id: uuid::Uuid) -> Result<(), Box<dyn std::error::Error>> {
//! let run = cotool.agents().start_run(agent_id, serde_json::json!({ "alert": "COT-142" })).await?;
//! let result = run.wait().await?;
//! println!("{}", result.final_assistant_message);
//! # Ok(())
//! # }
//! ```
//!
//! A [`Run`] is two ids and a client. Dropping it, or a [`Run::wait`] on it, does nothing to the run itself, and a wait that
//! fails leaves the handle as usable as before. Keep [`Run::agent_id`] and [`Run::id`] somewhere, and any process can take the
//! run up again with [`Agents::run`](crate::api::Agents::run).
//!
//! [`wait_all`] waits for many runs at once, [`Wait::events`] gives the progress of one as a stream, and
//! [`Run::interrupt`] asks the service to stop one.

#[cfg(feature = "blocking")]
mod blocking;
mod error;
mod events;
mod handle;
mod many;
mod start;
mod wait;

pub use error::RunError;
pub use events::{RunEvent, RunEvents};
pub use handle::Run;
pub use many::{EndedRuns, WaitAll, wait_all};
pub use start::StartRun;
pub use wait::Wait;

use serde::Serialize;
use uuid::Uuid;

use crate::api::Agents;

impl Agents {
    /// Starts a run of an agent and gives a handle on it.
    ///
    /// `inputs` is what the agent works on; it has to be a JSON object. The request is sent once: an answer that does not
    /// come, or a `429` or `5xx`, is an error and never a second start. Call options of the underlying
    /// [`run_agent_asynchronously`](Agents::run_agent_asynchronously) are on [`StartRun`].
    pub fn start_run(&self, agent_id: Uuid, inputs: impl Serialize) -> StartRun {
        StartRun::new(self.clone(), agent_id, serde_json::to_value(inputs))
    }

    /// A handle on a run that was started before, in this process or another. Nothing is sent.
    #[must_use]
    pub fn run(&self, agent_id: Uuid, run_id: Uuid) -> Run {
        Run::new(self.clone(), agent_id, run_id)
    }
}
