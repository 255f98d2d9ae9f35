//! A client from environment variables.

use std::env::{self, VarError};

use crate::runtime::{BuildError, Client, ClientBuilder};

/// The variable that holds the API key.
const KEY: &str = "COTOOL_API_KEY";

/// The variable that holds another base URL than the document's server.
const BASE_URL: &str = "COTOOL_BASE_URL";

impl Client {
    /// A client of the service that the environment names: the API key from `COTOOL_API_KEY`, the base URL from
    /// `COTOOL_BASE_URL` (default: the production server).
    ///
    /// # Errors
    ///
    /// `COTOOL_API_KEY` is missing or empty, one of the two is not Unicode, or no client can be built of them, for example
    /// because the URL is plain http to another machine.
    pub fn from_env() -> Result<Self, EnvError> {
        Ok(ClientBuilder::from_env()?.build()?)
    }
}

impl ClientBuilder {
    /// The same as [`Client::from_env`], to set more on it.
    ///
    /// # Errors
    ///
    /// `COTOOL_API_KEY` is missing or empty, or one of the two is not Unicode.
    pub fn from_env() -> Result<Self, EnvError> {
        let key = read(KEY)?.ok_or(EnvError::Missing { variable: KEY })?;
        let builder = Client::builder().bearer(key);
        Ok(match read(BASE_URL)? {
            Some(url) => builder.base_url(&url),
            None => builder,
        })
    }
}

/// A variable's value; empty counts as missing.
fn read(variable: &'static str) -> Result<Option<String>, EnvError> {
    match env::var(variable) {
        Ok(value) if value.trim().is_empty() => Ok(None),
        Ok(value) => Ok(Some(value)),
        Err(VarError::NotPresent) => Ok(None),
        Err(VarError::NotUnicode(_)) => Err(EnvError::NotUnicode { variable }),
    }
}

/// Why the environment gave no client.
#[non_exhaustive]
pub enum EnvError {
    /// A variable that is needed is missing or empty.
    #[non_exhaustive]
    Missing {
        /// Its name.
        variable: &'static str,
    },
    /// A variable is not Unicode.
    #[non_exhaustive]
    NotUnicode {
        /// Its name.
        variable: &'static str,
    },
    /// The values make no client.
    Build(BuildError),
}

impl std::fmt::Display for EnvError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Missing { variable } => write!(
                f,
                "{variable} is not set: make a key in the web interface under /settings/api-keys and set it"
            ),
            Self::NotUnicode { variable } => write!(f, "{variable} is not Unicode"),
            Self::Build(error) => error.fmt(f),
        }
    }
}

/// With what to do: a `main` that returns it prints this.
impl std::fmt::Debug for EnvError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "EnvError({self})")
    }
}

impl std::error::Error for EnvError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            // Shown as itself: what follows is its own source.
            Self::Build(error) => error.source(),
            Self::Missing { .. } | Self::NotUnicode { .. } => None,
        }
    }
}

impl From<BuildError> for EnvError {
    fn from(error: BuildError) -> Self {
        Self::Build(error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_to_do_is_in_what_a_main_prints() {
        let error = EnvError::Missing { variable: KEY };
        for text in [error.to_string(), format!("{error:?}")] {
            assert!(
                text.contains("COTOOL_API_KEY is not set: make a key"),
                "{text}"
            );
        }
    }
}
