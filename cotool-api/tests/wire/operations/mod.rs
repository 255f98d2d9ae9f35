//! Each operation of the document: what goes out, to the byte, and each documented answer decoded.
//!
//! Method, path, query and arguments are written out here; bodies and answers are samples of the document's schemas. What
//! is decoded is encoded again and has to be the sample. Operations of the document that are not driven fail the test.

mod agents;
mod alerts;
mod detections;
mod people;
mod skills;

use std::collections::BTreeSet;
use std::fmt;
use std::sync::{Arc, Mutex};

use cotool_api::Client;
use cotool_api::runtime::{Call, Error, ErrorBody, EventStream, RetryPolicy};
use cotool_mock::document::{self, Content, Document, Extent, Operation, Words};
use cotool_mock::{Recorded, Reply, Server};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::setup::{KEY, builder, within};

/// Some id of something.
const ID: uuid::Uuid = uuid::uuid!("7d444840-9dc0-41d1-b245-5ffdce74fad2");

/// An id that is text, with what has to be escaped in a path, and how it looks there.
const TEXT: &str = "COT-1/ü b%?";
const ESCAPED: &str = "COT-1%2F%C3%BC%20b%25%3F";

#[tokio::test]
async fn every_operation_of_the_document_is_sent_and_answered() {
    let mut driver = Driver::start();
    agents::drive(&mut driver).await;
    alerts::drive(&mut driver).await;
    detections::drive(&mut driver).await;
    people::drive(&mut driver).await;
    skills::drive(&mut driver).await;
    driver.finish();
}

/// Drives operations against one server, which gives the answer that is put into `next`.
struct Driver {
    document: Document,
    server: Server,
    client: Client,
    next: Arc<Mutex<Reply>>,
    driven: BTreeSet<String>,
    failures: Vec<String>,
}

/// Sends each operation once for each documented answer and each extent of the samples.
macro_rules! drive {
    ($driver:expr; $($operation:literal, $target:expr => |$client:ident $(, $body:ident)?| $call:expr;)*) => {$(
        $driver.drive($operation, &$target, async |$client: cotool_api::Client, _sample: serde_json::Value| {
            $(let $body = crate::operations::parse(_sample);)?
            $call.await
        }).await;
    )*};
}
use drive;

/// A sample as the type that the operation takes.
fn parse<T: DeserializeOwned>(sample: Value) -> T {
    serde_json::from_value(sample.clone()).unwrap_or_else(|error| panic!("{error}: {sample}"))
}

/// The data of all events of a stream.
async fn events<E: ErrorBody>(call: Call<EventStream<Value>, E>) -> Result<Vec<Value>, Error<E>> {
    let mut stream = call.await?;
    let mut events = Vec::new();
    while let Some(event) = stream.next().await {
        events.push(event.expect("a broken event").data);
    }
    Ok(events)
}

impl Driver {
    fn start() -> Self {
        let next = Arc::new(Mutex::new(Reply::empty(500)));
        let theirs = Arc::clone(&next);
        let server = Server::start(move |_| theirs.lock().unwrap().clone()).unwrap();
        let client = builder(&server.url())
            .retry(RetryPolicy::none())
            .build()
            .unwrap();
        let (driven, failures) = (BTreeSet::new(), Vec::new());
        Self {
            document: document(),
            server,
            client,
            next,
            driven,
            failures,
        }
    }

    /// Drives one operation; `target` is what its request line has to say.
    async fn drive<T: Serialize, E: fmt::Debug>(
        &mut self,
        operation: &str,
        target: &str,
        call: impl AsyncFn(Client, Value) -> Result<T, Error<E>>,
    ) {
        assert!(
            self.driven.insert(operation.to_owned()),
            "{operation} is driven twice"
        );
        let documented = self
            .document
            .operation(operation)
            .unwrap_or_else(|| panic!("{operation} is not in the document"));
        let accept = accept(documented);
        for answer in documented.answers() {
            for extent in [Extent::Full, Extent::Bare] {
                let sent = documented
                    .body()
                    .map(|body| self.sample(&body.schema, extent));
                let (reply, given) = self.reply(answer.status, &answer.content, extent);
                *self.next.lock().unwrap() = reply;
                let result =
                    within(call(self.client.clone(), sent.clone().unwrap_or_default())).await;
                let place = format!("{operation}, {} {extent:?}", answer.status);
                let checked = match &self.server.take_requests()[..] {
                    [request] => check_request(request, operation, target, &accept, sent.as_ref()),
                    other => Err(format!(
                        "not one request: {other:?}, {:?}",
                        result.as_ref().err()
                    )),
                };
                let checked = checked.and_then(|()| check_result(result, answer.status, &given));
                self.failures
                    .extend(checked.err().map(|reason| format!("{place}: {reason}")));
            }
        }
    }

