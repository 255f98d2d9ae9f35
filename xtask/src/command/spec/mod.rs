//! `cargo xtask spec`: the documents.

pub(crate) mod import;
mod lint;

use clap::Subcommand;

use crate::error::{Error, Outcome};
use crate::report::{Format, Report};

/// Looks after the vendored document.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Import(import::Args),
    Lint(lint::Args),
}

impl Command {
    pub(crate) fn format(&self) -> Format {
        match self {
            Self::Import(args) => args.format,
            Self::Lint(args) => args.format,
        }
    }

    pub(crate) fn run(&self, report: &mut Report) -> Result<Outcome, Error> {
        match self {
            Self::Import(args) => import::run(args, report),
            Self::Lint(args) => lint::run(args, report),
        }
    }
}
