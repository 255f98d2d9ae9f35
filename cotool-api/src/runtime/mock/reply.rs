//! What a mock answers.

use std::time::Duration;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::runtime::request::header;
use crate::runtime::{
    BodyStream, Clock as _, TokioClock, TransportError, TransportErrorKind, json,
};

/// What one call gets: an answer, or none.
#[derive(Debug, Clone)]
pub struct Reply {
    outcome: Outcome,
    delay: Option<Duration>,
    /// Why it cannot be given.
    fault: Option<String>,
}

#[derive(Debug, Clone)]
enum Outcome {
    Answer {
        status: StatusCode,
        headers: HeaderMap,
        chunks: Vec<Bytes>,
        breaks_off: bool,
    },
    Error(TransportErrorKind, bool),
    Silence,
}

impl Reply {
    /// An answer of this status, without a body.
    #[must_use]
    pub fn status(status: u16) -> Self {
        Self {
            outcome: Outcome::Answer {
                status: StatusCode::OK,
                headers: HeaderMap::new(),
                chunks: Vec::new(),
                breaks_off: false,
            },
            delay: None,
            fault: None,
        }
        .with_status(status)
    }

    /// Status 200 and this value as JSON: a model of the API, or whatever serialises.
    #[must_use]
    pub fn json(value: &(impl Serialize + ?Sized)) -> Self {
        Self::status(200).with_json(value)
    }

    /// Status 200 and this JSON, which has to be readable as a `T`: a model of the API. If it is not, the call that gets it
    /// fails and says where the two differ.
    #[must_use]
    pub fn json_as<T: DeserializeOwned + Serialize>(value: impl Serialize) -> Self {
        let text = serde_json::to_vec(&value).map_err(|error| error.to_string());
        let read = text.and_then(|text| {
            json::from_slice::<T>(&text)
                .map_err(|error| format!("the JSON is no {}: {error}", std::any::type_name::<T>()))
        });
        match read {
            Ok(value) => Self::json(&value),
            Err(fault) => Self::status(200).broken(fault),
        }
    }

    /// Status 200 and this body.
    #[must_use]
    pub fn body(content_type: &str, body: impl Into<Bytes>) -> Self {
        Self::chunks(content_type, [body.into()])
    }

    /// Status 200 and a body that comes in these pieces: for streams.
    #[must_use]
    pub fn chunks<B: Into<Bytes>>(content_type: &str, chunks: impl IntoIterator<Item = B>) -> Self {
        Self::status(200).with_chunks(content_type, chunks.into_iter().map(Into::into).collect())
    }

    /// Status 200 and these server-sent events, each with this data.
    #[must_use]
    pub fn events<D: AsRef<str>>(data: impl IntoIterator<Item = D>) -> Self {
        let event = |data: D| {
            let lines: Vec<String> = data
                .as_ref()
                .lines()
                .map(|line| format!("data: {line}\n"))
                .collect();
            format!("{}\n", lines.concat())
        };
        Self::chunks("text/event-stream", data.into_iter().map(event))
    }

    /// No answer: the exchange fails so. Errors of `Dns`, `Connect` and `Tls` come before the server has seen the
    /// request, all others after.
    #[must_use]
    pub fn error(kind: TransportErrorKind) -> Self {
        let before = matches!(
            kind,
            TransportErrorKind::Dns | TransportErrorKind::Connect | TransportErrorKind::Tls
        );
        Self::failure(kind, !before)
    }

    pub(super) fn failure(kind: TransportErrorKind, sent: bool) -> Self {
        Self {
            outcome: Outcome::Error(kind, sent),
            ..Self::status(200)
        }
    }

    /// No answer, ever: what ends the call is a timeout.
    #[must_use]
    pub fn silence() -> Self {
        Self {
            outcome: Outcome::Silence,
            ..Self::status(200)
        }
    }

    /// With this status.
    #[must_use]
    pub fn with_status(self, status: u16) -> Self {
        match StatusCode::from_u16(status) {
            Ok(code) => self.change(|status, _, _, _| *status = code),
            Err(_) => self.broken(format!("{status} is no HTTP status")),
        }
    }

    /// With this header too.
    #[must_use]
    pub fn with_header(self, name: &str, value: &str) -> Self {
        match header(name, value) {
            Ok((name, value)) => self.appended(name, value),
            Err(message) => self.broken(message),
        }
    }

    /// With this value as JSON in place of the body.
    #[must_use]
    pub fn with_json(self, value: &(impl Serialize + ?Sized)) -> Self {
        match serde_json::to_vec(value) {
            Ok(text) => self.with_chunks("application/json", vec![text.into()]),
            Err(error) => self.broken(format!("the value cannot be written as JSON: {error}")),
        }
    }

    /// The connection breaks once the body has come, as if more were to follow.
    #[must_use]
    pub fn that_breaks_off(self) -> Self {
        self.change(|_, _, _, breaks_off| *breaks_off = true)
    }

    /// After so long, on tokio's clock: with `start_paused` no time passes.
    #[must_use]
    pub fn after(mut self, delay: Duration) -> Self {
        self.delay = Some(delay);
        self
    }

    pub(super) fn appended(self, name: HeaderName, value: HeaderValue) -> Self {
        self.change(|_, headers, _, _| {
            headers.append(name, value);
        })
    }

    fn with_chunks(self, content_type: &str, body: Vec<Bytes>) -> Self {
        match HeaderValue::from_str(content_type) {
            Ok(kind) => self.change(|_, headers, chunks, _| {
                headers.insert(CONTENT_TYPE, kind);
                *chunks = body;
            }),
            Err(_) => self.broken(format!("{content_type:?} is no content type")),
        }
    }

    /// With these bytes, whose type a header tells that is there already.
    pub(super) fn with_bytes(self, body: Bytes) -> Self {
        self.change(|_, _, chunks, _| *chunks = vec![body])
    }

    fn change(
        mut self,
        change: impl FnOnce(&mut StatusCode, &mut HeaderMap, &mut Vec<Bytes>, &mut bool),
    ) -> Self {
        match &mut self.outcome {
            Outcome::Answer {
                status,
                headers,
                chunks,
                breaks_off,
            } => {
                change(status, headers, chunks, breaks_off);
                self
            }
            _ => self.broken("a reply without an answer has no status, header or body".to_owned()),
        }
    }

    fn broken(mut self, fault: String) -> Self {
        self.fault.get_or_insert(fault);
        self
    }

    /// Gives it.
    pub(super) async fn play(self) -> Result<http::Response<BodyStream>, TransportError> {
        if let Some(fault) = self.fault {
            let fault = format!("the mock cannot give its reply: {fault}");
            return Err(TransportError::new(TransportErrorKind::Other, false).with_source(fault));
        }
        if let Some(delay) = self.delay {
            TokioClock.sleep(delay).await;
        }
        let (status, headers, chunks, breaks_off) = match self.outcome {
            Outcome::Silence => return std::future::pending().await,
            Outcome::Error(kind, sent) => return Err(TransportError::new(kind, sent)),
            Outcome::Answer {
                status,
                headers,
                chunks,
                breaks_off,
            } => (status, headers, chunks, breaks_off),
        };
        let end = breaks_off.then(|| Err(TransportError::new(TransportErrorKind::Io, true)));
        let body = futures_util::stream::iter(chunks.into_iter().map(Ok).chain(end));
        let mut answer = http::Response::new(Box::pin(body) as BodyStream);
        *answer.status_mut() = status;
        *answer.headers_mut() = headers;
        Ok(answer)
    }
}
