//! Runs the generator on a document.

use std::path::Path;
use std::thread;

use codegen::{Config, Generated};

use crate::error::Error;
use crate::reading::Reading;
use crate::source::{self, Source};
use crate::workspace::shown;

/// Room for documents that nest as deeply as the reader lets them.
pub(crate) const STACK: usize = 64 * 1024 * 1024;

/// Reads a `codegen.toml`, if there is one, for a document that is read like this.
pub(crate) fn config(path: Option<&Path>, reading: Reading) -> Result<Config, Error> {
    let mut config = match path {
        Some(path) => Config::parse(&source::text(path)?)
            .map_err(|e| Error::input(shown(path), e.to_string()))?,
        None => Config::default(),
    };
    config.strict |= reading.strict;
    Ok(config)
}

/// Runs the whole pipeline. A panic in there is a defect of ours, and is said as one.
pub(crate) fn generate(source: &Source, config: &Config) -> Result<Generated, Error> {
    apart(|| source.with_input(|input| codegen::generate(input, config))).ok_or_else(|| {
        Error::input(
            &source.name,
            "the generator failed on this document: a defect of ours, please report it",
        )
    })
}

/// Runs `work` on a stack of its own; `None` when it panicked.
pub(crate) fn apart<T: Send>(work: impl FnOnce() -> T + Send) -> Option<T> {
    thread::scope(|scope| {
        thread::Builder::new()
            .name("generator".to_owned())
            .stack_size(STACK)
            .spawn_scoped(scope, work)
            .ok()?
            .join()
            .ok()
    })
}
