//! `cargo xtask codegen`: a document in, a client crate out.

use std::collections::BTreeMap;
use std::path::PathBuf;

use clap::Args as ClapArgs;
use codegen::coverage::Coverage;
use codegen::{Config, Diagnostic, Output};
use serde::Serialize;

use super::spec::import;
use crate::error::{Error, Outcome};
use crate::features;
use crate::generate::{self, generate};
use crate::progress::Progress;
use crate::reading::Reading;
use crate::report::{Counts, Format, Report, counted};
use crate::scaffold::{CrateName, Scaffold};
use crate::source::{self, Source};
use crate::tree::{self, Claim, Finding, Plan, Tree, is_marked};
use crate::workspace::{self, Workspace, shown};

/// Brings cotool-api/src/generated to what spec/cotool.yaml asks for, or writes a whole crate for another document.
///
/// Exit codes: 0 done, 1 with --check something is not as it should be, or with --strict a warning, 2 a document that
/// cannot be used.
#[derive(Debug, ClapArgs)]
pub(crate) struct Args {
    /// Writes nothing; shows what is stale, missing or stray, and exits with 1 if anything is.
    #[arg(long)]
    check: bool,
    /// Another OpenAPI document, YAML or JSON.
    #[arg(long, value_name = "FILE", requires_all = ["out", "name"])]
    spec: Option<PathBuf>,
    /// The folder of the crate for it.
    #[arg(long, value_name = "DIR", requires = "spec")]
    out: Option<PathBuf>,
    /// The crate's name.
    #[arg(long, value_name = "NAME", requires = "spec")]
    name: Option<CrateName>,
    /// A codegen.toml for it.
    #[arg(long, value_name = "FILE", requires = "spec")]
    config: Option<PathBuf>,
    /// Writes a test of each operation as well, to tests/operations.
    #[arg(long, requires = "spec")]
    tests: bool,
    #[command(flatten)]
    reading: Reading,
    /// Whom the result is for.
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
}

/// The tests of the operations, below the crate's folder.
const TESTS: &str = "tests/operations";

/// What is written, or why nothing is.
type Made<T> = Result<T, Outcome>;

/// What came out of the generator.
struct Client {
    output: Output,
    api: codegen::model::Api,
    ledger: Vec<codegen::ledger::Entry>,
}

/// What there is to do for the project's own client.
struct Own {
    plan: Plan,
    /// What the document uses.
    coverage: Coverage,
}

pub(crate) fn run(args: &Args, report: &mut Report) -> Result<Outcome, Error> {
    match (&args.spec, &args.out, &args.name) {
        (Some(spec), Some(out), Some(name)) => another(args, spec, out, name, report),
        _ if args.check => check_own(args.reading, report),
        _ => regenerate(args.reading, report),
    }
}

/// Brings the project's own client to its document, and says what changed.
pub(crate) fn regenerate(reading: Reading, report: &mut Report) -> Result<Outcome, Error> {
    let workspace = Workspace::find()?;
    let Own { plan, coverage } = match own(&workspace, reading, report)? {
        Ok(own) => own,
        Err(outcome) => return Ok(outcome),
    };
    carry_out(&plan, report)?;
    say_coverage(&coverage, report);
    if let Ok(Some(document)) = import::finding(&workspace) {
        report.remark(&format!(
            "{} is not what its sources give; `cargo xtask spec import --check` shows the difference",
            document.path
        ));
    }
    Ok(Outcome::Done)
}

/// Writes down what becomes of everything that the document uses.
fn cover(
    wanted: &mut Tree,
    source: &Source,
    config: &Config,
    ledger: &[codegen::ledger::Entry],
) -> Result<Coverage, Error> {
    let coverage = generate::apart(|| source.with_input(|input| Coverage::of(input, config)));
    let coverage = coverage.flatten().ok_or_else(|| {
        Error::input(
            &source.name,
            "what the document uses cannot be told: a defect of ours",
        )
    })?;
    let page = codegen::coverage::page(&coverage, ledger);
    wanted.want(workspace::COVERAGE, page, Claim::Ours);
    Ok(coverage)
}

