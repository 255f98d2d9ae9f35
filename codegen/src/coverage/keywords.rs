//! What becomes of the words of the specification.

use super::Class::{self, Approximated, Documented, LeftOut, Typed};
use crate::spec::{Kind, essence};

/// Keywords of schemas with their class.
const SCHEMA: &[(&str, Class)] = &[
    ("$anchor", Typed),
    ("$comment", LeftOut),
    ("$defs", Typed),
    ("$dynamicAnchor", Typed),
    ("$dynamicRef", Approximated),
    ("$id", LeftOut),
    ("$recursiveAnchor", LeftOut),
    ("$recursiveRef", Approximated),
    ("$ref", Typed),
    ("$schema", LeftOut),
    ("$vocabulary", LeftOut),
    ("additionalItems", Typed),
    ("additionalProperties", Typed),
    ("allOf", Typed),
    ("anyOf", Typed),
    ("const", Typed),
    ("contains", Documented),
    ("contentEncoding", Typed),
    ("contentMediaType", Typed),
    ("contentSchema", Documented),
    ("default", Documented),
    ("definitions", Typed),
    ("dependencies", Documented),
    ("dependentRequired", Documented),
    ("dependentSchemas", Documented),
    ("deprecated", Typed),
    ("description", Documented),
    ("discriminator", Typed),
    ("else", Documented),
    ("enum", Typed),
    ("example", Documented),
    ("examples", Documented),
    ("exclusiveMaximum", Documented),
    ("exclusiveMinimum", Documented),
    ("externalDocs", Documented),
    ("format", Typed),
    ("id", LeftOut),
    ("if", Documented),
    ("items", Typed),
    ("maxContains", Documented),
    ("maxItems", Documented),
    ("maxLength", Documented),
    ("maxProperties", Documented),
    ("maximum", Documented),
    ("minContains", Documented),
    ("minItems", Documented),
    ("minLength", Documented),
    ("minProperties", Documented),
    ("minimum", Documented),
    ("multipleOf", Documented),
    ("not", Documented),
    ("nullable", Typed),
    ("oneOf", Typed),
    ("pattern", Documented),
    ("patternProperties", Approximated),
    ("prefixItems", Typed),
    ("properties", Typed),
    ("propertyNames", Documented),
    ("readOnly", Typed),
    ("required", Typed),
    ("then", Documented),
    ("title", Documented),
    ("type", Typed),
    ("unevaluatedItems", Documented),
    ("unevaluatedProperties", Typed),
    ("uniqueItems", Documented),
    ("writeOnly", Typed),
    ("xml", LeftOut),
];

/// Keywords of other objects that are not typed: everything else that the specification has is.
const OTHERS: &[(Kind, &str, Class)] = &[
    (Kind::Document, "openapi", Typed),
    (Kind::Document, "externalDocs", LeftOut),
    (Kind::Document, "jsonSchemaDialect", LeftOut),
    (Kind::Document, "$self", LeftOut),
    (Kind::Document, "webhooks", Typed),
    (Kind::Info, "title", Documented),
    (Kind::Info, "version", Documented),
    (Kind::Info, "description", Documented),
    (Kind::Info, "summary", Documented),
    (Kind::Info, "termsOfService", LeftOut),
    (Kind::Info, "contact", LeftOut),
    (Kind::Info, "license", LeftOut),
    (Kind::Contact, "name", LeftOut),
    (Kind::Contact, "url", LeftOut),
    (Kind::Contact, "email", LeftOut),
    (Kind::License, "name", LeftOut),
    (Kind::License, "url", LeftOut),
    (Kind::License, "identifier", LeftOut),
    (Kind::Server, "description", LeftOut),
    (Kind::Server, "name", LeftOut),
    (Kind::ServerVariable, "enum", LeftOut),
    (Kind::ServerVariable, "description", LeftOut),
    (Kind::Components, "examples", Documented),
    (Kind::Components, "links", LeftOut),
    (Kind::Components, "callbacks", LeftOut),
    (Kind::PathItem, "summary", Documented),
    (Kind::PathItem, "description", Documented),
    (Kind::Operation, "summary", Typed),
    (Kind::Operation, "description", Documented),
    (Kind::Operation, "externalDocs", Documented),
    (Kind::Operation, "callbacks", LeftOut),
    (Kind::ExternalDocs, "description", Documented),
    (Kind::ExternalDocs, "url", Documented),
    (Kind::Parameter, "description", Documented),
    (Kind::Parameter, "example", Documented),
    (Kind::Parameter, "examples", Documented),
    (Kind::Parameter, "allowEmptyValue", LeftOut),
    (Kind::RequestBody, "description", Documented),
    (Kind::MediaType, "example", Documented),
    (Kind::MediaType, "examples", Documented),
    (Kind::Encoding, "headers", LeftOut),
    (Kind::Response, "description", Documented),
    (Kind::Response, "summary", Documented),
    (Kind::Response, "links", LeftOut),
    (Kind::Example, "summary", LeftOut),
    (Kind::Example, "description", LeftOut),
    (Kind::Example, "value", Documented),
    (Kind::Example, "externalValue", LeftOut),
    (Kind::Example, "dataValue", LeftOut),
    (Kind::Example, "serializedValue", LeftOut),
    (Kind::Header, "description", Documented),
    (Kind::Header, "example", Documented),
    (Kind::Header, "examples", Documented),
    (Kind::Header, "allowEmptyValue", LeftOut),
    (Kind::Tag, "description", Documented),
    (Kind::Tag, "externalDocs", Documented),
    (Kind::Tag, "summary", Documented),
    (Kind::Tag, "parent", LeftOut),
    (Kind::Tag, "kind", LeftOut),
    (Kind::SecurityScheme, "description", Documented),
    (Kind::SecurityScheme, "bearerFormat", LeftOut),
    (Kind::SecurityScheme, "openIdConnectUrl", LeftOut),
    (Kind::SecurityScheme, "oauth2MetadataUrl", LeftOut),
    (Kind::SecurityScheme, "flows", Approximated),
    (Kind::SecurityScheme, "deprecated", LeftOut),
];

