//! The agents of the mock, each with a run of another kind.

use serde_json::{Value, json};

use super::world::ORGANIZATION;

/// Its runs are `running`, `running`, `done`.
pub const TRIAGE: &str = "11111111-1111-4111-8111-111111111111";
/// Its runs are `running`, then `error` with a message.
pub const BROKEN: &str = "22222222-2222-4222-8222-222222222222";
/// Its runs are `running`, then `interrupted`.
pub const INTERRUPTED: &str = "33333333-3333-4333-8333-333333333333";
/// Its runs are `running`, `waiting`, `waiting`, `done`.
pub const WAITING: &str = "44444444-4444-4444-8444-444444444444";
/// Its runs are `running` for a thousand polls.
pub const SLOW: &str = "55555555-5555-4555-8555-555555555555";
/// Each call that would start it is answered with 403 and the missing permissions.
pub const FORBIDDEN: &str = "66666666-6666-4666-8666-666666666666";

/// The permissions that a caller lacks for [`FORBIDDEN`].
pub const MISSING_PERMISSIONS: [&str; 2] = ["agents:run", "agents:read"];

/// How a run of an agent goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Done,
    Error,
    Interrupted,
    Waiting,
    Slow,
    Forbidden,
}

/// An agent that is there from the start.
#[derive(Debug)]
struct Agent {
    id: &'static str,
    kind: Kind,
    name: &'static str,
    description: &'static str,
}

static AGENTS: [Agent; 6] = [
    Agent {
        id: TRIAGE,
        kind: Kind::Done,
        name: "Alert triage",
        description: "Reads an alert, looks around it and gives a verdict",
    },
    Agent {
        id: BROKEN,
        kind: Kind::Error,
        name: "Log search",
        description: "Fails on the way: its log source is not connected",
    },
    Agent {
        id: INTERRUPTED,
        kind: Kind::Interrupted,
        name: "Phishing review",
        description: "Is interrupted on the way",
    },
    Agent {
        id: WAITING,
        kind: Kind::Waiting,
        name: "Host isolation",
        description: "Waits for an approval before it goes on",
    },
    Agent {
        id: SLOW,
        kind: Kind::Slow,
        name: "Threat hunt",
        description: "Takes long",
    },
    Agent {
        id: FORBIDDEN,
        kind: Kind::Forbidden,
        name: "Credential reset",
        description: "May not be run with the key of the demo",
    },
];

/// The agents that are there from the start, as the API shows them.
pub(super) fn seeds() -> Vec<Value> {
    AGENTS.iter().map(Agent::to_json).collect()
}

/// How the runs of an agent go. Those of an agent that was made later go well.
pub(super) fn kind(id: &str) -> Kind {
    AGENTS
        .iter()
        .find(|agent| agent.id.eq_ignore_ascii_case(id))
        .map_or(Kind::Done, |agent| agent.kind)
}

impl Agent {
    fn to_json(&self) -> Value {
        json!({
            "id": self.id,
            "organizationId": ORGANIZATION,
            "name": self.name,
            "description": self.description,
            "systemPrompt": "You are a careful security analyst.",
            "createdAt": "2026-01-05T09:30:00.000Z",
            "updatedAt": "2026-01-05T09:30:00.000Z",
            "toolNames": ["search_logs"],
            "inputs": [
                {"type": "text", "name": "alert", "description": "The alert", "required": true}
            ],
            "modelAlias": null,
            "agentType": "response",
            "isBuiltIn": false,
            "tags": ["mock"],
        })
    }
}

impl Kind {
    /// The status of a run that is asked for the `nth` time, counted from 0, and the message.
    pub(super) fn status(self, nth: usize) -> (&'static str, Option<&'static str>) {
        let step = match (self, nth) {
            (Kind::Done | Kind::Waiting, 3..) | (Kind::Done, 2) => Step::Done,
            (Kind::Slow, 1000..) => Step::Done,
            (_, 0) => Step::Starting,
            (Kind::Waiting, 1 | 2) => Step::Approval,
            (Kind::Error, _) => Step::NoLogs,
            (Kind::Interrupted, _) => Step::Stopped,
            _ => Step::Searching,
        };
        match step {
            Step::Starting => ("running", Some("Reading the alert")),
            Step::Searching => ("running", Some("Searching the logs around it")),
            Step::Approval => ("waiting", Some("Approve the isolation of host web-1")),
            Step::Done => ("done", None),
            Step::NoLogs => ("error", Some("The log source is not connected")),
            Step::Stopped => ("interrupted", Some("Interrupted by an analyst")),
        }
    }
}

enum Step {
    Starting,
    Searching,
    Approval,
    Done,
    NoLogs,
    Stopped,
}
