//! Documented responses: what each of their contents holds.

use indexmap::IndexMap;
use openapiv3::{MediaType, ReferenceOr, Response};

use super::at::{At, below, reference_name};
use super::body::item_node;
use super::context::Context;
use super::facts::{Kind, Node};
use super::media::{MediaKind, concrete, essence, is_markup};
use super::naming::with_suffix;
use super::plan::Planned;
use super::{docs, read, status};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Content, Method, Owner, Reason, Scalar, StatusSpec, Treatment, Type};

/// A documented response with its status.
pub(super) struct Found<'a> {
    pub(super) status: StatusSpec,
    pub(super) response: &'a Response,
    /// Where it stands, and what its types are called when it is the only success.
    pub(super) at: At,
    /// Whether it is a component.
    shared: bool,
}

/// One content of a response, before it has a name.
pub(super) struct Case {
    pub(super) status: StatusSpec,
    pub(super) description: Option<String>,
    pub(super) media_type: Option<String>,
    pub(super) content: Content,
}

impl<'a> Context<'a> {
    /// The documented responses, by status.
    pub(super) fn find_responses<'p>(&mut self, planned: &'p Planned<'a>) -> Vec<Found<'p>> {
        let responses = &planned.operation.responses;
        let mut listed: Vec<(StatusSpec, &ReferenceOr<Response>)> = responses
            .responses
            .iter()
            .map(|(code, response)| (status::spec(code), response))
            .collect();
        listed.extend(
            responses
                .default
                .iter()
                .map(|response| (StatusSpec::Default, response)),
        );
        listed.sort_by_key(|(status, _)| *status);
        let mut out = Vec::with_capacity(listed.len());
        for (status, response) in listed {
            let pointer = below(&planned.pointer, &["responses", &status::key(status)]);
            let own = At::root(
                pointer.clone(),
                Owner::Operation(planned.key()),
                planned.prefix.clone(),
            );
            match self.find_response(response, own) {
                Some((response, at, shared)) => out.push(Found {
                    status,
                    response,
                    at,
                    shared,
                }),
                None => self.report(
                    Diagnostic::new(
                        Code::DanglingReference,
                        pointer,
                        "the reference leads to no response",
                    )
                    .done("the response is left out"),
                ),
            }
        }
        out
    }

