//! The handle on a run: followed to each kind of end, and never lost on the way.

use std::time::{Duration, Instant};

use cotool_api::run::{Run, RunError};
use cotool_mock::{Place, Reply, Server};
use serde_json::{Value, json};

use crate::setup::{AGENT, KEY, LIMIT, RUN, client, fast, inputs, within};

fn started() -> Reply {
    Reply::json(200, &json!({"runId": RUN}))
}

fn status(word: &str) -> Reply {
    Reply::json(200, &json!({"status": word}))
}

fn status_with(word: &str, message: &str) -> Reply {
    Reply::json(200, &json!({"status": word, "statusMessage": message}))
}

fn result(message: &str) -> Reply {
    let body = json!({
        "finalAssistantMessage": message,
        "allToolCallsMade": [],
        "allToolResultsReceived": [],
        "messages": []
    });
    Reply::json(200, &body)
}

/// The run on a server with that script, without a start.
fn resumed(replies: Vec<Reply>) -> (Run, Server) {
    let server = Server::script(replies).unwrap();
    (client(&server).agents().run(AGENT, RUN), server)
}

/// Waits for the run with a quick policy.
async fn wait(run: &Run) -> Result<String, RunError> {
    within(run.wait().policy(fast()))
        .await
        .map(|result| result.final_assistant_message)
}

/// Method and path of each request.
fn lines(server: &Server) -> Vec<String> {
    let line =
        |request: &cotool_mock::Recorded| format!("{} {}", request.method(), request.target());
    server.requests().iter().map(line).collect()
}

#[tokio::test]
async fn a_run_is_started_followed_and_read() {
    let server = Server::script(vec![
        started(),
        status_with("running", "Reading"),
        status("running"),
        status("done"),
        result("All clear."),
    ])
    .unwrap();
    let agents = client(&server).agents();
    let run = within(agents.start_run(AGENT, inputs())).await.unwrap();
    assert_eq!((run.agent_id(), run.id()), (AGENT, RUN));

    let mut seen = Vec::new();
    let result = within(run.wait().policy(fast()).on_status(|progress| {
        seen.push((progress.status.to_string(), progress.status_message.clone()));
    }))
    .await
    .unwrap();
    assert_eq!(result.final_assistant_message, "All clear.");
    let running = || "running".to_owned();
    let reading = Some("Reading".to_owned());
    assert_eq!(
        seen,
        [
            (running(), reading),
            (running(), None),
            ("done".to_owned(), None)
        ]
    );

    let path = format!("/api/agents/{AGENT}/run-async");
    let poll = format!("GET {path}/{RUN}/status");
    let read = format!("GET {path}/{RUN}/result");
    assert_eq!(
        lines(&server),
        [
            format!("POST {path}"),
            poll.clone(),
            poll.clone(),
            poll,
            read
        ]
    );
    assert_eq!(
        server.requests()[0].json().unwrap(),
        json!({"inputs": inputs()})
    );
}

#[tokio::test]
async fn status_and_result_can_be_asked_for_one_by_one() {
    let (run, _server) = resumed(vec![status_with("waiting", "Approve?"), result("Done.")]);
    let progress = within(run.status()).await.unwrap();
    assert_eq!(progress.status.as_str(), "waiting");
    assert_eq!(progress.status_message.as_deref(), Some("Approve?"));
    assert_eq!(
        within(run.result()).await.unwrap().final_assistant_message,
        "Done."
    );
}

#[tokio::test]
async fn a_failed_and_an_interrupted_run_say_so() {
    let (run, server) = resumed(vec![status("running"), status_with("error", "No logs")]);
    let error = wait(&run).await.unwrap_err();
    assert!(matches!(error, RunError::Failed { .. }), "{error:?}");
    assert_eq!((error.run_id(), error.agent_id()), (RUN, AGENT));
    assert_eq!(error.message(), Some("No logs"));
    assert!(error.is_final());
    let shown = error.to_string();
    assert!(
        shown.contains(&RUN.to_string()) && shown.contains("No logs"),
        "{shown}"
    );
    assert_eq!(server.count(), 2, "the result is not asked for");

    let (run, _server) = resumed(vec![status("interrupted")]);
    let error = wait(&run).await.unwrap_err();
    assert!(
        matches!(error, RunError::Interrupted { .. }) && error.is_final(),
        "{error:?}"
    );
    assert_eq!((error.run_id(), error.message()), (RUN, None));
}

#[tokio::test]
async fn waiting_is_not_the_end() {
    let (run, _server) = resumed(vec![
        status("waiting"),
        status("running"),
        status("done"),
        result("ok"),
    ]);
    assert_eq!(wait(&run).await.unwrap(), "ok");
}

#[tokio::test]
async fn who_asks_is_told_that_the_run_waits_and_can_go_on() {
    let (run, _server) = resumed(vec![
        status("running"),
        status_with("waiting", "Approve?"),
        status("done"),
        result("ok"),
    ]);
    let error = within(run.wait().policy(fast()).stop_when_waiting())
        .await
        .unwrap_err();
    assert!(
        matches!(error, RunError::Waiting { .. }) && !error.is_final(),
        "{error:?}"
    );
    assert_eq!((error.run_id(), error.message()), (RUN, Some("Approve?")));
    assert_eq!(wait(&run).await.unwrap(), "ok");
}

#[tokio::test]
async fn a_status_of_tomorrow_is_not_the_end() {
    let (run, _server) = resumed(vec![status("queued"), status("done"), result("ok")]);
    assert_eq!(wait(&run).await.unwrap(), "ok");
}

