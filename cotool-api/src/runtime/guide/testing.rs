//! Tests of your own code, without a server.
//!
//! With the feature `mock`, a `mock::Mock` stands in for the network. Everything above it is the real client: credentials,
//! retries, limits, decoding, errors. So a test sees what production sees, and there is no trait to write against.
//!
//! ```toml
//! [dev-dependencies]
#![doc = concat!(env!("CARGO_PKG_NAME"), " = { version = \"", env!("CARGO_PKG_VERSION"), "\", features = [\"mock\"] }")]
//! tokio = { version = "1", features = ["macros", "rt", "test-util"] }
//! ```
//!
#![cfg_attr(feature = "mock", doc = "```")]
#![cfg_attr(not(feature = "mock"), doc = "```ignore")]
#![doc = concat!("use ", env!("CARGO_CRATE_NAME"), "::runtime::mock::{Mock, Reply};")]
#![doc = concat!("# use ", env!("CARGO_CRATE_NAME"), "::runtime::{Api, Client, ClientBuilder, Error, Operation, Request, decode};")]
//! # static API: Api = Api { title: "Example", version: "1", servers: &["https://api.example.com"], schemes: &[] };
//! # static LIST: Operation = Operation::new("things.list", "GET", "/things");
//!
//! // What is to be tested.
//! async fn names(client: &Client) -> Result<Vec<String>, Error> {
//!     # /*
//!     client.things().list().await
//!     # */
//!     # Request::new(client, &LIST).query("limit", &50).returning(decode::json).await
//! }
//!
//! // #[tokio::test(start_paused = true)]
//! async fn names_are_read_though_the_server_is_busy_at_first() {
//!     let mock = Mock::new();
//!     mock.on(&LIST)
//!         .reply(Reply::status(429).with_header("retry-after", "30"))
//!         .reply(Reply::json(&["a", "b"]));
//!     # let client = ClientBuilder::new(&API).transport(mock.transport()).build().unwrap();
//!     # /*
//!     let client = Client::builder().transport(mock.transport()).build().unwrap();
//!     # */
//!
//!     assert_eq!(names(&client).await.unwrap(), ["a", "b"]);
//!     assert_eq!(mock.sent_to(&LIST)[0].query_as::<u8>("limit").unwrap(), 50);
//! }
//! # #[tokio::main(flavor = "current_thread", start_paused = true)]
//! # async fn main() { names_are_read_though_the_server_is_busy_at_first().await }
//! ```
//!
//! # What it answers
//!
//! Each operation is a constant beside its method. `on` expects it, and `reply`, `replies`, `always` and `reply_with` say
//! what it gets:
//!
//! | | |
//! |---|---|
//! | `Reply::json(&value)`, `Reply::json_as::<Model>(json!({..}))` | a value; JSON that has to fit a model, so that a test does not live on after the API has changed |
//! | `Reply::status(503).with_json(&body).with_header(..)` | any answer |
//! | `Reply::events([..])`, `Reply::chunks(..)` | a stream, `.that_breaks_off()` in the end |
//! | `Reply::error(TransportErrorKind::Connect)` | no answer |
//! | `Reply::silence()`, `.after(Duration)` | none in time, or late |
//!
//! With tokio's `start_paused`, time passes at once whenever nothing else can be done: an hour of retries and polls takes a
//! millisecond, in the right order.
//!
//! # What it checks
//!
//! A call that was not expected fails the test with its request and a list of what was, and so does a reply that was never
//! asked for: when the mock is dropped, or by `check`. `when` expects only some calls of an operation. What was sent is
//! kept, with path parameters, query, headers and body, to be read as values.
//!
//! # Recording
//!
//! `mock::Recorder` goes around another transport and writes what it carries to a file, a line of JSON for each exchange.
//! Credentials, cookies, and parameters, headers and texts whose names say that they are secret are taken out, and so is the
//! credential wherever else it occurs. `Mock::replay` answers from the file.
//!
//! # Without the mock
//!
//! The [`Transport`] is a trait with one method, the [`Clock`] is one, and the chance in delays is a closure:
//! [`ClientBuilder`] takes each of them.

#[allow(unused_imports, reason = "the text leads to them")]
use super::super::{ClientBuilder, Clock, Transport};
