//! Each operation of the document: what goes out to the byte, and each documented answer decoded.
//!
//! At the end the recorded calls are compared with the document, so that an operation or an answer that is added to it
//! fails here until it is driven too.

use std::collections::BTreeSet;

use cotool_api::Client;
use cotool_api::models;
use cotool_api::runtime::Error;
use cotool_mock::{Recorded, Reply, Server};
use serde::Serialize;
use serde_json::{Value, json};

use crate::setup::{AGENT, KEY, RUN, body, client, inputs, within};

/// What was driven: method, path as sent, status of the answer.
type Journal = BTreeSet<(String, String, u16)>;

/// Drives one operation with one answer.
struct Exchange {
    request: Recorded,
    /// What the client made of the answer, as JSON again.
    outcome: Result<Value, Value>,
}

/// Calls against a server that answers like this.
async fn exchange<T: Serialize, E: std::fmt::Debug>(
    journal: &mut Journal,
    status: u16,
    answer: &Value,
    call: impl AsyncFn(&Client) -> Result<T, Error<E>>,
    show: impl Fn(&E) -> Value,
) -> Exchange {
    let reply = if answer.is_null() { Reply::empty(status) } else { Reply::json(status, answer) };
    let server = Server::always(reply).unwrap();
    let outcome = within(call(&client(&server))).await;
    let requests = server.requests();
    let [request] = &requests[..] else { panic!("one request: {requests:?}") };
    journal.insert((request.method().to_owned(), request.path().to_owned(), status));
    let outcome = match outcome {
        Ok(body) => Ok(serde_json::to_value(body).unwrap()),
        Err(error) => {
            assert_eq!(error.status().map(|status| status.as_u16()), Some(status), "{error:?}");
            Err(error.api_error().map(show).unwrap_or_else(|| panic!("not typed: {error:?}")))
        }
    };
    Exchange { request: request.clone(), outcome }
}
