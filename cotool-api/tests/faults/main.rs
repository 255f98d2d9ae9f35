//! What a network has in store, on real sockets: each fault is a row of a table, which says what the caller sees and how
//! often the server is asked, for a GET and for a POST that must not be done twice.
//!
//! `FAULTS.md` beside this file is that table; `UPDATE_GOLDENS=1` writes it.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test stops at the first surprise; clippy knows that of test functions only"
)]

mod broken;
mod check;
mod connecting;
mod content;
mod dropped;
mod garbage;
mod haystack;
mod key;
mod place;
mod proxies;
mod redirects;
mod retry_after;
mod row;
mod silence;
mod statuses;
mod streams;
mod table;
mod tls;
