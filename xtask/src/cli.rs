//! Arguments.

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::command::{codegen, corpus, fuzz, spec};
use crate::demo;
use crate::error::{Error, Outcome};
use crate::report::{Format, Report};

/// Makes the client from the API's document, and looks after both.
///
/// Exit codes: 0 done, 1 findings, 2 unusable input or arguments.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Codegen(codegen::Args),
    Corpus(corpus::Args),
    Demo(demo::Args),
    Fuzz(fuzz::Args),
    #[command(subcommand)]
    Spec(spec::Command),
}

impl Command {
    fn format(&self) -> Format {
        match self {
            Self::Codegen(args) => args.format,
            Self::Corpus(_) | Self::Demo(_) | Self::Fuzz(_) => Format::Text,
            Self::Spec(command) => command.format(),
        }
    }

    fn run(&self, report: &mut Report) -> Result<Outcome, Error> {
        match self {
            Self::Codegen(args) => codegen::run(args, report),
            Self::Corpus(args) => corpus::run(args, report),
            Self::Demo(args) => demo::run(args, report),
            Self::Fuzz(args) => fuzz::run(args, report),
            Self::Spec(command) => command.run(report),
        }
    }
}

/// Reads the arguments and does what they say.
pub(crate) fn run() -> ExitCode {
    let cli = Cli::parse();
    let mut report = Report::new(cli.command.format());
    let outcome = cli.command.run(&mut report).unwrap_or_else(|error| {
        report.error(&error);
        Outcome::Unusable
    });
    let outcome = report.finish().map_or_else(
        |error| {
            Report::new(Format::Text).error(&error);
            Outcome::Unusable
        },
        |()| outcome,
    );
    ExitCode::from(outcome.code())
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_arguments_are_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn a_crate_needs_all_three() {
        let parse = |line: &str| Cli::try_parse_from(line.split(' ')).is_ok();
        assert!(parse("x codegen"));
        assert!(parse("x codegen --check --format json"));
        assert!(parse("x codegen --spec a.yaml --out d --name n"));
        assert!(!parse("x codegen --spec a.yaml --out d"));
        assert!(!parse("x codegen --out d --name n"));
        assert!(!parse("x codegen --config c.toml"));
    }
}
