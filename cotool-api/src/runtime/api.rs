//! What is known of an API before a client is made.

/// A description of an API: a constant that a client is built from.
#[derive(Debug, Clone, Copy)]
pub struct Api {
    /// Its name.
    pub title: &'static str,
    /// The version of its description.
    pub version: &'static str,
    /// Where it is served, the usual place first. The first absolute `http` or `https` URL is the default base URL.
    pub servers: &'static [&'static str],
    /// How callers prove who they are.
    pub schemes: &'static [Scheme],
}

/// A security scheme: how a credential is presented.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scheme {
    name: &'static str,
    kind: SchemeKind,
    tokens: Option<&'static str>,
}

/// Where a credential goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum SchemeKind {
    /// `Authorization: Bearer <token>`.
    Bearer,
    /// `Authorization: Basic <user and password>`.
    Basic,
    /// The header of this name.
    HeaderKey(&'static str),
    /// The query parameter of this name.
    QueryKey(&'static str),
    /// The cookie of this name.
    CookieKey(&'static str),
    /// `Authorization: <this scheme> <parameters>`.
    Http(&'static str),
    /// A client certificate, which the transport presents.
    MutualTls,
}

impl Scheme {
    const fn of(name: &'static str, kind: SchemeKind) -> Self {
        Self {
            name,
            kind,
            tokens: None,
        }
    }

    /// `Authorization: Bearer <token>`: HTTP bearer, OAuth2, OpenID Connect.
    #[must_use]
    pub const fn bearer(name: &'static str) -> Self {
        Self::of(name, SchemeKind::Bearer)
    }

    /// `Authorization: Basic <user and password>`.
    #[must_use]
    pub const fn basic(name: &'static str) -> Self {
        Self::of(name, SchemeKind::Basic)
    }

    /// A key in a header.
    #[must_use]
    pub const fn header_key(name: &'static str, header: &'static str) -> Self {
        Self::of(name, SchemeKind::HeaderKey(header))
    }

    /// A key in a query parameter.
    #[must_use]
    pub const fn query_key(name: &'static str, parameter: &'static str) -> Self {
        Self::of(name, SchemeKind::QueryKey(parameter))
    }

    /// A key in a cookie.
    #[must_use]
    pub const fn cookie_key(name: &'static str, cookie: &'static str) -> Self {
        Self::of(name, SchemeKind::CookieKey(cookie))
    }

    /// Another scheme of the `Authorization` header.
    #[must_use]
    pub const fn http(name: &'static str, scheme: &'static str) -> Self {
        Self::of(name, SchemeKind::Http(scheme))
    }

    /// A client certificate.
    #[must_use]
    pub const fn mutual_tls(name: &'static str) -> Self {
        Self::of(name, SchemeKind::MutualTls)
    }

    /// Where a program gets a token for it: the token URL of OAuth2's client credentials flow, absolute or relative to where the
    /// API is served.
    #[must_use]
    pub const fn token_url(self, url: &'static str) -> Self {
        Self {
            tokens: Some(url),
            ..self
        }
    }

    /// Its name, by which operations ask for it.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// Where its credential goes.
    #[must_use]
    pub const fn kind(&self) -> SchemeKind {
        self.kind
    }

    /// Where a program gets a token for it, if the description says.
    #[must_use]
    pub(crate) const fn tokens(&self) -> Option<&'static str> {
        self.tokens
    }
}
