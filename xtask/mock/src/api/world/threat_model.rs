//! The threat model and its versions.

use serde_json::{Value, json};

use super::{Answered, BEGINNING, USER, World};
use crate::api::asked::Asked;

pub(super) fn seeds() -> Vec<Value> {
    let version = |nth: usize, by: &str, current: bool| {
        let by_user = by == "user";
        json!({
            "id": super::id('3', nth),
            "version": nth,
            "isCurrent": current,
            "authorType": by,
            "authorId": by_user.then_some(USER),
            "modelAlias": (!by_user).then_some("a-model"),
            "changeDescription": format!("Version {nth}"),
            "createdAt": BEGINNING,
            "content": "# Threat model\n\nWho would want what we have, and how they would go about it.",
        })
    };
    vec![version(1, "ai", false), version(2, "user", true)]
}

pub(super) fn answer(world: &mut World, key: &str, asked: &Asked<'_>) -> Answered {
    Ok(Some(match key {
        "GET /api/threat-model/versions" => {
            let mut versions: Vec<Value> = world.threat_models.iter().rev().cloned().collect();
            for version in versions.iter_mut().filter_map(Value::as_object_mut) {
                version.remove("content");
            }
            json!({"versions": versions, "recentVersionWindow": 10})
        }
        "GET /api/threat-model/versions/{versionId}" => {
            world.threat_models.find(asked.text("versionId"))?.clone()
        }
        _ => return Ok(None),
    }))
}
