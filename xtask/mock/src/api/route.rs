//! The operations.

use serde_json::{Value, json};

use super::agent::{self, Agent, Kind, MISSING_PERMISSIONS};
use super::answer;
use super::run::{Runs, Status};
use super::validate;
use crate::server::{Recorded, Reply};

/// Finds the operation of a request and answers it.
pub(super) fn dispatch(request: &Recorded, runs: &Runs) -> Reply {
    let segments: Vec<&str> = request.path().split('/').skip(1).collect();
    match (request.method(), segments.as_slice()) {
        ("GET", ["api", "auth", "me"]) => answer::ok(&me()),
        ("GET", ["api", "agents"]) => answer::ok(&agent::list()),
        ("POST", ["api", "chat", "interrupt"]) => interrupt(request, runs),
        (method, ["api", "agents", id, rest @ ..]) => {
            if !validate::is_uuid(id) {
                return answer::invalid(&[validate::not_a_uuid("agentId")]);
            }
            let Some(agent) = agent::find(id) else {
                return answer::error(404, "Agent not found");
            };
            match (method, rest) {
                ("GET", []) => answer::ok(&agent.to_json()),
                ("POST", ["run-async"]) => start(request, agent, runs),
                ("POST", ["run-sync"]) => run(request, agent),
                ("GET", ["run-async", run, "status"]) => status(agent, run, runs),
                ("GET", ["run-async", run, "result"]) => result(agent, run, runs),
                _ => unknown(request),
            }
        }
        _ => unknown(request),
    }
}

fn unknown(request: &Recorded) -> Reply {
    answer::error(
        404,
        &format!("No operation {} {}", request.method(), request.path()),
    )
}

fn start(request: &Recorded, agent: &'static Agent, runs: &Runs) -> Reply {
    match checked(request, agent) {
        Ok(inputs) => answer::ok(&json!({"runId": runs.start(agent, inputs)})),
        Err(refusal) => *refusal,
    }
}

fn run(request: &Recorded, agent: &Agent) -> Reply {
    match checked(request, agent) {
        Ok(inputs) if matches!(agent.kind, Kind::Done | Kind::Waiting | Kind::Slow) => {
            answer::ok(&answer::result(agent.id, &inputs))
        }
        Ok(_) => answer::error(500, "The log source is not connected"),
        Err(refusal) => *refusal,
    }
}

/// The inputs of a request that may run the agent, or the refusal.
fn checked(request: &Recorded, agent: &Agent) -> Result<Value, Box<Reply>> {
    if agent.kind == Kind::Forbidden {
        return Err(Box::new(answer::forbidden(&MISSING_PERMISSIONS)));
    }
    validate::run_body(request).map_err(|issues| Box::new(answer::invalid(&issues)))
}

fn status(agent: &Agent, run: &str, runs: &Runs) -> Reply {
    if !validate::is_uuid(run) {
        return answer::invalid(&[validate::not_a_uuid("runId")]);
    }
    match runs.poll(agent, run) {
        Some(Status {
            word,
            message: Some(message),
        }) => answer::ok(&json!({"status": word, "statusMessage": message})),
        Some(Status {
            word,
            message: None,
        }) => answer::ok(&json!({"status": word})),
        None => answer::error(404, "Run not found"),
    }
}

fn result(agent: &Agent, run: &str, runs: &Runs) -> Reply {
    if !validate::is_uuid(run) {
        return answer::invalid(&[validate::not_a_uuid("runId")]);
    }
    match runs.inputs(agent, run) {
        Some(Ok(inputs)) => answer::ok(&answer::result(agent.id, &inputs)),
        Some(Err(status)) => answer::error(
            400,
            &format!("The run has no result: its status is {}", status.word),
        ),
        None => answer::error(404, "Run not found"),
    }
}

fn interrupt(request: &Recorded, runs: &Runs) -> Reply {
    let body = request.json().unwrap_or_default();
    let chat = body
        .get("chatId")
        .and_then(Value::as_str)
        .unwrap_or_default();
    if !validate::is_uuid(chat) {
        return answer::invalid(&[validate::not_a_uuid("chatId")]);
    }
    // The id of a run is the id of its chat.
    if runs.interrupt(chat) {
        answer::empty()
    } else {
        answer::error(404, "Chat not found")
    }
}

fn me() -> Value {
    json!({
        "id": "77777777-7777-4777-8777-777777777777",
        "email": "analyst@example.com",
        "isVerified": true,
        "groupId": "analysts",
        "createdAt": "2026-01-02T08:00:00.000Z",
        "updatedAt": "2026-01-02T08:00:00.000Z",
        "lastLoginAt": "2026-01-05T09:00:00.000Z",
        "googleId": null,
        "microsoftId": null,
        "metadata": null,
        "organizationId": answer::ORGANIZATION,
        "authType": "local",
        "isAdmin": false,
    })
}
