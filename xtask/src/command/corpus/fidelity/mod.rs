//! Whether the generated types keep what they read: values are made from the schemas of the *source*, judged by a
//! validator that has nothing to do with the generator, read and written by the generated crate, and compared.

mod ask;
mod bundle;
mod compare;
mod dialect;
mod files;
mod named;
mod prepare;
mod program;
mod sample;
mod table;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use codegen::model::Api;
use serde::Serialize;

use super::documents::Document;
use crate::error::Error;
use crate::source::Source;
use crate::workspace::shown;

pub(super) use table::write as write_table;

/// How one crate fares.
#[derive(Debug, Default, Clone, Serialize)]
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
    /// Values that were changed, or refused though the schema accepts them.
    pub(super) failures: usize,
    /// Schemas that have failures.
    pub(super) failed_schemas: usize,
    /// Reason -> schemas that were not tested.
    pub(super) skipped: BTreeMap<String, usize>,
    #[serde(skip)]
    pub(super) messages: Vec<String>,
}

/// An example program for a crate, beside its name.
pub(super) struct Program {
    /// Path in the crate.
    pub(super) path: String,
    pub(super) text: String,
}

/// Thinks of what to ask the crate of a document, keeps that below the folder, and gives the program that answers.
pub(super) fn prepare(
    folder: &Path,
    document: &Document,
    source: &Source,
    api: &Api,
) -> Result<Program, Error> {
    let (questions, types) = prepare::questions(source, api);
    let path = questions_path(folder, &document.slug);
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent).map_err(|e| unwritable(parent, e))?;
    }
    let text = serde_json::to_vec(&questions).map_err(|e| Error::plain(e.to_string()))?;
    fs::write(&path, text).map_err(|e| unwritable(&path, e))?;
    Ok(Program {
        path: format!("examples/{}.rs", document.slug),
        text: program::text(&document.slug, &types),
    })
}

/// Asks the crate of a document, which was built.
pub(super) fn ask(folder: &Path, slug: &str) -> Result<Fidelity, String> {
    let path = questions_path(folder, slug);
    let text = fs::read(&path).map_err(|e| e.to_string())?;
    let questions = serde_json::from_slice(&text).map_err(|e| e.to_string())?;
    let program = folder.join("target/debug/examples").join(slug);
    ask::all(&program, &questions)
}

fn questions_path(folder: &Path, slug: &str) -> PathBuf {
    folder.join("questions").join(format!("{slug}.json"))
}

fn unwritable(path: &Path, source: std::io::Error) -> Error {
    Error::Write {
        path: shown(path),
        source,
        done: None,
    }
}
