//! The runs of agents that have been started.

use serde_json::{Value, json};

use crate::api::agent::{self, Kind};

/// One run.
#[derive(Debug)]
pub(super) struct Run {
    pub(super) id: String,
    pub(super) agent: String,
    pub(super) inputs: Value,
    /// What it was started by.
    pub(super) source: String,
    kind: Kind,
    asked: usize,
    interrupted: bool,
}

/// All runs, in the order in which they were started.
#[derive(Debug, Default)]
pub(super) struct Runs {
    runs: Vec<Run>,
}

/// Where a run stands.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Status {
    pub(super) word: &'static str,
    pub(super) message: Option<&'static str>,
}

impl Runs {
    /// Starts a run and gives its id.
    pub(super) fn start(&mut self, agent: &str, inputs: Value, source: &str) -> String {
        let id = super::id('a', self.runs.len() + 1);
        self.runs.push(Run {
            id: id.clone(),
            agent: agent.to_owned(),
            inputs,
            source: source.to_owned(),
            kind: agent::kind(agent),
            asked: 0,
            interrupted: false,
        });
        id
    }

    pub(super) fn find(&self, id: &str) -> Option<&Run> {
        self.runs.iter().find(|run| run.id.eq_ignore_ascii_case(id))
    }

    pub(super) fn find_mut(&mut self, id: &str) -> Option<&mut Run> {
        self.runs
            .iter_mut()
            .find(|run| run.id.eq_ignore_ascii_case(id))
    }

    /// The runs, the newest first.
    pub(super) fn newest_first(&self) -> impl Iterator<Item = &Run> {
        self.runs.iter().rev()
    }
}

impl Run {
    /// Its status, which then goes one step further.
    pub(super) fn poll(&mut self) -> Status {
        let status = self.at(self.asked);
        self.asked += 1;
        status
    }

    /// The step that was shown last, not the one that comes next.
    pub(super) fn shown(&self) -> Status {
        self.at(self.asked.saturating_sub(1))
    }

    /// Interrupts it, unless it has ended.
    pub(super) fn interrupt(&mut self) {
        self.interrupted |= matches!(self.at(self.asked).word, "running" | "waiting");
    }

    fn at(&self, nth: usize) -> Status {
        if self.interrupted {
            return Status {
                word: "interrupted",
                message: Some("Interrupted through the API"),
            };
        }
        let (word, message) = self.kind.status(nth);
        Status { word, message }
    }
}

impl Status {
    pub(super) fn to_json(&self) -> Value {
        match self.message {
            Some(message) => json!({"status": self.word, "statusMessage": message}),
            None => json!({"status": self.word}),
        }
    }

    /// Whether the run still goes on.
    pub(super) fn is_open(&self) -> bool {
        matches!(self.word, "running" | "waiting")
    }
}

/// What a run found, for both ways to run an agent.
pub(super) fn result(agent: &str, inputs: &Value) -> Value {
    let call = "call-1";
    let verdict = "Verdict: true positive. The sign-in from 203.0.113.7 follows 14 failed attempts on \
                   the same account; the session was used to create a forwarding rule. Revoke the \
                   session and remove the rule.";
    let arguments = json!({"query": "source.ip:203.0.113.7", "hours": 24});
    json!({
        "finalAssistantMessage": verdict,
        "allToolCallsMade": [
            {"type": "tool-call", "toolCallId": call, "toolName": "search_logs", "args": arguments}
        ],
        "allToolResultsReceived": [{
            "type": "tool-result",
            "toolCallId": call,
            "toolName": "search_logs",
            "result": {"hits": 15},
            "isError": false
        }],
        "messages": [
            {"role": "system", "content": format!("Agent {agent}")},
            {"role": "user", "content": inputs.to_string()},
            {"role": "assistant", "content": verdict}
        ]
    })
}
