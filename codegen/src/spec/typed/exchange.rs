//! What goes over the wire: path items, operations, parameters, bodies, responses.

use indexmap::IndexMap;
use openapiv3::{
    Callback, Encoding, Example, Header, Link, MediaType, Operation, Parameter, ParameterData,
    ParameterSchemaOrContent, PathItem, ReferenceOr, RequestBody, Response, Responses, StatusCode,
};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{Typer, extensions};
use crate::spec::grammar::Kind;
use crate::spec::pointer::Path;

impl Typer<'_> {
    pub(super) fn path_item(&mut self, value: Value, path: &Path<'_>) -> Option<PathItem> {
        let mut map = self.object(Kind::PathItem, value, path)?;
        let mut extensions = extensions(&mut map);
        self.checked(
            &mut extensions,
            "x-codegen-additional-operations",
            path,
            Self::operation,
        );
        let parameters = self.list_of(&mut map, "parameters", path, Self::parameter_or_ref);
        let servers = self.list_of(&mut map, "servers", path, Self::server);
        let get = self.member(&mut map, "get", path, Self::operation);
        let put = self.member(&mut map, "put", path, Self::operation);
        let post = self.member(&mut map, "post", path, Self::operation);
        let delete = self.member(&mut map, "delete", path, Self::operation);
        let options = self.member(&mut map, "options", path, Self::operation);
        let head = self.member(&mut map, "head", path, Self::operation);
        let patch = self.member(&mut map, "patch", path, Self::operation);
        let trace = self.member(&mut map, "trace", path, Self::operation);
        let shallow: PathItem = self.shallow(Kind::PathItem, map, path)?;
        Some(PathItem {
            get,
            put,
            post,
            delete,
            options,
            head,
            patch,
            trace,
            servers,
            parameters,
            extensions,
            ..shallow
        })
    }

    pub(super) fn operation(&mut self, value: Value, path: &Path<'_>) -> Option<Operation> {
        let mut map = self.object(Kind::Operation, value, path)?;
        let extensions = extensions(&mut map);
        let parameters = self.list_of(&mut map, "parameters", path, Self::parameter_or_ref);
        let request_body = self.member(&mut map, "requestBody", path, Self::request_body_or_ref);
        let responses = self
            .member(&mut map, "responses", path, Self::responses)
            .unwrap_or_default();
        let callbacks = self.map_of(&mut map, "callbacks", path, Self::callback);
        let servers = self.list_of(&mut map, "servers", path, Self::server);
        let external_docs = self.member(&mut map, "externalDocs", path, Self::external_docs);
        map.insert("responses".into(), json!({}));
        let shallow: Operation = self.shallow(Kind::Operation, map, path)?;
        Some(Operation {
            parameters,
            request_body,
            responses,
            callbacks,
            servers,
            external_docs,
            extensions,
            ..shallow
        })
    }

    pub(super) fn callback(&mut self, value: Value, path: &Path<'_>) -> Option<Callback> {
        let map = self.object(Kind::Callback, value, path)?;
        Some(
            map.into_iter()
                .filter_map(|(expression, item)| {
                    let item = self.path_item(item, &path.key(&expression))?;
                    Some((expression, item))
                })
                .collect(),
        )
    }

    pub(super) fn callback_or_ref(
        &mut self,
        value: Value,
        path: &Path<'_>,
    ) -> Option<ReferenceOr<Callback>> {
        self.reference_or(value, path, Self::callback)
    }

    pub(super) fn parameter_or_ref(
        &mut self,
        value: Value,
        path: &Path<'_>,
    ) -> Option<ReferenceOr<Parameter>> {
        self.reference_or(value, path, Self::parameter)
    }

    fn parameter(&mut self, value: Value, path: &Path<'_>) -> Option<Parameter> {
        let mut map = self.object(Kind::Parameter, value, path)?;
        let extensions = extensions(&mut map);
        let example = map.remove("example");
        let examples = self.map_of(&mut map, "examples", path, Self::example_or_ref);
        let format = self.schema_or_content(&mut map, path);
        map.insert("schema".into(), json!({}));
        let mut parameter: Parameter = self.shallow(Kind::Parameter, map, path)?;
        let data = data_mut(&mut parameter);
        data.extensions = extensions;
        data.example = example;
        data.examples = examples;
        if let Some(format) = format {
            data.format = format;
        }
        Some(parameter)
    }

    pub(super) fn header_or_ref(
        &mut self,
        value: Value,
        path: &Path<'_>,
    ) -> Option<ReferenceOr<Header>> {
        self.reference_or(value, path, Self::header)
    }

    fn header(&mut self, value: Value, path: &Path<'_>) -> Option<Header> {
        let mut map = self.object(Kind::Header, value, path)?;
        let extensions = extensions(&mut map);
        let example = map.remove("example");
        let examples = self.map_of(&mut map, "examples", path, Self::example_or_ref);
        let format = self.schema_or_content(&mut map, path);
        map.insert("schema".into(), json!({}));
        let shallow: Header = self.shallow(Kind::Header, map, path)?;
        Some(Header {
            extensions,
            example,
            examples,
            format: format.unwrap_or(shallow.format),
            ..shallow
        })
    }

    fn schema_or_content(
        &mut self,
        map: &mut Map<String, Value>,
        path: &Path<'_>,
    ) -> Option<ParameterSchemaOrContent> {
        if map.contains_key("content") {
            let content = self.map_of(map, "content", path, Self::media_type);
            return Some(ParameterSchemaOrContent::Content(content));
        }
        self.member(map, "schema", path, Self::schema_or_ref)
            .map(ParameterSchemaOrContent::Schema)
    }

    fn media_type(&mut self, value: Value, path: &Path<'_>) -> Option<MediaType> {
        let mut map = self.object(Kind::MediaType, value, path)?;
        let extensions = extensions(&mut map);
        let example = map.remove("example");
        let schema = self.member(&mut map, "schema", path, Self::schema_or_ref);
        let examples = self.map_of(&mut map, "examples", path, Self::example_or_ref);
        let encoding = self.map_of(&mut map, "encoding", path, Self::encoding);
        Some(MediaType {
            schema,
            example,
            examples,
            encoding,
            extensions,
        })
    }

    fn encoding(&mut self, value: Value, path: &Path<'_>) -> Option<Encoding> {
        let mut map = self.object(Kind::Encoding, value, path)?;
        let extensions = extensions(&mut map);
        let headers = self.map_of(&mut map, "headers", path, Self::header_or_ref);
        let shallow: Encoding = self.shallow(Kind::Encoding, map, path)?;
        Some(Encoding {
            headers,
            extensions,
            ..shallow
        })
    }

    pub(super) fn request_body_or_ref(
        &mut self,
        value: Value,
        path: &Path<'_>,
    ) -> Option<ReferenceOr<RequestBody>> {
        self.reference_or(value, path, Self::request_body)
    }

    fn request_body(&mut self, value: Value, path: &Path<'_>) -> Option<RequestBody> {
        let mut map = self.object(Kind::RequestBody, value, path)?;
        let extensions = extensions(&mut map);
        let content = self.map_of(&mut map, "content", path, Self::media_type);
        let shallow: RequestBody = self.shallow(Kind::RequestBody, map, path)?;
        Some(RequestBody {
            content,
            extensions,
            ..shallow
        })
    }

    fn responses(&mut self, value: Value, path: &Path<'_>) -> Option<Responses> {
        let mut map = self.object(Kind::Responses, value, path)?;
        let extensions = extensions(&mut map);
        let default = self.member(&mut map, "default", path, Self::response_or_ref);
        let mut responses = IndexMap::new();
        for (key, value) in map {
            let path = path.key(&key);
            match StatusCode::deserialize(&Value::from(key.as_str())) {
                Ok(status) => {
                    if let Some(response) = self.response_or_ref(value, &path) {
                        responses.insert(status, response);
                    }
                }
                Err(error) => {
                    self.set_aside(path.to_string(), "a response", &error.to_string());
                }
            }
        }
        Some(Responses {
            default,
            responses,
            extensions,
        })
    }

    pub(super) fn response_or_ref(
        &mut self,
        value: Value,
        path: &Path<'_>,
    ) -> Option<ReferenceOr<Response>> {
        self.reference_or(value, path, Self::response)
    }

    fn response(&mut self, value: Value, path: &Path<'_>) -> Option<Response> {
        let mut map = self.object(Kind::Response, value, path)?;
        let extensions = extensions(&mut map);
        let headers = self.map_of(&mut map, "headers", path, Self::header_or_ref);
        let content = self.map_of(&mut map, "content", path, Self::media_type);
        let links = self.map_of(&mut map, "links", path, Self::link_or_ref);
        let shallow: Response = self.shallow(Kind::Response, map, path)?;
        Some(Response {
            headers,
            content,
            links,
            extensions,
            ..shallow
        })
    }

    pub(super) fn link_or_ref(
        &mut self,
        value: Value,
        path: &Path<'_>,
    ) -> Option<ReferenceOr<Link>> {
        self.reference_or(value, path, Self::link)
    }

    fn link(&mut self, value: Value, path: &Path<'_>) -> Option<Link> {
        let map = self.object(Kind::Link, value, path)?;
        self.shallow(Kind::Link, map, path)
    }

    pub(super) fn example_or_ref(
        &mut self,
        value: Value,
        path: &Path<'_>,
    ) -> Option<ReferenceOr<Example>> {
        self.reference_or(value, path, Self::example)
    }

    fn example(&mut self, value: Value, path: &Path<'_>) -> Option<Example> {
        let mut map = self.object(Kind::Example, value, path)?;
        let extensions = extensions(&mut map);
        let value = map.remove("value");
        let shallow: Example = self.shallow(Kind::Example, map, path)?;
        Some(Example {
            value,
            extensions,
            ..shallow
        })
    }
}

fn data_mut(parameter: &mut Parameter) -> &mut ParameterData {
    match parameter {
        Parameter::Query { parameter_data, .. }
        | Parameter::Header { parameter_data, .. }
        | Parameter::Path { parameter_data, .. }
        | Parameter::Cookie { parameter_data, .. } => parameter_data,
    }
}
