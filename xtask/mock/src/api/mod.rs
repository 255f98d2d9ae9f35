//! An imitation of the part of the Cotool API that starts agent runs and follows them.
//!
//! State is kept in memory and nothing depends on the clock: a run goes one step further each time its
//! status is asked for. Which steps these are depends on the agent, see [`agent`].

pub mod agent;
mod answer;
mod route;
mod run;
mod validate;

use std::io;
use std::sync::Arc;

use crate::server::{Recorded, Reply, Server};
use run::Runs;

/// A key that the mock accepts. It takes any other as well, except [`REVOKED_KEY`].
pub const KEY: &str = "mock-key";

/// The one key that is answered with 401.
pub const REVOKED_KEY: &str = "revoked-key";

/// The mock, running. It stops when it is dropped.
#[derive(Debug)]
pub struct MockApi {
    server: Server,
}

impl MockApi {
    /// Starts the mock on a free loopback port.
    ///
    /// # Errors
    /// When no port can be bound on the loopback address or no thread can be started.
    pub fn start() -> io::Result<Self> {
        let runs = Arc::new(Runs::default());
        let server = Server::start(move |request| answer_to(request, &runs))?;
        Ok(Self { server })
    }

    /// `http://127.0.0.1:<port>`, the base URL to give to a client.
    #[must_use]
    pub fn url(&self) -> String {
        self.server.url()
    }

    /// The requests so far.
    #[must_use]
    pub fn requests(&self) -> Vec<Recorded> {
        self.server.requests()
    }
}

/// Checks the key, then hands the request to its operation.
fn answer_to(request: &Recorded, runs: &Runs) -> Reply {
    let token = request
        .header("authorization")
        .and_then(|value| value.strip_prefix("Bearer "));
    match token.map(str::trim) {
        None | Some("") => return answer::error(401, "Missing API key"),
        Some(REVOKED_KEY) => return answer::error(401, "Invalid API key"),
        Some(_) => {}
    }
    route::dispatch(request, runs)
}

#[cfg(test)]
mod tests;
