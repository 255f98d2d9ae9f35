//! Forms: in one text, and in parts.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use openapiv3::{Encoding, MediaType};

use super::at::At;
use super::context::Context;
use super::extension;
use super::facts::{Facts, Kind, Node};
use super::media::MediaKind;
use super::plan::Planned;
use super::schema::Class;
use super::style::query_style;
use crate::model::{
    self, Content, ParamEncoding, Part, PartKind, Reason, Scope, Shape, Style, Treatment, Type,
};

/// Properties of a form that are not written in the default way.
pub(super) fn overrides(media: &MediaType) -> Vec<model::Encoding> {
    let mut out: Vec<model::Encoding> = media
        .encoding
        .iter()
        .filter_map(|(property, encoding)| {
            Some(model::Encoding {
                property: property.clone(),
                encoding: override_of(encoding)?,
            })
        })
        .collect();
    out.sort_by(|a, b| a.property.cmp(&b.property));
    out
}

fn override_of(encoding: &Encoding) -> Option<ParamEncoding> {
    if let Some(style) = &encoding.style {
        return Some(styled(query_style(style), encoding));
    }
    if encoding.allow_reserved || encoding.extensions.contains_key(extension::EXPLODE) {
        return Some(styled(Style::Form, encoding));
    }
    let content_type = encoding.content_type.as_deref()?;
    (MediaKind::of(content_type) == MediaKind::Json)
        .then(|| ParamEncoding::Content(super::media::concrete(content_type)))
}

fn styled(style: Style, encoding: &Encoding) -> ParamEncoding {
    // `openapiv3` does not tell an absent `explode` from false.
    let explode = encoding
        .extensions
        .get(extension::EXPLODE)
        .and_then(serde_json::Value::as_bool);
    ParamEncoding::Style {
        style,
        explode: explode.unwrap_or(style == Style::Form),
        allow_reserved: encoding.allow_reserved,
    }
}

/// What a multipart schema says of one part.
struct PartFacts {
    node: Node,
    required: bool,
}

