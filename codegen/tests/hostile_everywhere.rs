//! Hostile text in every position of a document that holds text, through the whole generator: what comes out is a
//! diagnostic, or the items of a harmless document.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

#[cfg(test)]
mod whole_support;

use std::collections::{BTreeMap, BTreeSet};

use codegen::diagnostic::{Code, is_hidden, render};
use codegen::{Diagnostic, Generated};
use serde_json::{Map, Value, json};
use whole_support::{generate, identifiers, items, shape};

/// The word that no identifier may be: where it is one, text became code.
const WORD: &str = "evil";

fn payloads() -> Vec<String> {
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
const PROSE: [&str; 30] = [
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
const NAMES: [&str; 27] = [
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
fn document(texts: &BTreeMap<&str, String>) -> String {
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

/// What all items are made of, but for imports and modules: those follow from what stands in which file.
fn shapes(files: &BTreeMap<String, String>) -> Vec<String> {
    let items = items(files);
    let mut shapes: Vec<String> = items
        .iter()
        .filter(|item| !matches!(item, syn::Item::Use(_) | syn::Item::Mod(_)))
        .map(shape)
        .collect();
    shapes.sort();
    shapes
}

/// What holds wherever the text stands.
fn sound(generated: &Generated, what: &str) {
    for diagnostic in &generated.diagnostics {
        assert!(
            diagnostic.place.position.is_some(),
            "{what}: {diagnostic:?}"
        );
        assert_ne!(diagnostic.code, Code::Internal, "{what}: {diagnostic:?}");
        let shown = render(diagnostic);
        assert!(
            !shown.contains(|c| is_hidden(c) && c != '\n'),
            "{what}: {shown}"
        );
        assert!(shown.len() < 10_000, "{what}");
    }
    let Some(output) = &generated.output else {
        return;
    };
    for (path, text) in &output.files {
        let plain =
            |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '_' | '/' | '.');
        assert!(
            path.chars().all(plain) && !path.contains(".."),
            "{what}: {path}"
        );
        assert!(
            path.split('/')
                .all(|step| !step.is_empty() && step.len() < 100),
            "{what}: {path}"
        );
        assert!(
            !text.contains(|c| is_hidden(c) && c != '\n'),
            "{what}: {path}"
        );
    }
    let words = identifiers(&output.files);
    assert!(
        !words.iter().any(|word| word == WORD),
        "{what}: text became code"
    );
    for line in codegen::emit::documentation(generated.api.as_ref().unwrap()) {
        assert!(!line.contains(is_hidden), "{what}: {line:?}");
    }
}

/// What is said, without places and names.
fn codes(diagnostics: &[Diagnostic]) -> BTreeMap<Code, usize> {
    let mut codes = BTreeMap::new();
    for diagnostic in diagnostics {
        *codes.entry(diagnostic.code).or_default() += 1;
    }
    codes
}

struct Harmless {
    shapes: Vec<String>,
    codes: BTreeMap<Code, usize>,
    words: Vec<String>,
}

impl Harmless {
    fn new() -> Self {
        let generated = generate(&document(&BTreeMap::new()));
        let files = &generated.output.as_ref().expect("a client").files;
        Self {
            shapes: shapes(files),
            codes: codes(&generated.diagnostics),
            words: identifiers(files),
        }
    }

    /// Compares; whether it is a diagnostic that makes the difference.
    fn compare(&self, texts: &BTreeMap<&str, String>, what: &str) -> bool {
        let generated = generate(&document(texts));
        sound(&generated, what);
        let said = codes(&generated.diagnostics) != self.codes;
        let Some(output) = &generated.output else {
            assert!(said, "{what}: nothing came out, and nothing is said");
            return true;
        };
        let found = shapes(&output.files);
        if found != self.shapes {
            let theirs: BTreeSet<&String> = self.shapes.iter().collect();
            let odd: Vec<&String> = found
                .iter()
                .filter(|shape| !theirs.contains(shape))
                .collect();
            assert!(
                said,
                "{what}: {} items, not {}; {odd:#?}",
                found.len(),
                self.shapes.len()
            );
        }
        found != self.shapes
    }
}

/// A text in one position. Names get something that tells them apart from each other.
fn texts<'p>(positions: &[&'p str], payload: &str) -> BTreeMap<&'p str, String> {
    let text = |position: &&'p str| (*position, payload.to_owned());
    positions.iter().map(text).collect()
}

#[test]
fn prose_of_any_kind_changes_no_item_and_no_name() {
    let harmless = Harmless::new();
    for payload in payloads() {
        let what: String = payload.escape_debug().take(60).collect();
        let texts = texts(&PROSE, &payload);
        harmless.compare(&texts, &what);
        let generated = generate(&document(&texts));
        let output = generated
            .output
            .unwrap_or_else(|| panic!("{what}: {:#?}", generated.diagnostics));
        assert_eq!(shapes(&output.files), harmless.shapes, "{what}");
        let words = identifiers(&output.files);
        let odd: Vec<&String> = words
            .iter()
            .filter(|word| !harmless.words.contains(word))
            .chain(harmless.words.iter().filter(|word| !words.contains(word)))
            // A file that became long is a folder of files.
            .filter(|word| {
                let named = [format!("/{word}."), format!("/{word}/")];
                !output
                    .files
                    .keys()
                    .any(|path| named.iter().any(|name| path.contains(name)))
            })
            .collect();
        assert!(odd.is_empty(), "{what}: {odd:?}");
    }
}

