//! `cargo xtask spec fetch`: the document from where it is published.

mod normal;
mod origin;

use std::time::Duration;

use clap::Args as ClapArgs;
use codegen::diagnostic::{Code, Diagnostic};
use codegen::diff::report::{self, Subject};
use codegen::diff::{Diff, Version};
use serde::Serialize;

use super::diff::side::Side;
use super::diff::{self, Style};
use crate::assembly::Sources;
use crate::error::{Error, Outcome};
use crate::progress::Progress;
use crate::reading::Reading;
use crate::remote::{Limits, Remote};
use crate::report::{Format, Report};
use crate::tree::{self, Claim, Plan, Tree};
use crate::workspace::{self, Workspace};
use origin::Origin;

/// Fetches the whole document from where it is published, says what changed, and puts it in the place of spec/cotool.yaml.
///
/// Nothing is written when the document cannot be fetched, or when no client can come out of it. Reference pages and files
/// are removed when the whole document takes their place.
///
/// Exit codes: 0 done, 1 with --check the published document is another one, 2 nothing usable was fetched.
#[derive(Debug, ClapArgs)]
pub(crate) struct Args {
    /// Where the document is published; without it, where spec/source.toml says.
    url: Option<String>,
    /// Writes nothing; says what changed, and exits with 1 if anything did.
    #[arg(long)]
    check: bool,
    /// Seconds from the request to the last byte.
    #[arg(long, default_value_t = 30, value_name = "SECONDS")]
    timeout: u64,
    /// The largest answer that is taken.
    #[arg(long, default_value_t = 64, value_name = "MIB")]
    max_size: u64,
    /// How the result is written.
    #[arg(long, value_enum, default_value_t)]
    format: Style,
}

impl Args {
    pub(crate) fn format(&self) -> Format {
        match self.format {
            Style::Json => Format::Json,
            Style::Text | Style::Markdown => Format::Text,
        }
    }
}

/// What a program is told beside the diff.
#[derive(Serialize)]
struct Fetched<'a> {
    url: &'a str,
    sha256: &'a str,
    changed: bool,
    written: &'a [String],
    deleted: &'a [String],
    /// What `codegen.toml` settles about things that the document does not have.
    not_kept: Vec<&'a str>,
    diff: Option<diff::Document<'a>>,
}

pub(crate) fn run(args: &Args, report: &mut Report) -> Result<Outcome, Error> {
    let workspace = Workspace::find()?;
    let known = Origin::read(&workspace)?;
    let url = args.url.clone().unwrap_or_else(|| known.url.clone());
    let mut progress = Progress::start();
    progress.step(&format!("fetching {url}"));
    let text = fetch(args, &url)?;
    progress.step("reading both versions");
    let sha256 = origin::sha256(&text);
    let config = workspace::config(&workspace, Reading::default())?;
    let raw = Side::of_text(&url, text.clone(), config.clone());
    // What is wrong with it is said with the lines of what was fetched.
    let fetched = diff::version(&raw)?;
    if fetched.generated.output.is_none() {
        drop(progress);
        return Ok(unusable(&url, &fetched, report));
    }
    let api = fetched.generated.api.as_ref();
    if api.is_none_or(|api| api.operations().next().is_none()) {
        let reason =
            "it describes no operation, so it is not the whole document; nothing was written";
        return Err(Error::input(&url, reason));
    }
    let document = normal::text(&text)?;
    let new = Side::of_text(workspace::DOCUMENT, document.clone(), config);
    let plan = plan(&workspace, &document, &Origin::now(&url, &sha256, &known)?)?;
    let changed = plan.is_changed(workspace::DOCUMENT);
    let diff = match Side::read(
        workspace::DOCUMENT,
        Some(&workspace),
        None,
        Reading::default(),
    ) {
        Ok(old) if changed => {
            let (before, after) = diff::versions(&old, &new)?;
            Some(diff::compared(&before, &after)?)
        }
        _ => None,
    };
    drop(progress);
    let version = workspace::version(&workspace);
    let subject = Subject {
        old: workspace::DOCUMENT,
        new: &url,
        version: version.as_deref(),
    };
    let not_kept = not_kept(&fetched.generated.diagnostics);
    say(args, changed, diff.as_ref(), &subject, &not_kept, report);
    let done = if args.check || !changed {
        tree::Written::default()
    } else {
        tree::write(&plan)?
    };
    report.json(&Fetched {
        url: &url,
        sha256: &sha256,
        changed,
        written: &done.written,
        deleted: &done.deleted,
        not_kept,
        diff: diff.as_ref().map(|diff| diff::Document::of(diff, &subject)),
    });
    for path in &done.written {
        report.remark(&format!("wrote {path}"));
    }
    for path in &done.deleted {
        report.remark(&format!("deleted {path}"));
    }
    if changed && !args.check {
        report.remark("now `cargo xtask codegen` brings the client to it");
    }
    Ok(if args.check && changed {
        Outcome::Findings
    } else {
        Outcome::Done
    })
}

