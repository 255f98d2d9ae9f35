//! Where notifications go.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::collection::{merge, text};
use super::{Answered, BEGINNING, ORGANIZATION, World};
use crate::api::asked::Asked;

/// What was set, by what it is about.
pub(super) type Settings = BTreeMap<String, Value>;

/// The destination that is there from the start.
const DESTINATION: &str = "60000000-0000-4000-8000-000000000001";

pub(super) fn destination_seeds() -> Vec<Value> {
    vec![json!({
        "id": DESTINATION,
        "organizationId": ORGANIZATION,
        "name": "Incident webhook",
        "type": "webhook",
        "config": {"url": "https://hooks.example.com/incidents", "authType": "bearer"},
        "hasToken": true,
        "usageCount": 1,
        "createdAt": BEGINNING,
        "updatedAt": BEGINNING,
    })]
}

pub(super) fn answer(world: &mut World, key: &str, asked: &Asked<'_>) -> Answered {
    let detection = asked.text("id");
    Ok(Some(match key {
        "GET /notification-settings" => {
            let settings = current(world, "intel", &intel());
            json!({"settings": settings, "destinations": world.destinations.all()})
        }
        "PUT /notification-settings" => {
            let settings = set(world, "intel", &intel(), &asked.body);
            json!({"settings": settings, "destinations": world.destinations.all()})
        }
        "PUT /api/response-agent-notification-defaults" => {
            let before = json!({"enabled": true, "destinationIds": [DESTINATION]});
            let settings = set(world, "response-agents", &before, &asked.body);
            json!({"settings": settings, "destinations": world.destinations.all()})
        }
        "GET /api/detections/{id}/outputs" => {
            let settings = current(world, detection, &outputs(detection));
            json!({"settings": settings, "destinations": world.destinations.all()})
        }
        "PUT /api/detections/{id}/outputs" => {
            set(world, detection, &outputs(detection), &asked.body)
        }
        "POST /api/output-destinations" => {
            let mut destination = own(world);
            merge(&mut destination, &json!({"usageCount": 0}));
            merge(&mut destination, &shown(&asked.body, &Value::Null));
            world.destinations.add(destination)
        }
        "PUT /api/output-destinations/{destinationId}" => {
            let id = asked.text("destinationId");
            let changes = shown(&asked.body, world.destinations.find(id)?);
            world.destinations.change(id, &changes)?
        }
        _ => return Ok(None),
    }))
}

fn intel() -> Value {
    json!({
        "notifyAllItems": false,
        "notifyRelevantItems": true,
        "notifyExposedItems": true,
        "destinationIds": [DESTINATION],
    })
}

fn outputs(detection: &str) -> Value {
    json!({
        "agentId": detection,
        "enabled": true,
        "destinationIds": [DESTINATION],
        "sendMode": "triggered_entities_only",
    })
}

/// What is set, or what is so from the start.
fn current(world: &mut World, about: &str, before: &Value) -> Value {
    set(world, about, before, &json!({}))
}

fn set(world: &mut World, about: &str, before: &Value, changes: &Value) -> Value {
    let mut fresh = own(world);
    merge(&mut fresh, before);
    let settings = world.settings.entry(about.to_owned()).or_insert(fresh);
    merge(settings, changes);
    settings.clone()
}

/// What everything has.
fn own(world: &mut World) -> Value {
    let now = world.now();
    json!({
        "id": world.new_id('6'),
        "organizationId": ORGANIZATION,
        "createdAt": now,
        "updatedAt": now,
    })
}

/// A destination as it is shown after it was set like that: its configuration apart, its token never.
fn shown(body: &Value, before: &Value) -> Value {
    let mut config = before.get("config").cloned().unwrap_or_else(|| json!({}));
    let mut changes = json!({});
    for (name, value) in body.as_object().into_iter().flatten() {
        match name.as_str() {
            "url" | "authType" | "headerName" => merge(&mut config, &json!({name: value})),
            "token" => merge(&mut changes, &json!({"hasToken": true})),
            "name" | "type" => merge(&mut changes, &json!({name: value})),
            _ => {}
        }
    }
    merge(&mut changes, &json!({"config": config}));
    if text(&changes, "type").is_none() && before.is_null() {
        merge(&mut changes, &json!({"type": "webhook"}));
    }
    changes
}
