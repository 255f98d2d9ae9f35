//! How callers prove who they are.

mod credential;
mod keyring;
mod proof;
mod tokens;

pub use credential::Credential;
pub use tokens::{Token, TokenFuture, TokenProvider};

pub(crate) use keyring::Keyring;
pub(crate) use proof::{Proof, append_query};
pub(crate) use tokens::TokenError;
