//! `spec/source.toml`: where the document comes from, and which bytes of it are here.

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use time::OffsetDateTime;
use time::macros::format_description;

use crate::error::Error;
use crate::source;
use crate::workspace::{Workspace, shown};

/// Below the workspace's root.
pub(super) const PATH: &str = "spec/source.toml";

const HEADER: &str = "# Where the document is published. `cargo xtask spec fetch` fetches it from there and notes what it got.\n";

/// Where the document comes from.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Origin {
    /// Its address.
    pub(super) url: String,
    /// The day on which what is here was fetched (UTC).
    #[serde(skip_serializing_if = "Option::is_none")]
    fetched: Option<String>,
    /// SHA-256 of the bytes that were fetched.
    #[serde(skip_serializing_if = "Option::is_none")]
    sha256: Option<String>,
}

impl Origin {
    pub(super) fn read(workspace: &Workspace) -> Result<Self, Error> {
        let path = workspace.join(PATH);
        toml::from_str(&source::text(&path)?).map_err(|e| Error::input(shown(&path), e.to_string()))
    }

    /// What is to be noted about bytes that were fetched now; the same bytes keep their day.
    pub(super) fn now(url: &str, sha256: &str, known: &Self) -> Result<Self, Error> {
        if known.url == url && known.sha256.as_deref() == Some(sha256) {
            return Ok(known.clone());
        }
        let today = OffsetDateTime::now_utc()
            .format(format_description!("[year]-[month]-[day]"))
            .map_err(|e| Error::plain(format!("cannot tell the date: {e}")))?;
        Ok(Self {
            url: url.to_owned(),
            fetched: Some(today),
            sha256: Some(sha256.to_owned()),
        })
    }

    pub(super) fn text(&self) -> String {
        let mut text = HEADER.to_owned();
        let fields = [
            ("url", Some(&self.url)),
            ("fetched", self.fetched.as_ref()),
            ("sha256", self.sha256.as_ref()),
        ];
        for (key, value) in fields {
            if let Some(value) = value {
                text.push_str(&format!("{key} = {}\n", toml::Value::from(value.as_str())));
            }
        }
        text
    }
}

/// The SHA-256 of a text, in hexadecimal.
pub(super) fn sha256(text: &str) -> String {
    let digest = Sha256::digest(text.as_bytes());
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digest_is_that_of_everybody_else() {
        assert_eq!(
            sha256("abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }

    #[test]
    fn what_is_written_is_read_again() {
        let known = Origin {
            url: "https://example.com/\"x\".json".to_owned(),
            fetched: None,
            sha256: None,
        };
        let now = Origin::now(&known.url, "00", &known).unwrap();
        assert_eq!(toml::from_str::<Origin>(&now.text()).unwrap(), now);
        assert_eq!(Origin::now(&known.url, "00", &now).unwrap(), now);
    }
}