impl Context<'_> {
    /// The type of a form: something with keys.
    pub(super) fn form_type(&mut self, node: Option<&Node>, at: &At) -> Type {
        let Some(node) = node else {
            return self.untyped(&at.pointer, Reason::Open, "the document gives no schema");
        };
        let ty = self.ty(node);
        self.drain();
        if self.has_keys(&ty) {
            ty
        } else {
            self.untyped(
                &at.pointer,
                Reason::Contradiction,
                "a form has to be an object",
            )
        }
    }

    fn has_keys(&self, ty: &Type) -> bool {
        let mut ty = ty.clone();
        for _ in 0..32 {
            match ty {
                Type::Map(_) | Type::Json | Type::JsonObject => return true,
                Type::Named(id) => match &self.types.get(id).shape {
                    Shape::Struct(_) | Shape::Union(_) => return true,
                    Shape::Alias(inner) | Shape::Newtype(inner) => ty = inner.clone(),
                    Shape::Enum(_) => return false,
                },
                _ => return false,
            }
        }
        false
    }

    /// A form in parts. Bytes when the document does not say which parts there are.
    pub(super) fn multipart(
        &mut self,
        planned: &Planned<'_>,
        media: &MediaType,
        node: Option<&Node>,
        at: &At,
    ) -> Content {
        let mut parts = BTreeMap::new();
        if let Some(facts) = node.and_then(|node| self.resolve(node)) {
            self.collect_parts(&facts, &mut parts, 0);
        }
        if parts.is_empty() {
            let by_position = extension::BY_POSITION
                .iter()
                .any(|keyword| media.extensions.contains_key(*keyword));
            let (reason, why) = if by_position {
                (
                    Reason::Unsupported,
                    "its parts go by position and not by name",
                )
            } else {
                (Reason::Open, "the document names no parts")
            };
            self.approximate(&at.pointer, reason, Treatment::Bytes, why);
            return Content::Bytes;
        }
        let role = if at.is_root() { "body" } else { "form" };
        let name = self.claim_role(planned, at, role);
        let mut scope = Scope::default();
        let parts = parts
            .into_iter()
            .map(|(wire, part)| {
                let encoding = media.encoding.get(&wire);
                let [plain, spelled, cased] = super::naming::candidates(&wire);
                let ident = scope.claim_first(&[&plain, &spelled, &cased]);
                let (kind, repeated) = self.part_kind(&part.node, encoding);
                Part {
                    ident,
                    required: part.required,
                    repeated,
                    kind,
                    content_type: encoding.and_then(|encoding| encoding.content_type.clone()),
                    docs: self.prose(&part.node),
                    wire,
                }
            })
            .collect();
        Content::Multipart { name, parts }
    }

    /// The properties of a schema; of a choice, those of all branches.
    fn collect_parts(
        &mut self,
        facts: &Rc<Facts>,
        parts: &mut BTreeMap<String, PartFacts>,
        depth: usize,
    ) {
        let names: BTreeSet<&String> = facts.properties.keys().chain(&facts.required).collect();
        for name in names {
            let node =
                facts.properties.get(name).cloned().unwrap_or_else(|| {
                    Node::Inline(Rc::new(Facts::empty(facts.at.property(name))))
                });
            let required = depth == 0 && facts.required.contains(name);
            parts
                .entry(name.clone())
                .or_insert(PartFacts { node, required });
        }
        if depth > 8 {
            return;
        }
        for branch in facts.choices.iter().flat_map(|choice| &choice.branches) {
            if let Some(branch) = self.resolve(branch) {
                self.collect_parts(&branch, parts, depth + 1);
            }
        }
    }

    fn part_kind(&mut self, node: &Node, encoding: Option<&Encoding>) -> (PartKind, bool) {
        if let Some(kind) = encoding.and_then(|encoding| self.styled_part(node, encoding)) {
            return (kind, false);
        }
        if let Node::Inline(facts) = node
            && let Class::List(items) = self.classify(facts)
        {
            return (self.single_part(&items, encoding), true);
        }
        let behind = self.resolve(node);
        if let Some(facts) = behind
            && facts.effective_kind() == Some(Kind::Array)
            && let Some(items) = facts.items.clone()
        {
            return (self.single_part(&items, encoding), true);
        }
        (self.single_part(node, encoding), false)
    }

    /// A list or an object that the document lays out in a style, which then says more than a content type. What the style
    /// has no form for is left to the other rules.
    fn styled_part(&mut self, node: &Node, encoding: &Encoding) -> Option<PartKind> {
        let Some(ParamEncoding::Style { style, explode, .. }) = override_of(encoding) else {
            return None;
        };
        let items = match node {
            Node::Inline(facts) => match self.classify(facts) {
                Class::List(items) => Some(items),
                _ => None,
            },
            Node::Ref { .. } => None,
        };
        if self.is_binary(node) || items.is_some_and(|items| self.is_binary(&items)) {
            return None;
        }
        let ty = without_null(self.typed(node).whole());
        self.drain();
        let fits = style == Style::DeepObject || self.is_flat(&ty);
        (fits && !self.is_scalar(&ty)).then_some(PartKind::Styled { ty, style, explode })
    }

    /// Whether a type is a list or an object of nothing but scalars.
    fn is_flat(&self, ty: &Type) -> bool {
        match ty {
            Type::List(item) | Type::Map(item) => self.is_scalar(item),
            Type::Named(id) => match &self.types.get(*id).shape {
                Shape::Struct(it) => it.fields.iter().all(|field| self.is_scalar(&field.ty)),
                Shape::Alias(inner) => self.is_flat(inner),
                _ => false,
            },
            _ => false,
        }
    }

    fn single_part(&mut self, node: &Node, encoding: Option<&Encoding>) -> PartKind {
        let media = encoding
            .and_then(|encoding| encoding.content_type.as_deref())
            .map(MediaKind::of);
        let facts = self.resolve(node);
        let kind = facts.as_ref().and_then(|facts| facts.effective_kind());
        let open = facts.as_ref().is_some_and(|facts| {
            kind.is_none() && facts.choices.is_empty() && facts.values.is_none()
        });
        if self.is_binary(node)
            || (media == Some(MediaKind::Bytes) && (open || kind == Some(Kind::String)))
        {
            return PartKind::File;
        }
        let ty = self.typed(node).whole();
        self.drain();
        if media == Some(MediaKind::Json) && !matches!(ty, Type::Scalar(_)) {
            return PartKind::Json(ty);
        }
        if self.is_scalar(&ty) {
            PartKind::Text(without_null(ty))
        } else {
            PartKind::Json(ty)
        }
    }

    pub(super) fn is_scalar(&self, ty: &Type) -> bool {
        match ty {
            Type::Scalar(_) => true,
            Type::Nullable(inner) => self.is_scalar(inner),
            Type::Named(id) => matches!(
                &self.types.get(*id).shape,
                Shape::Enum(_) | Shape::Alias(Type::Scalar(_))
            ),
            _ => false,
        }
    }
}

/// A part that is null is a part that is not sent.
fn without_null(ty: Type) -> Type {
    match ty {
        Type::Nullable(inner) => *inner,
        ty => ty,
    }
}

#[cfg(test)]
mod tests;
