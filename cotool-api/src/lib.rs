//! Client for the Cotool API: start agent runs, follow them, read what they found.
//!
//! ```no_run
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! use serde_json::json;
//!
//! let cotool = cotool_api::Client::from_env()?; // COTOOL_API_KEY, COTOOL_BASE_URL
//! let agent_id = "3f2b0c1e-9a51-4d6b-8d0e-5a7c2f1b9e10".parse()?;
//!
//! let run = cotool.agents().start_run(agent_id, json!({ "alert": "COT-142" })).await?;
//! let result = run.wait().await?;
//! println!("{}", result.final_assistant_message);
//! # Ok(())
//! # }
//! ```
//!
//! * [`Client`] is cheap to clone and gives a handle for each group of operations: [`Client::agents`], [`Client::alerts`] ...
//! * Each operation is a method that describes a [`Call`](runtime::Call): await it, or set options first.
//! * What is sent and what comes back is typed in [`models`]. Enums are open, unknown keys are no error: the service may say
//!   more tomorrow than it does today.
//! * [`Error`] has predicates, the status, the request id, and the body that the API documents for that status.
//! * [`run`] follows agent runs.
//!
//! # What is safe to rely on
//!
//! A `POST` that may have started something is never repeated on doubt. Reads are repeated with growing, jittered delays that
//! respect `Retry-After`. Every call has a deadline and a limit on the size of the answer. The API key is never printed, and
//! goes neither to another host nor over plain http, except to loopback.

// What the document says, made by `cargo xtask codegen`.
#[rustfmt::skip] // Formatted by the generator, the same on every machine.
mod generated;
// What every client needs, by hand; knows no API.
pub mod runtime;

mod env;
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
