//! What goes wrong ends in the documented error, in bounded time, and the start of a run is sent once.

use std::net::TcpListener;
use std::time::{Duration, Instant};

use cotool_api::models::RunAgentAsynchronouslyError as StartError;
use cotool_api::runtime::Error;
use cotool_mock::{Place, Reply, Server};
use serde_json::json;

use crate::setup::{AGENT, KEY, LIMIT, body, builder, client, start, within};

/// The error of starting a run on a server that answers like this, and the server.
async fn refused(reply: Reply) -> (Error<StartError>, Server) {
    let server = Server::always(reply).unwrap();
    let begin = Instant::now();
    let error = start(&client(&server)).await.expect_err("it succeeded");
    assert!(
        begin.elapsed() < Duration::from_secs(6),
        "took {:?}: {error:?}",
        begin.elapsed()
    );
    assert_eq!(server.count(), 1, "the start of a run is sent once");
    for text in [
        format!("{error}"),
        format!("{error:?}"),
        format!("{error:#?}"),
    ] {
        assert!(!text.contains(KEY), "{text}");
    }
    (error, server)
}

#[tokio::test]
async fn a_wrong_key_is_401() {
    let reply =
        Reply::json(401, &json!({"error": "Invalid API key"})).header("x-request-id", "req-401");
    let (error, _server) = refused(reply).await;
    assert!(error.is_unauthorized() && error.is_client_error());
    assert!(!error.is_retryable());
    assert_eq!(error.status(), Some(401));
    assert_eq!(error.request_id(), Some("req-401"));
    let Some(StartError::Unauthorized(body)) = error.api_error() else {
        panic!("{error:?}")
    };
    assert_eq!(body.error, "Invalid API key");
}

#[tokio::test]
async fn a_missing_permission_is_403_and_says_which() {
    let missing = json!({"error": "Insufficient permissions", "missingPerms": ["agents:run"]});
    let (error, _server) = refused(Reply::json(403, &missing)).await;
    assert!(error.is_forbidden());
    let Some(StartError::Forbidden(body)) = error.api_error() else {
        panic!("{error:?}")
    };
    assert_eq!(
        body.missing_perms.as_deref(),
        Some(&["agents:run".to_owned()][..])
    );
    assert!(
        error.to_string().contains("Insufficient permissions"),
        "{error}"
    );
}

#[tokio::test]
async fn invalid_inputs_are_400_and_say_where() {
    let issue = json!({"path": ["inputs"], "message": "Required"});
    let reply = json!({"error": "Validation failed", "issues": [issue]});
    let (error, _server) = refused(Reply::json(400, &reply)).await;
    assert!(error.is_bad_request());
    let Some(StartError::BadRequest(body)) = error.api_error() else {
        panic!("{error:?}")
    };
    let issues = serde_json::to_value(&body.issues).unwrap();
    assert_eq!(issues, json!([issue]));
}

#[tokio::test]
async fn a_failure_of_the_server_is_500() {
    let (error, _server) = refused(Reply::json(500, &json!({"error": "Oops"}))).await;
    assert!(error.is_server_error() && !error.is_client_error());
    assert!(error.was_sent());
    assert!(
        matches!(error.api_error(), Some(StartError::InternalServerError(body)) if body.error == "Oops")
    );
}

#[tokio::test]
async fn an_error_body_that_is_not_json_is_kept() {
    let page = "<html>Bad Gateway</html>";
    for status in [500, 502] {
        let (error, _server) = refused(Reply::text(status, "text/html", page)).await;
        assert_eq!(error.status(), Some(status));
        assert!(error.is_server_error());
        assert!(error.api_error().is_none());
        assert_eq!(error.body().map(|body| &body[..]), Some(page.as_bytes()));
    }
}

