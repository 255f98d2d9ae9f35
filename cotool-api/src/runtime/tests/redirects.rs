//! Where calls let themselves be sent, and what they take with them.

use super::{GET, POST};
use crate::runtime::scripted::{FakeClock, Scripted, Seen, Step, builder, call};
use crate::runtime::*;

const KEY: &str = "sk-0123456789";

static SECURED: Operation =
    Operation::new("o", "GET", "/thing").security(&[&["bearer", "query", "cookie", "header"]]);

fn to(status: u16, location: &str) -> Step {
    Step::status(status).with("location", location)
}

fn done() -> Step {
    Step::body(200, "true")
}

async fn follow(
    operation: &'static Operation,
    steps: impl IntoIterator<Item = Step>,
) -> (Result<serde_json::Value, Error>, Vec<Seen>) {
    let script = Scripted::new(steps);
    let client = builder(&script, &FakeClock::new())
        .credential("bearer", Credential::bearer(KEY))
        .api_key(KEY)
        .header("x-tenant", "acme")
        .retry(RetryPolicy::none())
        .build()
        .unwrap();
    let result = call(&client, operation)
        .header("accept", "text/plain")
        .await;
    (result, script.seen())
}

#[tokio::test]
async fn get_is_sent_on() {
    for status in [301, 302, 303, 307, 308] {
        let (result, seen) = follow(&GET, [to(status, "other?x=1#part"), done()]).await;
        assert!(result.is_ok(), "{status}");
        assert_eq!(seen[1].url, "https://api.test/v1/other?x=1");
        assert_eq!(seen[1].method, "GET");
    }
    static HEAD: Operation = Operation::new("o", "HEAD", "/thing");
    let (_, seen) = follow(&HEAD, [to(303, "/x"), done()]).await;
    assert_eq!(seen[1].method, "HEAD");
}

#[tokio::test]
async fn other_methods_and_other_statuses_are_not_sent_on() {
    let (result, seen) = follow(&POST, [to(307, "https://else.test/new?token=t")]).await;
    let error = result.unwrap_err();
    assert_eq!(seen.len(), 1);
    assert_eq!(
        (error.status(), error.kind()),
        (Some(307), ErrorKind::Status)
    );
    assert_eq!(error.location(), Some("https://else.test/new?token=t"));
    assert_eq!(
        error.to_string(),
        "POST https://api.test/v1/thing: 307 Temporary Redirect: sent on to https://else.test/new, \
         which is done for GET and HEAD only"
    );
    for step in [
        to(300, "/x"),
        to(304, "/x"),
        Step::status(302),
        to(302, "mailto:a@b.test"),
    ] {
        let (result, seen) = follow(&GET, [step]).await;
        assert_eq!(result.unwrap_err().kind(), ErrorKind::Status);
        assert_eq!(seen.len(), 1);
    }
}

#[tokio::test]
async fn credentials_stay_at_home() {
    let (result, seen) = follow(&SECURED, [to(302, "/v1/second"), done()]).await;
    assert!(result.is_ok());
    for seen in &seen {
        assert_eq!(seen.header("authorization"), Some("Bearer sk-0123456789"));
        assert_eq!(seen.header("x-api-key"), Some(KEY));
        assert_eq!(seen.header("cookie"), Some("sid=sk-0123456789"));
        assert_eq!(seen.header("x-tenant"), Some("acme"));
        assert!(seen.url.ends_with("?api_key=sk-0123456789"));
    }
    let elsewhere = [
        "https://else.test/a",
        "https://api.test:444/a",
        "https://sub.api.test/a",
        "https://api.test.else.test/a",
        "//else.test/a",
        "https://u:p@else.test/a?k=sk-0123456789&b=1",
    ];
    for place in elsewhere {
        // Once they were elsewhere they are not taken home again.
        let steps = [to(302, place), to(302, "https://api.test/v1/back"), done()];
        let (result, seen) = follow(&SECURED, steps).await;
        assert!(result.is_ok());
        assert_eq!(seen.len(), 3);
        for seen in &seen[1..] {
            assert!(!format!("{seen:?}").contains(KEY), "{place}");
            assert_eq!(seen.header("x-tenant"), None);
            assert_eq!(seen.header("accept"), Some("text/plain"));
            assert!(seen.header("user-agent").is_some());
            assert!(!seen.url.contains('@'));
        }
        if place.contains("b=1") {
            assert_eq!(seen[1].url, "https://else.test/a?b=1");
        }
    }
}

#[tokio::test]
async fn some_places_are_refused() {
    let rows = [
        (
            vec!["http://api.test/a"],
            "redirected from https to http, which is not followed",
        ),
        (vec!["https://api.test/v1/thing"], "redirected in a circle"),
        (vec!["/a", "/b", "/a"], "redirected in a circle"),
        (
            vec![
                "/1", "/2", "/3", "/4", "/5", "/6", "/7", "/8", "/9", "/10", "/11",
            ],
            "redirected more than 10 times",
        ),
    ];
    for (places, message) in rows {
        let (result, seen) = follow(&GET, places.iter().map(|place| to(302, place))).await;
        let error = result.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Redirect);
        assert_eq!(error.location(), places.last().copied());
        assert_eq!(
            error.to_string(),
            format!("GET https://api.test/v1/thing: 302 Found: {message}")
        );
        assert_eq!(seen.len(), places.len());
        assert!(!error.is_retryable() && error.was_sent());
    }
    let ten = (1..=10).map(|n| to(302, &format!("/{n}"))).chain([done()]);
    assert!(follow(&GET, ten).await.0.is_ok());
}

#[tokio::test]
async fn plain_http_is_not_followed_off_this_machine() {
    let script = Scripted::new([to(302, "http://else.test/a")]);
    let client = builder(&script, &FakeClock::new())
        .base_url("http://127.0.0.1:9")
        .build()
        .unwrap();
    let error = call(&client, &GET).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Redirect);
    assert!(
        error
            .to_string()
            .ends_with("redirected to plain http on `else.test`")
    );
    assert_eq!(script.seen().len(), 1);
}

#[tokio::test]
async fn bodies_stay_at_home() {
    for (place, sends) in [("/a", 2), ("https://else.test/a", 1)] {
        let script = Scripted::new([to(302, place), done()]);
        let client = builder(&script, &FakeClock::new()).build().unwrap();
        let result = Request::new(&client, &GET)
            .json(&1)
            .returning::<(), Undocumented>(decode::empty)
            .await;
        assert_eq!(script.seen().len(), sends);
        assert_eq!(result.is_ok(), sends == 2);
    }
}
