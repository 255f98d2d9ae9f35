//! The credentials of a client, and which of them an operation needs.

use std::collections::BTreeMap;
use std::fmt;

use http::header::AUTHORIZATION;
use http::{HeaderMap, HeaderName};

use super::Credential;
use crate::runtime::api::{Api, Scheme, SchemeKind};

/// The credentials of a client.
#[derive(Debug, Default)]
pub(crate) struct Keyring {
    schemes: &'static [Scheme],
    by_scheme: BTreeMap<&'static str, Credential>,
    /// For every operation of an API whose description knows no schemes.
    everywhere: Vec<(Scheme, Credential)>,
}

/// No alternative of an operation can be satisfied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Missing(String);

impl fmt::Display for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Keyring {
    /// The credentials that were given by name go to that scheme, the others to every scheme of their kind that has
    /// none by name.
    pub(crate) fn new(
        api: &'static Api,
        named: Vec<(String, Credential)>,
        general: Vec<Credential>,
    ) -> Result<Self, String> {
        let mut ring = Self {
            schemes: api.schemes,
            ..Self::default()
        };
        for (name, credential) in named {
            let scheme = ring.scheme(&name).ok_or_else(|| {
                format!(
                    "the API has no security scheme `{name}`; it has {}",
                    ring.listed()
                )
            })?;
            if !credential.fits(scheme.kind()) {
                return Err(format!(
                    "the security scheme {} does not take {}",
                    described(scheme),
                    credential.describe()
                ));
            }
            ring.put(*scheme, credential)?;
        }
        let taken: Vec<&str> = ring.by_scheme.keys().copied().collect();
        for credential in general {
            if ring.schemes.is_empty() {
                ring.put_everywhere(credential)?;
                continue;
            }
            let fitting: Vec<Scheme> = ring
                .schemes
                .iter()
                .filter(|scheme| credential.fits(scheme.kind()))
                .copied()
                .collect();
            if fitting.is_empty() {
                return Err(format!(
                    "no security scheme of the API takes {}; it has {}",
                    credential.describe(),
                    ring.listed()
                ));
            }
            for scheme in fitting {
                if !taken.contains(&scheme.name()) {
                    ring.put(scheme, credential.clone())?;
                }
            }
        }
        Ok(ring)
    }

    fn put(&mut self, scheme: Scheme, credential: Credential) -> Result<(), String> {
        if let Some(fault) = credential.fault() {
            return Err(format!("the credential for {} {fault}", described(&scheme)));
        }
        if let SchemeKind::HeaderKey(name) = scheme.kind()
            && HeaderName::from_bytes(name.as_bytes()).is_err()
        {
            return Err(format!(
                "the security scheme {} has no name that a header can have",
                described(&scheme)
            ));
        }
        self.by_scheme.insert(scheme.name(), credential);
        Ok(())
    }

    fn put_everywhere(&mut self, credential: Credential) -> Result<(), String> {
        let scheme = [Scheme::bearer("bearer"), Scheme::basic("basic")]
            .into_iter()
            .find(|scheme| credential.fits(scheme.kind()))
            .ok_or_else(|| {
                format!(
                    "the description of the API has no security schemes, so where {} goes is not known; \
                     set the header with `ClientBuilder::header`",
                    credential.describe()
                )
            })?;
        if let Some(fault) = credential.fault() {
            return Err(format!("the {} credential {fault}", scheme.name()));
        }
        self.everywhere
            .retain(|(known, _)| known.kind() != scheme.kind());
        self.everywhere.push((scheme, credential));
        Ok(())
    }

    fn scheme(&self, name: &str) -> Option<&'static Scheme> {
        self.schemes.iter().find(|scheme| scheme.name() == name)
    }

    fn listed(&self) -> String {
        let all: Vec<String> = self.schemes.iter().map(described).collect();
        if all.is_empty() {
            "none".to_owned()
        } else {
            all.join(", ")
        }
    }

    /// What to prove for an operation with these alternatives: the first that can be satisfied and asks for
    /// something, else nothing if that is allowed. `headers` are those of the request: what the caller set by hand
    /// satisfies a scheme too.
    pub(crate) fn choose(
        &self,
        alternatives: &[&[&'static str]],
        headers: &HeaderMap,
    ) -> Result<Vec<(Scheme, Credential)>, Missing> {
        if self.schemes.is_empty() {
            return Ok(self.everywhere.clone());
        }
        for alternative in alternatives.iter().filter(|names| !names.is_empty()) {
            if let Some(chosen) = self.satisfied(alternative, headers) {
                return Ok(chosen);
            }
        }
        if alternatives.is_empty() || alternatives.iter().any(|names| names.is_empty()) {
            return Ok(Vec::new());
        }
        let wanted: Vec<String> = alternatives
            .iter()
            .map(|names| {
                let names: Vec<String> = names
                    .iter()
                    .map(|name| {
                        self.scheme(name)
                            .map_or_else(|| format!("`{name}`"), described)
                    })
                    .collect();
                names.join(" together with ")
            })
            .collect();
        Err(Missing(format!(
            "no credential: the operation asks for {}; give it to `ClientBuilder`",
            wanted.join(", or ")
        )))
    }

    fn satisfied(
        &self,
        names: &[&'static str],
        headers: &HeaderMap,
    ) -> Option<Vec<(Scheme, Credential)>> {
        let mut chosen = Vec::with_capacity(names.len());
        for name in names {
            let scheme = self.scheme(name)?;
            if let Some(credential) = self.by_scheme.get(name) {
                chosen.push((*scheme, credential.clone()));
            } else if !set_by_hand(scheme.kind(), headers) {
                return None;
            }
        }
        Some(chosen)
    }

    /// Names of query parameters that hold keys.
    pub(crate) fn query_keys(&self) -> Vec<&'static str> {
        self.schemes
            .iter()
            .filter_map(|scheme| match scheme.kind() {
                SchemeKind::QueryKey(name) => Some(name),
                _ => None,
            })
            .collect()
    }
}

fn set_by_hand(kind: SchemeKind, headers: &HeaderMap) -> bool {
    match kind {
        SchemeKind::Bearer | SchemeKind::Basic | SchemeKind::Http(_) => {
            headers.contains_key(AUTHORIZATION)
        }
        SchemeKind::HeaderKey(name) => headers.contains_key(name),
        SchemeKind::QueryKey(_) | SchemeKind::CookieKey(_) | SchemeKind::MutualTls => false,
    }
}

/// The scheme for people: `` `ApiKeyAuth` (header `X-Api-Key`) ``.
fn described(scheme: &Scheme) -> String {
    let how = match scheme.kind() {
        SchemeKind::Bearer => "a bearer token".to_owned(),
        SchemeKind::Basic => "a user and password".to_owned(),
        SchemeKind::HeaderKey(name) => format!("a key in the header `{name}`"),
        SchemeKind::QueryKey(name) => format!("a key in the query parameter `{name}`"),
        SchemeKind::CookieKey(name) => format!("a key in the cookie `{name}`"),
        SchemeKind::Http(scheme) => format!("the HTTP scheme `{scheme}`"),
        SchemeKind::MutualTls => "a client certificate".to_owned(),
    };
    format!("`{}` ({how})", scheme.name())
}
