//! The key that makes a call repeatable.

use super::{GET, POST};
use crate::runtime::scripted::{FakeClock, Scripted, Step, builder, call};
use crate::runtime::*;

#[tokio::test]
async fn the_key_is_the_same_with_every_attempt() {
    let steps = || [Step::status(503), Step::status(500), Step::body(200, "1")];
    for (name, header) in [(None, "idempotency-key"), (Some("X-Once"), "x-once")] {
        let script = Scripted::new(steps());
        let mut builder = builder(&script, &FakeClock::new());
        if let Some(name) = name {
            builder = builder.idempotency_header(name);
        }
        let client = builder.build().unwrap();
        let answer = call(&client, &POST).idempotency_key("k-1").await.unwrap();
        assert_eq!(answer, 1);
        let keys: Vec<_> = script
            .seen()
            .iter()
            .map(|seen| seen.header(header).map(str::to_owned))
            .collect();
        assert_eq!(
            keys,
            [
                Some("k-1".to_owned()),
                Some("k-1".to_owned()),
                Some("k-1".to_owned())
            ]
        );
    }
}

#[tokio::test]
async fn who_says_that_it_may_not_be_repeated_has_the_last_word() {
    let script = Scripted::new([Step::status(503), Step::status(503)]);
    let client = builder(&script, &FakeClock::new()).build().unwrap();
    let error = call(&client, &POST)
        .idempotency_key("k-1")
        .idempotent(false)
        .await
        .unwrap_err();
    assert_eq!((error.attempts(), error.is_retryable()), (1, false));
    let error = call(&client, &GET).idempotency_key("").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Request);
    assert!(
        error
            .to_string()
            .ends_with("not sent: the idempotency key is empty")
    );
    let error = call(&client, &GET)
        .idempotency_key("a\nb")
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Request);
    assert_eq!(script.seen().len(), 1);
    let error = builder(&script, &FakeClock::new())
        .idempotency_header("a b")
        .build()
        .unwrap_err();
    assert_eq!(error.to_string(), "`a b` is not a name for a header");
}
