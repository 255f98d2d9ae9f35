//! What may be set on a call that a handle makes.

use std::time::Duration;

use crate::runtime::Call;

/// Kept until the call is made.
#[derive(Debug, Default)]
pub(crate) struct CallOptions {
    /// The longest that the call may take.
    pub(crate) timeout: Option<Duration>,
    /// Sent too.
    pub(crate) headers: Vec<(String, String)>,
}

impl CallOptions {
    /// The call with all that was set.
    pub(crate) fn on<T, E>(&self, mut call: Call<T, E>) -> Call<T, E> {
        for (name, value) in &self.headers {
            call = call.header(name, value);
        }
        match self.timeout {
            Some(limit) => call.timeout(limit),
            None => call,
        }
    }
}
