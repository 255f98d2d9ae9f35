//! `follow_run`

use cotool_mock::MockApi;
use cotool_mock::api::agent;

use super::on;
use crate::setup::{builder, within};

/// Starts a run from here, for the program to follow.
async fn started(api: &MockApi, agent: &str) -> String {
    let client = builder(&api.url()).build().unwrap();
    let inputs = serde_json::json!({"alert": 1});
    let run = client.agents().start_run(agent.parse().unwrap(), inputs);
    within(run).await.unwrap().id().to_string()
}

#[tokio::test]
async fn shows_what_is_new_and_the_result() {
    let api = MockApi::start().unwrap();
    let run = started(&api, agent::TRIAGE).await;
    let ended = on(&api, "follow_run", &[agent::TRIAGE, &run]);
    ended.check(
        0,
        &[
            "running: Reading the alert",
            "running: Searching",
            "s  done",
            "Verdict",
            "1 tool calls, 0",
        ],
    );
    assert_eq!(ended.text.matches("Reading the alert").count(), 1);
}

#[tokio::test]
async fn tells_how_it_ended() {
    let api = MockApi::start().unwrap();
    let broken = started(&api, agent::BROKEN).await;
    on(&api, "follow_run", &[agent::BROKEN, &broken]).check(1, &["failed", "not connected"]);
    let slow = started(&api, agent::SLOW).await;
    on(&api, "follow_run", &[agent::SLOW, &slow, "0"]).check(3, &["goes on without us"]);
    // A run of another agent is none of this one.
    on(&api, "follow_run", &[agent::TRIAGE, &slow]).check(1, &["404"]);
}
