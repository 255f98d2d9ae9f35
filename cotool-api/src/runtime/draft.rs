//! All that a call is made of, before it is sent.

use std::time::Duration;

use http::header::{CONTENT_LENGTH, COOKIE, USER_AGENT};
use http::{HeaderMap, HeaderValue, Method};
use url::Url;

use super::auth::append_query;
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
            fault: None,
        }
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

    fn url(&self) -> Result<Url, String> {
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
        if !matches!(url.scheme(), "http" | "https") {
            return Err("the URL is not http or https".to_owned());
        }
        if !plain_http::is_allowed(&url, &client.plain_http_hosts) {
            return Err(plain_http::refusal(&url));
        }
        Ok(url)
    }
}
