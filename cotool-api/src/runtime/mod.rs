//! What every client needs and no API has a say in: requests, attempts, credentials, answers.
//!
//! Emitted code describes a request with [`Request`] and gives back a [`Call`]; callers await it. Everything in between
//! knows no API: what is special about one is in its [`Api`] and [`Operation`] constants.
//!
//! The [`guide`] has a page each on errors, retries, paging, streaming, credentials, observing and testing.

mod answer;
mod api;
mod auth;
#[cfg(feature = "blocking")]
pub mod blocking;
mod body;
mod builder;
mod call;
mod client;
mod clock;
mod collect;
mod data;
pub mod decode;
mod decode_error;
mod draft;
mod error;
mod exchange;
mod execute;
mod failure;
mod file_source;
mod form;
// Only texts and examples: nothing of it is in a build.
#[cfg(any(doc, doctest))]
pub mod guide;
pub(crate) mod header;
mod interceptor;
mod json_path;
mod message;
#[cfg(feature = "mock")]
pub mod mock;
mod multipart;
mod operation;
pub mod paging;
mod param;
mod path;
mod plain_http;
mod poll;
mod redact;
mod redirect;
mod request;
#[cfg(feature = "reqwest")]
mod reqwest_transport;
mod response;
mod resume;
mod retry;
#[cfg(test)]
mod scripted;
mod stream;
#[cfg(test)]
mod tests;
mod trace;
mod transport;

pub use answer::{Answer, Streamed};
pub use api::{Api, Scheme, SchemeKind};
pub use auth::{
    ClientAuthentication, ClientCredentials, Credential, OAuthError, OAuthErrorCode, Token,
    TokenFuture, TokenProvider,
};
pub use body::Body;
pub use builder::{BuildError, ClientBuilder};
pub use call::{Call, CallFuture, WithResponse};
pub use client::Client;
pub use clock::{Clock, TokioClock};
pub(crate) use data::json;
pub use data::{
    Base64, Constant, Date, DateTime, InvalidBase64, InvalidTime, InvalidValue, Kind, Maybe,
    Outline, SecretString, UnknownInt, UnknownJson, UnknownString, absent, not_null, nullable,
    present, remaining,
};
#[allow(
    unused_imports,
    reason = "which of these an API needs depends on its document"
)]
pub(crate) use data::{
    closed_enum, closed_int_enum, closed_json_enum, enums, open_enum, open_int_enum,
    open_json_enum, union, unions,
};
pub use decode_error::DecodeError;
pub use error::{Documented, Error, ErrorBody, ErrorKind, Undocumented};
pub use file_source::FileSource;
pub use interceptor::{Attempted, Interceptor, Outgoing, Refusal, Verdict};
pub use multipart::{Chunk, EncodedForm, FilePart, Form, InvalidForm};
pub use operation::Operation;
pub use paging::{
    Count, Items, PageStyle, Paged, PagedCall, Pages, Paging, PagingError, PagingFault, Position,
};
pub use param::Style;
pub use poll::{PollError, PollPolicy, Progress, poll_until};
pub use request::Request;
#[cfg(feature = "reqwest")]
pub use reqwest_transport::{ReqwestBuilder, ReqwestTransport};
pub use response::Response;
pub use retry::RetryPolicy;
pub use stream::{ByteStream, Event, EventStream, JsonLines, StreamError};
pub use transport::{BodyStream, Transport, TransportError, TransportErrorKind, TransportFuture};
