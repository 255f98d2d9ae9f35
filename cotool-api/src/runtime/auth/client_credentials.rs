//! Tokens for programs: the client credentials grant of OAuth 2.0 (RFC 6749, 4.4).

use std::time::Duration;

use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, USER_AGENT};
use http::{HeaderValue, Method, Uri};
use serde::Deserialize;
use serde_json::Value;
use url::Url;
use url::form_urlencoded::{Serializer, byte_serialize};

use super::credential::basic;
use super::oauth_error::{OAuthError, OAuthErrorCode};
use super::tokens::{Token, TokenFuture, TokenProvider};
use crate::runtime::collect::{Collected, collect};
use crate::runtime::redact::Secrets;
use crate::runtime::{Body, SecretString, Transport, builder, plain_http};

/// The longest answer of a token endpoint, in bytes.
const LONGEST: u64 = 1 << 20;

/// Tokens from a token endpoint, for a client id and a secret: OAuth 2.0's client credentials grant.
///
/// Give it to [`ClientBuilder::token_provider`](crate::runtime::ClientBuilder::token_provider). The endpoint is asked over
/// the client's transport, within the time of the attempt that needs the token; redirects are not followed. A token is
/// kept until shortly before it ends, or until the API answers 401, and then fetched once for all calls that wait. The
/// error of a call that got none has an [`OAuthError`] as its source; a passing failure is repeated like one of the API.
#[derive(Debug, Clone)]
pub struct ClientCredentials {
    url: String,
    id: String,
    secret: SecretString,
    scopes: Vec<String>,
    parameters: Vec<(String, String)>,
    authentication: ClientAuthentication,
    plain_http_hosts: Vec<String>,
}

/// How a client proves itself to a token endpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum ClientAuthentication {
    /// `client_secret_basic`: in the `Authorization` header, both parts form-encoded first (RFC 6749, 2.3.1).
    #[default]
    Basic,
    /// `client_secret_post`: in the body.
    Post,
}

impl ClientCredentials {
    /// For this token endpoint, with this client id and secret.
    #[must_use]
    pub fn new(
        token_url: impl Into<String>,
        client_id: impl Into<String>,
        client_secret: impl Into<SecretString>,
    ) -> Self {
        Self {
            url: token_url.into(),
            id: client_id.into(),
            secret: client_secret.into(),
            scopes: Vec::new(),
            parameters: Vec::new(),
            authentication: ClientAuthentication::default(),
            plain_http_hosts: Vec::new(),
        }
    }

    /// Asks for these scopes. Default: those that the server gives to the client without being asked.
    #[must_use]
    pub fn scopes<S: Into<String>>(mut self, scopes: impl IntoIterator<Item = S>) -> Self {
        self.scopes.extend(scopes.into_iter().map(Into::into));
        self
    }

    /// How the client proves itself. Default: `client_secret_basic`.
    #[must_use]
    pub fn authentication(mut self, authentication: ClientAuthentication) -> Self {
        self.authentication = authentication;
        self
    }

    /// Sends this parameter too: `audience`, `resource`.
    #[must_use]
    pub fn parameter(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.parameters.push((name.into(), value.into()));
        self
    }

    /// Allows plain http to this host, by name or address, on any port. It is always allowed to this machine.
    #[must_use]
    pub fn allow_plain_http(mut self, host: impl Into<String>) -> Self {
        self.plain_http_hosts.push(host.into());
        self
    }

