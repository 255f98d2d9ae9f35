//! The audit log.

use serde_json::{Value, json};

use super::collection::{page, text};
use super::{Answered, ORGANIZATION, USER, World};
use crate::api::agent;
use crate::api::asked::Asked;

/// How many entries there are: more than two pages of the default size.
const ENTRIES: usize = 123;

/// Event and actor, in turn.
const EVENTS: [(&str, &str); 4] = [
    ("agent.run", "user"),
    ("tool.call", "agent"),
    ("alert.updated", "agent"),
    ("user.login", "user"),
];

pub(super) fn seeds() -> Vec<Value> {
    let entry = |(nth, (event, actor)): (usize, &(&str, &str))| {
        let by_user = *actor == "user";
        json!({
            "id": format!("log-{nth:04}"),
            "timestamp": super::moment(9, nth),
            "createdAt": super::moment(9, nth),
            "organizationId": ORGANIZATION,
            "event": event,
            "actor": actor,
            "userId": by_user.then_some(USER),
            "ipAddress": by_user.then_some("203.0.113.7"),
            "chatId": null,
            "agentId": (!by_user).then_some(agent::TRIAGE),
            "data": {},
        })
    };
    EVENTS
        .iter()
        .cycle()
        .take(ENTRIES)
        .enumerate()
        .map(entry)
        .collect()
}

pub(super) fn answer(world: &mut World, key: &str, asked: &Asked<'_>) -> Answered {
    Ok(Some(match key {
        "GET /api/audit-logs" => {
            let mut entries = matching(world, asked);
            let by = asked.text("sortBy");
            entries.sort_by(|one, other| text(one, by).cmp(&text(other, by)));
            if asked.text("sortDirection") == "desc" {
                entries.reverse();
            }
            page(&entries, asked).into()
        }
        "GET /api/audit-logs/count" => json!({"count": matching(world, asked).len()}),
        "GET /api/audit-logs/filter-options" => {
            let all = |name: &str| {
                let mut words: Vec<_> = world
                    .audit_logs
                    .iter()
                    .filter_map(|entry| text(entry, name))
                    .collect();
                words.sort_unstable();
                words.dedup();
                json!(words)
            };
            json!({
                "eventTypes": all("event"),
                "actors": all("actor"),
                "userIds": all("userId"),
                "toolGroups": ["logs"],
            })
        }
        "GET /api/audit-logs/{id}" => world.audit_logs.find(asked.text("id"))?.clone(),
        _ => return Ok(None),
    }))
}

/// The entries that are asked for.
fn matching(world: &World, asked: &Asked<'_>) -> Vec<Value> {
    let same = ["userId", "event", "actor", "chatId", "agentId"];
    // All moments are in UTC and have the same outline, so that they compare as text once the Z is off.
    let bare = |text: &str| text.trim_end_matches('Z').to_owned();
    let (start, end) = (bare(asked.text("startDate")), bare(asked.text("endDate")));
    let wanted = |entry: &&Value| {
        let moment = bare(text(entry, "timestamp").unwrap_or_default());
        same.iter().all(|name| {
            let argument = asked.argument(name);
            argument.is_null() || entry.get(name) == Some(argument)
        }) && start <= moment
            // A day and a second last until their end.
            && (moment <= end || moment.starts_with(&end))
    };
    world.audit_logs.iter().filter(wanted).cloned().collect()
}
