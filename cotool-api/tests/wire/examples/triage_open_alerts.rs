//! `triage_open_alerts`

use cotool_mock::MockApi;
use cotool_mock::api::{agent, alerts};

use super::{lines, on};

fn count(api: &MockApi, start: &str, end: &str) -> usize {
    let lines = lines(api);
    let fits = |line: &&String| line.starts_with(start) && line.ends_with(end);
    lines.iter().filter(fits).count()
}

#[test]
fn every_open_alert_gets_a_verdict() {
    let api = MockApi::start().unwrap();
    let ended = on(&api, "triage_open_alerts", &[agent::TRIAGE]);
    ended.check(0, &["5 open alerts", "Verdict: true positive"]);
    assert_eq!(count(&api, "POST", "/run-async"), 5);
    for alert in alerts::OPEN {
        ended.check(0, &[alert]);
        let path = format!("/api/alerts/{alert}/comments");
        let requests = api.requests();
        let comments: Vec<_> = requests
            .iter()
            .filter(|request| request.path() == path)
            .collect();
        let [comment] = comments.as_slice() else {
            panic!("{alert} has {} comments", comments.len());
        };
        let text = comment.json().unwrap()["bodyMarkdown"].to_string();
        assert!(
            text.contains("Verdict") && text.contains("Run a0000000-"),
            "{text}"
        );
    }
}

#[test]
fn what_fails_with_one_alert_does_not_stop_the_others() {
    let api = MockApi::start().unwrap();
    let ended = on(&api, "triage_open_alerts", &[agent::BROKEN, "2"]);
    ended.check(
        1,
        &[
            "2 open alerts",
            "The log source is not connected",
            "2 alerts have no verdict",
        ],
    );
    assert_eq!(count(&api, "POST", "/run-async"), 2);
    assert_eq!(count(&api, "POST", "/comments"), 0);
}
