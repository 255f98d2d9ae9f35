//! Documented headers of answers, read as what the document says of them.

#![allow(
    dead_code,
    reason = "which of these an API needs depends on its document"
)]

use http::HeaderMap;
use serde::de::DeserializeOwned;

/// A header that holds one value.
pub(crate) fn value<T: DeserializeOwned>(headers: &HeaderMap, name: &str) -> Option<T> {
    scalar(headers.get(name)?.to_str().ok()?.trim())
}

/// A header that holds a list: parted by commas, or sent several times (RFC 9110, *Field Lines and Combined Field
/// Value*).
pub(crate) fn list<T: DeserializeOwned>(headers: &HeaderMap, name: &str) -> Option<Vec<T>> {
    let mut items = Vec::new();
    for line in headers.get_all(name) {
        for item in line.to_str().ok()?.split(',').map(str::trim) {
            if !item.is_empty() {
                items.push(scalar(item)?);
            }
        }
    }
    headers.contains_key(name).then_some(items)
}

/// A header that holds JSON text.
pub(crate) fn json<T: DeserializeOwned>(headers: &HeaderMap, name: &str) -> Option<T> {
    serde_json::from_str(headers.get(name)?.to_str().ok()?).ok()
}

/// Text as it is where a string is wanted, and else as the number or boolean that it spells.
fn scalar<T: DeserializeOwned>(text: &str) -> Option<T> {
    serde_json::from_value(text.into())
        .or_else(|_| serde_json::from_str(text))
        .ok()
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    fn headers(lines: &[(&'static str, &'static str)]) -> HeaderMap {
        lines
            .iter()
            .map(|(name, text)| {
                (
                    http::HeaderName::from_static(name),
                    HeaderValue::from_static(text),
                )
            })
            .collect()
    }

    #[test]
    fn values_are_what_is_asked_for() {
        let headers = headers(&[("n", "42"), ("b", "true"), ("s", " 42 "), ("bad", "many")]);
        assert_eq!(value::<i64>(&headers, "n"), Some(42));
        assert_eq!(value::<bool>(&headers, "b"), Some(true));
        assert_eq!(value::<String>(&headers, "s"), Some("42".to_owned()));
        assert_eq!(value::<i64>(&headers, "bad"), None);
        assert_eq!(value::<i64>(&headers, "absent"), None);
    }

    #[test]
    fn lists_are_parted_by_commas_and_lines() {
        let mut headers = headers(&[("l", "1, 2"), ("bad", "1,x")]);
        headers.append("l", HeaderValue::from_static("3,"));
        assert_eq!(list::<i64>(&headers, "l"), Some(vec![1, 2, 3]));
        assert_eq!(list::<i64>(&headers, "bad"), None);
        assert_eq!(list::<i64>(&headers, "absent"), None);
    }

    #[test]
    fn json_is_read_as_json() {
        let headers = headers(&[("j", "{\"a\": 1}"), ("s", "a")]);
        assert_eq!(
            json::<serde_json::Value>(&headers, "j"),
            Some(serde_json::json!({"a": 1}))
        );
        assert_eq!(json::<serde_json::Value>(&headers, "s"), None);
    }
}
