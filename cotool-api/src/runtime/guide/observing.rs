//! Spans, interceptors, and what is never shown.
//!
//! # Spans
//!
//! With the feature `tracing`, each call is a span `call`, and each attempt a span `attempt` in it, at level `INFO`. Their
//! fields have the names that OpenTelemetry gives to HTTP clients, so that `tracing-opentelemetry` exports them as they are:
//!
//! | field | |
//! |---|---|
//! | `otel.name` | of a call the operation, `agents.list`; of an attempt `GET /api/agents` |
//! | `otel.kind` | `internal` for a call, `client` for an attempt |
//! | `http.request.method`, `url.template` | of the operation |
//! | `url.full` | with secrets blotted out, and without those that the client puts on |
//! | `server.address`, `server.port` | where the request goes first |
//! | `http.response.status_code` | of the answer, if there was one |
//! | `http.request.resend_count` | how many times it was sent before; left out when it was not |
//! | `error.type`, `otel.status_code` | after a failure: the status, or a word such as `timeout`, `connect`, `tls`; and `ERROR` |
//!
//! An event in the span of the call says that a request is sent again, with `retry.delay_ms` and the reason, and another that
//! a token was refused and is fetched anew. A call that fails before it is sent has no span. That of a stream ends with the head of
//! the answer; what is decoded afterwards is not in it. Redirects belong to their attempt.
//!
//! No body, no header and no secret is in any of them.
//!
//! # Interceptors
//!
//! An [`Interceptor`] sees every attempt of every call: to count, to add a header, to forbid.
//!
//! ```
#![doc = concat!("use ", env!("CARGO_CRATE_NAME"), "::runtime::{Attempted, Interceptor, Outgoing, Refusal, Verdict};")]
//!
//! /// Forbids whatever changes something, and marks the rest.
//! struct ReadOnly;
//!
//! impl Interceptor for ReadOnly {
//!     fn before(&self, request: &mut Outgoing<'_>) -> Result<(), Refusal> {
//!         if request.method() != "GET" {
//!             return Err("this program only reads".into());
//!         }
//!         let mark = "nightly-report".parse()?;
//!         request.headers_mut().insert("x-caller", mark);
//!         Ok(())
//!     }
//!
//!     fn after(&self, attempt: &Attempted<'_>) -> Verdict {
//!         println!("{} {:?} in {:?}", attempt.operation().id(), attempt.status(), attempt.elapsed());
//!         Verdict::Keep
//!     }
//! }
//! ```
//!
//! The first one given to [`ClientBuilder::interceptor`] is the outermost: first before, last after. They see the request
//! without the client's credentials, which are put on after the last of them.
//!
//! # What is never shown
//!
//! Keys, tokens and passwords are [`SecretString`]s from the builder to the wire. They are in no `Debug`, `Display`, span or
//! event, and in no error, even where a server quotes them. They go to the host of the base URL only, over https only, unless
//! plain http was allowed to a host by name with [`ClientBuilder::allow_plain_http`], or the host is this machine.

#[allow(unused_imports, reason = "the text leads to them")]
use super::super::{ClientBuilder, Interceptor, SecretString};
