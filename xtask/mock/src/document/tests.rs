use serde_json::{Value, json};

use super::{Content, Document, Extent, Words};

fn vendored() -> &'static Document {
    Document::vendored().unwrap()
}

/// The paths of the issues.
fn wrong(schema: Value, value: Value) -> Vec<Value> {
    let document = Document::parse("{paths: {}}").unwrap();
    let issues = document.issues(&schema, &value);
    issues.into_iter().map(|issue| issue.path.into()).collect()
}

#[test]
fn every_sample_is_what_its_schema_allows() {
    let document = vendored();
    let mut checked = 0;
    for operation in document.operations() {
        let body = operation.body().map(|body| &body.schema);
        let answers = operation
            .answers()
            .iter()
            .filter_map(|answer| match &answer.content {
                Content::Json(schema) => Some(schema),
                Content::Empty | Content::Other(_) => None,
            });
        for schema in body.into_iter().chain(answers) {
            for extent in [Extent::Full, Extent::Bare] {
                for words in [Words::Plain, Words::Awkward] {
                    let sample = document.sample(schema, extent, words);
                    let issues = document.issues(schema, &sample);
                    assert!(
                        issues.is_empty(),
                        "{}: {issues:?} in {sample}",
                        operation.key()
                    );
                    checked += 1;
                }
            }
        }
    }
    assert!(checked > 4 * document.operations().len());
}

#[test]
fn each_keyword_refuses_what_it_has_to() {
    let here = || vec![json!([])];
    let cases = [
        (json!({"type": "string"}), json!("a"), json!(1)),
        (json!({"type": ["string", "null"]}), json!(null), json!(1)),
        (json!({"type": "integer"}), json!(2.0), json!(2.5)),
        (json!({"const": 1}), json!(1), json!(2)),
        (json!({"enum": ["a", null]}), json!(null), json!("b")),
        (json!({"minLength": 2}), json!("äö"), json!("ä")),
        (json!({"maxLength": 2}), json!("äö"), json!("äöü")),
        (json!({"minimum": 1, "maximum": 3}), json!(3), json!(4)),
        (json!({"minimum": 1, "maximum": 3}), json!(1), json!(0)),
        (json!({"minItems": 1}), json!([1]), json!([])),
        (
            json!({"pattern": "^[a-z0-9]+(?:-[a-z0-9]+)*$"}),
            json!("a-1"),
            json!("a--1"),
        ),
        (
            json!({"format": "uuid"}),
            json!("0b9c5f64-5717-4562-b3fc-2c963f66afa6"),
            json!("COT-1"),
        ),
        (
            json!({"format": "date-time"}),
            json!("2026-01-05T09:30:00.5Z"),
            json!("2026-01-05"),
        ),
        (json!({"format": "email"}), json!("a@b"), json!("a")),
        (json!({"format": "uri"}), json!("urn:a"), json!("a")),
        (
            json!({"anyOf": [{"type": "string"}, {"type": "null"}]}),
            json!(null),
            json!(1),
        ),
        (
            json!({"oneOf": [{"type": "number"}, {"type": "integer"}]}),
            json!(1.5),
            json!(1),
        ),
        (
            json!({"allOf": [{"type": "number"}, {"minimum": 1}]}),
            json!(1),
            json!(0),
        ),
    ];
    for (schema, good, bad) in cases {
        assert_eq!(wrong(schema.clone(), good), Vec::<Value>::new(), "{schema}");
        assert_eq!(wrong(schema.clone(), bad), here(), "{schema}");
    }
}

#[test]
fn an_issue_says_where() {
    let schema = json!({
        "type": "object",
        "required": ["a"],
        "properties": {"b": {"type": "array", "items": {"type": "string"}}},
        "additionalProperties": false,
    });
    let value = json!({"b": ["x", 1], "c": 1});
    assert_eq!(
        wrong(schema, value),
        [json!(["a"]), json!(["b", 1]), json!(["c"])]
    );
}

#[test]
fn what_is_not_understood_is_refused() {
    for schema in [
        r#"{"not": {}}"#,
        r#"{"pattern": "^a$"}"#,
        r#"{"items": {"maxItems": 1}}"#,
    ] {
        let text = format!(r#"{{"paths": {{}}, "components": {{"schemas": {{"A": {schema}}}}}}}"#);
        let reason = Document::parse(&text).unwrap_err().to_string();
        assert!(reason.contains("/components/schemas/A"), "{reason}");
    }
}

#[test]
fn a_literal_segment_goes_before_a_parameter() {
    let document = vendored();
    let find = |method: &str, path: &str| {
        let segments: Vec<_> = path.split('/').skip(1).collect();
        document
            .operations()
            .iter()
            .filter_map(|operation| {
                Some((
                    operation.matches(method, &segments)?.templated,
                    operation.key(),
                ))
            })
            .min()
            .map(|(_, key)| key)
    };
    let cases = [
        ("PUT", "/api/agents/batch", "PUT /api/agents/batch"),
        ("GET", "/api/audit-logs/count", "GET /api/audit-logs/count"),
        ("GET", "/api/audit-logs/1", "GET /api/audit-logs/{id}"),
    ];
    for (method, path, key) in cases {
        assert_eq!(find(method, path).as_deref(), Some(key));
    }
    for (method, path) in [
        ("GET", "/api/agents/"),
        ("POST", "/api/agents/x"),
        ("GET", "/api"),
    ] {
        assert_eq!(find(method, path), None, "{method} {path}");
    }
}

#[test]
fn a_schema_that_only_refers_to_itself_ends() {
    let text = r##"{
      "paths": {},
      "components": {"schemas": {
        "Any": {"anyOf": [{"$ref": "#/components/schemas/Any"}]},
        "All": {"allOf": [{"$ref": "#/components/schemas/All"}]},
        "Itself": {"$ref": "#/components/schemas/Itself"}
      }}
    }"##;
    let document = Document::parse(text).unwrap();
    for name in ["Any", "All", "Itself"] {
        let schema = json!({"$ref": format!("#/components/schemas/{name}")});
        assert!(document.issues(&schema, &json!(1)).is_empty(), "{name}");
    }
}
