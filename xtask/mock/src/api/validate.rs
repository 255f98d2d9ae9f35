//! Checks the body of a request that runs an agent, as the document describes it.

use serde_json::{Value, json};

use crate::server::Recorded;

const FILE_TYPES: [&str; 6] = [
    "image",
    "pdf",
    "spreadsheet",
    "document",
    "presentation",
    "file",
];
const KNOWN: [&str; 5] = ["fileId", "fileName", "size", "fileType", "previewText"];

/// The inputs, or all that is wrong.
pub(super) fn run_body(request: &Recorded) -> Result<Value, Vec<Value>> {
    let media_type = request.header("content-type").unwrap_or_default();
    let media_type = media_type.split(';').next().unwrap_or_default().trim();
    if !media_type.eq_ignore_ascii_case("application/json") {
        return Err(vec![issue(&[], "expected a body of type application/json")]);
    }
    let body = request
        .json()
        .map_err(|error| vec![issue(&[], &format!("not JSON: {error}"))])?;
    let Value::Object(body) = body else {
        return Err(vec![issue(&[], "expected an object")]);
    };
    let mut issues = Vec::new();
    match body.get("inputs") {
        Some(Value::Object(_)) => {}
        Some(_) => issues.push(issue(&[json!("inputs")], "expected an object")),
        None => issues.push(issue(&[json!("inputs")], "required")),
    }
    match body.get("attachments") {
        None => {}
        Some(Value::Array(items)) => {
            for (index, item) in items.iter().enumerate() {
                attachment(&[json!("attachments"), json!(index)], item, &mut issues);
            }
        }
        Some(_) => issues.push(issue(&[json!("attachments")], "expected an array")),
    }
    if issues.is_empty() {
        Ok(body.get("inputs").cloned().unwrap_or_default())
    } else {
        Err(issues)
    }
}

/// Whether a text is a UUID in the usual form.
pub(super) fn is_uuid(text: &str) -> bool {
    let groups: Vec<_> = text.split('-').collect();
    groups.iter().map(|group| group.len()).eq([8, 4, 4, 4, 12])
        && groups
            .iter()
            .all(|group| group.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// The issue of an id that is not a UUID.
pub(super) fn not_a_uuid(name: &str) -> Value {
    issue(&[json!(name)], "expected a UUID")
}

fn attachment(path: &[Value], item: &Value, issues: &mut Vec<Value>) {
    let at = |key: &str| {
        let mut path = path.to_vec();
        path.push(json!(key));
        path
    };
    let Value::Object(item) = item else {
        issues.push(issue(path, "expected an object"));
        return;
    };
    for key in ["fileId", "fileName"] {
        if !item.get(key).is_some_and(Value::is_string) {
            issues.push(issue(&at(key), "expected a string"));
        }
    }
    if !item.get("size").is_some_and(Value::is_number) {
        issues.push(issue(&at("size"), "expected a number"));
    }
    if let Some(file_type) = item.get("fileType")
        && !file_type
            .as_str()
            .is_some_and(|value| FILE_TYPES.contains(&value))
    {
        issues.push(issue(
            &at("fileType"),
            &format!("expected one of {}", FILE_TYPES.join(", ")),
        ));
    }
    if item
        .get("previewText")
        .is_some_and(|value| !value.is_string())
    {
        issues.push(issue(&at("previewText"), "expected a string"));
    }
    for key in item.keys().filter(|key| !KNOWN.contains(&key.as_str())) {
        issues.push(issue(&at(key), "not a known property"));
    }
}

fn issue(path: &[Value], message: &str) -> Value {
    json!({"path": path, "message": message})
}
