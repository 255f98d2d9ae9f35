//! Detection rules, drafts, queries, and agents that are kept as files.

use serde_json::{Value, json};

use super::collection::{merge, text};
use super::{Answered, ORGANIZATION, World};
use crate::api::answer::Refusal;
use crate::api::asked::Asked;

/// The one proposal there is.
const PROPOSAL: &str = "0b9c5f64-5717-4562-b3fc-2c963f66afa6";

/// What a file of an agent has to have.
const NEEDED: &str = "apiVersion:";

pub(super) fn answer(world: &mut World, key: &str, asked: &Asked<'_>) -> Answered {
    if asked.operation.path().contains("/proposals/{id}")
        && !asked.text("id").eq_ignore_ascii_case(PROPOSAL)
    {
        return Err(Refusal::not_found("Proposal"));
    }
    Ok(Some(match key {
        "POST /api/detection-rules/proposals/{id}/smart-deploy" => json!([
            "event: progress\ndata: {\"step\": \"validate\"}\n\n",
            "event: progress\ndata: {\"step\": \"deploy\"}\n\n",
            "event: done\ndata: {\"step\": \"done\"}\n\n",
        ]),
        "POST /api/detection-rules/proposals/{id}/test-query" => rows(),
        "POST /api/detection-rules/execute-query" => {
            let query = asked.field("query").as_str().unwrap_or_default();
            if query.trim().is_empty() {
                // A query that cannot be run is no failure of the call.
                json!({"success": false, "error": "The query is empty", "rows": 0, "results": [], "executionTimeMs": 1})
            } else {
                rows()
            }
        }
        "POST /api/detection-authoring/drafts" => draft(world, &asked.body)?,
        "GET /api/detection-authoring/drafts/{chatId}" => {
            world.drafts.find(asked.text("chatId"))?.clone()
        }
        "POST /api/agent-sync/validate" => validate(&asked.body),
        _ => return Ok(None),
    }))
}

fn rows() -> Value {
    let results =
        json!([{"user": "j.doe@example.com", "count": 14}, {"user": "svc-backup", "count": 3}]);
    json!({"success": true, "rows": 2, "results": results, "executionTimeMs": 120})
}

fn draft(world: &mut World, body: &Value) -> Result<Value, Refusal> {
    if body.get("proposalId").is_none() && body.get("platform").is_none() {
        return Err(Refusal::unfit(
            "A draft without a proposal needs a platform",
        ));
    }
    let chat = text(body, "chatId").unwrap_or_default();
    let now = world.now();
    let mut draft = json!({
        "id": chat,
        "organizationId": ORGANIZATION,
        "platform": "splunk",
        "name": "Draft",
        "description": "A draft",
        "query": "index=auth action=failure | stats count by user",
        "mitreTechniqueIds": ["T1110"],
        "mitreTechniqueNames": ["Brute Force"],
        "dataSourcesRequired": ["auth"],
        "createdAt": now,
        "updatedAt": now,
    });
    merge(&mut draft, body);
    // One draft a chat.
    let _ = world.drafts.remove(chat);
    Ok(world.drafts.add(draft))
}

/// Each file is looked at for the one thing that every file has.
fn validate(body: &Value) -> Value {
    let report = |file: &Value| {
        let valid = text(file, "content").is_some_and(|content| content.contains(NEEDED));
        let error = json!({"code": "missing_api_version", "message": format!("{NEEDED} is missing"), "line": 1, "column": 1});
        json!({
            "path": file.get("path"),
            "valid": valid,
            "errors": if valid { Vec::new() } else { vec![error] },
            "warnings": [],
        })
    };
    let files = body.get("files").and_then(Value::as_array);
    let results: Vec<_> = files.into_iter().flatten().map(report).collect();
    let valid = results
        .iter()
        .filter(|report| report.get("valid") == Some(&Value::Bool(true)));
    let valid = valid.count();
    json!({
        "valid": valid == results.len(),
        "fileCount": results.len(),
        "agentCount": valid,
        "results": results,
    })
}
