//! A document with text in every position that holds text, and texts that do not belong there.

#![allow(unreachable_pub, reason = "each test file is a program of its own")]

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

/// The word that no identifier may be: where it is one, text became code.
pub const WORD: &str = "evil";

/// Texts that try to become code, paths, markup, or something that nobody sees.
pub fn payloads() -> Vec<String> {
    let mut list: Vec<String> = [
        "\"; pub fn evil() {} //",
        "\\\"; pub fn evil() {} //",
        "\\",
        "*/ pub fn evil() {} /*",
        "/* pub fn evil() {}",
        "// pub fn evil() {}",
        "\n}\npub fn evil() {}\n",
        "\r\npub fn evil() {}",
        "\rpub fn evil() {}",
        "\u{2028}pub fn evil() {}\u{2029}\u{85}",
        "\"#); pub fn evil() {} r#\"",
        "#{bad}",
        "r#\"evil\"#",
        "r#type",
        "r#self",
        "#![allow(unused)] #[doc = \"\"] pub fn evil() {}",
        "```\n/// x\n```\n\nfn main() { bad() }",
        "{#name} $crate ${bad} $(bad)*",
        "${bad}",
        "{}",
        "{bad}",
        "{0:?} {{ }}",
        "a\u{202e}evil\u{202c}\u{2066}z",
        "a\u{200b}b\u{200d}c\u{feff}d\u{ad}",
        "a\u{0}b\u{1}c\u{7f}d\u{1b}[31me",
        "../../../etc/passwd",
        "..",
        "/etc/passwd",
        "C:\\Windows\\evil",
        "\\\\evil\\share",
        "con.txt",
        "nul",
        "<script>evil()</script>",
        "[evil]: javascript:evil()",
        "Self",
        "crate::evil",
        "",
        " ",
        "1e400",
        "名前",
        "\u{1f600}",
        "'a",
        "%00%2e%2e%2f",
    ]
    .map(str::to_owned)
    .into();
    list.push("evil ".repeat(20_000));
    list.push("x".repeat(100_000));
    list
}

/// Positions whose text is for people: it changes no name.
pub const PROSE: [&str; 30] = [
    "info.title",
    "info.version",
    "info.description",
    "info.summary",
    "info.termsOfService",
    "info.license",
    "server.description",
    "tag.description",
    "tag.summary",
    "tag.externalDocs",
    "operation.summary",
    "operation.description",
    "operation.externalDocs.url",
    "operation.externalDocs.description",
    "parameter.description",
    "parameter.example",
    "body.description",
    "response.description",
    "header.description",
    "schema.title",
    "schema.description",
    "schema.pattern",
    "schema.format",
    "schema.example",
    "schema.extension",
    "property.description",
    "property.default",
    "property.example",
    "security.description",
    "security.bearerFormat",
];

/// Positions whose text is a name, on the wire or in the client.
pub const NAMES: [&str; 27] = [
    "operation.id",
    "operation.tag",
    "path.literal",
    "path.variable",
    "parameter.query",
    "parameter.header",
    "parameter.cookie",
    "body.media",
    "response.media",
    "response.header",
    "schema.name",
    "property.name",
    "property.required",
    "enum.first",
    "enum.second",
    "const.value",
    "mapping.key",
    "mapping.property",
    "security.name",
    "security.key",
    "security.scope",
    "server.url",
    "server.variable",
    "server.default",
    "extension.key",
    "codegen.key",
    "form.part",
];

