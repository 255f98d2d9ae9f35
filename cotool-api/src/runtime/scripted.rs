//! A transport that answers from a script, and a clock that does not wait: for tests.

use std::collections::VecDeque;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::Poll;
use std::time::{Duration, Instant, SystemTime};

use bytes::Bytes;
use http::HeaderMap;

use super::*;

/// What happens to a request.
pub(crate) enum Step {
    /// An answer.
    Answer(
        u16,
        Vec<(&'static str, String)>,
        Vec<Result<Bytes, TransportError>>,
    ),
    /// No answer.
    Fail(TransportErrorKind, bool),
    /// Nothing, ever.
    Hang,
    /// The head of an answer, some bytes, and then nothing, ever.
    Stall(Bytes),
}

impl Step {
    pub(crate) fn status(status: u16) -> Self {
        Self::Answer(status, Vec::new(), Vec::new())
    }

    pub(crate) fn body(status: u16, body: impl Into<Bytes>) -> Self {
        Self::Answer(status, Vec::new(), vec![Ok(body.into())])
    }

    pub(crate) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        if let Self::Answer(_, headers, _) = &mut self {
            headers.push((name, value.into()));
        }
        self
    }
}

/// What was sent.
#[derive(Debug, Clone)]
pub(crate) struct Seen {
    pub(crate) method: String,
    pub(crate) url: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Option<Vec<u8>>,
}

impl Seen {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }
}

/// Goes through its script; the last step is repeated.
#[derive(Clone)]
pub(crate) struct Scripted {
    steps: Arc<Mutex<VecDeque<Step>>>,
    seen: Arc<Mutex<Vec<Seen>>>,
}

impl Scripted {
    pub(crate) fn new(steps: impl IntoIterator<Item = Step>) -> Self {
        Self {
            steps: Arc::new(Mutex::new(steps.into_iter().collect())),
            seen: Arc::default(),
        }
    }

    pub(crate) fn seen(&self) -> Vec<Seen> {
        self.seen.lock().unwrap().clone()
    }

    pub(crate) fn urls(&self) -> Vec<String> {
        self.seen().into_iter().map(|seen| seen.url).collect()
    }
}

impl Transport for Scripted {
    fn send(&self, request: http::Request<Body>) -> TransportFuture<'_> {
        self.seen.lock().unwrap().push(Seen {
            method: request.method().to_string(),
            url: request.uri().to_string(),
            headers: request.headers().clone(),
            body: request.body().as_bytes().map(<[u8]>::to_vec),
        });
        let step = self.steps.lock().unwrap().pop_front();
        Box::pin(async move {
            let (status, headers, body): (_, _, BodyStream) = match step {
                None => panic!("the script is over"),
                Some(Step::Hang) => return std::future::pending().await,
                Some(Step::Fail(kind, sent)) => return Err(TransportError::new(kind, sent)),
                Some(Step::Stall(bytes)) => {
                    let bytes = futures_util::stream::iter([Ok(bytes)]);
                    let silence = futures_util::stream::pending();
                    (
                        200,
                        Vec::new(),
                        Box::pin(futures_util::StreamExt::chain(bytes, silence)),
                    )
                }
                Some(Step::Answer(status, headers, chunks)) => (
                    status,
                    headers,
                    Box::pin(futures_util::stream::iter(chunks)),
                ),
            };
            let mut answer = http::Response::new(body);
            *answer.status_mut() = http::StatusCode::from_u16(status).unwrap();
            for (name, value) in headers {
                answer.headers_mut().append(name, value.parse().unwrap());
            }
            Ok(answer)
        })
    }
}

/// A clock whose time passes only while someone waits, and then at once. Remembers what was waited for.
#[derive(Clone)]
pub(crate) struct FakeClock {
    start: Instant,
    waited: Arc<Mutex<Vec<Duration>>>,
}

impl FakeClock {
    pub(crate) fn new() -> Self {
        Self {
            start: Instant::now(),
            waited: Arc::default(),
        }
    }

    /// In milliseconds.
    pub(crate) fn waits(&self) -> Vec<u128> {
        self.waited
            .lock()
            .unwrap()
            .iter()
            .map(Duration::as_millis)
            .collect()
    }

    fn elapsed(&self) -> Duration {
        self.waited.lock().unwrap().iter().sum()
    }
}

impl Clock for FakeClock {
    fn now(&self) -> Instant {
        self.start + self.elapsed()
    }

    fn wall(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(784_111_777) + self.elapsed()
    }

    fn sleep(&self, duration: Duration) -> Pin<Box<dyn Future<Output = ()> + Send + 'static>> {
        let waited = Arc::clone(&self.waited);
        // The time passes when the sleep is waited for, not when it is made, and all else that can go on goes first.
        let mut turns = 100;
        Box::pin(std::future::poll_fn(move |context| {
            if turns > 0 {
                turns -= 1;
                context.waker().wake_by_ref();
                return Poll::Pending;
            }
            waited.lock().unwrap().push(duration);
            Poll::Ready(())
        }))
    }
}

pub(crate) static API: Api = Api {
    title: "Test",
    version: "1",
    servers: &["/relative", "https://api.test/v1"],
    schemes: &[
        Scheme::bearer("bearer"),
        Scheme::basic("basic"),
        Scheme::header_key("header", "X-Api-Key"),
        Scheme::query_key("query", "api_key"),
        Scheme::cookie_key("cookie", "sid"),
        Scheme::http("digest", "Digest"),
        Scheme::mutual_tls("mtls"),
    ],
};

/// A client on this script, with a clock that does not wait and no chance: the longest delays.
pub(crate) fn builder(script: &Scripted, clock: &FakeClock) -> ClientBuilder {
    ClientBuilder::new(&API)
        .transport(script.clone())
        .clock(clock.clone())
        .chance(|| 1.0)
}

/// A JSON call.
pub(crate) fn call(client: &Client, operation: &'static Operation) -> Call<serde_json::Value> {
    Request::new(client, operation).returning(decode::json)
}

/// What goes over the wire for a request that is filled in so.
pub(crate) async fn sent(
    operation: &'static Operation,
    fill: impl FnOnce(Request) -> Request,
) -> Result<Seen, Error> {
    let script = Scripted::new([Step::status(204)]);
    let client = builder(&script, &FakeClock::new()).build().unwrap();
    let request = fill(Request::new(&client, operation));
    request.returning::<(), Undocumented>(decode::empty).await?;
    Ok(script.seen().remove(0))
}
