//! What a server says of an error, in one line.

use serde_json::Value;

use super::Answer;
use super::redact::Secrets;

/// The longest message, in characters.
const LONGEST: usize = 200;

/// Members of an error body that hold words for people, the most telling first.
const MEMBERS: &[&str] = &[
    "message",
    "error_description",
    "detail",
    "error",
    "title",
    "msg",
    "reason",
    "errors",
];

/// The message of an error body: that of a JSON body, else how the text begins. Secrets are blotted out before it is cut: half
/// of one would not be found any more.
pub(crate) fn message(answer: &Answer, secrets: &Secrets) -> Option<String> {
    let found = serde_json::from_slice::<Value>(&answer.body)
        .ok()
        .and_then(|body| said(&body, 0));
    let text = found.unwrap_or_else(|| String::from_utf8_lossy(&answer.body).into_owned());
    let line = one_line(&secrets.blot(text));
    (!line.is_empty()).then_some(line)
}

fn said(value: &Value, depth: u8) -> Option<String> {
    if depth > 4 {
        return None;
    }
    match value {
        Value::String(text) if !text.trim().is_empty() => Some(text.clone()),
        Value::Array(items) => items.iter().find_map(|item| said(item, depth + 1)),
        Value::Object(members) => MEMBERS.iter().find_map(|name| {
            members
                .get(*name)
                .and_then(|member| said(member, depth + 1))
        }),
        _ => None,
    }
}

/// The text without line ends and control characters, cut to length.
fn one_line(text: &str) -> String {
    let clean: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    let mut line = String::new();
    let mut length = 0;
    for word in clean.split_whitespace() {
        let space = usize::from(length > 0);
        let left = LONGEST.saturating_sub(length + space);
        if space == 1 && left > 0 {
            line.push(' ');
        }
        let count = word.chars().count();
        line.extend(word.chars().take(left));
        length += space + count;
        if length > LONGEST {
            line.push('…');
            break;
        }
    }
    line
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, StatusCode};

    use super::*;

    fn of(body: &str) -> Option<String> {
        let answer = Answer::new(StatusCode::BAD_REQUEST, HeaderMap::new(), body.to_owned());
        message(&answer, &Secrets::default())
    }

    #[test]
    fn a_secret_is_not_cut_in_two() {
        let mut secrets = Secrets::default();
        secrets.add("sk-hunter2-0123456789");
        let body = format!("{}sk-hunter2-0123456789", "x".repeat(190));
        let answer = Answer::new(StatusCode::BAD_REQUEST, HeaderMap::new(), body);
        let shown = message(&answer, &secrets).unwrap();
        assert_eq!(shown, format!("{}REDACTED", "x".repeat(190)));
    }

    #[test]
    fn the_words_are_found() {
        let cases = [
            (r#"{"error":"no","message":"because"}"#, "because"),
            (r#"{"error":{"type":"x","message":"deep"}}"#, "deep"),
            (
                r#"{"error":"invalid_grant","error_description":"expired"}"#,
                "expired",
            ),
            (
                r#"{"detail":[{"loc":["a"],"msg":"field required"}]}"#,
                "field required",
            ),
            (r#"{"title":"Not found","status":404}"#, "Not found"),
            (r#"{"title":"T","detail":"D"}"#, "D"),
            (
                r#"{"errors":[{"message":"first"},{"message":"second"}]}"#,
                "first",
            ),
            (r#""just text""#, "just text"),
            (r#"{"code":7}"#, r#"{"code":7}"#),
            ("<h1>\n  Bad\tGateway\u{7}</h1>", "<h1> Bad Gateway </h1>"),
            (r#"{"message":"","error":"e"}"#, "e"),
        ];
        for (body, words) in cases {
            assert_eq!(of(body).as_deref(), Some(words), "{body}");
        }
        assert_eq!(of(""), None);
        assert_eq!(of(" \n"), None);
    }

    #[test]
    fn long_words_are_cut() {
        let long = of(&"é".repeat(1000)).unwrap();
        assert_eq!(long, format!("{}…", "é".repeat(200)));
        let words = of(&"ab ".repeat(400)).unwrap();
        assert_eq!(words.chars().count(), 201);
        assert_eq!(of(&"x".repeat(200)).unwrap(), "x".repeat(200));
    }
}