/// The text at the address.
fn fetch(args: &Args, url: &str) -> Result<String, Error> {
    let defaults = Limits::default();
    let time = Duration::from_secs(args.timeout);
    let limits = Limits {
        bytes: args.max_size.saturating_mul(1024 * 1024),
        time,
        whole: time,
        ..defaults
    };
    let nothing = |reason: String| Error::input(url, format!("{reason}; nothing was written"));
    let answer = Remote::new(limits).answer(url).map_err(nothing)?;
    if !may_be_a_document(&answer.media) {
        return Err(nothing(format!(
            "the answer is {}, not JSON or YAML: give the address of the document itself, not of a page that shows it",
            answer.media
        )));
    }
    if answer.text.trim_start().starts_with('<') {
        return Err(nothing(format!(
            "the answer is HTML or XML, though it is called {}: give the address of the document itself, not of a page that \
             shows it",
            answer.media
        )));
    }
    // Half a JSON document may pass for YAML, which closes nothing.
    if answer.media.contains("json")
        && let Err(e) = serde_json::from_str::<serde::de::IgnoredAny>(&answer.text)
    {
        let (line, column) = (e.line(), e.column());
        let message = format!("the answer is not JSON: {e}; nothing was written");
        return Err(Error::input(format!("{url}:{line}:{column}"), message));
    }
    Ok(answer.text)
}

/// Whether a document may come as this media type. Many servers know no better than plain text or bytes.
fn may_be_a_document(media: &str) -> bool {
    media.is_empty()
        || media.contains("json")
        || media.contains("yaml")
        || media.contains("openapi")
        || matches!(
            media,
            "text/plain" | "application/octet-stream" | "binary/octet-stream"
        )
}

fn unusable(url: &str, fetched: &Version, report: &mut Report) -> Outcome {
    let diagnostics = &fetched.generated.diagnostics;
    report.diagnostics(diagnostics);
    let reason = "no client can come out of this document; nothing was written";
    report.unusable(&Error::input(url, reason), diagnostics);
    Outcome::Unusable
}

/// What would have to change in spec/.
fn plan(workspace: &Workspace, document: &str, origin: &Origin) -> Result<Plan, Error> {
    let mut wanted = Tree::new(workspace.root());
    wanted.want(workspace::DOCUMENT, document, Claim::Ours);
    wanted.want(origin::PATH, origin.text(), Claim::Ours);
    // The whole document stands where its parts stood.
    wanted.earlier = Sources::read(workspace)?
        .paths()
        .map(str::to_owned)
        .collect();
    tree::plan(&wanted)
}

/// What is settled about things that the document does not have.
fn not_kept(diagnostics: &[Diagnostic]) -> Vec<&str> {
    diagnostics
        .iter()
        .filter(|said| said.code == Code::UnusedConfig)
        .map(|said| said.message.as_str())
        .collect()
}

fn say(
    args: &Args,
    changed: bool,
    diff: Option<&Diff>,
    subject: &Subject<'_>,
    not_kept: &[&str],
    report: &mut Report,
) {
    if !changed {
        report.line(&format!(
            "unchanged: {} is what {} says",
            subject.old, subject.new
        ));
        return;
    }
    match (args.format, diff) {
        (Style::Json, _) => return,
        (Style::Text, Some(diff)) => report.line(report::text(diff, subject).trim_end()),
        (Style::Markdown, Some(diff)) => report.line(report::markdown(diff, subject).trim_end()),
        (_, None) => report.line(&format!("{} is new here", subject.old)),
    }
    if not_kept.is_empty() {
        return;
    }
    report.line(match args.format {
        Style::Markdown => "\n### Settled names that could not be kept\n",
        _ => "\nsettled names that could not be kept:",
    });
    for message in not_kept {
        report.line(&format!("  - {message}"));
    }
}