#[tokio::test]
async fn an_error_body_of_another_shape_is_kept() {
    let (error, _server) = refused(Reply::json(403, &json!({"message": "no"}))).await;
    assert!(error.is_forbidden());
    assert!(error.api_error().is_none());
    assert_eq!(
        error.body().map(|body| &body[..]),
        Some(&br#"{"message":"no"}"#[..])
    );
}

#[tokio::test]
async fn an_undocumented_status_is_an_error_with_its_body() {
    let (error, _server) = refused(Reply::json(409, &json!({"error": "twice"}))).await;
    assert_eq!(error.status(), Some(409));
    assert!(error.api_error().is_none());
    assert_eq!(
        error.body().map(|body| &body[..]),
        Some(&br#"{"error":"twice"}"#[..])
    );
}

#[tokio::test]
async fn a_broken_success_is_a_decode_error_with_the_body_and_the_place() {
    let (error, _server) = refused(Reply::text(200, "application/json", "{\"runId\": ")).await;
    assert!(error.is_decode() && error.was_sent() && !error.is_retryable());
    assert_eq!(
        error.body().map(|body| &body[..]),
        Some(&b"{\"runId\": "[..])
    );

    let (error, _server) = refused(Reply::json(200, &json!({"runId": "not a uuid"}))).await;
    assert!(error.is_decode());
    let shown = format!("{error:?} {error}");
    assert!(shown.contains("runId"), "the place is named: {shown}");

    let (error, _server) = refused(Reply::empty(200)).await;
    assert!(error.is_decode());
}

#[tokio::test]
async fn too_many_requests_is_429_with_the_time_to_wait() {
    let reply = Reply::json(429, &json!({"error": "slow down"})).header("retry-after", "7");
    let (error, _server) = refused(reply).await;
    assert!(error.is_rate_limited() && error.is_client_error() && error.is_transient());
    assert!(
        !error.is_retryable(),
        "the caller knows whether a second run would do harm"
    );
    assert_eq!(error.retry_after(), Some(Duration::from_secs(7)));
}

#[tokio::test]
async fn a_connection_that_breaks_is_an_error_and_nothing_is_sent_again() {
    let reply = Reply::json(200, &json!({"runId": crate::setup::RUN}));
    let faults = [
        Reply::close(),
        Reply::reset(),
        Reply::raw("what is this?\r\n\r\n"),
        reply.clone().close_at(Place::Head(20)),
        reply.clone().close_at(Place::AfterHead),
        reply.clone().close_at(Place::Body(9)),
        reply.clone().reset_at(Place::AfterHead),
        reply.clone().reset_at(Place::Body(9)),
        reply.clone().declare_length(500),
        reply.clone().chunked(4).close_at(Place::Body(20)),
    ];
    for fault in faults {
        let (error, _server) = refused(fault.clone()).await;
        assert!(
            error.was_sent(),
            "{fault:?}: the run may have started: {error:?}"
        );
        assert!(
            !error.is_timeout() && error.api_error().is_none(),
            "{fault:?}: {error:?}"
        );
    }
}

#[tokio::test]
async fn a_silent_server_ends_in_a_timeout() {
    let reply = Reply::json(200, &json!({"runId": crate::setup::RUN}));
    let faults = [
        Reply::hang(),
        reply.clone().hang_at(Place::Head(20)),
        reply.clone().hang_at(Place::AfterHead),
        reply.clone().hang_at(Place::Body(9)),
        reply.drip(1, Duration::from_millis(20)),
    ];
    for fault in faults {
        let server = Server::always(fault.clone()).unwrap();
        let client = builder(&server.url())
            .timeout(Duration::from_millis(60))
            .build()
            .unwrap();
        let begin = Instant::now();
        let error = start(&client).await.expect_err("it succeeded");
        assert!(
            begin.elapsed() < Duration::from_secs(2),
            "{fault:?}: {:?}",
            begin.elapsed()
        );
        assert!(
            error.is_timeout() && error.was_sent(),
            "{fault:?}: {error:?}"
        );
        assert_eq!(server.count(), 1, "{fault:?}");
    }
}

#[tokio::test]
async fn a_timeout_of_one_call_is_its_own() {
    let server = Server::always(Reply::hang()).unwrap();
    let client = client(&server);
    let call = client.agents().run_agent_asynchronously(AGENT, body());
    let error = within(call.timeout(Duration::from_millis(30)))
        .await
        .expect_err("it succeeded");
    assert!(error.is_timeout());
    assert_eq!(server.count(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn dropping_a_call_ends_it() {
    let server = Server::always(Reply::hang()).unwrap();
    let client = client(&server);
    let task = tokio::spawn(async move { start(&client).await.map(|_| ()).map_err(Error::erase) });
    let arrived = tokio::task::block_in_place(|| server.wait_for_requests(1, LIMIT));
    assert!(arrived);
    task.abort();
    assert!(task.await.expect_err("it was not cancelled").is_cancelled());
    assert!(
        server.wait_for_hangups(1, LIMIT),
        "the connection is closed"
    );
}

#[tokio::test]
async fn a_refused_connection_was_not_sent() {
    let url = {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        format!("http://{}", listener.local_addr().unwrap())
    };
    let client = builder(&url)
        .timeout(Duration::from_secs(2))
        .build()
        .unwrap();
    let begin = Instant::now();
    let error = start(&client).await.expect_err("it succeeded");
    assert!(
        begin.elapsed() < Duration::from_secs(4),
        "{:?}",
        begin.elapsed()
    );
    assert!(
        error.is_connect() && !error.was_sent() && error.is_retryable(),
        "{error:?}"
    );
    assert_eq!(error.status(), None);
}

#[tokio::test]
async fn a_get_is_repeated_until_it_succeeds() {
    let ok = Reply::json(200, &json!([]));
    let faults = [
        Reply::close(),
        Reply::reset(),
        Reply::empty(503),
        ok.clone().close_at(Place::Body(1)),
    ];
    for fault in faults {
        let server = Server::script(vec![fault.clone(), ok.clone()]).unwrap();
        let client = client(&server);
        let agents = within(client.agents().list()).await;
        assert!(agents.is_ok(), "{fault:?}: {:?}", agents.err());
        assert_eq!(server.count(), 2, "{fault:?}");
    }
}

#[tokio::test]
async fn a_kept_connection_that_breaks_is_no_reason_to_start_twice() {
    // The second request goes out on the connection of the first, and that breaks.
    for fault in [Reply::close(), Reply::reset()] {
        let ok = Reply::json(200, &json!([]));
        let server = Server::script(vec![ok.clone(), fault.clone(), ok]).unwrap();
        let client = client(&server);
        assert!(within(client.agents().list()).await.is_ok());
        let error = start(&client).await.expect_err("it succeeded");
        assert!(error.was_sent(), "{fault:?}: {error:?}");
        assert_eq!((server.count(), server.connections()), (2, 1), "{fault:?}");
    }
}

#[tokio::test]
async fn a_connection_that_was_closed_while_idle_is_replaced() {
    let ok = Reply::json(200, &json!([]));
    let started = Reply::json(200, &json!({"runId": crate::setup::RUN}));
    let server = Server::script(vec![ok.close_at(Place::End), started]).unwrap();
    let client = client(&server);
    assert!(within(client.agents().list()).await.is_ok());
    tokio::time::sleep(Duration::from_millis(20)).await;
    assert!(start(&client).await.is_ok());
    assert_eq!((server.count(), server.connections()), (2, 2));
}

#[tokio::test]
async fn an_answer_without_end_is_refused() {
    let reply = Reply::text(200, "application/json", vec![b' '; 300_000]).chunked(50_000);
    let server = Server::always(reply).unwrap();
    let client = builder(&server.url())
        .max_response_bytes(100_000)
        .build()
        .unwrap();
    let error = start(&client).await.expect_err("it succeeded");
    assert!(error.was_sent() && !error.is_timeout(), "{error:?}");
    assert_eq!(server.count(), 1);
}

#[tokio::test]
async fn interim_answers_and_odd_framing_are_no_trouble() {
    let reply = Reply::json(200, &json!({"runId": crate::setup::RUN}));
    let replies = [
        reply.clone().informational(103),
        reply.clone().chunked(3),
        reply.clone().until_close(),
        reply.clone().closing(),
        reply.drip(5, Duration::from_millis(1)),
    ];
    for reply in replies {
        let server = Server::always(reply.clone()).unwrap();
        let started = start(&client(&server)).await;
        assert!(
            started.is_ok_and(|started| started.run_id == crate::setup::RUN),
            "{reply:?}"
        );
        assert_eq!(server.count(), 1);
    }
}
