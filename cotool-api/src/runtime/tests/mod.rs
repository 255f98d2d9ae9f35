//! Calls from end to end, on a scripted transport and a clock that does not wait.

#[cfg(feature = "blocking")]
mod blocking;
mod credentials;
mod decoding;
mod idempotency;
mod interceptors;
mod limits;
mod oauth;
mod paging;
mod paging_lies;
mod polling;
mod reconnecting;
mod redirects;
mod requests;
mod retries;
mod secrets;
#[cfg(feature = "reqwest")]
mod sockets;
#[cfg(feature = "tracing")]
mod spans;
mod style_table;
mod uploads;

use super::Operation;

static GET: Operation = Operation::new("test.get", "GET", "/thing");
static POST: Operation = Operation::new("test.post", "POST", "/thing");
