//! What a group of operations remembers.

use serde_json::{Value, json};

use super::{KEY, agent, call, get, start};
use crate::api::{alerts, detections, triggers};
use crate::{MockApi, Reply};

fn send(api: &MockApi, method: &str, path: &str, body: &Value) -> Value {
    let (status, answer) = call(api, KEY, method, path, body);
    assert_eq!(status, 200, "{method} {path}: {answer}");
    answer
}

fn texts(items: &Value, name: &str) -> Vec<String> {
    let items = items.as_array().unwrap().iter();
    items
        .map(|item| item[name].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn alerts_are_filtered_and_come_in_pages() {
    let api = MockApi::start().unwrap();
    let list = |query: &str| get(&api, &format!("/api/alerts?{query}")).1;
    let all = list("");
    assert_eq!(all["totalCount"], 7);
    assert_eq!(
        texts(&list("status=open")["alerts"], "displayId"),
        alerts::OPEN
    );
    assert_eq!(list("status=open,closed")["totalCount"], 7);
    assert_eq!(list("status=open&severity=critical")["totalCount"], 2);
    assert_eq!(list("source=slack")["totalCount"], 1);
    let page = list("status=open&limit=2&offset=4");
    assert_eq!(page["totalCount"], 5);
    assert_eq!(texts(&page["alerts"], "displayId"), alerts::OPEN[4..]);
    for query in [
        "limit=0",
        "limit=201",
        "limit=two",
        "limit=1&limit=2",
        "offset=-1",
    ] {
        assert_eq!(get(&api, &format!("/api/alerts?{query}")).0, 400, "{query}");
    }
}

#[test]
fn an_alert_remembers_what_was_done_to_it() {
    let api = MockApi::start().unwrap();
    let alert = format!("/api/alerts/{}", alerts::OPEN[0]);
    let comment = json!({"bodyMarkdown": "Looked at it."});
    let entry = send(&api, "POST", &format!("{alert}/comments"), &comment);
    assert_eq!(entry["entry"]["bodyMarkdown"], "Looked at it.");
    let closed = json!({"status": "closed", "reason": "Harmless"});
    send(&api, "POST", &format!("{alert}/status"), &closed);
    send(&api, "PATCH", &alert, &json!({"title": "Another title"}));
    let (_, after) = get(&api, &alert);
    assert_eq!(after["alert"]["title"], "Another title");
    let kinds = texts(&after["alert"]["timeline"], "kind");
    assert_eq!(kinds, ["created", "comment", "status", "details"]);
    assert_eq!(
        get(&api, &format!("{alert}/timeline?limit=1")).1["totalCount"],
        4
    );
    assert_eq!(get(&api, "/api/alerts?status=open").1["totalCount"], 4);
    // It has two names.
    let id = after["alert"]["id"].as_str().unwrap();
    assert_eq!(get(&api, &format!("/api/alerts/{id}")).1, after);
}

#[test]
fn a_run_about_an_alert_is_linked_to_it() {
    let api = MockApi::start().unwrap();
    let other = start(&api, agent::TRIAGE);
    let path = format!("/api/agents/{}/run-async", agent::TRIAGE);
    let body = json!({"inputs": {"alert": alerts::OPEN[1]}});
    let run = send(&api, "POST", &path, &body)["runId"].clone();
    let linked = |run: &str| get(&api, &format!("/api/alerts/for-run/{run}")).1["alert"].clone();
    assert_eq!(linked(run.as_str().unwrap())["displayId"], alerts::OPEN[1]);
    assert_eq!(linked(&other), Value::Null);
}

#[test]
fn runs_are_chats_too() {
    let api = MockApi::start().unwrap();
    let (first, second) = (start(&api, agent::TRIAGE), start(&api, agent::SLOW));
    let chats = get(&api, "/api/chats?limit=10&offset=0").1;
    assert_eq!(texts(&chats["chats"], "id"), [&*second, &*first]);
    let own = get(&api, &format!("/api/agents/{}/chats", agent::SLOW)).1;
    assert_eq!(texts(&own["chats"], "id"), [&*second]);
    let runs = get(&api, "/api/agent-runs?pageSize=1&page=1&sortDirection=asc").1;
    assert_eq!(
        (texts(&runs["runs"], "id"), &runs["totalCount"]),
        (vec![second], &json!(2))
    );
    let none = get(
        &api,
        "/api/agent-runs?agentNameFilter=nobody&toolFilter=a,b&scoreFilters=%5B%5D",
    )
    .1;
    assert_eq!(none["totalCount"], 0);
    assert_eq!(get(&api, "/api/agent-runs?scoreFilters=%5B").0, 400);
}

#[test]
fn a_detection_run_ends_after_it_was_listed() {
    let api = MockApi::start().unwrap();
    for (detection, filter) in [
        (detections::FINDS, "hits"),
        (detections::CLEAR, "clear"),
        (detections::FAILS, "errors"),
    ] {
        let path = format!("/api/detections/{detection}");
        let execution = send(&api, "POST", &format!("{path}/run"), &json!({"inputs": {}}));
        let runs = |query: &str| get(&api, &format!("{path}/runs{query}")).1["runs"].clone();
        assert_eq!(runs("?filter=all")[0]["id"], execution["executionId"]);
        let streaming: Vec<_> = (0..3).map(|_| runs("")[0]["isStreaming"].clone()).collect();
        assert_eq!(streaming, [true, false, false]);
        for one in ["hits", "clear", "errors"] {
            let listed = runs(&format!("?filter={one}"));
            assert_eq!(
                listed.as_array().unwrap().len(),
                usize::from(one == filter),
                "{one}"
            );
        }
    }
    let hits = get(&api, "/api/detections/hits").1;
    assert_eq!(
        (&hits["totalCount"], hits["summary"].is_object()),
        (&json!(1), true)
    );
    assert_eq!(
        get(&api, "/api/detections/hits?offset=1").1.get("summary"),
        None
    );
    let stats = get(
        &api,
        &format!("/api/detections/{}/stats", detections::FINDS),
    )
    .1;
    assert_eq!(
        (&stats["runsLast7d"], &stats["hitsLast30d"]),
        (&json!(1), &json!(1))
    );
    let accept = format!("/api/detections/{}/accept", detections::SUGGESTION);
    send(&api, "POST", &accept, &Value::Null);
    assert_eq!(call(&api, KEY, "POST", &accept, &Value::Null).0, 400);
}

#[test]
fn a_trigger_keeps_what_is_absent_and_clears_what_is_null() {
    let api = MockApi::start().unwrap();
    let path = format!("/api/agents/{}/trigger/{}", agent::TRIAGE, triggers::JIRA);
    let change = |body: Value| send(&api, "PUT", &path, &body)["data"]["description"].clone();
    let before = change(json!({"source": "jira", "name": "Board"}));
    assert_eq!(before, "Issues of the security board");
    assert_eq!(
        change(json!({"source": "jira", "name": "Board", "description": null})),
        Value::Null
    );
    assert_eq!(
        change(json!({"source": "jira", "name": "Board", "description": "New"})),
        "New"
    );
    let other = json!({"source": "slack", "name": "Board"});
    assert_eq!(call(&api, KEY, "PUT", &path, &other).0, 400);
    let fire = format!("/api/trigger/jira/{}", triggers::JIRA);
    assert!(send(&api, "POST", &fire, &json!({"issue": 1}))["executionId"].is_string());
    send(
        &api,
        "PATCH",
        &format!("{path}/status"),
        &json!({"enabled": false}),
    );
    assert!(send(&api, "POST", &fire, &json!("text"))["message"].is_string());
}

#[test]
fn the_audit_log_is_an_array_with_a_count_beside_it() {
    let api = MockApi::start().unwrap();
    let ids = |query: &str| texts(&get(&api, &format!("/api/audit-logs{query}")).1, "id");
    let count =
        |query: &str| get(&api, &format!("/api/audit-logs/count{query}")).1["count"].clone();
    assert_eq!((ids("").len(), count("")), (50, json!(123)));
    assert_eq!(ids("?limit=2"), ["log-0122", "log-0121"]);
    assert_eq!(
        ids("?limit=2&offset=1&sortDirection=asc&sortBy=createdAt"),
        ["log-0001", "log-0002"]
    );
    assert_eq!(ids("?offset=120"), ["log-0002", "log-0001", "log-0000"]);
    assert_eq!(count("?event=tool.call"), 31);
    assert_eq!(
        count("?startDate=2026-01-05T09:00:10Z&endDate=2026-01-05T09:00:19.999Z"),
        10
    );
}

#[test]
fn roles_users_and_skills_change() {
    let api = MockApi::start().unwrap();
    let perms = "/api/roles/role-analyst/perms";
    let view = get(&api, perms).1["perms"][0].clone();
    let edit = json!({"resource": {"type": "agent"}, "action": "edit"});
    let after = send(
        &api,
        "POST",
        perms,
        &json!({"toAdd": [edit, edit], "toRemove": [view]}),
    );
    assert!(after["perms"].as_array().unwrap().contains(&edit));
    assert!(!after["perms"].as_array().unwrap().contains(&view));
    assert_eq!(get(&api, perms).1, after);

    let user = "/api/users/77777777-7777-4777-8777-777777777778";
    send(&api, "PUT", user, &json!({"email": "boss@example.com"}));
    assert_eq!(get(&api, "/api/users/search?email=BOSS").1["count"], 1);
    send(&api, "DELETE", user, &Value::Null);
    assert_eq!(call(&api, KEY, "DELETE", user, &Value::Null).0, 404);
    assert_eq!(get(&api, "/api/users").1["count"], 1);

    let skill = json!({"name": "a-skill", "description": "d", "instructionPrompt": "p"});
    send(&api, "POST", "/api/skills", &skill);
    assert_eq!(get(&api, "/api/skills").1.as_array().unwrap().len(), 2);
    assert_eq!(call(&api, KEY, "POST", "/api/skills", &skill).0, 400);
}

#[test]
fn routing_tells_absent_from_null() {
    let api = MockApi::start().unwrap();
    let path = format!("/api/detections/{}/alert-routing", detections::FINDS);
    let effective =
        |body: Value| send(&api, "PUT", &path, &body)["effective"]["responseAgentId"].clone();
    assert_eq!(
        get(&api, &path).1["effective"]["responseAgentId"],
        agent::TRIAGE
    );
    assert_eq!(
        effective(json!({"responseAgentId": agent::SLOW})),
        agent::SLOW
    );
    assert_eq!(effective(json!({})), agent::SLOW);
    assert_eq!(effective(json!({"responseAgentId": null})), Value::Null);
    assert_eq!(effective(json!({"inheritOrgDefault": true})), agent::TRIAGE);
}

#[test]
fn faults_come_before_the_world() {
    let api = MockApi::start_with(|request| {
        (request.path() == "/api/users")
            .then(|| Reply::text(502, "text/html", "<h1>Bad gateway</h1>"))
    })
    .unwrap();
    assert_eq!(get(&api, "/api/users").0, 502);
    assert_eq!(get(&api, "/api/roles").0, 200);
}
