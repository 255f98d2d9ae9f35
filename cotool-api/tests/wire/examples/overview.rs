//! `overview`

use cotool_mock::MockApi;
use cotool_mock::api::{agent, alerts};

use super::{lines, on};

#[test]
fn shows_agents_and_open_alerts() {
    let api = MockApi::start().unwrap();
    let ended = on(&api, "overview", &[]);
    ended.check(0, &["Alert triage", agent::SLOW, "5 of 5"]);
    ended.check(0, &alerts::OPEN);
    assert!(
        !ended.text.contains("COT-103"),
        "a closed one: {}",
        ended.text
    );
    let expected = ["GET /api/agents", "GET /api/alerts?limit=20&status=open"];
    assert_eq!(lines(&api), expected);
}
