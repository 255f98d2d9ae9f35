//! Calls from end to end, on a scripted transport and a clock that does not wait.

mod credentials;
mod decoding;
mod limits;
mod paging;
mod paging_lies;
mod polling;
mod redirects;
mod requests;
mod retries;
mod secrets;
#[cfg(feature = "reqwest")]
mod sockets;

use super::Operation;

static GET: Operation = Operation::new("test.get", "GET", "/thing");
static POST: Operation = Operation::new("test.post", "POST", "/thing");
