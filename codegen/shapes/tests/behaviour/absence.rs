//! What is absent, what is null, and what has a default.

use serde_json::{Value, json};
use shapes::models::{Account, Defaults, Settings, Theme};
use shapes::runtime::{Base64, Maybe};

use super::round_trip::{read, refused, survives};
use super::tape::Tape;

fn written(settings: &Settings) -> Value {
    serde_json::to_value(settings).unwrap()
}

#[test]
fn a_patch_tells_leaving_alone_from_clearing_and_from_setting() {
    let untouched = Settings::new(Some("a".into()));
    assert_eq!(written(&untouched), json!({ "owner": "a" }));
    let cleared = untouched.clone().nickname_null();
    assert_eq!(written(&cleared), json!({ "owner": "a", "nickname": null }));
    let set = untouched.nickname("b");
    assert_eq!(written(&set), json!({ "owner": "a", "nickname": "b" }));
}

#[test]
fn absent_and_null_are_told_apart_when_they_are_read() {
    let absent: Settings = survives(json!({ "owner": "a" }));
    assert!(absent.nickname.is_absent() && absent.theme.is_absent());
    let null: Settings = survives(json!({ "owner": "a", "nickname": null, "theme": null }));
    assert!(null.nickname.is_null() && null.theme.is_null());
    let value: Settings = survives(json!({ "owner": "a", "nickname": "n", "theme": "dark" }));
    assert_eq!(value.nickname, Maybe::Value("n".to_owned()));
    assert_eq!(value.theme, Maybe::Value(Theme::Dark));
}

#[test]
fn a_required_field_without_a_value_is_written_as_null() {
    assert_eq!(written(&Settings::new(None)), json!({ "owner": null }));
    let read: Settings = survives(json!({ "owner": null }));
    assert_eq!(read.owner, None);
}

#[test]
fn an_optional_field_without_a_value_is_left_out() {
    let read: Settings = survives(json!({ "owner": "a" }));
    assert_eq!(read.size, None);
    assert_eq!(written(&read.size(3)), json!({ "owner": "a", "size": 3 }));
}

#[test]
fn three_states_and_base64_go_together() {
    let bytes: Settings = survives(json!({ "owner": null, "avatar": "AAEC/w==" }));
    assert_eq!(bytes.avatar, Maybe::Value(Base64::from(vec![0, 1, 2, 255])));
    let null: Settings = survives(json!({ "owner": null, "avatar": null }));
    assert!(null.avatar.is_null());
    assert!(refused::<Settings>(json!({ "owner": null, "avatar": "?" })).contains("base64"));
}

#[test]
fn defaults_of_every_type_stop_nothing_and_are_not_invented() {
    // One is a time, one a list, one a value of an enum, one a number other than zero.
    let none: Defaults = survives(json!({ "always": 1 }));
    assert_eq!((none.retries, none.theme), (None, None));
    let all: Defaults = survives(json!({
        "always": 0, "since": "2020-01-01T00:00:00Z", "retries": 3, "theme": "dark", "labels": [],
    }));
    assert_eq!(all.retries, Some(3));
    // A required field has no value because the document names a default.
    assert!(refused::<Defaults>(json!({})).contains("always"));
}

#[test]
fn a_default_of_the_wrong_type_leaves_the_field_its_type() {
    let read: Defaults = read(json!({ "always": 1, "wrong": 3 }));
    assert_eq!(read.wrong, Some(3));
}

#[tokio::test]
async fn what_only_one_side_sends_is_not_demanded_of_the_other() {
    let tape = Tape::answering(201, "application/json", r#"{"id":"7","name":"n"}"#);
    let account = Account::new("n").password("secret");
    let opened = tape.client().bodies().open_account(account).await.unwrap();
    assert_eq!(tape.sent().text(), r#"{"name":"n","password":"secret"}"#);
    assert_eq!((opened.id.as_deref(), opened.password), (Some("7"), None));
}