    fn request(&self, url: &Url) -> Result<http::Request<Body>, OAuthError> {
        if !matches!(url.scheme(), "http" | "https")
            || !plain_http::is_allowed(url, &self.plain_http_hosts)
        {
            let host = url.host_str().unwrap_or_default();
            return Err(OAuthError::Request(format!(
                "the token URL is not https, which would show the client's secret to everyone on the way to `{host}`; \
                 use https, or allow it with `ClientCredentials::allow_plain_http`"
            )));
        }
        let uri: Uri = url.as_str().parse().map_err(|error| {
            OAuthError::Request(format!("the token URL cannot be sent to: {error}"))
        })?;
        let mut form = Serializer::new(String::new());
        form.append_pair("grant_type", "client_credentials");
        if !self.scopes.is_empty() {
            form.append_pair("scope", &self.scopes.join(" "));
        }
        let mut authorization = None;
        match self.authentication {
            ClientAuthentication::Basic => {
                let encode = |text: &str| byte_serialize(text.as_bytes()).collect::<String>();
                let pair = basic(&encode(&self.id), &encode(self.secret.expose()));
                authorization = HeaderValue::from_str(&format!("Basic {pair}")).ok();
            }
            ClientAuthentication::Post => {
                form.append_pair("client_id", &self.id);
                form.append_pair("client_secret", self.secret.expose());
            }
        }
        for (name, value) in &self.parameters {
            form.append_pair(name, value);
        }
        let mut request = http::Request::new(Body::from(form.finish()));
        *request.method_mut() = Method::POST;
        *request.uri_mut() = uri;
        let headers = request.headers_mut();
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        let kind = HeaderValue::from_static("application/x-www-form-urlencoded");
        headers.insert(CONTENT_TYPE, kind);
        headers.insert(USER_AGENT, HeaderValue::from_static(builder::USER_AGENT));
        if let Some(mut value) = authorization {
            value.set_sensitive(true);
            headers.insert(AUTHORIZATION, value);
        }
        Ok(request)
    }

    async fn fetch(&self, transport: &dyn Transport) -> Result<Token, OAuthError> {
        let url = Url::parse(&self.url)
            .map_err(|error| OAuthError::Request(format!("the token URL is not valid: {error}")))?;
        let request = self.request(&url)?;
        // What the server may quote: the secret itself, and the header that it went in.
        let mut secrets = Secrets::of(request.headers(), &url);
        secrets.add(self.secret.expose());
        #[cfg(feature = "mock")]
        let request = {
            // A recorder has to know what it may not write.
            let mut request = request;
            request.extensions_mut().insert(secrets.clone());
            request
        };
        let answer = transport
            .send(request)
            .await
            .map_err(OAuthError::Transport)?;
        let (head, body) = answer.into_parts();
        let status = head.status;
        let body = match collect(body, LONGEST, &head.headers).await {
            Collected::All(body) => body,
            Collected::TooLong(_) => {
                return Err(OAuthError::answer(status, "it is longer than 1 MiB"));
            }
            Collected::Broken(_, error) => return Err(OAuthError::Transport(error)),
        };
        if status.is_success() {
            return granted(&body).map_err(|reason| OAuthError::answer(status, reason));
        }
        let refused: Refused = serde_json::from_slice(&body)
            .map_err(|_| OAuthError::answer(status, "it is no OAuth 2.0 error"))?;
        let blotted = |text: Option<String>| text.map(|text| secrets.blot(text));
        Err(OAuthError::Refused {
            status: status.as_u16(),
            code: OAuthErrorCode::from(secrets.blot(refused.error)),
            description: blotted(refused.error_description),
            uri: blotted(refused.error_uri),
        })
    }
}

impl TokenProvider for ClientCredentials {
    fn token<'a>(&'a self, transport: &'a dyn Transport) -> TokenFuture<'a> {
        Box::pin(async move { Ok(self.fetch(transport).await?) })
    }
}

/// RFC 6749, 5.1.
#[derive(Deserialize)]
struct Granted {
    access_token: SecretString,
    token_type: Option<String>,
    expires_in: Option<Value>,
}

/// RFC 6749, 5.2.
#[derive(Deserialize)]
struct Refused {
    error: String,
    error_description: Option<String>,
    error_uri: Option<String>,
}

fn granted(body: &[u8]) -> Result<Token, &'static str> {
    let granted: Granted =
        serde_json::from_slice(body).map_err(|_| "it is no OAuth 2.0 token in JSON")?;
    // Required by the standard, and left out by some.
    if let Some(kind) = granted.token_type
        && !kind.eq_ignore_ascii_case("bearer")
    {
        return Err("its token is not a bearer token");
    }
    let token = Token::new(granted.access_token);
    // A number by the standard; some write it as a text.
    let seconds = match granted.expires_in {
        None | Some(Value::Null) => return Ok(token),
        Some(Value::String(text)) => text.trim().parse().ok(),
        Some(value) => value.as_f64(),
    };
    match seconds.map(Duration::try_from_secs_f64) {
        Some(Ok(lifetime)) => Ok(token.expires_in(lifetime)),
        _ => Err("its `expires_in` is not a number of seconds"),
    }
}
