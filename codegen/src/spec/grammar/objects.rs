//! The keys of every object but schemas, in OpenAPI 3.0 to 3.2.

use super::{Field, Form, Kind, kept, typed};

#[cfg(test)]
pub(super) const ALL: &[Kind] = &[
    Kind::Document,
    Kind::Info,
    Kind::Contact,
    Kind::License,
    Kind::Server,
    Kind::ServerVariable,
    Kind::Components,
    Kind::Paths,
    Kind::PathItem,
    Kind::Operation,
    Kind::ExternalDocs,
    Kind::Parameter,
    Kind::RequestBody,
    Kind::MediaType,
    Kind::Encoding,
    Kind::Responses,
    Kind::Response,
    Kind::Callback,
    Kind::Example,
    Kind::Link,
    Kind::Header,
    Kind::Tag,
    Kind::Schema,
    Kind::Discriminator,
    Kind::SecurityScheme,
    Kind::Flows,
    Kind::Flow,
    Kind::SecurityRequirement,
];

pub(super) fn fields(kind: Kind) -> &'static [Field] {
    match kind {
        Kind::Document => DOCUMENT,
        Kind::Info => INFO,
        Kind::Contact => CONTACT,
        Kind::License => LICENSE,
        Kind::Server => SERVER,
        Kind::ServerVariable => SERVER_VARIABLE,
        Kind::Components => COMPONENTS,
        Kind::PathItem => PATH_ITEM,
        Kind::Operation => OPERATION,
        Kind::ExternalDocs => EXTERNAL_DOCS,
        Kind::Parameter => PARAMETER,
        Kind::RequestBody => REQUEST_BODY,
        Kind::MediaType => MEDIA_TYPE,
        Kind::Encoding => ENCODING,
        Kind::Responses => RESPONSES,
        Kind::Response => RESPONSE,
        Kind::Example => EXAMPLE,
        Kind::Link => LINK,
        Kind::Header => HEADER,
        Kind::Tag => TAG,
        Kind::Discriminator => DISCRIMINATOR,
        Kind::SecurityScheme => SECURITY_SCHEME,
        Kind::Flows => FLOWS,
        Kind::Flow => FLOW,
        // Keys that are names, not words of the specification; and schemas, which have a table of their own.
        Kind::Paths | Kind::Callback | Kind::SecurityRequirement | Kind::Schema => &[],
    }
}

const DOCUMENT: &[Field] = &[
    typed("openapi", Form::Text),
    typed("info", Form::One(Kind::Info)),
    typed("servers", Form::List(Kind::Server)),
    typed("paths", Form::One(Kind::Paths)),
    typed("components", Form::One(Kind::Components)),
    typed("security", Form::List(Kind::SecurityRequirement)),
    typed("tags", Form::List(Kind::Tag)),
    typed("externalDocs", Form::One(Kind::ExternalDocs)),
    kept("webhooks", Form::Map(Kind::PathItem)),
    kept("jsonSchemaDialect", Form::Text),
    kept("$self", Form::Text),
];

const INFO: &[Field] = &[
    typed("title", Form::Text),
    typed("description", Form::Text),
    typed("termsOfService", Form::Text),
    typed("contact", Form::One(Kind::Contact)),
    typed("license", Form::One(Kind::License)),
    typed("version", Form::Text),
    kept("summary", Form::Text),
];

const CONTACT: &[Field] = &[
    typed("name", Form::Text),
    typed("url", Form::Text),
    typed("email", Form::Text),
];

const LICENSE: &[Field] = &[
    typed("name", Form::Text),
    typed("url", Form::Text),
    kept("identifier", Form::Text),
];

const SERVER: &[Field] = &[
    typed("url", Form::Text),
    typed("description", Form::Text),
    typed("variables", Form::Map(Kind::ServerVariable)),
    kept("name", Form::Text),
];

const SERVER_VARIABLE: &[Field] = &[
    typed("enum", Form::Texts),
    typed("default", Form::Text),
    typed("description", Form::Text),
];

const COMPONENTS: &[Field] = &[
    typed("schemas", Form::Map(Kind::Schema)),
    typed("responses", Form::Map(Kind::Response)),
    typed("parameters", Form::Map(Kind::Parameter)),
    typed("examples", Form::Map(Kind::Example)),
    typed("requestBodies", Form::Map(Kind::RequestBody)),
    typed("headers", Form::Map(Kind::Header)),
    typed("securitySchemes", Form::Map(Kind::SecurityScheme)),
    typed("links", Form::Map(Kind::Link)),
    typed("callbacks", Form::Map(Kind::Callback)),
    kept("pathItems", Form::Map(Kind::PathItem)),
    kept("mediaTypes", Form::Map(Kind::MediaType)),
];

const PATH_ITEM: &[Field] = &[
    typed("get", Form::One(Kind::Operation)),
    typed("put", Form::One(Kind::Operation)),
    typed("post", Form::One(Kind::Operation)),
    typed("delete", Form::One(Kind::Operation)),
    typed("options", Form::One(Kind::Operation)),
    typed("head", Form::One(Kind::Operation)),
    typed("patch", Form::One(Kind::Operation)),
    typed("trace", Form::One(Kind::Operation)),
    typed("parameters", Form::List(Kind::Parameter)),
    typed("summary", Form::Text),
    typed("description", Form::Text),
    typed("servers", Form::List(Kind::Server)),
    kept("query", Form::One(Kind::Operation)),
    kept("additionalOperations", Form::Map(Kind::Operation)),
];

