//! `cargo xtask spec`: the documents.

mod diff;
mod fetch;
pub(crate) mod import;
mod lint;
mod why;

use clap::Subcommand;

use crate::error::{Error, Outcome};
use crate::report::{Format, Report};

/// Looks after the vendored document.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Diff(diff::Args),
    Fetch(fetch::Args),
    Import(import::Args),
    Lint(lint::Args),
    Why(why::Args),
}

impl Command {
    pub(crate) fn format(&self) -> Format {
        match self {
            Self::Diff(args) => args.format(),
            Self::Fetch(args) => args.format(),
            Self::Import(args) => args.format,
            Self::Lint(args) => args.format,
            Self::Why(args) => args.format,
        }
    }

    pub(crate) fn run(&self, report: &mut Report) -> Result<Outcome, Error> {
        match self {
            Self::Diff(args) => diff::run(args, report),
            Self::Fetch(args) => fetch::run(args, report),
            Self::Import(args) => import::run(args, report),
            Self::Lint(args) => lint::run(args, report),
            Self::Why(args) => why::run(args, report),
        }
    }
}
