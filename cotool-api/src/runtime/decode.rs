//! How a successful answer becomes a value: what [`Request::returning`](super::Request::returning) and
//! [`Request::streaming`](super::Request::streaming) are given.

use bytes::Bytes;
use serde::de::DeserializeOwned;

use super::{Answer, ByteStream, DecodeError, EventStream, JsonLines, Streamed};

/// Reads the body as JSON.
///
/// # Errors
///
/// It is not JSON, or not of this shape.
pub fn json<T: DeserializeOwned>(answer: &Answer) -> Result<T, DecodeError> {
    answer.json()
}

/// Reads the body as text.
///
/// # Errors
///
/// None: what is not UTF-8 is replaced. The signature is that of a decoder.
pub fn text(answer: &Answer) -> Result<String, DecodeError> {
    Ok(answer.text())
}

/// Gives the body as it came.
///
/// # Errors
///
/// None: the signature is that of a decoder.
pub fn bytes(answer: &Answer) -> Result<Bytes, DecodeError> {
    Ok(answer.bytes())
}

/// Takes no notice of the body.
///
/// # Errors
///
/// None: the signature is that of a decoder.
pub fn empty(_: &Answer) -> Result<(), DecodeError> {
    Ok(())
}

/// Gives the body as it arrives.
#[must_use]
pub fn byte_stream(answer: Streamed) -> ByteStream {
    ByteStream::new(answer.into_body())
}

/// Reads server-sent events whose data is JSON.
#[must_use]
pub fn events<T: DeserializeOwned>(mut answer: Streamed) -> EventStream<T> {
    let resume = answer.resume.take();
    EventStream::json(byte_stream(answer)).resuming(resume)
}

/// Reads server-sent events whose data is text.
#[must_use]
pub fn text_events(mut answer: Streamed) -> EventStream<String> {
    let resume = answer.resume.take();
    EventStream::text(byte_stream(answer)).resuming(resume)
}

/// Reads lines of JSON.
#[must_use]
pub fn json_lines<T: DeserializeOwned>(answer: Streamed) -> JsonLines<T> {
    JsonLines::new(byte_stream(answer))
}