#[tokio::test]
async fn a_deadline_ends_the_wait_and_not_the_run() {
    let replies = Server::start(|request| match request.header("x-finish") {
        _ if request.path().ends_with("/result") => result("ok"),
        _ => status("running"),
    })
    .unwrap();
    let run = client(&replies).agents().run(AGENT, RUN);
    let deadline = Duration::from_millis(40);
    let begin = Instant::now();
    let error = within(run.wait().policy(fast()).deadline(deadline))
        .await
        .unwrap_err();
    assert!(
        begin.elapsed() < Duration::from_secs(2),
        "{:?}",
        begin.elapsed()
    );
    let RunError::Deadline { last_status, .. } = &error else {
        panic!("{error:?}")
    };
    assert_eq!(
        last_status.as_ref().map(ToString::to_string).as_deref(),
        Some("running")
    );
    assert_eq!(error.run_id(), RUN);
    assert_eq!(
        within(run.status()).await.unwrap().status.as_str(),
        "running"
    );
}

#[tokio::test]
async fn a_deadline_holds_against_a_silent_server() {
    let server = Server::always(Reply::hang()).unwrap();
    let run = client(&server).agents().run(AGENT, RUN);
    let begin = Instant::now();
    let wait = run
        .wait()
        .policy(fast())
        .deadline(Duration::from_millis(40));
    let error = within(wait).await.unwrap_err();
    assert!(
        begin.elapsed() < Duration::from_secs(2),
        "{:?}",
        begin.elapsed()
    );
    assert!(
        matches!(
            error,
            RunError::Deadline {
                last_status: None,
                ..
            }
        ),
        "{error:?}"
    );
}

#[tokio::test]
async fn a_wait_that_fails_leaves_a_handle_that_works() {
    let refused = || Reply::json(401, &json!({"error": "Invalid API key"}));
    let faults = [
        refused(),
        Reply::json(
            403,
            &json!({"error": "no", "missingPerms": ["agents:read"]}),
        ),
        Reply::text(200, "application/json", "{"),
        Reply::json(200, &json!({"state": "done"})),
    ];
    for fault in faults {
        let (run, _server) = resumed(vec![
            status("running"),
            fault.clone(),
            status("done"),
            result("ok"),
        ]);
        let error = wait(&run).await.unwrap_err();
        let RunError::Call { source, .. } = &error else {
            panic!("{fault:?}: {error:?}")
        };
        assert!(!source.is_timeout());
        assert_eq!(error.run_id(), RUN);
        assert!(!error.is_final());
        assert!(!format!("{error:?}").contains(KEY));
        assert_eq!(wait(&run).await.unwrap(), "ok", "{fault:?}");
    }
    // The same at the last step.
    let (run, _server) = resumed(vec![
        status("done"),
        refused(),
        status("done"),
        result("ok"),
    ]);
    assert!(matches!(wait(&run).await, Err(RunError::Call { .. })));
    assert_eq!(wait(&run).await.unwrap(), "ok");
}

#[tokio::test]
async fn a_broken_connection_on_the_way_is_passed_over() {
    let broken = [
        Reply::close(),
        Reply::reset(),
        Reply::empty(503),
        status("running").close_at(Place::Body(3)),
    ];
    for fault in broken {
        let (run, server) = resumed(vec![
            status("running"),
            fault.clone(),
            status("running"),
            status("done"),
            fault.clone(),
            result("ok"),
        ]);
        assert_eq!(wait(&run).await.unwrap(), "ok", "{fault:?}");
        assert_eq!(server.count(), 6);
    }
}

#[tokio::test]
async fn a_service_that_stays_down_ends_the_wait_with_the_run_id() {
    let server = Server::always(Reply::text(503, "text/html", "<h1>down</h1>")).unwrap();
    let run = client(&server).agents().run(AGENT, RUN);
    let error = wait(&run).await.unwrap_err();
    let RunError::Call { source, .. } = &error else {
        panic!("{error:?}")
    };
    assert!(source.is_server_error());
    assert_eq!(error.run_id(), RUN);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dropped_wait_leaves_a_handle_that_works() {
    let (run, server) = resumed(vec![Reply::hang(), status("done"), result("ok")]);
    let waiting = run.clone();
    let task = tokio::spawn(async move { wait(&waiting).await.is_ok() });
    assert!(server.wait_for_requests(1, LIMIT));
    task.abort();
    assert!(task.await.unwrap_err().is_cancelled());
    assert!(
        server.wait_for_hangups(1, LIMIT),
        "nothing goes on behind the caller's back"
    );
    assert_eq!(wait(&run).await.unwrap(), "ok");
}

#[tokio::test]
async fn a_start_that_fails_is_sent_once_and_one_that_cannot_be_sent_never() {
    for fault in [
        Reply::empty(500),
        Reply::empty(503),
        Reply::close(),
        Reply::reset(),
    ] {
        let server = Server::always(fault).unwrap();
        let error = within(client(&server).agents().start_run(AGENT, inputs()))
            .await
            .unwrap_err();
        assert!(error.was_sent(), "{error:?}");
        assert_eq!(server.count(), 1);
    }
    for inputs in [Value::Null, json!([1]), json!("text")] {
        let server = Server::always(started()).unwrap();
        let error = within(client(&server).agents().start_run(AGENT, &inputs))
            .await
            .unwrap_err();
        assert!(!error.was_sent(), "{error:?}");
        assert_eq!(server.count(), 0, "{inputs}");
    }
}

#[tokio::test]
async fn the_first_poll_comes_soon_and_the_next_ones_later() {
    let server = Server::always(status("running")).unwrap();
    let run = client(&server).agents().run(AGENT, RUN);
    let wait = run.wait().deadline(Duration::from_millis(300));
    assert!(within(wait).await.is_err());
    assert!(
        server.count() <= 3,
        "the usual policy does not hammer: {}",
        server.count()
    );
}
