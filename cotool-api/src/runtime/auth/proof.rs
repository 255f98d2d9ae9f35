//! Credentials, ready to be put on a request.

use std::sync::Arc;

use http::header::{AUTHORIZATION, COOKIE};
use http::{HeaderMap, HeaderName, HeaderValue};
use url::Url;

use super::credential::{Credential, Kind, basic, fault};
use super::tokens::{TokenCell, TokenError};
use crate::runtime::SecretString;
use crate::runtime::api::{Scheme, SchemeKind};
use crate::runtime::client::Inner;
use crate::runtime::param::{Escape, escape};
use crate::runtime::redact::Secrets;

/// What is put on a request to prove who calls.
#[derive(Default)]
pub(crate) struct Proof {
    headers: Vec<(HeaderName, HeaderValue)>,
    query: Vec<(String, SecretString)>,
    cookies: Vec<(&'static str, SecretString)>,
    renewable: Vec<(Arc<TokenCell>, u64)>,
    secrets: Vec<SecretString>,
}

impl Proof {
    /// Of these credentials; fetches tokens where that is needed.
    pub(crate) async fn of(
        chosen: &[(Scheme, Credential)],
        client: &Inner,
    ) -> Result<Self, TokenError> {
        let mut proof = Self::default();
        for (scheme, credential) in chosen {
            proof.add(scheme.kind(), credential, client).await?;
        }
        Ok(proof)
    }

    async fn add(
        &mut self,
        kind: SchemeKind,
        credential: &Credential,
        client: &Inner,
    ) -> Result<(), TokenError> {
        let secret = match &credential.0 {
            Kind::Bearer(secret) | Kind::Key(secret) | Kind::Http(secret) => secret.clone(),
            Kind::Basic { user, password } => {
                self.secrets.push(password.clone());
                SecretString::from(basic(user, password.expose()))
            }
            Kind::Tokens(cell) => {
                let issued = cell.get(client).await?;
                if let Some(fault) = fault(issued.secret.expose()) {
                    return Err(TokenError(Arc::from(Box::from(format!(
                        "the token {fault}"
                    )))));
                }
                self.renewable.push((Arc::clone(cell), issued.number));
                issued.secret
            }
            Kind::ClientCertificate => return Ok(()),
        };
        let exposed = secret.expose();
        match kind {
            SchemeKind::Bearer => self.header(AUTHORIZATION, &format!("Bearer {exposed}")),
            SchemeKind::Basic => self.header(AUTHORIZATION, &format!("Basic {exposed}")),
            SchemeKind::Http(scheme) => self.header(AUTHORIZATION, &format!("{scheme} {exposed}")),
            SchemeKind::HeaderKey(name) => {
                if let Ok(name) = HeaderName::from_bytes(name.as_bytes()) {
                    self.header(name, exposed);
                }
            }
            SchemeKind::QueryKey(name) => self.query.push((name.to_owned(), secret.clone())),
            SchemeKind::CookieKey(name) => self.cookies.push((name, secret.clone())),
            SchemeKind::MutualTls => {}
        }
        self.secrets.push(secret);
        Ok(())
    }

    fn header(&mut self, name: HeaderName, text: &str) {
        // Secrets are checked before they get here.
        if let Ok(mut value) = HeaderValue::from_str(text) {
            value.set_sensitive(true);
            self.headers.push((name, value));
        }
    }

    /// Puts it on a request. A header that the caller set by hand stays.
    pub(crate) fn put_on(&self, headers: &mut HeaderMap, url: &mut Url) {
        for (name, value) in &self.headers {
            if !headers.contains_key(name) {
                headers.insert(name, value.clone());
            }
        }
        for (name, secret) in &self.query {
            if url.query_pairs().all(|(known, _)| known != name.as_str()) {
                let pair = format!(
                    "{}={}",
                    escape(name, Escape::All),
                    escape(secret.expose(), Escape::All)
                );
                append_query(url, &pair);
            }
        }
        for (name, secret) in &self.cookies {
            append_cookie(headers, &format!("{name}={}", secret.expose()));
        }
    }

    /// Takes what is secret out of the query: a server may have put it into the place that it sends us to.
    pub(crate) fn take_off(&self, url: &mut Url) {
        let Some(query) = url.query() else { return };
        let kept: Vec<&str> = query
            .split('&')
            .filter(|pair| {
                let decoded = percent_encoding::percent_decode_str(pair).decode_utf8_lossy();
                !self
                    .secrets
                    .iter()
                    .any(|secret| decoded.contains(secret.expose()))
            })
            .collect();
        if kept.len() < query.split('&').count() {
            let kept = kept.join("&");
            url.set_query((!kept.is_empty()).then_some(kept.as_str()));
        }
    }

    /// Keeps in mind what interceptors have put into headers that must not be shown.
    pub(crate) fn remember(&mut self, headers: &HeaderMap) {
        for value in headers.values().filter(|value| value.is_sensitive()) {
            // What is before it is the scheme of `Authorization`.
            let text = value.to_str().unwrap_or_default();
            let secret = text.rsplit(' ').next().unwrap_or_default();
            self.secrets.push(SecretString::from(secret));
        }
    }

    /// Whether another token can be had.
    pub(crate) fn is_renewable(&self) -> bool {
        !self.renewable.is_empty()
    }

    /// The server refused it.
    pub(crate) fn refuse(&self) {
        for (cell, number) in &self.renewable {
            cell.refuse(*number);
        }
    }

    /// Adds what must not be shown.
    pub(crate) fn tell(&self, secrets: &mut Secrets) {
        for secret in &self.secrets {
            secrets.add(secret.expose());
        }
    }
}

/// Adds a pair that is escaped already.
pub(crate) fn append_query(url: &mut Url, pair: &str) {
    let query = match url.query() {
        Some(query) if !query.is_empty() => format!("{query}&{pair}"),
        _ => pair.to_owned(),
    };
    url.set_query(Some(&query));
}

/// Adds a cookie to the one `Cookie` header.
fn append_cookie(headers: &mut HeaderMap, pair: &str) {
    let text = match headers.get(COOKIE).and_then(|value| value.to_str().ok()) {
        Some(cookies) => format!("{cookies}; {pair}"),
        None => pair.to_owned(),
    };
    if let Ok(mut value) = HeaderValue::from_str(&text) {
        value.set_sensitive(true);
        headers.insert(COOKIE, value);
    }
}
