//! Every repair, by its name, and what is said about it.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::tables;
use crate::diagnostic::Code;
use crate::spec::grammar::Kind;
use crate::spec::rewrite::rewritten;

struct Case {
    row: &'static str,
    kind: Kind,
    from: Value,
    to: Value,
    said: &'static [Code],
}

const NOTE: &[Code] = &[Code::Lenient];
const LEFT_OUT: &[Code] = &[Code::Unreadable];
const NOTHING: &[Code] = &[];

fn case(row: &'static str, kind: Kind, from: Value, to: Value, said: &'static [Code]) -> Case {
    Case {
        row,
        kind,
        from,
        to,
        said,
    }
}

fn frame() -> Vec<Case> {
    let info = json!({"title": "t", "version": "v"});
    vec![
        case(
            "document without info",
            Kind::Document,
            json!({"openapi": "3.1.0", "paths": {}}),
            json!({"openapi": "3.1.0", "paths": {},
                "info": {"title": "Untitled API", "version": "0.0.0"}}),
            &[Code::Lenient, Code::Lenient],
        ),
        case(
            "document without paths",
            Kind::Document,
            json!({"openapi": "3.1.0", "info": info}),
            json!({"openapi": "3.1.0", "info": info, "paths": {}}),
            NOTHING,
        ),
        case(
            "info without title or version",
            Kind::Info,
            json!({"title": "t", "version": 1.5}),
            json!({"title": "t", "version": "1.5"}),
            NOTE,
        ),
        case(
            "components that stand where they were referred to",
            Kind::Components,
            json!({"pathItems": {"a": {}}, "mediaTypes": {}, "schemas": {}}),
            json!({"schemas": {}}),
            NOTHING,
        ),
        case(
            "license without a name",
            Kind::License,
            json!({"url": "u"}),
            json!({"url": "u", "name": "u"}),
            NOTE,
        ),
        case(
            "server without a url",
            Kind::Server,
            json!({}),
            json!({"url": "/"}),
            NOTE,
        ),
        case(
            "server variable without a default",
            Kind::ServerVariable,
            json!({"enum": ["a", "b"]}),
            json!({"enum": ["a", "b"], "default": "a"}),
            NOTE,
        ),
        case(
            "path without its slash",
            Kind::Paths,
            json!({"a": {}, "x-b": {}, "/c": {}, "c": {}}),
            json!({"/a": {}, "x-b": {}, "/c": {}}),
            &[Code::Unreadable, Code::Lenient],
        ),
    ]
}

fn bodies() -> Vec<Case> {
    let json_of_a = json!({"application/json": {"schema": {"type": "string"}}});
    vec![
        case(
            "operation without responses",
            Kind::Operation,
            json!({}),
            json!({"responses": {}}),
            NOTHING,
        ),
        case(
            "status that is none",
            Kind::Responses,
            json!({" 200": {"description": ""}, "Default": {"description": ""}, "20X": {}}),
            json!({"200": {"description": ""}, "default": {"description": ""}}),
            &[Code::Unreadable, Code::Lenient, Code::Lenient],
        ),
        case(
            "response without a description",
            Kind::Response,
            json!({}),
            json!({"description": ""}),
            NOTHING,
        ),
        case(
            "response with a schema of its own",
            Kind::Response,
            json!({"description": "d", "schema": {"type": "string"}}),
            json!({"description": "d", "content": json_of_a}),
            NOTE,
        ),
        case(
            "request body with a schema of its own",
            Kind::RequestBody,
            json!({"schema": {"type": "string"}}),
            json!({"content": json_of_a}),
            NOTE,
        ),
        case(
            "example without its frame",
            Kind::MediaType,
            json!({"examples": {"a": {"id": 1}, "b": {"summary": "s"}, "c": 5, "d": null}}),
            json!({"examples": {"a": {"value": {"id": 1}}, "b": {"summary": "s"},
                "c": {"value": 5}, "d": {"value": null}}}),
            &[Code::Lenient, Code::Lenient, Code::Lenient],
        ),
        case(
            "style that an encoding cannot have",
            Kind::Encoding,
            json!({"style": "simple"}),
            json!({}),
            LEFT_OUT,
        ),
        case(
            "link to nothing",
            Kind::Link,
            json!({"operationId": "a", "operationRef": "b"}),
            json!({"operationId": "a"}),
            LEFT_OUT,
        ),
    ]
}

