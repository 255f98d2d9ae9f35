//! Programs that get their tokens where the API's description says.

use url::Url;

use super::{ClientCredentials, Credential};
use crate::runtime::{Api, SecretString};

/// A provider of tokens for each scheme whose token URL is known.
pub(crate) fn programs(
    api: &'static Api,
    base: &Url,
    id: &str,
    secret: &SecretString,
    plain_http_hosts: &[String],
) -> Result<Vec<(String, Credential)>, String> {
    let mut found = Vec::new();
    for scheme in api.schemes {
        let Some(text) = scheme.tokens() else {
            continue;
        };
        let url = base.join(text).map_err(|error| {
            format!(
                "the token URL `{text}` of the security scheme `{}` is not valid: {error}; give the right one to \
                 `ClientCredentials::new`, and that to `ClientBuilder::token_provider`",
                scheme.name()
            )
        })?;
        let tokens = ClientCredentials::new(url, id, secret.clone());
        let tokens = plain_http_hosts
            .iter()
            .fold(tokens, |tokens, host| tokens.allow_plain_http(host));
        found.push((scheme.name().to_owned(), Credential::tokens(tokens)));
    }
    if found.is_empty() {
        return Err(
            "the description of the API names no token URL for client credentials; give one to `ClientCredentials::new`, \
             and that to `ClientBuilder::token_provider`"
                .to_owned(),
        );
    }
    Ok(found)
}
