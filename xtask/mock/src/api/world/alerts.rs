//! Alerts and their timelines.

use serde_json::{Value, json};

use super::collection::{chosen, merge, page, text};
use super::{Answered, BEGINNING, ORGANIZATION, USER, World};
use crate::api::agent;
use crate::api::answer::Refusal;
use crate::api::asked::Asked;

/// The display ids of the alerts that are open at the start, the newest first.
pub const OPEN: [&str; 5] = ["COT-107", "COT-106", "COT-104", "COT-102", "COT-101"];

/// Number, title, status, severity and where it came from.
const ALERTS: [(usize, &str, &str, &str, &str); 7] = [
    (
        101,
        "Sign-in from an unknown country",
        "open",
        "high",
        "detection",
    ),
    (
        102,
        "Mailbox rule forwards to an outside address",
        "open",
        "medium",
        "detection",
    ),
    (
        103,
        "Scheduled task made by a service account",
        "closed",
        "low",
        "webhook",
    ),
    (
        104,
        "Secret pushed to a public repository",
        "open",
        "critical",
        "jira",
    ),
    (105, "Phishing reported by a user", "closed", "low", "slack"),
    (
        106,
        "Fourteen failed sign-ins, then one that worked",
        "open",
        "high",
        "detection",
    ),
    (
        107,
        "New administrator outside the change window",
        "open",
        "critical",
        "webhook",
    ),
];

pub(super) fn seeds() -> Vec<Value> {
    let alert = |(number, title, status, severity, source): &(usize, &str, &str, &str, &str)| {
        json!({
            "id": super::id('e', *number),
            "displayId": format!("COT-{number}"),
            "organizationId": ORGANIZATION,
            "organizationName": "Example",
            "title": title,
            "description": format!("{title}. Nobody has looked at it yet."),
            "source": {"type": source},
            "status": status,
            "severity": severity,
            "createdAt": super::moment(8, *number),
            "updatedAt": super::moment(8, *number),
        })
    };
    ALERTS.iter().map(alert).collect()
}

/// Each alert was made once.
pub(super) fn timeline_seeds() -> Vec<Value> {
    let entry = |(number, ..): &(usize, &str, &str, &str, &str)| {
        json!({
            "id": super::id('f', *number),
            "organizationId": ORGANIZATION,
            "alertId": super::id('e', *number),
            "createdAt": super::moment(8, *number),
            "kind": "created",
        })
    };
    ALERTS.iter().map(entry).collect()
}

pub(super) fn answer(world: &mut World, key: &str, asked: &Asked<'_>) -> Answered {
    let alert = asked.text("alertId");
    Ok(Some(match key {
        "GET /api/alerts" => list(world, asked),
        "GET /api/alerts/{alertId}" => {
            let mut alert = world.alerts.find(alert)?.clone();
            let timeline = timeline(world, &alert);
            merge(&mut alert, &json!({"timeline": timeline}));
            json!({"alert": alert})
        }
        "PATCH /api/alerts/{alertId}" => {
            let (alert, entry) = change(world, alert, &asked.body, "details", None)?;
            json!({"alert": alert, "entries": [entry]})
        }
        "GET /api/alerts/{alertId}/timeline" => {
            let entries = timeline(world, world.alerts.find(alert)?);
            json!({"entries": page(&entries, asked), "totalCount": entries.len()})
        }
        "POST /api/alerts/{alertId}/comments" => {
            let text = asked.field("bodyMarkdown").as_str();
            let (_, entry) = change(world, alert, &json!({}), "comment", text)?;
            json!({"entry": entry})
        }
        "POST /api/alerts/{alertId}/status" | "POST /api/alerts/{alertId}/severity" => {
            let what = key.rsplit('/').next().unwrap_or_default();
            let Some(word) = asked.field(what).as_str() else {
                world.alerts.find(alert)?;
                return Err(Refusal::unfit(&format!(
                    "The body needs a text called {what:?}"
                )));
            };
            let mut changes = json!({});
            merge(&mut changes, &json!({what: word}));
            let reason = asked.field("reason").as_str();
            let (alert, entry) = change(world, alert, &changes, what, reason)?;
            json!({"alert": alert, "entry": entry})
        }
        "GET /api/alerts/for-run/{runId}" => {
            let run = asked.text("runId");
            world
                .runs
                .find(run)
                .ok_or_else(|| Refusal::not_found("Run"))?;
            let linked = |alert: &&Value| text(alert, "triageRunId") == Some(run);
            json!({"alert": world.alerts.iter().find(linked)})
        }
        _ => return Ok(None),
    }))
}

/// A page of the alerts that are asked for, the newest first.
fn list(world: &World, asked: &Asked<'_>) -> Value {
    let assigned = asked.argument("assignedAgentId");
    let wanted = |alert: &&Value| {
        let source = alert.get("source").and_then(|source| text(source, "type"));
        chosen(asked, "status", text(alert, "status"))
            && chosen(asked, "severity", text(alert, "severity"))
            && chosen(asked, "source", source)
            && (assigned.is_null() || alert.get("assignedAgentId") == Some(assigned))
    };
    let alerts: Vec<_> = world.alerts.iter().rev().filter(wanted).cloned().collect();
    json!({"alerts": page(&alerts, asked), "totalCount": alerts.len()})
}

fn timeline(world: &World, alert: &Value) -> Vec<Value> {
    (world.timeline.iter())
        .filter(|entry| entry.get("alertId") == alert.get("id"))
        .cloned()
        .collect()
}

/// Changes an alert and writes it down; gives the alert as it is then, and the new entry of its timeline.
fn change(
    world: &mut World,
    id: &str,
    changes: &Value,
    kind: &str,
    text: Option<&str>,
) -> Result<(Value, Value), Refusal> {
    world.alerts.change(id, changes)?;
    let now = world.now();
    let alert = world.alerts.change(id, &json!({"updatedAt": now}))?;
    let mut entry = json!({
        "id": world.new_id('f'),
        "organizationId": ORGANIZATION,
        "alertId": alert.get("id"),
        "createdAt": now,
        "kind": kind,
        "actorUserId": USER,
    });
    if let Some(text) = text {
        merge(&mut entry, &json!({"bodyMarkdown": text}));
    }
    Ok((alert, world.timeline.add(entry)))
}

/// Remembers which run looks at an alert, when its inputs name one.
pub(super) fn link(world: &mut World, inputs: &Value, run: &str) {
    if let Some(alert) = text(inputs, "alert") {
        let link = json!({
            "triageRunId": run,
            "assignedAgentId": agent::TRIAGE,
            "firstTriagedAt": BEGINNING,
        });
        // Inputs that name no alert are inputs all the same.
        let _ = world.alerts.change(alert, &link);
    }
}