fn parameters() -> Vec<Case> {
    vec![
        case(
            "location in capitals",
            Kind::Parameter,
            json!({"name": "a", "in": "Query", "schema": {}}),
            json!({"name": "a", "in": "query", "schema": {}}),
            NOTE,
        ),
        case(
            "parameter with schema keywords of its own",
            Kind::Parameter,
            json!({"name": "a", "in": "query", "type": "string", "enum": ["a"]}),
            json!({"name": "a", "in": "query", "schema": {"type": "string", "enum": ["a"]}}),
            NOTE,
        ),
        case(
            "parameter with schema keywords of its own",
            Kind::Parameter,
            json!({"name": "a", "in": "query", "required": "optional"}),
            json!({"name": "a", "in": "query", "required": false, "schema": {}}),
            &[Code::Lenient, Code::Lenient],
        ),
        case(
            "header with schema keywords of its own",
            Kind::Header,
            json!({"type": "integer"}),
            json!({"schema": {"type": "integer"}}),
            NOTE,
        ),
        case(
            "parameter with schema and content",
            Kind::Parameter,
            json!({"name": "a", "in": "query", "schema": {}, "content": {"text/plain": {}}}),
            json!({"name": "a", "in": "query", "content": {"text/plain": {}}}),
            LEFT_OUT,
        ),
        case(
            "header with schema and content",
            Kind::Header,
            json!({"schema": {}, "content": {}}),
            json!({"schema": {}}),
            NOTHING,
        ),
        case(
            "path parameter that is not required",
            Kind::Parameter,
            json!({"name": "a", "in": "path", "schema": {}}),
            json!({"name": "a", "in": "path", "schema": {}, "required": true}),
            NOTHING,
        ),
        case(
            "style that a parameter cannot have",
            Kind::Parameter,
            json!({"name": "a", "in": "path", "schema": {}, "required": true, "style": "form"}),
            json!({"name": "a", "in": "path", "schema": {}, "required": true}),
            LEFT_OUT,
        ),
        case(
            "style that a parameter cannot have",
            Kind::Parameter,
            json!({"name": "a", "in": "cookie", "schema": {}, "style": "cookie"}),
            json!({"name": "a", "in": "cookie", "schema": {}, "style": "form",
                "x-codegen-style": "cookie"}),
            NOTHING,
        ),
        case(
            "style that a header cannot have",
            Kind::Header,
            json!({"schema": {}, "style": "form"}),
            json!({"schema": {}}),
            LEFT_OUT,
        ),
        case(
            "header with a name and a location",
            Kind::Header,
            json!({"schema": {}, "name": "a", "in": "header"}),
            json!({"schema": {}}),
            NOTHING,
        ),
    ]
}

fn schemas() -> Vec<Case> {
    let schema = |row, from, to, said| case(row, Kind::Schema, from, to, said);
    vec![
        schema(
            "required beside the property",
            json!({"properties": {"a": {"required": true}, "b": {"required": false}, "c": {}},
                "required": ["c"]}),
            json!({"properties": {"a": {}, "b": {}, "c": {}}, "required": ["c", "a"]}),
            &[Code::Lenient, Code::Lenient],
        ),
        schema(
            "required beside the property",
            json!({"type": "string", "required": true}),
            json!({"type": "string"}),
            NOTE,
        ),
        schema(
            "type by another name",
            json!({"type": "Int64"}),
            json!({"type": "integer", "format": "int64"}),
            NOTE,
        ),
        schema(
            "type by another name",
            json!({"type": "any"}),
            json!({}),
            NOTE,
        ),
        schema(
            "type by another name",
            json!({"type": "widget"}),
            json!({}),
            LEFT_OUT,
        ),
        schema(
            "type by another name",
            json!({"type": ["str", "null", "widget"]}),
            json!({"type": "string", "nullable": true}),
            &[Code::Lenient, Code::Lenient],
        ),
        schema(
            "no type",
            json!({"type": null, "properties": {"a": null}}),
            json!({"properties": {"a": {}}}),
            NOTE,
        ),
        schema(
            "no type",
            json!({"anyOf": [{"type": null}, {"type": "string"}, null]}),
            json!({"type": "string", "nullable": true}),
            &[Code::Lenient, Code::Lenient],
        ),
        schema(
            "value of another type than the schema's",
            json!({"type": "string", "enum": [1, true, "a"]}),
            json!({"type": "string", "enum": ["1", "true", "a"]}),
            &[Code::Lenient, Code::Lenient],
        ),
        schema(
            "value of another type than the schema's",
            json!({"type": "integer", "enum": ["1", "20 - x"]}),
            json!({"type": "integer", "enum": [1, "20 - x"]}),
            NOTE,
        ),
        schema(
            "discriminator without a property",
            json!({"discriminator": {"mapping": {}}}),
            json!({}),
            LEFT_OUT,
        ),
        schema(
            "discriminator without a property",
            json!({"discriminator": "kind"}),
            json!({"discriminator": {"propertyName": "kind"}}),
            NOTE,
        ),
        schema(
            "reference that is no text",
            json!({"$ref": 5}),
            json!({}),
            LEFT_OUT,
        ),
        schema(
            "default or example that is nothing",
            json!({"default": null, "example": null, "description": null}),
            json!({}),
            NOTHING,
        ),
    ]
}

