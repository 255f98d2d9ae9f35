//! Starts `cotool-fidelity` on crates that were built.

use std::collections::BTreeMap;
use std::env;
use std::io::{BufRead as _, BufReader};
use std::num::NonZeroUsize;
use std::path::Path;
use std::process::{Command, Stdio};

use serde::Deserialize;

use super::Fidelity;
use crate::error::Error;
use crate::progress::Progress;

/// A line of its output.
#[derive(Debug, Deserialize)]
struct Line {
    name: String,
    found: Option<Fidelity>,
    failure: Option<String>,
}

/// How each of the crates fares, or why that is not known.
///
/// The program is built first, optimised: it spends its time in the validator.
pub(in crate::command::corpus) fn all(
    folder: &Path,
    slugs: &[String],
    jobs: NonZeroUsize,
) -> Result<BTreeMap<String, Result<Fidelity, String>>, Error> {
    let mut found = BTreeMap::new();
    if slugs.is_empty() {
        return Ok(found);
    }
    let failed = |e: std::io::Error| Error::plain(format!("cannot run cargo: {e}"));
    let mut child = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args([
            "run",
            "--quiet",
            "--release",
            "--package",
            "cotool-fidelity",
            "--",
        ])
        .arg(folder)
        .arg(jobs.to_string())
        .args(slugs)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(failed)?;
    let mut progress = Progress::start();
    progress.step("building what makes and judges values");
    for line in child
        .stdout
        .take()
        .map(BufReader::new)
        .into_iter()
        .flat_map(|out| out.lines())
    {
        let line = line.map_err(failed)?;
        let line: Line = serde_json::from_str(&line)
            .map_err(|e| Error::plain(format!("cotool-fidelity said {line:?}: {e}")))?;
        let result = line.found.ok_or_else(|| line.failure.unwrap_or_default());
        found.insert(line.name, result);
        progress.count("asking", found.len(), slugs.len());
    }
    let status = child.wait().map_err(failed)?;
    if !status.success() {
        return Err(Error::plain(format!("cotool-fidelity stopped: {status}")));
    }
    Ok(found)
}
