//! What a document uses: a walk over its source.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::{Class, Use, keywords};
use crate::spec::{Form, Kind, grammar_field, pointer_segment};

/// Collects what is used, by section and name.
#[derive(Debug, Default)]
pub(super) struct Walk {
    pub(super) uses: BTreeMap<(&'static str, String), Use>,
}

impl Walk {
    pub(super) fn document(&mut self, document: &Value) {
        if let Value::Object(map) = document {
            self.object(Kind::Document, map, "");
        }
    }

    fn note(&mut self, section: &'static str, name: String, class: Option<Class>, pointer: &str) {
        let used = self.uses.entry((section, name)).or_insert_with(|| Use {
            count: 0,
            class: class.unwrap_or(Class::Unclassified),
            why: None,
            first: pointer.to_owned(),
        });
        used.count += 1;
    }

    fn object(&mut self, kind: Kind, map: &Map<String, Value>, pointer: &str) {
        self.facts(kind, map, pointer);
        for (key, value) in map {
            let at = format!("{pointer}/{}", pointer_segment(key));
            if key == "$ref" && value.is_string() {
                self.note(
                    super::KEYWORDS,
                    "any object: `$ref`".to_owned(),
                    Some(Class::Typed),
                    &at,
                );
                continue;
            }
            let Some(field) = grammar_field(kind, key) else {
                let section = if key.starts_with("x-") {
                    super::EXTENSIONS
                } else {
                    super::KEYWORDS
                };
                let name = if section == super::EXTENSIONS {
                    format!("`{key}`")
                } else {
                    format!("{}: `{key}`", kind.noun())
                };
                self.note(section, name, None, &at);
                continue;
            };
            // Keys that are names are counted by what they name.
            if !field.name.is_empty() {
                let class = keywords::class(kind, key);
                self.note(
                    super::KEYWORDS,
                    format!("{}: `{key}`", kind.noun()),
                    class,
                    &at,
                );
            }
            self.member(kind, key, field.form, value, &at);
        }
    }

    fn member(&mut self, kind: Kind, key: &str, form: Form, value: &Value, at: &str) {
        match (form, value) {
            (Form::One(kind) | Form::OneOrList(kind), Value::Object(map)) => {
                if kind == Kind::Response {
                    self.note(super::ANSWERS, format!("`{key}`"), Some(Class::Typed), at);
                }
                self.object(kind, map, at);
            }
            (Form::List(kind) | Form::OneOrList(kind), Value::Array(items)) => {
                for (index, item) in items.iter().enumerate() {
                    if let Value::Object(map) = item {
                        self.object(kind, map, &format!("{at}/{index}"));
                    }
                }
            }
            (Form::Map(of) | Form::MapOrTexts(of), Value::Object(map)) => {
                for (name, item) in map {
                    let at = format!("{at}/{}", pointer_segment(name));
                    match (kind, of) {
                        (Kind::RequestBody, Kind::MediaType) => self.media("sent", name, &at),
                        (Kind::Response, Kind::MediaType) => self.media("read", name, &at),
                        (Kind::Response, Kind::Header) => {
                            self.note(super::HEADERS, format!("`{name}`"), Some(Class::Typed), &at);
                        }
                        _ => {}
                    }
                    if let Value::Object(map) = item {
                        self.object(of, map, &at);
                    }
                }
            }
            _ => {}
        }
    }

    fn media(&mut self, way: &str, name: &str, at: &str) {
        self.note(
            super::MEDIA,
            format!("`{name}`, {way}"),
            keywords::media_type(name),
            at,
        );
    }

    /// What the values of an object's members mean.
    fn facts(&mut self, kind: Kind, map: &Map<String, Value>, pointer: &str) {
        let text = |key: &str| map.get(key).and_then(Value::as_str);
        match kind {
            Kind::Schema => {
                if let Some(format) = text("format") {
                    let at = format!("{pointer}/format");
                    self.note(
                        super::FORMATS,
                        format!("`{format}`"),
                        keywords::format(format),
                        &at,
                    );
                }
            }
            Kind::Parameter => {
                if let Some(place) = text("in") {
                    let style = match (
                        text("style"),
                        map.get("explode"),
                        map.contains_key("content"),
                    ) {
                        (_, _, true) => "as `content`".to_owned(),
                        (style, Some(explode), _) => {
                            format!(
                                "{}, explode {explode}",
                                style
                                    .map_or("default style".to_owned(), |s| format!("style `{s}`"))
                            )
                        }
                        (Some(style), None, _) => format!("style `{style}`"),
                        (None, None, _) => "default style".to_owned(),
                    };
                    let known = matches!(
                        place,
                        "path" | "query" | "header" | "cookie" | "querystring"
                    );
                    let class = known.then_some(Class::Typed);
                    self.note(
                        super::PARAMETERS,
                        format!("`{place}`, {style}"),
                        class,
                        pointer,
                    );
                }
            }
            Kind::SecurityScheme => {
                if let Some(name) = text("type") {
                    let words = match (text("scheme"), text("in")) {
                        (Some(scheme), _) => format!("`{name}`, {scheme}"),
                        (None, Some(place)) => format!("`{name}` in {place}"),
                        (None, None) => format!("`{name}`"),
                    };
                    let known = matches!(
                        name,
                        "http" | "apiKey" | "oauth2" | "openIdConnect" | "mutualTLS"
                    );
                    self.note(
                        super::CREDENTIALS,
                        words,
                        known.then_some(Class::Typed),
                        pointer,
                    );
                }
            }
            _ => {}
        }
    }
}
