//! No secret is shown anywhere.

use std::fmt::Debug;

use super::GET;
use crate::runtime::scripted::{FakeClock, Scripted, Step, builder, call};
use crate::runtime::*;

const KEY: &str = "sk-hunter2-0123456789";

static SECURED: Operation =
    Operation::new("o", "GET", "/thing").security(&[&["bearer", "header", "query", "cookie"]]);

fn hides(value: &impl Debug) {
    for text in [format!("{value:?}"), format!("{value:#?}")] {
        assert!(!text.contains("hunter2"), "{text}");
    }
}

fn secured(script: &Scripted) -> ClientBuilder {
    builder(script, &FakeClock::new())
        .bearer(KEY)
        .api_key(KEY)
        .basic("u", KEY)
        .credential("digest", Credential::http(KEY))
        .header("x-other", KEY)
        .retry(RetryPolicy::none())
}

#[tokio::test]
async fn nothing_that_is_printed_holds_a_secret() {
    let script = Scripted::new([]);
    let builder = secured(&script);
    hides(&builder);
    let client = builder.build().unwrap();
    hides(&client);
    let request = Request::new(&client, &SECURED)
        .query("password", KEY)
        .header("x-token", KEY)
        .json(KEY);
    hides(&request);
    let call = request
        .returning::<(), Undocumented>(decode::empty)
        .header("authorization", KEY)
        .query_pair("token", KEY);
    hides(&call);
    hides(&call.into_future());
    for credential in [
        Credential::bearer(KEY),
        Credential::basic("u", KEY),
        Credential::key(KEY),
        Credential::http(KEY),
        Credential::tokens(|| async { Ok(Token::new(KEY)) }),
    ] {
        hides(&credential);
    }
    hides(&Token::new(KEY));
    hides(&Body::from(KEY));
    let cookie = http::HeaderMap::from_iter([(http::header::SET_COOKIE, KEY.parse().unwrap())]);
    hides(&Answer::new(http::StatusCode::OK, cookie.clone(), KEY));
    hides(&Response {
        status: 200,
        headers: cookie,
        attempts: 1,
        body: (),
    });
}

/// A body that says again what was sent.
#[derive(Debug)]
#[allow(dead_code, reason = "only shown")]
struct Quoting(serde_json::Value);

impl Documented for Quoting {
    fn decode(answer: &Answer) -> Option<Result<Self, DecodeError>> {
        match answer.status() {
            403 => Some(answer.json().map(Self)),
            422 => Some(Err(answer.json::<u8>().unwrap_err())),
            _ => None,
        }
    }
}

#[tokio::test]
async fn errors_hold_no_secret() {
    let echo = format!("{{\"message\":\"{KEY} is not known\"}}");
    let steps = [
        Step::body(403, echo.clone())
            .with("set-cookie", KEY)
            .with("x-request-id", KEY),
        Step::body(422, format!("\"{KEY}\"")),
        Step::body(502, format!("<p>{KEY}</p>")),
        Step::status(302).with("location", format!("http://else.test/{KEY}?api_key={KEY}")),
        Step::Fail(TransportErrorKind::Io, true),
        Step::Hang,
        Step::body(200, format!("[{KEY}]")),
        Step::body(200, format!("\"{KEY}\"")),
        Step::body(200, format!("{{\"{KEY}\":[\"x\"]}}")),
    ];
    let rounds = steps.len();
    let script = Scripted::new(steps);
    let client = secured(&script).build().unwrap();
    for round in 0..rounds {
        let error = Request::new(&client, &SECURED)
            .returning::<std::collections::BTreeMap<String, Vec<u8>>, Quoting>(decode::json)
            .query_pair("access_token", KEY)
            .await
            .unwrap_err();
        let sent = script.seen().pop().unwrap();
        assert!(sent.url.contains(&format!("api_key={KEY}")));
        assert!(sent.url.contains("access_token=sk"));
        hides(&error);
        hides(&error.decode_error());
        assert!(!error.to_string().contains("hunter2"), "{error}");
        // Our own key is put on later and is not even in there; that of the caller is blotted out.
        let url = "https://api.test/v1/thing?access_token=REDACTED";
        assert_eq!(error.url(), url);
        if round == 0 {
            let text = "GET https://api.test/v1/thing: 403 Forbidden: REDACTED is not known";
            assert_eq!(error.to_string(), text);
            // What the caller asks for by name is as it came.
            assert_eq!(error.body().unwrap(), &echo);
            assert_eq!(error.request_id(), Some(KEY));
        }
        hides(&error.erase());
    }
}

#[tokio::test]
async fn headers_with_secrets_are_marked() {
    let script = Scripted::new([Step::body(200, "1"), Step::body(200, "1")]);
    let client = secured(&script).build().unwrap();
    call(&client, &SECURED).await.unwrap();
    let seen = script.seen().remove(0);
    for name in ["authorization", "x-api-key", "cookie"] {
        assert!(seen.headers[name].is_sensitive(), "{name}");
    }
    call(&client, &GET).await.unwrap();
    assert_eq!(script.seen()[1].header("authorization"), None);
}