/// A document with something in each position.
pub fn document(texts: &BTreeMap<&str, String>) -> String {
    let at = |position: &str| -> String {
        match texts.get(position) {
            Some(text) => text.clone(),
            None => format!("harmless {}", position.replace('.', " ")),
        }
    };
    let name = |position: &str| at(position).replace('~', "~0").replace('/', "~1");
    let thing = format!("#/components/schemas/{}", percent(&name("schema.name")));
    let map = |members: Vec<(String, Value)>| Value::Object(Map::from_iter(members));
    let schema = json!({
        "title": at("schema.title"), "description": at("schema.description"), "type": "object",
        "example": {"a": at("schema.example")}, "x-a": at("schema.extension"),
        "required": ["kind", at("property.required")],
        "properties": map(vec![
            ("kind".to_owned(), json!({"const": at("const.value")})),
            (at("property.name"), json!({"type": "string", "description": at("property.description"),
                "default": at("property.default"), "example": at("property.example"),
                "pattern": at("schema.pattern")})),
            (at("property.required"), json!({"type": "string", "format": at("schema.format")})),
            ("choice".to_owned(), json!({"type": "string", "enum": [at("enum.first"), at("enum.second"), "plain"]})),
        ]),
    });
    let union = json!({
        "oneOf": [{"$ref": "#/components/schemas/Left"}, {"$ref": "#/components/schemas/Right"}],
        "discriminator": {"propertyName": at("mapping.property"),
            "mapping": map(vec![(at("mapping.key"), json!("#/components/schemas/Left")),
                ("plain".to_owned(), json!("Right"))])},
    });
    let branch = |own: &str| {
        json!({"type": "object", "required": [at("mapping.property")], "properties": map(vec![
            (at("mapping.property"), json!({"type": "string"})), (own.to_owned(), json!({"type": "integer"}))])})
    };
    let parameter = |position: &str, place: &str| {
        json!({"name": at(position), "in": place, "description": at("parameter.description"),
            "example": at("parameter.example"), "schema": {"type": "string"}})
    };
    let variable = at("path.variable");
    let operation = json!({
        "operationId": at("operation.id"), "tags": [at("operation.tag")],
        "summary": at("operation.summary"), "description": at("operation.description"),
        "externalDocs": {"url": at("operation.externalDocs.url"), "description": at("operation.externalDocs.description")},
        "parameters": [
            {"name": variable, "in": "path", "required": true, "schema": {"type": "string"}},
            parameter("parameter.query", "query"), parameter("parameter.header", "header"),
            parameter("parameter.cookie", "cookie"),
        ],
        "requestBody": {"description": at("body.description"), "content": map(vec![
            ("application/json".to_owned(), json!({"schema": {"$ref": thing}})),
            (at("body.media"), json!({"schema": {"type": "string", "format": "binary"}})),
        ])},
        "responses": {
            "200": {"description": at("response.description"),
                "headers": map(vec![(at("response.header"), json!({"description": at("header.description"),
                    "schema": {"type": "string"}}))]),
                "content": map(vec![("application/json".to_owned(), json!({"schema": union}))])},
            "400": {"description": at("response.description"), "content": map(vec![
                (at("response.media"), json!({"schema": {"type": "string", "format": "binary"}}))])},
        },
        "security": [map(vec![(at("security.name"), json!([at("security.scope")]))])],
    });
    let form = json!({"operationId": "send_form", "requestBody": {"content": {"multipart/form-data": {"schema":
        {"type": "object", "properties": map(vec![(at("form.part"), json!({"type": "string", "format": "binary"}))])}}}},
        "responses": {"204": {"description": "d"}}});
    let mut whole = json!({
        "openapi": "3.1.0",
        "info": {"title": at("info.title"), "version": at("info.version"), "description": at("info.description"),
            "summary": at("info.summary"), "termsOfService": at("info.termsOfService"),
            "license": {"name": at("info.license")}},
        "servers": [{"url": format!("https://x.test/{}/{{{}}}", at("server.url"), at("server.variable")),
            "description": at("server.description"),
            "variables": map(vec![(at("server.variable"), json!({"default": at("server.default")}))])}],
        "tags": [{"name": at("operation.tag"), "description": at("tag.description"), "summary": at("tag.summary"),
            "externalDocs": {"url": at("tag.externalDocs")}}],
        "paths": map(vec![
            (format!("/{}/{{{variable}}}", at("path.literal")), json!({"post": operation})),
            ("/form".to_owned(), json!({"post": form})),
        ]),
        "components": {
            "schemas": map(vec![(at("schema.name"), schema), ("Left".to_owned(), branch("left")),
                ("Right".to_owned(), branch("right"))]),
            "securitySchemes": map(vec![
                (at("security.name"), json!({"type": "oauth2", "description": at("security.description"),
                    "flows": {"clientCredentials": {"tokenUrl": "https://x.test", "scopes": {}}}})),
                ("key".to_owned(), json!({"type": "apiKey", "in": "header", "name": at("security.key")})),
                ("bearer".to_owned(), json!({"type": "http", "scheme": "bearer",
                    "bearerFormat": at("security.bearerFormat")})),
            ]),
        },
    });
    let top = whole.as_object_mut().unwrap();
    top.insert(format!("x-{}", at("extension.key")), json!(1));
    top.insert(
        format!("x-codegen-{}", at("codegen.key")),
        json!(at("codegen.key")),
    );
    whole.to_string()
}

/// As in a URI fragment.
fn percent(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'~' | b'_' | b'-' | b'.' | b'/' => {
                char::from(byte).to_string()
            }
            other => format!("%{other:02X}"),
        })
        .collect()
}
