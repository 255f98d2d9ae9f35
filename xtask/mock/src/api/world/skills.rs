//! Skills. Each has one version.

use serde_json::{Value, json};

use super::collection::{merge, text};
use super::{Answered, BEGINNING, ORGANIZATION, USER, World};
use crate::api::agent;
use crate::api::answer::Refusal;
use crate::api::asked::Asked;

pub(super) fn seeds() -> Vec<Value> {
    vec![skill(
        "50000000-0000-4000-8000-000000000001",
        "look-up-an-address",
        "Finds out who an address belongs to",
        BEGINNING,
    )]
}

fn skill(id: &str, name: &str, description: &str, now: &str) -> Value {
    json!({
        "id": id,
        "organizationId": ORGANIZATION,
        "userId": null,
        "name": name,
        "description": description,
        "requiredTools": [],
        "createdByUserId": USER,
        "createdAt": now,
        "updatedAt": now,
        "deletedAt": null,
        "currentVersion": 1,
    })
}

pub(super) fn answer(world: &mut World, key: &str, asked: &Asked<'_>) -> Answered {
    let id = asked.text("skillId");
    if asked.operation.path().starts_with("/api/skills/{skillId}") {
        world.skills.find(id)?;
    }
    Ok(Some(match key {
        "GET /api/skills" => world.skills.all(),
        "POST /api/skills" => create(world, &asked.body)?,
        "GET /api/skills/{skillId}/agents" => {
            let agent = world.agents.find(agent::TRIAGE)?;
            let mut user = json!({"agentType": "response", "invocationCount30d": 3});
            for name in ["id", "name", "description", "updatedAt"] {
                merge(&mut user, &json!({name: agent.get(name)}));
            }
            json!([user])
        }
        "GET /api/skills/{skillId}/export" => {
            let skill = world.skills.find(id)?;
            let version = version(skill);
            json!({"skill": skill, "versions": [version], "activeVersion": detailed(skill)})
        }
        "GET /api/skills/{skillId}/versions" => json!([version(world.skills.find(id)?)]),
        "GET /api/skills/{skillId}/versions/{versionId}" => {
            let skill = world.skills.find(id)?;
            if version_id(skill).eq_ignore_ascii_case(asked.text("versionId")) {
                detailed(skill)
            } else {
                return Err(Refusal::not_found("Version"));
            }
        }
        _ => return Ok(None),
    }))
}

fn create(world: &mut World, body: &Value) -> Result<Value, Refusal> {
    let name = text(body, "name").unwrap_or_default();
    if world
        .skills
        .iter()
        .any(|skill| text(skill, "name") == Some(name))
    {
        return Err(Refusal::unfit(&format!(
            "There is a skill called {name} already"
        )));
    }
    let (id, now) = (world.new_id('5'), world.now());
    let mut skill = skill(&id, name, "", &now);
    merge(&mut skill, body);
    Ok(world.skills.add(skill))
}

/// The id of the one version, which is made of that of the skill.
fn version_id(skill: &Value) -> String {
    text(skill, "id").unwrap_or_default().replacen('5', "4", 1)
}

fn version(skill: &Value) -> Value {
    json!({
        "id": version_id(skill),
        "skillId": skill.get("id"),
        "version": 1,
        "createdByUserId": skill.get("createdByUserId"),
        "createdAt": skill.get("createdAt"),
    })
}

fn detailed(skill: &Value) -> Value {
    let prompt =
        text(skill, "instructionPrompt").unwrap_or("Look the address up and say what you found.");
    let mut detailed = version(skill);
    let more = json!({
        "instructionPrompt": prompt,
        "requiredTools": skill.get("requiredTools"),
        "references": skill.get("references").cloned().unwrap_or_else(|| json!([])),
    });
    merge(&mut detailed, &more);
    detailed
}
