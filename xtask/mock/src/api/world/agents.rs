//! Agents and their runs.

use serde_json::{Value, json};

use super::collection::{merge, page, text};
use super::run::{Run, result};
use super::{Answered, BEGINNING, ORGANIZATION, World};
use crate::api::agent::{self, Kind, MISSING_PERMISSIONS};
use crate::api::answer::Refusal;
use crate::api::asked::Asked;

/// What belongs to an agent.
const OF_AN_AGENT: &str = "/api/agents/{agentId}";

pub(super) fn answer(world: &mut World, key: &str, asked: &Asked<'_>) -> Answered {
    let agent = asked.text("agentId");
    if asked.operation.path().starts_with(OF_AN_AGENT) {
        world.agents.find(agent)?;
    }
    Ok(Some(match key {
        "GET /api/agents" => world.agents.all(),
        "POST /api/agents" => create(world, &asked.body),
        "PUT /api/agents/batch" => batch(world, asked)?,
        "GET /api/agents/{agentId}" => world.agents.find(agent)?.clone(),
        "PUT /api/agents/{agentId}" => change(world, agent, &asked.body)?,
        "POST /api/agents/{agentId}/copy" => {
            let original = world.agents.find(agent)?.clone();
            json!({"agent": create(world, &original)})
        }
        "GET /api/agents/{agentId}/chats" => {
            let chats: Vec<_> = (world.runs.newest_first())
                .filter(|run| run.agent.eq_ignore_ascii_case(agent))
                .map(super::chats::chat)
                .collect();
            json!({"chats": page(&chats, asked), "totalCount": chats.len()})
        }
        "GET /api/agent-runs" => runs(world, asked),
        "POST /api/agents/{agentId}/run-async" => {
            let inputs = permitted(agent, asked)?;
            let run = world.runs.start(agent, inputs.clone(), "api");
            super::alerts::link(world, &inputs, &run);
            json!({"runId": run})
        }
        "POST /api/agents/{agentId}/run-sync" => {
            let inputs = permitted(agent, asked)?;
            if matches!(agent::kind(agent), Kind::Error | Kind::Interrupted) {
                return Err(Refusal::broken("The log source is not connected"));
            }
            result(agent, &inputs)
        }
        "GET /api/agents/{agentId}/run-async/{runId}" => {
            let status = of_agent(world, asked)?.shown();
            match status.word {
                "error" => json!({"isStreaming": false, "error": status.message}),
                _ => json!({"isStreaming": status.is_open()}),
            }
        }
        "GET /api/agents/{agentId}/run-async/{runId}/status" => {
            of_agent(world, asked)?.poll().to_json()
        }
        "GET /api/agents/{agentId}/run-async/{runId}/result" => {
            let run = of_agent(world, asked)?;
            match run.shown().word {
                "done" => result(&run.agent, &run.inputs),
                word => {
                    let reason = format!("The run has no result: its status is {word}");
                    return Err(Refusal::unfit(&reason));
                }
            }
        }
        _ => return Ok(None),
    }))
}

/// The inputs of a request that may run the agent.
fn permitted(agent: &str, asked: &Asked<'_>) -> Result<Value, Refusal> {
    if agent::kind(agent) == Kind::Forbidden {
        return Err(Refusal::forbidden(&MISSING_PERMISSIONS));
    }
    Ok(asked.field("inputs").clone())
}

/// The run that is asked about, if it is one of the agent that is asked about.
fn of_agent<'w>(world: &'w mut World, asked: &Asked<'_>) -> Result<&'w mut Run, Refusal> {
    let agent = asked.text("agentId");
    (world.runs.find_mut(asked.text("runId")))
        .filter(|run| run.agent.eq_ignore_ascii_case(agent))
        .ok_or_else(|| Refusal::not_found("Run"))
}

fn create(world: &mut World, body: &Value) -> Value {
    let mut agent =
        json!({"agentType": "response", "isBuiltIn": false, "toolNames": [], "tags": []});
    merge(&mut agent, body);
    let now = world.now();
    let own = json!({
        "id": world.new_id('b'),
        "organizationId": ORGANIZATION,
        "createdAt": now,
        "updatedAt": now,
    });
    merge(&mut agent, &own);
    world.agents.add(agent)
}

fn change(world: &mut World, id: &str, changes: &Value) -> Result<Value, Refusal> {
    let now = world.now();
    world.agents.change(id, changes)?;
    world.agents.change(id, &json!({"updatedAt": now}))
}

/// Changes several, or none when one of them does not exist.
fn batch(world: &mut World, asked: &Asked<'_>) -> Result<Value, Refusal> {
    let items = asked.field("items").as_array().cloned().unwrap_or_default();
    for item in &items {
        world.agents.find(text(item, "id").unwrap_or_default())?;
    }
    let agents = items
        .iter()
        .map(|item| change(world, text(item, "id").unwrap_or_default(), item))
        .collect::<Result<Vec<_>, _>>()?;
    Ok(json!({"agents": agents}))
}

/// A page of the runs of all agents.
fn runs(world: &World, asked: &Asked<'_>) -> Value {
    let matches = |run: &&Run| {
        let agent = asked.text("agentIdFilter");
        let name = asked.text("agentNameFilter").to_lowercase();
        let sources = asked.argument("triggerSourceFilter").as_array();
        (agent.is_empty() || run.agent.eq_ignore_ascii_case(agent))
            && name_of(world, &run.agent).to_lowercase().contains(&name)
            && sources.is_none_or(|sources| sources.iter().any(|source| *source == run.source))
    };
    let mut runs: Vec<&Run> = world.runs.newest_first().filter(matches).collect();
    if asked.text("sortDirection") == "asc" {
        runs.reverse();
    }
    let size = asked.count("pageSize").unwrap_or(50);
    let first = asked.count("page").unwrap_or_default() * size;
    let page = runs.iter().skip(first).take(size).map(|run| {
        let status = run.shown();
        json!({
            "id": run.id,
            "agentId": run.agent,
            "agentName": name_of(world, &run.agent),
            "agentType": "response",
            "createdAt": BEGINNING,
            "status": status.word,
            "isStreaming": status.is_open(),
            "hasError": status.word == "error",
            "triggerSource": run.source,
        })
    });
    json!({"runs": page.collect::<Vec<_>>(), "totalCount": runs.len()})
}

fn name_of<'w>(world: &'w World, agent: &str) -> &'w str {
    let agent = world.agents.find(agent).ok();
    agent
        .and_then(|agent| text(agent, "name"))
        .unwrap_or_default()
}
