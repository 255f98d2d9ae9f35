//! Unions as generated code declares them, against values that servers send.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::runtime::{self, Constant, Kind, Outline};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Slack {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    source: Option<String>,
    name: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Jira {
    project: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    source: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    parent: Option<Trigger>,
}

#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
enum Trigger {
    Slack(Slack),
    Jira(Box<Jira>),
    Unknown(runtime::UnknownJson),
}
runtime::union! {
    Trigger, discriminator: Some("source") {
        Slack(Slack) = Outline::new(&[Kind::Object])
            .tags(&["slack"]).required(&["name"]).known(&["name", "source"]),
        Jira(Box<Jira>) = Outline::new(&[Kind::Object])
            .tags(&["jira", "jira-cloud"]).required(&["project"]).known(&["parent", "project", "source"]),
    }
}

fn trigger(value: Value) -> Result<Trigger, String> {
    serde_json::from_value(value).map_err(|error| error.to_string())
}

#[test]
fn the_discriminator_decides_alone() {
    let slack = trigger(json!({"source": "slack", "name": "a", "project": "p"})).unwrap();
    assert!(matches!(&slack, Trigger::Slack(branch) if branch.name == "a"));
    let jira = trigger(json!({"source": "jira-cloud", "name": "a", "project": "p"})).unwrap();
    assert!(matches!(&jira, Trigger::Jira(branch) if branch.project == "p"));
    let error = trigger(json!({"source": "slack", "project": "p"})).unwrap_err();
    assert_eq!(
        error,
        "no branch of Trigger can read it: Slack failed: missing field `name`; \
         Jira not tried: the discriminator is \"slack\""
    );
}

#[test]
fn an_unknown_discriminator_value_is_kept() {
    for value in [
        json!({"source": "teams", "name": "a", "n": 9_007_199_254_740_993_i64}),
        json!({"source": 7, "name": "a"}),
        json!({"source": true}),
    ] {
        let unknown = trigger(value.clone()).unwrap();
        assert!(matches!(&unknown, Trigger::Unknown(other) if *other.as_value() == value));
        assert_eq!(serde_json::to_value(&unknown).unwrap(), value);
    }
}

#[test]
fn without_the_discriminator_outlines_decide() {
    for value in [
        json!({"project": "p"}),
        json!({"source": null, "project": "p"}),
    ] {
        assert!(matches!(trigger(value).unwrap(), Trigger::Jira(_)));
    }
    for value in [
        json!({"x": 1}),
        json!([]),
        json!(null),
        json!("slack"),
        json!({}),
    ] {
        assert!(matches!(trigger(value).unwrap(), Trigger::Unknown(_)));
    }
}

