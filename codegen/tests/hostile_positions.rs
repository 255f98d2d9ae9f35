//! Places of a document whose text has become code in other people's generators, one by one and from end to end: here it
//! stays text.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

#[cfg(test)]
mod hostile_text;

use std::collections::BTreeMap;

use codegen::diagnostic::Code;
use codegen::{Config, Generated, Input, generate};
use hostile_text::{HOSTILE, skeleton};
use serde_json::{Value, json};

fn document() -> Value {
    json!({
        "openapi": "3.1.0",
        "info": { "title": "T", "version": "1", "description": "d" },
        "servers": [{ "url": "https://a.test", "description": "d" }],
        "tags": [{ "name": "things", "description": "d" }],
        "paths": { "/a": { "get": {
            "tags": ["things"], "operationId": "getA", "summary": "s", "description": "d",
            "parameters": [{ "in": "query", "name": "p", "schema": { "type": "string", "default": "x" } }],
            "responses": { "200": { "description": "d", "content": { "application/json": {
                "schema": { "$ref": "#/components/schemas/A" } } } } },
        } } },
        "components": { "schemas": { "A": {
            "type": "object", "description": "d",
            "properties": {
                "a": { "type": "string", "enum": ["x", "y"] },
                "b": { "type": "string", "default": "x", "pattern": "x", "x-rust-type": "x", "example": "x" },
            },
        } } },
    })
}

fn generated(document: &Value, config: &Config) -> Generated {
    let text = document.to_string();
    let read = |_: &str| Err("nothing is read here".to_owned());
    let input = Input {
        name: "a.json",
        text: &text,
        read: &read,
    };
    generate(&input, config)
}

fn files(document: &Value) -> BTreeMap<String, String> {
    let generated = generated(document, &Config::default());
    let files = generated.output.map(|output| output.files);
    files.unwrap_or_else(|| panic!("{:#?}", generated.diagnostics))
}

/// Whatever the text is, what is declared is what a harmless text declares.
#[track_caller]
fn stays_text(put: impl Fn(&mut Value, &str)) {
    let with = |text: &str| {
        let mut document = document();
        put(&mut document, text);
        files(&document)
    };
    let harmless = skeleton(&with("harmless"));
    for text in HOSTILE {
        let files = with(text);
        assert_eq!(skeleton(&files), harmless, "{text:?}");
        for path in files.keys() {
            let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "_/.".contains(c);
            assert!(path.chars().all(plain) && !path.contains(".."), "{path:?}");
        }
    }
}

/// The text at a place that exists.
#[track_caller]
fn stays_text_at(pointer: &str) {
    stays_text(|document, text| *document.pointer_mut(pointer).unwrap() = text.into());
}

/// The text for a key of the object at a place.
fn rename(object: &mut Value, from: &str, to: &str) {
    let value = object.as_object_mut().unwrap().remove(from).unwrap();
    object[to] = value;
}

#[test]
fn an_enum_value_stays_text() {
    stays_text_at("/components/schemas/A/properties/a/enum/0");
}

#[test]
fn a_default_stays_text() {
    stays_text_at("/components/schemas/A/properties/b/default");
    stays_text_at("/paths/~1a/get/parameters/0/schema/default");
}

#[test]
fn a_server_and_its_description_stay_text() {
    stays_text_at("/servers/0/url");
    stays_text_at("/servers/0/description");
}

#[test]
fn a_path_stays_text() {
    stays_text(|document, text| {
        // Braces would be variables.
        let path = format!("/{}", text.replace(['{', '}'], ""));
        rename(&mut document["paths"], "/a", &path);
    });
}

#[test]
fn a_name_stays_a_name() {
    stays_text_at("/paths/~1a/get/operationId");
    stays_text_at("/paths/~1a/get/parameters/0/name");
    stays_text(|document, text| {
        rename(
            &mut document["components"]["schemas"]["A"]["properties"],
            "a",
            text,
        );
    });
    stays_text(|document, text| {
        rename(&mut document["components"]["schemas"], "A", text);
        let pointer = text.replace('~', "~0").replace('/', "~1");
        let pointer = format!("#/components/schemas/{pointer}").replace('#', "%23");
        let answer = "/paths/~1a/get/responses/200/content/application~1json/schema/$ref";
        *document.pointer_mut(answer).unwrap() = pointer.replacen("%23", "#", 1).into();
    });
}

#[test]
fn a_media_type_stays_text() {
    stays_text(|document, text| {
        let content = "/paths/~1a/get/responses/200/content";
        let media_type = format!("application/json; x={text}");
        let content = document.pointer_mut(content).unwrap();
        rename(content, "application/json", &media_type);
    });
}

#[test]
fn a_tag_is_no_path_of_a_file() {
    stays_text(|document, text| {
        document["tags"][0]["name"] = text.into();
        document["paths"]["/a"]["get"]["tags"][0] = text.into();
    });
}

#[test]
fn an_extension_stays_text() {
    stays_text_at("/components/schemas/A/properties/b/x-rust-type");
    stays_text(|document, text| {
        document["components"]["schemas"]["A"]["properties"]["a"]["x-enum-varnames"] =
            json!([text, "y"]);
    });
}

#[test]
fn prose_closes_no_comment() {
    for pointer in [
        "/info/title",
        "/info/version",
        "/info/description",
        "/tags/0/description",
        "/paths/~1a/get/summary",
        "/paths/~1a/get/description",
        "/paths/~1a/get/responses/200/description",
        "/components/schemas/A/description",
        "/components/schemas/A/properties/b/pattern",
        "/components/schemas/A/properties/b/example",
    ] {
        stays_text_at(pointer);
    }
}

#[test]
fn a_settled_name_that_is_no_name_is_refused() {
    for text in HOSTILE {
        for (table, key, name) in [
            ("types", "A", "name"),
            ("operations", "GET /a", "name"),
            ("operations", "GET /a", "types"),
            ("tags", "things", "name"),
        ] {
            let mut config = toml::Table::new();
            let settled = toml::Table::from_iter([(name.to_owned(), text.into())]);
            let keyed = toml::Table::from_iter([(key.to_owned(), settled.into())]);
            config.insert(table.to_owned(), keyed.into());
            let config = Config::parse(&config.to_string()).unwrap();
            let generated = generated(&document(), &config);
            assert!(generated.output.is_none(), "{table} {text:?}");
            let codes: Vec<Code> = generated.diagnostics.iter().map(|d| d.code).collect();
            assert!(codes.contains(&Code::Config), "{table} {text:?}: {codes:?}");
        }
    }
}

#[test]
fn a_settled_sentence_stays_text() {
    let with = |text: &str| {
        let docs = toml::Table::from_iter([("x-known".to_owned(), format!("{text} {{}}").into())]);
        let config = toml::Table::from_iter([("docs".to_owned(), docs.into())]);
        let config = Config::parse(&config.to_string()).unwrap();
        let mut document = document();
        document["paths"]["/a"]["get"]["x-known"] = text.into();
        generated(&document, &config).output.unwrap().files
    };
    let harmless = skeleton(&with("harmless"));
    for text in HOSTILE {
        assert_eq!(skeleton(&with(text)), harmless, "{text:?}");
    }
}
