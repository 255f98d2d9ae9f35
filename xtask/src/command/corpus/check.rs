//! Runs cargo on the workspace of the clients.

use std::collections::BTreeMap;
use std::env;
use std::io::{self, BufRead as _, BufReader, Read};
use std::num::NonZeroUsize;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;

use super::cargo_messages;
use crate::error::Error;
use crate::progress::Progress;

/// How many of the last lines of cargo's own words are kept.
const LAST: usize = 20;

/// What cargo is to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tool {
    Check,
    Clippy,
    Doc,
    Examples,
}

/// What a tool says about a crate.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Verdict {
    /// It came to the end.
    pub(super) done: bool,
    pub(super) errors: usize,
    pub(super) warnings: usize,
    /// The first messages, with their places.
    pub(super) first: Vec<String>,
    /// Messages without names -> how often.
    pub(super) kinds: BTreeMap<String, usize>,
}

impl Verdict {
    /// Whether it is known how the crate fares.
    pub(super) fn is_settled(&self) -> bool {
        self.done || self.errors > 0
    }
}

/// Runs a tool once over crates of the workspace; one verdict for each of them.
pub(super) fn run(
    tool: Tool,
    workspace: &Path,
    slugs: &[String],
    jobs: Option<NonZeroUsize>,
) -> Result<BTreeMap<String, Verdict>, Error> {
    let mut verdicts: BTreeMap<String, Verdict> = slugs
        .iter()
        .map(|slug| (slug.clone(), Verdict::default()))
        .collect();
    if slugs.is_empty() {
        return Ok(verdicts);
    }
    let failed = |e: io::Error| Error::plain(format!("cannot run cargo: {e}"));
    let mut child = command(tool, workspace, slugs, jobs)
        .spawn()
        .map_err(failed)?;
    let stderr = child.stderr.take();
    let words = thread::spawn(move || stderr.map(last_lines).unwrap_or_default());
    if let Some(stdout) = child.stdout.take() {
        listen(tool, BufReader::new(stdout), &mut verdicts);
    }
    let status = child.wait().map_err(failed)?;
    let words = words.join().unwrap_or_default();
    if !status.success()
        && verdicts
            .values()
            .all(|verdict| verdict == &Verdict::default())
    {
        return Err(Error::plain(format!(
            "cargo {} came to nothing:\n{}",
            tool.name(),
            words.join("\n")
        )));
    }
    for (slug, verdict) in &mut verdicts {
        if !status.success() && !verdict.done && verdict.errors == 0 {
            unfinished(slug, verdict, &words);
        }
    }
    Ok(verdicts)
}

impl Tool {
    fn name(self) -> &'static str {
        match self {
            Self::Check => "check",
            Self::Clippy => "clippy",
            Self::Doc => "doc",
            Self::Examples => "build",
        }
    }

    fn progress(self) -> &'static str {
        match self {
            Self::Check => "checking",
            Self::Clippy => "running clippy",
            Self::Doc => "running rustdoc",
            Self::Examples => "building",
        }
    }
}

fn command(tool: Tool, workspace: &Path, slugs: &[String], jobs: Option<NonZeroUsize>) -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command
        .current_dir(workspace)
        .arg(tool.name())
        .args(["--quiet", "--keep-going", "--message-format=json"])
        .arg("--target-dir")
        .arg(workspace.join("target"))
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    if let Some(jobs) = jobs {
        command.arg("--jobs").arg(jobs.to_string());
    }
    match tool {
        Tool::Check => {
            command.arg("--workspace");
        }
        Tool::Examples => {
            command.args(["--workspace", "--examples"]);
        }
        Tool::Clippy | Tool::Doc => {
            command.args(slugs.iter().flat_map(|slug| ["--package", slug.as_str()]));
        }
    }
    match tool {
        Tool::Check | Tool::Examples => {}
        Tool::Clippy => {
            command.args(["--", "-D", "warnings"]);
        }
        Tool::Doc => {
            command.arg("--no-deps").env("RUSTDOCFLAGS", "-D warnings");
        }
    }
    command
}

fn listen(tool: Tool, lines: impl io::BufRead, verdicts: &mut BTreeMap<String, Verdict>) {
    let mut progress = Progress::start();
    let total = verdicts.len();
    let mut settled = 0;
    for line in lines.lines().map_while(Result::ok) {
        if cargo_messages::hear(&line, verdicts) {
            settled += 1;
            progress.count(tool.progress(), settled, total);
        }
    }
}

fn last_lines(stderr: impl Read) -> Vec<String> {
    let mut last = std::collections::VecDeque::new();
    for line in BufReader::new(stderr).lines().map_while(Result::ok) {
        if last.len() == LAST {
            last.pop_front();
        }
        last.push_back(line);
    }
    last.into()
}

/// The compiler was killed, or one of the dependencies does not compile.
fn unfinished(slug: &str, verdict: &mut Verdict, words: &[String]) {
    verdict.errors = 1;
    let named = words.iter().find(|line| line.contains(slug));
    let line = named.or(words.last()).map_or("", String::as_str);
    verdict
        .first
        .push(format!("the compiler did not come to an end: {line}"));
    let kind = "the compiler did not come to an end".to_owned();
    verdict.kinds.insert(kind, 1);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_words_are_kept() {
        let text: String = (0..30).map(|n| format!("line {n}\n")).collect();
        let last = last_lines(text.as_bytes());
        assert_eq!(last.len(), LAST);
        assert_eq!(last.last().map(String::as_str), Some("line 29"));
    }

    #[test]
    fn warnings_are_denied_where_that_is_asked_for() {
        let slugs = ["corpus-a".to_owned()];
        let words = |tool| {
            let command = command(tool, Path::new("w"), &slugs, None);
            let words: Vec<String> = command
                .get_args()
                .map(|word| word.to_string_lossy().into_owned())
                .collect();
            words.join(" ")
        };
        assert!(words(Tool::Check).ends_with("--target-dir w/target --workspace"));
        assert!(words(Tool::Clippy).ends_with("--package corpus-a -- -D warnings"));
        assert!(words(Tool::Doc).ends_with("--package corpus-a --no-deps"));
    }
}
