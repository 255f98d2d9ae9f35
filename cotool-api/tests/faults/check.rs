//! Makes the calls of rows, and compares what is seen with what is to be seen.

use std::time::Duration;

use cotool_api::runtime::{
    Api, Client, ClientBuilder, Error, ErrorKind, Operation, Request, ReqwestTransport, Scheme,
    Undocumented, decode,
};
use cotool_mock::Reply;
use futures_util::future::join_all;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::haystack::{KEY, error_is_free, is_free, lines_are_free, listen};
use crate::place::Place;
use crate::row::{End, Row, Sees};

/// The longest that a call may take, however slow the machine. One that needs longer hangs.
const LIMIT: Duration = Duration::from_secs(60);

pub(crate) static API: Api = Api {
    title: "Faults",
    version: "1",
    servers: &[],
    schemes: &[Scheme::bearer("key")],
};

pub(crate) static GET: Operation = Operation::new("get", "GET", "/thing").security(&[&["key"]]);
pub(crate) static POST: Operation = Operation::new("post", "POST", "/thing").security(&[&["key"]]);

/// What the answers are made of.
#[derive(Debug, Deserialize)]
pub(crate) struct Thing {
    pub(crate) id: u32,
    #[serde(default)]
    #[expect(dead_code, reason = "it is there to be read")]
    rest: Value,
}

/// The answer that is expected.
pub(crate) fn thing() -> Reply {
    Reply::json(200, &json!({"id": 1}))
}

/// A client without delays to speak of, and with much patience.
pub(crate) fn builder(url: &str) -> ClientBuilder {
    ClientBuilder::new(&API)
        .base_url(url)
        .bearer(KEY)
        .chance(|| 0.0)
        .attempt_timeout(Duration::from_secs(30))
        .read_timeout(Duration::from_secs(30))
}

/// The request of an operation.
pub(crate) fn request(client: &Client, operation: &'static Operation, heavy: usize) -> Request {
    let request = Request::new(client, operation);
    match operation.method() {
        "POST" => request.json(&json!({"alert": "x".repeat(heavy.max(1))})),
        _ => request,
    }
}

/// Makes the calls of all rows, at the same time.
pub(crate) async fn check(rows: Vec<Row>) {
    listen();
    // All of it is made before the first call: making a client takes time, which no call's limit may be spent on.
    let calls: Vec<Prepared> = rows.iter().flat_map(Prepared::of).collect();
    let surprises: Vec<String> = join_all(calls.into_iter().map(Prepared::surprise))
        .await
        .into_iter()
        .flatten()
        .collect();
    assert!(surprises.is_empty(), "\n{}", surprises.join("\n"));
    lines_are_free();
}

/// A call of a row that is ready to be made.
struct Prepared {
    name: String,
    place: Place,
    request: Request,
    method: &'static str,
    streamed: bool,
    renews: bool,
    expected: Sees,
}

impl Prepared {
    fn of(row: &Row) -> [Self; 2] {
        [(&GET, row.get), (&POST, row.post)].map(|(operation, expected)| {
            let place = (row.place)();
            let transport = (place.transport)(ReqwestTransport::builder());
            let mut builder = builder(&place.url).transport(transport.build().unwrap());
            for setting in &row.settings {
                builder = setting(builder);
            }
            Self {
                request: request(&builder.build().unwrap(), operation, row.heavy),
                name: row.name.clone(),
                method: operation.method(),
                streamed: row.streamed,
                renews: row.renews,
                expected: expected.expect("each row says what is seen of either"),
                place,
            }
        })
    }

    /// What is not as it should be, if anything.
    async fn surprise(self) -> Option<String> {
        let (name, method, expected) = (self.name.clone(), self.method, self.expected);
        let seen = tokio::spawn(tokio::time::timeout(LIMIT, self.observe()));
        match seen.await.unwrap() {
            Err(_) => Some(format!("{name}: {method} hangs")),
            Ok((seen, _)) if seen == expected => None,
            Ok((seen, text)) => Some(format!(
                "{name}: {method}\n  to be seen: {expected}\n  seen:       {seen}\n  {text}"
            )),
        }
    }

    /// Makes the call; what is seen of it, and the error in full.
    async fn observe(self) -> (Sees, String) {
        let (end, attempts, sent, text) = if self.streamed {
            streamed(self.request).await
        } else {
            whole(self.request).await
        };
        let asked = self.place.asked(self.expected.asked).await;
        is_free(&text);
        let again = self.method == "POST" && sent && asked > 1;
        assert!(!again || self.renews, "{}: done twice: {text}", self.name);
        let seen = Sees {
            end,
            attempts,
            sent,
            asked,
        };
        (seen, text)
    }
}

type Outcome = (End, u32, bool, String);

async fn whole(request: Request) -> Outcome {
    let call = request.returning::<Thing, Undocumented>(decode::json);
    match call.with_response().await {
        Ok(response) => {
            assert_eq!(response.body.id, 1);
            (End::Answer, response.attempts, true, String::new())
        }
        Err(error) => failed(&error),
    }
}

async fn streamed(request: Request) -> Outcome {
    let call = request.streaming::<_, Undocumented>(decode::byte_stream);
    let mut response = match call.with_response().await {
        Ok(response) => response,
        Err(error) => return failed(&error),
    };
    loop {
        match response.body.next().await {
            Some(Ok(_)) => {}
            Some(Err(error)) => {
                assert!(error.is_transport(), "{error:?}");
                assert!(response.body.next().await.is_none(), "it goes on");
                return (End::Broken, response.attempts, true, format!("{error:?}"));
            }
            None => return (End::Answer, response.attempts, true, String::new()),
        }
    }
}

fn failed(error: &Error) -> Outcome {
    error_is_free(error);
    let end = match (error.kind(), error.transport_error()) {
        (ErrorKind::Status, _) => End::Status(error.status().unwrap_or_default()),
        (ErrorKind::Transport, Some(error)) => End::Transport(error.kind()),
        (kind, _) => End::Error(kind),
    };
    (
        end,
        error.attempts(),
        error.was_sent(),
        format!("{error:?}"),
    )
}
