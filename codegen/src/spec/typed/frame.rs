//! The document's frame: info, servers, tags, components, security schemes.

use std::collections::BTreeMap;

use indexmap::IndexMap;
use openapiv3::{
    Components, ExternalDocumentation, Info, OpenAPI, Paths, ReferenceOr, SecurityRequirement,
    SecurityScheme, Server, Tag,
};
use serde_json::{Map, Value};

use super::{Typer, extensions};
use crate::spec::grammar::Kind;
use crate::spec::ledger::Why;
use crate::spec::pointer::Path;

impl Typer<'_> {
    pub(super) fn document(&mut self, value: Value) -> OpenAPI {
        let path = &Path::Root;
        let mut map = match value {
            Value::Object(map) => map,
            _ => Map::new(),
        };
        let mut extensions = extensions(&mut map);
        let openapi = match map.remove("openapi") {
            Some(Value::String(version)) => version,
            _ => String::new(),
        };
        let info = self
            .member(&mut map, "info", path, Self::info)
            .unwrap_or_default();
        let servers = self.list_of(&mut map, "servers", path, Self::server);
        // Before what refers to them.
        let components = self.member(&mut map, "components", path, Self::components);
        let paths = self
            .member(&mut map, "paths", path, Self::paths)
            .unwrap_or_default();
        self.checked(&mut extensions, "x-codegen-webhooks", path, Self::path_item);
        // An empty list is not the same as none: it says that no credentials are needed.
        let security = map
            .contains_key("security")
            .then(|| self.list_of(&mut map, "security", path, Self::requirement));
        let tags = self.list_of(&mut map, "tags", path, Self::tag);
        let external_docs = self.member(&mut map, "externalDocs", path, Self::external_docs);
        OpenAPI {
            openapi,
            info,
            servers,
            paths,
            components,
            security,
            tags,
            external_docs,
            extensions,
        }
    }

    fn info(&mut self, value: Value, path: &Path<'_>) -> Option<Info> {
        let map = self.object(Kind::Info, value, path)?;
        self.shallow(Kind::Info, map, path)
    }

    fn paths(&mut self, value: Value, path: &Path<'_>) -> Option<Paths> {
        let mut map = self.object(Kind::Paths, value, path)?;
        let extensions = extensions(&mut map);
        let paths = map
            .into_iter()
            .filter_map(|(key, value)| {
                let item = self.path_item(value, &path.key(&key))?;
                Some((key, ReferenceOr::Item(item)))
            })
            .collect();
        Some(Paths { paths, extensions })
    }

    fn components(&mut self, value: Value, path: &Path<'_>) -> Option<Components> {
        let mut map = self.object(Kind::Components, value, path)?;
        let extensions = extensions(&mut map);
        let map = &mut map;
        for (kind, members) in map.iter() {
            let names = members.as_object().into_iter().flat_map(Map::keys);
            self.known
                .extend(names.map(|name| format!("#/components/{kind}/{name}")));
        }
        // What may be referred to by another kind stands before that.
        let schemas = self.map_of(map, "schemas", path, Self::schema_or_ref);
        let examples = self.members(map, "examples", path, Self::example_or_ref);
        let links = self.members(map, "links", path, Self::link_or_ref);
        let headers = self.members(map, "headers", path, Self::header_or_ref);
        let parameters = self.members(map, "parameters", path, Self::parameter_or_ref);
        let request_bodies = self.members(map, "requestBodies", path, Self::request_body_or_ref);
        let responses = self.members(map, "responses", path, Self::response_or_ref);
        let security_schemes = self.members(map, "securitySchemes", path, Self::scheme_or_ref);
        let callbacks = self.members(map, "callbacks", path, Self::callback_or_ref);
        Some(Components {
            schemas,
            responses,
            parameters,
            examples,
            request_bodies,
            headers,
            security_schemes,
            links,
            callbacks,
            extensions,
        })
    }

    /// The components of one kind. Those that cannot be typed take the references to them along.
    fn members<T>(
        &mut self,
        map: &mut Map<String, Value>,
        kind: &str,
        path: &Path<'_>,
        item: fn(&mut Self, Value, &Path<'_>) -> Option<ReferenceOr<T>>,
    ) -> IndexMap<String, ReferenceOr<T>> {
        let names: Vec<String> = match map.get(kind) {
            Some(Value::Object(members)) => members.keys().cloned().collect(),
            _ => Vec::new(),
        };
        let mut typed = self.map_of(map, kind, path, item);
        let mut gone: Vec<String> = names
            .into_iter()
            .filter(|name| !typed.contains_key(name))
            .collect();
        if gone.is_empty() {
            return typed;
        }
        let mut aliases: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (name, member) in &typed {
            if let ReferenceOr::Reference { reference } = member {
                let others = aliases.entry(reference.clone()).or_default();
                others.push(name.clone());
            }
        }
        while let Some(name) = gone.pop() {
            let reference = format!("#/components/{kind}/{name}");
            gone.extend(aliases.remove(&reference).unwrap_or_default());
            if typed.shift_remove(&name).is_some() {
                let place = path.key(kind).key(&name).to_string();
                self.ledger.dropped(place, "$ref", Why::TargetLeftOut);
            }
            self.known.remove(&reference);
        }
        typed
    }

    fn scheme_or_ref(
        &mut self,
        value: Value,
        path: &Path<'_>,
    ) -> Option<ReferenceOr<SecurityScheme>> {
        self.reference_or(value, path, |typer, value, path| {
            let map = typer.object(Kind::SecurityScheme, value, path)?;
            typer.shallow(Kind::SecurityScheme, map, path)
        })
    }

    fn requirement(&mut self, value: Value, path: &Path<'_>) -> Option<SecurityRequirement> {
        let map = self.object(Kind::SecurityRequirement, value, path)?;
        self.shallow(Kind::SecurityRequirement, map, path)
    }

    fn tag(&mut self, value: Value, path: &Path<'_>) -> Option<Tag> {
        let map = self.object(Kind::Tag, value, path)?;
        self.shallow(Kind::Tag, map, path)
    }

    pub(super) fn server(&mut self, value: Value, path: &Path<'_>) -> Option<Server> {
        let map = self.object(Kind::Server, value, path)?;
        self.shallow(Kind::Server, map, path)
    }

    pub(super) fn external_docs(
        &mut self,
        value: Value,
        path: &Path<'_>,
    ) -> Option<ExternalDocumentation> {
        let map = self.object(Kind::ExternalDocs, value, path)?;
        self.shallow(Kind::ExternalDocs, map, path)
    }
}
