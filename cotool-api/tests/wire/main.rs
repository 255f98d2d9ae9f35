//! The client over real HTTP, against a server that records requests to the byte and misbehaves on request.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test stops at the first surprise; clippy knows that of test functions only"
)]

mod constructs;
mod examples;
mod long_jobs;
mod operations;
mod paging;
mod run;
mod runs;
mod secrets;
mod setup;
mod unhappy;
