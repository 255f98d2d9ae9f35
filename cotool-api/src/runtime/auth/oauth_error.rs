//! Why a token endpoint gave no token.

use std::error::Error as StdError;
use std::fmt;

use http::StatusCode;

use crate::runtime::{TransportError, TransportErrorKind};

/// Why a token endpoint gave no token: the source of the error of a call that needed one.
#[derive(Debug)]
#[non_exhaustive]
pub enum OAuthError {
    /// The request could not be made. Nothing was sent.
    Request(String),
    /// No complete answer came.
    Transport(TransportError),
    /// The server refused, as RFC 6749, 5.2 says.
    #[non_exhaustive]
    Refused {
        /// The HTTP status.
        status: u16,
        /// Why.
        code: OAuthErrorCode,
        /// The same in words, without the client's secret.
        description: Option<String>,
        /// Where more is said about it.
        uri: Option<String>,
    },
    /// The answer is not what the standard says.
    #[non_exhaustive]
    Answer {
        /// The HTTP status.
        status: u16,
        /// What is wrong with it.
        reason: String,
    },
}

/// The codes of RFC 6749, 5.2.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum OAuthErrorCode {
    /// `invalid_request`: the request is not complete or not well-formed.
    InvalidRequest,
    /// `invalid_client`: the client is not known, or its secret is wrong.
    InvalidClient,
    /// `invalid_grant`: of no meaning for client credentials, and sent by some servers nevertheless.
    InvalidGrant,
    /// `unauthorized_client`: the client may not use this grant.
    UnauthorizedClient,
    /// `unsupported_grant_type`: the server does not have this grant.
    UnsupportedGrantType,
    /// `invalid_scope`: a scope is not known, or not for this client.
    InvalidScope,
    /// Any other.
    Other(String),
}

impl From<String> for OAuthErrorCode {
    fn from(code: String) -> Self {
        match &*code {
            "invalid_request" => Self::InvalidRequest,
            "invalid_client" => Self::InvalidClient,
            "invalid_grant" => Self::InvalidGrant,
            "unauthorized_client" => Self::UnauthorizedClient,
            "unsupported_grant_type" => Self::UnsupportedGrantType,
            "invalid_scope" => Self::InvalidScope,
            _ => Self::Other(code),
        }
    }
}

impl fmt::Display for OAuthErrorCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::InvalidRequest => "invalid_request",
            Self::InvalidClient => "invalid_client",
            Self::InvalidGrant => "invalid_grant",
            Self::UnauthorizedClient => "unauthorized_client",
            Self::UnsupportedGrantType => "unsupported_grant_type",
            Self::InvalidScope => "invalid_scope",
            Self::Other(code) => code,
        })
    }
}

impl OAuthError {
    pub(super) fn answer(status: StatusCode, reason: &str) -> Self {
        Self::Answer {
            status: status.as_u16(),
            reason: reason.to_owned(),
        }
    }

    /// The status of the token endpoint's answer, if there was one.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        match self {
            Self::Refused { status, .. } | Self::Answer { status, .. } => Some(*status),
            Self::Request(_) | Self::Transport(_) => None,
        }
    }

    /// The code that the server refused with.
    #[must_use]
    pub fn code(&self) -> Option<&OAuthErrorCode> {
        match self {
            Self::Refused { code, .. } => Some(code),
            _ => None,
        }
    }

    /// Whether a token may be had a moment later.
    #[must_use]
    pub fn is_transient(&self) -> bool {
        match self {
            Self::Transport(error) => error.kind().is_transient(),
            _ => matches!(self.status(), Some(408 | 429 | 500..)),
        }
    }
}

impl fmt::Display for OAuthError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Request(reason) => f.write_str(reason),
            Self::Transport(error) if error.kind() == TransportErrorKind::Timeout => {
                f.write_str("the token endpoint did not answer in time")
            }
            Self::Transport(error) => write!(f, "the token endpoint was not reached: {error}"),
            Self::Refused {
                status,
                code,
                description,
                ..
            } => {
                write!(f, "the token endpoint refused: {status}, {code}")?;
                match description {
                    Some(description) => write!(f, ": {}", description.escape_debug()),
                    None => Ok(()),
                }
            }
            Self::Answer { status, reason } => {
                write!(f, "the token endpoint answered {status}, but {reason}")
            }
        }
    }
}

impl StdError for OAuthError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            // What it is has been said.
            Self::Transport(error) => error.source(),
            _ => None,
        }
    }
}
