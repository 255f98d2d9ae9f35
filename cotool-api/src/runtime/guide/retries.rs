//! What is sent again, when, and how long a call can take.
//!
//! # What is sent again
//!
//! A failed attempt is made again only where that does no harm:
//!
//! | failure | idempotent | not idempotent |
//! |---|---|---|
//! | the server has not seen it (refused, no such host, a slow connect) | again | again |
//! | it may have (reset, no answer in time, half an answer) | again | **error** |
//! | 408, 425, 429, 500, 502, 503, 504, 520 to 524, 529 | again | **error** |
//! | the token endpoint has passing trouble | again | again |
//! | 401, and the credential is a token that can be renewed | once, with a new token | once, with a new token |
//! | a certificate that is not good; any other status; an answer that cannot be read | error | error |
//!
//! GET, HEAD, OPTIONS, TRACE, PUT and DELETE are idempotent unless the description of the API says otherwise.
//! [`Call::idempotent`] overrides that for a call. [`Call::idempotency_key`] sends a key that makes a POST safe to repeat, with
//! servers that keep to it. A body that is a stream is never sent again; bytes, forms and files are.
//!
//! # When
//!
//! Up to 3 attempts. The time between them is chosen at random between nothing and a limit that begins at half a second and
//! doubles up to 8 seconds (*full jitter*). `Retry-After`, in seconds, in milliseconds (`retry-after-ms`) or as a date of any of HTTP's three forms, is kept to; if it asks for more than a
//! minute, the call fails at once, and [`Error::retry_after`] tells when to come back. [`RetryPolicy`] sets all of that, for the
//! client or for a call:
//!
//! ```
//! use std::time::Duration;
//!
#![doc = concat!("use ", env!("CARGO_CRATE_NAME"), "::runtime::{Call, Error, RetryPolicy};")]
//!
//! async fn patient(call: Call<String>) -> Result<String, Error> {
//!     let policy = RetryPolicy::default()
//!         .attempts(6)
//!         .max_delay(Duration::from_secs(30));
//!     call.retry(policy).timeout(Duration::from_secs(120)).await
//! }
//! ```
//!
//! Retries are paid for from a budget that all clones of a client share: 100 in a row, and a tenth of one more for each call
//! that succeeds at once. When a server is down, the budget is soon spent and every call is sent once, so that an outage is
//! not made worse: [`ClientBuilder::retry_budget`].
//!
//! # How long a call can take
//!
//! | limit | covers | default |
//! |---|---|---|
//! | [`connect_timeout`](ClientBuilder::connect_timeout) | making a connection | 10 s |
//! | [`attempt_timeout`](ClientBuilder::attempt_timeout) | an attempt with its token, redirects and body; of a stream, up to the head of the answer | 60 s |
//! | [`read_timeout`](ClientBuilder::read_timeout) | silence within a body, streams included | 120 s |
//! | [`timeout`](ClientBuilder::timeout) | the whole call, with all attempts and the time between them | none |
//!
//! All of them but the first run on the client's [`Clock`], which tests replace. A retry that would only begin after the end of
//! the whole call is not waited for: the answer that is known is given at once.
//!
//! # Asking for more
//!
//! An [`Interceptor`] may ask for another attempt after any answer, also after a success that says "not yet". It is held to the
//! same rules: what may not be repeated is not.

#[allow(unused_imports, reason = "the text leads to them")]
use super::super::{Call, ClientBuilder, Clock, Error, Interceptor, RetryPolicy};
