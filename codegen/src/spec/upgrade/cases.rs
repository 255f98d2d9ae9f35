//! What each rewrite does.

use serde_json::{Value, json};

use crate::spec::grammar::Kind;

pub(super) struct Case {
    pub(super) row: &'static str,
    pub(super) kind: Kind,
    pub(super) from: Value,
    pub(super) to: Value,
}

fn schema(row: &'static str, from: Value, to: Value) -> Case {
    Case {
        row,
        kind: Kind::Schema,
        from,
        to,
    }
}

fn constants() -> Vec<Case> {
    let row = "const is an enum of one";
    vec![
        schema(row, json!({"const": "a"}), json!({"enum": ["a"]})),
        schema(
            row,
            json!({"const": null}),
            json!({"enum": [null], "nullable": true}),
        ),
        schema(
            row,
            json!({"const": 1, "enum": [1, 2]}),
            json!({"enum": [1], "x-codegen-enum": [1, 2]}),
        ),
        schema(
            "enum of nothing",
            json!({"type": "string", "enum": []}),
            json!({"type": "string"}),
        ),
        schema(
            "the first of the examples is the example",
            json!({"examples": [1, 2]}),
            json!({"example": 1, "x-codegen-examples": [1, 2]}),
        ),
        schema(
            "the first of the examples is the example",
            json!({"example": 0, "examples": {"a": {"value": 1}}}),
            json!({"example": 0, "x-codegen-examples": {"a": {"value": 1}}}),
        ),
    ]
}

fn nulls() -> Vec<Case> {
    let types = "null among types is nullable";
    let values = "null among values is nullable";
    vec![
        schema(
            types,
            json!({"type": ["string", "null"]}),
            json!({"type": "string", "nullable": true}),
        ),
        schema(
            types,
            json!({"type": ["string"]}),
            json!({"type": "string"}),
        ),
        schema(
            types,
            json!({"type": ["integer", "number", "number"]}),
            json!({"type": "number"}),
        ),
        schema(
            "the type null is an enum of null",
            json!({"type": "null", "description": "d"}),
            json!({"enum": [null], "nullable": true, "description": "d"}),
        ),
        schema(
            "the type null is an enum of null",
            json!({"type": ["null"]}),
            json!({"enum": [null], "nullable": true}),
        ),
        schema(
            values,
            json!({"type": "string", "enum": ["a", null]}),
            json!({"type": "string", "enum": ["a"], "nullable": true}),
        ),
        schema(
            values,
            json!({"type": ["string", "null"], "enum": [null]}),
            json!({"enum": [null], "nullable": true}),
        ),
    ]
}

fn bounds() -> Vec<Case> {
    let row = "an exclusive bound is a bound and a flag";
    vec![
        schema(
            row,
            json!({"exclusiveMinimum": 1}),
            json!({"minimum": 1, "exclusiveMinimum": true}),
        ),
        schema(
            row,
            json!({"exclusiveMaximum": 9, "maximum": 10}),
            json!({"maximum": 9, "exclusiveMaximum": true}),
        ),
        schema(
            row,
            json!({"exclusiveMinimum": 1, "minimum": 2}),
            json!({"minimum": 2}),
        ),
        schema(
            row,
            json!({"exclusiveMinimum": true, "minimum": 2}),
            json!({"minimum": 2, "exclusiveMinimum": true}),
        ),
        schema(
            "whole bounds of integers are integers",
            json!({"type": "integer", "minimum": 1.0, "maximum": 1.5, "multipleOf": 2.0}),
            json!({"type": "integer", "minimum": 1, "maximum": 1.5, "multipleOf": 2}),
        ),
    ]
}

fn content() -> Vec<Case> {
    let base64 = "base64 is the format byte";
    let binary = "unencoded binary content is the format binary";
    vec![
        schema(
            base64,
            json!({"type": "string", "contentEncoding": "base64", "contentMediaType": "image/png"}),
            json!({"type": "string", "format": "byte", "x-codegen-content-encoding": "base64",
                "x-codegen-content-media-type": "image/png"}),
        ),
        schema(
            base64,
            json!({"type": "string", "contentEncoding": "base64url"}),
            json!({"type": "string", "x-codegen-content-encoding": "base64url"}),
        ),
        schema(
            binary,
            json!({"contentMediaType": "application/octet-stream"}),
            json!({"type": "string", "format": "binary",
                "x-codegen-content-media-type": "application/octet-stream"}),
        ),
        schema(
            binary,
            json!({"type": "string", "contentMediaType": "application/problem+json"}),
            json!({"type": "string", "x-codegen-content-media-type": "application/problem+json"}),
        ),
        schema(
            binary,
            json!({"type": "string", "format": "uuid", "contentMediaType": "image/png"}),
            json!({"type": "string", "format": "uuid", "x-codegen-content-media-type": "image/png"}),
        ),
    ]
}

