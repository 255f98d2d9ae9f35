//! Where a server sends us instead.

use std::fmt;

use http::header::{ACCEPT, ACCEPT_LANGUAGE, LOCATION, RANGE, USER_AGENT};
use http::{HeaderMap, HeaderName, Method, StatusCode};
use url::Url;

/// How many places we let ourselves be sent to for one attempt.
const MOST: usize = 10;

/// Headers that another origin may see. All others, those of the caller included, may hold credentials.
const HARMLESS: &[HeaderName] = &[ACCEPT, ACCEPT_LANGUAGE, RANGE, USER_AGENT];

/// Why a redirect was not followed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum RedirectError {
    /// More than ten.
    TooMany,
    /// Back to where we were.
    Loop,
    /// From https to http.
    Downgrade,
    /// The body is a stream, or the place is another origin.
    Body,
    /// Plain http to a host for which that is not allowed.
    PlainHttp(String),
}

impl fmt::Display for RedirectError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooMany => write!(f, "redirected more than {MOST} times"),
            Self::Loop => f.write_str("redirected in a circle"),
            Self::Downgrade => f.write_str("redirected from https to http, which is not followed"),
            Self::Body => f.write_str("redirected, and the body cannot be sent there"),
            Self::PlainHttp(host) => write!(f, "redirected to plain http on `{host}`"),
        }
    }
}

/// The places of one attempt.
pub(crate) struct Trail {
    visited: Vec<Url>,
    /// Whether all of them are of the first one's origin: only then are credentials sent.
    pub(crate) at_home: bool,
}

impl Trail {
    pub(crate) fn new(start: Url) -> Self {
        Self {
            visited: vec![start],
            at_home: true,
        }
    }

    /// The next place, if this answer sends us to one. Other methods than GET and HEAD are not sent on: what they do
    /// may have been done already.
    pub(crate) fn next(
        &mut self,
        method: &Method,
        status: StatusCode,
        headers: &HeaderMap,
    ) -> Result<Option<Url>, RedirectError> {
        if !is_redirect(status) || (method != Method::GET && method != Method::HEAD) {
            return Ok(None);
        }
        let Some(current) = self.visited.last() else {
            return Ok(None);
        };
        let Some(next) = target(current, headers) else {
            return Ok(None);
        };
        if current.scheme() == "https" && next.scheme() == "http" {
            return Err(RedirectError::Downgrade);
        }
        if self.visited.contains(&next) {
            return Err(RedirectError::Loop);
        }
        if self.visited.len() > MOST {
            return Err(RedirectError::TooMany);
        }
        // Once another origin has had a say in where we go, credentials stay off, even if it sends us back.
        self.at_home &= current.origin() == next.origin();
        self.visited.push(next.clone());
        Ok(Some(next))
    }
}

/// The statuses that send us elsewhere with the same request.
pub(crate) fn is_redirect(status: StatusCode) -> bool {
    matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308)
}

/// The place that the answer names, without user, password and fragment.
pub(crate) fn target(current: &Url, headers: &HeaderMap) -> Option<Url> {
    let location = std::str::from_utf8(headers.get(LOCATION)?.as_bytes()).ok()?;
    let mut next = current.join(location).ok()?;
    if !matches!(next.scheme(), "http" | "https") || !next.has_host() {
        return None;
    }
    next.set_fragment(None);
    // These fail only on URLs without a host.
    let _ = next.set_username("");
    let _ = next.set_password(None);
    Some(next)
}

/// What may be sent to another origin.
pub(crate) fn harmless(headers: &HeaderMap) -> HeaderMap {
    headers
        .iter()
        .filter(|(name, value)| HARMLESS.contains(name) && !value.is_sensitive())
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect()
}
