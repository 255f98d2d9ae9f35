//! What holds for each operation of the document.

use serde_json::{Value, json};

use super::{KEY, agent, call, start};
use crate::MockApi;
use crate::api::{alerts, detections, triggers};
use crate::document::{Content, Document, Extent, Operation, Place, Words};

const NOBODY: &str = "00000000-0000-4000-8000-000000000000";

fn operations() -> &'static [Operation] {
    Document::vendored().unwrap().operations()
}

/// The id of something that exists, for a parameter of a path or of a query.
fn known(operation: &Operation, name: &str, run: &str) -> String {
    let path = operation.path();
    let id = match name {
        "agentId" => agent::TRIAGE,
        "alertId" => alerts::OPEN[0],
        "triggerId" if path.starts_with("/api/trigger/") => triggers::JIRA,
        "triggerId" => triggers::SLACK,
        "source" => "jira",
        "skillId" => "50000000-0000-4000-8000-000000000001",
        "versionId" if path.contains("skills") => "40000000-0000-4000-8000-000000000001",
        "versionId" => "30000000-0000-4000-8000-000000000001",
        "hitId" => "80000000-0000-4000-8000-000000000001",
        "destinationId" => "60000000-0000-4000-8000-000000000001",
        "runId" | "chatId" => run,
        "id" if path.contains("/proposals/") => "0b9c5f64-5717-4562-b3fc-2c963f66afa6",
        "id" if path.ends_with("/accept") => detections::SUGGESTION,
        "id" if path.contains("/detections/") => detections::FINDS,
        "id" if path.contains("/audit-logs/") => "log-0001",
        "id" if path.contains("/users/") => "77777777-7777-4777-8777-777777777778",
        "id" if path.contains("/roles/") => "role-analyst",
        "email" => "analyst",
        "limit" => "5",
        "offset" => "0",
        other => panic!("{}: what is a good {other}?", operation.key()),
    };
    id.to_owned()
}

/// The path and the query of a request, with that value for each parameter that is needed.
fn target(operation: &Operation, value: impl Fn(&str) -> String) -> String {
    let mut path = operation.path().to_owned();
    let mut query = Vec::new();
    for parameter in operation.parameters() {
        let name = &parameter.name;
        match parameter.place {
            Place::Path => path = path.replace(&format!("{{{name}}}"), &value(name)),
            Place::Query if parameter.required => query.push(format!("{name}={}", value(name))),
            Place::Query => {}
        }
    }
    if query.is_empty() {
        path
    } else {
        format!("{path}?{}", query.join("&"))
    }
}

/// A body that the operation takes; what no schema says comes in by hand.
fn body(operation: &Operation, extent: Extent) -> Value {
    let Some(body) = operation.body() else {
        return Value::Null;
    };
    let more = match &*operation.key() {
        "POST /api/alerts/{alertId}/status" => json!({"status": "closed"}),
        "POST /api/alerts/{alertId}/severity" => json!({"severity": "low"}),
        "PATCH /api/agents/{agentId}/trigger/{triggerId}/status" => json!({"enabled": true}),
        "PUT /api/agents/{agentId}/trigger/{triggerId}" => {
            json!({"source": "slack", "name": "Channel"})
        }
        "PUT /api/agents/batch" => json!({"items": [{"id": agent::TRIAGE, "tags": ["new"]}]}),
        "POST /api/detection-authoring/drafts" => json!({"platform": "splunk"}),
        "PUT /api/alert-routing/defaults" => json!({"defaultResponseAgentId": agent::TRIAGE}),
        "PUT /api/detections/{id}/alert-routing" => json!({"responseAgentId": agent::TRIAGE}),
        "POST /api/skills" if extent == Extent::Bare => json!({"name": "another-one"}),
        // The run that the other operations ask about has to stay.
        "POST /api/chat/interrupt" => json!({"chatId": "a0000000-0000-4000-8000-000000000002"}),
        _ => json!({}),
    };
    let mut sample = Document::vendored()
        .unwrap()
        .sample(&body.schema, extent, Words::Plain);
    if let (Some(sample), Some(more)) = (sample.as_object_mut(), more.as_object()) {
        sample.extend(more.clone());
    }
    sample
}

/// A mock with a run that is done, another one, a run of a detection that found something, and a draft.
fn lived_in() -> (MockApi, String) {
    let api = MockApi::start().unwrap();
    let run = start(&api, agent::TRIAGE);
    start(&api, agent::SLOW);
    let path = format!("/api/agents/{}/run-async/{run}/status", agent::TRIAGE);
    let detection = format!("/api/detections/{}", detections::FINDS);
    call(&api, KEY, "POST", &format!("{detection}/run"), &Value::Null);
    for _ in 0..3 {
        call(&api, KEY, "GET", &path, &Value::Null);
        call(&api, KEY, "GET", &format!("{detection}/runs"), &Value::Null);
    }
    let draft = json!({"chatId": run, "platform": "splunk"});
    call(&api, KEY, "POST", "/api/detection-authoring/drafts", &draft);
    (api, run)
}

