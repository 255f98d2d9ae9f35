//! Runs without an executor: see [`runtime::blocking`](crate::runtime::blocking).

use std::collections::BTreeMap;

use super::{EndedRuns, FindRuns, Run, RunError, RunEvents, StartRun, Wait};
use crate::api::agents::{LIST_RUNS, RUN_AGENT_ASYNCHRONOUSLY, RUN_STATUS};
use crate::models::{AgentRunResult, RunAgentAsynchronouslyError};
use crate::runtime::Error;
use crate::runtime::blocking::{Blocking, CannotBlock, Executor};

impl StartRun {
    /// Starts the run without an executor: the calling thread waits for the answer.
    ///
    /// # Errors
    ///
    /// Those of starting a run; and, before anything is sent, that this is an async task.
    pub fn block(self) -> Result<Run, Error<RunAgentAsynchronouslyError>> {
        match Executor::get() {
            Ok(executor) => executor.run(self.into_future()),
            Err(refusal) => Err(Error::not_sent(
                &RUN_AGENT_ASYNCHRONOUSLY,
                refusal.to_string(),
            )),
        }
    }
}

impl FindRuns {
    /// Searches without an executor: the calling thread waits for it.
    ///
    /// # Errors
    ///
    /// Those of the search; and, before anything is asked, that this is an async task.
    pub fn block(self) -> Result<BTreeMap<String, Run>, Error> {
        match Executor::get() {
            Ok(executor) => executor.run(self.into_future()),
            Err(refusal) => Err(Error::not_sent(&LIST_RUNS, refusal.to_string())),
        }
    }
}

impl<'r> Wait<'r> {
    /// Waits without an executor: the calling thread waits for the run to end.
    ///
    /// # Errors
    ///
    /// Those of the wait; and, before anything is asked, that this is an async task.
    pub fn block(self) -> Result<AgentRunResult, RunError> {
        match Executor::get() {
            Ok(executor) => executor.run(self.into_future()),
            Err(refusal) => Err(RunError::Call {
                agent_id: self.run().agent_id(),
                run_id: self.run().id(),
                source: Error::not_sent(&RUN_STATUS, refusal.to_string()),
            }),
        }
    }
}

impl RunEvents<'_> {
    /// The same as an iterator, without an executor.
    ///
    /// # Errors
    ///
    /// In an async task.
    pub fn blocking(self) -> Result<Blocking<Self>, CannotBlock> {
        Blocking::new(self)
    }
}

impl EndedRuns {
    /// The same as an iterator, without an executor.
    ///
    /// # Errors
    ///
    /// In an async task.
    pub fn blocking(self) -> Result<Blocking<Self>, CannotBlock> {
        Blocking::new(self)
    }
}
