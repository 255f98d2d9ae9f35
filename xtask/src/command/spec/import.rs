//! `cargo xtask spec import`: sources in, one document out.

use std::fs;
use std::path::{Path, PathBuf};

use clap::Args as ClapArgs;
use serde::Serialize;

use crate::assembly::{self, Assembly, Kind, Sources, Stored, assemble};
use crate::error::{Error, Outcome};
use crate::progress::Progress;
use crate::report::{Format, Report};
use crate::source;
use crate::tree::{self, Claim, Finding, Plan, Tree};
use crate::workspace::{self, Workspace, shown};

/// Takes reference pages and OpenAPI documents into spec/, and makes spec/cotool.yaml of all of them.
///
/// A page is a Markdown file with an OpenAPI document in a fenced block; it is kept byte for byte in spec/pages. An
/// OpenAPI file is kept in spec/reference. Without FILE the document is made anew of what lies there.
///
/// Exit codes: 0 done, 1 spec/cotool.yaml is not what its sources give, 2 sources that cannot be read or that disagree.
#[derive(Debug, ClapArgs)]
pub(crate) struct Args {
    /// Pages (.md) and documents (.yaml, .yml, .json).
    files: Vec<PathBuf>,
    /// Writes nothing; says what would be written, and exits with 1 if that is anything.
    #[arg(long)]
    check: bool,
    /// Whom the result is for.
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
}

#[derive(Serialize)]
struct Imported<'a> {
    written: &'a [String],
}

#[derive(Serialize)]
struct Checked<'a> {
    fresh: bool,
    findings: &'a [Finding],
    command: &'static str,
}

const COMMAND: &str = "cargo xtask spec import";

pub(crate) fn run(args: &Args, report: &mut Report) -> Result<Outcome, Error> {
    let workspace = Workspace::find()?;
    let mut progress = Progress::start();
    progress.step("reading the sources");
    let kept = Sources::read(&workspace)?;
    let incoming = incoming(&workspace, &args.files)?;
    let new = incoming.iter().any(|file| !file.in_place);
    if new && let Some(edited) = edited_by_hand(&workspace, &kept)? {
        drop(progress);
        return Ok(refuse(&edited, report));
    }
    let mut sources = kept.clone();
    for file in &incoming {
        sources.put(file.path.clone(), file.source.clone());
    }
    progress.step("making the document");
    let assembly = assemble(&sources)?;
    same_page(&kept, &incoming, &assembly)?;
    let errors = assembly.errors()?;
    drop(progress);
    if !errors.is_empty() {
        report.diagnostics(&errors);
        report.unusable(
            &Error::plain(
                "the sources do not make a document that can be read; nothing was written",
            ),
            &errors,
        );
        return Ok(Outcome::Unusable);
    }
    let plan = plan(&workspace, &incoming, &assembly)?;
    if args.check {
        return Ok(check(&plan, report));
    }
    carry_out(&plan, report)
}

/// Whether the document is what its sources give; `None` when it is, or when it has no sources.
pub(crate) fn finding(workspace: &Workspace) -> Result<Option<Finding>, Error> {
    let sources = Sources::read(workspace)?;
    if sources.is_empty() {
        return Ok(None);
    }
    let plan = plan(workspace, &[], &assemble(&sources)?)?;
    Ok(plan.findings().into_iter().next())
}

/// A file to be taken in.
struct Incoming {
    /// Where it is kept, below the workspace's root.
    path: String,
    /// Whether it lies there already.
    in_place: bool,
    source: Stored,
}

fn incoming(workspace: &Workspace, files: &[PathBuf]) -> Result<Vec<Incoming>, Error> {
    let mut all: Vec<Incoming> = Vec::new();
    for file in files {
        let text = source::text(file)?;
        let kind = Kind::of(file).ok_or_else(|| {
            Error::input(
                shown(file),
                "a page has the ending .md, a document .yaml, .yml or .json; rename it",
            )
        })?;
        let path = assembly::kept_at(kind, file)?;
        let folder = |path: &str| path.rsplit_once('/').map(|(folder, _)| folder.to_owned());
        let (path, in_place) = match lies_at(workspace, file) {
            Some(there) if folder(&there) == folder(&path) => (there, true),
            _ => (path, false),
        };
        let source = Stored::new(kind, shown(file), text);
        match all.iter().find(|other| other.path == path) {
            Some(other) if other.source.text != source.text => {
                return Err(Error::plain(format!(
                    "{} and {} would both be kept as {path}, and they differ; rename one of them",
                    other.source.shown, source.shown
                )));
            }
            Some(_) => {}
            None => all.push(Incoming {
                path,
                in_place,
                source,
            }),
        }
    }
    Ok(all)
}