#[test]
fn is_answered_as_the_document_says() {
    let document = Document::vendored().unwrap();
    assert_eq!(operations().len(), 85);
    for operation in operations() {
        for extent in [Extent::Full, Extent::Bare] {
            let (api, run) = lived_in();
            let target = target(operation, |name| known(operation, name, &run));
            let sent = body(operation, extent);
            let (status, answer) = call(&api, KEY, operation.method(), &target, &sent);
            let key = operation.key();
            let documented = operation
                .answers()
                .iter()
                .find(|answer| answer.status == status);
            let documented = documented.unwrap_or_else(|| panic!("{key}: {status} {answer}"));
            assert_eq!(status, 200, "{key} {sent}: {answer}");
            match &documented.content {
                Content::Empty => assert_eq!(answer, Value::Null, "{key}"),
                Content::Json(schema) => {
                    let issues = document.issues(schema, &answer);
                    assert!(issues.is_empty(), "{key}: {issues:?} in {answer}");
                }
                Content::Other(media_type) => {
                    assert_eq!(media_type, "text/event-stream", "{key}");
                    assert!(
                        answer.as_str().unwrap().ends_with("\n\n"),
                        "{key}: {answer}"
                    );
                }
            }
        }
    }
}

#[test]
fn needs_a_key() {
    let (api, run) = lived_in();
    for operation in operations() {
        let target = target(operation, |name| known(operation, name, &run));
        let (status, answer) = call(&api, "", operation.method(), &target, &Value::Null);
        assert_eq!(
            (status, answer["error"].is_string()),
            (401, true),
            "{}",
            operation.key()
        );
    }
}

#[test]
fn refuses_what_its_parameters_do_not_allow() {
    let (api, run) = lived_in();
    let mut checked = 0;
    for operation in operations() {
        for parameter in operation.parameters() {
            let format = parameter.schema.get("format");
            if parameter.place == Place::Query || format != Some(&json!("uuid")) {
                continue;
            }
            checked += 1;
            let target = target(operation, |name| {
                let good = known(operation, name, &run);
                if name == parameter.name {
                    "x".to_owned()
                } else {
                    good
                }
            });
            let sent = body(operation, Extent::Bare);
            let (status, answer) = call(&api, KEY, operation.method(), &target, &sent);
            let place = format!("{} {}: {answer}", operation.key(), parameter.name);
            assert_eq!(status, 400, "{place}");
            assert_eq!(
                answer["issues"][0]["path"],
                json!([parameter.name]),
                "{place}"
            );
        }
        let good = target(operation, |name| known(operation, name, &run));
        let separator = if good.contains('?') { '&' } else { '?' };
        let target = format!("{good}{separator}nonsense=1");
        let sent = body(operation, Extent::Bare);
        let (status, answer) = call(&api, KEY, operation.method(), &target, &sent);
        assert_eq!(
            (status, &answer["issues"][0]["path"]),
            (400, &json!(["nonsense"])),
            "{good}"
        );
    }
    assert!(checked > 20, "{checked}");
}

#[test]
fn refuses_a_body_that_it_does_not_take() {
    let (api, run) = lived_in();
    for operation in operations() {
        let target = target(operation, |name| known(operation, name, &run));
        let send = |sent: &Value| call(&api, KEY, operation.method(), &target, sent);
        match operation.body() {
            Some(expected) if expected.required => {
                assert_eq!(send(&Value::Null).0, 400, "{}", operation.key());
            }
            Some(_) => {}
            None => assert_eq!(
                send(&json!({"unexpected": 1})).0,
                400,
                "{}",
                operation.key()
            ),
        }
    }
}

#[test]
fn does_not_know_what_is_not_there() {
    let (api, run) = lived_in();
    for operation in operations() {
        for parameter in operation.parameters() {
            let is_id = parameter.name.ends_with("Id") || parameter.name == "id";
            if !is_id || !(parameter.place == Place::Path || parameter.required) {
                continue;
            }
            let target = target(operation, |name| {
                let good = known(operation, name, &run);
                if name == parameter.name {
                    NOBODY.to_owned()
                } else {
                    good
                }
            });
            let sent = body(operation, Extent::Bare);
            let (status, answer) = call(&api, KEY, operation.method(), &target, &sent);
            let place = format!("{} {}: {answer}", operation.key(), parameter.name);
            assert_eq!(
                (status, answer["error"].is_string()),
                (404, true),
                "{place}"
            );
        }
    }
}
