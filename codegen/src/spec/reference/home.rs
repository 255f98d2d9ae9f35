//! The components that hoisted parts become.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::files::Files;
use super::{Plan, Plans, Target, address};
use crate::spec::grammar::{Form, Kind};

/// Under which name each hoisted part stands.
pub(super) struct Homes {
    pub(super) names: BTreeMap<Target, String>,
    /// Components that are nothing but a reference to a part: it takes their place. By the component's address.
    pub(super) aliases: BTreeMap<usize, Target>,
    /// By the address of the part and its kind, to refer to it where it stands.
    pub(super) parts: BTreeMap<(usize, Kind), Target>,
}

impl Homes {
    pub(super) fn choose(tree: &Value, plans: &Plans, files: &Files<'_>) -> Self {
        let mut homes = Self {
            names: BTreeMap::new(),
            aliases: BTreeMap::new(),
            parts: BTreeMap::new(),
        };
        let kinds: BTreeSet<Kind> = plans.targets.keys().map(|(kind, _)| *kind).collect();
        for kind in kinds {
            homes.choose_kind(kind, tree, plans, files);
        }
        for (target, part) in &plans.targets {
            homes.parts.insert((*part, target.0), target.clone());
        }
        homes
    }

    fn choose_kind(&mut self, kind: Kind, tree: &Value, plans: &Plans, files: &Files<'_>) {
        let Some(key) = kind.component() else {
            return;
        };
        let mut taken = BTreeSet::new();
        let mut aliases: BTreeMap<Target, Vec<(&String, usize)>> = BTreeMap::new();
        let components = tree
            .get("components")
            .and_then(|components| components.get(key))
            .and_then(Value::as_object);
        for (name, component) in components.into_iter().flatten() {
            taken.insert(name.clone());
            let part = address(component);
            let plan = plans.references.get(&(part, Form::One(kind)));
            if let (Some(Plan::Hoisted(location)), Some(1)) =
                (plan, component.as_object().map(Map::len))
            {
                let target = (kind, location.clone());
                aliases.entry(target).or_default().push((name, part));
            }
        }
        for (target, names) in aliases {
            // Of several names, the one that the part has where it stands.
            let own = super::name::own(files.name(target.1.file), &target.1.pointer);
            let home = names
                .iter()
                .find(|(name, _)| name.eq_ignore_ascii_case(&own))
                .or(names.first());
            if let Some((name, part)) = home {
                self.aliases.insert(*part, target.clone());
                self.names.insert(target, (*name).clone());
            }
        }
        let rest: Vec<Target> = plans
            .targets
            .keys()
            .filter(|target| target.0 == kind && !self.names.contains_key(*target))
            .cloned()
            .collect();
        let paths: Vec<(String, String)> = rest
            .iter()
            .map(|(_, location)| {
                let file = match location.file {
                    0 => String::new(),
                    file => files.name(file).to_owned(),
                };
                (file, location.pointer.clone())
            })
            .collect();
        let names = super::name::names(&paths, &taken);
        self.names.extend(rest.into_iter().zip(names));
    }
}
