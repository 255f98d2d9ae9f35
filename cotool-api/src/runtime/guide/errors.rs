//! What a call can fail with, and what to do about it.
//!
//! Every call gives an [`Error<E>`](Error), where `E` is the type of the errors that the API documents for that operation.
//! There is one type, with questions to ask it, because callers rarely care where in the stack something broke; they want
//! to know whether the thing was done, and whether to ask again.
//!
//! ```
#![doc = concat!("use ", env!("CARGO_CRATE_NAME"), "::runtime::{Documented, Error};")]
//!
//! fn what_now<E: Documented>(error: &Error<E>) -> String {
//!     if error.is_not_found() {
//!         "there is no such thing".to_owned()
//!     } else if error.is_rate_limited() {
//!         format!("later: in {:?}", error.retry_after())
//!     } else if error.is_retryable() {
//!         "again: it may go well, and does no harm".to_owned()
//!     } else if error.was_sent() {
//!         format!("look whether it was done, request {:?}", error.request_id())
//!     } else {
//!         format!("it was not done: {error}")
//!     }
//! }
//! ```
//!
//! # Was it done?
//!
//! | | the server may have done it | the server has not seen it |
//! |---|---|---|
//! | [`was_sent`](Error::was_sent) | `true` | `false` |
//! | for example | no answer in time, a connection that broke, a 5xx, an answer that cannot be read | refused connection, no such host, a certificate that is not good, no credential, an interceptor's refusal |
//!
//! [`is_transient`](Error::is_transient) says that the same call may go well a moment later; [`is_retryable`](Error::is_retryable)
//! that sending it again does no harm as well. The client has made its own [retries](super::retries) by then:
//! [`attempts`](Error::attempts) says how many.
//!
//! # What the server said
//!
//! * [`api_error`](Error::api_error) is the body that the API documents for the status, as an enum with a variant for each; `None` if the
//!   status is not documented, or if the body is not what the document says. The latter is told by
//!   [`decode_error`](Error::decode_error), with the place in the JSON.
//! * [`body`](Error::body), [`headers`](Error::headers), [`status`](Error::status) and [`request_id`](Error::request_id) are there for every answer, up to 1 MiB of it.
//!
//! # The kinds
//!
//! [`kind`](Error::kind) is for statistics and for the rare place that has to know more:
//!
//! | [`ErrorKind`] | |
//! |---|---|
//! | `Request` | it cannot be written, or has no credential: a mistake in the program or its configuration |
//! | `Refused` | an [`Interceptor`] did not let it go: its reason is the error's source |
//! | `Token` | no token could be had: the provider's error, such as an [`OAuthError`], is the source |
//! | `Transport` | no complete answer: [`transport_error`](Error::transport_error) says where it failed |
//! | `Timeout` | a limit of an attempt or of the whole call has passed |
//! | `Status` | the server answered, and not with a success |
//! | `Redirect` | the server sends the client where it does not go: to another host with a body, in a circle, to plain http |
//! | `TooLarge` | the answer is longer than [`max_response_bytes`](ClientBuilder::max_response_bytes) |
//! | `Decode` | a success that cannot be read; it *was* a success: do not send it again |
//! | `Paging` | a server contradicts itself from page to page |
//!
//! Where an exchange without a complete answer failed, [`TransportError::kind`] tells:
//!
//! | [`TransportErrorKind`] | | was it sent? |
//! |---|---|---|
//! | `Dns` | the host name has no address | no |
//! | `Connect` | refused, unreachable; a proxy that gives no way through | no |
//! | `Tls` | a certificate that has expired, is for another name, or is by somebody unknown; a peer that speaks no TLS | no |
//! | `Io` | the connection broke, before or within the answer | perhaps |
//! | `Protocol` | what came is not HTTP | perhaps |
//! | `RequestBody` | the caller's stream or file failed | perhaps |
//! | `Other` | none of these: the error's source tells | as it says |
//!
//! All but `Tls`, `RequestBody` and `Other` may go well a moment later.
//!
//! # In logs
//!
//! `Display` is one line: method, URL without its query, status, what the server says, attempts. `Debug` and
//! [`url`](Error::url) show more. None of them shows a secret: not the credential, not what the caller put into a header or parameter whose
//! name says that it is one, and not where the server quotes either of them. Causes are in
//! [`source`](std::error::Error::source), as reporters expect.
//!
//! # Across functions
//!
//! `Error<E>` becomes an [`Error`] without a type by `?` or [`erase`](Error::erase); the body stays in it.
//!
//! ```
#![doc = concat!("use ", env!("CARGO_CRATE_NAME"), "::runtime::{Call, Documented, Error};")]
//!
//! async fn first_line<E: Documented>(call: Call<String, E>) -> Result<String, Error> {
//!     let text = call.await?;
//!     Ok(text.lines().next().unwrap_or_default().to_owned())
//! }
//! ```

#[allow(unused_imports, reason = "the text leads to them")]
use super::super::{
    ClientBuilder, Error, ErrorKind, Interceptor, OAuthError, TransportError, TransportErrorKind,
};
