//! The spans and events of a call, and that no secret is in them.

use std::fmt;
use std::fmt::Write as _;
use std::sync::{Arc, Mutex};

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use crate::runtime::scripted::{FakeClock, Scripted, Step, builder};
use crate::runtime::*;

const KEY: &str = "sk-hunter2-0123456789";

/// Keeps all that it is told, a line for each span and each event.
#[derive(Clone, Default)]
struct Collector(Arc<Mutex<Vec<String>>>);

impl Collector {
    /// Waits until all that a call tells comes here, and goes on coming, and forgets it.
    ///
    /// Who first passes a span or an event registers it, and asks the subscribers of that moment whether they want it. Other
    /// tests pass them too, without any, and one that is about to register may note the answer of a moment ago.
    async fn settle(&self) {
        let mut in_a_row = 0;
        for _ in 0..100 {
            tracing::callsite::rebuild_interest_cache();
            send([Step::status(503), Step::body(200, "1")]).await;
            let told = std::mem::take(&mut *self.0.lock().unwrap());
            let comes = |name: &&str| told.iter().any(|line| line.starts_with(name));
            let all = ["call", "attempt", "event"].iter().all(comes);
            in_a_row = if all { in_a_row + 1 } else { 0 };
            if in_a_row == 3 {
                return;
            }
            std::thread::sleep(std::time::Duration::from_millis(10));
        }
    }
}

struct Line<'a>(&'a mut String);

impl Visit for Line<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        let _ = write!(self.0, " {}={value:?}", field.name());
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        let _ = write!(self.0, " {}={value}", field.name());
    }
}

impl Subscriber for Collector {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata
            .target()
            .starts_with(module_path!().split("::").next().unwrap())
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let mut lines = self.0.lock().unwrap();
        let mut line = span.metadata().name().to_owned();
        span.record(&mut Line(&mut line));
        lines.push(line);
        Id::from_u64(lines.len() as u64)
    }

    fn record(&self, span: &Id, values: &Record<'_>) {
        let mut lines = self.0.lock().unwrap();
        let place = usize::try_from(span.into_u64()).unwrap() - 1;
        values.record(&mut Line(&mut lines[place]));
    }

    fn event(&self, event: &Event<'_>) {
        let mut line = "event".to_owned();
        event.record(&mut Line(&mut line));
        self.0.lock().unwrap().push(line);
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

static SECURED: Operation = Operation::new("things.get", "GET", "/things/{id}")
    .security(&[&["bearer", "header", "query", "cookie"]]);

async fn send(steps: impl IntoIterator<Item = Step>) {
    let script = Scripted::new(steps);
    let client = builder(&script, &FakeClock::new())
        .bearer(KEY)
        .api_key(KEY)
        .header("x-token", KEY)
        .build()
        .unwrap();
    let result = Request::new(&client, &SECURED)
        .path("id", "7")
        .query("a", "b")
        .json(KEY)
        .returning::<serde_json::Value, Undocumented>(decode::json)
        .query_pair("access_token", KEY)
        .await;
    drop(result);
}

async fn spans(steps: impl IntoIterator<Item = Step>) -> Vec<String> {
    let collector = Collector::default();
    let guard = tracing::subscriber::set_default(collector.clone());
    collector.settle().await;
    send(steps).await;
    drop(guard);
    let lines = collector.0.lock().unwrap().clone();
    for line in &lines {
        assert!(!line.contains("hunter2"), "{line}");
    }
    lines
}

const PLACE: &str = "http.request.method=GET url.template=/things/{id} \
    url.full=https://api.test/v1/things/7?a=b&access_token=REDACTED server.address=api.test server.port=443";

#[tokio::test]
async fn a_call_is_a_span_and_so_is_each_attempt() {
    let echo = format!("{{\"message\":\"{KEY}\"}}");
    let lines = spans([
        Step::Fail(TransportErrorKind::Io, true),
        Step::body(429, echo).with("retry-after", "2"),
        Step::body(200, format!("\"{KEY}\"")),
    ])
    .await;
    let attempt = format!("attempt otel.name=GET /things/{{id}} otel.kind=client {PLACE}");
    assert_eq!(
        lines,
        [
            format!(
                "call otel.name=things.get otel.kind=internal {PLACE} http.request.resend_count=2 \
                 http.response.status_code=200"
            ),
            format!("{attempt} otel.status_code=ERROR error.type=io"),
            "event message=the request is sent again http.request.resend_count=1 retry.delay_ms=500 error.type=io"
                .to_owned(),
            format!(
                "{attempt} http.request.resend_count=1 http.response.status_code=429 otel.status_code=ERROR error.type=429"
            ),
            "event message=the request is sent again http.request.resend_count=2 retry.delay_ms=2000 error.type=429"
                .to_owned(),
            format!("{attempt} http.request.resend_count=2 http.response.status_code=200"),
        ]
    );
}

#[tokio::test]
async fn how_a_call_failed_is_a_word_or_a_status() {
    let cases = [
        (
            Step::status(404),
            "http.response.status_code=404 otel.status_code=ERROR error.type=404",
        ),
        (
            Step::status(302).with("location", format!("http://else.test/?api_key={KEY}")),
            "http.response.status_code=302 otel.status_code=ERROR error.type=redirect",
        ),
        (
            Step::Fail(TransportErrorKind::Tls, false),
            "otel.status_code=ERROR error.type=tls",
        ),
    ];
    for (step, end) in cases {
        let lines = spans([step]).await;
        assert_eq!(lines.len(), 2, "{lines:?}");
        for line in lines {
            assert!(line.ends_with(end), "{line}");
        }
    }
}
