//! A failed call, before its error body is given a type.

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use super::auth::TokenError;
use super::redact::Secrets;
use super::redirect::RedirectError;
use super::{
    Answer, DecodeError, ErrorKind, Operation, PagingError, Refusal, TransportError,
    TransportErrorKind,
};

/// A failed call.
pub(crate) struct Failure {
    pub(crate) operation: &'static Operation,
    /// Secrets blotted out.
    pub(crate) url: String,
    /// Whether the call may be repeated after the server saw it.
    pub(crate) idempotent: bool,
    pub(crate) attempts: u32,
    pub(crate) was_sent: bool,
    pub(crate) fault: Fault,
    pub(crate) answer: Option<Answer>,
    pub(crate) retry_after: Option<Duration>,
    /// What an answer may quote and must not be shown.
    pub(crate) secrets: Secrets,
}

/// What went wrong.
pub(crate) enum Fault {
    /// The request could not be made.
    Request(String),
    /// An interceptor did not let it go.
    Refused(Refusal),
    /// No token.
    Token(TokenError),
    /// No complete answer.
    Transport(TransportError),
    /// The attempt, or the call, took longer than this.
    Timeout { limit: Duration, whole: bool },
    /// Not a success; what the server says of it, and whether the policy takes it for a passing trouble.
    Status {
        message: Option<String>,
        transient: bool,
        undecoded: Option<DecodeError>,
    },
    /// Sent elsewhere.
    Redirect(RedirectError),
    /// The body is longer than this many bytes.
    TooLarge(u64),
    /// A success whose body could not be decoded.
    Decode(DecodeError),
    /// A page that contradicts the ones before, or itself.
    Paging(PagingError),
}

impl Fault {
    pub(crate) fn kind(&self) -> ErrorKind {
        match self {
            Self::Request(_) => ErrorKind::Request,
            Self::Refused(_) => ErrorKind::Refused,
            Self::Token(_) => ErrorKind::Token,
            Self::Transport(error) if error.kind() == TransportErrorKind::Timeout => {
                ErrorKind::Timeout
            }
            Self::Transport(_) => ErrorKind::Transport,
            Self::Timeout { .. } => ErrorKind::Timeout,
            Self::Status { .. } => ErrorKind::Status,
            Self::Redirect(_) => ErrorKind::Redirect,
            Self::TooLarge(_) => ErrorKind::TooLarge,
            Self::Decode(_) => ErrorKind::Decode,
            Self::Paging(_) => ErrorKind::Paging,
        }
    }

    /// The same without the secrets that the answer may quote.
    pub(crate) fn blotted(self, secrets: &Secrets) -> Self {
        match self {
            Self::Status {
                message,
                transient,
                undecoded,
            } => Self::Status {
                message: message.map(|message| secrets.blot(message)),
                transient,
                undecoded: undecoded.map(|error| error.blotted(secrets)),
            },
            Self::Decode(error) => Self::Decode(error.blotted(secrets)),
            other => other,
        }
    }

    pub(crate) fn is_timeout(&self) -> bool {
        self.kind() == ErrorKind::Timeout
    }

    pub(crate) fn is_connect(&self) -> bool {
        match self {
            Self::Transport(error) => match error.kind() {
                TransportErrorKind::Connect | TransportErrorKind::Dns | TransportErrorKind::Tls => {
                    true
                }
                TransportErrorKind::Timeout => !error.may_have_been_sent(),
                _ => false,
            },
            _ => false,
        }
    }

    /// Whether the same may succeed a moment later.
    pub(crate) fn is_transient(&self) -> bool {
        match self {
            Self::Transport(error) => error.kind().is_transient(),
            Self::Token(error) => error.is_transient(),
            Self::Timeout { .. } => true,
            Self::Status { transient, .. } => *transient,
            _ => false,
        }
    }
}

impl Failure {
    pub(crate) fn is_transient(&self) -> bool {
        self.fault.is_transient()
    }

    pub(crate) fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match &self.fault {
            // What `Display` has said is not said again.
            Fault::Transport(error) => error.source(),
            Fault::Token(error) => Some(&*error.0),
            Fault::Refused(refusal) => Some(&**refusal),
            _ => None,
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let method = self.operation.method();
        // The query is left out: it may hold what is not for logs. `Error::url` has it.
        match self.url.split('?').next() {
            None | Some("") => write!(f, "{method} {}: ", self.operation.path())?,
            Some(url) => write!(f, "{method} {url}: ")?,
        }
        match (&self.fault, &self.answer) {
            (Fault::Request(message), _) => write!(f, "not sent: {message}")?,
            (Fault::Refused(_), _) => f.write_str("not sent: an interceptor refused it")?,
            (Fault::Token(_), _) => f.write_str("not sent: no token could be had")?,
            (Fault::Transport(error), _) => write!(f, "{error}")?,
            (
                Fault::Timeout {
                    limit,
                    whole: false,
                },
                _,
            ) => {
                write!(f, "no complete answer within {limit:?}")?;
            }
            (Fault::Timeout { limit, whole: true }, _) => {
                write!(f, "the call was not done within {limit:?}")?;
            }
            (Fault::Status { message, .. }, Some(answer)) => {
                write!(f, "{}", answer.status)?;
                if let Some(message) = message {
                    write!(f, ": {message}")?;
                }
            }
            (Fault::Status { .. }, None) => f.write_str("an error status")?,
            (Fault::Redirect(error), Some(answer)) => write!(f, "{}: {error}", answer.status)?,
            (Fault::Redirect(error), None) => write!(f, "{error}")?,
            (Fault::TooLarge(limit), _) => {
                write!(
                    f,
                    "the answer is longer than the {limit} bytes that are allowed"
                )?;
            }
            (Fault::Decode(error), Some(answer)) => {
                write!(
                    f,
                    "{}, but the body could not be decoded: {error}",
                    answer.status
                )?;
            }
            (Fault::Decode(error), None) => write!(f, "{error}")?,
            (Fault::Paging(error), _) => write!(f, "{error}")?,
        }
        if self.attempts > 1 {
            write!(f, " (after {} attempts)", self.attempts)?;
        }
        Ok(())
    }
}
