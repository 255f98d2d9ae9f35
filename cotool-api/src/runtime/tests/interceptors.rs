//! What interceptors see, in which order, and what they can do.

use std::error::Error as _;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use http::HeaderValue;

use super::{GET, POST};
use crate::runtime::scripted::{FakeClock, Scripted, Step, builder, call};
use crate::runtime::*;

const KEY: &str = "sk-hunter2-0123456789";

type Log = Arc<Mutex<Vec<String>>>;

/// Writes down what it sees, and asks for another attempt as long as it is told to.
struct Noting {
    name: &'static str,
    log: Log,
    verdict: fn(&Attempted<'_>) -> Verdict,
}

impl Interceptor for Noting {
    fn before(&self, request: &mut Outgoing<'_>) -> Result<(), Refusal> {
        assert!(!format!("{request:?}").contains("hunter2"));
        assert!(!request.headers().contains_key("authorization"));
        assert!(!request.url().contains(KEY));
        let line = format!(
            "{} > {} {} {:?}",
            self.name,
            request.operation().id(),
            request.attempt(),
            request.headers().get("x-trail")
        );
        self.log.lock().unwrap().push(line);
        let trail = HeaderValue::from_static(self.name);
        request.headers_mut().append("x-trail", trail);
        Ok(())
    }

    fn after(&self, attempt: &Attempted<'_>) -> Verdict {
        let line = format!(
            "{} < {} {:?} {:?} {:?}",
            self.name,
            attempt.attempt(),
            attempt.status(),
            attempt.error(),
            attempt.elapsed(),
        );
        self.log.lock().unwrap().push(line);
        (self.verdict)(attempt)
    }
}

fn noting(
    script: &Scripted,
    verdict: fn(&Attempted<'_>) -> Verdict,
) -> (ClientBuilder, FakeClock, Log) {
    let (clock, log) = (FakeClock::new(), Log::default());
    let mut builder = builder(script, &clock).bearer(KEY).api_key(KEY);
    for name in ["outer", "inner"] {
        builder = builder.interceptor(Noting {
            name,
            log: Arc::clone(&log),
            verdict,
        });
    }
    (builder, clock, log)
}

static SECURED: Operation = Operation::new("o", "GET", "/thing").security(&[&["bearer", "query"]]);

#[tokio::test]
async fn the_first_is_the_outermost_and_none_sees_the_key() {
    let script = Scripted::new([Step::status(503), Step::body(200, "1")]);
    let (builder, _, log) = noting(&script, |_| Verdict::Keep);
    call(&builder.build().unwrap(), &SECURED).await.unwrap();
    assert_eq!(
        *log.lock().unwrap(),
        [
            "outer > o 1 None",
            "inner > o 1 Some(\"outer\")",
            "inner < 1 Some(503) Some(Status) 0ns",
            "outer < 1 Some(503) Some(Status) 0ns",
            "outer > o 2 None",
            "inner > o 2 Some(\"outer\")",
            "inner < 2 Some(200) None 0ns",
            "outer < 2 Some(200) None 0ns",
        ]
    );
    let seen = script.seen();
    let trail: Vec<_> = seen[1].headers.get_all("x-trail").iter().collect();
    assert_eq!(trail, ["outer", "inner"]);
    assert!(seen[1].headers.contains_key("authorization"));
    assert!(seen[1].url.contains(KEY));
}

#[tokio::test]
async fn another_attempt_is_made_where_that_is_safe_and_allowed() {
    fn pending(attempt: &Attempted<'_>) -> Verdict {
        if attempt.status() == Some(202)
            || attempt.headers().is_some_and(|h| h.contains_key("again"))
        {
            Verdict::RetryAfter(Duration::from_secs(9))
        } else {
            Verdict::Keep
        }
    }
    // A success and a final error, both of which would have been the end.
    let script = Scripted::new([
        Step::body(202, "0"),
        Step::status(409).with("again", "1"),
        Step::body(200, "1"),
    ]);
    let (builder, clock, _) = noting(&script, pending);
    assert_eq!(call(&builder.build().unwrap(), &GET).await.unwrap(), 1);
    assert_eq!(clock.waits(), [9000, 9000]);

    // The policy allows no more: what there is counts.
    let script = Scripted::new((0..3).map(|number| Step::body(202, number.to_string())));
    let (builder, ..) = noting(&script, pending);
    assert_eq!(call(&builder.build().unwrap(), &GET).await.unwrap(), 2);
    assert_eq!(script.seen().len(), 3);

    // It may not be sent twice.
    let script = Scripted::new([Step::body(202, "0")]);
    let (builder, ..) = noting(&script, pending);
    assert_eq!(call(&builder.build().unwrap(), &POST).await.unwrap(), 0);
    // Or there is no time, or no budget.
    let script = Scripted::new([Step::body(202, "0"), Step::body(202, "1")]);
    let (builder, ..) = noting(&script, pending);
    let client = builder.retry_budget(0).build().unwrap();
    assert_eq!(call(&client, &GET).await.unwrap(), 0);
    let limited = call(&client, &GET).timeout(Duration::from_secs(9));
    assert_eq!(limited.await.unwrap(), 1);
}

struct Guard;

impl Interceptor for Guard {
    fn before(&self, request: &mut Outgoing<'_>) -> Result<(), Refusal> {
        if request.method() == http::Method::POST {
            return Err("not on a Sunday".into());
        }
        let value = HeaderValue::from_static("Bearer sk-hunter2-own");
        request.headers_mut().insert("authorization", value.clone());
        request.headers_mut().insert("x-signature", value);
        Ok(())
    }
}

#[tokio::test]
async fn a_refusal_ends_the_call_before_anything_is_sent() {
    let script = Scripted::new([]);
    let client = builder(&script, &FakeClock::new())
        .interceptor(Guard)
        .build()
        .unwrap();
    let error = call(&client, &POST).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Refused);
    assert!(!error.was_sent() && !error.is_transient());
    assert_eq!(
        error.to_string(),
        "POST https://api.test/v1/thing: not sent: an interceptor refused it"
    );
    assert_eq!(error.source().unwrap().to_string(), "not on a Sunday");
}

#[tokio::test]
async fn what_they_set_stays_and_is_kept_secret() {
    let steps = [
        Step::status(302).with("location", "https://else.test/"),
        Step::body(403, "\"sk-hunter2-own is not known\""),
    ];
    let script = Scripted::new(steps);
    let client = builder(&script, &FakeClock::new())
        .bearer(KEY)
        .interceptor(Guard)
        .build()
        .unwrap();
    static BEARER: Operation = Operation::new("o", "GET", "/thing").security(&[&["bearer"]]);
    let error = call(&client, &BEARER).await.unwrap_err();
    let seen = script.seen();
    assert_eq!(
        seen[0].header("authorization"),
        Some("Bearer sk-hunter2-own")
    );
    assert!(seen[0].headers["x-signature"].is_sensitive());
    // Not to another host.
    assert_eq!(seen[1].header("authorization"), None);
    assert_eq!(seen[1].header("x-signature"), None);
    assert!(
        error
            .to_string()
            .ends_with("403 Forbidden: REDACTED is not known"),
        "{error}"
    );
    assert!(!format!("{error:?}").contains("hunter2"), "{error:?}");
}