fn collections() -> Vec<Case> {
    let list = "a list of items is prefixItems";
    let unevaluated = "unevaluated properties are additional ones";
    vec![
        schema(
            list,
            json!({"items": [{"type": "string"}, true], "additionalItems": false}),
            json!({"x-codegen-prefix-items": [{"type": "string"}, {}], "items": {"not": {}}}),
        ),
        schema(
            "definitions are components by now",
            json!({"type": "object", "$defs": {"A": {}}, "definitions": {"B": {}}}),
            json!({"type": "object"}),
        ),
        schema(
            unevaluated,
            json!({"type": "object", "unevaluatedProperties": false}),
            json!({"type": "object", "additionalProperties": false}),
        ),
        schema(
            unevaluated,
            json!({"type": "object", "unevaluatedProperties": true}),
            json!({"type": "object", "additionalProperties": true}),
        ),
        schema(
            unevaluated,
            json!({"allOf": [{}], "unevaluatedProperties": false}),
            json!({"allOf": [{}], "x-codegen-unevaluated-properties": false}),
        ),
        schema(
            "what 3.0 cannot say",
            json!({
                "prefixItems": [{"const": 1}],
                "patternProperties": {"^x": {"type": ["string", "null"]}},
                "if": true,
                "dependentRequired": {"a": ["b"]},
                "contains": {"type": "string"},
                "propertyNames": {"pattern": "^a"},
                "isSecret": true,
                "x-mine": 1,
            }),
            json!({
                "x-codegen-prefix-items": [{"enum": [1]}],
                "x-codegen-pattern-properties": {"^x": {"type": "string", "nullable": true}},
                "x-codegen-if": {},
                "x-codegen-dependent-required": {"a": ["b"]},
                "x-codegen-contains": {"type": "string"},
                "x-codegen-property-names": {"pattern": "^a"},
                "x-codegen-unknown-isSecret": true,
                "x-mine": 1,
            }),
        ),
    ]
}

fn unions() -> Vec<Case> {
    let branch = "a branch of null is nullable";
    let reference = json!({"$ref": "#/components/schemas/A"});
    vec![
        schema(
            branch,
            json!({"anyOf": [{"type": "string", "maxLength": 3}, {"type": "null"}], "title": "T"}),
            json!({"type": "string", "maxLength": 3, "nullable": true, "title": "T"}),
        ),
        schema(
            branch,
            json!({"oneOf": [reference, {"type": "null"}]}),
            json!({"allOf": [reference], "nullable": true}),
        ),
        schema(
            branch,
            json!({"oneOf": [reference, {"$ref": "#/components/schemas/Null"}, {"type": "string"}]}),
            json!({"oneOf": [reference, {"type": "string"}], "nullable": true}),
        ),
        schema(
            branch,
            json!({"anyOf": [{"nullable": true}, {"type": "null"}]}),
            json!({"enum": [null], "nullable": true}),
        ),
        schema(branch, json!({"anyOf": [{}, {"type": "null"}]}), json!({})),
        schema(
            branch,
            json!({"anyOf": [{"description": "inner"}, {"const": null}], "description": "outer"}),
            json!({"allOf": [{"description": "inner"}], "description": "outer"}),
        ),
        schema(
            branch,
            json!({"anyOf": [{"anyOf": [{"type": "integer"}, {"type": "null"}]}, {"type": "null"}]}),
            json!({"type": "integer", "nullable": true}),
        ),
    ]
}

