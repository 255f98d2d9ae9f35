//! Request bodies.

use indexmap::IndexMap;
use openapiv3::{MediaType, ReferenceOr, RequestBody};

use super::at::{At, below, reference_name};
use super::context::Context;
use super::docs::text;
use super::facts::{Kind, Node};
use super::media::{MediaKind, concrete, essence, is_markup, subtype};
use super::naming::with_suffix;
use super::plan::Planned;
use super::{extension, read};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{
    self, BodyContent, Content, Docs, Owner, Reason, Scope, Treatment, Type, TypeName,
};

impl<'a> Context<'a> {
    /// What an operation sends.
    pub(super) fn body(&mut self, planned: &Planned<'a>) -> Option<model::RequestBody> {
        let declared = planned.operation.request_body.as_ref()?;
        let own = At::root(
            below(&planned.pointer, &["requestBody"]),
            Owner::Operation(planned.key()),
            format!("{} body", planned.prefix),
        );
        let pointer = own.pointer.clone();
        let Some((body, at)) = self.find_body(declared, own) else {
            self.report(
                Diagnostic::new(
                    Code::DanglingReference,
                    pointer,
                    "the reference leads to no request body",
                )
                .done("the operation has no body"),
            );
            return None;
        };
        let media = self.sendable(&body.content, &at);
        let alone = media.len() == 1;
        let mut required = body.required;
        let mut scope = Scope::default();
        let mut contents = Vec::with_capacity(media.len());
        for (media_type, media) in media {
            let kind = MediaKind::of(media_type);
            let place = at.below(
                &["content", media_type, "schema"],
                if alone { "" } else { kind.word() },
            );
            let node = media
                .schema
                .as_ref()
                .map(|schema| read::node(schema, place.clone()));
            let kind = self.media_kind(media_type, node.as_ref(), &place);
            required |= node.as_ref().is_some_and(|node| self.demands(node));
            let content = self.sent(planned, kind, media, node.as_ref(), &place);
            self.drain();
            contents.push(BodyContent {
                ident: scope.claim_first(&[
                    kind.word(),
                    &subtype(media_type),
                    &essence(media_type),
                ]),
                media_type: sent_type(media_type, kind),
                content,
            });
        }
        if contents.is_empty() {
            return None;
        }
        let choice = (contents.len() > 1).then(|| {
            self.claim_type(
                &planned.pointer,
                &[
                    format!("{} body", planned.prefix),
                    format!("{} request body", planned.prefix),
                ],
            )
        });
        Some(model::RequestBody {
            required,
            docs: Docs {
                description: body.description.as_deref().and_then(text),
                ..Docs::default()
            },
            contents,
            choice,
        })
    }

