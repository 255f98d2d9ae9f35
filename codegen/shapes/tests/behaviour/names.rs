//! Names that Rust has already, that collide, and that are missing.

use serde_json::json;
use shapes::models::{
    BoxModel, Client, Crate, DefaultModel, MatchParams, Names, OptionModel, ReportsDailyV2,
    ResultModel, Runtime, SelfLower, SelfModel, SessionStatus, SessionStatusModel, StringModel,
    VecModel, Words,
};

use super::round_trip::survives;
use super::tape::Tape;

#[test]
fn schemas_whose_names_collide_are_both_there() {
    let names: Names = survives(json!({ "status": "open", "state": { "code": 7 } }));
    assert_eq!(names.status, Some(SessionStatus::Open));
    assert_eq!(names.state, Some(SessionStatusModel::new(7)));
}

#[test]
fn a_schema_whose_name_is_escaped_in_references_is_found() {
    let daily = Names::new().daily(ReportsDailyV2::new().day("monday"));
    let value = json!({ "daily": { "day": "monday" } });
    assert_eq!(serde_json::to_value(&daily).unwrap(), value);
    assert_eq!(survives::<Names>(value), daily);
}

#[test]
fn schemas_called_like_types_of_the_standard_library_shadow_nothing() {
    let names = Names::new()
        .result(ResultModel::new(true))
        .option(OptionModel::new("o"))
        .string(StringModel::new("s"))
        .vec(VecModel::new(vec!["v".to_owned()]))
        .box_(BoxModel::new().inner(BoxModel::new()))
        .text("t")
        .texts(vec!["u".to_owned()]);
    let value = serde_json::to_value(&names).unwrap();
    assert_eq!(
        value,
        json!({
            "result": { "ok": true }, "option": { "value": "o" }, "string": { "text": "s" },
            "vec": { "items": ["v"] }, "box": { "inner": {} }, "text": "t", "texts": ["u"],
        })
    );
    assert_eq!(survives::<Names>(value), names);
    survives::<DefaultModel>(json!({ "value": 1 }));
}

#[test]
fn schemas_called_self_and_crate_are_types() {
    let names = Names::new()
        .me(SelfModel::new().me("a"))
        .it(SelfLower::new().it("b"));
    let value = json!({ "me": { "me": "a" }, "it": { "it": "b" } });
    assert_eq!(serde_json::to_value(&names).unwrap(), value);
    survives::<Crate>(json!({ "size": 1 }));
}

#[test]
fn schemas_called_like_what_the_client_itself_has_are_types() {
    survives::<Client>(json!({ "name": "a" }));
    survives::<Runtime>(json!({ "name": "b" }));
}

#[test]
fn fields_that_no_rust_field_can_be_called_keep_their_keys() {
    let words = Words::new("c", "r", "s", "t")
        .connection_string("snake")
        .connection_string_camel("camel")
        .self_pascal("S")
        .super_("p")
        .async_(true)
        .gen_(false)
        .new_("n")
        .id("i")
        .at_type("a")
        .field_1st("f")
        .empty("e");
    let value = json!({
        "crate": "c", "ref": "r", "self": "s", "type": "t", "connection_string": "snake",
        "connectionString": "camel", "Self": "S", "super": "p", "async": true, "gen": false, "new": "n",
        "$id": "i", "@type": "a", "1st": "f", "": "e",
    });
    assert_eq!(serde_json::to_value(&words).unwrap(), value);
    assert_eq!(survives::<Words>(value), words);
}

#[tokio::test]
async fn an_operation_without_an_id_is_named_by_its_path_or_summary() {
    let tape = Tape::answering(200, "application/json", r#"[{"name":"w"}]"#);
    let widgets = tape.client().names().get_widgets().await.unwrap();
    assert_eq!(widgets[0].name, "w");
    let tape = Tape::status(204);
    tape.client().names().make_a_widget().await.unwrap();
    assert_eq!(tape.sent().method, "POST");
}

#[tokio::test]
async fn operations_that_share_an_id_are_both_there() {
    let (new, old) = (Tape::status(204), Tape::status(204));
    new.client().names().list_things().await.unwrap();
    old.client().names().list_things_old().await.unwrap();
    assert!(new.sent().url.ends_with("/new/things"));
    assert!(old.sent().url.ends_with("/old/things"));
}

#[tokio::test]
async fn an_operation_and_its_parameters_may_be_words_of_rust() {
    let tape = Tape::status(204);
    let params = MatchParams::new().type_("a").self_("b");
    tape.client().names().match_(params).await.unwrap();
    assert_eq!(tape.sent().query(), "type=a&self=b");
}
