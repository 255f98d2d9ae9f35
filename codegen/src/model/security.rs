//! Security schemes and what operations ask of them.

/// A security scheme of the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scheme {
    /// Its name in the document.
    pub name: String,
    /// Prose.
    pub description: Option<String>,
    /// How a credential of it is presented.
    pub kind: SchemeKind,
    /// Where a program gets a token for it: that of OAuth2's client credentials flow.
    pub token_url: Option<String>,
}

/// How a credential is presented.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SchemeKind {
    /// `Authorization: Bearer <token>`: http bearer, OAuth2 and OpenID Connect.
    Bearer,
    /// `Authorization: Basic <base64>`.
    Basic,
    /// A key in this header.
    HeaderKey(String),
    /// A key in this query parameter.
    QueryKey(String),
    /// A key in this cookie.
    CookieKey(String),
    /// Another `Authorization` scheme (`digest`, `hoba`, ...), named as the document does.
    Http(String),
    /// A client certificate: nothing to send, the transport presents it.
    MutualTls,
}

/// One scheme that an operation asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Requirement {
    /// Name of a [`Scheme`].
    pub scheme: String,
    /// OAuth2 scopes.
    pub scopes: Vec<String>,
}
