//! Client for the Cotool API: start agent runs and follow them, work on alerts, run detections, read the audit log.
//!
#![cfg_attr(
    all(feature = "guide", feature = "detection-run", feature = "job", feature = "run"),
    doc = include_str!("guide/front_page.md")
)]
//!
//! # What is safe to rely on
//!
//! A `POST` that may have started something is never repeated on doubt. Reads are repeated with growing, jittered delays that
//! respect `Retry-After`. Every attempt has a deadline and a limit on the size of the answer. The API key is never printed, and
//! goes neither to another host nor over plain http, except to loopback. Enums are open: the service may say more tomorrow than
//! it does today.

// What the document says, made by `cargo xtask codegen`.
#[rustfmt::skip] // Formatted by the generator, the same on every machine.
mod generated;
// What every client needs, by hand; knows no API.
pub mod runtime;

#[cfg(any(feature = "detection-run", feature = "run"))]
mod call_options;
#[cfg(feature = "detection-run")]
pub mod detection_run;
mod env;
// Only examples: nothing of it is in a build.
#[cfg(all(any(doc, doctest), feature = "guide"))]
pub mod guide;
#[cfg(any(feature = "detection-run", feature = "run"))]
mod inputs;
#[cfg(feature = "job")]
pub mod job;
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
