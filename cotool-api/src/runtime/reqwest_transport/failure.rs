//! What `reqwest` says of a failure, in our words.

use std::error::Error as StdError;
use std::io;

use crate::runtime::{TransportError, TransportErrorKind};

/// What `reqwest` says, in our words. `handed_over`: the request was on its way.
pub(super) fn failure(error: reqwest::Error, handed_over: bool) -> TransportError {
    // Its URL may hold a key.
    let error = error.without_url();
    let connecting = error.is_connect() || error.is_builder();
    let kind = if error.is_timeout() {
        TransportErrorKind::Timeout
    } else if error.is_dns() {
        TransportErrorKind::Dns
    } else if is_tls(&error) {
        TransportErrorKind::Tls
    } else if error.is_connect() {
        TransportErrorKind::Connect
    } else {
        sort(&error)
    };
    // Taken back before the first byte of it was written: the connection was closed in that moment.
    let taken_back = find::<hyper::Error>(&error).is_some_and(hyper::Error::is_canceled);
    let may_have_been_sent = handed_over && !connecting && !error.is_dns() && !taken_back;
    if kind == TransportErrorKind::RequestBody
        && let Some(own) = find::<TransportError>(&error)
    {
        // Ours, that came through: what the caller's stream said is told once.
        let text = own
            .source()
            .map_or_else(|| own.to_string(), ToString::to_string);
        return TransportError::new(kind, true).with_source(text);
    }
    TransportError::new(kind, may_have_been_sent).with_source(error)
}

/// What broke after the connection was there.
fn sort(error: &reqwest::Error) -> TransportErrorKind {
    if find::<TransportError>(error).is_some() {
        TransportErrorKind::RequestBody
    } else if find::<hyper::Error>(error).is_some_and(hyper::Error::is_parse)
        || find::<io::Error>(error).is_some_and(|error| is_garbage(error.kind()))
    {
        TransportErrorKind::Protocol
    } else if find::<io::Error>(error).is_some()
        || error.is_request()
        || error.is_body()
        || error.is_decode()
    {
        TransportErrorKind::Io
    } else {
        TransportErrorKind::Other
    }
}

/// What chunks that are none are told as.
fn is_garbage(kind: io::ErrorKind) -> bool {
    matches!(
        kind,
        io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput
    )
}

/// Whether the connection could not be secured. The TLS library passes its errors through the system's type, as data
/// that is not valid; its own type is not named here, since it would be one more dependency to keep in step.
fn is_tls(error: &reqwest::Error) -> bool {
    error.is_connect()
        && causes(error)
            .filter_map(|cause| cause.downcast_ref::<io::Error>())
            .any(|cause| cause.kind() == io::ErrorKind::InvalidData)
}

fn find<'e, T: StdError + 'static>(error: &'e (dyn StdError + 'static)) -> Option<&'e T> {
    causes(error).find_map(|cause| cause.downcast_ref())
}

fn causes<'e>(
    error: &'e (dyn StdError + 'static),
) -> impl Iterator<Item = &'e (dyn StdError + 'static)> {
    std::iter::successors(Some(error), |error| {
        // An error that the system's type wraps is not its source: that is the wrapped one's source.
        let wrapped = error
            .downcast_ref::<io::Error>()
            .and_then(io::Error::get_ref);
        match wrapped {
            Some(wrapped) => Some(wrapped as &(dyn StdError + 'static)),
            None => (*error).source(),
        }
    })
}
