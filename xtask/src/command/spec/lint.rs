//! `cargo xtask spec lint`: everything that the generator has to say about a document, and what a client of it would
//! lack.

use std::path::PathBuf;

use clap::Args as ClapArgs;
use codegen::diagnostic::{Diagnostic, render};
use codegen::ledger::Entry;
use codegen::{Config, Severity};
use serde::Serialize;

use crate::error::{Error, Outcome};
use crate::generate;
use crate::progress::Progress;
use crate::reading::Reading;
use crate::report::{Counts, Format, Reasons, Report, Said, Untyped, said, untyped};
use crate::source::Source;
use crate::workspace::{self, Workspace};

/// Prints every diagnostic of a document, and every place that a client says less of than the document; generates
/// nothing.
///
/// Exit codes: 0 nothing but notes, 1 warnings, 2 errors: no client can come out.
#[derive(Debug, ClapArgs)]
pub(crate) struct Args {
    /// An OpenAPI document, YAML or JSON.
    file: PathBuf,
    /// The document's codegen.toml; the project's own document has its own.
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Lists all places, those too where the document itself says nothing or what no type expresses.
    #[arg(long)]
    ledger: bool,
    #[command(flatten)]
    reading: Reading,
    /// Whom the result is for.
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
}

#[derive(Serialize)]
struct Linted<'a> {
    file: &'a str,
    #[serde(flatten)]
    counts: Counts,
    diagnostics: Vec<Said<'a>>,
    reasons: Reasons,
    ledger: Vec<Untyped<'a>>,
}

pub(crate) fn run(args: &Args, report: &mut Report) -> Result<Outcome, Error> {
    let mut progress = Progress::start();
    let source = Source::read_as(&args.file, args.reading)?;
    let config = config(args)?;
    progress.step(&format!("reading {}", source.name));
    let generated = generate::generate(&source, &config)?;
    drop(progress);
    let diagnostics = &generated.diagnostics;
    for diagnostic in diagnostics {
        report.line(&render(diagnostic));
    }
    let ledger = &generated.ledger;
    let listed: Vec<&Entry> = ledger
        .iter()
        .filter(|entry| args.ledger || entry.reason.is_loss())
        .collect();
    if !listed.is_empty() {
        report.line("less typed than the document:");
        for entry in listed {
            report.line(&format!("  {entry}"));
        }
    }
    let counts = Counts::of(diagnostics);
    let reasons = Reasons::of(ledger);
    report.line(&format!("{}: {counts}", source.name));
    report.line(&format!("{}: less typed: {reasons}", source.name));
    report.json(&Linted {
        file: &source.name,
        counts,
        diagnostics: said(diagnostics),
        reasons,
        ledger: untyped(ledger),
    });
    Ok(outcome(diagnostics))
}

fn outcome(diagnostics: &[Diagnostic]) -> Outcome {
    let worst = diagnostics
        .iter()
        .max_by_key(|said| (said.severity, !said.raised));
    match worst {
        Some(said) if said.raised => Outcome::Findings,
        Some(said) if said.severity == Severity::Error => Outcome::Unusable,
        Some(said) if said.severity == Severity::Warning => Outcome::Findings,
        _ => Outcome::Done,
    }
}

/// The configuration that was named, or the one that belongs to the project's own document.
fn config(args: &Args) -> Result<Config, Error> {
    if let Some(path) = &args.config {
        return generate::config(Some(path), args.reading);
    }
    let own = Workspace::find()
        .ok()
        .filter(|workspace| workspace.is_document(&args.file));
    match own {
        Some(workspace) => workspace::config(&workspace, args.reading),
        None => generate::config(None, args.reading),
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