fn security() -> Vec<Case> {
    let scheme = |row, from, to, said| case(row, Kind::SecurityScheme, from, to, said);
    vec![
        scheme(
            "security scheme by another name",
            json!({"type": "basic"}),
            json!({"type": "http", "scheme": "basic"}),
            NOTE,
        ),
        scheme(
            "http scheme without a scheme",
            json!({"type": "http", "bearerFormat": "JWT"}),
            json!({"type": "http", "bearerFormat": "JWT", "scheme": "bearer"}),
            NOTE,
        ),
        scheme(
            "key without a location",
            json!({"type": "apiKey", "name": "k", "in": "Header"}),
            json!({"type": "apiKey", "name": "k", "in": "header"}),
            NOTE,
        ),
        scheme(
            "OAuth without flows",
            json!({"type": "oauth2"}),
            json!({"type": "oauth2", "flows": {}}),
            NOTE,
        ),
        scheme(
            "OpenID Connect without a url",
            json!({"type": "openIdConnect"}),
            json!({"type": "openIdConnect", "openIdConnectUrl": ""}),
            NOTE,
        ),
        case(
            "flow by its name in OpenAPI 2",
            Kind::Flows,
            json!({"application": {"tokenUrl": "u", "scopes": ["a"]}}),
            json!({"clientCredentials": {"tokenUrl": "u", "scopes": {"a": ""}}}),
            &[Code::Lenient, Code::Lenient],
        ),
        case(
            "flow without its urls",
            Kind::Flows,
            json!({"implicit": {"scopes": null}}),
            json!({"implicit": {"scopes": {}, "authorizationUrl": ""}}),
            NOTE,
        ),
        scheme(
            "scheme with what others have",
            json!({"type": "apiKey", "name": "k", "in": "header", "scheme": "x", "flows": {}}),
            json!({"type": "apiKey", "name": "k", "in": "header"}),
            NOTHING,
        ),
    ]
}

fn cases() -> Vec<Case> {
    [frame(), bodies(), parameters(), schemas(), security()]
        .into_iter()
        .flatten()
        .collect()
}

#[test]
fn every_repair_does_what_its_name_says() {
    for case in cases() {
        let (repaired, diagnostics, missing) = rewritten(case.kind, &case.from);
        assert_eq!(repaired, case.to, "{}: {}", case.row, case.from);
        assert_eq!(missing, [""; 0], "{}: {}", case.row, case.from);
        let mut said: Vec<Code> = diagnostics.iter().map(|d| d.code).collect();
        said.sort_unstable();
        assert_eq!(said, case.said, "{}: {diagnostics:#?}", case.row);
    }
}

#[test]
fn every_row_has_a_case() {
    let tested: BTreeSet<_> = cases().into_iter().map(|case| case.row).collect();
    let rows: BTreeSet<_> = tables().map(|row| row.name).collect();
    assert_eq!(tested, rows);
}

#[test]
fn values_of_the_wrong_kind() {
    let (repaired, diagnostics, missing) = rewritten(
        Kind::Schema,
        &json!({
            "description": 5, "title": {"no": "title"}, "format": true, "pattern": ["a", "b"],
            "minLength": "3", "maxLength": 7.0, "minItems": -1, "maxItems": 1.5,
            "minimum": "0", "maximum": "ten", "readOnly": "true", "writeOnly": "maybe",
            "exclusiveMinimum": "true", "required": "a", "enum": "x", "allOf": {"type": "object"},
            "properties": ["a"], "type": {"no": "type"},
        }),
    );
    assert_eq!(
        repaired,
        json!({
            "description": "5", "format": "true", "pattern": "a\nb",
            "minLength": 3, "maxLength": 7,
            "minimum": 0, "readOnly": true, "exclusiveMinimum": true, "required": ["a"],
            "enum": ["x"], "allOf": [{"type": "object"}],
        })
    );
    let count = |code: Code| diagnostics.iter().filter(|d| d.code == code).count();
    assert_eq!(count(Code::Unreadable), 7);
    assert_eq!(count(Code::Lenient), 10);
    assert_eq!(missing, [""; 0]);
}

#[test]
fn lists_and_maps_of_the_wrong_kind() {
    let (repaired, _, _) = rewritten(
        Kind::Operation,
        &json!({
            "tags": ["a", {"name": "b"}, 3, null], "security": {"key": null},
            "parameters": {"p": {"in": "query", "schema": {}}, "q": {"in": "header", "schema": {}}},
            "responses": {"200": null, "404": "not found"}, "requestBody": null,
            "servers": "https://x.test", "callbacks": null, "deprecated": 1,
        }),
    );
    assert_eq!(
        repaired,
        json!({
            "tags": ["a", "b", "3"], "security": [{"key": []}],
            "parameters": [{"name": "p", "in": "query", "schema": {}},
                {"name": "q", "in": "header", "schema": {}}],
            "responses": {"200": {"description": ""}, "404": {"description": "not found"}},
            "servers": [{"url": "https://x.test"}], "deprecated": true,
        })
    );
}

#[test]
fn our_own_extensions_cannot_be_forged() {
    let (repaired, diagnostics, _) = rewritten(
        Kind::Schema,
        &json!({"x-codegen-prefix-items": [{"$ref": "#/nowhere"}], "x-other": 1}),
    );
    assert_eq!(repaired, json!({"x-other": 1}));
    assert_eq!(diagnostics.len(), 1);
}
