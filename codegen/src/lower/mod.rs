//! The document as a [`model::Api`](crate::model::Api): references followed, types decided, names settled.
//!
//! Schemas are read into `facts::Facts`, which look the same however `openapiv3` typed them. What one becomes is
//! decided on those alone (`schema::Class`); types that need a name are declared at once and filled from a queue, so
//! that neither long chains nor cycles of references nest calls. Cycles, directions and outlines are worked out at the
//! end, on the finished types.

mod answer;
mod at;
mod body;
mod branch;
mod choice;
mod component;
mod conditions;
mod context;
mod count;
mod discriminator;
mod docs;
mod enumeration;
mod extension;
mod facts;
#[cfg(test)]
mod fixture;
mod form;
mod graph;
mod handle;
mod header;
mod inheritance;
mod keeping;
mod keyed;
mod media;
mod merge;
mod naming;
mod null;
mod object;
mod operation;
mod outline;
mod paging;
mod param_lookup;
mod parameter;
mod peek;
mod plan;
mod prefix;
mod read;
mod response;
mod scalar;
mod schema;
mod security;
mod server;
mod settled;
mod status;
mod style;
mod template;
mod tuple;
mod union;
mod usage;
mod view;
mod webhook;

use crate::config::Config;
use crate::diagnostic::Sink;
use crate::model::{Api, Reason};
use crate::spec::Document;
use context::Context;

/// Lowers a whole document.
#[must_use]
pub fn lower(document: &Document, config: &Config, sink: &mut Sink) -> Api {
    let info = &document.api.info;
    let mut context = Context::new(&document.api, config, sink);
    context.declare_components();
    context.fill_components();
    let schemes = context.schemes();
    let plan = context.plan();
    let handles = context.operations(plan, &schemes);
    context.webhooks();
    context.check_config(&handles);

    for id in graph::close(&mut context.types) {
        let pointer = context.types.get(id).pointer.clone();
        context.untyped(&pointer, Reason::Contradiction, "it stands only for itself");
    }
    context.keep_among_rivals();
    usage::mark(&mut context.types, &handles);
    usage::mark_roots(&mut context.types, &context.given, &context.taken);
    outline::draw(&mut context.types, &context.closed);
    usage::relax_directions(&mut context.types);
    usage::mark_constants(&mut context.types);
    usage::mark_parts_of_unions(&mut context.types);
    let (types, approximations) = context.finish();
    let mut handles = handles;
    paging::settle(&mut handles, &types, config, sink);
    Api {
        title: info.title.clone(),
        version: info.version.clone(),
        description: docs::of_info(info),
        servers: server::all(&document.api.servers),
        schemes,
        handles,
        types,
        approximations,
    }
}
