//! `cargo xtask spec lint`: everything that the generator has to say about a document.

use std::fs;
use std::path::PathBuf;

use clap::Args as ClapArgs;
use codegen::diagnostic::{Diagnostic, render};
use codegen::{Config, Severity};
use serde::Serialize;

use crate::error::{Error, Outcome};
use crate::generate;
use crate::progress::Progress;
use crate::report::{Counts, Entry, Format, Report, entries};
use crate::source::Source;
use crate::workspace::{self, Workspace};

/// Prints every diagnostic of a document; generates nothing.
///
/// Exit codes: 0 nothing but notes, 1 warnings, 2 errors: no client can come out.
#[derive(Debug, ClapArgs)]
pub(crate) struct Args {
    /// An OpenAPI document, YAML or JSON.
    file: PathBuf,
    /// The document's codegen.toml; the project's own document has its own.
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Whom the result is for.
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
}

#[derive(Serialize)]
struct Linted<'a> {
    file: &'a str,
    #[serde(flatten)]
    counts: Counts,
    diagnostics: Vec<Entry<'a>>,
}

pub(crate) fn run(args: &Args, report: &mut Report) -> Result<Outcome, Error> {
    let mut progress = Progress::start();
    let source = Source::read(&args.file)?;
    let config = config(args)?;
    progress.step(&format!("reading {}", source.name));
    let generated = generate::generate(&source, &config)?;
    drop(progress);
    let diagnostics = &generated.diagnostics;
    for diagnostic in diagnostics {
        report.line(&render(diagnostic));
    }
    let counts = Counts::of(diagnostics);
    report.line(&format!("{}: {counts}", source.name));
    report.json(&Linted {
        file: &source.name,
        counts,
        diagnostics: entries(diagnostics),
    });
    Ok(outcome(diagnostics))
}

fn outcome(diagnostics: &[Diagnostic]) -> Outcome {
    match diagnostics
        .iter()
        .map(|diagnostic| diagnostic.severity)
        .max()
    {
        Some(Severity::Error) => Outcome::Unusable,
        Some(Severity::Warning) => Outcome::Findings,
        _ => Outcome::Done,
    }
}

/// The configuration that was named, or the one that belongs to the project's own document.
fn config(args: &Args) -> Result<Config, Error> {
    if let Some(path) = &args.config {
        return generate::config(path);
    }
    let own = Workspace::find().ok().filter(|workspace| {
        let document = fs::canonicalize(workspace.join(workspace::DOCUMENT));
        matches!((document, fs::canonicalize(&args.file)), (Ok(a), Ok(b)) if a == b)
    });
    match own {
        Some(workspace) => generate::config(&workspace.join(workspace::CONFIG)),
        None => Ok(Config::default()),
    }
}

#[cfg(test)]
mod tests {
    use codegen::diagnostic::Code;

    use super::*;

    #[test]
    fn the_worst_diagnostic_decides() {
        let of = |codes: &[Code]| {
            let all: Vec<Diagnostic> = codes
                .iter()
                .map(|code| Diagnostic::new(*code, "", "x"))
                .collect();
            outcome(&all)
        };
        assert_eq!(of(&[]), Outcome::Done);
        assert_eq!(of(&[Code::Lenient]), Outcome::Done);
        assert_eq!(of(&[Code::Unsupported, Code::Lenient]), Outcome::Findings);
        assert_eq!(of(&[Code::Unsupported, Code::Syntax]), Outcome::Unusable);
    }
}
