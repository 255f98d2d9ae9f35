//! Where a Rust item comes from, and what became of a place of the document.
//!
//! Every item has the place in the source that it is made of, and the rules that shaped it, in words. The way back is the same
//! list, looked up by place.

mod find;
mod operations;
mod rules;
mod types;

pub use find::{Found, Query};

use serde_json::Value;

use crate::diagnostic::{Place, locate};
use crate::ledger::Entry;
use crate::model::Api;
use crate::{Config, Diagnostic, Input};

/// A public item of the client, and why it is as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Its path: `models::Alert::severity`, `Agents::list`.
    pub path: String,
    /// What it is, with its type: `field: Option<Severity>`.
    pub what: String,
    /// Where it comes from.
    pub place: Place,
    /// The rules that shaped it, one sentence each.
    pub rules: Vec<String>,
}

/// Everything that can be asked about a document and its client.
#[derive(Debug)]
pub struct Explained {
    /// The items, in the order of the document.
    pub items: Vec<Item>,
    /// What there is to say about the document.
    pub diagnostics: Vec<Diagnostic>,
    /// Places where the client says less than the document.
    pub ledger: Vec<Entry>,
}

/// Generates a client and explains each of its items. `None` when no client comes out; the diagnostics say why.
///
/// # Errors
///
/// The diagnostics of a document that no client comes out of.
pub fn explain(input: &Input<'_>, config: &Config) -> Result<Explained, Vec<Diagnostic>> {
    let mut lowered = Value::Null;
    let (generated, origins) = crate::run(input, config, |value| lowered.clone_from(value));
    let (Some(api), Some(_)) = (&generated.api, &generated.output) else {
        return Err(generated.diagnostics);
    };
    let mut items = items(&Source {
        api,
        config,
        lowered: &lowered,
    });
    locate(
        &origins,
        input,
        items.iter_mut().map(|item| &mut item.place),
    );
    items.sort_by(|a, b| {
        let at = |item: &Item| (item.place.file.clone(), item.place.position);
        at(a).cmp(&at(b)).then_with(|| a.path.cmp(&b.path))
    });
    Ok(Explained {
        items,
        diagnostics: generated.diagnostics,
        ledger: generated.ledger,
    })
}

/// What items are explained from.
struct Source<'a> {
    api: &'a Api,
    config: &'a Config,
    /// The lowered document.
    lowered: &'a Value,
}

fn items(source: &Source<'_>) -> Vec<Item> {
    let mut items = Vec::new();
    for (_, def) in source.api.types.iter() {
        types::explain(source.api, source.config, def, &mut items);
    }
    for handle in &source.api.handles {
        operations::explain(source, handle, &mut items);
    }
    items
}

fn place(pointer: &str) -> Place {
    Place {
        pointer: pointer.to_owned(),
        ..Place::default()
    }
}
