//! The schemas that a generated crate names: components, bodies and answers, each with its Rust type and its place in the
//! source document.

use std::collections::{BTreeMap, BTreeSet};

use codegen::emit::type_path;
use codegen::model::{Api, BodyContent, Content, Operation, Owner, ResponseCase, StatusSpec, Type};
use serde_json::Value;

use super::files::{Files, Place};
use crate::pointer::child;

/// Why nothing of a document is tested.
const UNREADABLE: &str = "part of a document that the other reader cannot read";

/// A schema and the type that was made of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Named {
    /// What a person calls it: `#/components/schemas/Alert`, `GET /api/alerts 200 application/json`.
    pub(super) label: String,
    /// Where the schema stands.
    pub(super) place: Place,
    /// The type, as Rust.
    pub(super) rust: String,
}

/// What was found, and what could not be tested.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) named: Vec<Named>,
    /// Reason -> labels.
    pub(super) skipped: BTreeMap<&'static str, Vec<String>>,
}

/// Every schema that the crate names. The same type of the same schema is taken once.
pub(super) fn all(api: &Api, files: &Files<'_>) -> Found {
    let mut collector = Collector {
        api,
        files,
        readable: files.file("").is_some(),
        seen: BTreeSet::new(),
        found: Found::default(),
    };
    collector.components();
    for operation in api.operations() {
        collector.operation(operation);
    }
    collector.found
}

struct Collector<'a> {
    api: &'a Api,
    files: &'a Files<'a>,
    /// Whether the document can be read by other means than the generator's.
    readable: bool,
    seen: BTreeSet<(String, Place)>,
    found: Found,
}

impl Collector<'_> {
    fn components(&mut self) {
        for (id, def) in self.api.types.iter() {
            let Owner::Component(name) = &def.owner else {
                continue;
            };
            let pointer = child("/components/schemas", name);
            // Not the types of its parts.
            if def.pointer != pointer {
                continue;
            }
            if !self.readable {
                self.skip(UNREADABLE, format!("#{pointer}"));
                continue;
            }
            // Not components that the document has elsewhere.
            if self.files.at(&Place::root(&*pointer)).is_some() {
                self.named(
                    format!("#{pointer}"),
                    Place::root(pointer),
                    &Type::Named(id),
                );
            }
        }
    }

    fn operation(&mut self, operation: &Operation) {
        let Some((place, _)) = self.place_of(operation) else {
            let reason = if self.readable {
                "an operation in another place than its path"
            } else {
                UNREADABLE
            };
            self.skip(reason, operation.key());
            return;
        };
        if let Some(body) = &operation.body {
            for content in &body.contents {
                self.body(operation, &place, content);
            }
        }
        for case in operation.success.cases.iter().chain(&operation.errors) {
            self.answer(operation, &place, case);
        }
    }

    /// The operation object in the source.
    fn place_of(&self, operation: &Operation) -> Option<(Place, Value)> {
        let method = operation.method.as_str();
        let item = Place::root("/paths").below(&[&operation.path]);
        let (item, value) = self.files.settled(item)?;
        let key = value
            .as_object()?
            .keys()
            .find(|key| key.eq_ignore_ascii_case(method))?;
        self.files.settled(item.below(&[key]))
    }

    fn body(&mut self, operation: &Operation, place: &Place, content: &BodyContent) {
        let label = format!("{} body {}", operation.key(), content.media_type);
        let found = self.files.settled(place.below(&["requestBody"]));
        let schema = found.and_then(|(place, body)| {
            media_type(&body, &content.media_type)
                .map(|key| place.below(&["content", &key, "schema"]))
        });
        self.content(label, schema, &content.content);
    }

    fn answer(&mut self, operation: &Operation, place: &Place, case: &ResponseCase) {
        let status = match case.status {
            StatusSpec::Code(code) => code.to_string(),
            StatusSpec::Range(digit) => format!("{digit}XX"),
            StatusSpec::Default => "default".to_owned(),
        };
        let media = case.media_type.clone().unwrap_or_default();
        let label = format!("{} {status} {media}", operation.key());
        let responses = place.below(&["responses"]);
        let key = self.files.at(&responses).and_then(|responses| {
            let mut keys = responses.as_object()?.keys();
            keys.find(|key| key.eq_ignore_ascii_case(&status)).cloned()
        });
        let schema = key.and_then(|key| {
            let (place, response) = self.files.settled(responses.below(&[&key]))?;
            let key = media_type(&response, &media)?;
            Some(place.below(&["content", &key, "schema"]))
        });
        self.content(label, schema, &case.content);
    }

    fn content(&mut self, label: String, schema: Option<Place>, content: &Content) {
        let reason = match content {
            // They have no type of their own.
            Content::Empty | Content::Text | Content::Bytes => return,
            Content::Json(ty) | Content::Form { ty, .. } => {
                // Without a schema nothing says what it is.
                if let Some(place) = schema.filter(|place| self.files.at(place).is_some()) {
                    self.named(label, place, ty);
                }
                return;
            }
            Content::Multipart { .. } => "a multipart body, which is only sent",
            Content::Events(_) | Content::JsonLines(_) => "a stream of values",
        };
        self.skip(reason, label);
    }

    fn named(&mut self, label: String, place: Place, ty: &Type) {
        // A schema that is only a reference is the one that it leads to.
        let place = self.files.at(&place).map_or(place.clone(), |schema| {
            let alone = schema.as_object().is_some_and(|object| object.len() == 1);
            let target = schema.get("$ref").and_then(Value::as_str);
            target
                .filter(|_| alone)
                .and_then(|reference| place.follow(reference))
                .unwrap_or(place)
        });
        let mut rust = type_path(self.api, ty);
        if label.starts_with('#') {
            // A component that may be null is a type that may not: its users have the `Option`.
            rust = format!("Option<{rust}>");
        }
        if self.seen.insert((rust.clone(), place.clone())) {
            self.found.named.push(Named { label, place, rust });
        }
    }

    fn skip(&mut self, reason: &'static str, label: String) {
        self.found.skipped.entry(reason).or_default().push(label);
    }
}

/// The key of `content` that is this media type, however it is written.
fn media_type(holder: &Value, wanted: &str) -> Option<String> {
    let plain = |text: &str| {
        let text = text.split(';').next().unwrap_or_default();
        text.trim().to_ascii_lowercase()
    };
    let content = holder.get("content")?.as_object()?;
    content
        .keys()
        .find(|key| *key == wanted)
        .or_else(|| content.keys().find(|key| plain(key) == plain(wanted)))
        .cloned()
}
