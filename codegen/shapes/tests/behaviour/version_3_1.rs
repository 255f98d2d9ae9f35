//! What only OpenAPI 3.1 can say.

use serde_json::json;
use shapes::models::{Modern, ModernWidth, Pair4, ReportDoneWebhookBody};

use super::round_trip::{refused, survives};
use super::tape::Tape;

#[test]
fn a_type_list_with_null_makes_a_value_that_may_be_null() {
    let modern: Modern = survives(json!({ "kind": "modern", "name": null }));
    assert_eq!(modern.name, None);
}

#[test]
fn a_type_list_is_a_choice() {
    for (width, text) in [(json!(3), false), (json!("3em"), true)] {
        let modern: Modern = survives(json!({ "kind": "modern", "name": "m", "width": width }));
        let is_text = matches!(modern.width, Some(ModernWidth::String(_)));
        assert_eq!(is_text, text);
    }
}

#[test]
fn a_constant_is_a_constant() {
    assert!(refused::<Modern>(json!({ "kind": "old", "name": null })).contains("modern"));
}

#[test]
fn numeric_bounds_boolean_schemas_and_numbers_of_64_bits_are_read() {
    survives::<Modern>(json!({
        "kind": "modern", "name": null, "ratio": 0.5, "anything": { "at": ["all"] },
        "counter": 9_007_199_254_740_993_i64,
    }));
}

#[test]
fn a_list_of_fixed_items_is_a_tuple_in_the_words_of_3_1_and_of_draft_4() {
    let modern: Modern = survives(json!({ "kind": "modern", "name": null, "nothing": ["a", 1] }));
    assert_eq!(modern.nothing, Some(("a".to_owned(), 1)));
    let pair: Pair4 = survives(json!(["b", 2]));
    assert_eq!(pair, ("b".to_owned(), 2));
    refused::<Pair4>(json!([2, "b"]));
}

#[test]
fn an_encoding_of_content_is_bytes() {
    let modern: Modern = survives(json!({ "kind": "modern", "name": null, "data": "/w==" }));
    assert_eq!(modern.data.unwrap().as_ref(), [255]);
}

#[test]
fn keys_by_pattern_are_kept() {
    let modern: Modern = survives(json!({ "kind": "modern", "name": null, "x-a": "b" }));
    assert_eq!(modern.additional["x-a"], "b");
}

#[test]
fn a_reference_with_words_beside_it_and_one_into_definitions_are_what_they_refer_to() {
    let modern: Modern = survives(json!({
        "kind": "modern", "name": null, "owner": { "name": "o" }, "local": { "depth": 1 },
    }));
    assert_eq!(modern.owner.unwrap().name, "o");
    assert_eq!(modern.local.unwrap().depth, Some(1));
}

#[test]
fn webhooks_have_types() {
    survives::<ReportDoneWebhookBody>(json!({ "reportId": "r" }));
}

#[tokio::test]
async fn a_path_item_of_the_components_and_a_client_certificate_are_read() {
    let tape = Tape::status(204);
    tape.client().callers().list_callers().await.unwrap();
    assert_eq!(tape.sent().url, "https://shapes.test/v1/callers");
}

#[tokio::test]
async fn an_operation_that_says_nothing_of_its_answers_succeeds() {
    let tape = Tape::answering(200, "application/json", "{}");
    tape.client().answers().drop_report("7").await.unwrap();
    assert_eq!(tape.sent().method, "DELETE");
}
