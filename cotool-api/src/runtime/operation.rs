//! What is known of an operation before it is called.

/// A description of an operation: a constant that requests are made from.
#[derive(Debug, Clone, Copy)]
pub struct Operation {
    id: &'static str,
    method: &'static str,
    path: &'static str,
    accept: Option<&'static str>,
    security: &'static [&'static [&'static str]],
    server: Option<&'static str>,
    idempotent: Option<bool>,
}

impl Operation {
    /// An operation: a name for people (`agents.list`), the HTTP method, and the path with its parameters in braces.
    #[must_use]
    pub const fn new(id: &'static str, method: &'static str, path: &'static str) -> Self {
        Self {
            id,
            method,
            path,
            accept: None,
            security: &[],
            server: None,
            idempotent: None,
        }
    }

    /// The `Accept` header to send.
    #[must_use]
    pub const fn accept(mut self, media_types: &'static str) -> Self {
        self.accept = Some(media_types);
        self
    }

    /// Names of the security schemes it asks for: alternatives, each a set that is needed together. An empty set: the
    /// credential is optional. No alternative: no credential is sent.
    #[must_use]
    pub const fn security(mut self, alternatives: &'static [&'static [&'static str]]) -> Self {
        self.security = alternatives;
        self
    }

    /// Where it is served, when that is not where the rest of the API is: an absolute URL, or a path on the same host.
    /// Not used by a client whose base URL was set.
    #[must_use]
    pub const fn server(mut self, url: &'static str) -> Self {
        self.server = Some(url);
        self
    }

    /// Whether sending it twice has the effect of sending it once. Without this, the method decides: GET, HEAD,
    /// OPTIONS, TRACE, PUT and DELETE may be repeated.
    #[must_use]
    pub const fn idempotent(mut self, idempotent: bool) -> Self {
        self.idempotent = Some(idempotent);
        self
    }

    /// Its name for people.
    #[must_use]
    pub const fn id(&self) -> &'static str {
        self.id
    }

    /// The HTTP method.
    #[must_use]
    pub const fn method(&self) -> &'static str {
        self.method
    }

    /// The path with its parameters in braces.
    #[must_use]
    pub const fn path(&self) -> &'static str {
        self.path
    }

    /// The `Accept` header.
    #[must_use]
    pub const fn accepts(&self) -> Option<&'static str> {
        self.accept
    }

    /// The security schemes it asks for.
    #[must_use]
    pub const fn security_alternatives(&self) -> &'static [&'static [&'static str]] {
        self.security
    }

    /// Where it is served, when that is not where the rest of the API is.
    #[must_use]
    pub const fn server_url(&self) -> Option<&'static str> {
        self.server
    }

    /// Whether it may be repeated after a failure that the server may have seen.
    #[must_use]
    pub fn is_idempotent(&self) -> bool {
        let by_method = matches!(
            self.method,
            "GET" | "HEAD" | "OPTIONS" | "TRACE" | "PUT" | "DELETE"
        );
        self.idempotent.unwrap_or(by_method)
    }
}
