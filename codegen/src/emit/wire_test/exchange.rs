//! What the document says of an operation, as values: parameters, bodies, answers.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::model::{Content, Location, Operation, Param, ResponseCase, StatusSpec};
use crate::sample::{Sampler, Way, Words};
use crate::spec::{essence, follow_pointer};

/// An operation of the lowered document.
#[derive(Clone, Copy)]
pub(super) struct Source<'a> {
    document: &'a Value,
    whole: &'a BTreeSet<String>,
    operation: &'a Value,
    /// The path item around it.
    item: &'a Value,
}

impl<'a> Source<'a> {
    pub(super) fn of(
        document: &'a Value,
        whole: &'a BTreeSet<String>,
        operation: &Operation,
    ) -> Self {
        let parent = operation.pointer.rsplit_once('/').map(|(parent, _)| parent);
        let at = |pointer: &str| follow_pointer(document, pointer).unwrap_or(&Value::Null);
        let mut item = parent.map_or(&Value::Null, at);
        if parent.is_some_and(|parent| parent.ends_with("/x-codegen-additional-operations")) {
            let outer = parent.and_then(|parent| parent.rsplit_once('/'));
            item = outer.map_or(&Value::Null, |(outer, _)| at(outer));
        }
        Self {
            document,
            whole,
            operation: at(&operation.pointer),
            item,
        }
    }

    fn sampler(&self, way: Way, words: Words) -> Sampler<'a> {
        Sampler {
            document: self.document,
            whole: self.whole,
            way,
            words,
        }
    }

    /// A value for a parameter; `None` when none could be made.
    pub(super) fn parameter(&self, param: &Param) -> Option<Value> {
        let words = if param.location == Location::Header {
            Words::Plain
        } else {
            Words::Awkward
        };
        let sampler = self.sampler(Way::Sent, words);
        let Some(declared) = self.declared(param, &sampler) else {
            // A path parameter that only the path names.
            return Some(Value::from("salt & pepper/é"));
        };
        let content = declared
            .get("content")
            .and_then(Value::as_object)
            .and_then(|content| content.values().next());
        let around = content.unwrap_or(declared);
        let value = sampler.value(
            around.get("schema").unwrap_or(&EMPTY),
            &param.wire,
            &examples(&sampler, around),
        );
        value.filter(|value| !value.is_null())
    }

    fn declared(&self, param: &Param, sampler: &Sampler<'a>) -> Option<&'a Value> {
        let of = |around: &'a Value| {
            let list = around.get("parameters").and_then(Value::as_array);
            list.into_iter()
                .flatten()
                .map(|parameter| sampler.resolve(parameter))
                .find(|parameter| {
                    let place = match param.location {
                        Location::Path => "path",
                        Location::Query | Location::QueryString => "query",
                        Location::Header => "header",
                        Location::Cookie => "cookie",
                    };
                    parameter.get("name").and_then(Value::as_str) == Some(&param.wire)
                        && parameter.get("in").and_then(Value::as_str) == Some(place)
                })
        };
        of(self.operation).or_else(|| of(self.item))
    }

    /// A value for the body of this media type; `None` when none could be made.
    pub(super) fn body(&self, media_type: &str, content: &Content) -> Option<Value> {
        let sampler = self.sampler(Way::Sent, Words::Plain);
        let body = sampler.resolve(self.operation.get("requestBody")?);
        Self::content(&sampler, body, media_type, content)
    }

    /// A value of one part of the body; `None` when none could be made.
    pub(super) fn part(&self, media_type: &str, name: &str) -> Option<Value> {
        let sampler = self.sampler(Way::Sent, Words::Plain);
        let body = sampler.resolve(self.operation.get("requestBody")?);
        let media = media(body, media_type)?;
        sampler
            .property(media.get("schema")?, name)
            .filter(|value| !value.is_null())
    }

    /// A value for a documented answer; `None` when none could be made.
    pub(super) fn answer(&self, case: &ResponseCase) -> Option<Value> {
        let media_type = case.media_type.as_deref().unwrap_or_default();
        self.answer_as(case.status, media_type, &case.content)
    }

    /// The same for another media type of the status.
    pub(super) fn answer_as(
        &self,
        status: StatusSpec,
        media_type: &str,
        content: &Content,
    ) -> Option<Value> {
        let sampler = self.sampler(Way::Read, Words::Plain);
        let responses = self.operation.get("responses")?.as_object()?;
        let wanted = match status {
            StatusSpec::Code(code) => code.to_string(),
            StatusSpec::Range(digit) => format!("{digit}xx"),
            StatusSpec::Default => "default".to_owned(),
        };
        let (_, response) = responses
            .iter()
            .find(|(status, _)| status.eq_ignore_ascii_case(&wanted))?;
        Self::content(&sampler, sampler.resolve(response), media_type, content)
    }

    fn content(
        sampler: &Sampler<'a>,
        around: &'a Value,
        media_type: &str,
        content: &Content,
    ) -> Option<Value> {
        let media = media(around, media_type)?;
        let items = media.get("x-codegen-item-schema");
        let schema = match content {
            Content::Events(_) | Content::JsonLines(_) => items.or(media.get("schema")),
            _ => media.get("schema"),
        };
        sampler.value(schema.unwrap_or(&EMPTY), "text", &examples(sampler, media))
    }
}

/// A schema that says nothing.
static EMPTY: Value = Value::Null;

/// The content of this media type: the one of that name, or the only one.
fn media<'a>(around: &'a Value, media_type: &str) -> Option<&'a Value> {
    let content = around.get("content")?.as_object()?;
    content
        .get(media_type)
        .or_else(|| {
            content
                .iter()
                .find(|(name, _)| essence(name) == essence(media_type))
                .map(|(_, media)| media)
        })
        .or_else(|| content.values().next().filter(|_| content.len() == 1))
}

/// The examples beside a schema, the named ones sorted by name.
fn examples<'a>(sampler: &Sampler<'a>, around: &'a Value) -> Vec<&'a Value> {
    let named = around.get("examples").and_then(Value::as_object);
    let named = named
        .into_iter()
        .flat_map(serde_json::Map::values)
        .filter_map(|example| {
            let example = sampler.resolve(example);
            example
                .get("value")
                .or_else(|| example.get("x-codegen-data-value"))
        });
    around.get("example").into_iter().chain(named).collect()
}
