//! Taking secrets out of what is recorded.

use std::collections::BTreeMap;

use http::header::{CONTENT_TYPE, LOCATION, SET_COOKIE};
use http::{HeaderMap, HeaderName};
use percent_encoding::percent_decode_str;
use serde_json::Value;
use url::Url;

use super::recording::Content;
use crate::runtime::redact::{REDACTED, Secrets, is_telling};

/// Takes secrets out. One that comes again gets the same stand-in, so that a token that is handed out and then sent back
/// can still be told from others.
#[derive(Default)]
pub(super) struct Cleaner {
    known: BTreeMap<String, usize>,
}

impl Cleaner {
    /// What stands for a secret.
    fn stand_in(&mut self, secret: &str) -> String {
        let next = self.known.len() + 1;
        let number = *self.known.entry(secret.to_owned()).or_insert(next);
        format!("{REDACTED}-{number}")
    }

    /// The URL without user, and without what is secret in its query by name or by value.
    pub(super) fn url(&mut self, url: &Url, secrets: &Secrets) -> String {
        let mut shown = url.clone();
        shown.set_fragment(None);
        // These fail only on URLs that cannot hold a user anyway.
        let _ = shown.set_username("");
        let _ = shown.set_password(None);
        if let Some(query) = url.query() {
            shown.set_query(Some(&self.pairs(query, secrets)));
        }
        secrets.blot(shown.into())
    }

    /// Pairs of a query or a form.
    fn pairs(&mut self, text: &str, secrets: &Secrets) -> String {
        let pairs: Vec<String> = text
            .split('&')
            .map(|pair| {
                let Some((name, value)) = pair.split_once('=') else {
                    return pair.to_owned();
                };
                let decode = |text: &str| {
                    let text = text.replace('+', " ");
                    percent_decode_str(&text).decode_utf8_lossy().into_owned()
                };
                let decoded = decode(value);
                if is_telling(&decode(name)) || secrets.blot(decoded.clone()) != decoded {
                    format!("{name}={}", self.stand_in(&decoded))
                } else {
                    pair.to_owned()
                }
            })
            .collect();
        pairs.join("&")
    }

    /// The headers; those that are secret keep their name only.
    pub(super) fn headers(
        &mut self,
        headers: &HeaderMap,
        secrets: &Secrets,
    ) -> Vec<(String, String)> {
        let secret = |name: &HeaderName| *name == SET_COOKIE || is_telling(name.as_str());
        headers
            .iter()
            .map(|(name, value)| {
                let text = String::from_utf8_lossy(value.as_bytes());
                let shown = if value.is_sensitive() || secret(name) {
                    REDACTED.to_owned()
                } else if *name == LOCATION {
                    match Url::parse(&text) {
                        Ok(url) => self.url(&url, secrets),
                        Err(_) => secrets.blot(text.into_owned()),
                    }
                } else {
                    secrets.blot(text.into_owned())
                };
                (name.as_str().to_owned(), shown)
            })
            .collect()
    }

    /// A body: JSON without the texts whose name says that they are secret, forms likewise, and anything without what
    /// the request proved itself with.
    pub(super) fn body(&mut self, headers: &HeaderMap, body: &[u8], secrets: &Secrets) -> Content {
        if body.is_empty() {
            return Content::Empty;
        }
        if let Ok(mut value) = serde_json::from_slice::<Value>(body) {
            self.value(&mut value, secrets);
            return Content::Json(value);
        }
        let Ok(text) = std::str::from_utf8(body) else {
            return self.binary(body, secrets);
        };
        let is_form = headers
            .get(CONTENT_TYPE)
            .and_then(|kind| kind.to_str().ok())
            .is_some_and(|kind| kind.starts_with("application/x-www-form-urlencoded"));
        Content::Text(if is_form {
            self.pairs(text, secrets)
        } else {
            secrets.blot(text.to_owned())
        })
    }

    fn binary(&self, body: &[u8], secrets: &Secrets) -> Content {
        let text = String::from_utf8_lossy(body).into_owned();
        if secrets.blot(text.clone()) == text {
            Content::of_bytes(body)
        } else {
            Content::Removed
        }
    }

    fn value(&mut self, value: &mut Value, secrets: &Secrets) {
        match value {
            Value::String(text) => *text = secrets.blot(std::mem::take(text)),
            Value::Array(items) => {
                for item in items {
                    self.value(item, secrets);
                }
            }
            Value::Object(members) => {
                let named = |name: &String| secrets.blot(name.clone()) != *name;
                if members.keys().any(named) {
                    let all = std::mem::take(members).into_iter();
                    *members = all
                        .map(|(name, member)| (secrets.blot(name), member))
                        .collect();
                }
                for (name, member) in members {
                    match member {
                        Value::String(text) if is_secret_member(name) => {
                            *text = self.stand_in(text);
                        }
                        other => self.value(other, secrets),
                    }
                }
            }
            _ => {}
        }
    }
}

/// Whether a member of this name holds a secret. `author` and `sessionTitle` do not, so the list is shorter than that for
/// headers and parameters.
fn is_secret_member(name: &str) -> bool {
    const PARTS: [&str; 8] = [
        "token",
        "secret",
        "passw",
        "credential",
        "apikey",
        "privatekey",
        "authorization",
        "signature",
    ];
    let name: String = name
        .chars()
        .filter(|c| !matches!(c, '_' | '-'))
        .flat_map(char::to_lowercase)
        .collect();
    PARTS.iter().any(|part| name.contains(part)) || name == "cookie"
}