#[test]
fn names_of_any_kind_make_the_same_items_or_are_objected_to() {
    let harmless = Harmless::new();
    let payloads = payloads();
    // Everything everywhere is thousands of documents; every text comes by every position in some of the rounds.
    let share = std::env::var("ROUNDS").map_or(9, |rounds| rounds.parse().unwrap());
    for (place, position) in NAMES.iter().enumerate() {
        for (index, payload) in payloads.iter().enumerate() {
            if (place + index) % share == 0 {
                let what = format!(
                    "{position}: {}",
                    payload.escape_debug().take(60).collect::<String>()
                );
                harmless.compare(&texts(&[position], payload), &what);
            }
        }
    }
}

#[test]
fn the_same_hostile_text_in_every_position_at_once() {
    for payload in payloads() {
        let what: String = payload.escape_debug().take(60).collect();
        let all: Vec<&str> = PROSE.iter().chain(&NAMES).copied().collect();
        sound(&generate(&document(&texts(&all, &payload))), &what);
    }
}

/// Numbers as they are written, in every position of a number.
#[test]
fn numbers_beyond_every_type() {
    let numbers = [
        "1e400",
        "-1e400",
        "1e-400",
        "340282366920938463463374607431768211456",
        "-9223372036854775809",
        "18446744073709551616",
        "-0",
        "-0.0",
        "0.1000000000000000055511151231257827",
        "1e99999999999",
        "99999999999999999999999999999999999999999999999999999999999999999999999999999999",
    ];
    let template = r##"{"openapi": "3.1.0", "info": {"title": "T", "version": NUMBER}, "paths": {"/a": {"get": {
        "parameters": [{"name": "q", "in": "query", "schema": {"type": "integer", "default": NUMBER}}],
        "responses": {"NUMBER": {"description": "d"}, "200": {"description": "d", "content": {"application/json":
        {"schema": {"$ref": "#/components/schemas/A"}, "example": NUMBER}}}}}}},
        "components": {"schemas": {"A": {"type": "object", "properties": {
            "a": {"type": "integer", "minimum": NUMBER, "maximum": NUMBER, "default": NUMBER, "example": NUMBER},
            "b": {"type": "number", "exclusiveMinimum": NUMBER, "multipleOf": NUMBER, "enum": [NUMBER, 1]},
            "c": {"const": NUMBER}, "d": {"type": "array", "minItems": NUMBER, "maxItems": NUMBER},
            "e": {"type": "string", "minLength": NUMBER, "maxLength": NUMBER, "enum": [NUMBER]}},
            "minProperties": NUMBER, "maxProperties": NUMBER}}}}"##;
    for number in numbers {
        sound(&generate(&template.replace("NUMBER", number)), number);
    }
}

/// Nesting through every keyword that schemas nest by: as deep as readers go, a thousand deep, and a thousand deep by
/// references.
#[test]
fn nesting_of_every_kind_ends() {
    // What `generate` asks for.
    let roomy = std::thread::Builder::new().stack_size(codegen::STACK);
    roomy.spawn(nesting).unwrap().join().unwrap();
}

fn nesting() {
    let keywords = [
        ("{\"items\":", "}"),
        ("{\"properties\":{\"a\":", "}}"),
        ("{\"additionalProperties\":", "}"),
        ("{\"allOf\":[", "]}"),
        ("{\"anyOf\":[{\"type\":\"null\"},", "]}"),
        ("{\"oneOf\":[{\"type\":\"integer\"},", "]}"),
        ("{\"prefixItems\":[", "]}"),
        ("{\"not\":", "}"),
    ];
    let whole = |schemas: &str| {
        format!(
            "{{\"openapi\":\"3.1.0\",\"info\":{{\"title\":\"T\",\"version\":\"1\"}},\"components\":{{\"schemas\":{{{schemas}}}}}}}"
        )
    };
    for (open, close) in keywords {
        for depth in [20, 57, 61, 115, 1000] {
            let schema = format!(
                "{}{{\"type\":\"string\"}}{}",
                open.repeat(depth),
                close.repeat(depth)
            );
            sound(&generate(&whole(&format!("\"A\":{schema}"))), open);
        }
        let mut chain = vec!["\"A0\":{\"type\":\"string\"}".to_owned()];
        for index in 1..1000 {
            let before = index - 1;
            chain.push(format!(
                "\"A{index}\":{open}{{\"$ref\":\"#/components/schemas/A{before}\"}}{close}"
            ));
        }
        sound(&generate(&whole(&chain.join(","))), open);
        // The same as a ring.
        chain[0] = format!("\"A0\":{open}{{\"$ref\":\"#/components/schemas/A99\"}}{close}");
        sound(&generate(&whole(&chain[..100].join(","))), open);
    }
}

#[test]
fn an_alias_bomb_is_refused_with_its_place() {
    let mut text =
        "openapi: 3.1.0\ninfo: {title: T, version: '1'}\nx-0: &a0 [lol, lol]\n".to_owned();
    for level in 1..40 {
        let before = level - 1;
        text.push_str(&format!(
            "x-{level}: &a{level} [*a{before}, *a{before}, *a{before}]\n"
        ));
    }
    let generated = generate(&text);
    sound(&generated, "aliases");
    assert!(generated.output.is_none());
}
