//! Client for the Cotool API: start agent runs and follow them, work on alerts, run detections, read the audit log.
//!
//! ```toml
//! [dependencies]
//! cotool-api = "0.1"
//! serde_json = "1"
//! tokio = { version = "1", features = ["macros", "rt-multi-thread"] }
//! uuid = "1"
//! ```
//!
//! # Start a run and follow it
//!
//! A whole program. The key is that of the web interface, under `/settings/api-keys`.
//!
//! ```no_run
//! use std::time::Duration;
//!
//! use cotool_api::{Client, RunError};
//! use serde_json::json;
//!
//! #[tokio::main]
//! async fn main() -> Result<(), Box<dyn std::error::Error>> {
//!     let cotool = Client::from_env()?; // COTOOL_API_KEY, COTOOL_BASE_URL
//!     let agent_id = "3f2b0c1e-9a51-4d6b-8d0e-5a7c2f1b9e10".parse()?; // a uuid::Uuid
//!
//!     // Sent once: a failure here is an error, and never a second run.
//!     let run = cotool.agents().start_run(agent_id, json!({ "alert": "COT-142" })).await?;
//!     println!("run {} started", run.id());
//!
//!     let outcome = run
//!         .wait()
//!         .deadline(Duration::from_secs(15 * 60))
//!         .on_status(|progress| println!("{}", progress.status))
//!         .await;
//!     match outcome {
//!         Ok(result) => println!("{}", result.final_assistant_message),
//!         Err(RunError::Failed { message, .. }) => println!("the agent failed: {message:?}"),
//!         // The run goes on whatever becomes of the wait: `run` can be waited for again.
//!         Err(other) => println!("{other}"),
//!     }
//!     Ok(())
//! }
//! ```
//!
//! The two ids of a run are all that it takes to follow it elsewhere, or later:
//!
//! ```no_run
//! # async fn example(cotool: cotool_api::Client, agent_id: uuid::Uuid, run_id: uuid::Uuid) -> Result<(), Box<dyn std::error::Error>> {
//! let result = cotool.agents().run(agent_id, run_id).wait().await?;
//! # Ok(())
//! # }
//! ```
//!
//! # List open alerts
//!
//! ```no_run
//! # async fn example(cotool: cotool_api::Client) -> Result<(), Box<dyn std::error::Error>> {
//! use cotool_api::models::ListAlertsParams;
//!
//! let open = ListAlertsParams::new().status(vec!["open".to_owned()]).limit(100);
//! let page = cotool.alerts().list(open).await?;
//! for alert in page.alerts.iter().flatten() {
//!     println!("{:?} {:?}", alert.display_id, alert.title);
//! }
//! println!("{:?} in all", page.total_count);
//! # Ok(())
//! # }
//! ```
//!
//! Of much of the API only examples are public, and no more is promised here than is known: a field that may be missing is an
//! `Option`, and keys that have no field of their own are kept in `additional`, a map to [`serde_json::Value`].
//!
//! # Handle errors
//!
//! Every call gives an [`Error`] that says what happened and where. It has predicates for what one usually wants to know, and
//! the body that the API documents for the status, as a type of its own for each operation.
//!
//! ```no_run
//! # async fn example(cotool: cotool_api::Client) {
//! use cotool_api::models::{AddAlertCommentBody, AddAlertCommentError};
//!
//! let comment = AddAlertCommentBody::new("Known scanner.");
//! match cotool.alerts().comment("COT-142", comment).await {
//!     Ok(answer) => println!("{:?}", answer.entry.id),
//!     Err(error) if error.is_not_found() => println!("there is no such alert"),
//!     Err(error) if error.is_unauthorized() => println!("the key is not good"),
//!     Err(error) if error.is_rate_limited() => println!("again in {:?}", error.retry_after()),
//!     Err(error) => match error.api_error() {
//!         Some(AddAlertCommentError::Forbidden(denied)) => println!("missing: {:?}", denied.missing_perms),
//!         Some(AddAlertCommentError::BadRequest(invalid)) => println!("{}: {:?}", invalid.error, invalid.issues),
//!         // What it says is good for a log: method, URL, status, what the service says about it, and no secret.
//!         _ if error.was_sent() => println!("it may have been done: {error}"),
//!         _ => println!("it was not done: {error}"),
//!     },
//! }
//! # }
//! ```
//!
//! # Set options
//!
//! For all calls on the client, for one call on the call:
//!
//! ```no_run
//! # async fn example(key: String) -> Result<(), Box<dyn std::error::Error>> {
//! use std::time::Duration;
//!
//! let cotool = cotool_api::Client::builder()
//!     .bearer(key)
//!     .timeout(Duration::from_secs(30))
//!     .build()?;
//! let answer = cotool.agents().list().timeout(Duration::from_secs(5)).with_response().await?;
//! println!("{} agents, request {:?}", answer.body.len(), answer.request_id());
//! # Ok(())
//! # }
//! ```
//!
//! A [`Client`] is cheap to clone, and its clones share connections.
//!
//! # What there is
//!
//! [`Client`] has a handle for each group of operations. The guide has a page for each, with every method in an example.
//!
//! | | |
//! |---|---|
//! | [`agents`](guide::agents) | run agents, follow runs, look after agents |
//! | [`alerts`](guide::alerts) | list, read and work on alerts, settle who gets them |
//! | [`detections`](guide::detections) | run detections, read what they found, have new ones written |
//! | [`triggers`](guide::triggers) | what starts an agent |
//! | [`audit_logs`](guide::audit_logs) | who did what, and when |
//! | [`chats`](guide::chats) | what was said in a run; interrupt it |
//! | [`skills`](guide::skills) | instructions that agents share |
//! | [`users`](guide::users), [`roles`](guide::roles) | who may do what |
//! | [`threat_model`](guide::threat_model) | its versions and its board |
//! | [`detection_rules`](guide::detection_rules), [`detection_authoring`](guide::detection_authoring) | proposals, queries and drafts of rules |
//! | [`agent_versions`](guide::agent_versions), [`agent_sync`](guide::agent_sync) | what agents were before; agents that are kept as files |
//! | [`intel`](guide::intel) | notifications of threat news |
//!
//! Each group is a cargo feature, all on by default. [`runtime`] has what calls are made of, [`models`] what is sent and what
//! comes back, [`run`] the handle on a run.
//!
//! # What is safe to rely on
//!
//! A `POST` that may have started something is never repeated on doubt. Reads are repeated with growing, jittered delays that
//! respect `Retry-After`. Every call has a deadline and a limit on the size of the answer. The API key is never printed, and
//! goes neither to another host nor over plain http, except to loopback. Enums are open: the service may say more tomorrow than
//! it does today.

// What the document says, made by `cargo xtask codegen`.
#[rustfmt::skip] // Formatted by the generator, the same on every machine.
mod generated;
// What every client needs, by hand; knows no API.
pub mod runtime;

mod env;
// Only examples: nothing of it is in a build.
#[cfg(all(any(doc, doctest), feature = "guide"))]
pub mod guide;
#[cfg(feature = "run")]
pub mod run;

pub use env::EnvError;
pub use generated::{api, meta, models};
#[cfg(feature = "run")]
pub use run::{Run, RunError};
pub use runtime::{Client, ClientBuilder, Error};

// The examples of the front page of the repository are compiled with those of this crate.
#[cfg(all(doctest, feature = "run", feature = "guide"))]
#[doc = include_str!("../../README.md")]
struct Readme;
