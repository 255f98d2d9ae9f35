//! Lists page by page over real HTTP, in the styles that the API has.

use std::collections::BTreeSet;
use std::fmt::Debug;
use std::sync::atomic::{AtomicUsize, Ordering};

use cotool_api::Client;
use cotool_api::models::{
    GetAlertTimelineParams, ListAgentChatsParams, ListAgentRunsParams, ListAlertsError,
    ListAlertsParams, ListAuditLogsParams, ListChatsParams, ListDetectionHitsParams,
    ListDetectionRunsParams, RunAgentAsynchronouslyBody,
};
use cotool_api::runtime::{Error, ErrorBody, PagedCall, PagingError, PagingFault, Position};
use cotool_mock::api::{agent, alerts, detections};
use cotool_mock::{MockApi, Reply, Server};
use serde_json::json;

use crate::setup::{builder, client, within};

/// The client of a mock.
fn of(api: &MockApi) -> Client {
    builder(&api.url()).build().unwrap()
}

/// All items; an error fails the test.
async fn all<T, I, E: ErrorBody + Debug>(call: PagedCall<T, I, E>) -> Vec<I> {
    let mut items = call.items();
    let mut all = Vec::new();
    within(async {
        while let Some(item) = items.next().await {
            all.push(item.unwrap());
        }
    })
    .await;
    all
}

/// What was asked for below `path`: the queries.
fn queries(api: &MockApi, path: &str) -> Vec<String> {
    let requests = api.requests();
    let asked = requests.iter().filter(|request| request.path() == path);
    asked
        .map(|request| request.query().unwrap_or_default().to_owned())
        .collect()
}

#[tokio::test]
async fn alerts_come_by_offset_with_a_total() {
    let api = MockApi::start().unwrap();
    let params = ListAlertsParams::new()
        .limit(2)
        .status(vec!["open".to_owned()]);
    let open = all(of(&api).alerts().list(params)).await;
    let names: Vec<Option<&str>> = open
        .iter()
        .map(|alert| alert.display_id.as_deref())
        .collect();
    assert_eq!(names, alerts::OPEN.map(Some));
    assert_eq!(
        queries(&api, "/api/alerts"),
        [
            "limit=2&status=open",
            "limit=2&status=open&offset=2",
            "limit=2&status=open&offset=4"
        ]
    );
}

#[tokio::test]
async fn agent_runs_come_by_page_number() {
    let api = MockApi::start().unwrap();
    let client = of(&api);
    let triage = agent::TRIAGE.parse().unwrap();
    for _ in 0..5 {
        let body = RunAgentAsynchronouslyBody::new(serde_json::Map::new());
        within(client.agents().run_agent_asynchronously(triage, body))
            .await
            .unwrap();
    }
    let mut pages = client
        .agents()
        .list_runs(ListAgentRunsParams::new().page_size(2))
        .pages();
    let mut sizes = Vec::new();
    while let Some(page) = within(pages.next()).await {
        let page = page.unwrap();
        assert_eq!(page.total_count, Some(5));
        sizes.push(page.runs.unwrap().len());
    }
    assert_eq!(sizes, [2, 2, 1]);
    assert_eq!(
        queries(&api, "/api/agent-runs"),
        ["pageSize=2", "pageSize=2&page=1", "pageSize=2&page=2"]
    );
}

#[tokio::test]
async fn the_audit_log_is_a_bare_list_with_its_count_elsewhere() {
    let api = MockApi::start().unwrap();
    let client = of(&api);
    let logs = all(client
        .audit_logs()
        .list(ListAuditLogsParams::new().limit(50)))
    .await;
    let count = within(client.audit_logs().count(Default::default()))
        .await
        .unwrap();
    assert_eq!(i64::try_from(logs.len()).unwrap(), count.count);
    let ids: BTreeSet<&str> = logs.iter().map(|log| log.id.as_str()).collect();
    assert_eq!(ids.len(), logs.len(), "none twice");
    assert_eq!(
        queries(&api, "/api/audit-logs"),
        ["limit=50", "limit=50&offset=50", "limit=50&offset=100"],
        "a short page after full ones is the last"
    );

    // Without a limit of the caller, only an empty page says that there is no more.
    let api = MockApi::start().unwrap();
    let logs = all(of(&api).audit_logs().list(ListAuditLogsParams::new())).await;
    assert_eq!(logs.len(), ids.len());
    assert_eq!(
        queries(&api, "/api/audit-logs"),
        ["", "offset=50", "offset=100", "offset=123"]
    );
}