/// Says what nobody has classified, and what is classified and not there.
fn say_coverage(coverage: &Coverage, report: &mut Report) {
    for name in &coverage.unused {
        report.remark(&format!(
            "spec/codegen.toml classifies `{name}`, which the document does not use"
        ));
    }
    for kind in &coverage.unclassified {
        let (line, column) = kind.place.position.unwrap_or((1, 1));
        report.remark(&format!(
            "{}:{line}:{column} ({}): {} is not classified: say in spec/codegen.toml, below [coverage], what becomes of it: \
             `\"{}\" = \"left out: why\"` (or typed, documented, approximated)",
            kind.place.file, kind.place.pointer, kind.what, kind.key
        ));
    }
}

fn check_own(reading: Reading, report: &mut Report) -> Result<Outcome, Error> {
    let workspace = Workspace::find()?;
    let document = import::finding(&workspace)?;
    let Own { plan, coverage } = match own(&workspace, reading, report)? {
        Ok(own) => own,
        Err(outcome) => return Ok(outcome),
    };
    let outcome = check(&plan, document, "cargo xtask codegen", report);
    say_coverage(&coverage, report);
    Ok(if coverage.unclassified.is_empty() {
        outcome
    } else {
        Outcome::Findings
    })
}

/// What would have to change in the project's own client.
fn own(workspace: &Workspace, reading: Reading, report: &mut Report) -> Result<Made<Own>, Error> {
    let source = Source::read_as(&workspace.join(workspace::DOCUMENT), reading)?;
    let mut config = workspace::config(workspace, reading)?;
    config.tests_of = Some(workspace::CLIENT.replace('-', "_"));
    let Client {
        output,
        api,
        ledger,
    } = match generated(&source, &config, report)? {
        Ok(made) => made,
        Err(outcome) => return Ok(Err(outcome)),
    };
    let mut wanted = Tree::new(workspace.root());
    let coverage = cover(&mut wanted, &source, &config, &ledger)?;
    want_generated(
        &mut wanted,
        &format!("{}/src/generated", workspace::CLIENT),
        &output.files,
    )?;
    want_generated(
        &mut wanted,
        &format!("{}/{TESTS}", workspace::CLIENT),
        &output.tests,
    )?;
    let path = format!("{}/Cargo.toml", workspace::CLIENT);
    let manifest = workspace.join(&path);
    let tags = codegen::emit::features(&api, &config);
    let parts = codegen::emit::parts(&api, &config);
    let spliced = features::splice(&source::text(&manifest)?, &tags, &parts)
        .map_err(|reason| Error::input(shown(&manifest), reason))?;
    wanted.want(path, spliced, Claim::Ours);
    let plan = tree::plan(&wanted)?;
    Ok(Ok(Own { plan, coverage }))
}

/// A complete crate for another document.
fn another(
    args: &Args,
    spec: &std::path::Path,
    out: &std::path::Path,
    name: &CrateName,
    report: &mut Report,
) -> Result<Outcome, Error> {
    let workspace = Workspace::find()?;
    let source = Source::read_as(spec, args.reading)?;
    let mut config = generate::config(args.config.as_deref(), args.reading)?;
    config.tests_of = args.tests.then(|| name.module());
    let Client { output, api, .. } = match generated(&source, &config, report)? {
        Ok(made) => made,
        Err(outcome) => return Ok(outcome),
    };
    let scaffold = Scaffold::read(&workspace, name)?;
    let mut wanted = scaffold.tree(out, &api, &config)?;
    want_generated(&mut wanted, "src/generated", &output.files)?;
    want_generated(&mut wanted, TESTS, &output.tests)?;
    scaffold.record(&mut wanted);
    let plan = tree::plan(&wanted)?;
    if args.check {
        let command = format!(
            "cargo xtask codegen --spec {} --out {} --name {name}",
            shown(spec),
            shown(out)
        );
        return Ok(check(&plan, None, &command, report));
    }
    carry_out(&plan, report)?;
    Ok(Outcome::Done)
}

