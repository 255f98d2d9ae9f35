//! Streams of events that break off: where they go on, how long after, and when they end.

use bytes::Bytes;

use super::{GET, POST};
use crate::runtime::scripted::{FakeClock, Scripted, Seen, Step, builder};
use crate::runtime::*;

/// An answer of events that ends, or breaks off.
fn events(text: &'static str) -> Step {
    Step::body(200, text).with("content-type", "text/event-stream")
}

fn broken(text: &'static str) -> Step {
    let error = TransportError::new(TransportErrorKind::Io, true);
    let chunks = vec![Ok(Bytes::from_static(text.as_bytes())), Err(error)];
    Step::Answer(
        200,
        vec![("content-type", "text/event-stream".to_owned())],
        chunks,
    )
}

struct Run {
    /// The data of the events, and the error that ended the stream.
    given: Vec<String>,
    error: Option<StreamError>,
    seen: Vec<Seen>,
    waits: Vec<u128>,
}

impl Run {
    fn ids(&self) -> Vec<Option<&str>> {
        self.seen
            .iter()
            .map(|seen| seen.header("last-event-id"))
            .collect()
    }
}

async fn run(
    steps: impl IntoIterator<Item = Step>,
    change: impl FnOnce(Call<EventStream<String>>) -> Call<EventStream<String>>,
) -> Run {
    let script = Scripted::new(steps);
    let clock = FakeClock::new();
    let client = builder(&script, &clock).build().unwrap();
    let call = Request::new(&client, &GET)
        .query("q", "a b")
        .header("X-Trace", "t")
        .streaming(decode::text_events);
    let mut stream = change(call).await.unwrap().until("[DONE]");
    let (mut given, mut error) = (Vec::new(), None);
    while let Some(event) = stream.next().await {
        match event {
            Ok(event) => given.push(event.data),
            Err(failed) => error = Some(failed),
        }
    }
    assert!(stream.next().await.is_none(), "what has ended stays so");
    Run {
        given,
        error,
        seen: script.seen(),
        waits: clock.waits(),
    }
}

fn reconnecting(call: Call<EventStream<String>>) -> Call<EventStream<String>> {
    call.reconnecting()
}

#[tokio::test]
async fn it_goes_on_behind_the_last_event_until_the_server_has_no_more() {
    let run = run(
        [
            // The second event is not complete: it is dropped, and its id never counts.
            broken("id: 1\ndata: a\n\nid: 2\ndata: lost"),
            // An event without an id leaves it as it is; what ends cleanly is connected to as well.
            events("data: b\n\n"),
            events("id: 3\ndata: c\n\n"),
            Step::status(204),
        ],
        reconnecting,
    )
    .await;
    assert_eq!(run.given, ["a", "b", "c"]);
    assert!(run.error.is_none());
    assert_eq!(run.ids(), [None, Some("1"), Some("1"), Some("3")]);
    for seen in &run.seen {
        assert_eq!(
            (seen.method.as_str(), seen.url.as_str()),
            ("GET", "https://api.test/v1/thing?q=a%20b")
        );
        assert_eq!(seen.header("x-trace"), Some("t"));
    }
    assert_eq!(
        run.waits,
        [500, 500, 500],
        "each gave an event: the first delay each time"
    );
}

#[tokio::test]
async fn without_being_asked_nothing_is_connected_to_again() {
    let run = run([broken("id: 1\ndata: a\n\n")], |call| call).await;
    assert_eq!(run.given, ["a"]);
    assert!(run.error.unwrap().is_transport());
    assert_eq!(run.seen.len(), 1);
}

#[tokio::test]
async fn an_empty_id_takes_the_last_one_back_and_one_with_nul_is_none() {
    let run = run(
        [
            events("id: 7\ndata: a\n\nid: 8\0\ndata: b\n\n"),
            events("id\ndata: c\n\n"),
            Step::status(204),
        ],
        reconnecting,
    )
    .await;
    assert_eq!(run.given, ["a", "b", "c"]);
    assert_eq!(run.ids(), [None, Some("7"), None]);
}

#[tokio::test]
async fn the_server_says_how_long_to_wait() {
    let run = run(
        [
            events("retry: 2500\n\ndata: a\n\n"),
            // No number: the old one stays.
            events("retry: soon\n\ndata: b\n\n"),
            events("retry: 100\n\ndata: c\n\n"),
            Step::status(204),
        ],
        reconnecting,
    )
    .await;
    assert_eq!(run.waits, [2500, 2500, 500]);

    // Longer than the policy waits: the stream is over.
    let run = run_of_one("retry: 60001\n\ndata: a\n\n").await;
    assert_eq!(
        (run.given.len(), run.seen.len(), run.waits.len()),
        (1, 1, 0)
    );
}

