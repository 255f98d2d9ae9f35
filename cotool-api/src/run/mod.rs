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
//!
//! # When your process may die at any moment
//!
//! Once the ids of a run are on disk, it cannot be lost. What can be is the answer to a start: the request has arrived, the
//! process is killed, and nobody knows the run. The service is not known to have a key that makes a start idempotent, so this takes
//! four steps of yours:
//!
//! 1. Before a start, write down that it is about to be made, with a *mark* that is used for nothing else, such as a UUID, and put
//!    the mark into the inputs.
//! 2. After it, write down the run's id beside the mark.
//! 3. When the process begins again, look for the marks that have no id, with
//!    [`Agents::find_runs`](crate::api::Agents::find_runs); write down what it finds.
//! 4. What it does not find may still be on its way. Look again after as long as a start may take, then start it anew.
//!
//! The example `run_many` does that for any number of runs. A test kills it in the midst of a thousand of them.

#[cfg(feature = "blocking")]
mod blocking;
mod error;
mod events;
mod find;
mod handle;
mod many;
mod start;
mod wait;

pub use error::RunError;
pub use events::{RunEvent, RunEvents};
pub use find::FindRuns;
pub use handle::Run;
pub use many::{EndedRuns, WaitAll, wait_all};
pub use start::StartRun;
pub use wait::Wait;

use std::collections::BTreeSet;

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

    /// Looks for runs of the agent whose inputs hold these texts: those that were started by a process that did not live to
    /// hear their ids. See [`run`](crate::run) for the whole of it, and [`FindRuns`] for its limits.
    ///
    /// A mark is found as it stands, so it should be made of letters, digits and hyphens, and be part of no other text: a UUID,
    /// say. An empty one is never found.
    pub fn find_runs(
        &self,
        agent_id: Uuid,
        marks: impl IntoIterator<Item = impl Into<String>>,
    ) -> FindRuns {
        let marks: BTreeSet<String> = marks.into_iter().map(Into::into).collect();
        FindRuns::new(self.clone(), agent_id, marks)
    }
}
