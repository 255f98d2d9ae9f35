//! Values and branches that the document does not list, and maps.

use cotool_api::models::{
    AgentRunProgress, ChatEvent, ChatMessageEvent, GetChatMetadataResponse, Permission,
    RunAgentAsynchronouslyBodyAttachment, SaveJiraTrigger, SaveTriggerBody,
    SendTriggerEventResponse, Trigger, TriggerSource, UpdateOutputDestinationBody,
    UpdateSlackTrigger, ValidationError, WebhookSource,
};
use serde_json::{Value, json};

use super::{ID, answered, asked, kept, sent};
use crate::setup::within;

#[tokio::test]
async fn a_new_source_of_triggers_is_read_kept_and_sent() {
    let trigger: Trigger = kept(
        &json!({"id": ID, "agentId": ID, "organizationId": ID, "source": "hackerone", "name": "n",
        "enabled": true, "createdAt": "t", "updatedAt": "t", "config": {"program": "x"}}),
    );
    assert_eq!(trigger.source.as_str(), "hackerone");
    assert!(!matches!(
        trigger.source,
        TriggerSource::Jira | TriggerSource::Webhook
    ));
    assert_eq!(trigger.config["program"], "x");

    let (client, server) = answered(&json!({"executionId": "e"}));
    let source: WebhookSource = serde_json::from_value(json!("pager/duty")).unwrap();
    within(client.triggers().send_event(&source, ID, json!({})))
        .await
        .unwrap();
    assert_eq!(asked(&server), format!("/api/trigger/pager%2Fduty/{ID}"));
}

#[test]
fn branches_are_told_apart_and_unknown_ones_are_kept() {
    let known: ChatEvent = kept(&json!({"type": "chat", "id": "e", "new": [null]}));
    assert!(
        matches!(known, ChatEvent::ChatMessageEvent(ChatMessageEvent { .. })),
        "{known:?}"
    );
    let unknown: ChatEvent =
        kept(&json!({"type": "tool-result", "id": "e", "output": {"a": null}}));
    assert!(
        !matches!(unknown, ChatEvent::ChatMessageEvent(_)),
        "{unknown:?}"
    );
    // Not even an object.
    kept::<ChatEvent>(&json!("an event of the future"));
    for answer in [
        json!({"executionId": "e"}),
        json!({"skipped": true, "message": "m"}),
        json!({"error": "e"}),
        json!("ok"),
    ] {
        let read: SendTriggerEventResponse = kept(&answer);
        let started = answer.get("executionId").is_some();
        assert_eq!(
            matches!(read, SendTriggerEventResponse::WebhookAccepted(_)),
            started
        );
    }
    kept::<Permission>(&json!({"resource": {"type": "agent", "id": ID}, "action": "agent.create"}));
    kept::<Permission>(&json!({"resource": {"type": "all"}, "action": "a.new.action", "more": 1}));
}

#[tokio::test]
async fn every_kind_of_a_union_can_be_sent() {
    let (client, server) = answered(&json!({"success": false}));
    let jira = SaveJiraTrigger::new("n", "s3cret".into(), ID, "https://example.com/hook");
    let _ = within(client.triggers().save(ID, jira.into())).await;
    let body: Value = serde_json::from_str(&sent(&server)).unwrap();
    assert_eq!(
        body["source"], "jira",
        "the constant is written without being asked for"
    );
    assert_eq!(body["secret"], "s3cret");

    let other = json!({"source": "cron", "cronSchedule": "0 * * * *", "description": null});
    let body: SaveTriggerBody = serde_json::from_value(other.clone()).unwrap();
    let _ = within(client.triggers().save(ID, body)).await;
    assert_eq!(
        serde_json::from_str::<Value>(&sent(&server)).unwrap(),
        other
    );

    let slack = UpdateSlackTrigger::new("n").allowed_channel_ids(vec!["C1".to_owned()]);
    let _ = within(client.triggers().update(ID, ID, slack.into())).await;
    assert_eq!(
        serde_json::from_str::<Value>(&sent(&server)).unwrap(),
        json!({"source": "slack", "name": "n", "allowedChannelIds": ["C1"]})
    );
}

#[test]
fn a_destination_of_another_kind_is_kept_whole() {
    let body = json!({"type": "pagerduty", "routingKey": "r", "nested": {"a": [1.0]}});
    let read: UpdateOutputDestinationBody = kept(&body);
    assert!(
        !matches!(
            read,
            UpdateOutputDestinationBody::UpdateWebhookDestination(_)
        ),
        "{read:?}"
    );
}

#[test]
fn other_keys_are_kept_where_the_document_says_so_and_no_trouble_elsewhere() {
    // `true`: free objects.
    let error: ValidationError =
        kept(&json!({"error": "e", "issues": [{"path": ["a", 1], "code": "x"}, {}]}));
    assert_eq!(error.issues.unwrap().len(), 2);
    // A map of anything.
    let meta: GetChatMetadataResponse = kept(
        &json!({"chatId": "c", "title": null, "feedbackByEvent": {"e1": {"up": true}, "e2": null}}),
    );
    assert!(format!("{meta:?}").contains("e2"));
    // Not stated: unknown keys are left aside.
    let progress: AgentRunProgress =
        serde_json::from_value(json!({"status": "paused", "new": {"a": 1}})).unwrap();
    assert_eq!(progress.status.as_str(), "paused");
    // `false`: nothing else is written, and reading is lenient all the same.
    let attachment: RunAgentAsynchronouslyBodyAttachment = serde_json::from_value(
        json!({"fileId": "f", "fileName": "n", "size": 7, "mimeType": "text/plain", "objectPath": "o"}),
    )
    .unwrap();
    assert_eq!(
        serde_json::to_value(attachment).unwrap(),
        json!({"fileId": "f", "fileName": "n", "size": 7})
    );
}
