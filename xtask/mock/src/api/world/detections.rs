//! Detections, their runs and what these find.

use serde_json::{Value, json};

use super::collection::{merge, page, text};
use super::{Answered, BEGINNING, ORGANIZATION, World};
use crate::api::answer::Refusal;
use crate::api::asked::Asked;

/// Its runs find something.
pub const FINDS: &str = "c0000000-0000-4000-8000-000000000001";

/// Its runs find nothing.
pub const CLEAR: &str = "c0000000-0000-4000-8000-000000000002";

/// Its runs fail.
pub const FAILS: &str = "c0000000-0000-4000-8000-000000000003";

/// A suggestion, which is no detection before it is accepted.
pub const SUGGESTION: &str = "c0000000-0000-4000-8000-000000000004";

/// In how many lists of its detection's runs a run is shown as going on.
const LISTED_AS_RUNNING: u64 = 2;

/// What counts how often a run was listed. It is not shown.
const LISTED: &str = "x-listed";

pub(super) fn seeds() -> Vec<Value> {
    vec![
        detection(FINDS, "Impossible travel", false),
        detection(CLEAR, "New forwarding rule", false),
        detection(FAILS, "Rare parent process", false),
        detection(SUGGESTION, "Sign-in without a second factor", true),
    ]
}

fn detection(id: &str, name: &str, is_suggestion: bool) -> Value {
    json!({
        "id": id,
        "organizationId": ORGANIZATION,
        "name": name,
        "description": format!("Looks for: {}", name.to_lowercase()),
        "agentType": "detection",
        "siemType": "splunk",
        "detectionCadence": "daily",
        "enabled": !is_suggestion,
        "isSuggestion": is_suggestion,
        "createdAt": BEGINNING,
        "updatedAt": BEGINNING,
    })
}

pub(super) fn answer(world: &mut World, key: &str, asked: &Asked<'_>) -> Answered {
    let id = asked.text("id");
    if asked.operation.path().starts_with("/api/detections/{id}") {
        world.detections.find(id)?;
    }
    Ok(Some(match key {
        "GET /api/detections" => {
            let detections: Vec<_> = (select(world, false).into_iter())
                .map(|mut detection| {
                    let id = text(&detection, "id").unwrap_or_default().to_owned();
                    let counts = json!({"runs30d": count(world, &id, |_| true), "hits30d": count(world, &id, found)});
                    merge(&mut detection, &counts);
                    detection
                })
                .collect();
            json!({"detections": detections})
        }
        "GET /api/detections/suggestions" => json!({"suggestions": select(world, true)}),
        "POST /api/detections/{id}/accept" => {
            if world.detections.find(id)?.get("isSuggestion") != Some(&Value::Bool(true)) {
                return Err(Refusal::unfit("The detection is no suggestion"));
            }
            let changes = json!({"isSuggestion": false, "enabled": true, "updatedAt": world.now()});
            world.detections.change(id, &changes)?
        }
        "POST /api/detections/{id}/run" => json!({"executionId": start(world, id)?}),
        "GET /api/detections/{id}/runs" => list(world, asked),
        "GET /api/detections/{id}/stats" => {
            let (runs, hits) = (count(world, id, |_| true), count(world, id, found));
            json!({
                "runsLast7d": runs,
                "runsLast30d": runs,
                "runningRunsLast30d": count(world, id, running),
                "hitsLast30d": hits,
                "avgEvalScore30d": null,
            })
        }
        "GET /api/detections/hits" => hits(world, asked),
        "GET /api/detections/hits/{hitId}/cited-tool-calls" => {
            let hit = asked.text("hitId");
            let known = |run: &Value| {
                text(run, "id").is_some_and(|id| hit_id(id).eq_ignore_ascii_case(hit))
            };
            if !world
                .detection_runs
                .iter()
                .any(|run| found(run) && known(run))
            {
                return Err(Refusal::not_found("Hit"));
            }
            return Ok(None);
        }
        _ => return Ok(None),
    }))
}

/// The suggestions, or what is none.
fn select(world: &World, suggestions: bool) -> Vec<Value> {
    let wanted = |one: &&Value| one.get("isSuggestion") == Some(&Value::Bool(suggestions));
    world.detections.iter().filter(wanted).cloned().collect()
}

