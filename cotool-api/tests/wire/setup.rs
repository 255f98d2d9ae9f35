//! What the tests start from: a client for a mock server, and a limit on everything.

use std::time::Duration;

use cotool_api::Client;
use cotool_api::models::{
    RunAgentAsynchronouslyBody, RunAgentAsynchronouslyError, RunAgentAsynchronouslyResponse,
};
use cotool_api::runtime::{ClientBuilder, Error, PollPolicy, RetryPolicy};
use cotool_mock::Server;
use serde_json::{Map, Value};
use uuid::{Uuid, uuid};

/// The key: long and odd enough to be found wherever it leaks.
pub(crate) const KEY: &str = "ck-9f4e1c77d2b84a0e-do-not-print";

pub(crate) const AGENT: Uuid = uuid!("5f0c2a34-91d7-4f0e-9b1c-0a3d5e7f9b21");
pub(crate) const RUN: Uuid = uuid!("c2b1a090-8070-4650-a040-302010fedcba");

/// The longest that anything here may take. A call that needs longer hangs.
pub(crate) const LIMIT: Duration = Duration::from_secs(10);

/// A client for the server, with the key and no patience.
pub(crate) fn client(server: &Server) -> Client {
    builder(&server.url()).build().unwrap()
}

/// A client for that URL, to be varied.
pub(crate) fn builder(url: &str) -> ClientBuilder {
    let retry = RetryPolicy::default()
        .first_delay(Duration::from_millis(2))
        .max_delay(Duration::from_millis(5));
    Client::builder()
        .base_url(url)
        .bearer(KEY)
        .timeout(Duration::from_secs(5))
        .retry(retry)
}

/// A policy that asks for the status without a pause to speak of.
pub(crate) fn fast() -> PollPolicy {
    PollPolicy::default()
        .first_delay(Duration::from_millis(1))
        .max_delay(Duration::from_millis(4))
}

/// Waits for the future, but not for ever.
pub(crate) async fn within<F: IntoFuture>(future: F) -> F::Output {
    tokio::time::timeout(LIMIT, future.into_future())
        .await
        .expect("it took too long")
}

/// The body that starts a run.
pub(crate) fn body() -> RunAgentAsynchronouslyBody {
    RunAgentAsynchronouslyBody::new(inputs())
}

pub(crate) fn inputs() -> Map<String, Value> {
    Map::from_iter([("alert".to_owned(), Value::from("Impossible travel"))])
}

/// Starts a run.
pub(crate) async fn start(
    client: &Client,
) -> Result<RunAgentAsynchronouslyResponse, Error<RunAgentAsynchronouslyError>> {
    within(client.agents().run_agent_asynchronously(AGENT, body())).await
}
