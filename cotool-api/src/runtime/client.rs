//! The client that calls go through.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::{HeaderMap, HeaderName, HeaderValue};
use url::Url;

use super::auth::Keyring;
use super::clock::Timer;
use super::interceptor::Interceptors;
use super::retry::Budget;
use super::{Api, RetryPolicy, Transport};

/// A client of an API. Cloning it is cheap: clones share connections, tokens and the retry budget.
#[derive(Clone)]
pub struct Client {
    inner: Arc<Inner>,
}

/// What clones share.
pub(crate) struct Inner {
    pub(crate) api: &'static Api,
    pub(crate) base: Url,
    /// The caller set the base URL: operations do not choose another.
    pub(crate) base_is_set: bool,
    pub(crate) headers: HeaderMap,
    pub(crate) user_agent: HeaderValue,
    pub(crate) keyring: Keyring,
    pub(crate) transport: Arc<dyn Transport>,
    pub(crate) timer: Timer,
    pub(crate) retry: RetryPolicy,
    pub(crate) budget: Budget,
    pub(crate) timeout: Option<Duration>,
    pub(crate) attempt_timeout: Option<Duration>,
    pub(crate) read_timeout: Option<Duration>,
    pub(crate) max_response_bytes: u64,
    pub(crate) max_pages: u64,
    pub(crate) plain_http_hosts: Vec<String>,
    pub(crate) interceptors: Interceptors,
    pub(crate) idempotency_header: HeaderName,
}

impl Client {
    pub(super) fn new(inner: Inner) -> Self {
        Self {
            inner: Arc::new(inner),
        }
    }

    /// The API that it calls.
    #[must_use]
    pub fn api(&self) -> &'static Api {
        self.inner.api
    }

    /// Where requests go.
    #[must_use]
    pub fn base_url(&self) -> &str {
        self.inner.base.as_str()
    }

    pub(crate) fn inner(&self) -> &Inner {
        &self.inner
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("api", &self.inner.api.title)
            .field("base_url", &self.base_url())
            .field("keyring", &self.inner.keyring)
            .finish_non_exhaustive()
    }
}
