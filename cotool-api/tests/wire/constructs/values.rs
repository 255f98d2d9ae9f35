//! Types, `null`, and what may be left out.

use cotool_api::models::{
    Agent, AgentRunResult, AuditLog, ChatEvent, CitedToolCall, CurrentUser, DatadogRuleConfig,
    DetectionHit, GeneratePlanAsyncBody, GetAlertForRunResponse, GetAlertTimelineResponse,
    GetDetectionStatsResponse, GetThreatModelBoardResponse, ListAgentChatsResponse, OutputSchema,
    Trigger, UpdateAlertRoutingDefaultsBody, UpdateDetectionAlertRoutingBody,
};
use cotool_api::runtime::Maybe;
use serde_json::{Value, json};

use super::{ID, answered, kept, sent};
use crate::setup::within;

#[tokio::test]
async fn required_and_nullable_is_sent_as_null() {
    let (client, server) = answered(&json!({}));
    let body = UpdateAlertRoutingDefaultsBody::new(None);
    let _ = within(client.alerts().update_routing_defaults(body)).await;
    assert_eq!(sent(&server), r#"{"defaultResponseAgentId":null}"#);
    let body = UpdateAlertRoutingDefaultsBody::new(Some(ID));
    let _ = within(client.alerts().update_routing_defaults(body)).await;
    assert_eq!(
        sent(&server),
        format!(r#"{{"defaultResponseAgentId":"{ID}"}}"#)
    );
}

#[tokio::test]
async fn absent_null_and_a_value_are_three_things() {
    let (client, server) = answered(&json!({}));
    for (body, text) in [
        (
            UpdateDetectionAlertRoutingBody::new().inherit_org_default(true),
            r#"{"inheritOrgDefault":true}"#.to_owned(),
        ),
        (
            UpdateDetectionAlertRoutingBody::new().response_agent_id_null(),
            r#"{"responseAgentId":null}"#.to_owned(),
        ),
        (
            UpdateDetectionAlertRoutingBody::new().response_agent_id(ID),
            format!(r#"{{"responseAgentId":"{ID}"}}"#),
        ),
    ] {
        let _ = within(client.alerts().update_detection_routing(ID, body)).await;
        assert_eq!(sent(&server), text);
    }
}

#[test]
fn null_in_the_list_of_an_enum_is_null() {
    let body =
        |cadence: Value| json!({"intent": "x", "toolNames": [], "detectionCadence": cadence});
    let read = |cadence: Value| kept::<GeneratePlanAsyncBody>(&body(cadence)).detection_cadence;
    assert!(read(Value::Null).is_null());
    assert_eq!(read(json!("weekly")).value().unwrap().as_str(), "weekly");
    assert_eq!(read(json!("monthly")).value().unwrap().as_str(), "monthly");
    let absent: GeneratePlanAsyncBody = kept(&json!({"intent": "x", "toolNames": []}));
    assert!(absent.detection_cadence.is_absent());
}

#[test]
fn required_values_may_be_null() {
    let board: GetThreatModelBoardResponse = kept(
        &json!({"generatedAt": null, "documentGeneratedAt": "2026-01-05", "surfaces": [], "agents": []}),
    );
    assert_eq!(board.generated_at, None);
    let alert: GetAlertForRunResponse = kept(&json!({"alert": null}));
    assert!(alert.alert.is_none());
    let stats = |score: Value| json!({"runsLast7d": 1, "runsLast30d": 2, "runningRunsLast30d": 0, "hitsLast30d": 3, "avgEvalScore30d": score});
    assert_eq!(
        kept::<GetDetectionStatsResponse>(&stats(Value::Null)).avg_eval_score30d,
        None
    );
    assert_eq!(
        kept::<GetDetectionStatsResponse>(&stats(json!(0.5))).avg_eval_score30d,
        Some(0.5)
    );
    let user = |metadata: Value| {
        json!({"id": ID, "email": "a@b.example", "isVerified": true, "groupId": "g", "createdAt": "t", "updatedAt": "t",
            "lastLoginAt": null, "googleId": null, "microsoftId": null, "metadata": metadata, "organizationId": ID,
            "authType": "passkey", "isAdmin": false})
    };
    assert!(kept::<CurrentUser>(&user(Value::Null)).metadata.is_none());
    let user: CurrentUser = kept(&user(json!({"a": [1]})));
    assert_eq!(user.metadata.unwrap()["a"], json!([1]));
    assert_eq!(user.auth_type.as_str(), "passkey");
}

#[test]
fn a_nullable_field_that_may_be_missing_keeps_its_state() {
    let mut trigger = json!({"id": ID, "agentId": ID, "organizationId": ID, "source": "cron", "name": "n", "enabled": true,
        "createdAt": "t", "updatedAt": "t", "config": {}, "cronSchedule": null, "description": "d"});
    let read: Trigger = kept(&trigger);
    assert_eq!(read.cron_schedule, Maybe::Null);
    assert_eq!(read.description, Maybe::Value("d".to_owned()));
    assert_eq!(read.email_address, Maybe::Absent);
    trigger["secret"] = json!("s3cret");
    let read: Trigger = kept(&trigger);
    assert_eq!(read.secret.value().unwrap().expose(), "s3cret");
    assert!(!format!("{read:?}").contains("s3cret"));
}

#[tokio::test]
async fn counts_are_read_whether_they_come_as_number_or_as_integer() {
    for text in ["3", "3.0", "3e0"] {
        let (client, _server) = super::answering(cotool_mock::Reply::text(
            200,
            "application/json",
            format!(r#"{{"chats":[],"entries":[],"totalCount":{text}}}"#),
        ));
        let chats: ListAgentChatsResponse =
            within(client.agents().list_chats(ID, Default::default()))
                .await
                .unwrap();
        let entries: GetAlertTimelineResponse =
            within(client.alerts().timeline("COT-7", Default::default()))
                .await
                .unwrap();
        assert_eq!((chats.total_count, entries.total_count), (3, 3), "{text}");
    }
}

#[test]
fn a_number_that_is_fixed_is_that_number() {
    let config: DatadogRuleConfig = kept(&json!({"version": 1, "platform": "datadog"}));
    assert_eq!(serde_json::to_value(&config).unwrap()["version"], 1);
}

#[test]
fn timestamps_stay_what_they_are() {
    for at in [1_767_605_400_123.0, 1_767_605_400.123] {
        let event: ChatEvent = kept(&json!({"type": "chat", "timestamp": at}));
        assert!(matches!(event, ChatEvent::ChatMessageEvent(_)), "{event:?}");
        let call: CitedToolCall = kept(&json!({"timestamp": at}));
        assert_eq!(call.timestamp, Some(at));
    }
    for at in ["2026-01-05T09:30:00.000Z", "2026-01-05T09:30:00+01:00"] {
        let hit: DetectionHit = kept(&json!({"runCreatedAt": at, "statusHistory": [{"at": at}]}));
        assert_eq!(hit.run_created_at.as_deref(), Some(at));
    }
    // Where no format is documented, any text will do.
    let hit: DetectionHit = kept(&json!({"runCreatedAt": "yesterday"}));
    assert_eq!(hit.run_created_at.as_deref(), Some("yesterday"));
}

#[tokio::test]
async fn ids_are_uuids_only_where_that_is_documented() {
    let agent: Agent = kept(&json!({"id": "agt_1", "organizationId": "org_1"}));
    assert_eq!(agent.id, "agt_1");
    let entry = json!({"id": "log-1", "timestamp": "t", "organizationId": ID, "event": "e", "actor": "a", "userId": null,
        "ipAddress": null, "chatId": null, "agentId": null});
    assert_eq!(kept::<AuditLog>(&entry).id, "log-1");
    let (client, server) = answered(&json!({"alert": {}}));
    within(client.alerts().get("COT-142")).await.unwrap();
    assert_eq!(super::asked(&server), "/api/alerts/COT-142");
}

#[test]
fn what_has_no_type_may_be_anything_and_null_is_kept() {
    let result = |value: Option<Value>| {
        let mut result = json!({"finalAssistantMessage": "", "allToolCallsMade": [], "allToolResultsReceived": [], "messages": []});
        if let Some(value) = value {
            result["structuredOutputResult"] = value;
        }
        kept::<AgentRunResult>(&result).structured_output_result
    };
    assert_eq!(result(None), None);
    for value in [Value::Null, json!("text"), json!([1]), json!({"a": null})] {
        assert_eq!(result(Some(value.clone())), Some(value.clone()));
        let agent: Agent = kept(&json!({"id": "a", "organizationId": "o", "modelAlias": value}));
        assert_eq!(agent.model_alias, Some(value));
    }
}

#[test]
fn a_schema_inside_data_may_nest_and_use_words_of_rust() {
    let schema: OutputSchema = kept(&json!({
        "type": "object", "required": ["verdict"], "additionalProperties": false, "x-cotool": {"viewerId": "table", "new": 1},
        "properties": {"verdict": {"type": "string", "enum": ["bad", "good"]}, "list": {"type": "array", "items": {"type": "object", "properties": {}}}}
    }));
    assert_eq!(schema.additional_properties, Some(false));
    assert_eq!(schema.x_cotool.unwrap().viewer_id.as_deref(), Some("table"));
    let properties = schema.properties.unwrap();
    assert_eq!(properties["verdict"].enum_.as_ref().unwrap().len(), 2);
    assert_eq!(
        properties["list"].items.as_ref().unwrap().type_.as_deref(),
        Some("object")
    );
}
