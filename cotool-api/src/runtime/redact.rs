//! Keeping secrets out of what people read.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use http::HeaderMap;
use url::Url;

use super::SecretString;
use super::param::{Escape, escape};

/// What stands where a secret was.
pub(crate) const REDACTED: &str = "REDACTED";

/// Parts of names of parameters and headers that hold secrets, whoever put them there.
const TELLING: &[&str] = &[
    "token",
    "secret",
    "passw",
    "signature",
    "credential",
    "apikey",
    "auth",
    "session",
];
const TELLING_WHOLE: &[&str] = &[
    "key",
    "sig",
    "code",
    "pwd",
    "api_key",
    "api-key",
    "x-api-key",
    "cookie",
    "access_key",
];

/// Whether a parameter or a header of this name is taken to hold a secret.
pub(crate) fn is_telling(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    TELLING.iter().any(|part| name.contains(part)) || TELLING_WHOLE.contains(&name.as_str())
}

/// The URL without user and password, and with secrets in its query blotted out: those of `names`, and those whose
/// name says it.
pub(crate) fn url(url: &Url, names: &[&str]) -> String {
    let mut shown = url.clone();
    shown.set_fragment(None);
    // These fail only on URLs that cannot hold a user anyway.
    let _ = shown.set_username("");
    let _ = shown.set_password(None);
    if let Some(query) = url.query() {
        let pairs: Vec<String> = query
            .split('&')
            .map(|pair| {
                let name = pair.split('=').next().unwrap_or_default();
                let decoded = percent_encoding::percent_decode_str(name).decode_utf8_lossy();
                if names.contains(&decoded.as_ref()) || is_telling(&decoded) {
                    format!("{name}={REDACTED}")
                } else {
                    pair.to_owned()
                }
            })
            .collect();
        shown.set_query(Some(&pairs.join("&")));
    }
    shown.into()
}

/// What must not be shown of a call, wherever a server puts it: many like to quote what they refuse.
#[derive(Default, Clone)]
pub(crate) struct Secrets(Vec<SecretString>);

impl Secrets {
    /// Shorter ones occur by chance, and would be told by what is left.
    const SHORTEST: usize = 6;

    /// Those that the caller put into the request by hand.
    pub(crate) fn of(headers: &HeaderMap, url: &Url) -> Self {
        let mut secrets = Self::default();
        for value in headers.values().filter(|value| value.is_sensitive()) {
            // What is before it is the scheme of `Authorization`.
            let text = value.to_str().unwrap_or_default();
            secrets.add(text.rsplit(' ').next().unwrap_or_default());
        }
        for (_, value) in url.query_pairs().filter(|(name, _)| is_telling(name)) {
            secrets.add(&value);
        }
        secrets
    }

    pub(crate) fn add(&mut self, secret: &str) {
        let known = |known: &SecretString| known.expose() == secret;
        if secret.len() >= Self::SHORTEST && !self.0.iter().any(known) {
            self.0.push(SecretString::from(secret));
        }
    }

    /// Those of both.
    #[cfg(feature = "mock")]
    pub(crate) fn extend(&mut self, more: &Self) {
        for secret in &more.0 {
            self.add(secret.expose());
        }
    }

    /// The text with every occurrence of a secret blotted out.
    pub(crate) fn blot(&self, mut text: String) -> String {
        for secret in &self.0 {
            for form in forms(secret.expose()) {
                if text.contains(&form) {
                    text = text.replace(&form, REDACTED);
                }
            }
        }
        text
    }

    /// The value as `Debug` writes it, with every occurrence of a secret blotted out.
    pub(crate) fn shown<'a>(&'a self, value: &'a dyn fmt::Debug) -> Shown<'a> {
        Shown {
            value,
            secrets: self,
        }
    }
}

/// What a secret may be written as: as it is, as `Debug` and JSON write it, in a URL, in a form, and in base64.
fn forms(secret: &str) -> Vec<String> {
    let debug = format!("{secret:?}");
    let json = serde_json::Value::from(secret).to_string();
    let inside = |quoted: &str| {
        let from = quoted.strip_prefix('"').unwrap_or(quoted);
        from.strip_suffix('"').unwrap_or(from).to_owned()
    };
    let in_url = escape(secret, Escape::All).into_owned();
    let form: String = url::form_urlencoded::byte_serialize(secret.as_bytes()).collect();
    let base64 = STANDARD.encode(secret);
    vec![
        secret.to_owned(),
        inside(&debug),
        inside(&json),
        lower_escapes(&in_url),
        in_url,
        form,
        base64.trim_end_matches('=').to_owned(),
        URL_SAFE_NO_PAD.encode(secret),
    ]
}

/// The same with the hexadecimal digits of its escapes in lower case.
fn lower_escapes(text: &str) -> String {
    let mut parts = text.split('%');
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (digits, rest) = part.split_at_checked(2).unwrap_or((part, ""));
        out.push('%');
        out.push_str(&digits.to_ascii_lowercase());
        out.push_str(rest);
    }
    out
}

/// See [`Secrets::shown`].
pub(crate) struct Shown<'a> {
    value: &'a dyn fmt::Debug,
    secrets: &'a Secrets,
}

impl fmt::Debug for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = if f.alternate() {
            format!("{:#?}", self.value)
        } else {
            format!("{:?}", self.value)
        };
        f.write_str(&self.secrets.blot(text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_in_urls_are_blotted_out() {
        let cases = [
            ("https://u:p@h/a?b=c#d", "https://h/a?b=c"),
            (
                "https://h/a?k%65y2=s&b=c",
                "https://h/a?k%65y2=REDACTED&b=c",
            ),
            (
                "https://h/a?X-Amz-Signature=s&api_key=t",
                "https://h/a?X-Amz-Signature=REDACTED&api_key=REDACTED",
            ),
            (
                "https://h/a?access_token",
                "https://h/a?access_token=REDACTED",
            ),
            ("https://h/a", "https://h/a"),
        ];
        for (from, to) in cases {
            assert_eq!(url(&Url::parse(from).unwrap(), &["key2"]), to);
        }
    }

    #[test]
    fn secrets_in_texts_are_blotted_out() {
        let mut headers = HeaderMap::new();
        let mut value = http::HeaderValue::from_static("Bearer sk-12345");
        value.set_sensitive(true);
        headers.insert("authorization", value);
        headers.insert("accept", http::HeaderValue::from_static("text/plain"));
        let url = Url::parse("https://h/?access_token=a%22b4567&q=unsecret").unwrap();
        let mut secrets = Secrets::of(&headers, &url);
        secrets.add("short");
        let text = "Bearer sk-12345, a\"b4567, text/plain, unsecret, short, a%22b4567, YSJiNDU2Nw==, c2stMTIzNDU";
        let blotted = "Bearer REDACTED, REDACTED, text/plain, unsecret, short, REDACTED, REDACTED==, REDACTED";
        assert_eq!(secrets.blot(text.to_owned()), blotted);
        assert_eq!(format!("{:?}", secrets.shown(&"a\"b4567")), "\"REDACTED\"");
        assert_eq!(
            format!("{:#?}", secrets.shown(&["sk-12345"])),
            "[\n    \"REDACTED\",\n]"
        );
    }
}
