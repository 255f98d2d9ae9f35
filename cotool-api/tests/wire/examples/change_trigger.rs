//! `change_trigger`

use cotool_mock::MockApi;
use cotool_mock::api::{agent, triggers};
use serde_json::{Value, json};

use super::{lines, on};

/// The last body that was sent.
fn sent(api: &MockApi) -> Value {
    api.requests().last().unwrap().json().unwrap()
}

#[test]
fn one_field_changes_and_the_rest_goes_back_as_it_came() {
    let api = MockApi::start().unwrap();
    let trigger = [agent::TRIAGE, triggers::SLACK];
    let set = [&trigger[..], &["--set", "The channel of the night shift"]].concat();
    let clear = [&trigger[..], &["--clear"]].concat();

    let shown = on(&api, "change_trigger", &trigger);
    shown.check(0, &["Alerts channel (slack, on)", "description null"]);
    assert!(
        !shown.text.contains("mock-trigger-secret"),
        "{}",
        shown.text
    );
    let path = format!("/api/agents/{}/trigger", agent::TRIAGE);
    assert_eq!(lines(&api), [format!("GET {path}")]);

    on(&api, "change_trigger", &set).check(
        0,
        &["after:  ", "description \"The channel of the night shift\""],
    );
    let mut expected = json!({
        "source": "slack",
        "name": "Alerts channel",
        "description": "The channel of the night shift",
        "allowedChannelIds": ["C0001"],
    });
    assert_eq!(sent(&api), expected);

    on(&api, "change_trigger", &clear).check(0, &["night shift", "description null"]);
    expected["description"] = Value::Null;
    assert_eq!(sent(&api), expected);
}

#[test]
fn a_trigger_that_is_not_there() {
    let api = MockApi::start().unwrap();
    let words = [agent::SLOW, triggers::SLACK, "--clear"];
    on(&api, "change_trigger", &words).check(1, &["has no trigger"]);
    assert_eq!(lines(&api).len(), 1);
}
