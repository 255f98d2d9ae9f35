//! An imitation of the Cotool API.
//!
//! Every operation of the vendored document is answered. A request that the document does not allow gets 400 and is told what
//! is wrong with it. Agents, their runs and triggers, alerts, detections, skills, people and the audit log are kept in memory and
//! change as they are asked to; what has no state worth the name is answered with a value made of its schema. An answer that is
//! not what the document says is not given: it is a 500 that says so.
//!
//! Nothing depends on the clock: a run goes one step further each time its status is asked for. Which steps these are depends
//! on the agent, see [`agent`].

pub mod agent;
mod answer;
mod asked;
mod world;

use std::fmt;
use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::Value;

use crate::document::{Content, Document, Extent, Words};
use crate::server::{Recorded, Reply, Server};
use answer::Refusal;
use asked::{Asked, Refused};
use world::World;

pub use world::{alerts, detections, triggers};

/// A key that the mock accepts. It takes any other as well, except [`REVOKED_KEY`].
pub const KEY: &str = "mock-key";

/// The one key that is answered with 401.
pub const REVOKED_KEY: &str = "revoked-key";

/// The mock, running. It stops when it is dropped.
#[derive(Debug)]
pub struct MockApi {
    server: Server,
}

/// Answers a request before the mock does, or leaves it to the mock.
type Fault = dyn Fn(&Recorded) -> Option<Reply> + Send + Sync;

impl MockApi {
    /// Starts the mock on a free loopback port.
    ///
    /// # Errors
    /// When no port can be bound on the loopback address, no thread can be started, or the document is not understood.
    pub fn start() -> io::Result<Self> {
        Self::start_with(|_| None)
    }

    /// Starts the mock with faults: a request for which `fault` has a [`Reply`] gets that one, and changes nothing.
    ///
    /// # Errors
    /// Those of [`MockApi::start`].
    pub fn start_with(
        fault: impl Fn(&Recorded) -> Option<Reply> + Send + Sync + 'static,
    ) -> io::Result<Self> {
        let document = Document::vendored().map_err(|error| io::Error::other(error.to_string()))?;
        let api = Arc::new(Api {
            document,
            world: Mutex::new(World::new()),
            fault: Box::new(fault),
        });
        let server = Server::start(move |request| api.answer(request))?;
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

    /// How many connections are open. Without one, nothing changes any more.
    #[must_use]
    pub fn open_connections(&self) -> usize {
        self.server.open_connections()
    }
}

struct Api {
    document: &'static Document,
    world: Mutex<World>,
    fault: Box<Fault>,
}

impl fmt::Debug for Api {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Api").finish_non_exhaustive()
    }
}

impl Api {
    /// Checks the key and the request, then lets the world answer.
    fn answer(&self, request: &Recorded) -> Reply {
        if let Some(reply) = (self.fault)(request) {
            return reply;
        }
        let token = request
            .header("authorization")
            .and_then(|value| value.strip_prefix("Bearer "));
        match token.map(str::trim) {
            None | Some("") => return answer::error(401, "Missing API key"),
            Some(REVOKED_KEY) => return answer::error(401, "Invalid API key"),
            Some(_) => {}
        }
        let asked = match Asked::read(self.document, request) {
            Ok(asked) => asked,
            Err(Refused::Unknown) => {
                let (method, path) = (request.method(), request.path());
                return answer::error(404, &format!("No operation {method} {path}"));
            }
            Err(Refused::Invalid(issues)) => return answer::invalid(&issues),
        };
        let answered = {
            let mut world = self.world.lock().unwrap_or_else(PoisonError::into_inner);
            world.answer(&asked)
        };
        match answered {
            Ok(body) => self.success(&asked, body),
            Err(refusal) => refusal.reply(),
        }
    }

    /// The documented success, with that body or one that is made of the schema.
    fn success(&self, asked: &Asked<'_>, body: Option<Value>) -> Reply {
        let Some(success) = asked.operation.success() else {
            return answer::error(500, "The document has no answer for a success");
        };
        match &success.content {
            Content::Empty => answer::empty(success.status),
            Content::Json(schema) => {
                let made = || self.document.sample(schema, Extent::Full, Words::Plain);
                let body = body.unwrap_or_else(made);
                let issues = self.document.issues(schema, &body);
                if issues.is_empty() {
                    answer::json(success.status, &body)
                } else {
                    let key = asked.operation.key();
                    Refusal::broken(&format!(
                        "{key} was about to be answered with {body}: {issues:?}"
                    ))
                    .reply()
                }
            }
            Content::Other(media_type) => answer::text(success.status, media_type, body),
        }
    }
}

#[cfg(test)]
mod tests;
