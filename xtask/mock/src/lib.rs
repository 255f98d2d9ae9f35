//! A loopback HTTP server for tests, and a small imitation of the Cotool API for the demo.
//!
//! [`Server`] is a plain HTTP/1.1 server on `127.0.0.1` with threads and no runtime. It records each
//! request to the byte and answers with a [`Reply`], which can be a correct answer or one of the
//! faults that a network has in store: a connection cut at any byte, a reset, a wrong length, silence,
//! a slow drip, rubbish instead of a status line.
//!
//! [`MockApi`] puts a handler on that server that behaves like the part of the API that starts agent
//! runs and follows them.

pub mod api;
pub mod document;
pub mod server;
#[cfg(feature = "tls")]
pub mod tls;

pub use api::MockApi;
pub use document::Document;
pub use server::{Limits, Place, Recorded, Reply, Server};