    pub(super) fn find_body<'b>(
        &self,
        declared: &'b ReferenceOr<RequestBody>,
        own: At,
    ) -> Option<(&'b RequestBody, At)>
    where
        'a: 'b,
    {
        let api = self.api;
        let mut found = declared;
        let mut at = own;
        for _ in 0..16 {
            match found {
                ReferenceOr::Item(body) => return Some((body, at)),
                ReferenceOr::Reference { reference } => {
                    let name = reference_name(reference, "requestBodies")?;
                    found = api.components.as_ref()?.request_bodies.get(&name)?;
                    at = At::root(
                        below("/components/requestBodies", &[&name]),
                        Owner::Component(name.clone()),
                        with_suffix(&name, "body", &["body", "request", "payload"]),
                    );
                }
            }
        }
        None
    }

    /// The media types to choose from, the usual ones first. Spellings that say the same as another are left out.
    fn sendable<'b>(
        &mut self,
        content: &'b IndexMap<String, MediaType>,
        at: &At,
    ) -> Vec<(&'b String, &'b MediaType)> {
        let mut all: Vec<(&String, &MediaType)> = content.iter().collect();
        all.sort_by_key(|(name, _)| {
            (
                MediaKind::of(name),
                essence(name) != "application/json",
                *name,
            )
        });
        let mut out: Vec<(&String, &MediaType)> = Vec::new();
        for (name, media) in all {
            let kind = MediaKind::of(name);
            let repeats = out.iter().any(|(other, known)| {
                MediaKind::of(other) == kind && (known.schema == media.schema || essence(name) == essence(other))
                    // The same data, written in another language.
                    || MediaKind::of(other) == MediaKind::Json && is_markup(&essence(name))
            });
            if repeats {
                self.approximate(
                    &below(&at.pointer, &["content", name]),
                    Reason::Redundant,
                    Treatment::LeftOut,
                    "another media type sends the same",
                );
            } else {
                out.push((name, media));
            }
        }
        out
    }

    /// Whether a schema demands a property, so that there is no call without a body.
    fn demands(&mut self, node: &Node) -> bool {
        self.resolve(node)
            .is_some_and(|facts| !facts.required.is_empty())
    }

    fn sent(
        &mut self,
        planned: &Planned<'_>,
        kind: MediaKind,
        media: &MediaType,
        node: Option<&Node>,
        at: &At,
    ) -> Content {
        match kind {
            MediaKind::Json => Content::Json(self.json(node, at)),
            MediaKind::Form => Content::Form {
                ty: self.form_type(node, at),
                encoding: super::form::overrides(media),
            },
            MediaKind::Multipart => self.multipart(planned, media, node, at),
            MediaKind::Text => Content::Text,
            MediaKind::Bytes => Content::Bytes,
            MediaKind::Events | MediaKind::JsonLines => {
                self.approximate(
                    &at.pointer,
                    Reason::NotATypeMatter,
                    Treatment::Bytes,
                    "the caller writes the stream",
                );
                Content::Bytes
            }
        }
    }

    /// The type of a JSON body; anything when the document gives no schema.
    pub(super) fn json(&mut self, node: Option<&Node>, at: &At) -> Type {
        match node {
            Some(node) => self.typed(node).whole(),
            None => self.untyped(&at.pointer, Reason::Open, "the document gives no schema"),
        }
    }

    /// Whether a schema stands for raw bytes.
    pub(super) fn is_binary(&mut self, node: &Node) -> bool {
        self.resolve(node).is_some_and(|facts| {
            facts.effective_kind() == Some(Kind::String)
                && facts.format.as_deref() == Some("binary")
        })
    }

    /// The kind of a content. Raw bytes are no JSON, whatever their type says; and a type of somebody's own that holds
    /// structured data is JSON, unless its language is known to be another.
    pub(super) fn media_kind(
        &mut self,
        media_type: &str,
        node: Option<&Node>,
        at: &At,
    ) -> MediaKind {
        let kind = MediaKind::of(media_type);
        if kind == MediaKind::Json && node.is_some_and(|node| self.is_binary(node)) {
            return MediaKind::Bytes;
        }
        if kind != MediaKind::Bytes || !node.is_some_and(|node| self.is_structured(node)) {
            return kind;
        }
        if !is_markup(&essence(media_type)) {
            return MediaKind::Json;
        }
        self.unsupported(
            &at.pointer,
            Treatment::Bytes,
            &format!("`{media_type}` is not a language that bodies are typed in"),
            "the body is raw bytes; JSON and forms are typed",
        );
        kind
    }

    pub(super) fn is_structured(&mut self, node: &Node) -> bool {
        self.resolve(node).is_some_and(|facts| {
            matches!(facts.effective_kind(), Some(Kind::Object | Kind::Array))
                || !facts.choices.is_empty()
        })
    }

    /// A name for a struct that belongs to an operation.
    pub(super) fn claim_role(&mut self, planned: &Planned<'_>, at: &At, role: &str) -> TypeName {
        self.claim_type(
            &at.pointer,
            &[
                format!("{} {role}", planned.prefix),
                format!("{} {role} parts", planned.prefix),
            ],
        )
    }
}

/// `Content-Type` to send: a range stands for what its kind is usually called.
fn sent_type(media_type: &str, kind: MediaKind) -> String {
    if kind == MediaKind::Json {
        return concrete(media_type);
    }
    match essence(media_type) {
        essence if essence.ends_with("/*") => match kind {
            MediaKind::Text => "text/plain".to_owned(),
            MediaKind::Multipart => "multipart/form-data".to_owned(),
            _ => "application/octet-stream".to_owned(),
        },
        _ => media_type.trim().to_owned(),
    }
}

/// The schema of one item of a stream.
pub(super) fn item_node(media: &MediaType, at: &At) -> Option<Node> {
    let value = media.extensions.get(extension::ITEM_SCHEMA)?;
    let schema = extension::schema(value)?;
    Some(read::node(
        &schema,
        at.below(&[extension::ITEM_SCHEMA], "event"),
    ))
}

#[cfg(test)]
mod tests;
