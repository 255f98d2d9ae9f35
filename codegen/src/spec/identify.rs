//! Is it an OpenAPI 3 document? And if not, what is it?

use serde_json::{Map, Value};

use crate::diagnostic::{Code, Diagnostic};

/// Puts the version into the document as a string, or says what the document is instead.
pub(crate) fn identify(value: &mut Value) -> Result<Vec<Diagnostic>, Box<Diagnostic>> {
    let Value::Object(map) = value else {
        return Err(Box::new(no_object(value)));
    };
    let written = match map.get("openapi") {
        Some(Value::String(version)) => version.trim().to_owned(),
        Some(Value::Number(version)) => version.to_string(),
        Some(_) => {
            return Err(Box::new(
                Diagnostic::new(Code::NotOpenApi, "/openapi", "`openapi` is not a version")
                    .help("write the version of OpenAPI there, as in `openapi: 3.1.0`"),
            ));
        }
        None => return Err(Box::new(something_else(map))),
    };
    let mut notes = Vec::new();
    if !matches!(map.get("openapi"), Some(Value::String(_))) {
        notes.push(
            Diagnostic::new(
                Code::Lenient,
                "/openapi",
                "`openapi` is a number, and a string is expected",
            )
            .done(format!("read as `{written}`")),
        );
    }
    let mut parts = written.trim_start_matches('v').split('.');
    let major = parts.next().and_then(|part| part.parse::<u32>().ok());
    let minor = parts
        .next()
        .map_or(Some(0), |part| part.parse::<u32>().ok());
    match (major, minor) {
        (Some(3), Some(0..=2)) => {}
        (Some(3), _) => notes.push(
            Diagnostic::new(
                Code::Lenient,
                "/openapi",
                format!("OpenAPI {written} is not known here"),
            )
            .done("read as OpenAPI 3.2"),
        ),
        _ => {
            return Err(Box::new(
                Diagnostic::new(
                    Code::NotOpenApi,
                    "/openapi",
                    format!("the document is written for OpenAPI {written}"),
                )
                .help("OpenAPI 3.0, 3.1 and 3.2 can be read: convert the document"),
            ));
        }
    }
    map.insert("openapi".into(), Value::from(written));
    Ok(notes)
}

fn no_object(value: &Value) -> Diagnostic {
    let (what, help) = match value {
        Value::Null => (
            "the document is empty",
            "give an OpenAPI document in YAML or JSON",
        ),
        Value::Array(_) => (
            "the document is a list, and an OpenAPI document is an object",
            "give the document that has `openapi` at its top",
        ),
        _ => (
            "the document is a piece of text or a number, and an OpenAPI document is an object",
            "give an OpenAPI document in YAML or JSON, not the address of one",
        ),
    };
    Diagnostic::new(Code::NotOpenApi, "", what).help(help)
}

fn something_else(map: &Map<String, Value>) -> Diagnostic {
    let has = |key: &str| map.contains_key(key);
    let postman = map
        .get("info")
        .is_some_and(|info| info.get("_postman_id").is_some());
    let (pointer, what, help) = if has("swagger") {
        (
            "/swagger",
            "the document is OpenAPI 2 (Swagger)",
            "convert it to OpenAPI 3 first: every editor for OpenAPI can, and most publishers have a version 3 beside it",
        )
    } else if has("swaggerVersion") {
        (
            "/swaggerVersion",
            "the document is Swagger 1",
            "convert it to OpenAPI 3 first",
        )
    } else if has("asyncapi") {
        (
            "/asyncapi",
            "the document is AsyncAPI, which describes messages",
            "give the OpenAPI document of the API",
        )
    } else if has("arazzo") {
        (
            "/arazzo",
            "the document is Arazzo, which describes workflows",
            "give the OpenAPI document that its `sourceDescriptions` name",
        )
    } else if has("overlay") && has("actions") {
        (
            "/overlay",
            "the document is an OpenAPI overlay",
            "apply it to its document first",
        )
    } else if postman || (has("info") && has("item")) {
        (
            "/info",
            "the document is a Postman collection",
            "export the API as OpenAPI 3",
        )
    } else if has("$schema") || (has("type") && has("properties")) || has("$defs") {
        (
            "",
            "the document is a JSON Schema",
            "give the OpenAPI document that uses it",
        )
    } else if has("paths") || has("components") || has("info") {
        (
            "",
            "the document has no `openapi` key, so its version is not known",
            "add `openapi: 3.1.0` (or 3.0.3) at the top",
        )
    } else {
        (
            "",
            "the document is not OpenAPI: it has no `openapi` key",
            "give an OpenAPI document, which begins with `openapi: 3.1.0` or the like",
        )
    };
    Diagnostic::new(Code::NotOpenApi, pointer, what).help(help)
}
