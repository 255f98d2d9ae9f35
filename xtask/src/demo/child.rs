//! The client as a program of its own: it was just generated, so it cannot be part of this one.

use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;

use super::screen::Screen;
use crate::error::Error;

/// The example that shows what there is.
pub(super) const OVERVIEW: &str = "overview";

/// The example that runs an agent.
pub(super) const RUN_AGENT: &str = "run_agent";

/// The words that the programs put in front of a line.
const LABELS: [&str; 11] = [
    "agent",
    "alert",
    "open",
    "started",
    "running",
    "waiting",
    "done",
    "error",
    "interrupted",
    "refused",
    "missing",
];

/// The programs, built.
#[derive(Debug)]
pub(super) struct Client {
    root: PathBuf,
}

impl Client {
    /// Builds the programs; the error is what the compiler says.
    pub(super) fn build(root: &Path, screen: &Screen) -> Result<Self, String> {
        let client = Self {
            root: root.to_owned(),
        };
        let mut command = client.cargo("build", &[OVERVIEW, RUN_AGENT]);
        let output = screen
            .busy("building the client", || {
                command.stdin(Stdio::null()).output()
            })
            .map_err(|error| format!("cargo could not be started: {error}"))?;
        if output.status.success() {
            return Ok(client);
        }
        let report = String::from_utf8_lossy(&output.stderr)
            .trim_end()
            .to_owned();
        Err(format!("the client does not compile\n{report}"))
    }

    /// Runs a program, shows its lines as they come, and gives its exit code.
    pub(super) fn run(
        &self,
        program: &str,
        words: &[String],
        environment: &[(&str, &str)],
        screen: &Screen,
    ) -> Result<u8, Error> {
        let failed = |error| Error::plain(format!("the client could not be run: {error}"));
        let mut child = self
            .cargo("run", &[program])
            .arg("--")
            .args(words)
            .envs(environment.iter().copied())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(failed)?;
        let errors = child.stderr.take().map(|mut pipe| {
            thread::spawn(move || {
                let mut text = Vec::new();
                pipe.read_to_end(&mut text).map(|_| text)
            })
        });
        for line in child
            .stdout
            .take()
            .into_iter()
            .flat_map(|pipe| BufReader::new(pipe).lines())
        {
            show(&line.map_err(failed)?, screen);
        }
        let status = child.wait().map_err(failed)?;
        // Errors last, whatever the two pipes did.
        if let Some(Ok(Ok(text))) = errors.map(thread::JoinHandle::join) {
            let text = String::from_utf8_lossy(&text);
            if let Some(reason) = text.trim_end().strip_prefix("error: ") {
                screen.error(reason);
            } else if !text.trim().is_empty() {
                anstream::eprintln!("{}", text.trim_end());
            }
        }
        Ok(status
            .code()
            .and_then(|code| u8::try_from(code).ok())
            .unwrap_or(1))
    }

    fn cargo(&self, command: &str, programs: &[&str]) -> Command {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let mut cargo = Command::new(cargo);
        cargo
            .current_dir(&self.root)
            .args([command, "--quiet", "--package", "cotool-api"])
            .args(programs.iter().flat_map(|program| ["--example", program]));
        cargo
    }
}

fn show(line: &str, screen: &Screen) {
    let label = LABELS
        .iter()
        .find(|label| line == **label || line.starts_with(&column(label)));
    match label {
        Some(label) => screen.labelled(label, line.get(column(label).len()..).unwrap_or_default()),
        None => screen.text(line),
    }
}

/// A label as the program sets it.
fn column(label: &str) -> String {
    format!("{label:<12} ")
}
