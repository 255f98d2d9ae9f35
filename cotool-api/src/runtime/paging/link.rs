//! The `Link` header (RFC 8288).

use http::HeaderMap;
use http::header::LINK;

/// The target of the first link with `rel="next"`, as the server wrote it. A link from elsewhere (`anchor`) does not count.
pub(super) fn next(headers: &HeaderMap) -> Option<&str> {
    headers
        .get_all(LINK)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .find_map(next_of)
}

fn next_of(mut rest: &str) -> Option<&str> {
    loop {
        rest = rest.trim_start_matches([' ', '\t', ',']);
        let (target, params) = rest.strip_prefix('<')?.split_once('>')?;
        let link = params_of(params);
        if link.is_next && !link.has_anchor {
            return Some(target.trim());
        }
        rest = link.rest;
    }
}

/// What the parameters of a link say.
struct Params<'t> {
    is_next: bool,
    has_anchor: bool,
    /// What comes after the link.
    rest: &'t str,
}

fn params_of(text: &str) -> Params<'_> {
    let mut params = Params {
        is_next: false,
        has_anchor: false,
        rest: text.trim_start(),
    };
    let mut has_rel = false;
    while let Some(after) = params.rest.strip_prefix(';') {
        let end = after.find(['=', ';', ',']).unwrap_or(after.len());
        let (name, after) = after.split_at(end);
        let name = name.trim().to_ascii_lowercase();
        let (value, after) = match after.strip_prefix('=') {
            Some(after) => value_of(after.trim_start()),
            None => ("", after),
        };
        // The first `rel` counts.
        if name == "rel" && !has_rel {
            has_rel = true;
            params.is_next = value
                .split_ascii_whitespace()
                .any(|kind| kind.eq_ignore_ascii_case("next"));
        }
        params.has_anchor |= name == "anchor";
        params.rest = after.trim_start();
    }
    params
}

/// A token, or a text in quotes without them, and what comes after. Escapes are left in the text: relations have none.
fn value_of(text: &str) -> (&str, &str) {
    let Some(quoted) = text.strip_prefix('"') else {
        let end = text.find([';', ',']).unwrap_or(text.len());
        let (value, rest) = text.split_at(end);
        return (value.trim(), rest);
    };
    let mut escaped = false;
    for (index, c) in quoted.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => {
                let (value, rest) = quoted.split_at(index);
                return (value, rest.strip_prefix('"').unwrap_or(rest));
            }
            _ => {}
        }
    }
    (quoted, "")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(values: &[&str]) -> Option<String> {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append(LINK, value.parse().unwrap());
        }
        next(&headers).map(str::to_owned)
    }

    #[test]
    fn the_next_link_is_found_wherever_it_stands() {
        let table: [(&[&str], Option<&str>); 19] = [
            (&[], None),
            (&[""], None),
            (&["<b>; rel=\"next\""], Some("b")),
            (&["<b>;rel=next"], Some("b")),
            (&["<b> ; REL = \"Next\""], Some("b")),
            (&["<b>; rel=\"last next\""], Some("b")),
            (&["<a>; rel=\"prev\", <b>; rel=\"next\""], Some("b")),
            (&["<a>; rel=\"prev\"", "<b>; rel=\"next\""], Some("b")),
            (&["<a,b;c>; rel=\"next\""], Some("a,b;c")),
            (&["<a>; title=\"x, <y>; rel=next\"; rel=prev"], None),
            (&["<a>; title=\"\\\"\"; rel=next"], Some("a")),
            (&["<a>; rel=prev; rel=next"], None),
            (&["<a>; rel=next; anchor=\"#x\", <b>; rel=next"], Some("b")),
            (&["<a>; flag; rel=next"], Some("a")),
            (&["<a>; rel=\"nextish\""], None),
            (&["<a>"], None),
            (&["<a"], None),
            (&["a; rel=next"], None),
            (&["<a>; rel=\"next"], Some("a")),
        ];
        for (values, expected) in table {
            assert_eq!(found(values).as_deref(), expected, "{values:?}");
        }
    }
}