    fn sample(&self, schema: &Value, extent: Extent) -> Value {
        self.document.sample(schema, extent, Words::Awkward)
    }

    /// An answer of that kind, and what has to come out of it.
    fn reply(&self, status: u16, content: &Content, extent: Extent) -> (Reply, Value) {
        match content {
            Content::Empty => (Reply::empty(status), Value::Null),
            Content::Json(schema) => {
                let sample = self.sample(schema, extent);
                (Reply::json(status, &sample), sample)
            }
            Content::Other(media_type) => {
                let events =
                    "event: step\ndata: {\"done\": 1}\n\n: a comment\n\ndata: \"last\"\n\n";
                (
                    Reply::text(status, media_type, events),
                    serde_json::json!([{"done": 1}, "last"]),
                )
            }
        }
    }

    fn finish(self) {
        let documented: BTreeSet<String> = self
            .document
            .operations()
            .iter()
            .map(Operation::key)
            .collect();
        assert!(
            self.failures.is_empty(),
            "{} failures:\n{}",
            self.failures.len(),
            self.failures.join("\n")
        );
        assert_eq!(
            self.driven, documented,
            "operations of the document that are not driven, or the reverse"
        );
    }
}

/// The vendored document, with the numbers that the client reads as whole ones.
fn document() -> Document {
    let settled = include_str!("../../../../spec/codegen.toml");
    let settled: toml::Table = settled.parse().unwrap();
    let whole = settled["numbers"]["whole"].as_array().unwrap();
    let whole = whole.iter().map(|name| name.as_str().unwrap().to_owned());
    Document::parse(document::VENDORED)
        .unwrap()
        .whole_numbers(whole)
}

/// The media type that is asked for: that of the success, or any when it has no body.
fn accept(operation: &Operation) -> String {
    match &operation.success().unwrap().content {
        Content::Json(_) => "application/json".to_owned(),
        Content::Other(media_type) => media_type.clone(),
        Content::Empty => "*/*".to_owned(),
    }
}

/// Compares a request with what it has to be.
fn check_request(
    request: &Recorded,
    operation: &str,
    target: &str,
    accept: &str,
    body: Option<&Value>,
) -> Result<(), String> {
    let (method, _) = operation.split_once(' ').unwrap();
    same(
        "request line",
        &*String::from_utf8_lossy(request.line()),
        &*format!("{method} {target} HTTP/1.1"),
    )?;
    same(
        "authorization",
        &request.header_values("authorization"),
        &vec![&*format!("Bearer {KEY}")],
    )?;
    same("accept", &request.header_values("accept"), &vec![accept])?;
    same(
        "a user agent",
        &request
            .header("user-agent")
            .is_some_and(|agent| !agent.is_empty()),
        &true,
    )?;
    same("cookie", &request.header("cookie"), &None)?;
    match body {
        Some(body) => {
            same(
                "content type",
                &request.header_values("content-type"),
                &vec!["application/json"],
            )?;
            let length = request.body().len().to_string();
            same(
                "content length",
                &request.header_values("content-length"),
                &vec![&*length],
            )?;
            let sent = request
                .json()
                .map_err(|error| format!("the body is not JSON: {error}"))?;
            same("body", &sent, body)
        }
        None => {
            same("content type", &request.header("content-type"), &None)?;
            same("body", &request.body(), &&[][..])
        }
    }
}

/// Compares what the client made of an answer with the answer.
fn check_result<T: Serialize, E: fmt::Debug>(
    result: Result<T, Error<E>>,
    status: u16,
    given: &Value,
) -> Result<(), String> {
    match result {
        Ok(body) => {
            same("status of a success", &status, &200)?;
            same(
                "answer",
                &serde_json::to_value(body).map_err(|error| error.to_string())?,
                given,
            )
        }
        Err(error) => {
            same("status", &error.status(), &Some(status))?;
            let body = error
                .body()
                .and_then(|body| serde_json::from_slice(body).ok());
            same("body of the error", &body.as_ref(), &Some(given))?;
            same(
                &format!("a typed error ({error:?})"),
                &error.api_error().is_some(),
                &true,
            )
        }
    }
}

fn same<T: PartialEq + fmt::Debug + ?Sized>(
    what: &str,
    found: &T,
    expected: &T,
) -> Result<(), String> {
    if found == expected {
        Ok(())
    } else {
        Err(format!(
            "{what}:\n    found    {found:?}\n    expected {expected:?}"
        ))
    }
}
