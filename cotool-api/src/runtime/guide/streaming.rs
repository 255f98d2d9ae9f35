//! Bodies that are read and sent piece by piece.
//!
//! # Reading
//!
//! An operation whose answer is bytes, server-sent events or lines of JSON gives a stream as soon as the head of the answer
//! has come:
//!
//! | | each piece is |
//! |---|---|
//! | [`ByteStream`] | bytes, as they come |
//! | [`EventStream<T>`](EventStream) | an event, its data decoded |
//! | [`JsonLines<T>`](JsonLines) | a line, decoded |
//!
//! Each is a [`Stream`](futures_core::Stream), and each has a `next` of its own, so that no further crate is needed:
//!
//! ```
#![doc = concat!("use ", env!("CARGO_CRATE_NAME"), "::runtime::{Call, Error, EventStream};")]
//!
//! async fn print_all(call: Call<EventStream<String>>) -> Result<(), Error> {
//!     let mut events = call.await?.until("[DONE]");
//!     while let Some(event) = events.next().await {
//!         match event {
//!             Ok(event) => println!("{}", event.data),
//!             // The next one may be readable again.
//!             Err(error) if error.is_decode() => println!("not understood: {error}"),
//!             Err(error) => {
//!                 println!("it broke off: {error}");
//!                 break;
//!             }
//!         }
//!     }
//!     Ok(())
//! }
//! ```
//!
//! * **Back-pressure**: nothing is read that nobody asks for; what the server sends meanwhile waits in the connection.
//! * **Cancelling**: dropping the stream closes the connection (or, with HTTP/2, resets the stream).
//! * **Limits**: nothing is kept whole. An event or a line has a limit of its own; silence has the
//!   [`read_timeout`](ClientBuilder::read_timeout); the size of the whole has none.
//! * **Retries** end with the head of the answer. A stream that breaks off is told by its last piece, an error, and is not
//!   begun anew, unless it is one of events and the call was asked to be
//!   [`reconnecting`](Call::reconnecting).
//!
//! # Connecting again
//!
//! ```
#![doc = concat!("use ", env!("CARGO_CRATE_NAME"), "::runtime::{Call, Error, EventStream, RetryPolicy};")]
//!
//! async fn follow(call: Call<EventStream<String>>) -> Result<(), Error> {
//!     // Up to 10 connections in a row that give nothing; one event makes the count begin anew.
//!     let call = call.reconnecting().retry(RetryPolicy::default().attempts(10));
//!     let mut events = call.await?;
//!     while let Some(Ok(event)) = events.next().await {
//!         println!("{:?}: {}", event.id, event.data);
//!     }
//!     Ok(())
//! }
//! ```
//!
//! A stream of events that breaks off, or ends, is then connected to again as browsers do (HTML standard, *Server-sent events*):
//!
//! | | |
//! |---|---|
//! | what is sent | the same request, and the id of the last whole event in `Last-Event-ID`; an empty id takes it back |
//! | how long after | what the server's `retry` asks for, at least the delay of the [`RetryPolicy`]; when it asks for more than [`max_retry_after`](RetryPolicy::max_retry_after), the stream is over |
//! | how often | as often as the policy has attempts, without an event in between; from the second on each costs what a retry costs |
//! | what ends it | 204, [`EventStream::until`], another answer than a stream of events (an error), dropping it |
//! | where it is refused | operations that are not safe to repeat, unless [`idempotent`](Call::idempotent) says so |
//!
//! It is off unless asked for: a server that does not know `Last-Event-ID` begins anew, and every event comes twice.
//!
//! A body of bytes is collected with [`ByteStream::bytes`], up to a limit, or written to where it belongs:
//!
//! ```
#![doc = concat!("use ", env!("CARGO_CRATE_NAME"), "::runtime::{ByteStream, Call};")]
//!
//! async fn download(call: Call<ByteStream>) -> Result<u64, Box<dyn std::error::Error>> {
//!     // `report.pdf` is there once it is whole, and not before.
//!     Ok(call.await?.save("report.pdf").await?)
//! }
//! ```
//!
//! # Sending
//!
//! What takes a [`Body`] takes bytes, text, a stream or a file; a part of a form that is a file is a [`FilePart`].
//!
//! | | length | sent again with a retry |
//! |---|---|---|
//! | bytes and text | known | yes |
//! | [`Body::file`], [`FilePart::path`] | known: that of the file when the request was made | yes, read anew |
//! | [`Body::stream`], [`FilePart::stream`] with a length | as given; the stream has to keep to it | no |
//! | the same without a length | not known: sent in chunks | no |
//!
//! ```
#![doc = concat!("use ", env!("CARGO_CRATE_NAME"), "::runtime::FilePart;")]
//!
//! # fn main() -> std::io::Result<()> {
//! # std::env::set_current_dir(std::env::temp_dir())?;
//! # std::fs::write("mail.eml", "Subject: invoice")?;
//! // Named `mail.eml`, of type `message/rfc822`, and read while it is sent.
//! let part = FilePart::path("mail.eml")?;
//! let renamed = FilePart::path("mail.eml")?.file_name("evidence-1").content_type("text/plain");
//! # Ok(())
//! # }
//! ```
//!
//! A file is read by a thread of its own, a piece ahead of the network, so that a slow disk does not stop async tasks.

#[allow(unused_imports, reason = "the text leads to them")]
use super::super::{
    Body, ByteStream, Call, ClientBuilder, EventStream, FilePart, JsonLines, RetryPolicy,
};
