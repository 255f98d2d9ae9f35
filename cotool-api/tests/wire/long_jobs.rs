//! What takes long, besides runs of agents: runs of detections, which are followed in a list, and jobs, which have an id.

use cotool_api::detection_run::{DetectionRunError, DetectionRunHandle};
use cotool_api::models::{GeneratePlanAsyncBody, QueryGeneration};
use cotool_mock::{Reply, Server};
use serde_json::{Value, json};
use uuid::{Uuid, uuid};

use crate::setup::{RUN, client, fast, within};

const DETECTION: Uuid = uuid!("7d444840-9dc0-41d1-b245-5ffdce74fad2");
const OTHER: Uuid = uuid!("00000000-0000-4000-8000-000000000001");

fn page(runs: &[Value], total: usize) -> Reply {
    Reply::json(200, &json!({"runs": runs, "totalCount": total}))
}

/// The run on a server with that script, without a start.
fn resumed(replies: Vec<Reply>) -> (DetectionRunHandle, Server) {
    let server = Server::script(replies).unwrap();
    (
        client(&server).detections().resume_run(DETECTION, RUN),
        server,
    )
}

fn targets(server: &Server) -> Vec<String> {
    let target = |request: &cotool_mock::Recorded| request.target().to_string();
    server.requests().iter().map(target).collect()
}

#[tokio::test]
async fn a_run_of_a_detection_is_started_found_and_waited_for() {
    let server = Server::script(vec![
        Reply::json(200, &json!({"executionId": RUN})),
        page(&[], 0),
        page(&[json!({"id": OTHER, "isStreaming": false}), json!({"id": RUN, "isStreaming": true})], 2),
        page(&[json!({"id": RUN, "isStreaming": false, "hasError": false, "result": {"detectionTriggered": true}})], 1),
    ])
    .unwrap();
    let detections = client(&server).detections();
    let start = detections
        .start_run(DETECTION)
        .inputs(json!({"hours": 24}))
        .custom_instructions("Be brief.");
    let run = within(start).await.unwrap();
    assert_eq!((run.detection_id(), run.id()), (DETECTION, RUN));
    let mut seen = Vec::new();
    let wait = run
        .wait()
        .policy(fast())
        .on_status(|run| seen.push(run.and_then(|run| run.is_streaming)));
    let ended = within(wait).await.unwrap();
    assert_eq!(seen, [None, Some(true), Some(false)]);
    assert_eq!(ended.result.unwrap().detection_triggered, Some(true));

    let requests = server.requests();
    assert_eq!(
        requests[0].json().unwrap(),
        json!({"inputs": {"hours": 24}, "customInstructions": "Be brief."})
    );
    let list = format!("/api/detections/{DETECTION}/runs?limit=100&offset=0");
    assert_eq!(targets(&server)[1..], [list.clone(), list.clone(), list]);
}

#[tokio::test]
async fn a_run_beyond_the_first_page_is_found() {
    let (run, server) = resumed(vec![
        page(&[json!({"id": OTHER}), json!({})], 3),
        page(&[json!({"id": RUN, "title": "Third"})], 3),
    ]);
    let found = within(run.find()).await.unwrap().unwrap();
    assert_eq!(found.title.as_deref(), Some("Third"));
    assert!(targets(&server)[1].ends_with("?limit=100&offset=2"));
}

#[tokio::test]
async fn a_run_that_failed_never_appears_or_takes_too_long_is_an_error() {
    let (run, _server) = resumed(vec![page(
        &[json!({"id": RUN, "isStreaming": false, "hasError": true})],
        1,
    )]);
    let error = within(run.wait().policy(fast())).await.unwrap_err();
    assert!(error.is_final() && error.run_id() == RUN, "{error:?}");
    assert_eq!(error.to_string(), format!("detection run {RUN} failed"));

    let server = Server::start(|_| page(&[json!({"id": OTHER, "isStreaming": false})], 1)).unwrap();
    let run = client(&server).detections().resume_run(DETECTION, RUN);
    let error = within(run.wait().policy(fast()).looks(3))
        .await
        .unwrap_err();
    assert!(
        matches!(error, DetectionRunError::Unlisted { asked: 3, .. }),
        "{error:?}"
    );
    assert!(!error.is_final());
    assert_eq!(server.requests().len(), 3);

    let server = Server::start(|_| page(&[json!({"id": RUN, "isStreaming": true})], 1)).unwrap();
    let run = client(&server).detections().resume_run(DETECTION, RUN);
    let wait = run
        .wait()
        .policy(fast())
        .deadline(std::time::Duration::from_millis(30));
    let error = within(wait).await.unwrap_err();
    assert!(
        matches!(error, DetectionRunError::Deadline { .. }),
        "{error:?}"
    );
}

#[tokio::test]
async fn a_start_that_may_have_been_seen_is_not_repeated() {
    let server = Server::start(|_| Reply::json(503, &json!({"error": "busy"}))).unwrap();
    let detections = client(&server).detections();
    within(detections.start_run(DETECTION)).await.unwrap_err();
    let plan = GeneratePlanAsyncBody::new("Find it", vec![]);
    within(detections.start_plan(plan)).await.unwrap_err();
    assert_eq!(server.requests().len(), 2);

    let refused = within(detections.start_run(DETECTION).inputs(7))
        .await
        .unwrap_err();
    assert!(
        refused
            .to_string()
            .contains("`inputs` has to be a JSON object"),
        "{refused}"
    );
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn a_job_has_an_id() {
    let server = Server::start(|_| Reply::json(200, &json!({"jobId": RUN}))).unwrap();
    let detections = client(&server).detections();
    let plan =
        GeneratePlanAsyncBody::new("Find it", vec!["okta".to_owned()]).detection_cadence_null();
    assert_eq!(within(detections.start_plan(plan)).await.unwrap().id(), RUN);
    let query: QueryGeneration =
        serde_json::from_value(json!({"prompt": "Logins", "siemType": "a-new-siem"})).unwrap();
    let start = detections.start_query(query).header("x-trace", "1");
    assert_eq!(within(start).await.unwrap().id(), RUN);

    let requests = server.requests();
    assert_eq!(
        requests[0].json().unwrap(),
        json!({"intent": "Find it", "toolNames": ["okta"], "detectionCadence": null})
    );
    assert_eq!(requests[1].json().unwrap()["siemType"], "a-new-siem");
    assert_eq!(requests[1].header("x-trace"), Some("1"));
}
