//! `run_detection`

use cotool_mock::MockApi;
use cotool_mock::api::detections;
use serde_json::json;

use super::{lines, on};

#[test]
fn waits_for_the_end_that_the_list_shows() {
    let api = MockApi::start().unwrap();
    let words = [detections::FINDS, "Look at the last day only"];
    let ended = on(&api, "run_detection", &words);
    ended.check(
        0,
        &[
            "execution 90000000-",
            "found something",
            "j.doe@example.com",
            "198.51.100.20",
        ],
    );
    let path = format!("/api/detections/{}", detections::FINDS);
    let list = format!("GET {path}/runs?limit=100&offset=0");
    assert_eq!(
        lines(&api),
        [format!("POST {path}/run"), list.clone(), list.clone(), list]
    );
    let sent = api.requests()[0].json().unwrap();
    assert_eq!(
        sent,
        json!({"customInstructions": "Look at the last day only"})
    );
}

#[test]
fn tells_nothing_found_from_a_failure() {
    let api = MockApi::start().unwrap();
    on(&api, "run_detection", &[detections::CLEAR]).check(0, &["found nothing"]);
    on(&api, "run_detection", &[detections::FAILS]).check(1, &["ended with an error"]);
    let unknown = "00000000-0000-4000-8000-000000000000";
    on(&api, "run_detection", &[unknown]).check(1, &["404", "Detection not found"]);
}
