//! Whether the generated types keep what they read. The schemas of the *source* are written down for `cotool-fidelity`,
//! with a program of the crate that reads and writes values; it makes values, judges them and compares what comes back.

mod ask;
mod bundle;
mod dialect;
mod discriminator;
mod files;
mod named;
mod program;
mod table;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use codegen::model::Api;
use serde::{Deserialize, Serialize};

pub(super) use ask::all as ask;
use bundle::Bundle;
use files::Files;
pub(super) use table::write as write_table;

use super::documents::Document;
use crate::error::Error;
use crate::source::Source;

/// How one crate fares, in the words of `cotool-fidelity`.
#[derive(Debug, Default, Clone, Serialize, Deserialize)]
pub(super) struct Fidelity {
    /// Schemas that the crate names: components, bodies and answers.
    pub(super) schemas: usize,
    /// Those of them that were tested; the others are in `skipped`.
    pub(super) tested: usize,
    /// Values that the schemas accept: each has to come back as it was.
    pub(super) instances: usize,
    /// Values that the schemas refuse: each has to be refused or come back as it was.
    pub(super) wrong: usize,
    /// Those of `wrong` that were refused.
    pub(super) refused: usize,
    /// Values of `instances` with an integer that a double would round: they were refused.
    pub(super) too_exact: usize,
    /// Values that were changed, or refused though the schema accepts them.
    pub(super) failures: usize,
    /// Schemas that have failures.
    pub(super) failed_schemas: usize,
    /// Reason -> schemas that were not tested.
    pub(super) skipped: BTreeMap<String, usize>,
    /// The first failures, in words.
    #[serde(skip_serializing)]
    pub(super) messages: Vec<String>,
}

/// An example program of a crate.
pub(super) struct Program {
    /// Path in the crate.
    pub(super) path: String,
    pub(super) text: String,
}

/// What is to be asked of a crate.
#[derive(Debug, Serialize)]
struct Asked {
    named: Vec<AskedType>,
    schemas: Vec<serde_json::Value>,
    /// Reason -> labels of what the program has no type of.
    skipped: BTreeMap<&'static str, Vec<String>>,
}

#[derive(Debug, Serialize)]
struct AskedType {
    label: String,
    schema: usize,
    unfaithful: Option<&'static str>,
}

/// Writes down what is to be asked of the crate of a document, and gives the program that answers.
pub(super) fn prepare(
    folder: &Path,
    document: &Document,
    source: &Source,
    api: &Api,
) -> Result<Program, Error> {
    let files = Files::new(source);
    let found = named::all(api, &files);
    let places: Vec<_> = found.named.iter().map(|named| &named.place).collect();
    let bundle = Bundle::collect(&files, &places);
    let named = found.named.iter().filter_map(|named| {
        let schema = bundle.index(&named.place)?;
        Some(AskedType {
            label: named.label.clone(),
            schema,
            unfaithful: bundle.unfaithful(schema),
        })
    });
    let asked = Asked {
        named: named.collect(),
        schemas: bundle.schemas,
        skipped: found.skipped,
    };
    let folder = folder.join("asked");
    fs::create_dir_all(&folder).map_err(|e| Error::unwritable(&folder, e))?;
    let path = folder.join(format!("{}.json", document.slug));
    let text = serde_json::to_vec(&asked).map_err(|e| Error::plain(e.to_string()))?;
    fs::write(&path, text).map_err(|e| Error::unwritable(&path, e))?;
    Ok(Program {
        path: format!("examples/{}.rs", document.slug),
        text: program::text(&document.slug, &found.named),
    })
}