#[tokio::test]
async fn every_other_list_in_pages_is_read_to_its_end() {
    let api = MockApi::start().unwrap();
    let client = of(&api);
    let finds = detections::FINDS.parse().unwrap();
    let triage = agent::TRIAGE.parse().unwrap();
    let body = RunAgentAsynchronouslyBody::new(serde_json::Map::new());
    within(client.agents().run_agent_asynchronously(triage, body))
        .await
        .unwrap();
    within(
        client
            .detections()
            .run(finds, serde_json::from_value(json!({})).unwrap()),
    )
    .await
    .unwrap();

    let chats = client.chats().list(ListChatsParams::new(1, 0));
    let total = within(client.chats().list(ListChatsParams::new(1, 0)))
        .await
        .unwrap();
    assert_eq!(all(chats).await.len() as i64, total.total_count);
    let params = ListAgentChatsParams::new().limit(1);
    assert_eq!(
        all(client.agents().list_chats(triage, params)).await.len(),
        1
    );
    let params = ListDetectionHitsParams::new().limit(1);
    let hits = client.detections().list_hits(params.clone());
    let total = within(client.detections().list_hits(params))
        .await
        .unwrap()
        .total_count;
    assert_eq!(all(hits).await.len() as i64, total);
    let params = ListDetectionRunsParams::new().limit(1);
    assert_eq!(
        all(client.detections().list_runs(finds, params))
            .await
            .len(),
        1
    );
    let params = GetAlertTimelineParams::new().limit(1);
    let timeline = all(client.alerts().timeline(alerts::OPEN[0], params)).await;
    assert!(!timeline.is_empty());
}

#[tokio::test]
async fn an_export_goes_on_in_another_process() {
    let api = MockApi::start().unwrap();
    let list = || {
        of(&api)
            .audit_logs()
            .list(ListAuditLogsParams::new().limit(50))
    };
    let mut items = list().items();
    let mut ids = Vec::new();
    for _ in 0..70 {
        ids.push(within(items.next()).await.unwrap().unwrap().id);
    }
    let position = serde_json::to_string(items.position().unwrap()).unwrap();
    drop(items);
    let position: Position = serde_json::from_str(&position).unwrap();
    assert_eq!(position.offset(), Some(70));
    ids.extend(
        all(list().starting_at(position))
            .await
            .into_iter()
            .map(|log| log.id),
    );
    let whole: Vec<String> = all(list()).await.into_iter().map(|log| log.id).collect();
    assert_eq!(ids, whole);
}

#[tokio::test]
async fn each_page_is_tried_again_and_one_that_fails_is_typed() {
    let api = MockApi::start_with({
        let seen = AtomicUsize::new(0);
        move |_| {
            let odd = seen.fetch_add(1, Ordering::Relaxed).is_multiple_of(2);
            odd.then(|| Reply::empty(503))
        }
    })
    .unwrap();
    let logs = all(of(&api)
        .audit_logs()
        .list(ListAuditLogsParams::new().limit(100)))
    .await;
    assert_eq!((logs.len(), api.requests().len()), (123, 4));

    let denied = json!({"error": "no", "missingPerms": ["alerts:read"]});
    let server = Server::script(vec![
        Reply::json(200, &json!({"alerts": [], "totalCount": 0})),
        Reply::json(403, &denied),
    ])
    .unwrap();
    let client = client(&server);
    assert!(
        all(client.alerts().list(ListAlertsParams::new()))
            .await
            .is_empty()
    );
    let mut items = client.alerts().list(ListAlertsParams::new()).items();
    let error: Error<ListAlertsError> = within(items.next()).await.unwrap().unwrap_err();
    assert!(
        matches!(error.api_error(), Some(ListAlertsError::Forbidden(_))),
        "{error:?}"
    );
}

#[tokio::test]
async fn a_server_that_gives_the_same_page_for_ever_is_found_out() {
    let alert = json!({"displayId": "COT-1", "title": "Again"});
    let server = Server::always(Reply::json(
        200,
        &json!({"alerts": [alert], "totalCount": 40}),
    ))
    .unwrap();
    let mut items = client(&server)
        .alerts()
        .list(ListAlertsParams::new())
        .items();
    assert!(within(items.next()).await.unwrap().is_ok());
    let error = within(items.next()).await.unwrap().unwrap_err();
    let fault = error.paging_error().map(PagingError::fault);
    assert_eq!(fault, Some(&PagingFault::Repeated), "{error:?}");
    assert!(error.to_string().ends_with(
        "/api/alerts: page 2 (offset 1): the server gave the items of an earlier page again"
    ));
    assert!(within(items.next()).await.is_none());
    assert_eq!(server.count(), 2);
}