/// Runs the generator and says what it says, and how much the client says less than the document.
fn generated(source: &Source, config: &Config, report: &mut Report) -> Result<Made<Client>, Error> {
    let mut progress = Progress::start();
    progress.step(&format!("generating from {}", source.name));
    let generated = generate(source, config)?;
    drop(progress);
    report.diagnostics(&generated.diagnostics);
    report.ledger(&generated.ledger);
    match (generated.output, generated.api) {
        (Some(output), Some(api)) if !output.files.is_empty() => Ok(Ok(Client {
            output,
            api,
            ledger: generated.ledger,
        })),
        (Some(_), _) => Err(Error::input(
            &source.name,
            "the generator made no file: a defect of ours, please report it",
        )),
        _ => {
            let (reason, outcome) = nothing(&generated.diagnostics);
            report.unusable(&Error::input(&source.name, reason), &generated.diagnostics);
            Ok(Err(outcome))
        }
    }
}

/// Why nothing came out, and what that makes of the command: a document that is only less than perfect is usable, and
/// being told so was asked for.
fn nothing(diagnostics: &[Diagnostic]) -> (String, Outcome) {
    let raised = diagnostics.iter().filter(|said| said.raised).count();
    if Counts::of(diagnostics).errors > raised || raised == 0 {
        let reason = "no client can come out of this document; nothing was written";
        return (reason.to_owned(), Outcome::Unusable);
    }
    let reason = format!(
        "{} taken for {} with --strict; nothing was written",
        counted(raised, "warning"),
        if raised == 1 { "an error" } else { "errors" }
    );
    (reason, Outcome::Findings)
}

/// Wants the generated files below a folder of the crate.
pub(crate) fn want_generated(
    wanted: &mut Tree,
    folder: &str,
    files: &BTreeMap<String, String>,
) -> Result<(), Error> {
    for (path, text) in files {
        // Without the mark the next run could not replace the file.
        if !is_marked(text.as_bytes()) {
            return Err(Error::plain(format!(
                "the generated file {path} does not start with its mark: a defect of ours, please report it"
            )));
        }
        wanted.want(format!("{folder}/{path}"), text.as_bytes(), Claim::Marked);
    }
    wanted.swept.push(folder.to_owned());
    Ok(())
}

#[derive(Serialize)]
struct Done<'a> {
    written: &'a [String],
    deleted: &'a [String],
    kept: &'a [String],
    unchanged: usize,
}

fn carry_out(plan: &Plan, report: &mut Report) -> Result<(), Error> {
    let done = tree::write(plan)?;
    for path in &done.written {
        report.line(&format!("wrote {path}"));
    }
    for path in &done.deleted {
        report.line(&format!("deleted {path}"));
    }
    for path in &plan.kept {
        report.line(&format!(
            "kept {} as it is: it is not marked @generated any more",
            plan.shown(path)
        ));
    }
    report.line(&plan.summary());
    report.json(&Done {
        written: &done.written,
        deleted: &done.deleted,
        kept: &plan.kept,
        unchanged: plan.unchanged,
    });
    Ok(())
}

#[derive(Serialize)]
struct Checked<'a> {
    fresh: bool,
    findings: &'a [Finding],
    command: &'a str,
}

fn check(plan: &Plan, document: Option<Finding>, command: &str, report: &mut Report) -> Outcome {
    let stale_document = document.is_some();
    let stale_tree = !plan.is_empty();
    let findings: Vec<Finding> = document.into_iter().chain(plan.findings()).collect();
    tree::show_all(&findings, report);
    report.json(&Checked {
        fresh: findings.is_empty(),
        findings: &findings,
        command,
    });
    if stale_document {
        report.remark(
            "the document is not what its sources give: move the change to spec/reference, then run \
             `cargo xtask spec import`",
        );
    }
    if stale_tree {
        report.remark(&format!(
            "the generated files are not what the document gives: run `{command}`"
        ));
    }
    if findings.is_empty() {
        report.line(&format!("{} fresh", counted(plan.unchanged, "file")));
        Outcome::Done
    } else {
        Outcome::Findings
    }
}
