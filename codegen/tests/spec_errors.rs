//! What is no OpenAPI 3 document gets one error that says what it is and what to do.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

#[cfg(test)]
mod spec_support;

use codegen::Severity;
use codegen::diagnostic::{Code, render};
use spec_support::{load_files, load_text};

/// One error, and no document.
#[track_caller]
fn refused(text: &str, code: Code, says: &str) -> codegen::Diagnostic {
    let loaded = load_text(text);
    assert!(loaded.document.is_none(), "{text}");
    let only = loaded.only();
    assert_eq!(only.code, code, "{only:?}");
    assert_eq!(only.severity, Severity::Error);
    assert!(only.message.contains(says), "{}", only.message);
    assert!(only.help.is_some(), "{text}");
    assert_eq!(only.place.file, "api/openapi.yaml");
    only.clone()
}

#[test]
fn documents_of_other_kinds() {
    let at = refused(
        "info: {title: T}\nswagger: '2.0'\n",
        Code::NotOpenApi,
        "OpenAPI 2",
    );
    assert_eq!(at.place.position, Some((2, 1)));
    assert_eq!(at.place.pointer, "/swagger");
    for (text, says) in [
        ("swaggerVersion: '1.2'", "Swagger 1"),
        ("asyncapi: 3.0.0", "AsyncAPI"),
        ("arazzo: 1.0.0", "Arazzo"),
        ("overlay: 1.0.0\nactions: []", "overlay"),
        (
            r#"{"info": {"_postman_id": "1", "name": "x"}, "item": []}"#,
            "Postman",
        ),
        (
            r#"{"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object"}"#,
            "JSON Schema",
        ),
        ("info: {}\npaths: {}", "no `openapi` key"),
        ("hello: world", "not OpenAPI"),
        ("just text", "piece of text"),
        ("- a\n- b", "list"),
        ("", "empty"),
        ("# nothing but a comment\n", "empty"),
        ("42", "number"),
    ] {
        refused(text, Code::NotOpenApi, says);
    }
}

#[test]
fn other_versions() {
    for (text, says) in [
        ("openapi: 2.0.0", "OpenAPI 2.0.0"),
        ("openapi: 4.0.0", "OpenAPI 4.0.0"),
        ("openapi: next", "OpenAPI next"),
        ("openapi: {}", "not a version"),
    ] {
        let at = refused(text, Code::NotOpenApi, says);
        assert_eq!(at.place.pointer, "/openapi");
    }
}

#[test]
fn versions_that_are_read() {
    let document = |version: &str| {
        format!("openapi: {version}\ninfo: {{title: T, version: '1'}}\npaths: {{}}\n")
    };
    for version in ["3.0.0", "3.0.4", "3.1.1", "3.2.0", "'3.1'", "3.1.0-rc1"] {
        let loaded = load_text(&document(version));
        assert!(loaded.document.is_some(), "{version}");
        assert_eq!(loaded.diagnostics, [], "{version}");
    }
    for version in ["3.1", "3", "3.9.0"] {
        let loaded = load_text(&document(version));
        assert!(loaded.document.is_some(), "{version}");
        assert_eq!(loaded.only().code, Code::Lenient, "{version}");
    }
    assert_eq!(load_text(&document("3.1")).at("/openapi"), "3.1");
}

#[test]
fn text_that_is_neither_yaml_nor_json() {
    let at = refused("openapi: 3.1.0\npaths: [\n", Code::Syntax, "not YAML");
    assert!(at.place.position.is_some());
    let at = refused(
        "{\n  \"openapi\": \"3.1.0\",\n  \"paths\": {]}\n",
        Code::Syntax,
        "not JSON",
    );
    assert_eq!(at.place.position, Some((3, 13)));
    assert_eq!(
        render(&at).lines().nth(3),
        Some("3 |   \"paths\": {]}"),
        "{}",
        render(&at)
    );
    refused("<!DOCTYPE html>\n<html lang=en>", Code::Syntax, "HTML");
    refused("a: *unknown", Code::Syntax, "not YAML");
    refused("openapi: 3.1.0\n? {a: b}\n: c\n", Code::Syntax, "not YAML");
}

#[test]
fn yaml_in_braces_is_read_too() {
    let loaded =
        load_text("{openapi: 3.1.0, info: {title: T, version: '1'}, # a comment\n paths: {},}");
    assert!(loaded.document.is_some());
    assert_eq!(loaded.diagnostics, []);
}

#[test]
fn a_broken_neighbour_costs_what_it_holds() {
    let text = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {}\ncomponents:\n  schemas:\n    A: {$ref: a.yaml}\n    B: {type: string}\n";
    let loaded = load_files(text, &[("a.yaml", "a: [")]);
    let only = loaded.only();
    assert_eq!(only.code, Code::Syntax);
    assert!(only.message.contains("`a.yaml`"), "{}", only.message);
    assert_eq!(only.place.position, Some((6, 9)));
    assert_eq!(loaded.at("/components/schemas/B/type"), "string");
}
