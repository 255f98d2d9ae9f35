//! How callers prove who they are.

mod client_credentials;
mod credential;
mod keyring;
mod oauth_error;
mod programs;
mod proof;
mod tokens;

pub use client_credentials::{ClientAuthentication, ClientCredentials};
pub use credential::Credential;
pub use oauth_error::{OAuthError, OAuthErrorCode};
pub use tokens::{Token, TokenFuture, TokenProvider};

pub(crate) use keyring::Keyring;
pub(crate) use programs::programs;
pub(crate) use proof::{Proof, append_query};
pub(crate) use tokens::TokenError;
