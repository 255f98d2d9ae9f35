//! `cargo xtask spec diff`: two versions of a document, and whom the difference breaks.

mod json;
pub(crate) mod side;

use std::path::PathBuf;

use clap::{Args as ClapArgs, ValueEnum};
use codegen::diff::report::{self, Subject};
use codegen::diff::{self, Bump, Diff, Effect, Version};

use crate::error::{Error, Outcome};
use crate::generate::apart;
use crate::progress::Progress;
use crate::reading::Reading;
use crate::report::{Format, Report};
use crate::workspace::{self, Workspace};
pub(crate) use json::Document;
use side::Side;

/// Says what changed between two versions of a document, what breaks callers, and which version bump it asks for.
///
/// A version is a file, or `git:REV` for the project's document of that revision, or `git:REV:PATH` for another one.
///
/// Exit codes: 0 nothing that --fail-on asks for, 1 something of it, 2 a document that cannot be read.
#[derive(Debug, ClapArgs)]
pub(crate) struct Args {
    /// The old version.
    #[arg(default_value = "git:HEAD")]
    old: String,
    /// The new version.
    #[arg(default_value = workspace::DOCUMENT)]
    new: String,
    /// What makes the exit code 1: whatever breaks, or anything that changed.
    #[arg(long, value_enum, value_name = "WHAT")]
    fail_on: Option<FailOn>,
    /// A codegen.toml for both versions; without it, the project's own document has its own in each revision, and a file that
    /// is compared with it has the same names.
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Fetches what the documents refer to on other hosts.
    #[arg(long)]
    allow_remote: bool,
    /// How the result is written.
    #[arg(long, value_enum, default_value_t)]
    format: Style,
}

/// What makes a diff a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum FailOn {
    /// What breaks running programs, strict clients, or code that is compiled.
    Breaking,
    /// Anything that changed.
    Any,
}

/// How a diff is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Style {
    /// For a terminal.
    #[default]
    Text,
    /// For a program: one JSON object.
    Json,
    /// For a pull request: the verdict in the first line, then tables.
    Markdown,
}

impl Args {
    pub(crate) fn format(&self) -> Format {
        match self.format {
            Style::Json => Format::Json,
            Style::Text | Style::Markdown => Format::Text,
        }
    }
}

pub(crate) fn run(args: &Args, report: &mut Report) -> Result<Outcome, Error> {
    let reading = Reading {
        strict: false,
        allow_remote: args.allow_remote,
    };
    let workspace = Workspace::find().ok();
    let read = |word: &str| Side::read(word, workspace.as_ref(), args.config.as_deref(), reading);
    let (mut old, mut new) = (read(&args.old)?, read(&args.new)?);
    if args.config.is_none() {
        side::settle_alike(&mut old, &mut new);
    }
    let mut progress = Progress::start();
    progress.step("reading both versions");
    let (before, after) = versions(&old, &new)?;
    drop(progress);
    for (side, version) in [(&old, &before), (&new, &after)] {
        if !version.is_readable() {
            let diagnostics = &version.generated.diagnostics;
            report.diagnostics(diagnostics);
            let error = Error::input(
                &side.name,
                "it cannot be read, so there is nothing to compare",
            );
            report.unusable(&error, diagnostics);
            return Ok(Outcome::Unusable);
        }
    }
    let diff = compared(&before, &after)?;
    let version = workspace.as_ref().and_then(workspace::version);
    let subject = Subject {
        old: &old.name,
        new: &new.name,
        version: version.as_deref().filter(|_| old.is_own || new.is_own),
    };
    show(&diff, &subject, args.format, report);
    Ok(outcome(&diff, args.fail_on))
}

/// Reads both versions at once.
pub(crate) fn versions(old: &Side, new: &Side) -> Result<(Version, Version), Error> {
    let (old, new) = std::thread::scope(|scope| {
        let before = scope.spawn(|| version(old));
        let after = version(new);
        let before = before.join().unwrap_or_else(|_| Err(failed(&old.name)));
        (before, after)
    });
    Ok((old?, new?))
}

pub(crate) fn version(side: &Side) -> Result<Version, Error> {
    apart(|| side.with_input(|input| Version::read(input, &side.config)))
        .ok_or_else(|| failed(&side.name))
}

fn failed(name: &str) -> Error {
    Error::input(
        name,
        "the generator failed on this document: a defect of ours, please report it",
    )
}

/// Compares them, with room for documents that nest deeply.
pub(crate) fn compared(old: &Version, new: &Version) -> Result<Diff, Error> {
    apart(|| diff::compare(old, new)).ok_or_else(|| {
        Error::plain("comparing the two documents failed: a defect of ours, please report it")
    })
}

/// Writes a diff.
pub(crate) fn show(diff: &Diff, subject: &Subject<'_>, style: Style, report: &mut Report) {
    match style {
        Style::Text => report.line(report::text(diff, subject).trim_end()),
        Style::Markdown => report.line(report::markdown(diff, subject).trim_end()),
        Style::Json => report.json(&Document::of(diff, subject)),
    }
}

/// What makes of a diff a finding.
pub(crate) fn outcome(diff: &Diff, fail_on: Option<FailOn>) -> Outcome {
    let found = match fail_on {
        None => false,
        Some(FailOn::Any) => !diff.is_empty(),
        Some(FailOn::Breaking) => {
            diff.contract() == Effect::Breaking
                || diff.client() == Effect::Breaking
                || diff.bump() == Bump::Breaking
        }
    };
    if found {
        Outcome::Findings
    } else {
        Outcome::Done
    }
}
