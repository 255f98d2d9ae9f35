//! Properties of objects.

use serde_json::Value;

use super::view::{Slot, View, anything};
use super::{Comparer, Direction};
use crate::diff::Rule;

/// What an object allows beside its named properties.
enum Others<'v> {
    Anything,
    Nothing,
    Of(Slot<'v>),
}

impl<'v> Comparer<'v> {
    pub(super) fn object(&mut self, old: &View<'v>, new: &View<'v>, direction: Direction) {
        let (before, after) = (old.properties(), new.properties());
        let (was_required, is_required) = (old.required(), new.required());
        for (name, slot) in &before {
            let required = was_required.contains(name);
            match after.get(name) {
                None => self.property_removed(name, slot, required, old, new, direction),
                Some(other) => {
                    let required = (required, is_required.contains(name));
                    self.property(name, slot, other, required, direction);
                }
            }
        }
        for (name, slot) in &after {
            if !before.contains_key(name) {
                let required = is_required.contains(name);
                self.property_added(name, slot, required, old, direction);
            }
        }
        self.others(old, new, direction);
    }

    fn property_removed(
        &mut self,
        name: &str,
        slot: &Slot<'v>,
        required: bool,
        old: &View<'v>,
        new: &View<'v>,
        direction: Direction,
    ) {
        if travels(&View::of(self.old, slot), direction) {
            let rule = match direction {
                Direction::Request if matches!(others(new), Others::Nothing) => {
                    Rule::RequestPropertyForbidden
                }
                Direction::Request => Rule::RequestPropertyRemoved,
                Direction::Response if required => Rule::ResponseRequiredPropertyRemoved,
                Direction::Response => Rule::ResponsePropertyRemoved,
            };
            let was = slot
                .first()
                .map_or_else(|| old.pointer().to_owned(), |part| part.pointer.clone());
            self.note(rule, Some(&was), None, format!("`{name}` is gone"));
        }
    }

    fn property_added(
        &mut self,
        name: &str,
        slot: &Slot<'v>,
        required: bool,
        old: &View<'v>,
        direction: Direction,
    ) {
        if travels(&View::of(self.new, slot), direction) {
            let rule = match direction {
                Direction::Request if required => Rule::RequestRequiredPropertyAdded,
                Direction::Request => Rule::RequestOptionalPropertyAdded,
                Direction::Response if matches!(others(old), Others::Nothing) => {
                    Rule::ResponsePropertyIntoClosed
                }
                Direction::Response => Rule::ResponsePropertyAdded,
            };
            let is = slot.first().map(|part| part.pointer.clone());
            self.note(rule, None, is.as_deref(), format!("`{name}`"));
        }
    }

    /// A property that both objects have.
    fn property(
        &mut self,
        name: &str,
        old: &Slot<'v>,
        new: &Slot<'v>,
        required: (bool, bool),
        direction: Direction,
    ) {
        let travelled = travels(&View::of(self.old, old), direction);
        let travels = travels(&View::of(self.new, new), direction);
        let was = old.first().map(|part| part.pointer.clone());
        let is = new.first().map(|part| part.pointer.clone());
        let (was, is) = (was.unwrap_or_default(), is.unwrap_or_default());
        match (travelled, travels) {
            (false, false) => return,
            (true, false) => {
                let rule = direction.of(Rule::RequestReadOnly, Rule::ResponseWriteOnly);
                return self.note_both(rule, &was, &is, format!("`{name}`"));
            }
            (false, true) => {
                let rule = match direction {
                    Direction::Request if required.1 => Rule::RequestRequiredPropertyAdded,
                    Direction::Request => Rule::RequestNotReadOnly,
                    Direction::Response => Rule::ResponseNotWriteOnly,
                };
                return self.note_both(rule, &was, &is, format!("`{name}`"));
            }
            (true, true) => {}
        }
        let rule = match required {
            (false, true) => {
                Some(direction.of(Rule::RequestBecameRequired, Rule::ResponseBecameRequired))
            }
            (true, false) => {
                Some(direction.of(Rule::RequestBecameOptional, Rule::ResponseBecameOptional))
            }
            _ => None,
        };
        if let Some(rule) = rule {
            self.note_both(rule, &was, &is, format!("`{name}`"));
        }
        self.schema(old, new, direction);
    }

    fn others(&mut self, old: &View<'v>, new: &View<'v>, direction: Direction) {
        let (was, is) = (
            old.place_of("additionalProperties"),
            new.place_of("additionalProperties"),
        );
        match (others(old), others(new)) {
            (Others::Anything, Others::Anything) | (Others::Nothing, Others::Nothing) => {}
            (Others::Nothing, _) => {
                let rule = direction.of(Rule::RequestOpened, Rule::ResponseOpened);
                self.note_both(rule, &was, &is, "");
            }
            (_, Others::Nothing) => {
                let rule = direction.of(Rule::RequestClosed, Rule::ResponseClosed);
                self.note_both(rule, &was, &is, "");
            }
            (before, after) => {
                let slot = |others, pointer: &str| match others {
                    Others::Of(slot) => slot,
                    _ => anything(pointer),
                };
                self.schema(&slot(before, &was), &slot(after, &is), direction);
            }
        }
    }
}

/// Whether a property is part of what travels this way.
fn travels(view: &View<'_>, direction: Direction) -> bool {
    match direction {
        Direction::Request => !view.says("readOnly"),
        Direction::Response => !view.says("writeOnly"),
    }
}

fn others<'v>(view: &View<'v>) -> Others<'v> {
    let forbidden = view
        .parts
        .iter()
        .any(|(map, _)| map.get("additionalProperties") == Some(&Value::Bool(false)));
    if forbidden {
        return Others::Nothing;
    }
    match view.slot("additionalProperties") {
        Some(slot) => Others::Of(slot),
        None => Others::Anything,
    }
}
