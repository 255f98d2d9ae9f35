//! Which file a type stands in.

use std::collections::{BTreeMap, BTreeSet};

use super::context::Context;
use crate::config::Config;
use crate::model::{Ident as _, Operation, Owner, TypeDef};

/// The file of types that no single tag owns.
const SHARED: &str = "shared";

/// Decides by owner, so that what is declared together stands together.
pub(super) struct Layout<'a> {
    context: Context<'a>,
    config: &'a Config,
    /// Operation key -> index of its handle, name of its method.
    operations: BTreeMap<String, (usize, &'a Operation)>,
}

impl<'a> Layout<'a> {
    pub(super) fn new(context: Context<'a>, config: &'a Config) -> Self {
        let mut operations = BTreeMap::new();
        for (index, handle) in context.api.handles.iter().enumerate() {
            for operation in &handle.operations {
                operations
                    .entry(operation.key())
                    .or_insert((index, operation));
            }
        }
        Self {
            context,
            config,
            operations,
        }
    }

    /// Name of the file, for an owner whose types are reached by these tags.
    pub(super) fn group(&self, owner: &Owner, reached_by: &BTreeSet<usize>) -> String {
        let settled = match owner {
            Owner::Component(name) => self.config.groups.get(name).cloned(),
            Owner::Operation(_) => None,
        };
        let handle = match owner {
            Owner::Component(_) => reached_by.first().filter(|_| reached_by.len() == 1),
            Owner::Operation(key) => self.operations.get(key).map(|(index, _)| index),
        };
        let module = handle
            .and_then(|index| self.context.api.handles.get(*index))
            .map(|handle| handle.module.as_str().to_owned());
        settled.or(module).unwrap_or_else(|| SHARED.to_owned())
    }

    /// Name of the file that the owner's types stand in once the group is divided.
    pub(super) fn stem(&self, owner: &Owner) -> String {
        match owner {
            Owner::Component(name) => name.clone(),
            Owner::Operation(key) => match self.operations.get(key) {
                Some((_, operation)) => operation.name.as_str().to_owned(),
                None => key.clone(),
            },
        }
    }

    /// Types by owner: components by name, then operations in the order of their handles; what contains others first.
    pub(super) fn owners(&self) -> Vec<(Owner, Vec<&'a TypeDef>)> {
        let mut owners: BTreeMap<&Owner, Vec<&TypeDef>> = BTreeMap::new();
        for (_, def) in self.context.api.types.iter() {
            owners.entry(&def.owner).or_default().push(def);
        }
        let mut owners: Vec<(Owner, Vec<&TypeDef>)> = owners
            .into_iter()
            .map(|(owner, defs)| (owner.clone(), defs))
            .collect();
        for (_, defs) in &mut owners {
            defs.sort_by_key(|def| def.pointer.matches('/').count());
        }
        owners.sort_by(|(_, a), (_, b)| {
            let name = |defs: &[&'a TypeDef]| defs.first().map(|def| &def.name);
            name(a).cmp(&name(b))
        });
        owners
    }
}
