//! `api`: all operations, in one file a tag.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;

use super::context::Context;
use super::docs::{Prose, code};
use super::{features, handles, operations};
use crate::config::Config;
use crate::model::{Handle, Ident as _, Operation, PathSegment};
use crate::output::{Chunk, Content, Home, Items, Module, Reexport};

/// The module.
pub(super) fn module(context: Context<'_>, config: &Config) -> Module {
    let features = features::of_handles(context.api, config);
    let modules = context
        .api
        .handles
        .iter()
        .zip(features)
        .map(|(handle, feature)| handle_module(&context, handle, feature));
    Module {
        name: "api".to_owned(),
        attributes: Prose::own("The operations, by tag.").inner(),
        reexport: Reexport::Public,
        features: BTreeSet::new(),
        content: Content::Modules(modules.collect()),
    }
}

fn handle_module(context: &Context<'_>, handle: &Handle, feature: String) -> Module {
    let name = handle.name.to_string();
    let features = BTreeSet::from([feature]);
    let mut chunks = vec![Chunk {
        items: handles::emit(handle),
        declares: BTreeSet::from([name.clone()]),
        features: features.clone(),
        ..Chunk::default()
    }];
    let mut constants = BTreeSet::new();
    chunks.extend(handle.operations.iter().map(|operation| Chunk {
        pointer: operation.pointer.clone(),
        place: literals(operation),
        items: operations::emit(context, handle, operation, &mut constants),
        declares: BTreeSet::new(),
        references: BTreeSet::from([name.clone()]),
        features: features.clone(),
    }));
    Module {
        name: handle.module.as_str().to_owned(),
        attributes: Prose::own(&format!("Operations of the tag {}.", code(&handle.tag))).inner(),
        reexport: Reexport::Names(vec![name]),
        features,
        content: Content::Items(Items {
            home: Home::Api,
            chunks,
            part,
        }),
    }
}

fn part(step: &str) -> TokenStream {
    Prose::own(&format!("Operations below {}.", code(step))).inner()
}

/// The literal segments of the path.
fn literals(operation: &Operation) -> Vec<String> {
    operation
        .segments
        .iter()
        .filter_map(|segment| match segment {
            PathSegment::Literal(text) => Some(text),
            PathSegment::Param(_) => None,
        })
        .flat_map(|text| text.split('/'))
        .filter(|text| !text.is_empty())
        .map(ToOwned::to_owned)
        .collect()
}
