//! How a client is made.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::{HeaderMap, HeaderName, HeaderValue};
use url::Url;

use super::auth::{self, Keyring};
use super::client::Inner;
use super::clock::{Clock, Timer, TokioClock};
use super::interceptor::Interceptors;
use super::request::header;
use super::retry::Budget;
use super::{
    Api, Client, Credential, Interceptor, RetryPolicy, SecretString, TokenProvider, Transport,
    plain_http,
};

/// Name and version of this crate.
pub(super) const USER_AGENT: &str = concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"));

/// How a client is made.
///
/// Without any setting: the API's own URL, no credential, up to 3 attempts where that is safe, 10 seconds to connect,
/// 60 seconds for an attempt, 120 seconds without a byte of a body, no limit for the whole call, answers of up to
/// 32 MiB, https only (but to this machine).
#[must_use = "a builder does nothing until `build`"]
pub struct ClientBuilder {
    api: &'static Api,
    base_url: Option<String>,
    named: Vec<(String, Credential)>,
    general: Vec<Credential>,
    program: Option<(String, SecretString)>,
    headers: HeaderMap,
    user_agent: HeaderValue,
    timeout: Option<Duration>,
    attempt_timeout: Option<Duration>,
    connect_timeout: Option<Duration>,
    read_timeout: Option<Duration>,
    retry: RetryPolicy,
    retry_budget: Option<u32>,
    max_response_bytes: u64,
    max_pages: u64,
    transport: Option<Arc<dyn Transport>>,
    clock: Arc<dyn Clock>,
    chance: Arc<dyn Fn() -> f64 + Send + Sync>,
    plain_http_hosts: Vec<String>,
    interceptors: Interceptors,
    idempotency_header: HeaderName,
    fault: Option<String>,
}

/// Why a client could not be made, and what to do.
#[derive(Clone, PartialEq, Eq)]
pub struct BuildError(String);

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("BuildError").field(&self.0).finish()
    }
}

impl std::error::Error for BuildError {}

impl ClientBuilder {
    /// For this API.
    pub fn new(api: &'static Api) -> Self {
        Self {
            api,
            base_url: None,
            named: Vec::new(),
            general: Vec::new(),
            program: None,
            headers: HeaderMap::new(),
            user_agent: HeaderValue::from_static(USER_AGENT),
            timeout: None,
            attempt_timeout: Some(Duration::from_secs(60)),
            connect_timeout: Some(Duration::from_secs(10)),
            read_timeout: Some(Duration::from_secs(120)),
            retry: RetryPolicy::default(),
            retry_budget: Some(100),
            max_response_bytes: 32 << 20,
            max_pages: 10_000,
            transport: None,
            clock: Arc::new(TokioClock),
            chance: Arc::new(fastrand::f64),
            plain_http_hosts: Vec::new(),
            interceptors: Interceptors::default(),
            idempotency_header: HeaderName::from_static("idempotency-key"),
            fault: None,
        }
    }