/// Objects of which the client keeps nothing, whatever is in them.
const WHOLE: &[Kind] = &[Kind::Link, Kind::Callback, Kind::Flows, Kind::Flow];

/// What becomes of a keyword that the specification has for this kind of object.
pub(super) fn class(kind: Kind, keyword: &str) -> Option<Class> {
    if kind == Kind::Schema {
        return find(SCHEMA, keyword);
    }
    let listed = OTHERS
        .iter()
        .find(|(of, name, _)| *of == kind && *name == keyword)
        .map(|(_, _, class)| *class);
    listed
        .or_else(|| WHOLE.contains(&kind).then_some(LeftOut))
        .or(Some(Typed))
}

fn find(table: &[(&str, Class)], keyword: &str) -> Option<Class> {
    table
        .iter()
        .find(|(name, _)| *name == keyword)
        .map(|(_, class)| *class)
}

/// What becomes of a format.
pub(super) fn format(name: &str) -> Option<Class> {
    Some(match name {
        "int32" | "int64" | "uint64" | "float" | "double" | "uuid" | "date-time" | "date"
        | "byte" | "binary" | "password" => Typed,
        "email" | "uri" | "url" | "hostname" | "ipv4" | "ipv6" | "time" | "duration"
        | "uri-reference" | "regex" | "decimal" => Documented,
        _ => return None,
    })
}

/// What becomes of a body or an answer of a media type.
pub(super) fn media_type(name: &str) -> Option<Class> {
    let essence = essence(name);
    let (_, subtype) = essence.split_once('/')?;
    let typed = subtype == "json"
        || subtype.ends_with("+json")
        || matches!(
            essence.as_str(),
            "application/x-www-form-urlencoded"
                | "multipart/form-data"
                | "text/event-stream"
                | "application/jsonl"
                | "application/x-ndjson"
                | "application/json-seq"
                | "text/plain"
                | "text/csv"
                | "text/html"
                | "application/octet-stream"
        );
    typed.then_some(Typed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spec::keywords_of;

    #[test]
    fn every_keyword_of_schemas_has_a_class() {
        for keyword in keywords_of(Kind::Schema) {
            assert!(class(Kind::Schema, keyword).is_some(), "{keyword}");
        }
    }

    #[test]
    fn what_is_listed_is_a_keyword() {
        for (kind, keyword, _) in OTHERS {
            assert!(
                keywords_of(*kind).any(|known| known == *keyword),
                "{kind:?} {keyword}"
            );
        }
        for (keyword, _) in SCHEMA {
            assert!(
                *keyword == "$ref" || keywords_of(Kind::Schema).any(|known| known == *keyword),
                "{keyword}"
            );
        }
    }
}
