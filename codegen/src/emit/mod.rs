//! The model as Rust tokens, one kind of node a file.
//!
//! Identifiers come only from the names of the model. Text of the document reaches the tokens only as string literals and
//! as documentation, so nothing that a document says can become code.

mod aliases;
mod answer_headers;
mod api;
mod body_choice;
mod calls;
mod constructor;
mod context;
mod declarations;
mod docs;
mod enums;
mod errors;
mod features;
mod forms;
mod handles;
mod layout;
mod lints;
mod meta;
mod models;
mod operation_types;
mod operations;
mod outlines;
mod paging;
mod params;
mod references;
mod responses;
mod structs;
mod successes;
mod types;
mod unions;
mod wire_test;

use std::collections::BTreeSet;

pub(crate) use context::ident_of;

use crate::config::Config;
use crate::model::{Api, Type};
use crate::output::{Chunk, Content, Home, Items, Module, Reexport};
use context::Context;
use docs::Prose;
pub use features::Feature;
use types::Site;
pub use wire_test::tests as wire_tests;

/// Everything that is to be written: the root of the generated modules.
#[must_use]
pub fn emit(api: &Api, config: &Config) -> Module {
    let context = Context { api };
    let docs = Prose::own("The API as its document describes it.").inner();
    let exceptions = lints::exceptions(&context);
    Module {
        name: String::new(),
        attributes: quote::quote!(#docs #exceptions),
        reexport: Reexport::Public,
        features: features(api, config).into_iter().collect(),
        content: Content::Modules(vec![
            api::module(context, config),
            meta_module(api),
            models::module(context, config),
        ]),
    }
}

/// A type as it is written outside of the models, by a file that has `models`, `runtime` and `BTreeMap` in scope.
#[must_use]
pub fn type_path(api: &Api, ty: &Type) -> String {
    crate::tokens::tight(Context { api }.ty(ty, Site::Api))
}

/// Names of the cargo features, one a tag, in the order of [`Api::handles`].
#[must_use]
pub fn features(api: &Api, config: &Config) -> Vec<String> {
    features::of_handles(api, config)
}

/// A type as it is written where models are: `Option<Vec<Agent>>`.
pub(crate) fn type_text(api: &Api, ty: &Type) -> String {
    crate::tokens::tight(Context { api }.ty(ty, Site::Models))
}

/// The cargo features of the parts that are written by hand, as far as the document has what they need.
#[must_use]
pub fn parts(api: &Api, config: &Config) -> Vec<Feature> {
    features::of_parts(api, config)
}

/// What the document says of the whole API, as lines for a crate's documentation: safe in a comment, whatever the
/// document has.
#[must_use]
pub fn documentation(api: &Api) -> Vec<String> {
    let title = match api.title.trim() {
        "" => "an API".to_owned(),
        title => title.to_owned(),
    };
    let prose = Prose::default().summary(Some(&format!("Client for {title}")));
    match &api.description {
        Some(description) => prose.markdown(description),
        None => prose,
    }
    .into_lines()
}

fn meta_module(api: &Api) -> Module {
    Module {
        name: "meta".to_owned(),
        attributes: Prose::own("What the document says of the API as a whole.").inner(),
        reexport: Reexport::Public,
        features: BTreeSet::new(),
        content: Content::Items(Items {
            home: Home::Api,
            chunks: vec![Chunk {
                items: meta::emit(api),
                ..Chunk::default()
            }],
            part: |_| proc_macro2::TokenStream::new(),
        }),
    }
}
