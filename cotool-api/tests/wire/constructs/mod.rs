//! What the document has that a client can get wrong, each by what the client does with it.

mod answers;
mod requests;
mod unions;
mod values;

use cotool_api::Client;
use cotool_mock::{Reply, Server};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use uuid::{Uuid, uuid};

use crate::setup::client;

const ID: Uuid = uuid!("7d444840-9dc0-41d1-b245-5ffdce74fad2");

/// A client of a server that gives this answer to everything.
fn answering(reply: Reply) -> (Client, Server) {
    let server = Server::start(move |_| reply.clone()).unwrap();
    (client(&server), server)
}

/// The same for an answer of JSON.
fn answered(body: &Value) -> (Client, Server) {
    answering(Reply::json(200, body))
}

/// The value as that type, and back again.
fn kept<T: DeserializeOwned + Serialize>(value: &Value) -> T {
    let read: T = serde_json::from_value(value.clone()).unwrap();
    assert_eq!(&serde_json::to_value(&read).unwrap(), value);
    read
}

/// The body of the only request, as it was written.
fn sent(server: &Server) -> String {
    let requests = server.take_requests();
    assert_eq!(requests.len(), 1, "{requests:?}");
    String::from_utf8(requests[0].body().to_vec()).unwrap()
}

/// The target of the only request.
fn asked(server: &Server) -> String {
    let requests = server.take_requests();
    assert_eq!(requests.len(), 1, "{requests:?}");
    requests[0].target().to_string()
}
