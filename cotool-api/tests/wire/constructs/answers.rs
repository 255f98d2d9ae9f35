//! Answers: envelopes, failures inside a success, and bodies that are not there.

use cotool_api::models::{ExecuteQueryBody, InterruptChatBody, UpdateUserBody};
use cotool_mock::Reply;
use serde_json::{Value, json};

use super::{ID, answered, answering, sent};
use crate::setup::{AGENT, within};

#[tokio::test]
async fn a_200_without_a_body_is_a_success() {
    let (client, server) = answering(Reply::empty(200));
    within(client.chats().interrupt(InterruptChatBody::new(ID)))
        .await
        .unwrap();
    assert_eq!(sent(&server), format!(r#"{{"chatId":"{ID}"}}"#));
    // A media type and no schema: whatever comes, and nothing is something.
    let update = || {
        client
            .users()
            .update(ID, UpdateUserBody::new().role_id("r"))
    };
    assert_eq!(within(update()).await.unwrap(), Value::Null);
    let (client, _server) = answered(&json!({"ok": true}));
    let user = within(client.users().update(ID, UpdateUserBody::new()))
        .await
        .unwrap();
    assert_eq!(user, json!({"ok": true}));
    // Where a body is documented, an empty one is an error.
    let (client, _server) = answering(Reply::empty(200));
    let error = within(client.users().me()).await.unwrap_err();
    assert!(
        error.is_decode() && error.to_string().contains("empty"),
        "{error}"
    );
}

#[tokio::test]
async fn a_body_where_none_is_documented_is_no_trouble() {
    let (client, _server) = answered(&json!({"interrupted": true}));
    within(client.chats().interrupt(InterruptChatBody::new(ID)))
        .await
        .unwrap();
}

#[tokio::test]
async fn deleting_answers_with_a_body() {
    let (client, _server) = answered(&json!({"message": "gone", "userId": ID}));
    let deleted = within(client.users().delete(ID)).await.unwrap();
    assert_eq!((&*deleted.message, deleted.user_id), ("gone", ID));
}

#[tokio::test]
async fn a_200_that_says_that_it_failed_is_read_and_says_why() {
    let (client, _server) = answered(
        &json!({"success": false, "rows": 0, "executionTimeMs": 12.5, "results": [], "error": "no such index"}),
    );
    let body = ExecuteQueryBody::new("splunk", "index=x");
    let result = within(client.detection_rules().execute_query(body))
        .await
        .unwrap();
    assert!(!result.success);
    assert_eq!(result.error.as_deref(), Some("no such index"));
    let result = within(client.detection_rules().test_query(ID))
        .await
        .unwrap();
    assert!(!result.success);
}

#[tokio::test]
async fn the_envelopes_are_what_each_operation_documents() {
    let agent = json!({"id": "a", "organizationId": "o"});
    let (client, _server) = answered(&json!([agent]));
    assert_eq!(within(client.agents().list()).await.unwrap().len(), 1);
    let (client, _server) = answered(&json!({"alerts": [{"displayId": "COT-1"}], "totalCount": 1}));
    let alerts = within(client.alerts().list(Default::default()))
        .await
        .unwrap();
    assert_eq!(
        alerts.alerts.unwrap()[0].display_id.as_deref(),
        Some("COT-1")
    );
    let (client, _server) =
        answered(&json!({"success": true, "data": {"webhookUrl": "u", "secret": "s3cret"}}));
    let fields = within(client.triggers().webhook_fields(AGENT, "jira"))
        .await
        .unwrap();
    assert!(fields.success && !format!("{fields:?}").contains("s3cret"));
    assert_eq!(fields.data.secret.unwrap().expose(), "s3cret");
    let (client, _server) =
        answered(&json!({"alert": {"title": "t", "timeline": [{"kind": "new-kind"}]}}));
    let alert = within(client.alerts().get("COT-1")).await.unwrap();
    assert!(format!("{alert:?}").contains("new-kind"));
    let (client, _server) = answered(&agent);
    assert_eq!(within(client.agents().get(AGENT)).await.unwrap().id, "a");
}

#[tokio::test]
async fn a_token_in_an_answer_cannot_be_printed() {
    let destination = json!({"id": ID, "organizationId": ID, "name": "n", "createdAt": "t", "updatedAt": "t", "type": "webhook",
        "config": {}, "usageCount": 2, "token": "t0k3n-t0k3n"});
    let (client, _server) = answered(&json!({"settings": {}, "destinations": [destination]}));
    let outputs = within(client.detections().outputs(ID)).await.unwrap();
    assert!(!format!("{outputs:?}").contains("t0k3n-t0k3n"));
    let token = outputs.destinations[0].token.as_ref().unwrap();
    assert_eq!(token.expose(), "t0k3n-t0k3n");
}

#[tokio::test]
async fn errors_whose_body_is_not_json_or_not_documented_keep_it() {
    for (status, media_type, body) in [
        (502, "text/html", "<html>Bad gateway</html>"),
        (404, "text/plain", "no such alert"),
        (400, "application/json", "{\"error\":"),
        (429, "application/json", "[]"),
    ] {
        let reply = Reply::text(status, media_type, body);
        let (client, _server) = answering(reply);
        let call = client.alerts().get("COT-1");
        let error = within(call.retry(cotool_api::runtime::RetryPolicy::none()))
            .await
            .unwrap_err();
        assert_eq!(error.status(), Some(status));
        assert!(error.api_error().is_none(), "{error:?}");
        assert_eq!(error.body().map(|body| &body[..]), Some(body.as_bytes()));
    }
}
