//! The mock over HTTP.

mod every_operation;
mod groups;

use std::collections::BTreeSet;
use std::io::{Read, Write};
use std::net::TcpStream;

use serde_json::{Value, json};

use super::{KEY, MockApi, REVOKED_KEY, agent};

/// The status and the body; an empty body is `null`.
fn call(api: &MockApi, key: &str, method: &str, path: &str, body: &Value) -> (u16, Value) {
    let body = if body.is_null() {
        String::new()
    } else {
        body.to_string()
    };
    let mut stream = TcpStream::connect(api.server.address()).unwrap();
    let media_type = if body.is_empty() {
        ""
    } else {
        "Content-Type: application/json\r\n"
    };
    write!(
        stream,
        "{method} {path} HTTP/1.1\r\nAuthorization: Bearer {key}\r\n{media_type}\
         Content-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    )
    .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    let body = if body.is_empty() {
        Value::Null
    } else {
        // What is not JSON is shown as the text that it is.
        serde_json::from_str(body).unwrap_or_else(|_| body.into())
    };
    (head[9..12].parse().unwrap(), body)
}

fn get(api: &MockApi, path: &str) -> (u16, Value) {
    call(api, KEY, "GET", path, &Value::Null)
}

fn start(api: &MockApi, agent: &str) -> String {
    let path = format!("/api/agents/{agent}/run-async");
    let (status, body) = call(api, KEY, "POST", &path, &json!({"inputs": {"alert": 1}}));
    assert_eq!(status, 200, "{body}");
    body["runId"].as_str().unwrap().to_owned()
}

fn statuses(api: &MockApi, agent: &str, count: usize) -> Vec<String> {
    let run = start(api, agent);
    let path = format!("/api/agents/{agent}/run-async/{run}/status");
    (0..count)
        .map(|_| get(api, &path).1["status"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn each_agent_has_its_kind_of_run() {
    let api = MockApi::start().unwrap();
    assert_eq!(
        statuses(&api, agent::TRIAGE, 4),
        ["running", "running", "done", "done"]
    );
    assert_eq!(
        statuses(&api, agent::BROKEN, 3),
        ["running", "error", "error"]
    );
    assert_eq!(
        statuses(&api, agent::INTERRUPTED, 2),
        ["running", "interrupted"]
    );
    assert_eq!(
        statuses(&api, agent::WAITING, 4),
        ["running", "waiting", "waiting", "done"]
    );
    assert_eq!(statuses(&api, agent::SLOW, 50), vec!["running"; 50]);
}

#[test]
fn a_result_is_there_when_the_run_is_done() {
    let api = MockApi::start().unwrap();
    let run = start(&api, agent::TRIAGE);
    let path = format!("/api/agents/{}/run-async/{run}", agent::TRIAGE);
    assert_eq!(get(&api, &format!("{path}/result")).0, 400);
    for _ in 0..3 {
        get(&api, &format!("{path}/status"));
    }
    let (status, body) = get(&api, &format!("{path}/result"));
    assert_eq!(status, 200);
    assert!(
        body["finalAssistantMessage"]
            .as_str()
            .unwrap()
            .starts_with("Verdict")
    );
    assert_eq!(body["messages"][1]["content"], r#"{"alert":1}"#);
    let path = format!("/api/agents/{}/run-sync", agent::TRIAGE);
    let (status, at_once) = call(&api, KEY, "POST", &path, &json!({"inputs": {"alert": 1}}));
    assert_eq!((status, at_once), (200, body));
}

#[test]
fn keys_and_permissions_are_checked() {
    let api = MockApi::start().unwrap();
    for key in ["", REVOKED_KEY] {
        let (status, body) = call(&api, key, "GET", "/api/auth/me", &Value::Null);
        assert_eq!(status, 401);
        assert!(body["error"].is_string());
    }
    for way in ["run-async", "run-sync"] {
        let path = format!("/api/agents/{}/{way}", agent::FORBIDDEN);
        let (status, body) = call(&api, KEY, "POST", &path, &json!({"inputs": {}}));
        assert_eq!(
            (status, &body["missingPerms"]),
            (403, &json!(["agents:run", "agents:read"]))
        );
    }
}

#[test]
fn bodies_are_checked() {
    let api = MockApi::start().unwrap();
    let path = format!("/api/agents/{}/run-async", agent::TRIAGE);
    let attachment = json!({"fileId": "f", "fileName": "n", "size": 1});
    let cases = [
        (json!([]), vec![json!([])]),
        (json!({}), vec![json!(["inputs"])]),
        (json!({"inputs": "text"}), vec![json!(["inputs"])]),
        (
            json!({"inputs": {}, "attachments": {}}),
            vec![json!(["attachments"])],
        ),
        (
            json!({"inputs": {}, "attachments": [attachment, {"fileId": 1, "fileType": "x", "mimeType": "y"}]}),
            ["fileId", "fileName", "size", "fileType", "mimeType"]
                .map(|key| json!(["attachments", 1, key]))
                .into(),
        ),
    ];
    for (body, paths) in cases {
        let (status, answer) = call(&api, KEY, "POST", &path, &body);
        let issues = answer["issues"].as_array().unwrap();
        let found = issues.iter().map(|issue| issue["path"].to_string());
        let expected = paths.iter().map(Value::to_string);
        assert_eq!(status, 400, "{answer}");
        assert_eq!(
            found.collect::<BTreeSet<_>>(),
            expected.collect::<BTreeSet<_>>()
        );
    }
    let path = "/api/agents/nobody/run-async";
    assert_eq!(call(&api, KEY, "POST", path, &json!({"inputs": {}})).0, 400);
}

#[test]
fn an_interrupted_chat_interrupts_the_run() {
    let api = MockApi::start().unwrap();
    let run = start(&api, agent::SLOW);
    let body = json!({"chatId": run, "agentId": agent::SLOW});
    assert_eq!(
        call(&api, KEY, "POST", "/api/chat/interrupt", &body),
        (200, Value::Null)
    );
    let path = format!("/api/agents/{}/run-async/{run}/status", agent::SLOW);
    assert_eq!(get(&api, &path).1["status"], "interrupted");
    assert_eq!(
        call(
            &api,
            KEY,
            "POST",
            "/api/chat/interrupt",
            &json!({"chatId": "x"})
        )
        .0,
        400
    );
}

#[test]
fn lists_agents_and_knows_the_caller() {
    let api = MockApi::start().unwrap();
    let (status, agents) = get(&api, "/api/agents");
    assert_eq!((status, agents.as_array().unwrap().len()), (200, 6));
    let (status, agent) = get(&api, &format!("/api/agents/{}", agent::TRIAGE));
    assert_eq!((status, &agent), (200, &agents[0]));
    assert_eq!(get(&api, "/api/auth/me").1["email"], "analyst@example.com");
}

#[test]
fn unknown_things_are_404() {
    let api = MockApi::start().unwrap();
    let nobody = "00000000-0000-4000-8000-000000000000";
    let run = start(&api, agent::TRIAGE);
    let paths = [
        "/".to_owned(),
        "/api/agents/".to_owned() + nobody,
        format!("/api/agents/{}/run-async/{nobody}/status", agent::TRIAGE),
        format!("/api/agents/{}/run-async/{nobody}/result", agent::TRIAGE),
        format!("/api/agents/{}/run-async/{run}/status", agent::SLOW),
    ];
    for path in paths {
        let (status, body) = get(&api, &path);
        assert_eq!(status, 404, "{path} {body}");
    }
}