#[test]
fn the_only_tag_of_a_branch_is_added_when_it_is_written() {
    let slack = |source: Option<&str>| {
        let branch = Slack {
            source: source.map(str::to_owned),
            name: "a".to_owned(),
        };
        serde_json::to_string(&Trigger::Slack(branch)).unwrap()
    };
    assert_eq!(slack(None), r#"{"name":"a","source":"slack"}"#);
    assert_eq!(slack(Some("x")), r#"{"name":"a","source":"x"}"#);
    let jira = Trigger::Jira(Box::new(Jira {
        project: "p".to_owned(),
        source: None,
        parent: None,
    }));
    assert_eq!(serde_json::to_string(&jira).unwrap(), r#"{"project":"p"}"#);
}

#[test]
fn an_error_inside_has_a_path_at_each_level() {
    let text = r#"[{"source":"jira","project":"p","parent":{"source":"jira","project":7}}]"#;
    let error = runtime::json::from_slice::<Vec<Trigger>>(text.as_bytes()).unwrap_err();
    assert_eq!(error.path(), "$[0]");
    let message = error.message();
    assert!(
        message.contains("Jira failed at `$.parent`: no branch of Trigger"),
        "{message}"
    );
    assert!(
        message.contains("Jira failed at `$.project`: invalid type: integer `7`"),
        "{message}"
    );
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Small {
    a: i64,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Large {
    a: i64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    b: Option<String>,
}

#[derive(Debug, Clone, PartialEq)]
enum Shape {
    Small(Small),
    Large(Large),
    Free(BTreeMap<String, Value>),
    Unknown(runtime::UnknownJson),
}
runtime::union! {
    Shape, discriminator: None {
        Small(Small) = Outline::new(&[Kind::Object]).required(&["a"]).known(&["a"]),
        Large(Large) = Outline::new(&[Kind::Object]).required(&["a"]).known(&["a", "b"]),
        Free(BTreeMap<String, Value>) = Outline::new(&[Kind::Object]).keeps_others(),
    }
}

#[test]
fn the_branch_that_explains_most_is_read() {
    let read = |value: Value| serde_json::from_value::<Shape>(value).unwrap();
    assert!(matches!(read(json!({"a": 1})), Shape::Small(_)));
    assert!(matches!(read(json!({"a": 1, "b": "x"})), Shape::Large(_)));
    assert!(matches!(
        read(json!({"a": 1, "b": "x", "c": 0})),
        Shape::Large(_)
    ));
    // The best branch cannot read it, and the next one would lose a part of it.
    assert!(matches!(read(json!({"a": 1, "b": 2})), Shape::Free(_)));
    assert!(matches!(read(json!({"a": "x"})), Shape::Free(_)));
    assert!(matches!(read(json!({"c": 1, "d": 1})), Shape::Free(_)));
    assert!(matches!(read(json!({})), Shape::Free(_)));
    assert!(matches!(read(json!([])), Shape::Unknown(_)));
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Holder {
    at: Small,
    #[serde(flatten)]
    additional: BTreeMap<String, Value>,
}

#[derive(Debug, Clone, PartialEq)]
enum Held {
    Holder(Holder),
    Free(BTreeMap<String, Value>),
    Unknown(runtime::UnknownJson),
}
runtime::union! {
    Held, discriminator: None {
        Holder(Holder) = Outline::new(&[Kind::Object]).required(&["at"]).holds_others(),
        Free(BTreeMap<String, Value>) = Outline::new(&[Kind::Object]).keeps_others(),
    }
}

#[test]
fn keys_that_are_held_hide_nothing_that_gets_lost_inside() {
    let read = |value: Value| serde_json::from_value::<Held>(value).unwrap();
    let held = read(json!({"at": {"a": 1}, "new": [1, 2]}));
    assert!(matches!(held, Held::Holder(held) if held.additional.len() == 1));
    assert!(matches!(
        read(json!({"at": {"a": 1, "new": 1}, "new": [1, 2]})),
        Held::Free(_)
    ));
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Short {
    at: Small,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    end: Option<i64>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Long {
    at: Large,
    end: Option<i64>,
}

#[derive(Debug, Clone, PartialEq)]
enum Span {
    Short(Short),
    Long(Long),
    Unknown(runtime::UnknownJson),
}
runtime::union! {
    Span, discriminator: None {
        Short(Short) = Outline::new(&[Kind::Object]).required(&["at"]).known(&["end"]).drops_null(&["end"]),
        Long(Long) = Outline::new(&[Kind::Object]).required(&["at"]).known(&["end"]),
    }
}

#[test]
fn the_first_branch_that_loses_nothing_is_read() {
    let read = |value: Value| serde_json::from_value::<Span>(value).unwrap();
    assert!(matches!(read(json!({"at": {"a": 1}})), Span::Short(_)));
    // Lost inside, and a null that is no absence.
    assert!(matches!(
        read(json!({"at": {"a": 1, "b": "x"}})),
        Span::Long(_)
    ));
    assert!(matches!(
        read(json!({"at": {"a": 1}, "end": null})),
        Span::Long(_)
    ));
    // Nobody knows this key, at whatever depth.
    assert!(matches!(
        read(json!({"at": {"a": 1, "c": 0}, "d": 0})),
        Span::Short(_)
    ));
    // The branch that speaks of it cannot read it, and the other would lose it.
    let torn = json!({"at": {"a": 1, "b": 2}});
    assert!(matches!(read(torn.clone()), Span::Unknown(kept) if *kept.as_value() == torn));
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Free {
    at: Small,
    notes: BTreeMap<String, Value>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    by: Option<Vec<Slack>>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Exact {
    at: Large,
    notes: Small,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    by: Option<Value>,
    #[serde(flatten, deserialize_with = "runtime::remaining")]
    additional: BTreeMap<String, Small>,
}

#[derive(Debug, Clone, PartialEq)]
enum Torn {
    Free(Free),
    Exact(Exact),
    Unknown(runtime::UnknownJson),
}
runtime::union! {
    Torn, discriminator: None {
        Free(Free) = Outline::new(&[Kind::Object]).required(&["at", "notes"]).known(&["by"]),
        Exact(Exact) = Outline::new(&[Kind::Object]).required(&["at", "notes"]).known(&["by"]).holds_others(),
    }
}

#[test]
fn what_one_branch_loses_and_another_keeps_is_not_weighed() {
    let read = |value: &Value| serde_json::from_value::<Torn>(value.clone()).unwrap();
    let table = [
        (json!({"at": {"a": 1}, "notes": {"a": 1, "n": 1}}), "Free"),
        (
            json!({"at": {"a": 1, "b": "x"}, "notes": {"a": 1}}),
            "Exact",
        ),
        // One would lose `b`, the other one `n`, and it does not matter how much that is.
        (
            json!({"at": {"a": 1, "b": "x"}, "notes": {"a": 1, "n": 1}}),
            "Unknown",
        ),
        (
            json!({"at": {"a": 1, "b": "x"}, "notes": {"a": 1, "n": [1, 2, 3]}}),
            "Unknown",
        ),
        // Nobody keeps `c`, at whatever depth.
        (json!({"at": {"a": 1, "c": [1]}, "notes": {"a": 1}}), "Free"),
        (
            json!({"at": {"a": 1, "c": [1]}, "notes": {"a": 1, "n": 1}}),
            "Free",
        ),
        // A null that one of them takes for absent is a loss too.
        (
            json!({"at": {"a": 1}, "notes": {"a": 1}, "by": [{"name": "n", "source": null}]}),
            "Exact",
        ),
        (
            json!({"at": {"a": 1}, "notes": {"a": 1, "n": 1}, "by": [{"name": "n", "source": null}]}),
            "Unknown",
        ),
        // So is what is lost in other keys.
        (
            json!({"at": {"a": 1, "b": "x"}, "notes": {"a": 1}, "more": {"a": 1, "c": 1}}),
            "Exact",
        ),
    ];
    for (value, branch) in table {
        let torn = read(&value);
        assert!(format!("{torn:?}").starts_with(branch), "{value}: {torn:?}");
        if let Torn::Unknown(kept) = torn {
            assert_eq!(kept.into_value(), value);
        }
    }
}

#[test]
fn a_discriminator_that_did_not_come_is_not_added() {
    let nameless = json!({"name": "a"});
    let kept = trigger(nameless.clone()).unwrap();
    assert!(matches!(&kept, Trigger::Unknown(_)), "{kept:?}");
    assert_eq!(serde_json::to_value(&kept).unwrap(), nameless);
}

#[derive(Debug, Clone, PartialEq)]
enum Scalar {
    Number(f64),
    Integer(i64),
    Time(runtime::DateTime),
    Text(String),
    Texts(Vec<String>),
    Numbers(Vec<f64>),
    Objects(Vec<Small>),
    Unknown(runtime::UnknownJson),
}
runtime::union! {
    Scalar, discriminator: None {
        Number(f64) = Outline::new(&[Kind::Number]),
        Integer(i64) = Outline::new(&[Kind::Integer]),
        Time(runtime::DateTime) = Outline::new(&[Kind::String]),
        Text(String) = Outline::new(&[Kind::String]),
        Texts(Vec<String>) = Outline::new(&[Kind::Array]),
        Numbers(Vec<f64>) = Outline::new(&[Kind::Array]),
        Objects(Vec<Small>) = Outline::new(&[Kind::Array]).items(
            &Outline::new(&[Kind::Object]).required(&["a"]).known(&["a"]),
        ),
    }
}

#[test]
fn kinds_tell_scalars_and_arrays_apart() {
    let table = [
        ("3", "Integer(3)"),
        ("9007199254740993", "Integer(9007199254740993)"),
        ("-9223372036854775808", "Integer(-9223372036854775808)"),
        ("3.0", "Number(3.0)"),
        ("0.5", "Number(0.5)"),
        ("18446744073709549568", "Number(1.844674407370955e19)"),
        (
            r#""2026-01-31T12:00:00Z""#,
            "Time(DateTime(2026-01-31T12:00:00Z))",
        ),
        (r#""noon""#, "Text(\"noon\")"),
        ("[]", "Texts([])"),
        (r#"["a"]"#, "Texts([\"a\"])"),
        ("[1,2]", "Numbers([1.0, 2.0])"),
        (r#"[{"a":1}]"#, "Objects([Small { a: 1 }])"),
        ("true", "Unknown(true)"),
        ("null", "Unknown(null)"),
    ];
    for (text, debug) in table {
        let value: Scalar = serde_json::from_str(text).unwrap();
        assert_eq!(format!("{value:?}"), debug, "{text}");
        if !text.starts_with(['1', '[']) {
            assert_eq!(serde_json::to_string(&value).unwrap(), text);
        }
    }
    let error = serde_json::from_str::<Scalar>(r#"[{"b":1}]"#)
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("Objects not tried: at its first item: key `a` is missing"),
        "{error}"
    );
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Model {
    Large,
    Unknown(runtime::UnknownString),
}
runtime::open_enum! { Model { Large = "large" } }

#[derive(Debug, Clone, PartialEq)]
enum Choice {
    Model(Model),
    Text(String),
    Unknown(runtime::UnknownJson),
}
runtime::union! {
    Choice, discriminator: None {
        Model(Model) = Outline::new(&[Kind::String]).values(&[Constant::Str("large")]),
        Text(String) = Outline::new(&[Kind::String]),
    }
}

#[test]
fn an_open_enum_does_not_swallow_every_text() {
    let read = |text: &str| serde_json::from_value::<Choice>(text.into()).unwrap();
    assert_eq!(read("large"), Choice::Model(Model::Large));
    assert_eq!(read("tiny"), Choice::Text("tiny".to_owned()));
}