    fn find_response<'r>(
        &self,
        declared: &'r ReferenceOr<Response>,
        own: At,
    ) -> Option<(&'r Response, At, bool)>
    where
        'a: 'r,
    {
        let api = self.api;
        let mut found = declared;
        let mut at = own;
        let mut shared = false;
        for _ in 0..16 {
            match found {
                ReferenceOr::Item(response) => return Some((response, at, shared)),
                ReferenceOr::Reference { reference } => {
                    let name = reference_name(reference, "responses")?;
                    found = api.components.as_ref()?.responses.get(&name)?;
                    shared = true;
                    at = At::root(
                        below("/components/responses", &[&name]),
                        Owner::Component(name.clone()),
                        with_suffix(&name, "response", &["response", "result", "reply", "error"]),
                    );
                }
            }
        }
        None
    }

    /// One case for each content that decodes differently.
    pub(super) fn cases(
        &mut self,
        planned: &Planned<'_>,
        found: &Found<'_>,
        role: &str,
        stream: Option<&mut Option<(String, Content)>>,
    ) -> Vec<Case> {
        let description = docs::text(&found.response.description);
        let case = |media_type: Option<String>, content: Content| Case {
            status: found.status,
            description: description.clone(),
            media_type,
            content,
        };
        let media = self.readable(&found.response.content, &found.at);
        if media.is_empty() || planned.method == Method::Head || status::is_empty(found.status) {
            return vec![case(None, Content::Empty)];
        }
        let plain = media
            .iter()
            .filter(|(name, _)| !is_stream(MediaKind::of(name)))
            .count();
        let mut out: Vec<Case> = Vec::new();
        let mut streams: Vec<(String, Content)> = Vec::new();
        for (index, (media_type, media)) in media.into_iter().enumerate() {
            let kind = MediaKind::of(media_type);
            let role = if found.shared { "" } else { role };
            let words = if index == 0 {
                role.to_owned()
            } else {
                format!("{role} {}", kind.word())
            };
            let place = found.at.below(&["content", media_type, "schema"], &words);
            let content = self.received(media_type, media, &place);
            if is_stream(kind) {
                streams.push((media_type.clone(), content));
            } else if !out.iter().any(|known| known.content == content) {
                out.push(case(Some(asked(media_type, kind)), content));
            }
        }
        let mut streams = streams.into_iter();
        match (streams.next(), stream) {
            (Some(first), Some(place)) if plain > 0 => {
                place.get_or_insert(first);
            }
            (Some((media_type, content)), _) if plain == 0 => {
                out.push(case(Some(media_type), content));
            }
            _ => {}
        }
        for (media_type, _) in streams {
            self.approximate(
                &below(&found.at.pointer, &["content", &media_type]),
                Reason::Redundant,
                Treatment::LeftOut,
                "the same comes as another kind of stream",
            );
        }
        out
    }

    /// The media types of a response, the usual ones first, without those that only say the same in another language.
    fn readable<'r>(
        &mut self,
        content: &'r IndexMap<String, MediaType>,
        at: &At,
    ) -> Vec<(&'r String, &'r MediaType)> {
        let mut all: Vec<(&String, &MediaType)> = content.iter().collect();
        all.sort_by_key(|(name, _)| {
            (
                MediaKind::of(name),
                essence(name) != "application/json",
                *name,
            )
        });
        let json = all
            .iter()
            .any(|(name, _)| MediaKind::of(name) == MediaKind::Json);
        all.retain(|(name, _)| {
            let repeats = json && is_markup(&essence(name));
            if repeats {
                self.approximate(
                    &below(&at.pointer, &["content", name]),
                    Reason::Redundant,
                    Treatment::LeftOut,
                    "the same comes as JSON",
                );
            }
            !repeats
        });
        all
    }

    fn received(&mut self, media_type: &str, media: &MediaType, at: &At) -> Content {
        let node = media
            .schema
            .as_ref()
            .map(|schema| read::node(schema, at.clone()));
        let node = node.as_ref();
        let content = match self.media_kind(media_type, node, at) {
            MediaKind::Json => Content::Json(self.json(node, at)),
            MediaKind::Text => {
                if node.is_some_and(|node| self.is_structured(node)) {
                    self.approximate(
                        &at.pointer,
                        Reason::Contradiction,
                        Treatment::Loose,
                        format!("`{media_type}` is text, and the schema is of something else"),
                    );
                }
                Content::Text
            }
            MediaKind::Events => Content::Events(self.stream_item(media, node, at)),
            MediaKind::JsonLines => Content::JsonLines(self.stream_item(media, node, at)),
            MediaKind::Form | MediaKind::Multipart => {
                if node.is_some_and(|node| self.is_structured(node)) {
                    self.unsupported(
                        &at.pointer,
                        Treatment::Bytes,
                        &format!("answers in `{media_type}` are not taken apart"),
                        "the answer is raw bytes",
                    );
                }
                Content::Bytes
            }
            MediaKind::Bytes => Content::Bytes,
        };
        self.drain();
        content
    }

    /// The type of one item of a stream: text when the document does not say.
    fn stream_item(&mut self, media: &MediaType, node: Option<&Node>, at: &At) -> Type {
        if let Some(item) = item_node(media, at) {
            return self.event_data(&item);
        }
        let Some(node) = node else {
            return Type::Scalar(Scalar::String);
        };
        let items = self
            .resolve(node)
            .filter(|facts| facts.effective_kind() == Some(Kind::Array))
            .and_then(|facts| facts.items.clone());
        self.typed(&items.unwrap_or_else(|| node.clone())).whole()
    }

    /// What an item says of an event as a whole holds for its `data`.
    fn event_data(&mut self, item: &Node) -> Type {
        let data = self
            .resolve(item)
            .filter(|facts| facts.properties.keys().all(|key| is_event_field(key)))
            .and_then(|facts| facts.properties.get("data").cloned());
        self.typed(&data.unwrap_or_else(|| item.clone())).whole()
    }
}

/// What to ask for: a range of JSON stands for JSON.
fn asked(media_type: &str, kind: MediaKind) -> String {
    if kind == MediaKind::Json {
        concrete(media_type)
    } else {
        media_type.trim().to_owned()
    }
}

/// Whether a content is read item by item.
pub(super) fn is_stream(kind: MediaKind) -> bool {
    matches!(kind, MediaKind::Events | MediaKind::JsonLines)
}

/// Fields of a server-sent event.
fn is_event_field(key: &str) -> bool {
    matches!(key, "data" | "event" | "id" | "retry")
}
