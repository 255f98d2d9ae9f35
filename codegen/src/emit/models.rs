//! `models`: all types, in one file a tag.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenStream;

use super::context::Context;
use super::declarations;
use super::docs::{Prose, code};
use super::features;
use super::layout::Layout;
use super::operation_types::{self, Declared};
use crate::config::Config;
use crate::model::{Operation, Owner, TypeDef};
use crate::output::{Chunk, Content, Home, Items, Module, Reexport};

/// The module.
pub(super) fn module(context: Context<'_>, config: &Config) -> Module {
    let mut models = Models {
        context,
        layout: Layout::new(context, config),
        features: features::of_handles(context.api, config),
        groups: BTreeMap::new(),
    };
    models.collect();
    let modules = models.groups.into_iter().map(|(name, chunks)| Module {
        attributes: Prose::own(&format!("Types of {}.", code(&name))).inner(),
        name,
        reexport: Reexport::All,
        features: BTreeSet::new(),
        content: Content::Items(Items {
            home: Home::Models,
            chunks,
            part,
        }),
    });
    Module {
        name: "models".to_owned(),
        attributes: Prose::own("The types that requests and answers are made of.").inner(),
        reexport: Reexport::Public,
        features: BTreeSet::new(),
        content: Content::Modules(modules.collect()),
    }
}

fn part(step: &str) -> TokenStream {
    Prose::own(&format!("Types of {}.", code(step))).inner()
}

struct Models<'a> {
    context: Context<'a>,
    layout: Layout<'a>,
    features: Vec<String>,
    groups: BTreeMap<String, Vec<Chunk>>,
}

impl<'a> Models<'a> {
    fn collect(&mut self) {
        let mut owners = self.layout.owners();
        let mut of_operations: BTreeMap<String, Vec<&TypeDef>> = BTreeMap::new();
        owners.retain(|(owner, defs)| match owner {
            Owner::Component(_) => true,
            Owner::Operation(key) => {
                of_operations.insert(key.clone(), defs.clone());
                false
            }
        });
        for (owner, defs) in &owners {
            self.owner(owner, defs);
        }
        let api = self.context.api;
        for (index, handle) in api.handles.iter().enumerate() {
            for operation in &handle.operations {
                let defs = of_operations.remove(&operation.key()).unwrap_or_default();
                self.operation(index, operation, &defs);
            }
        }
        // What belongs to no operation that has a method, such as a webhook.
        for (key, defs) in of_operations {
            self.owner(&Owner::Operation(key), &defs);
        }
    }

    fn owner(&mut self, owner: &Owner, defs: &[&'a TypeDef]) {
        let reached_by: BTreeSet<usize> = defs
            .iter()
            .flat_map(|def| def.reached_by.iter().copied())
            .collect();
        let group = self.layout.group(owner, &reached_by);
        let stem = self.layout.stem(owner);
        for def in defs {
            self.def(&group, &stem, def, &reached_by);
        }
    }

    fn operation(&mut self, index: usize, operation: &'a Operation, defs: &[&'a TypeDef]) {
        let owner = Owner::Operation(operation.key());
        let reached_by = BTreeSet::from([index]);
        let group = self.layout.group(&owner, &reached_by);
        let stem = self.layout.stem(&owner);
        let context = self.context;
        let mut declared: Vec<Declared> = operation_types::parameters(&context, operation)
            .into_iter()
            .collect();
        declared.extend(operation_types::bodies(&context, operation));
        for declared in declared {
            self.push(&group, &stem, &operation.pointer, declared, &reached_by);
        }
        for def in defs {
            self.def(&group, &stem, def, &reached_by);
        }
        for declared in operation_types::answers(&context, operation) {
            self.push(&group, &stem, &operation.pointer, declared, &reached_by);
        }
    }

    fn def(&mut self, group: &str, stem: &str, def: &TypeDef, reached_by: &BTreeSet<usize>) {
        let declared = Declared {
            name: def.name.to_string(),
            items: declarations::emit(&self.context, def),
            references: self.context.references(def),
        };
        self.push(group, stem, &def.pointer, declared, reached_by);
    }

    fn push(
        &mut self,
        group: &str,
        stem: &str,
        pointer: &str,
        declared: Declared,
        reached_by: &BTreeSet<usize>,
    ) {
        let features = reached_by
            .iter()
            .filter_map(|index| self.features.get(*index).cloned());
        self.groups
            .entry(group.to_owned())
            .or_default()
            .push(Chunk {
                pointer: pointer.to_owned(),
                place: vec![stem.to_owned(), declared.name.clone()],
                items: declared.items,
                declares: BTreeSet::from([declared.name]),
                references: declared.references,
                features: features.collect(),
            });
    }
}
