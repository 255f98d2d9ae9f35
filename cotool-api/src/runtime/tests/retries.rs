//! Which failures are repeated, how often, and how long after.

use std::time::Duration;

use bytes::Bytes;

use super::{GET, POST};
use crate::runtime::scripted::{FakeClock, Scripted, Step, builder, call};
use crate::runtime::*;

type Make = fn() -> Step;

const REFUSED: Make = || Step::Fail(TransportErrorKind::Connect, false);
const NO_NAME: Make = || Step::Fail(TransportErrorKind::Dns, false);
const SLOW_CONNECT: Make = || Step::Fail(TransportErrorKind::Timeout, false);
const BAD_CERTIFICATE: Make = || Step::Fail(TransportErrorKind::Tls, false);
const RESET: Make = || Step::Fail(TransportErrorKind::Io, true);
const BROKEN_BODY: Make = || {
    let error = TransportError::new(TransportErrorKind::Io, true);
    Step::Answer(200, vec![], vec![Ok(Bytes::from_static(b"{")), Err(error)])
};
const HANG: Make = || Step::Hang;

async fn attempts(operation: &'static Operation, make: Make, idempotent: Option<bool>) -> u32 {
    let script = Scripted::new((0..3).map(|_| make()));
    let client = builder(&script, &FakeClock::new()).build().unwrap();
    let mut call = Request::new(&client, operation)
        .json(&1)
        .returning::<(), Undocumented>(decode::empty);
    if let Some(idempotent) = idempotent {
        call = call.idempotent(idempotent);
    }
    let error = call.await.unwrap_err();
    assert_eq!(error.attempts() as usize, script.seen().len());
    error.attempts()
}

#[tokio::test]
async fn only_what_is_safe_is_repeated() {
    static OPERATIONS: [Operation; 10] = [
        Operation::new("o", "GET", "/"),
        Operation::new("o", "HEAD", "/"),
        Operation::new("o", "OPTIONS", "/"),
        Operation::new("o", "TRACE", "/"),
        Operation::new("o", "PUT", "/"),
        Operation::new("o", "DELETE", "/"),
        Operation::new("o", "POST", "/"),
        Operation::new("o", "PATCH", "/"),
        Operation::new("o", "QUERY", "/"),
        Operation::new("o", "POST", "/").idempotent(true),
    ];
    let rows: [(&str, Make, u32, u32); 16] = [
        // failure, attempts when repeatable, attempts when not
        ("refused", REFUSED, 3, 3),
        ("no name", NO_NAME, 3, 3),
        ("slow connect", SLOW_CONNECT, 3, 3),
        ("certificate", BAD_CERTIFICATE, 1, 1),
        ("reset", RESET, 3, 1),
        ("broken body", BROKEN_BODY, 3, 1),
        ("attempt timeout", HANG, 3, 1),
        ("408", || Step::status(408), 3, 1),
        ("429", || Step::status(429), 3, 1),
        ("500", || Step::status(500), 3, 1),
        ("503", || Step::status(503), 3, 1),
        ("529", || Step::status(529), 3, 1),
        ("501", || Step::status(501), 1, 1),
        ("404", || Step::status(404), 1, 1),
        ("401", || Step::status(401), 1, 1),
        ("409", || Step::status(409), 1, 1),
    ];
    for operation in &OPERATIONS {
        for (name, make, safe, unsafe_) in rows {
            let repeatable = operation.is_idempotent();
            let expected = if repeatable { safe } else { unsafe_ };
            let method = operation.method();
            assert_eq!(
                attempts(operation, make, None).await,
                expected,
                "{method} {name}"
            );
            assert_eq!(
                attempts(operation, make, Some(true)).await,
                safe,
                "{method} {name}"
            );
            assert_eq!(
                attempts(operation, make, Some(false)).await,
                unsafe_,
                "{method} {name}"
            );
        }
    }
    assert_eq!(
        OPERATIONS
            .iter()
            .filter(|operation| operation.is_idempotent())
            .count(),
        7
    );
}

#[tokio::test]
async fn a_stream_is_sent_once() {
    let script = Scripted::new([REFUSED()]);
    let client = builder(&script, &FakeClock::new()).build().unwrap();
    static PUT: Operation = Operation::new("o", "PUT", "/");
    let stream = futures_util::stream::iter([Ok::<_, std::io::Error>(Bytes::from_static(b"a"))]);
    let error = Request::new(&client, &PUT)
        .bytes("application/octet-stream", Body::stream(stream, Some(1)))
        .returning::<(), Undocumented>(decode::empty)
        .await
        .unwrap_err();
    assert_eq!(error.attempts(), 1);
    assert!(error.is_connect() && !error.was_sent() && error.is_retryable());
    assert_eq!(script.seen()[0].header("content-length"), Some("1"));
}