fn start(world: &mut World, id: &str) -> Result<Value, Refusal> {
    let name = text(world.detections.find(id)?, "name")
        .unwrap_or_default()
        .to_owned();
    let run = world.new_id('9');
    let now = world.now();
    world.detection_runs.add(json!({
        "id": run,
        "title": name,
        "detectionId": id,
        "organizationId": ORGANIZATION,
        "createdAt": now,
        "updatedAt": now,
        "isStreaming": true,
        "hasError": false,
        LISTED: 0,
    }));
    Ok(run.into())
}

/// A page of the runs of one detection, the newest first. Those that go on are nearer to their end afterwards.
fn list(world: &mut World, asked: &Asked<'_>) -> Value {
    let id = asked.text("id");
    let wanted = |run: &&Value| {
        of(run, id)
            && match asked.text("filter") {
                "hits" => found(run),
                "clear" => run.get("result").is_some() && !found(run),
                "errors" => run.get("hasError") == Some(&Value::Bool(true)),
                _ => true,
            }
    };
    let mut runs: Vec<_> = world
        .detection_runs
        .iter()
        .rev()
        .filter(wanted)
        .cloned()
        .collect();
    for run in runs.iter_mut().filter_map(Value::as_object_mut) {
        run.remove(LISTED);
    }
    for run in world
        .detection_runs
        .iter_mut()
        .filter(|run| of(run, id) && running(run))
    {
        let listed = run.get(LISTED).and_then(Value::as_u64).unwrap_or_default() + 1;
        merge(run, &json!({LISTED: listed}));
        if listed >= LISTED_AS_RUNNING {
            merge(run, &ended(id));
        }
    }
    json!({"runs": page(&runs, asked), "totalCount": runs.len()})
}

/// How a run of a detection ends.
fn ended(detection: &str) -> Value {
    let triggered = detection.eq_ignore_ascii_case(FINDS);
    if detection.eq_ignore_ascii_case(FAILS) {
        return json!({"isStreaming": false, "hasError": true});
    }
    let entity = json!({
        "entity": "j.doe@example.com",
        "entityType": "user",
        "triggered": triggered,
        "confidence": 90,
        "severity": "high",
        "headline": "Two sign-ins, 7,000 km and 40 minutes apart",
        "evidence": ["Sign-in from 203.0.113.7", "Sign-in from 198.51.100.20"],
    });
    json!({
        "isStreaming": false,
        "result": {
            "detectionTriggered": triggered,
            "confidence": 90,
            "individualEntities": if triggered { vec![entity] } else { Vec::new() },
        },
    })
}

/// A page of what the runs found, and with the first page a summary.
fn hits(world: &World, asked: &Asked<'_>) -> Value {
    let hit = |run: &Value| {
        let member = |name: &str| run.get(name);
        json!({
            "id": hit_id(text(run, "id").unwrap_or_default()),
            "detectionId": member("detectionId"),
            "detectionName": member("title"),
            "runId": member("id"),
            "runTitle": member("title"),
            "runCreatedAt": member("createdAt"),
            "entity": "j.doe@example.com",
            "entityType": "user",
            "confidence": 90,
            "severity": "high",
            "headline": "Two sign-ins, 7,000 km and 40 minutes apart",
        })
    };
    let hits: Vec<_> = world
        .detection_runs
        .iter()
        .rev()
        .filter(|run| found(run))
        .map(hit)
        .collect();
    let mut body = json!({"hits": page(&hits, asked), "totalCount": hits.len()});
    if asked.count("offset") == Some(0) {
        let counts = json!({"critical": 0, "high": hits.len(), "medium": 0, "low": 0});
        let summary =
            json!({"uniqueDetections": usize::from(!hits.is_empty()), "severityCounts": counts});
        merge(&mut body, &json!({"summary": summary}));
    }
    body
}

/// The hit of a run.
fn hit_id(run: &str) -> String {
    run.replacen('9', "8", 1)
}

fn count(world: &World, id: &str, wanted: impl Fn(&Value) -> bool) -> usize {
    let runs = world.detection_runs.iter();
    runs.filter(|run| of(run, id) && wanted(run)).count()
}

fn of(run: &Value, detection: &str) -> bool {
    text(run, "detectionId").is_some_and(|own| own.eq_ignore_ascii_case(detection))
}

fn running(run: &Value) -> bool {
    run.get("isStreaming") == Some(&Value::Bool(true))
}

fn found(run: &Value) -> bool {
    run.pointer("/result/detectionTriggered") == Some(&Value::Bool(true))
}
