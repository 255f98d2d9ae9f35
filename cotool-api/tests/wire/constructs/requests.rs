//! Parameters and paths.

use cotool_api::models::{
    ListAgentChatsParams, ListAgentRunsParams, ListAlertsParams, ListAuditLogsParams,
    ListChatsParams, ListDetectionHitsParams, ListDetectionRuleProposalsParams, ScoreFilter,
    ScoreFilterOp,
};
use serde_json::json;

use super::{ID, answered, asked};
use crate::setup::{RUN, within};

fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(ToString::to_string).collect()
}

#[tokio::test]
async fn lists_are_joined_by_commas_and_their_items_escaped() {
    let (client, server) = answered(&json!({}));
    let params = ListAlertsParams::new()
        .status(words(&["open", "a,b", "c d"]))
        .severity(words(&["high"]));
    within(client.alerts().list(params)).await.unwrap();
    assert_eq!(
        asked(&server),
        "/api/alerts?status=open,a%2Cb,c%20d&severity=high"
    );
    let params = ListDetectionRuleProposalsParams::new().status(words(&["proposed", "&x=1"]));
    within(client.detection_rules().list_proposals(params))
        .await
        .unwrap();
    assert_eq!(
        asked(&server),
        "/api/detection-rules/proposals?status=proposed,%26x%3D1"
    );
    within(client.alerts().list(ListAlertsParams::default()))
        .await
        .unwrap();
    assert_eq!(
        asked(&server),
        "/api/alerts",
        "what is not set is not sent, defaults of the service included"
    );
}

#[tokio::test]
async fn score_filters_travel_as_json_in_one_value() {
    let (client, server) = answered(&json!({"runs": []}));
    let mut known = ScoreFilter::new().op(ScoreFilterOp::Gt);
    known.additional.insert("value".to_owned(), json!(0.5));
    let other: ScoreFilter = serde_json::from_value(json!({"op": "gte", "value": "ü&"})).unwrap();
    let params = ListAgentRunsParams::new()
        .page(0)
        .page_size(50)
        .score_filters(vec![known, other]);
    within(client.agents().list_runs(params)).await.unwrap();
    assert_eq!(
        asked(&server),
        "/api/agent-runs?page=0&pageSize=50&scoreFilters=%5B%7B%22op%22%3A%22gt%22%2C%22value%22%3A0.5%7D%2C%7B%22op%22%3A%22gte\
         %22%2C%22value%22%3A%22%C3%BC%26%22%7D%5D"
    );
}

#[tokio::test]
async fn every_style_of_paging_is_sent_in_whole_numbers() {
    let (client, server) = answered(
        &json!({"chats": [], "runs": [], "hits": [], "totalCount": 0, "feedbackByEvent": {}}),
    );
    within(
        client
            .agents()
            .list_chats(ID, ListAgentChatsParams::new().limit(10).offset(20)),
    )
    .await
    .unwrap();
    assert_eq!(
        asked(&server),
        format!("/api/agents/{ID}/chats?limit=10&offset=20")
    );
    within(
        client
            .agents()
            .list_runs(ListAgentRunsParams::new().page(3).page_size(100)),
    )
    .await
    .unwrap();
    assert_eq!(asked(&server), "/api/agent-runs?page=3&pageSize=100");
    within(client.chats().list(ListChatsParams::new(100, 0)))
        .await
        .unwrap();
    assert_eq!(asked(&server), "/api/chats?limit=100&offset=0");
    within(
        client
            .detections()
            .list_hits(ListDetectionHitsParams::new().offset(200)),
    )
    .await
    .unwrap();
    assert_eq!(asked(&server), "/api/detections/hits?offset=200");

    let (client, server) = answered(&json!([]));
    within(
        client
            .audit_logs()
            .list(ListAuditLogsParams::new().limit(1).offset(9)),
    )
    .await
    .unwrap();
    assert_eq!(asked(&server), "/api/audit-logs?limit=1&offset=9");
    let (client, server) = answered(&json!({"count": 12.0}));
    let count = within(client.audit_logs().count(Default::default()))
        .await
        .unwrap();
    assert_eq!(
        (count.count, asked(&server)),
        (12, "/api/audit-logs/count".to_owned())
    );
}

#[tokio::test]
async fn literal_paths_beside_templates_are_calls_of_their_own() {
    let (client, server) = answered(&json!({}));
    let _ = within(client.audit_logs().filter_options()).await;
    assert_eq!(asked(&server), "/api/audit-logs/filter-options");
    let _ = within(client.audit_logs().get("a/b?c#d%2F")).await;
    assert_eq!(asked(&server), "/api/audit-logs/a%2Fb%3Fc%23d%252F");
    let _ = within(client.alerts().for_run(RUN)).await;
    assert_eq!(asked(&server), format!("/api/alerts/for-run/{RUN}"));
    let _ = within(client.alerts().timeline("for-run", Default::default())).await;
    assert_eq!(asked(&server), "/api/alerts/for-run/timeline");
    let _ = within(client.triggers().webhook_fields(ID, "save")).await;
    assert_eq!(
        asked(&server),
        format!("/api/agents/{ID}/trigger/save/fields")
    );
    let _ = within(client.detections().list_suggestions()).await;
    assert_eq!(asked(&server), "/api/detections/suggestions");
}

#[tokio::test]
async fn an_id_that_would_lead_to_another_path_is_refused() {
    let (client, server) = answered(&json!({}));
    for id in ["", ".", ".."] {
        let error = within(client.alerts().get(id)).await.map(drop).unwrap_err();
        assert!(!error.was_sent(), "{id:?}: {error}");
        assert!(error.to_string().contains("alertId"), "{id:?}: {error}");
        within(client.audit_logs().get(id))
            .await
            .map(drop)
            .unwrap_err();
        within(client.roles().permissions(id))
            .await
            .map(drop)
            .unwrap_err();
    }
    assert_eq!(server.requests().len(), 0);
    // Escaped by somebody already, it is a name like any other.
    let _ = within(client.alerts().get("%2e%2E")).await;
    assert_eq!(asked(&server), "/api/alerts/%252e%252E");
}