#[tokio::test]
async fn the_time_between_attempts_grows() {
    let script = Scripted::new([REFUSED(), RESET(), Step::status(503), Step::body(200, "7")]);
    let clock = FakeClock::new();
    let client = builder(&script, &clock).build().unwrap();
    let response = call(&client, &GET)
        .retry(RetryPolicy::default().attempts(9))
        .with_response()
        .await
        .unwrap();
    assert_eq!((response.body, response.attempts), (7.into(), 4));
    assert_eq!(clock.waits(), [500, 1000, 2000]);
}

#[tokio::test]
async fn retry_after_is_kept_to() {
    let rows: [(&str, Option<u128>); 5] = [
        ("2", Some(2000)),
        ("0", Some(500)),
        ("Sun, 06 Nov 1994 08:49:40 GMT", Some(3000)),
        ("61", None),
        ("nonsense", Some(500)),
    ];
    for (value, wait) in rows {
        let script = Scripted::new([
            Step::status(429).with("retry-after", value),
            Step::body(200, "1"),
        ]);
        let clock = FakeClock::new();
        let client = builder(&script, &clock).build().unwrap();
        let result = call(&client, &GET).await;
        match wait {
            Some(wait) => {
                assert!(result.is_ok(), "{value}");
                assert_eq!(clock.waits(), [wait], "{value}");
            }
            None => {
                let error = result.unwrap_err();
                assert!(error.is_rate_limited() && error.is_retryable());
                assert_eq!(error.retry_after(), Some(Duration::from_secs(61)));
                assert_eq!(clock.waits(), [0_u128; 0]);
            }
        }
    }
}

#[tokio::test]
async fn a_post_is_not_repeated_and_tells_when_to_come_back() {
    let script = Scripted::new([Step::status(503).with("retry-after", "7")]);
    let client = builder(&script, &FakeClock::new()).build().unwrap();
    let error = call(&client, &POST).await.unwrap_err();
    assert_eq!(error.retry_after(), Some(Duration::from_secs(7)));
    assert!(error.is_transient() && error.was_sent() && !error.is_retryable());
}

#[tokio::test]
async fn the_budget_is_shared_by_clones() {
    let script = Scripted::new((0..20).map(|_| Step::status(500)));
    let client = builder(&script, &FakeClock::new())
        .retry_budget(3)
        .build()
        .unwrap();
    let mut seen = Vec::new();
    for _ in 0..3 {
        seen.push(call(&client.clone(), &GET).await.unwrap_err().attempts());
    }
    // Two retries, then the third of the budget, then none is left.
    assert_eq!(seen, [3, 2, 1]);
}

#[tokio::test]
async fn the_deadline_ends_the_call() {
    // An answer is known: it is given at once, since the wait for another attempt would be too long.
    let script = Scripted::new([Step::status(503).with("retry-after", "30")]);
    let clock = FakeClock::new();
    let client = builder(&script, &clock)
        .timeout(Duration::from_secs(20))
        .build()
        .unwrap();
    let error = call(&client, &GET).await.unwrap_err();
    assert_eq!(error.status(), Some(503));
    assert_eq!(clock.waits(), [0_u128; 0]);

    // Nothing is known: the attempts share the time.
    let script = Scripted::new([Step::Hang, Step::Hang, Step::Hang]);
    let clock = FakeClock::new();
    let client = builder(&script, &clock)
        .attempt_timeout(Duration::from_secs(8))
        .timeout(Duration::from_secs(99))
        .build()
        .unwrap();
    let error = call(&client, &GET)
        .timeout(Duration::from_secs(12))
        .await
        .unwrap_err();
    assert_eq!(clock.waits(), [8000, 500, 3500]);
    assert!(error.is_timeout() && error.was_sent() && !error.is_connect());
    assert_eq!(
        error.to_string(),
        "GET https://api.test/v1/thing: the call was not done within 12s (after 2 attempts)"
    );

    let script = Scripted::new([Step::Hang]);
    let client = builder(&script, &FakeClock::new()).build().unwrap();
    let error = call(&client, &POST)
        .attempt_timeout(Duration::from_millis(1500))
        .await
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "POST https://api.test/v1/thing: no complete answer within 1.5s"
    );
}

#[tokio::test]
async fn what_was_once_sent_stays_sent() {
    let script = Scripted::new([RESET(), REFUSED(), REFUSED()]);
    let client = builder(&script, &FakeClock::new()).build().unwrap();
    let error = call(&client, &GET).await.unwrap_err();
    assert!(error.is_connect() && error.was_sent());
    assert_eq!(
        error.transport_error().map(TransportError::kind),
        Some(TransportErrorKind::Connect)
    );
    let text = "GET https://api.test/v1/thing: no connection could be made (after 3 attempts)";
    assert_eq!(error.to_string(), text);
}
