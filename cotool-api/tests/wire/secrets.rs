//! The key is sent to the API, and is seen nowhere else.

use std::error::Error as StdError;
use std::sync::{Mutex, Once};
use std::time::Duration;

use cotool_api::Client;
use cotool_api::runtime::{self, Api, ClientBuilder, Operation, Request, Scheme, decode};
use cotool_mock::{Place, Reply, Server};
use serde_json::{Value, json};

use crate::setup::{AGENT, KEY, RUN, body, builder, client, fast, inputs, within};

/// Fails when the text holds the key, or a good part of it.
#[track_caller]
fn is_free(text: &str) {
    for secret in [KEY, &KEY[3..19]] {
        assert!(!text.contains(secret), "the key is in: {text}");
    }
}

/// Everything that a program prints of a value.
#[track_caller]
fn debug_is_free(value: &impl std::fmt::Debug) {
    is_free(&format!("{value:?}"));
    is_free(&format!("{value:#?}"));
}

/// Everything that a program prints of an error, its causes included.
#[track_caller]
fn error_is_free(error: &(dyn StdError + 'static)) {
    let mut next = Some(error);
    while let Some(error) = next {
        is_free(&format!("{error} {error:?} {error:#?}"));
        next = error.source();
    }
}

#[tokio::test]
async fn debug_of_public_types_is_free_of_the_key() {
    let server = Server::script(vec![
        Reply::json(200, &json!({"runId": RUN})).header("x-request-id", "req-1"),
        Reply::json(200, &json!({"runId": RUN})),
    ])
    .unwrap();
    let builder = builder(&server.url());
    debug_is_free(&builder);
    let client = builder.build().unwrap();
    debug_is_free(&client);
    let agents = client.agents();
    debug_is_free(&agents);
    debug_is_free(&agents.run_agent_asynchronously(AGENT, body()));
    debug_is_free(&agents.start_run(AGENT, inputs()));
    let response = within(
        agents
            .run_agent_asynchronously(AGENT, body())
            .with_response(),
    )
    .await
    .unwrap();
    debug_is_free(&response);
    let run = within(agents.start_run(AGENT, inputs())).await.unwrap();
    debug_is_free(&run);
    debug_is_free(&run.wait());
    debug_is_free(&runtime::Credential::key(KEY));
    debug_is_free(&runtime::SecretString::from(KEY));
    for request in server.requests() {
        assert_eq!(
            request.header("authorization"),
            Some(&*format!("Bearer {KEY}"))
        );
        assert!(!request.target().contains(KEY));
    }
}

/// Faults of each kind; some servers quote the key that they refuse.
fn faults() -> Vec<Reply> {
    let quoted = format!("no such key: {KEY}");
    let quoting = json!({"error": quoted, "missingPerms": [KEY], "issues": [{"key": KEY}]});
    let started = Reply::json(200, &json!({"runId": RUN}));
    vec![
        Reply::json(400, &quoting),
        Reply::json(401, &quoting).header("www-authenticate", &format!("Bearer error=\"{KEY}\"")),
        Reply::json(403, &quoting),
        Reply::json(429, &quoting).header("retry-after", "1"),
        Reply::json(500, &quoting),
        Reply::json(418, &quoting).header("x-request-id", KEY),
        Reply::text(502, "text/html", quoted.clone()),
        Reply::text(200, "text/html", quoted.clone()),
        Reply::json(200, &json!({"runId": KEY})),
        Reply::empty(302).header("location", &format!("http://127.0.0.1:1/?key={KEY}")),
        Reply::empty(307).header("location", &format!("https://{KEY}@127.0.0.1:1/")),
        Reply::raw(format!("{KEY}\r\n\r\n")),
        Reply::close(),
        Reply::reset(),
        started.clone().close_at(Place::Body(5)),
        started.hang_at(Place::AfterHead),
    ]
}

#[tokio::test]
async fn errors_and_log_lines_are_free_of_the_key() {
    let lines = log_lines();
    for fault in faults() {
        let server = Server::always(fault).unwrap();
        let client = builder(&server.url())
            .timeout(Duration::from_millis(100))
            .build()
            .unwrap();
        let agents = client.agents();
        let error = within(agents.run_agent_asynchronously(AGENT, body()))
            .await
            .unwrap_err();
        error_is_free(&error);
        is_free(error.url());
        error_is_free(&error.erase());
        let error = within(agents.start_run(AGENT, inputs())).await.unwrap_err();
        error_is_free(&error);
        let wait = agents.run(AGENT, RUN);
        let wait = wait
            .wait()
            .policy(fast())
            .deadline(Duration::from_millis(200));
        error_is_free(&within(wait).await.unwrap_err());
        assert!(
            server
                .requests()
                .iter()
                .all(|request| request.header("authorization").is_some())
        );
    }
    let lines = lines.lock().unwrap();
    assert!(
        !lines.is_empty(),
        "nothing was logged: the test sees nothing"
    );
    lines.iter().for_each(|line| is_free(line));
}

#[test]
fn errors_of_building_a_client_are_free_of_the_key() {
    let urls = [
        "http://api.example.com".to_owned(),
        format!("ftp://{KEY}@api.example.com"),
        format!("https://user:{KEY}@ example"),
        KEY.to_owned(),
        format!("https://api.example.com/?key={KEY}"),
    ];
    for url in urls {
        match builder(&url).build() {
            Ok(client) => debug_is_free(&client),
            Err(error) => error_is_free(&error),
        }
    }
    // A key with a line end in it, as pasted keys have.
    match Client::builder().bearer(format!("{KEY}\n\u{7}")).build() {
        Ok(client) => debug_is_free(&client),
        Err(error) => error_is_free(&error),
    }
}

#[test]
fn plain_http_is_for_loopback_only() {
    assert!(builder("http://127.0.0.1:1").build().is_ok());
    assert!(builder("http://localhost:1").build().is_ok());
    let error = builder("http://api.example.com")
        .build()
        .expect_err("it was built");
    let shown = error.to_string();
    assert!(
        shown.contains("http") && shown.contains("api.example.com"),
        "{shown}"
    );
    assert!(builder("http://127.0.0.1.example.com").build().is_err());
}

#[tokio::test]
async fn a_redirect_to_another_host_does_not_carry_the_key() {
    let elsewhere = Server::always(Reply::json(200, &json!([]))).unwrap();
    for status in [301, 302, 303, 307, 308] {
        let target = format!("{}/elsewhere", elsewhere.url());
        let server = Server::always(Reply::empty(status).header("location", &target)).unwrap();
        let call = client(&server).agents().list().header("x-own", KEY);
        let _ = within(call).await;
        assert_eq!(
            server.requests()[0].header("authorization"),
            Some(&*format!("Bearer {KEY}"))
        );
        // The start of a run goes nowhere else at all.
        let before = elsewhere.count();
        let error = crate::setup::start(&client(&server))
            .await
            .expect_err("it was followed");
        assert!(error.was_sent());
        assert_eq!(elsewhere.count(), before);
    }
    for request in elsewhere.requests() {
        is_free(&format!("{request:?}"));
        assert_eq!(request.header("authorization"), None);
        assert_eq!(request.header("x-own"), None);
    }
}

#[tokio::test]
async fn a_redirect_on_the_same_host_carries_it() {
    let server = Server::start(|request| match request.path() {
        "/moved" => Reply::json(200, &json!([])),
        _ => Reply::empty(307).header("location", "/moved"),
    })
    .unwrap();
    assert!(within(client(&server).agents().list()).await.is_ok());
    let requests = server.requests();
    assert_eq!(requests[1].path(), "/moved");
    assert_eq!(
        requests[1].header("authorization"),
        Some(&*format!("Bearer {KEY}"))
    );
}

const OTHER: Api = Api {
    title: "Other",
    version: "1",
    servers: &[],
    schemes: &[
        Scheme::query_key("query", "k"),
        Scheme::header_key("header", "x-k"),
        Scheme::cookie_key("cookie", "c"),
        Scheme::basic("basic"),
    ],
};

macro_rules! operation {
    ($scheme:literal) => {
        Operation::new($scheme, "GET", "/x").security(&[&[$scheme]])
    };
}

const OPERATIONS: [&Operation; 4] = [
    &operation!("query"),
    &operation!("header"),
    &operation!("cookie"),
    &operation!("basic"),
];

#[tokio::test]
async fn keys_of_other_kinds_are_kept_as_well() {
    for operation in OPERATIONS {
        let server =
            Server::always(Reply::json(404, &json!({"message": format!("not {KEY}")}))).unwrap();
        let builder = ClientBuilder::new(&OTHER).base_url(server.url());
        let builder = match operation.id() {
            "basic" => builder.basic("user", KEY),
            scheme => builder.credential(scheme, runtime::Credential::key(KEY)),
        };
        debug_is_free(&builder);
        let client = builder.build().unwrap();
        debug_is_free(&client);
        let call: runtime::Call<Value> = Request::new(&client, operation).returning(decode::json);
        debug_is_free(&call);
        let error = within(call).await.unwrap_err();
        assert_eq!(error.status(), Some(404), "{error:?}");
        error_is_free(&error);
        is_free(error.url());
        assert_eq!(server.count(), 1);
    }
}

/// All that is logged in this process, at every level.
fn log_lines() -> &'static Mutex<Vec<String>> {
    static LINES: Mutex<Vec<String>> = Mutex::new(Vec::new());
    static START: Once = Once::new();

    struct Lines;

    impl log::Log for Lines {
        fn enabled(&self, _: &log::Metadata<'_>) -> bool {
            true
        }

        fn log(&self, record: &log::Record<'_>) {
            let line = format!("{} {}: {}", record.level(), record.target(), record.args());
            LINES.lock().unwrap().push(line);
        }

        fn flush(&self) {}
    }

    START.call_once(|| {
        log::set_logger(&Lines).unwrap();
        log::set_max_level(log::LevelFilter::Trace);
    });
    &LINES
}
