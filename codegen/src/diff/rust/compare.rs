//! Items before and after.

use std::collections::{BTreeMap, BTreeSet};

use super::item::{Item, Items, Kind};
use super::{ItemChange, ItemRule};

/// What became of the cargo features.
pub(super) fn features(old: &[String], new: &[String]) -> Vec<ItemChange> {
    let (old, new): (BTreeSet<&String>, BTreeSet<&String>) =
        (old.iter().collect(), new.iter().collect());
    let feature = |rule, name: &&String| change(rule, &format!("feature {name}"), "");
    let gone = old.difference(&new);
    let came = new.difference(&old);
    gone.map(|name| feature(ItemRule::FeatureRemoved, name))
        .chain(came.map(|name| feature(ItemRule::FeatureAdded, name)))
        .collect()
}

/// What became of the items.
pub(super) fn items(old: &Items, new: &Items) -> Vec<ItemChange> {
    let mut changes = Vec::new();
    for (path, item) in old {
        match new.get(path) {
            Some(other) => both(path, item, other, &mut changes),
            None if has_owner(path, old, new) => {
                let rule = match item.kind {
                    Kind::Trait => ItemRule::TraitRemoved,
                    _ => ItemRule::ItemRemoved,
                };
                changes.push(change(rule, path, item.kind.noun()));
            }
            None => {}
        }
    }
    for (path, item) in new {
        if !old.contains_key(path) && has_owner(path, new, old) {
            let rule = match item.kind {
                Kind::Trait => ItemRule::TraitAdded,
                _ => ItemRule::ItemAdded,
            };
            changes.push(change(rule, path, item.kind.noun()));
        }
    }
    changes
}

/// Whether the item is worth a line of its own: what it belongs to is not gone with it.
fn has_owner(path: &str, here: &Items, there: &Items) -> bool {
    let owner = match path.split_once(" for ") {
        Some((_, ty)) => ty,
        None => path.rsplit_once("::").map_or("", |(owner, _)| owner),
    };
    !here.contains_key(owner) || there.contains_key(owner)
}

fn both(path: &str, old: &Item, new: &Item, changes: &mut Vec<ItemChange>) {
    let mut say = |rule, detail: String| changes.push(change(rule, path, &detail));
    // Methods and impls are gated with their type, which says so.
    let of_a_type = matches!(old.kind, Kind::Trait | Kind::Macro(_) | Kind::Function(_));
    let wider = of_a_type
        || new
            .gates
            .iter()
            .all(|clause| old.gates.iter().any(|known| known.is_subset(clause)));
    if !wider {
        let words = |item: &Item| {
            let clauses = item.gates.iter().map(|clause| {
                let names: Vec<&str> = clause.iter().map(String::as_str).collect();
                names.join(" or ")
            });
            clauses.collect::<Vec<_>>().join(", and ")
        };
        say(
            ItemRule::GateNarrowed,
            format!("{} -> {}", words(old), words(new)),
        );
    }
    match (old.deprecated, new.deprecated) {
        (false, true) => say(ItemRule::Deprecated, String::new()),
        (true, false) => say(ItemRule::Revived, String::new()),
        _ => {}
    }
    let from_to = |old: &str, new: &str| format!("{old} -> {new}");
    match (&old.kind, &new.kind) {
        (Kind::Struct(old), Kind::Struct(new)) => {
            exhaustive(path, old.exhaustive, new.exhaustive, changes);
            let rules = Members {
                removed: ItemRule::FieldRemoved,
                changed: ItemRule::FieldTypeChanged,
                added: if old.exhaustive {
                    ItemRule::FieldAddedToExhaustive
                } else {
                    ItemRule::FieldAdded
                },
            };
            rules.compare(path, &old.fields, &new.fields, changes);
        }
        (Kind::Enum(old), Kind::Enum(new)) => {
            exhaustive(path, old.exhaustive, new.exhaustive, changes);
            let rules = Members {
                removed: ItemRule::VariantRemoved,
                changed: ItemRule::VariantChanged,
                added: if old.exhaustive {
                    ItemRule::VariantAddedToExhaustive
                } else {
                    ItemRule::VariantAdded
                },
            };
            rules.compare(path, &old.variants, &new.variants, changes);
        }
        (Kind::Alias(old), Kind::Alias(new)) if old != new => {
            say(ItemRule::AliasChanged, from_to(old, new));
        }
        (Kind::Constant(old), Kind::Constant(new)) if old != new => {
            say(ItemRule::ConstantTypeChanged, from_to(old, new));
        }
        (Kind::Macro(old), Kind::Macro(new)) if old != new => {
            say(ItemRule::EnumKindChanged, from_to(old, new));
        }
        (Kind::Function(old), Kind::Function(new)) => {
            if old.signature != new.signature {
                say(
                    ItemRule::SignatureChanged,
                    from_to(&old.signature, &new.signature),
                );
            } else if old.arguments != new.arguments {
                say(
                    ItemRule::ArgumentRenamed,
                    from_to(&old.arguments.join(", "), &new.arguments.join(", ")),
                );
            }
        }
        (old, new) if old.noun() != new.noun() => {
            say(ItemRule::KindChanged, from_to(old.noun(), new.noun()));
        }
        _ => {}
    }
}

fn exhaustive(path: &str, old: bool, new: bool, changes: &mut Vec<ItemChange>) {
    match (old, new) {
        (true, false) => changes.push(change(ItemRule::NonExhaustiveAdded, path, "")),
        (false, true) => changes.push(change(ItemRule::NonExhaustiveRemoved, path, "")),
        _ => {}
    }
}

/// The rules for fields, or for variants.
struct Members {
    removed: ItemRule,
    changed: ItemRule,
    added: ItemRule,
}

impl Members {
    fn compare(
        &self,
        path: &str,
        old: &BTreeMap<String, (String, bool)>,
        new: &BTreeMap<String, (String, bool)>,
        changes: &mut Vec<ItemChange>,
    ) {
        let mut say = |rule, name: &str, detail: &str| {
            changes.push(change(rule, &format!("{path}::{name}"), detail));
        };
        for (name, (ty, deprecated)) in old {
            match new.get(name) {
                None => say(self.removed, name, ty),
                Some((other, now)) => {
                    if ty != other {
                        say(self.changed, name, &format!("{ty} -> {other}"));
                    }
                    match (deprecated, now) {
                        (false, true) => say(ItemRule::Deprecated, name, ""),
                        (true, false) => say(ItemRule::Revived, name, ""),
                        _ => {}
                    }
                }
            }
        }
        for (name, (ty, _)) in new {
            if !old.contains_key(name) {
                say(self.added, name, ty);
            }
        }
    }
}

fn change(rule: ItemRule, item: &str, detail: &str) -> ItemChange {
    ItemChange {
        rule,
        item: item.to_owned(),
        detail: detail.to_owned(),
    }
}