/// The file's path below the workspace's root, if that is where it lies.
fn lies_at(workspace: &Workspace, file: &Path) -> Option<String> {
    let file = fs::canonicalize(file).ok()?;
    let root = fs::canonicalize(workspace.root()).ok()?;
    let below = file.strip_prefix(root).ok()?;
    let parts: Option<Vec<&str>> = below.iter().map(|part| part.to_str()).collect();
    Some(parts?.join("/"))
}

/// The document on disk, if there is one, differs from what the sources give.
fn edited_by_hand(workspace: &Workspace, kept: &Sources) -> Result<Option<Finding>, Error> {
    let document = workspace.join(workspace::DOCUMENT);
    if !document.exists() {
        return Ok(None);
    }
    if kept.is_empty() {
        return Err(Error::input(
            shown(&document),
            "the document has no sources in spec/pages and spec/reference, and would be replaced; move it to \
             spec/reference to make it a source",
        ));
    }
    let plan = plan(workspace, &[], &assemble(kept)?)?;
    Ok(plan.findings().into_iter().next())
}

fn refuse(edited: &Finding, report: &mut Report) -> Outcome {
    tree::show_all(std::slice::from_ref(edited), report);
    report.json(&Checked {
        fresh: false,
        findings: std::slice::from_ref(edited),
        command: COMMAND,
    });
    report.remark(&format!(
        "{} is not what its sources give, so nothing was imported. Move the change to a file in spec/reference (or \
         take it back); then `{COMMAND}` without a file makes the document anew, and the import can be repeated",
        edited.path
    ));
    Outcome::Findings
}

/// A page that replaces one with none of its operations is another page under the same name.
fn same_page(kept: &Sources, incoming: &[Incoming], assembly: &Assembly) -> Result<(), Error> {
    for file in incoming {
        let Some(old) = kept.get(&file.path) else {
            continue;
        };
        if file.in_place || old.text == file.source.text {
            continue;
        }
        let mut before = Sources::default();
        before.put(file.path.clone(), old.clone());
        let before = assemble(&before)?.operations(&old.shown);
        let after = assembly.operations(&file.source.shown);
        if let Some(lost) = before.first()
            && !before.iter().any(|operation| after.contains(operation))
        {
            return Err(Error::plain(format!(
                "{} holds another page already ({lost}), and {} has none of its operations; rename the new one first",
                old.shown, file.source.shown
            )));
        }
    }
    Ok(())
}

fn plan(workspace: &Workspace, incoming: &[Incoming], assembly: &Assembly) -> Result<Plan, Error> {
    let mut wanted = Tree::new(workspace.root());
    for file in incoming.iter().filter(|file| !file.in_place) {
        wanted.want(&file.path, file.source.text.as_bytes(), Claim::Ours);
    }
    wanted.want(workspace::DOCUMENT, assembly.text.as_bytes(), Claim::Ours);
    tree::plan(&wanted)
}

fn check(plan: &Plan, report: &mut Report) -> Outcome {
    let findings = plan.findings();
    tree::show_all(&findings, report);
    report.json(&Checked {
        fresh: findings.is_empty(),
        findings: &findings,
        command: COMMAND,
    });
    if findings.is_empty() {
        report.line("spec/cotool.yaml is what its sources give");
        Outcome::Done
    } else {
        report.remark(&format!("run `{COMMAND}` to write this"));
        Outcome::Findings
    }
}

fn carry_out(plan: &Plan, report: &mut Report) -> Result<Outcome, Error> {
    let done = tree::write(plan)?;
    for path in &done.written {
        report.line(&format!("wrote {path}"));
    }
    if done.written.is_empty() {
        report.line("nothing changed");
    }
    report.json(&Imported {
        written: &done.written,
    });
    Ok(Outcome::Done)
}
