//! All that a call is made of, before it is sent.

use std::time::Duration;

use http::header::{CONTENT_LENGTH, COOKIE, USER_AGENT};
use http::{HeaderMap, HeaderValue, Method};
use percent_encoding::percent_decode_str;
use url::Url;

use super::auth::append_query;
use super::param::Escape;
use super::path::expand;
use super::request::{cookie_header, header};
use super::{Body, Client, Operation, RetryPolicy, param, plain_http};

/// All that a call is made of.
pub(crate) struct Draft {
    pub(super) client: Client,
    pub(super) operation: &'static Operation,
    /// Values by name, escaped.
    pub(super) path: Vec<(String, String)>,
    /// Pairs, escaped.
    pub(super) query: Vec<String>,
    pub(super) headers: HeaderMap,
    pub(super) cookies: Vec<String>,
    pub(super) body: Body,
    pub(super) options: Options,
    /// Asked for in place of what path and query say.
    link: Option<Url>,
    /// The first thing that could not be written.
    fault: Option<String>,
}

/// What a call does differently from its client.
#[derive(Debug, Clone, Default)]
pub(crate) struct Options {
    pub(super) timeout: Option<Duration>,
    pub(super) attempt_timeout: Option<Duration>,
    pub(super) retry: Option<RetryPolicy>,
    pub(super) idempotent: Option<bool>,
    pub(super) idempotency_key: Option<String>,
    /// Whether a stream of events is connected to again.
    pub(super) reconnect: bool,
}

/// The parts of a request that stay the same over all attempts.
pub(crate) struct Prepared {
    pub(crate) method: Method,
    pub(crate) url: Url,
    pub(crate) headers: HeaderMap,
}

impl Draft {
    pub(super) fn new(client: Client, operation: &'static Operation) -> Self {
        Self {
            client,
            operation,
            path: Vec::new(),
            query: Vec::new(),
            headers: HeaderMap::new(),
            cookies: Vec::new(),
            body: Body::empty(),
            options: Options::default(),
            link: None,
            fault: None,
        }
    }

    /// The same request once more. A body that is a stream stays behind: the copy cannot be sent.
    pub(super) fn again(&self) -> Self {
        let body = self.body.try_clone();
        let mut again = Self {
            client: self.client.clone(),
            operation: self.operation,
            path: self.path.clone(),
            query: self.query.clone(),
            headers: self.headers.clone(),
            cookies: self.cookies.clone(),
            options: self.options.clone(),
            link: self.link.clone(),
            fault: self.fault.clone(),
            body: Body::empty(),
        };
        match body {
            Some(body) => again.body = body,
            None => again.fault("the body was sent and cannot be sent again".to_owned()),
        }
        again
    }

    /// The value of a query parameter, if it is sent; the last one counts.
    pub(super) fn query_value(&self, name: &str) -> Option<String> {
        let pair = self
            .query
            .iter()
            .rev()
            .find(|pair| is_pair_of(pair, name))?;
        let (_, value) = pair.split_once('=')?;
        Some(percent_decode_str(value).decode_utf8_lossy().into_owned())
    }

    /// Sends this value of a query parameter, in place of any other.
    pub(super) fn replace_query(&mut self, name: &str, value: &str) {
        self.query.retain(|pair| !is_pair_of(pair, name));
        let escape = |text| param::escape(text, Escape::All).into_owned();
        self.add_query(vec![(escape(name), escape(value))]);
    }

    /// Asks for this URL, in place of what path and query say. It has to be on the same origin.
    pub(super) fn follow(&mut self, url: &str) -> Result<(), String> {
        let link = Url::parse(url).map_err(|error| format!("the link is not valid: {error}"))?;
        if link.origin() != self.url()?.origin() {
            return Err("the link leads to another origin".to_owned());
        }
        self.link = Some(link);
        Ok(())
    }

    /// The URL that is asked for in place of what path and query say.
    pub(super) fn followed(&self) -> Option<&Url> {
        self.link.as_ref()
    }

    /// Keeps the reason why the request cannot be made; the first one counts.
    pub(super) fn fault(&mut self, message: String) {
        self.fault.get_or_insert(message);
    }

