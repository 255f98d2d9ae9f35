//! Secrets and what they are good for.

use std::fmt;
use std::sync::Arc;

use base64::Engine as _;
use http::HeaderValue;

use super::tokens::{TokenCell, TokenProvider};
use crate::runtime::SecretString;
use crate::runtime::api::SchemeKind;

/// A secret that proves who calls, for a security scheme of the API.
///
/// Neither `Debug` nor any error shows it.
#[derive(Clone)]
pub struct Credential(pub(super) Kind);

#[derive(Clone)]
pub(super) enum Kind {
    Bearer(SecretString),
    Basic {
        user: String,
        password: SecretString,
    },
    Key(SecretString),
    Http(SecretString),
    Tokens(Arc<TokenCell>),
    ClientCertificate,
}

impl Credential {
    /// A bearer token.
    #[must_use]
    pub fn bearer(token: impl Into<SecretString>) -> Self {
        Self(Kind::Bearer(token.into()))
    }

    /// A user and a password. The user may not hold a `:`.
    #[must_use]
    pub fn basic(user: impl Into<String>, password: impl Into<SecretString>) -> Self {
        Self(Kind::Basic {
            user: user.into(),
            password: password.into(),
        })
    }

    /// An API key, for a header, a query parameter or a cookie.
    #[must_use]
    pub fn key(key: impl Into<SecretString>) -> Self {
        Self(Kind::Key(key.into()))
    }

    /// What follows the scheme's name in the `Authorization` header, for schemes other than bearer and basic.
    #[must_use]
    pub fn http(parameters: impl Into<SecretString>) -> Self {
        Self(Kind::Http(parameters.into()))
    }

    /// Tokens that are fetched when they are needed: for bearer schemes and for API keys.
    #[must_use]
    pub fn tokens(provider: impl TokenProvider) -> Self {
        Self(Kind::Tokens(Arc::new(TokenCell::new(provider))))
    }

    /// The transport presents a client certificate: nothing to send.
    #[must_use]
    pub fn client_certificate() -> Self {
        Self(Kind::ClientCertificate)
    }

    /// Whether a scheme of this kind takes it.
    pub(super) fn fits(&self, kind: SchemeKind) -> bool {
        match (&self.0, kind) {
            (Kind::Bearer(_), SchemeKind::Bearer)
            | (Kind::Basic { .. }, SchemeKind::Basic)
            | (Kind::Http(_), SchemeKind::Http(_))
            | (Kind::ClientCertificate, SchemeKind::MutualTls) => true,
            (Kind::Key(_), kind) => is_key(kind),
            (Kind::Tokens(_), kind) => kind == SchemeKind::Bearer || is_key(kind),
            _ => false,
        }
    }

    /// Why it cannot be sent, if that is so.
    pub(super) fn fault(&self) -> Option<&'static str> {
        let secret = match &self.0 {
            Kind::Bearer(secret) | Kind::Key(secret) | Kind::Http(secret) => secret,
            Kind::Basic { user, .. } if user.contains(':') => {
                return Some("holds a `:` in the user's name");
            }
            Kind::Basic { .. } | Kind::Tokens(_) | Kind::ClientCertificate => return None,
        };
        fault(secret.expose())
    }

    /// What kind it is, for people.
    pub(super) fn describe(&self) -> &'static str {
        match &self.0 {
            Kind::Bearer(_) => "a bearer token",
            Kind::Basic { .. } => "a user and password",
            Kind::Key(_) => "an API key",
            Kind::Http(_) => "parameters of an HTTP scheme",
            Kind::Tokens(_) => "a token provider",
            Kind::ClientCertificate => "a client certificate",
        }
    }
}

/// Why a token or key cannot be sent, if that is so.
pub(super) fn fault(secret: &str) -> Option<&'static str> {
    if secret.trim().is_empty() {
        Some("is empty")
    } else if secret.trim() != secret {
        Some("begins or ends with white space")
    } else if HeaderValue::from_str(secret).is_err() {
        Some("holds a character that cannot be sent, such as a line end")
    } else {
        None
    }
}

/// `user:password`, encoded.
pub(super) fn basic(user: &str, password: &str) -> String {
    base64::engine::general_purpose::STANDARD.encode(format!("{user}:{password}"))
}

fn is_key(kind: SchemeKind) -> bool {
    matches!(
        kind,
        SchemeKind::HeaderKey(_) | SchemeKind::QueryKey(_) | SchemeKind::CookieKey(_)
    )
}

impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Credential({})", self.describe())
    }
}
