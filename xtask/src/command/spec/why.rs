//! `cargo xtask spec why`: where a Rust item comes from, and what became of a place of the document.

use std::fs;
use std::path::{Path, PathBuf};

use clap::Args as ClapArgs;
use codegen::why::{Explained, Found, Item, Query, explain};
use serde::Serialize;

use super::diff::side::Side;
use crate::error::{Error, Outcome};
use crate::generate::apart;
use crate::progress::Progress;
use crate::reading::Reading;
use crate::report::{Format, Report};
use crate::source;
use crate::workspace::{self, Workspace, shown};

/// Says where a Rust item comes from and why it is as it is; for a JSON pointer, which Rust items are made of it.
///
/// An item is named by its path or the end of it: `models::Alert::severity`, `Agents::list`. A pointer starts with `/` or
/// `#/`, as messages show it.
///
/// Exit codes: 0 found, 1 there is no such item, 2 a document that cannot be used.
#[derive(Debug, ClapArgs)]
pub(crate) struct Args {
    /// A Rust path, or a JSON pointer.
    item: String,
    /// Another document than the project's own.
    #[arg(long, value_name = "FILE", default_value = workspace::DOCUMENT)]
    spec: String,
    /// A codegen.toml for it.
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Whom the result is for.
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
}

#[derive(Serialize)]
struct Answer<'a> {
    items: Vec<Row<'a>>,
    /// Of which place they are, when the one that was asked for makes none.
    around: Option<&'a str>,
    alike: Option<&'a str>,
    by_hand: Option<String>,
}

#[derive(Serialize)]
struct Row<'a> {
    path: &'a str,
    what: &'a str,
    file: &'a str,
    pointer: &'a str,
    line: Option<usize>,
    column: Option<usize>,
    rules: &'a [String],
    /// What the generator says of that place.
    said: Vec<String>,
}

pub(crate) fn run(args: &Args, report: &mut Report) -> Result<Outcome, Error> {
    let workspace = Workspace::find().ok();
    let side = Side::read(
        &args.spec,
        workspace.as_ref(),
        args.config.as_deref(),
        Reading::default(),
    )?;
    let mut progress = Progress::start();
    progress.step(&format!("reading {}", side.name));
    let explained =
        apart(|| side.with_input(|input| explain(input, &side.config))).ok_or_else(|| {
            Error::input(
                &side.name,
                "the generator failed on this document: a defect of ours",
            )
        })?;
    drop(progress);
    let explained = match explained {
        Ok(explained) => explained,
        Err(diagnostics) => {
            report.diagnostics(&diagnostics);
            let error = Error::input(&side.name, "no client can come out of this document");
            report.unusable(&error, &diagnostics);
            return Ok(Outcome::Unusable);
        }
    };
    let query = Query::parse(&args.item);
    let found = explained.find(&query);
    let by_hand = match (&query, &workspace) {
        (Query::Path(path), Some(workspace)) if found.items.is_empty() && side.is_own => {
            by_hand(workspace, path)
        }
        _ => None,
    };
    show(args, &explained, &found, by_hand.as_deref(), report);
    report.json(&Answer {
        items: found
            .items
            .iter()
            .map(|item| row(&explained, item))
            .collect(),
        around: found.around.as_deref(),
        alike: found.alike.as_deref(),
        by_hand: by_hand.clone(),
    });
    Ok(if found.items.is_empty() && by_hand.is_none() {
        Outcome::Findings
    } else {
        Outcome::Done
    })
}

fn show(
    args: &Args,
    explained: &Explained,
    found: &Found<'_>,
    by_hand: Option<&str>,
    report: &mut Report,
) {
    if let Some(around) = &found.around {
        report.line(&format!(
            "no item is made of {} by itself; of {around}:",
            args.item
        ));
    }
    for item in &found.items {
        report.line(&format!("{}: {}", item.path, item.what));
        report.line(&format!("  --> {}", place(item)));
        for rule in &item.rules {
            report.line(&format!("  {rule}"));
        }
        for said in said(explained, item) {
            report.line(&format!("  {said}"));
        }
    }
    if !found.items.is_empty() {
        return;
    }
    match (by_hand, &found.alike) {
        (Some(place), _) => report.line(&format!("{} is written by hand: {place}", args.item)),
        (None, Some(alike)) => report.remark(&format!(
            "the client has no `{}`; did you mean `{alike}`?",
            args.item
        )),
        (None, None) => report.remark(&format!(
            "nothing in the client is made of or called `{}`",
            args.item
        )),
    }
}

fn place(item: &Item) -> String {
    let at = match item.place.position {
        Some((line, column)) => format!("{}:{line}:{column}", item.place.file),
        None => item.place.file.clone(),
    };
    format!("{at} ({})", item.place.pointer)
}

fn row<'a>(explained: &Explained, item: &'a Item) -> Row<'a> {
    Row {
        path: &item.path,
        what: &item.what,
        file: &item.place.file,
        pointer: &item.place.pointer,
        line: item.place.position.map(|(line, _)| line),
        column: item.place.position.map(|(_, column)| column),
        rules: &item.rules,
        said: said(explained, item),
    }
}

/// What the ledger and the diagnostics have at the item's place.
fn said(explained: &Explained, item: &Item) -> Vec<String> {
    let here = |place: &codegen::diagnostic::Place| {
        place.file == item.place.file && place.pointer == item.place.pointer
    };
    let ledger = explained
        .ledger
        .iter()
        .filter(|entry| here(&entry.place))
        .map(|entry| {
            format!(
                "Less typed than the document: {}, {}.",
                entry.detail, entry.reason
            )
        });
    let diagnostics = explained
        .diagnostics
        .iter()
        .filter(|said| here(&said.place))
        .map(|said| format!("{}[{}]: {}", said.severity, said.code, said.message));
    ledger.chain(diagnostics).collect()
}

/// Where the last name of a path is declared in the sources that are written by hand.
fn by_hand(workspace: &Workspace, path: &str) -> Option<String> {
    let name = path.rsplit("::").next()?;
    let root = workspace.join(&format!("{}/src", workspace::CLIENT));
    let mut open = vec![root.clone()];
    let mut files = Vec::new();
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).ok()?.filter_map(Result::ok) {
            let path = entry.path();
            if path == root.join("generated") {
                continue;
            }
            if path.is_dir() {
                open.push(path);
            } else {
                files.push(path);
            }
        }
    }
    files.sort();
    let declares = |line: &str| {
        [
            "pub fn ",
            "pub async fn ",
            "pub struct ",
            "pub enum ",
            "pub type ",
        ]
        .iter()
        .filter_map(|word| line.trim_start().strip_prefix(word))
        .any(|rest| {
            rest.strip_prefix(name)
                .is_some_and(|rest| rest.starts_with(|c: char| !c.is_alphanumeric() && c != '_'))
        })
    };
    files.iter().find_map(|file| line_of(file, declares))
}

fn line_of(file: &Path, fits: impl Fn(&str) -> bool) -> Option<String> {
    let text = source::text(file).ok()?;
    let line = text.lines().position(fits)?;
    Some(format!("{}:{}", shown(file), line + 1))
}
