//! Percent-encoding, by place.

use std::borrow::Cow;

use percent_encoding::{AsciiSet, CONTROLS, NON_ALPHANUMERIC, utf8_percent_encode};

/// All but the unreserved characters of RFC 3986.
const UNRESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// What cannot stand in a query, and what would be read as something else there: `&` ends the pair, `#` the query,
/// and `+` is a space.
const RESERVED: &AsciiSet = &UNRESERVED
    .remove(b':')
    .remove(b'/')
    .remove(b'?')
    .remove(b'[')
    .remove(b']')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b',')
    .remove(b';')
    .remove(b'=');

/// What cannot stand in a segment of a path (RFC 3986, 3.3).
const SEGMENT: &AsciiSet = &UNRESERVED
    .remove(b':')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'&')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b'+')
    .remove(b',')
    .remove(b';')
    .remove(b'=');

/// What cannot stand in the value of a cookie (RFC 6265), and the sign of the encoding itself.
const COOKIE: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b',')
    .add(b';')
    .add(b'\\')
    .add(b'%');

/// What is escaped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Escape {
    /// All but letters, digits and `-._~`: for paths and queries.
    All,
    /// Reserved characters are sent as they are, and so is what is percent-encoded already (`allowReserved`).
    KeepReserved,
    /// The same in a path: what ends a segment is escaped.
    KeepInPath,
    /// What a cookie cannot hold.
    Cookie,
    /// The same, and what is percent-encoded already is sent as it is (`allowReserved`).
    KeepInCookie,
    /// As in `application/x-www-form-urlencoded`: a space is `+`.
    Form,
    /// Nothing: for headers.
    Nothing,
}

/// The text, escaped.
pub(crate) fn escape(text: &str, escape: Escape) -> Cow<'_, str> {
    match escape {
        Escape::All => utf8_percent_encode(text, UNRESERVED).into(),
        Escape::Cookie => utf8_percent_encode(text, COOKIE).into(),
        Escape::Form => url::form_urlencoded::byte_serialize(text.as_bytes())
            .collect::<String>()
            .into(),
        Escape::Nothing => Cow::Borrowed(text),
        Escape::KeepReserved => keep_encoded(text, RESERVED),
        Escape::KeepInPath => keep_encoded(text, SEGMENT),
        Escape::KeepInCookie => keep_encoded(text, COOKIE),
    }
}

/// Triplets that are encoded already stay; any other `%` is encoded.
fn keep_encoded<'t>(text: &'t str, set: &'static AsciiSet) -> Cow<'t, str> {
    if !text.contains('%') {
        return utf8_percent_encode(text, set).into();
    }
    let mut escaped = String::with_capacity(text.len());
    let mut pieces = text.split('%');
    if let Some(first) = pieces.next() {
        escaped.extend(utf8_percent_encode(first, set));
    }
    for piece in pieces {
        let digits = piece.bytes().take(2).filter(u8::is_ascii_hexdigit).count();
        escaped.push_str(if digits == 2 { "%" } else { "%25" });
        escaped.extend(utf8_percent_encode(piece, set));
    }
    Cow::Owned(escaped)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_place_has_its_set() {
        let text = "a-._~ z/?#[]@!$&'()*+,;=:%\"\\é\n";
        assert_eq!(
            escape(text, Escape::All),
            "a-._~%20z%2F%3F%23%5B%5D%40%21%24%26%27%28%29%2A%2B%2C%3B%3D%3A%25%22%5C%C3%A9%0A"
        );
        assert_eq!(
            escape(text, Escape::KeepReserved),
            "a-._~%20z/?%23[]@!$%26'()*%2B,;=:%25%22%5C%C3%A9%0A"
        );
        assert_eq!(
            escape(text, Escape::Cookie),
            "a-._~%20z/?#[]@!$&'()*+%2C%3B=:%25%22%5C%C3%A9%0A"
        );
        assert_eq!(
            escape(text, Escape::KeepInPath),
            "a-._~%20z%2F%3F%23%5B%5D@!$&'()*+,;=:%25%22%5C%C3%A9%0A"
        );
        assert_eq!(escape("a%2Fb%c d", Escape::KeepInCookie), "a%2Fb%25c%20d");
        assert_eq!(escape(text, Escape::Nothing), text);
        assert_eq!(escape("a b~*é&", Escape::Form), "a+b%7E*%C3%A9%26");
    }

    #[test]
    fn encoded_triplets_stay_with_allow_reserved() {
        assert_eq!(
            escape("a%2Fb%zz%4 %", Escape::KeepReserved),
            "a%2Fb%25zz%254%20%25"
        );
        assert_eq!(escape("%é0", Escape::KeepReserved), "%25%C3%A90");
    }
}
