//! Keeping secrets out of what people read.

use url::Url;

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

/// The text with every occurrence of a secret blotted out: servers like to quote what they refuse.
pub(crate) fn text(text: String, secrets: &[&str]) -> String {
    // Shorter ones occur by chance, and would be told by what is left.
    const SHORTEST: usize = 6;
    secrets
        .iter()
        .filter(|secret| secret.len() >= SHORTEST)
        .fold(text, |text, secret| {
            if text.contains(*secret) {
                text.replace(*secret, REDACTED)
            } else {
                text
            }
        })
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
        assert_eq!(
            text("bad key sk-12345!".to_owned(), &["sk-12345", "b"]),
            "bad key REDACTED!"
        );
    }
}
