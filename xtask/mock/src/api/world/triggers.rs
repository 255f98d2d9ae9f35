//! Triggers of agents.

use serde_json::{Value, json};

use super::collection::{merge, text};
use super::{Answered, BEGINNING, ORGANIZATION, World};
use crate::api::agent;
use crate::api::answer::Refusal;
use crate::api::asked::Asked;

/// A trigger of [`agent::TRIAGE`] from Slack, without a description.
pub const SLACK: &str = "d0000000-0000-4000-8000-000000000001";

/// A trigger of [`agent::TRIAGE`] from Jira, with a description.
pub const JIRA: &str = "d0000000-0000-4000-8000-000000000002";

/// Members of a definition that are no part of the trigger's configuration.
const OWN: [&str; 6] = [
    "triggerId",
    "source",
    "name",
    "description",
    "secret",
    "webhookUrl",
];

pub(super) fn seeds() -> Vec<Value> {
    let trigger = |id: &str, source: &str, name: &str, description: Option<&str>, config: Value| {
        json!({
            "id": id,
            "agentId": agent::TRIAGE,
            "organizationId": ORGANIZATION,
            "source": source,
            "name": name,
            "description": description,
            "enabled": true,
            "config": config,
            "secret": "mock-trigger-secret",
            "cronSchedule": null,
            "emailAddress": null,
            "createdAt": BEGINNING,
            "updatedAt": BEGINNING,
        })
    };
    let channels = json!({"allowedChannelIds": ["C0001"]});
    vec![
        trigger(SLACK, "slack", "Alerts channel", None, channels),
        trigger(
            JIRA,
            "jira",
            "Security board",
            Some("Issues of the security board"),
            json!({}),
        ),
    ]
}

pub(super) fn answer(world: &mut World, key: &str, asked: &Asked<'_>) -> Answered {
    let (agent, trigger) = (asked.text("agentId"), asked.text("triggerId"));
    Ok(Some(match key {
        "GET /api/agents/{agentId}/trigger" => {
            let own = world
                .triggers
                .iter()
                .filter(|trigger| is_of(trigger, agent));
            own.cloned().collect()
        }
        "POST /api/agents/{agentId}/trigger/save" => {
            json!({"success": true, "data": save(world, agent, &asked.body)})
        }
        "PUT /api/agents/{agentId}/trigger/{triggerId}" => {
            of_agent(world, agent, trigger)?;
            json!({"success": true, "data": change(world, trigger, &asked.body)?})
        }
        "PATCH /api/agents/{agentId}/trigger/{triggerId}/status" => {
            of_agent(world, agent, trigger)?;
            let Some(enabled) = asked.field("enabled").as_bool() else {
                return Err(Refusal::unfit(
                    "The body needs a boolean called \"enabled\"",
                ));
            };
            let now = world.now();
            let changes = json!({"enabled": enabled, "updatedAt": now});
            json!({"success": true, "data": world.triggers.change(trigger, &changes)?})
        }
        "GET /api/agents/{agentId}/trigger/{source}/fields" => {
            let source = asked.text("source");
            let url = format!("https://app.cotool.ai/api/trigger/{source}/{JIRA}");
            let data = json!({
                "secret": "mock-trigger-secret",
                "webhookUrl": url,
                "additionalFields": {"type": source},
            });
            json!({"success": true, "data": data})
        }
        "POST /api/trigger/{source}/{triggerId}" => fire(world, asked)?,
        _ => return Ok(None),
    }))
}

fn is_of(trigger: &Value, agent: &str) -> bool {
    text(trigger, "agentId").is_some_and(|own| own.eq_ignore_ascii_case(agent))
}

fn of_agent(world: &World, agent: &str, id: &str) -> Result<(), Refusal> {
    let trigger = world.triggers.find(id)?;
    if is_of(trigger, agent) {
        Ok(())
    } else {
        Err(Refusal::not_found("Trigger"))
    }
}

/// Makes a trigger, or makes it anew when its id is taken.
fn save(world: &mut World, agent: &str, definition: &Value) -> Value {
    let id = match text(definition, "triggerId") {
        Some(id) => id.to_owned(),
        None => world.new_id('d'),
    };
    // That it was not there is no failure.
    let _ = world.triggers.remove(&id);
    let now = world.now();
    let member = |name: &str| definition.get(name).filter(|value| value.is_string());
    world.triggers.add(json!({
        "id": id,
        "agentId": agent,
        "organizationId": ORGANIZATION,
        "source": member("source").cloned().unwrap_or_else(|| json!("webhook")),
        "name": member("name").cloned().unwrap_or_else(|| json!("Trigger")),
        "description": member("description"),
        "enabled": true,
        "config": config(definition),
        "secret": member("secret"),
        "cronSchedule": null,
        "emailAddress": null,
        "createdAt": now,
        "updatedAt": now,
    }))
}

/// What is absent stays, what is null is cleared, what has a value is set.
fn change(world: &mut World, id: &str, definition: &Value) -> Result<Value, Refusal> {
    let before = world.triggers.find(id)?;
    if text(before, "source") != text(definition, "source") {
        return Err(Refusal::unfit("The source of a trigger cannot be changed"));
    }
    let mut settings = before.get("config").cloned().unwrap_or_default();
    merge(&mut settings, &config(definition));
    let mut changes = json!({"config": settings, "updatedAt": world.now()});
    for name in ["name", "description"] {
        if let Some(value) = definition.get(name) {
            merge(&mut changes, &json!({name: value}));
        }
    }
    world.triggers.change(id, &changes)
}

fn config(definition: &Value) -> Value {
    let members = definition.as_object().into_iter().flatten();
    let own = members.filter(|(name, _)| !OWN.contains(&name.as_str()));
    Value::Object(
        own.map(|(name, value)| (name.clone(), value.clone()))
            .collect(),
    )
}

/// Something happened that the trigger waits for: its agent runs, unless the trigger is switched off.
fn fire(world: &mut World, asked: &Asked<'_>) -> Result<Value, Refusal> {
    let trigger = world.triggers.find(asked.text("triggerId"))?;
    let source = asked.text("source");
    if text(trigger, "source") != Some(source) {
        return Err(Refusal::not_found("Trigger"));
    }
    if trigger.get("enabled") == Some(&Value::Bool(false)) {
        return Ok(json!({"message": "Skipped: the trigger is disabled"}));
    }
    let agent = text(trigger, "agentId").unwrap_or_default().to_owned();
    let run = world.runs.start(&agent, asked.body.clone(), source);
    Ok(json!({"executionId": run}))
}