    /// Where the API is served: an absolute URL, whose path is put before that of each operation. Without this, the
    /// first server of the API's description.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = Some(url.into());
        self
    }

    /// The bearer token, for every scheme that takes one.
    pub fn bearer(self, token: impl Into<SecretString>) -> Self {
        self.general(Credential::bearer(token))
    }

    /// User and password, for every scheme that takes them.
    pub fn basic(self, user: impl Into<String>, password: impl Into<SecretString>) -> Self {
        self.general(Credential::basic(user, password))
    }

    /// The API key, for every scheme that takes one.
    pub fn api_key(self, key: impl Into<SecretString>) -> Self {
        self.general(Credential::key(key))
    }

    /// Where bearer tokens come from, for every scheme that takes one.
    pub fn token_provider(self, provider: impl TokenProvider) -> Self {
        self.general(Credential::tokens(provider))
    }

    /// The id and secret of a program, for OAuth2's client credentials flow: tokens come from the token URL that the API's
    /// description names. For scopes and other parameters, or another URL, give a
    /// [`ClientCredentials`](super::ClientCredentials) to [`token_provider`](Self::token_provider).
    pub fn client_credentials(
        mut self,
        id: impl Into<String>,
        secret: impl Into<SecretString>,
    ) -> Self {
        self.program = Some((id.into(), secret.into()));
        self
    }

    /// The credential for the security scheme of this name. It goes before those that are for every scheme.
    pub fn credential(mut self, scheme: impl Into<String>, credential: Credential) -> Self {
        self.named.push((scheme.into(), credential));
        self
    }

    fn general(mut self, credential: Credential) -> Self {
        self.general.push(credential);
        self
    }

    /// Sends this header with every request, unless the operation or the call sets it. It is not sent on to another
    /// origin.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        match header(name, value) {
            Ok((name, value)) => {
                self.headers.insert(name, value);
            }
            Err(message) => {
                self.fault.get_or_insert(message);
            }
        }
        self
    }

    /// What the client calls itself. Default: name and version of this crate.
    pub fn user_agent(mut self, text: &str) -> Self {
        match header("user-agent", text) {
            Ok((_, value)) => self.user_agent = value,
            Err(message) => {
                self.fault.get_or_insert(message);
            }
        }
        self
    }

    /// The longest that a whole call may take, all attempts and the time between them included. Default: no limit.
    pub fn timeout(mut self, limit: impl Into<Option<Duration>>) -> Self {
        self.timeout = limit.into();
        self
    }

    /// The longest that one attempt may take, the body of the answer included; of a stream, the time until its head
    /// has come. Default: 60 seconds.
    pub fn attempt_timeout(mut self, limit: impl Into<Option<Duration>>) -> Self {
        self.attempt_timeout = limit.into();
        self
    }

    /// The longest that making a connection may take. Of no effect on a transport that the caller brings. Default: 10
    /// seconds.
    pub fn connect_timeout(mut self, limit: impl Into<Option<Duration>>) -> Self {
        self.connect_timeout = limit.into();
        self
    }

    /// The longest that the body of an answer may be silent, streams included. Default: 120 seconds.
    pub fn read_timeout(mut self, limit: impl Into<Option<Duration>>) -> Self {
        self.read_timeout = limit.into();
        self
    }

    /// When a failed attempt is made again.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = policy;
        self
    }

    /// How many retries all calls of the client and its clones may make in a row before successes have earned more: a
    /// success at once earns a tenth of one. `None`: no limit. Default: 100.
    pub fn retry_budget(mut self, retries: impl Into<Option<u32>>) -> Self {
        self.retry_budget = retries.into();
        self
    }

    /// The longest body of an answer that is read into memory, in bytes. Streams have no limit. Default: 32 MiB.
    ///
    /// The default transport asks for no compression and undoes none, so that no small answer becomes a large one.
    pub fn max_response_bytes(mut self, bytes: u64) -> Self {
        self.max_response_bytes = bytes;
        self
    }

    /// How many pages of a list are asked for at most, unless the call has a limit of its own
    /// ([`Call::max_pages`](super::Call::max_pages)); at least 1. Default: 10,000.
    pub fn max_pages(mut self, pages: u64) -> Self {
        self.max_pages = pages.max(1);
        self
    }

    /// What carries the requests. Default: `reqwest`, with the feature of that name.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// Has this done with every request and every answer. May be given several times: see [`Interceptor`] for the order.
    pub fn interceptor(mut self, interceptor: impl Interceptor) -> Self {
        self.interceptors.push(interceptor);
        self
    }

    /// The header that [`Call::idempotency_key`](super::Call::idempotency_key) sets. Default: `Idempotency-Key`.
    pub fn idempotency_header(mut self, name: &str) -> Self {
        match HeaderName::from_bytes(name.as_bytes()) {
            Ok(name) => self.idempotency_header = name,
            Err(_) => {
                self.fault
                    .get_or_insert(format!("`{name}` is not a name for a header"));
            }
        }
        self
    }

    /// Tells the time and waits. Default: tokio's clock.
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// Where the numbers between 0 and 1 come from that spread retries and polls. Default: a generator of the thread.
    pub fn chance(mut self, chance: impl Fn() -> f64 + Send + Sync + 'static) -> Self {
        self.chance = Arc::new(chance);
        self
    }

    /// Allows plain http to this host, by name or address, on any port. It is always allowed to this machine.
    pub fn allow_plain_http(mut self, host: impl Into<String>) -> Self {
        self.plain_http_hosts.push(host.into());
        self
    }

    /// The client.
    ///
    /// # Errors
    ///
    /// A setting that cannot be used: the error says which, and what to do.
    pub fn build(self) -> Result<Client, BuildError> {
        if let Some(fault) = self.fault {
            return Err(BuildError(fault));
        }
        let base = base(self.api, self.base_url.as_deref()).map_err(BuildError)?;
        if !plain_http::is_allowed(&base, &self.plain_http_hosts) {
            return Err(BuildError(plain_http::refusal(&base)));
        }
        let mut named = self.named;
        if let Some((id, secret)) = &self.program {
            let hosts = &self.plain_http_hosts;
            let programs =
                auth::programs(self.api, &base, id, secret, hosts).map_err(BuildError)?;
            // What was given for a scheme by name goes before.
            named.splice(0..0, programs);
        }
        let keyring = Keyring::new(self.api, named, self.general).map_err(BuildError)?;
        let transport = match self.transport {
            Some(transport) => transport,
            None => default_transport(self.connect_timeout)?,
        };
        Ok(Client::new(Inner {
            api: self.api,
            base,
            base_is_set: self.base_url.is_some(),
            headers: self.headers,
            user_agent: self.user_agent,
            keyring,
            transport,
            timer: Timer::new(self.clock, self.chance),
            retry: self.retry,
            budget: Budget::new(self.retry_budget),
            timeout: self.timeout,
            attempt_timeout: self.attempt_timeout,
            read_timeout: self.read_timeout,
            max_response_bytes: self.max_response_bytes,
            max_pages: self.max_pages,
            plain_http_hosts: self.plain_http_hosts,
            interceptors: self.interceptors,
            idempotency_header: self.idempotency_header,
        }))
    }
}