    pub(super) fn set_header(&mut self, name: &str, text: &str) {
        match header(name, text) {
            Ok((name, value)) => {
                self.headers.insert(name, value);
            }
            Err(message) => self.fault(message),
        }
    }

    pub(super) fn add_query(&mut self, pairs: param::Pairs) {
        self.query.extend(
            pairs
                .into_iter()
                .map(|(name, text)| format!("{name}={text}")),
        );
    }

    pub(super) fn add_cookies(&mut self, pairs: param::Pairs) {
        let pairs = pairs.into_iter();
        self.cookies
            .extend(pairs.map(|(name, text)| format!("{name}={text}")));
    }

    /// Whether the call may be repeated after the server saw it.
    pub(super) fn is_idempotent(&self) -> bool {
        self.options.idempotent.unwrap_or_else(|| {
            self.options.idempotency_key.is_some() || self.operation.is_idempotent()
        })
    }

    /// The request, or why it cannot be made. Takes the headers.
    pub(super) fn prepare(&mut self) -> Result<Prepared, String> {
        if let Some(fault) = self.fault.take() {
            return Err(fault);
        }
        if self.options.reconnect && !self.is_idempotent() {
            return Err(format!(
                "connecting again would repeat a {}; say `idempotent(true)` if that does no harm",
                self.operation.method()
            ));
        }
        let method = self.operation.method();
        let method = Method::from_bytes(method.as_bytes())
            .map_err(|_| format!("`{method}` is not an HTTP method"))?;
        let url = self.url()?;
        let client = self.client.inner();
        let mut headers = client.headers.clone();
        headers.extend(std::mem::take(&mut self.headers));
        headers
            .entry(USER_AGENT)
            .or_insert_with(|| client.user_agent.clone());
        if let Some(key) = &self.options.idempotency_key {
            if key.is_empty() {
                return Err("the idempotency key is empty".to_owned());
            }
            let (name, value) = header(client.idempotency_header.as_str(), key)?;
            headers.insert(name, value);
        }
        if !self.cookies.is_empty() {
            let cookies = cookie_header(&headers, &self.cookies)
                .ok_or("a cookie holds a character that cannot be sent")?;
            headers.insert(COOKIE, cookies);
        }
        if self.body.as_bytes().is_none()
            && let Some(length) = self.body.len()
        {
            headers.insert(CONTENT_LENGTH, HeaderValue::from(length));
        }
        Ok(Prepared {
            method,
            url,
            headers,
        })
    }

    /// What is asked for, without the credentials that go into the query.
    pub(super) fn url(&self) -> Result<Url, String> {
        let url = match &self.link {
            Some(link) => link.clone(),
            None => self.described_url()?,
        };
        if !matches!(url.scheme(), "http" | "https") {
            return Err("the URL is not http or https".to_owned());
        }
        if !plain_http::is_allowed(&url, &self.client.inner().plain_http_hosts) {
            return Err(plain_http::refusal(&url));
        }
        Ok(url)
    }

    /// What path and query say.
    fn described_url(&self) -> Result<Url, String> {
        let client = self.client.inner();
        let values: Vec<(&str, String)> = self
            .path
            .iter()
            .map(|(name, value)| (name.as_str(), value.clone()))
            .collect();
        let path = expand(self.operation.path(), &values).map_err(|error| error.to_string())?;
        let base = match self.operation.server_url() {
            Some(server) if !client.base_is_set => client
                .base
                .join(server)
                .map_err(|error| format!("the server URL `{server}` is not valid: {error}"))?,
            _ => client.base.clone(),
        };
        let mut text = base.as_str().trim_end_matches('/').to_owned();
        // Without the slash, a path could go on with the host's name.
        if !path.is_empty() && !path.starts_with(['/', '?']) {
            text.push('/');
        }
        text.push_str(&path);
        let mut url =
            Url::parse(&text).map_err(|error| format!("the URL is not valid: {error}"))?;
        for pair in &self.query {
            append_query(&mut url, pair);
        }
        Ok(url)
    }
}

/// Whether a pair that was written is one of the query parameter `name`.
fn is_pair_of(pair: &str, name: &str) -> bool {
    let written = pair.split('=').next().unwrap_or_default();
    percent_decode_str(written).decode_utf8_lossy() == name
}
