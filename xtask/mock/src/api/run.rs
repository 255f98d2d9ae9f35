//! The runs that have been started.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde_json::Value;

use super::agent::Agent;

/// One run.
#[derive(Debug)]
struct Run {
    agent: &'static Agent,
    inputs: Value,
    asked: usize,
    interrupted: bool,
}

/// All runs, by id.
#[derive(Debug, Default)]
pub(super) struct Runs {
    runs: Mutex<BTreeMap<String, Run>>,
}

/// Where a run stands.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Status {
    pub(super) word: &'static str,
    pub(super) message: Option<&'static str>,
}

impl Runs {
    /// Starts a run and gives its id.
    pub(super) fn start(&self, agent: &'static Agent, inputs: Value) -> String {
        let mut runs = self.lock();
        let id = format!("a0000000-0000-4000-8000-{:012}", runs.len() + 1);
        runs.insert(
            id.clone(),
            Run {
                agent,
                inputs,
                asked: 0,
                interrupted: false,
            },
        );
        id
    }

    /// The status of a run, which goes one step further; `None` when there is no such run.
    pub(super) fn poll(&self, agent: &Agent, id: &str) -> Option<Status> {
        let mut runs = self.lock();
        let run = find(&mut runs, agent, id)?;
        let status = run.status();
        run.asked += 1;
        Some(status)
    }

    /// The inputs of a run that is done, the status of one that is not; `None` when there is none.
    pub(super) fn inputs(&self, agent: &Agent, id: &str) -> Option<Result<Value, Status>> {
        let mut runs = self.lock();
        let run = find(&mut runs, agent, id)?;
        // The step that was shown last, not the one that comes next.
        let shown = run
            .asked
            .checked_sub(1)
            .map_or_else(|| run.status(), |last| run.at(last));
        Some(if shown.word == "done" {
            Ok(run.inputs.clone())
        } else {
            Err(shown)
        })
    }

    /// Interrupts a run that has not ended; `false` when there is no such run.
    pub(super) fn interrupt(&self, id: &str) -> bool {
        match self.lock().get_mut(&id.to_ascii_lowercase()) {
            Some(run) => {
                run.interrupted |= matches!(run.status().word, "running" | "waiting");
                true
            }
            None => false,
        }
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<String, Run>> {
        self.runs.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Run {
    fn status(&self) -> Status {
        self.at(self.asked)
    }

    fn at(&self, nth: usize) -> Status {
        if self.interrupted {
            return Status {
                word: "interrupted",
                message: Some("Interrupted through the API"),
            };
        }
        let (word, message) = self.agent.status(nth);
        Status { word, message }
    }
}

fn find<'a>(runs: &'a mut BTreeMap<String, Run>, agent: &Agent, id: &str) -> Option<&'a mut Run> {
    runs.get_mut(&id.to_ascii_lowercase())
        .filter(|run| run.agent.id == agent.id)
}
