//! Keys, passwords and tokens.
//!
//! A client is given its credentials when it is built, and each operation takes those that the API's description asks for.
//! An operation that asks for one which the client has not fails before anything is sent, and the error says which.
//!
//! | | for |
//! |---|---|
//! | [`bearer`](ClientBuilder::bearer) | a token that does not change |
//! | [`api_key`](ClientBuilder::api_key) | a key in a header, the query or a cookie, wherever the description puts it |
//! | [`basic`](ClientBuilder::basic) | user and password |
//! | [`client_credentials`](ClientBuilder::client_credentials) | OAuth 2.0 for programs, with the token URL of the description |
//! | [`token_provider`](ClientBuilder::token_provider) | tokens from anywhere: a vault, a file, [`ClientCredentials`] with scopes |
//! | [`credential`](ClientBuilder::credential) | one scheme of several, by its name |
//!
//! # Tokens that change
//!
//! A provider is anything that implements [`TokenProvider`], and a closure that returns a future is one:
//!
//! ```
//! use std::time::Duration;
//!
#![doc = concat!("use ", env!("CARGO_CRATE_NAME"), "::runtime::{ClientBuilder, Token};")]
//!
//! fn with_token_of_a_file(client: ClientBuilder) -> ClientBuilder {
//!     client.token_provider(|| async {
//!         let token = std::fs::read_to_string("/run/secrets/token")?;
//!         Ok(Token::new(token.trim()).expires_in(Duration::from_secs(300)))
//!     })
//! }
//! ```
//!
//! A token is kept until shortly before it ends. When the server answers 401, it is fetched anew: once, however many calls are
//! waiting for it, and each of them is sent once more, a `POST` too, since the server has refused it. If that is refused as well,
//! the call fails with the 401. What the provider says when it has no token is the source of the call's error.
//!
//! # OAuth 2.0 for programs
//!
//! ```
#![doc = concat!("use ", env!("CARGO_CRATE_NAME"), "::runtime::{ClientBuilder, ClientCredentials};")]
//!
//! fn with_scopes(client: ClientBuilder, secret: String) -> ClientBuilder {
//!     let tokens = ClientCredentials::new("https://id.example.com/oauth/token", "nightly-report", secret)
//!         .scopes(["alerts:read"])
//!         .parameter("audience", "https://api.example.com");
//!     client.token_provider(tokens)
//! }
//! ```
//!
//! # Where they go, and where not
//!
//! To the host of the base URL only: a redirect to another one is followed without them. Over https only, unless the host is this
//! machine or was named to [`allow_plain_http`](ClientBuilder::allow_plain_http). They are in no `Debug` or `Display`, log line,
//! span or recorded file: [`observing`](super::observing) tells more.

#[allow(unused_imports, reason = "the text leads to them")]
use super::super::{ClientBuilder, ClientCredentials, TokenProvider};
