//! The mock is checked through the client, as its users see it.

use std::time::Duration;

use serde_json::{Value, json};

use super::*;
use crate::runtime::scripted::API;
use crate::runtime::{
    Call, Client, ClientBuilder, ErrorKind, Request, RetryPolicy, Undocumented, decode,
};

const KEY: &str = "sk-hunter2-0123456789";

static GET: Operation = Operation::new("things.get", "GET", "/things/{id}")
    .security(&[&["bearer", "header", "query", "cookie"]]);
static POST: Operation = Operation::new("things.add", "POST", "/things");

fn client(transport: impl Transport) -> Client {
    ClientBuilder::new(&API)
        .transport(transport)
        .bearer(KEY)
        .api_key(KEY)
        .build()
        .unwrap()
}

fn get(client: &Client, id: &str) -> Call<Value> {
    Request::new(client, &GET)
        .path("id", id)
        .query("limit", &7)
        .returning(decode::json)
}

fn post(client: &Client, body: &Value) -> Call<Value> {
    Request::new(client, &POST)
        .json(body)
        .returning(decode::json)
}

#[tokio::test(start_paused = true)]
async fn a_script_is_played_and_what_was_sent_is_kept() {
    let mock = Mock::new();
    mock.on(&GET)
        .reply(Reply::status(429).with_header("retry-after", "30"))
        .reply(Reply::json(&json!({"a": 1})).after(Duration::from_secs(50)));
    mock.on(&POST).always(Reply::status(201).with_json("done"));
    let client = client(mock.transport());
    let response = get(&client, "x/y").with_response().await.unwrap();
    assert_eq!((response.attempts, response.body), (2, json!({"a": 1})));
    for number in 0..3 {
        assert_eq!(post(&client, &json!([number])).await.unwrap(), "done");
    }

    assert_eq!(mock.sent().len(), 5);
    let gets = mock.sent_to(&GET);
    assert_eq!(gets.len(), 2);
    let sent = &gets[0];
    assert_eq!(sent.path("id").as_deref(), Some("x/y"));
    assert_eq!(sent.path("other"), None);
    assert_eq!(sent.query_as::<u8>("limit").unwrap(), 7);
    assert_eq!(sent.query_all("limit"), ["7"]);
    assert_eq!(sent.header("x-api-key"), Some(KEY));
    assert_eq!(sent.header_as::<String>("x-api-key").unwrap(), KEY);
    assert_eq!(mock.sent_to(&POST)[2].json::<Vec<u8>>().unwrap(), [2]);
    assert_eq!(
        sent.query_as::<u8>("page").unwrap_err().to_string(),
        "GET https://api.test/v1/things/x%2Fy?limit=7&api_key=REDACTED (things.get) has no query parameter `page`"
    );
    let unreadable = mock.sent_to(&POST)[0].json::<Vec<String>>().unwrap_err();
    assert!(
        unreadable.to_string().starts_with(
            "POST https://api.test/v1/things (things.add) has a body that is not as asked: "
        ),
        "{unreadable}"
    );
    mock.check().unwrap();
}

#[tokio::test(start_paused = true)]
async fn what_is_not_set_up_fails_with_a_clear_message() {
    let mock = Mock::new();
    mock.on(&POST)
        .when(|sent| sent.json::<u8>().is_ok())
        .reply(Reply::status(204))
        .reply(Reply::status(204));
    let client = client(mock.transport());
    let error = get(&client, "1").await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Transport, 1));
    let reason = std::error::Error::source(&error).unwrap().to_string();
    assert!(
        reason.starts_with(
            "the mock did not expect GET https://api.test/v1/things/1?limit=7&api_key=REDACTED (things.get); it expects:\n  \
             things.add (POST /things), under a condition, set up at "
        ),
        "{reason}"
    );
    assert!(!reason.contains("hunter2"), "{reason}");
    assert!(post(&client, &json!("no")).await.is_err());
    let call = Request::new(&client, &POST).json(&1);
    call.returning::<(), Undocumented>(decode::empty)
        .await
        .unwrap();
    let unmet = mock.check().unwrap_err().to_string();
    assert!(
        unmet.contains("1 of 2 replies were never asked for"),
        "{unmet}"
    );
    assert_eq!(unmet.matches("the mock did not expect").count(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_mock_that_is_dropped_unmet_fails_the_test() {
    let mock = Mock::new();
    mock.on(&GET).reply(Reply::status(200));
    let panic = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| drop(mock))).unwrap_err();
    let text = panic.downcast_ref::<String>().unwrap();
    assert!(
        text.starts_with("things.get (GET /things/{id}), set up at "),
        "{text}"
    );
    // One that was asked, and one that went well, do not.
    let mock = Mock::new();
    mock.on(&GET).reply(Reply::status(200));
    mock.check().unwrap_err();
    drop(mock);
    Mock::new().check().unwrap();
}

