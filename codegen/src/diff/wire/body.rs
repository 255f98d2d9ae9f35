//! What is sent as a body.

use serde_json::{Map, Value};

use super::view::{Part, anything, follow, part, slot};
use super::{Comparer, Direction, child, from_to};
use crate::diff::Rule;

impl<'v> Comparer<'v> {
    pub(super) fn request_body(&mut self, old: &Part<'v>, new: &Part<'v>, direction: Direction) {
        let of = |document: &'v Value, holder: &Part<'v>| {
            let value = holder.value.get("requestBody")?;
            let part = part(value, child(&holder.pointer, "requestBody"));
            Some(follow(document, part))
        };
        let (before, after) = (of(self.old, old), of(self.new, new));
        match (before, after) {
            (None, None) => {}
            (None, Some(new)) => {
                let rule = if is_required(self.new, &new) {
                    Rule::RequiredBodyAdded
                } else {
                    Rule::OptionalBodyAdded
                };
                self.note(rule, None, Some(&new.pointer), "");
            }
            (Some(old), None) => self.note(Rule::BodyRemoved, Some(&old.pointer), None, ""),
            (Some(old), Some(new)) => {
                match (is_required(self.old, &old), is_required(self.new, &new)) {
                    (false, true) => {
                        self.note_both(Rule::BodyBecameRequired, &old.pointer, &new.pointer, "");
                    }
                    (true, false) => {
                        self.note_both(Rule::BodyBecameOptional, &old.pointer, &new.pointer, "");
                    }
                    _ => {}
                }
                self.prose(&vec![old.clone()], &vec![new.clone()], &["description"]);
                self.content(&old, &new, direction, true);
            }
        }
    }

    /// Compares the media types of two bodies.
    pub(super) fn content(
        &mut self,
        old: &Part<'v>,
        new: &Part<'v>,
        direction: Direction,
        request: bool,
    ) {
        let (before, after) = (contents(old.value), contents(new.value));
        let (was, is) = (
            child(&old.pointer, "content"),
            child(&new.pointer, "content"),
        );
        let (added, removed) = if request {
            (Rule::RequestMediaTypeAdded, Rule::RequestMediaTypeRemoved)
        } else {
            (Rule::ResponseMediaTypeAdded, Rule::ResponseMediaTypeRemoved)
        };
        for (media, value) in before.into_iter().flatten() {
            let was = child(&was, media);
            match after.and_then(|after| find(after, media)) {
                None => self.note(removed, Some(&was), None, format!("`{media}`")),
                Some((name, other)) => {
                    let is = child(&is, name);
                    self.media(&part(value, was), &part(other, is), direction);
                }
            }
        }
        for (media, _) in after.into_iter().flatten() {
            if before.and_then(|before| find(before, media)).is_none() {
                self.note(added, None, Some(&child(&is, media)), format!("`{media}`"));
            }
        }
    }

    fn media(&mut self, old: &Part<'v>, new: &Part<'v>, direction: Direction) {
        let (before, after) = (old.value.get("encoding"), new.value.get("encoding"));
        if before != after {
            self.note_both(
                Rule::BodyEncodingChanged,
                &old.pointer,
                &new.pointer,
                from_to(before, after),
            );
        }
        for keyword in ["schema", "x-codegen-item-schema"] {
            let of = |part: &Part<'v>| match part.value.get(keyword) {
                Some(schema) => slot(schema, child(&part.pointer, keyword)),
                None => anything(&part.pointer),
            };
            let (before, after) = (of(old), of(new));
            self.schema(&before, &after, direction);
        }
    }
}

/// The media types of a body; none and an empty list are the same.
pub(super) fn contents(value: &Value) -> Option<&Map<String, Value>> {
    let content = value.get("content")?.as_object()?;
    (!content.is_empty()).then_some(content)
}

/// A media type, whatever its case and the blanks in it.
fn find<'v>(content: &'v Map<String, Value>, media: &str) -> Option<(&'v str, &'v Value)> {
    let plain = |name: &str| name.replace(' ', "").to_ascii_lowercase();
    content
        .iter()
        .find(|(name, _)| plain(name) == plain(media))
        .map(|(name, value)| (name.as_str(), value))
}

/// Whether the call makes no sense without a body: it is said to be required, or its schema has required properties.
fn is_required<'v>(document: &'v Value, body: &Part<'v>) -> bool {
    if body.value.get("required").and_then(Value::as_bool) == Some(true) {
        return true;
    }
    contents(body.value)
        .into_iter()
        .flat_map(Map::values)
        .filter_map(|media| media.get("schema"))
        .any(|schema| {
            let slot = slot(schema, child(&body.pointer, "schema"));
            !super::view::View::of(document, &slot).required().is_empty()
        })
}
