//! Links: which ones are real, and where they end.

/// `[text](target)` at the start of a text.
pub(super) struct Link<'a> {
    /// Between the brackets, as written.
    pub(super) text: &'a str,
    /// The address, if it leads to the web or to a mailbox.
    pub(super) target: Option<String>,
    /// Bytes that the whole link takes.
    pub(super) length: usize,
}

/// Longest text of a link, and longest address.
const LONGEST: usize = 2_000;

/// Reads an inline link. `None` if there is none, whatever else stands in brackets there.
pub(super) fn parse(text: &str) -> Option<Link<'_>> {
    if !within(text, LONGEST).contains("](") {
        return None;
    }
    let close = matching(text, '[', ']')?;
    let after = text.get(close + 1..)?;
    let end = matching(after, '(', ')')?;
    let inner = after.get(1..end)?.trim();
    let address = match inner.strip_prefix('<') {
        Some(quoted) => quoted.split('>').next()?,
        None => inner.split_whitespace().next().unwrap_or_default(),
    };
    let address = address.replace('(', "%28").replace(')', "%29");
    Some(Link {
        text: text.get(1..close)?,
        target: (is_web(&address) || address.strip_prefix("mailto:").is_some_and(is_mail))
            .then_some(address),
        length: close + 1 + end + 1,
    })
}

/// Offset of the bracket that closes the one which `text` starts with. Not looked for beyond what a link could be.
fn matching(text: &str, open: char, close: char) -> Option<usize> {
    let text = within(text, LONGEST);
    if !text.starts_with(open) {
        return None;
    }
    let mut depth = 0usize;
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        if escaped {
            escaped = false;
        } else if c == '\\' {
            escaped = true;
        } else if c == open {
            depth += 1;
        } else if c == close {
            depth -= 1;
            if depth == 0 {
                return Some(at);
            }
        }
    }
    None
}

/// The start of a text, of at most so many bytes: what is looked for in all of a text, again and again, takes too long.
pub(super) fn within(text: &str, bytes: usize) -> &str {
    let end = (0..=bytes.min(text.len()))
        .rev()
        .find(|end| text.is_char_boundary(*end));
    text.get(..end.unwrap_or(0)).unwrap_or_default()
}

/// Whether this is an address of the web that can stand in a link as it is.
pub(super) fn is_web(address: &str) -> bool {
    scheme(address)
        .and_then(|length| address.get(length..))
        .is_some_and(|rest| {
            rest.starts_with(|c: char| c.is_ascii_alphanumeric())
                && rest.chars().all(is_address_char)
        })
}

/// Whether this is a mail address.
pub(super) fn is_mail(address: &str) -> bool {
    let plain = |part: &str| {
        !part.is_empty()
            && part.starts_with(|c: char| c.is_ascii_alphanumeric())
            && part.ends_with(|c: char| c.is_ascii_alphanumeric())
            && part
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '+'))
    };
    address.split_once('@').is_some_and(|(name, host)| {
        plain(name) && plain(host) && host.contains('.') && !host.contains('_')
    })
}

/// The address that `text` starts with, without the punctuation of the sentence around it.
pub(super) fn bare_address(text: &str) -> Option<&str> {
    scheme(text)?;
    let mut open = 0usize;
    let end = text
        .find(|c: char| {
            match c {
                '(' => open += 1,
                ')' if open == 0 => return true,
                ')' => open -= 1,
                _ => {}
            }
            c.is_whitespace() || matches!(c, '<' | '>' | '"' | '`' | '\\' | '|' | '[' | ']' | '\0')
        })
        .unwrap_or(text.len());
    Some(
        text.get(..end)?
            .trim_end_matches(['.', ',', ';', ':', '!', '?', '*', '_', '~', '\'']),
    )
}

fn scheme(address: &str) -> Option<usize> {
    ["https://", "http://"].into_iter().find_map(|scheme| {
        let start = address.get(..scheme.len())?;
        start.eq_ignore_ascii_case(scheme).then_some(scheme.len())
    })
}

fn is_address_char(c: char) -> bool {
    c.is_ascii_alphanumeric() || "-._~:/?#@!$&'()*+,;=%".contains(c)
}