#[tokio::test(start_paused = true)]
async fn trouble_of_every_kind_can_be_had() {
    let mock = Mock::new();
    mock.on(&GET).replies([
        Reply::error(TransportErrorKind::Connect),
        Reply::silence(),
        Reply::json(&1).that_breaks_off(),
        Reply::body("text/plain", "no json"),
        Reply::status(99),
        Reply::silence().with_status(200),
    ]);
    let client = client(mock.transport());
    let mut kinds = Vec::new();
    for _ in 0..6 {
        let call = get(&client, "1").retry(RetryPolicy::none());
        kinds.push(call.await.unwrap_err().kind());
    }
    use ErrorKind::{Decode, Timeout, Transport};
    assert_eq!(
        kinds,
        [Transport, Timeout, Transport, Decode, Transport, Transport]
    );
    assert!(mock.check().is_ok());
}

#[tokio::test]
async fn json_is_held_to_its_type() {
    let mock = Mock::new();
    mock.on(&GET)
        .reply(Reply::json_as::<Vec<u8>>(json!([1, 2])))
        .reply(Reply::json_as::<Vec<u8>>(json!([1, "2"])));
    let client = client(mock.transport());
    assert_eq!(get(&client, "1").await.unwrap(), json!([1, 2]));
    let error = get(&client, "1").await.unwrap_err();
    let reason = std::error::Error::source(&error).unwrap().to_string();
    assert!(
        reason.starts_with("the mock cannot give its reply: the JSON is no "),
        "{reason}"
    );
}

#[tokio::test]
async fn streams_and_other_paths_are_answered_too() {
    let mock = Mock::new();
    mock.on_path("get", "/v1/things/{id}")
        .reply(Reply::events(["1", "2\n3"]))
        .reply_with(|sent| Reply::body("text/plain", sent.path("id").unwrap_or_default()));
    let client = client(mock.transport());
    let stream = Request::new(&client, &GET)
        .path("id", "1")
        .streaming::<_, Undocumented>(decode::byte_stream)
        .await
        .unwrap();
    assert_eq!(
        stream.bytes(99).await.unwrap(),
        "data: 1\n\ndata: 2\ndata: 3\n\n"
    );
    let text: String = Request::new(&client, &GET)
        .path("id", "a b")
        .returning::<_, Undocumented>(|answer| Ok(answer.text()))
        .await
        .unwrap();
    assert_eq!(text, "a b");
}

#[tokio::test(start_paused = true)]
async fn what_is_recorded_holds_no_secret_and_can_be_replayed() {
    let folder = std::env::temp_dir().join(format!("recorded-{}", std::process::id()));
    let origin = Mock::new();
    origin.on(&GET).replies([
        Reply::json(&json!({"nextPageToken": "hunter2-page", "echo": format!("you are {KEY}"), "author": "a"}))
            .with_header("set-cookie", KEY),
        Reply::error(TransportErrorKind::Io),
        Reply::json(&json!({"second": true})),
    ]);
    origin.on(&POST).replies([
        Reply::body("text/plain", format!("hello {KEY}")),
        Reply::body("application/octet-stream", &b"\xff\x00"[..]),
    ]);
    let recording = client(Recorder::new(origin.transport(), &folder).unwrap());
    let credentials = json!({"clientSecret": "hunter2-secret", "name": "n"});
    let text = |client: &Client| {
        let request = Request::new(client, &POST).json(&credentials);
        request.returning::<_, Undocumented>(|answer: &crate::runtime::Answer| Ok(answer.bytes()))
    };
    let first = get(&recording, "1").await.unwrap();
    assert_eq!(first["nextPageToken"], "hunter2-page");
    let second = get(&recording, "1")
        .query_pair("pageToken", "hunter2-page")
        .await
        .unwrap();
    assert_eq!(text(&recording).await.unwrap(), format!("hello {KEY}"));
    assert_eq!(text(&recording).await.unwrap(), &b"\xff\x00"[..]);

    let file = fs::read_to_string(&folder).unwrap();
    assert!(!file.contains("hunter2"), "{file}");
    assert_eq!(file.lines().count(), 5);
    let mock = Mock::replay(&folder).unwrap();
    fs::remove_file(&folder).unwrap();
    let client = client(mock.transport());
    let again = get(&client, "1").await.unwrap();
    // The stand-in for the token is the one that the next request was recorded with.
    assert_eq!(again["nextPageToken"], "REDACTED-2");
    assert_eq!(again["author"], "a");
    assert_eq!(again["echo"], "you are REDACTED");
    let token = again["nextPageToken"].as_str().unwrap();
    let next = get(&client, "1").query_pair("pageToken", token).await;
    assert_eq!(next.unwrap(), second);
    assert_eq!(text(&client).await.unwrap(), "hello REDACTED");
    assert_eq!(text(&client).await.unwrap(), &b"\xff\x00"[..]);
    let error = get(&client, "2").await.unwrap_err();
    let reason = std::error::Error::source(&error).unwrap().to_string();
    assert!(
        reason.contains("it expects:\n  GET /v1/things/1?limit=7"),
        "{reason}"
    );
    mock.check().unwrap_err();
}
