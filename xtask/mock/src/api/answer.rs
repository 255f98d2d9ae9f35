//! The answers that more than one operation gives.

use serde_json::{Value, json};

use crate::server::Reply;

/// The organization that everything in the mock belongs to.
pub(super) const ORGANIZATION: &str = "99999999-9999-4999-8999-999999999999";

/// 200 with a body.
pub(super) fn ok(body: &Value) -> Reply {
    with_request_id(Reply::json(200, body))
}

/// 200 without a body, as the interruption of a chat is answered.
pub(super) fn empty() -> Reply {
    with_request_id(Reply::empty(200))
}

/// `Error`: a message.
pub(super) fn error(status: u16, message: &str) -> Reply {
    with_request_id(Reply::json(status, &json!({"error": message})))
}

/// `ValidationError`: a message and what is wrong where.
pub(super) fn invalid(issues: &[Value]) -> Reply {
    let body = json!({"error": "Request validation failed", "issues": issues});
    with_request_id(Reply::json(400, &body))
}

/// `PermissionError`: a message and what is missing.
pub(super) fn forbidden(missing: &[&str]) -> Reply {
    let body = json!({"error": "Insufficient permissions", "missingPerms": missing});
    with_request_id(Reply::json(403, &body))
}

fn with_request_id(reply: Reply) -> Reply {
    reply.header("x-request-id", "mock-request")
}

/// The result of a run, for both ways to run an agent.
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
