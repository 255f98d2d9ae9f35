//! The answers that more than one operation gives.

use serde_json::{Value, json};

use crate::document::Issue;
use crate::server::Reply;

/// A success with a body.
pub(super) fn json(status: u16, body: &Value) -> Reply {
    with_request_id(Reply::json(status, body))
}

/// A success without a body, as the interruption of a chat is answered.
pub(super) fn empty(status: u16) -> Reply {
    with_request_id(Reply::empty(status))
}

/// A success that is not JSON: the texts of an array, one after the other.
pub(super) fn text(status: u16, media_type: &str, body: Option<Value>) -> Reply {
    let pieces = body.as_ref().and_then(Value::as_array);
    let pieces = pieces.into_iter().flatten().filter_map(Value::as_str);
    with_request_id(Reply::text(status, media_type, pieces.collect::<String>()))
}

/// `Error`: a message.
pub(super) fn error(status: u16, message: &str) -> Reply {
    with_request_id(Reply::json(status, &json!({"error": message})))
}

/// `ValidationError`: a message and what is wrong where.
pub(super) fn invalid(issues: &[Issue]) -> Reply {
    let issues: Vec<_> = issues.iter().map(Issue::to_json).collect();
    let body = json!({"error": "Request validation failed", "issues": issues});
    with_request_id(Reply::json(400, &body))
}

fn with_request_id(reply: Reply) -> Reply {
    reply.header("x-request-id", "mock-request")
}

/// Why the world does not do what it is asked to.
#[derive(Debug)]
pub(super) struct Refusal {
    status: u16,
    body: Value,
}

impl Refusal {
    /// 404: there is no such thing.
    pub(super) fn not_found(what: &str) -> Self {
        Self::error(404, &format!("{what} not found"))
    }

    /// `PermissionError`: a message and what is missing.
    pub(super) fn forbidden(missing: &[&str]) -> Self {
        Self {
            status: 403,
            body: json!({"error": "Insufficient permissions", "missingPerms": missing}),
        }
    }

    /// 400: it cannot be done as things stand.
    pub(super) fn unfit(message: &str) -> Self {
        Self::error(400, message)
    }

    /// 500: something is wrong with the service.
    pub(super) fn broken(message: &str) -> Self {
        Self::error(500, message)
    }

    fn error(status: u16, message: &str) -> Self {
        Self {
            status,
            body: json!({"error": message}),
        }
    }

    pub(super) fn reply(&self) -> Reply {
        with_request_id(Reply::json(self.status, &self.body))
    }
}