async fn run_of_one(text: &'static str) -> Run {
    run([events(text)], reconnecting).await
}

#[tokio::test]
async fn connections_that_give_nothing_come_to_an_end() {
    let run = run(
        [
            events("data: a\n\n"),
            events(": only a comment\n\n"),
            broken(""),
        ],
        |call| {
            call.reconnecting()
                .retry(RetryPolicy::default().attempts(3))
        },
    )
    .await;
    assert_eq!(run.given, ["a"]);
    assert!(run.error.unwrap().is_transport(), "how the last one ended");
    assert_eq!(run.seen.len(), 3);
    assert_eq!(run.waits, [500, 1000]);
}

#[tokio::test]
async fn connecting_again_is_retried_like_any_call() {
    let run = run(
        [
            broken("id: 1\ndata: a\n\n"),
            Step::status(503).with("retry-after", "2"),
            Step::Fail(TransportErrorKind::Io, true),
            events("data: [DONE]\n\n"),
        ],
        reconnecting,
    )
    .await;
    assert_eq!(run.given, ["a"]);
    assert!(run.error.is_none());
    assert_eq!(run.ids(), [None, Some("1"), Some("1"), Some("1")]);
    assert_eq!(run.waits, [500, 2000, 1000]);
}

#[tokio::test]
async fn what_is_no_stream_of_events_ends_it_with_an_error() {
    let no = || Step::body(200, "{}").with("content-type", "application/json");
    for (step, expected) in [
        (Step::status(404), "404"),
        (
            no(),
            "the answer is `application/json` and no stream of events",
        ),
    ] {
        let run = run([broken("data: a\n\n"), step], reconnecting).await;
        assert_eq!(run.given, ["a"]);
        assert_eq!(run.seen.len(), 2);
        let error = run.error.unwrap();
        assert!(error.is_transport());
        let cause = std::error::Error::source(&error).unwrap().to_string();
        assert!(cause.contains(expected), "{cause}");
    }
}

#[tokio::test]
async fn the_budget_of_the_client_pays_for_what_gives_nothing() {
    let script = Scripted::new((0..9).map(|_| events("")));
    let client = builder(&script, &FakeClock::new())
        .retry_budget(2)
        .build()
        .unwrap();
    let call: Call<EventStream<String>> =
        Request::new(&client, &GET).streaming(decode::text_events);
    let policy = RetryPolicy::default().attempts(99);
    let mut stream = call.reconnecting().retry(policy).await.unwrap();
    assert!(stream.next().await.is_none());
    // Each connection that is made earns a tenth of what the next one costs.
    assert_eq!(script.seen().len(), 4);
}

#[tokio::test]
async fn only_what_is_safe_to_repeat_is_connected_to_again() {
    let script = Scripted::new([events("data: a\n\n"), Step::status(204)]);
    let client = builder(&script, &FakeClock::new()).build().unwrap();
    let call = || -> Call<EventStream<String>> {
        Request::new(&client, &POST)
            .json(&1)
            .streaming(decode::text_events)
            .reconnecting()
    };
    let error = call().await.unwrap_err();
    assert!(
        error
            .to_string()
            .contains("connecting again would repeat a POST"),
        "{error}"
    );
    assert!(!error.was_sent() && script.seen().is_empty());

    let mut stream = call().idempotent(true).await.unwrap();
    assert_eq!(stream.next().await.unwrap().unwrap().data, "a");
    assert!(stream.next().await.is_none());
    let bodies: Vec<_> = script
        .seen()
        .into_iter()
        .map(|seen| seen.body.unwrap())
        .collect();
    assert_eq!(bodies, [b"1", b"1"]);
}

#[tokio::test]
async fn the_time_of_the_call_does_not_end_the_stream_and_the_wait_can_be_dropped() {
    let steps = [events("data: a\n\n"), events("data: [DONE]\n\n")];
    let run = run(steps, |call| {
        call.reconnecting()
            .timeout(std::time::Duration::from_millis(400))
    })
    .await;
    assert_eq!((run.given.len(), run.waits), (1, vec![500]));

    let script = Scripted::new([events("data: a\n\n")]);
    let client = builder(&script, &FakeClock::new()).build().unwrap();
    let call: Call<EventStream<String>> =
        Request::new(&client, &GET).streaming(decode::text_events);
    let mut stream = call.reconnecting().await.unwrap();
    stream.next().await.unwrap().unwrap();
    drop(stream);
    assert_eq!(script.seen().len(), 1);
}
