//! How the transport is made.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use super::ReqwestTransport;
use super::failure::failure;
use super::pools::Pools;
use crate::runtime::TransportError;

/// How a [`ReqwestTransport`] is made.
///
/// ```no_run
/// # fn example(corporate_root: &[u8]) -> Result<(), Box<dyn std::error::Error>> {
#[doc = concat!("use ", env!("CARGO_CRATE_NAME"), "::runtime::ReqwestTransport;")]
///
/// let transport = ReqwestTransport::builder()
///     .proxy("http://proxy.example.com:3128")
///     .root_certificates(corporate_root)
///     .build()?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
#[must_use = "a builder does nothing until `build`"]
pub struct ReqwestBuilder {
    connect_timeout: Option<Duration>,
    proxy: Proxy,
    roots: Vec<Vec<u8>>,
}

#[derive(Clone)]
enum Proxy {
    OfTheEnvironment,
    None,
    At(String),
}

impl ReqwestBuilder {
    pub(super) fn new() -> Self {
        Self {
            connect_timeout: Some(Duration::from_secs(10)),
            proxy: Proxy::OfTheEnvironment,
            roots: Vec::new(),
        }
    }

    /// The longest that making a connection may take, TLS included. Default: 10 seconds.
    pub fn connect_timeout(mut self, limit: impl Into<Option<Duration>>) -> Self {
        self.connect_timeout = limit.into();
        self
    }

    /// Goes through this proxy, whatever the environment says: an `http`, `https` or `socks5` URL, which may hold a user and
    /// a password. Default: the proxies that `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` and `NO_PROXY` name.
    pub fn proxy(mut self, url: impl Into<String>) -> Self {
        self.proxy = Proxy::At(url.into());
        self
    }

    /// Goes through no proxy, whatever the environment says.
    pub fn no_proxy(mut self) -> Self {
        self.proxy = Proxy::None;
        self
    }

    /// Trusts these certificates too (PEM, one or several), besides those that the system trusts. May be given several times.
    pub fn root_certificates(mut self, pem: impl Into<Vec<u8>>) -> Self {
        self.roots.push(pem.into());
        self
    }

    /// The transport.
    ///
    /// # Errors
    ///
    /// The system cannot provide what TLS needs, or a certificate or the URL of the proxy cannot be used.
    pub fn build(self) -> Result<ReqwestTransport, TransportError> {
        Pools::new(self).map(|pools| ReqwestTransport {
            pools: Arc::new(pools),
        })
    }

    /// A client with these settings, and a pool.
    pub(super) fn client(&self) -> Result<reqwest::Client, TransportError> {
        self.settings()
            .and_then(reqwest::ClientBuilder::build)
            .map_err(|error| failure(error, false))
    }

    fn settings(&self) -> reqwest::Result<reqwest::ClientBuilder> {
        // The client above follows redirects and repeats, by rules of its own; no one else may.
        let mut builder = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .referer(false)
            // Whatever features the library has been built with for others: nothing is to grow after it was counted.
            .no_gzip()
            .no_brotli()
            .no_deflate()
            .no_zstd()
            .http2_adaptive_window(true);
        if let Some(limit) = self.connect_timeout {
            builder = builder.connect_timeout(limit);
        }
        builder = match &self.proxy {
            Proxy::OfTheEnvironment => builder,
            Proxy::None => builder.no_proxy(),
            Proxy::At(url) => builder.proxy(reqwest::Proxy::all(url)?),
        };
        let mut roots = Vec::new();
        for pem in &self.roots {
            roots.extend(reqwest::Certificate::from_pem_bundle(pem)?);
        }
        if roots.is_empty() {
            return Ok(builder);
        }
        Ok(builder.tls_certs_merge(roots))
    }
}

impl fmt::Debug for ReqwestBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The URL of a proxy may hold a password.
        f.debug_struct("ReqwestBuilder")
            .field("connect_timeout", &self.connect_timeout)
            .field("roots", &self.roots.len())
            .finish_non_exhaustive()
    }
}