fn types() -> Vec<Case> {
    let row = "a list of types is a union";
    vec![
        schema(
            row,
            json!({"type": ["string", "integer", "null"], "maxLength": 3, "minimum": 1,
                "enum": ["a", 1, null], "description": "d"}),
            json!({"anyOf": [
                {"type": "string", "maxLength": 3, "enum": ["a"]},
                {"type": "integer", "minimum": 1, "enum": [1]},
            ], "nullable": true, "description": "d"}),
        ),
        schema(
            row,
            json!({"type": ["array", "object"], "items": {"const": 1}, "required": ["a"],
                "patternProperties": {"x": true}}),
            json!({"anyOf": [
                {"type": "array", "items": {"enum": [1]}},
                {"type": "object", "required": ["a"], "x-codegen-pattern-properties": {"x": {}}},
            ]}),
        ),
        schema(
            row,
            json!({"type": ["string", "object"], "oneOf": [{"type": "string"}, {"type": "object"}]}),
            json!({"x-codegen-type": ["string", "object"],
                "oneOf": [{"type": "string"}, {"type": "object"}]}),
        ),
        schema(
            row,
            json!({"type": ["string", "number"], "format": "date"}),
            json!({"anyOf": [{"type": "string", "format": "date"}, {"type": "number"}]}),
        ),
        schema(
            row,
            json!({"type": ["string", "boolean"], "enum": ["a"]}),
            json!({"anyOf": [{"type": "string", "enum": ["a"]}]}),
        ),
    ]
}

fn references() -> Vec<Case> {
    let row = "a reference with siblings is a composition";
    let reference = json!({"$ref": "#/components/schemas/A"});
    vec![
        schema(row, reference.clone(), reference.clone()),
        schema(
            row,
            json!({"$ref": "#/components/schemas/A", "description": "d", "nullable": true, "x-a": 1}),
            json!({"allOf": [reference], "description": "d", "nullable": true, "x-a": 1}),
        ),
        schema(
            row,
            json!({"$ref": "#/components/schemas/A", "type": ["object", "null"],
                "properties": {"b": {"const": 1}}}),
            json!({"allOf": [reference, {"type": "object", "properties": {"b": {"enum": [1]}}}],
                "nullable": true}),
        ),
        schema(
            row,
            json!({"$ref": "#/components/schemas/A", "allOf": [{"type": "object"}],
                "patternProperties": {"x": {}}}),
            json!({"allOf": [reference, {"type": "object"},
                {"x-codegen-pattern-properties": {"x": {}}}]}),
        ),
    ]
}

fn exchange() -> Vec<Case> {
    let case = |row, kind, from, to| Case {
        row,
        kind,
        from,
        to,
    };
    let operation = json!({"responses": {}});
    vec![
        case(
            "QUERY is an additional operation",
            Kind::PathItem,
            json!({"query": operation, "additionalOperations": {"COPY": operation}}),
            json!({"x-codegen-additional-operations": {"COPY": operation, "QUERY": operation}}),
        ),
        case(
            "the whole query string is a query parameter",
            Kind::Parameter,
            json!({"name": "q", "in": "querystring", "content": {"text/plain": {}}}),
            json!({"name": "q", "in": "query", "content": {"text/plain": {}},
                "x-codegen-querystring": true}),
        ),
        case(
            "what only a query parameter has",
            Kind::Parameter,
            json!({"name": "p", "in": "path", "required": true, "schema": {}, "allowReserved": true}),
            json!({"name": "p", "in": "path", "required": true, "schema": {},
                "x-codegen-allow-reserved": true}),
        ),
        case(
            "an encoding that says how it explodes",
            Kind::Encoding,
            json!({"explode": false}),
            json!({"explode": false, "x-codegen-explode": false}),
        ),
        case(
            "mutual TLS is an http scheme",
            Kind::SecurityScheme,
            json!({"type": "mutualTLS"}),
            json!({"type": "http", "scheme": "mutual-tls"}),
        ),
        case(
            "a callback has no extensions",
            Kind::Callback,
            json!({"x-a": 1, "{$url}": {"get": operation}}),
            json!({"{$url}": {"get": operation}}),
        ),
        case(
            "what 3.0 cannot say",
            Kind::Document,
            json!({"openapi": "3.1.0", "info": {"title": "t", "version": "v", "summary": "s",
                "license": {"name": "n", "identifier": "MIT"}}, "paths": {},
                "webhooks": {"w": {"post": operation}}}),
            json!({"openapi": "3.1.0", "info": {"title": "t", "version": "v",
                "x-codegen-summary": "s", "license": {"name": "n", "x-codegen-identifier": "MIT"}},
                "paths": {}, "x-codegen-webhooks": {"w": {"post": operation}}}),
        ),
        case(
            "what 3.0 cannot say",
            Kind::MediaType,
            json!({"itemSchema": {"const": 1}}),
            json!({"x-codegen-item-schema": {"enum": [1]}}),
        ),
    ]
}

/// All of them.
pub(super) fn cases() -> Vec<Case> {
    [
        constants(),
        nulls(),
        bounds(),
        content(),
        collections(),
        unions(),
        types(),
        references(),
        exchange(),
    ]
    .into_iter()
    .flatten()
    .collect()
}
