//! Which agent gets the alerts of what.

use serde_json::{Value, json};

use super::collection::{merge, text};
use super::{Answered, BEGINNING, ORGANIZATION, World};
use crate::api::agent;
use crate::api::answer::Refusal;
use crate::api::asked::Asked;

/// What is set for everything that has no setting of its own.
const DEFAULT: &str = "alert-routing";

/// What is set for a detection, by its id.
fn about(detection: &str) -> String {
    format!("alert-routing of {}", detection.to_ascii_lowercase())
}

pub(super) fn answer(world: &mut World, key: &str, asked: &Asked<'_>) -> Answered {
    let detection = asked.text("id");
    Ok(Some(match key {
        "GET /api/alert-routing" => overview(world),
        "PUT /api/alert-routing/defaults" => {
            let id = asked.field("defaultResponseAgentId").clone();
            if let Some(id) = id.as_str() {
                world.agents.find(id)?;
            }
            world.settings.insert(DEFAULT.to_owned(), id);
            json!({"defaultSettings": defaults(world), "responseAgents": agents(world)})
        }
        "GET /api/detections/{id}/alert-routing" => routing(world, detection),
        "PUT /api/detections/{id}/alert-routing" => {
            set(world, detection, &asked.body)?;
            routing(world, detection)
        }
        _ => return Ok(None),
    }))
}

/// Absent: as before, or as everywhere when that is asked for. Null: to nobody. An id: to that agent.
fn set(world: &mut World, detection: &str, body: &Value) -> Result<(), Refusal> {
    match body.get("responseAgentId") {
        Some(Value::String(id)) => {
            world.agents.find(id)?;
            world.settings.insert(about(detection), json!(id));
        }
        Some(_) => drop(world.settings.insert(about(detection), Value::Null)),
        None if body.get("inheritOrgDefault") == Some(&Value::Bool(true)) => {
            world.settings.remove(&about(detection));
        }
        None => {}
    }
    Ok(())
}

/// The agent that a setting names, as an id and a name; nothing when it names none.
fn named(world: &World, setting: Option<&Value>, id: &str, name: &str) -> Value {
    let agent = setting.and_then(Value::as_str);
    let agent = agent.and_then(|agent| world.agents.find(agent).ok());
    match agent {
        Some(agent) => json!({id: agent.get("id"), name: agent.get("name")}),
        None => json!({}),
    }
}

fn defaults(world: &World) -> Value {
    let first = json!(agent::TRIAGE);
    let setting = world.settings.get(DEFAULT).unwrap_or(&first);
    let mut defaults = named(
        world,
        Some(setting),
        "defaultResponseAgentId",
        "defaultResponseAgentName",
    );
    let own =
        json!({"organizationId": ORGANIZATION, "createdAt": BEGINNING, "updatedAt": BEGINNING});
    merge(&mut defaults, &own);
    defaults
}

fn agents(world: &World) -> Value {
    let agents = world.agents.iter();
    agents
        .map(|agent| json!({"id": agent.get("id"), "name": agent.get("name")}))
        .collect()
}

fn routing(world: &World, detection: &str) -> Value {
    let setting = world.settings.get(&about(detection));
    let settings = defaults(world);
    let mut own = named(world, setting, "responseAgentId", "responseAgentName");
    merge(
        &mut own,
        &json!({
            "id": "override-1",
            "organizationId": ORGANIZATION,
            "detectionAgentId": detection,
            "createdAt": BEGINNING,
            "updatedAt": BEGINNING,
        }),
    );
    let inherited = settings.get("defaultResponseAgentId");
    let mut effective = json!({"detectionAgentId": detection});
    let of = setting.or(inherited);
    merge(
        &mut effective,
        &named(world, of, "responseAgentId", "responseAgentName"),
    );
    json!({
        "override": setting.map(|_| own),
        "effective": effective,
        "defaultSettings": settings,
        "responseAgents": agents(world),
    })
}

fn overview(world: &World) -> Value {
    let detections = world.detections.iter().map(|detection| {
        let id = text(detection, "id").unwrap_or_default();
        let effective = routing(world, id).get("effective").cloned();
        json!({
            "detectionAgentId": id,
            "detectionAgentName": detection.get("name"),
            "effective": effective,
            "alertCount30d": 0,
            "openUnassignedCount": 0,
        })
    });
    let triggers = world.triggers.iter().map(|trigger| {
        json!({
            "triggerId": trigger.get("id"),
            "triggerName": trigger.get("name"),
            "createAlert": true,
            "alertCount30d": 0,
        })
    });
    json!({
        "defaultSettings": defaults(world),
        "responseAgents": agents(world),
        "detections": detections.collect::<Vec<_>>(),
        "triggers": triggers.collect::<Vec<_>>(),
        "responseAgentSummaries": [],
    })
}
