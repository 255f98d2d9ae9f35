//! The file of recorded exchanges: one JSON object a line.

use std::fmt;
use std::io;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http::{HeaderName, HeaderValue};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use url::Url;

use super::clean::Cleaner;
use super::matching::Target;
use super::{Reply, Sent};
use crate::runtime::TransportErrorKind;
use crate::runtime::redact::{REDACTED, Secrets};

/// One exchange.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Recorded {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) operation: Option<String>,
    pub(super) method: String,
    pub(super) url: String,
    pub(super) request_headers: Vec<(String, String)>,
    pub(super) request_body: Content,
    pub(super) outcome: Outcome,
}

/// How an exchange ended.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Outcome {
    Answer {
        status: u16,
        headers: Vec<(String, String)>,
        body: Content,
        /// The body ended with an error.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        broke_off: bool,
    },
    Error {
        kind: String,
        may_have_been_sent: bool,
    },
}

/// A body.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Content {
    Empty,
    Json(Value),
    Text(String),
    Base64(String),
    /// It was binary and held a secret.
    Removed,
}

impl Content {
    pub(super) fn of_bytes(bytes: &[u8]) -> Self {
        Self::Base64(STANDARD.encode(bytes))
    }

    fn into_bytes(self) -> io::Result<Bytes> {
        match self {
            Self::Empty | Self::Removed => Ok(Bytes::new()),
            Self::Json(value) => Ok(serde_json::to_vec(&value)?.into()),
            Self::Text(text) => Ok(text.into()),
            Self::Base64(text) => STANDARD
                .decode(text)
                .map(Bytes::from)
                .map_err(io::Error::other),
        }
    }
}

/// Names of the kinds in the file.
const KINDS: [(&str, TransportErrorKind); 8] = [
    ("dns", TransportErrorKind::Dns),
    ("connect", TransportErrorKind::Connect),
    ("tls", TransportErrorKind::Tls),
    ("timeout", TransportErrorKind::Timeout),
    ("io", TransportErrorKind::Io),
    ("protocol", TransportErrorKind::Protocol),
    ("request_body", TransportErrorKind::RequestBody),
    ("other", TransportErrorKind::Other),
];

pub(super) fn kind_name(kind: TransportErrorKind) -> String {
    let found = KINDS.iter().find(|(_, known)| *known == kind);
    found.map_or("other", |(name, _)| name).to_owned()
}

/// All exchanges of a file.
pub(super) fn read(text: &str) -> io::Result<Vec<Recorded>> {
    let lines = text.lines().enumerate();
    lines
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(number, line)| {
            serde_json::from_str(line).map_err(|error| {
                let reason = format!("line {}: not a recorded exchange: {error}", number + 1);
                io::Error::new(io::ErrorKind::InvalidData, reason)
            })
        })
        .collect()
}

impl Recorded {
    /// What it expects, and what it answers.
    pub(super) fn into_rule(self) -> io::Result<(Target, Reply)> {
        let invalid = |reason: String| io::Error::new(io::ErrorKind::InvalidData, reason);
        let url = Url::parse(&self.url).map_err(|error| invalid(error.to_string()))?;
        let reply = match self.outcome {
            Outcome::Error {
                kind,
                may_have_been_sent,
            } => {
                let found = KINDS.iter().find(|(name, _)| *name == kind);
                let (_, kind) =
                    found.ok_or_else(|| invalid(format!("`{kind}` is no kind of error")))?;
                Reply::failure(*kind, may_have_been_sent)
            }
            Outcome::Answer {
                status,
                headers,
                body,
                broke_off,
            } => {
                let mut reply = Reply::status(status);
                for (name, value) in headers {
                    let name = HeaderName::from_bytes(name.as_bytes());
                    let value = HeaderValue::from_str(&value);
                    if let (Ok(name), Ok(value)) = (name, value)
                        && name != http::header::CONTENT_LENGTH
                    {
                        reply = reply.appended(name, value);
                    }
                }
                reply = reply.with_bytes(body.into_bytes()?);
                if broke_off {
                    reply.that_breaks_off()
                } else {
                    reply
                }
            }
        };
        let wanted = Wanted {
            operation: self.operation,
            method: self.method,
            url,
            body: self.request_body,
        };
        Ok((Target::Recorded(Box::new(wanted)), reply))
    }
}

/// A request that was recorded.
pub(super) struct Wanted {
    operation: Option<String>,
    method: String,
    url: Url,
    body: Content,
}

impl Wanted {
    pub(super) fn is_same_place(&self, sent: &Sent) -> bool {
        sent.method() == self.method && sent.url().path() == self.url.path()
    }

    pub(super) fn is(&self, sent: &Sent) -> bool {
        self.is_same_place(sent) && self.is_same_query(sent) && self.is_same_body(sent)
    }

    fn is_same_query(&self, sent: &Sent) -> bool {
        let mut recorded = self.url.query_pairs();
        let mut now = sent.url().query_pairs();
        loop {
            match (recorded.next(), now.next()) {
                (None, None) => return true,
                (Some((name, value)), Some((name_now, value_now)))
                    if name == name_now && is_same_text(&value, &value_now) => {}
                _ => return false,
            }
        }
    }

    fn is_same_body(&self, sent: &Sent) -> bool {
        let now = Cleaner::default().body(sent.headers(), sent.body(), &Secrets::default());
        match (&self.body, &now) {
            (Content::Json(recorded), Content::Json(now)) => is_same_value(recorded, now),
            (Content::Text(recorded), Content::Text(now)) if !recorded.contains(REDACTED) => {
                // The boundary of a form of several parts is another one each time.
                recorded == now || recorded.starts_with("--")
            }
            (Content::Empty, now) => *now == Content::Empty,
            (Content::Json(_), _) => false,
            _ => true,
        }
    }
}

impl fmt::Display for Wanted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.url.path())?;
        if let Some(query) = self.url.query() {
            write!(f, "?{query}")?;
        }
        match &self.operation {
            Some(operation) => write!(f, " ({operation}), as recorded"),
            None => f.write_str(", as recorded"),
        }
    }
}

/// A text that held a secret is like any other.
fn is_same_text(recorded: &str, now: &str) -> bool {
    recorded == now || recorded.contains(REDACTED)
}

fn is_same_value(recorded: &Value, now: &Value) -> bool {
    match (recorded, now) {
        (Value::String(recorded), Value::String(now)) => is_same_text(recorded, now),
        (Value::Array(recorded), Value::Array(now)) => {
            recorded.len() == now.len()
                && recorded
                    .iter()
                    .zip(now)
                    .all(|(recorded, now)| is_same_value(recorded, now))
        }
        (Value::Object(recorded), Value::Object(now)) => {
            recorded.len() == now.len()
                && recorded.iter().all(|(name, recorded)| {
                    now.get(name)
                        .is_some_and(|now| is_same_value(recorded, now))
                })
        }
        (recorded, now) => recorded == now,
    }
}
