//! Bodies of `application/x-www-form-urlencoded`.

use super::Style;
use super::param::{self, Escape, ParamError, Value};

/// The pairs of an object. Members that `as_json` names, and those that pairs cannot hold, are written as JSON text;
/// `json` is the same object for them.
pub(crate) fn encode(
    value: &Value,
    styles: &[(&str, Style, bool)],
    as_json: &[&str],
    json: &dyn Fn() -> serde_json::Result<serde_json::Value>,
) -> Result<String, ParamError> {
    let members = match value {
        Value::Null => return Ok(String::new()),
        Value::Object(members) => members,
        Value::Scalar(_) | Value::List(_) => {
            return Err(ParamError::new("it is not an object"));
        }
    };
    let mut pairs = param::Pairs::new();
    for (name, member) in members {
        if as_json.contains(&name.as_str()) {
            let whole = json().map_err(|error| ParamError::new(error.to_string()))?;
            let text = whole.get(name).map(serde_json::Value::to_string);
            let quoted = |text: &str| param::escape(text, Escape::Form).into_owned();
            pairs.extend(text.map(|text| (quoted(name), quoted(&text))));
            continue;
        }
        let styled = styles.iter().find(|(styled, ..)| styled == name);
        if let Some((_, style, explode)) = styled {
            pairs.extend(param::pairs(name, member, *style, *explode, Escape::Form)?);
        } else if is_flat(member) {
            pairs.extend(param::pairs(name, member, Style::Form, true, Escape::Form)?);
        } else {
            let whole = json().map_err(|error| ParamError::new(error.to_string()))?;
            let texts = match whole.get(name) {
                Some(serde_json::Value::Array(items)) => items
                    .iter()
                    .filter(|item| !item.is_null())
                    .map(text)
                    .collect(),
                Some(other) => vec![text(other)],
                None => Vec::new(),
            };
            let quoted = |text: &str| param::escape(text, Escape::Form).into_owned();
            pairs.extend(texts.iter().map(|text| (quoted(name), quoted(text))));
        }
    }
    let pairs: Vec<String> = pairs
        .into_iter()
        .map(|(name, text)| format!("{name}={text}"))
        .collect();
    Ok(pairs.join("&"))
}

/// Whether pairs alone can hold it.
fn is_flat(value: &Value) -> bool {
    match value {
        Value::Null | Value::Scalar(_) => true,
        Value::List(items) => items
            .iter()
            .all(|item| matches!(item, Value::Null | Value::Scalar(_))),
        Value::Object(_) => false,
    }
}

/// A string as it is, anything else as JSON.
fn text(value: &serde_json::Value) -> String {
    match value {
        serde_json::Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn encoded(
        body: &serde_json::Value,
        styles: &[(&str, Style, bool)],
    ) -> Result<String, ParamError> {
        encode(
            &param::to_value(body).unwrap(),
            styles,
            &["j", "s"],
            &|| Ok(body.clone()),
        )
    }

    #[test]
    fn members_are_pairs() {
        let body = json!({
            "a": "x y&z", "b": [1, null, true], "c": {"k": 1.0}, "d": null, "e": [{"k": "v"}, "s"], "f é": 0.0
        });
        assert_eq!(
            encoded(&body, &[]).unwrap(),
            "a=x+y%26z&b=1&b=true&c=%7B%22k%22%3A1.0%7D&e=%7B%22k%22%3A%22v%22%7D&e=s&f+%C3%A9=0"
        );
    }

    #[test]
    fn styles_are_by_name() {
        let body = json!({"a": [1, 2], "c": {"k": "v w"}, "o": {"x": 1}});
        let styles = [
            ("a", Style::Form, false),
            ("c", Style::DeepObject, true),
            ("o", Style::Form, true),
        ];
        assert_eq!(encoded(&body, &styles).unwrap(), "a=1,2&c%5Bk%5D=v+w&x=1");
    }

    #[test]
    fn a_member_of_json_is_one_text() {
        let body = json!({"j": [1, {"a": null}], "s": "x", "t": "x"});
        assert_eq!(
            encoded(&body, &[]).unwrap(),
            "j=%5B1%2C%7B%22a%22%3Anull%7D%5D&s=%22x%22&t=x"
        );
    }

    #[test]
    fn only_objects_are_forms() {
        assert!(encoded(&json!([1]), &[]).is_err());
        assert_eq!(encoded(&json!(null), &[]).unwrap(), "");
    }
}