const OPERATION: &[Field] = &[
    typed("tags", Form::Texts),
    typed("summary", Form::Text),
    typed("description", Form::Text),
    typed("externalDocs", Form::One(Kind::ExternalDocs)),
    typed("operationId", Form::Text),
    typed("parameters", Form::List(Kind::Parameter)),
    typed("requestBody", Form::One(Kind::RequestBody)),
    typed("responses", Form::One(Kind::Responses)),
    typed("callbacks", Form::Map(Kind::Callback)),
    typed("deprecated", Form::Flag),
    typed("security", Form::List(Kind::SecurityRequirement)),
    typed("servers", Form::List(Kind::Server)),
];

const EXTERNAL_DOCS: &[Field] = &[typed("description", Form::Text), typed("url", Form::Text)];

const PARAMETER: &[Field] = &[
    typed("name", Form::Text),
    typed("in", Form::Text),
    typed("description", Form::Text),
    typed("required", Form::Flag),
    typed("schema", Form::One(Kind::Schema)),
    typed("deprecated", Form::Flag),
    typed("allowEmptyValue", Form::Flag),
    typed("style", Form::Text),
    typed("explode", Form::Flag),
    typed("allowReserved", Form::Flag),
    typed("example", Form::Data),
    typed("examples", Form::Map(Kind::Example)),
    typed("content", Form::Map(Kind::MediaType)),
];

const REQUEST_BODY: &[Field] = &[
    typed("description", Form::Text),
    typed("content", Form::Map(Kind::MediaType)),
    typed("required", Form::Flag),
];

const MEDIA_TYPE: &[Field] = &[
    typed("schema", Form::One(Kind::Schema)),
    typed("example", Form::Data),
    typed("examples", Form::Map(Kind::Example)),
    typed("encoding", Form::Map(Kind::Encoding)),
    kept("itemSchema", Form::One(Kind::Schema)),
    kept("itemEncoding", Form::One(Kind::Encoding)),
    kept("prefixEncoding", Form::List(Kind::Encoding)),
];

const ENCODING: &[Field] = &[
    typed("contentType", Form::Text),
    typed("headers", Form::Map(Kind::Header)),
    typed("style", Form::Text),
    typed("explode", Form::Flag),
    typed("allowReserved", Form::Flag),
    kept("encoding", Form::Map(Kind::Encoding)),
    kept("itemEncoding", Form::One(Kind::Encoding)),
    kept("prefixEncoding", Form::List(Kind::Encoding)),
];

const RESPONSES: &[Field] = &[typed("default", Form::One(Kind::Response))];

const RESPONSE: &[Field] = &[
    typed("description", Form::Text),
    typed("headers", Form::Map(Kind::Header)),
    typed("content", Form::Map(Kind::MediaType)),
    typed("links", Form::Map(Kind::Link)),
    kept("summary", Form::Text),
];

const EXAMPLE: &[Field] = &[
    typed("summary", Form::Text),
    typed("description", Form::Text),
    typed("value", Form::Data),
    typed("externalValue", Form::Text),
    kept("dataValue", Form::Data),
    kept("serializedValue", Form::Text),
];

const LINK: &[Field] = &[
    typed("operationRef", Form::Text),
    typed("operationId", Form::Text),
    typed("parameters", Form::Data),
    typed("requestBody", Form::Data),
    typed("description", Form::Text),
    typed("server", Form::One(Kind::Server)),
];

const HEADER: &[Field] = &[
    typed("description", Form::Text),
    typed("required", Form::Flag),
    typed("deprecated", Form::Flag),
    typed("style", Form::Text),
    typed("schema", Form::One(Kind::Schema)),
    typed("content", Form::Map(Kind::MediaType)),
    typed("example", Form::Data),
    typed("examples", Form::Map(Kind::Example)),
    kept("explode", Form::Flag),
    kept("allowEmptyValue", Form::Flag),
    kept("allowReserved", Form::Flag),
];

const TAG: &[Field] = &[
    typed("name", Form::Text),
    typed("description", Form::Text),
    typed("externalDocs", Form::One(Kind::ExternalDocs)),
    kept("summary", Form::Text),
    kept("parent", Form::Text),
    kept("kind", Form::Text),
];

const DISCRIMINATOR: &[Field] = &[
    typed("propertyName", Form::Text),
    typed("mapping", Form::TextMap),
    kept("defaultMapping", Form::Text),
];

const SECURITY_SCHEME: &[Field] = &[
    typed("type", Form::Text),
    typed("description", Form::Text),
    typed("name", Form::Text),
    typed("in", Form::Text),
    typed("scheme", Form::Text),
    typed("bearerFormat", Form::Text),
    typed("flows", Form::One(Kind::Flows)),
    typed("openIdConnectUrl", Form::Text),
    kept("oauth2MetadataUrl", Form::Text),
    kept("deprecated", Form::Flag),
];

const FLOWS: &[Field] = &[
    typed("implicit", Form::One(Kind::Flow)),
    typed("password", Form::One(Kind::Flow)),
    typed("clientCredentials", Form::One(Kind::Flow)),
    typed("authorizationCode", Form::One(Kind::Flow)),
    kept("deviceAuthorization", Form::One(Kind::Flow)),
];

const FLOW: &[Field] = &[
    typed("authorizationUrl", Form::Text),
    typed("tokenUrl", Form::Text),
    typed("refreshUrl", Form::Text),
    typed("scopes", Form::TextMap),
    kept("deviceAuthorizationUrl", Form::Text),
];