#[cfg(feature = "reqwest")]
fn default_transport(connect_timeout: Option<Duration>) -> Result<Arc<dyn Transport>, BuildError> {
    super::ReqwestTransport::new(connect_timeout)
        .map(|transport| Arc::new(transport) as Arc<dyn Transport>)
        .map_err(|error| BuildError(format!("the HTTP client could not be made: {error}")))
}

#[cfg(not(feature = "reqwest"))]
fn default_transport(_: Option<Duration>) -> Result<Arc<dyn Transport>, BuildError> {
    Err(BuildError(
        "no transport: give one to `ClientBuilder::transport`, or enable the feature `reqwest`"
            .to_owned(),
    ))
}

/// The base URL that was set, or the first server that can be one.
fn base(api: &Api, set: Option<&str>) -> Result<Url, String> {
    let Some(text) = set else {
        return api
            .servers
            .iter()
            .find_map(|server| check(server).ok())
            .ok_or_else(|| {
                "the description of the API names no server that can be called; \
                 set one with `ClientBuilder::base_url`"
                    .to_owned()
            });
    };
    check(text).map_err(|reason| format!("the base URL {reason}"))
}

fn check(text: &str) -> Result<Url, String> {
    // The text is not quoted: it may hold a password.
    let url = Url::parse(text.trim()).map_err(|error| format!("is not valid: {error}"))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(format!(
            "begins with `{}:`, not with `https:`",
            url.scheme()
        ));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err("holds a user or a password; give them to `ClientBuilder::basic`".to_owned());
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err("holds a query or a fragment, which cannot be kept".to_owned());
    }
    Ok(url)
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("api", &self.api.title)
            .field("named", &self.named)
            .field("general", &self.general)
            .finish_non_exhaustive()
    }
}
