//! What each repair does, and what is said about it.

use serde_json::{Value, json};

use crate::diagnostic::Code;
use crate::spec::grammar::Kind;

pub(super) struct Case {
    pub(super) row: &'static str,
    pub(super) kind: Kind,
    pub(super) from: Value,
    pub(super) to: Value,
    pub(super) said: &'static [Code],
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
            "parameter with schema and content",
            Kind::Parameter,
            json!({"name": "a", "in": "query", "schema": {}, "content": {"text/plain": {}}}),
            json!({"name": "a", "in": "query", "content": {"text/plain": {}}}),
            LEFT_OUT,
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
    ]
}

fn headers() -> Vec<Case> {
    vec![
        case(
            "header with schema keywords of its own",
            Kind::Header,
            json!({"type": "integer"}),
            json!({"schema": {"type": "integer"}}),
            NOTE,
        ),
        case(
            "header with schema and content",
            Kind::Header,
            json!({"schema": {}, "content": {}}),
            json!({"schema": {}}),
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

fn types() -> Vec<Case> {
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
    ]
}

fn values() -> Vec<Case> {
    let schema = |row, from, to, said| case(row, Kind::Schema, from, to, said);
    vec![
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

/// All of them.
pub(super) fn cases() -> Vec<Case> {
    [
        frame(),
        bodies(),
        parameters(),
        headers(),
        types(),
        values(),
        security(),
    ]
    .into_iter()
    .flatten()
    .collect()
}
