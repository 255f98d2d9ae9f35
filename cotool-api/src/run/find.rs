//! Finding runs whose start was sent and not answered.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::future::{Future, ready};
use std::pin::Pin;

use futures_util::{StreamExt as _, TryStreamExt as _};
use uuid::Uuid;

use super::Run;
use crate::api::Agents;
use crate::models::{
    AgentRun, GetChatHistoryParams, ListAgentRunsParams, ListAgentRunsSortDirection,
};
use crate::runtime::Error;

/// How many runs are asked for at once, and how many of them are looked into.
const PAGE: i64 = 100;
const AT_ONCE: usize = 8;

/// A search for runs by what their inputs hold: set what is special about it, and await it.
///
/// It gives the runs that were found, by their marks. It lists the runs of the agent, the oldest first, and reads the history of
/// the chat of each, which begins with the inputs; that is a request for each run that is not [known](Self::except), so
/// say which are, and [since when](Self::since) to look.
///
/// A run that was not found is either not started, or not started *yet*: a request that was on its way when its sender was
/// killed may take effect a moment later. Look again after as long as a start may take before you start it anew. What is
/// publicly known of the service does not promise that inputs are found in this way; a mark of a run that is surely started,
/// searched for along with the others, tells whether they are.
#[must_use = "a search does nothing until it is awaited"]
pub struct FindRuns {
    agents: Agents,
    agent_id: Uuid,
    marks: BTreeSet<String>,
    known: BTreeSet<Uuid>,
    since: Option<String>,
}

impl FindRuns {
    pub(super) fn new(agents: Agents, agent_id: Uuid, marks: BTreeSet<String>) -> Self {
        Self {
            agents,
            agent_id,
            marks,
            known: BTreeSet::new(),
            since: None,
        }
    }

    /// Does not look into these runs.
    pub fn except(mut self, runs: impl IntoIterator<Item = Uuid>) -> Self {
        self.known.extend(runs);
        self
    }

    /// Lists only runs that were created at this time or later: a date and time of ISO 8601, `2026-05-04T09:12:44Z`.
    pub fn since(mut self, time: impl Into<String>) -> Self {
        self.since = Some(time.into());
        self
    }

    async fn find(self) -> Result<BTreeMap<String, Run>, Error> {
        let mut found = BTreeMap::new();
        // An empty one is in all of them.
        let marks: BTreeSet<&str> = (self.marks.iter().map(String::as_str))
            .filter(|mark| !mark.is_empty())
            .collect();
        if marks.is_empty() {
            return Ok(found);
        }
        let mut params = ListAgentRunsParams::new()
            .agent_id_filter(self.agent_id)
            // New runs come at the end, and move no other to another page.
            .sort_direction(ListAgentRunsSortDirection::Asc)
            .page_size(PAGE);
        params.date_from.clone_from(&self.since);
        let runs = self.agents.list_runs(params).items();
        let unknown = runs
            .map_err(Error::erase)
            .try_filter_map(|AgentRun { id, .. }| {
                ready(Ok(id.filter(|id| !self.known.contains(id))))
            });
        let mut looked_into = unknown
            .map_ok(|run_id| self.mark_of(run_id, &marks))
            .try_buffered(AT_ONCE);
        while let Some(looked) = looked_into.next().await {
            if let (run_id, Some(mark)) = looked? {
                let run = || self.agents.run(self.agent_id, run_id);
                found.entry(mark.to_owned()).or_insert_with(run);
            }
            if found.len() == marks.len() {
                break;
            }
        }
        drop(looked_into);
        Ok(found)
    }

    /// The mark that the run's inputs hold; of several, the longest, which the others are parts of.
    async fn mark_of<'m>(
        &self,
        run_id: Uuid,
        marks: &BTreeSet<&'m str>,
    ) -> Result<(Uuid, Option<&'m str>), Error> {
        let chats = self.agents.client().chats();
        let history = chats.history(GetChatHistoryParams::new(run_id)).await;
        let history = history.map_err(Error::erase)?;
        // What cannot be written as JSON did not come as JSON.
        let text = serde_json::to_string(&history.events).unwrap_or_default();
        let held = marks.iter().filter(|mark| text.contains(**mark));
        Ok((run_id, held.max_by_key(|mark| mark.len()).copied()))
    }
}

impl IntoFuture for FindRuns {
    type Output = Result<BTreeMap<String, Run>, Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.find())
    }
}

impl fmt::Debug for FindRuns {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FindRuns")
            .field("agent_id", &self.agent_id)
            .field("marks", &self.marks.len())
            .field("known", &self.known.len())
            .field("since", &self.since)
            .finish_non_exhaustive()
    }
}
