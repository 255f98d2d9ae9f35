//! Tokens that are fetched when they are needed.

use std::error::Error as StdError;
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use futures_util::lock::Mutex;

use super::oauth_error::OAuthError;
use crate::runtime::client::Inner;
use crate::runtime::{SecretString, Transport};

/// What [`TokenProvider::token`] returns.
pub type TokenFuture<'a> =
    Pin<Box<dyn Future<Output = Result<Token, Box<dyn StdError + Send + Sync>>> + Send + 'a>>;

/// Where tokens come from: a token endpoint, a vault, a file.
///
/// A client keeps the token until shortly before it ends, or until the server answers 401; it then asks once, however
/// many calls are waiting, and repeats each call that was refused once. A closure that returns a future is a provider.
pub trait TokenProvider: Send + Sync + 'static {
    /// Fetches a new token. `transport` is that of the client: for providers that ask a server.
    ///
    /// # Errors
    ///
    /// No token: the calls that wait for it fail with this as their source.
    fn token<'a>(&'a self, transport: &'a dyn Transport) -> TokenFuture<'a>;
}

impl<F, R> TokenProvider for F
where
    F: Fn() -> R + Send + Sync + 'static,
    R: Future<Output = Result<Token, Box<dyn StdError + Send + Sync>>> + Send + 'static,
{
    fn token<'a>(&'a self, _: &'a dyn Transport) -> TokenFuture<'a> {
        Box::pin(self())
    }
}

/// A token and how long it lasts.
#[derive(Clone)]
pub struct Token {
    secret: SecretString,
    lifetime: Option<Duration>,
}

impl Token {
    /// A token that lasts until the server refuses it.
    #[must_use]
    pub fn new(secret: impl Into<SecretString>) -> Self {
        Self {
            secret: secret.into(),
            lifetime: None,
        }
    }

    /// It ends so long from now. It is renewed a little earlier.
    #[must_use]
    pub fn expires_in(mut self, lifetime: Duration) -> Self {
        self.lifetime = Some(lifetime);
        self
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Token")
            .field("lifetime", &self.lifetime)
            .finish_non_exhaustive()
    }
}

/// Why there is no token. Shared by all calls that waited for it.
#[derive(Debug, Clone)]
pub(crate) struct TokenError(pub(crate) Arc<dyn StdError + Send + Sync>);

impl TokenError {
    /// Whether a token may be had a moment later. Only providers of our own tell.
    pub(crate) fn is_transient(&self) -> bool {
        self.0
            .downcast_ref::<OAuthError>()
            .is_some_and(OAuthError::is_transient)
    }
}

impl fmt::Display for TokenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl StdError for TokenError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source()
    }
}

/// A provider and the token that it gave last.
pub(crate) struct TokenCell {
    provider: Box<dyn TokenProvider>,
    state: Mutex<State>,
    /// How many times the provider has answered. A call that sees it move while it waits shares that answer.
    answers: AtomicU64,
    /// Tokens up to this one were refused by the server.
    refused: AtomicU64,
}

#[derive(Default)]
struct State {
    current: Option<Current>,
    failure: Option<TokenError>,
}

#[derive(Clone)]
struct Current {
    secret: SecretString,
    number: u64,
    /// When to renew it.
    until: Option<Instant>,
}

/// A token to send, and which one it is.
pub(crate) struct Issued {
    pub(crate) secret: SecretString,
    pub(crate) number: u64,
}

impl TokenCell {
    pub(super) fn new(provider: impl TokenProvider) -> Self {
        Self {
            provider: Box::new(provider),
            state: Mutex::new(State::default()),
            answers: AtomicU64::new(0),
            refused: AtomicU64::new(0),
        }
    }

    /// The token to send now, fetched if there is none that holds.
    pub(super) async fn get(&self, client: &Inner) -> Result<Issued, TokenError> {
        let timer = &client.timer;
        let before = self.answers.load(Ordering::Acquire);
        // Whoever comes first fetches while the others wait here. If that call is dropped, the next one takes over.
        let mut state = self.state.lock().await;
        if let Some(current) = &state.current
            && current.number > self.refused.load(Ordering::Acquire)
            && current.until.is_none_or(|until| timer.now() < until)
        {
            return Ok(Issued {
                secret: current.secret.clone(),
                number: current.number,
            });
        }
        if self.answers.load(Ordering::Acquire) != before
            && let Some(failure) = &state.failure
        {
            return Err(failure.clone());
        }
        let fetched = self.provider.token(&*client.transport).await;
        let number = self.answers.fetch_add(1, Ordering::AcqRel) + 1;
        match fetched {
            Ok(token) => {
                state.failure = None;
                let current = Current {
                    secret: token.secret,
                    number,
                    until: token
                        .lifetime
                        .and_then(|lifetime| renewal(timer.now(), lifetime)),
                };
                let secret = current.secret.clone();
                state.current = Some(current);
                Ok(Issued { secret, number })
            }
            Err(error) => {
                let error = TokenError(Arc::from(error));
                state.failure = Some(error.clone());
                Err(error)
            }
        }
    }

    /// The server refused the token of this number: it is not sent again.
    pub(super) fn refuse(&self, number: u64) {
        self.refused.fetch_max(number, Ordering::AcqRel);
    }
}

/// A little before the end, so that the token still holds when the request arrives.
fn renewal(now: Instant, lifetime: Duration) -> Option<Instant> {
    let margin = (lifetime / 10).min(Duration::from_secs(30));
    now.checked_add(lifetime.saturating_sub(margin))
}
