//! Whether generated types keep what they read. Values are made from JSON Schemas, judged by a validator that has nothing
//! to do with the generator, read and written by a program of the generated crate, and compared.
//!
//! `cargo xtask corpus --examples` writes what is to be asked and starts this. It is a program of its own because of the
//! validator, which takes long to compile: nobody needs that who only generates a client.
//!
//! Arguments: the folder, how many crates at a time, and the crates' names. In the folder, `asked/NAME.json` has the
//! schemas, and `target/debug/examples/NAME` is the program. A line of output is one crate's result as JSON.

mod ask;
mod compare;
mod judge;
mod questions;
mod sample;
mod spoken;

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use serde::Serialize;

/// Schemas refer to each other more deeply than the usual stack allows for.
const STACK: usize = 64 * 1024 * 1024;

/// How one crate fares.
#[derive(Debug, Default, Clone, Serialize)]
struct Found {
    /// Schemas that the crate names: components, bodies and answers.
    schemas: usize,
    /// Those of them that were tested; the others are in `skipped`.
    tested: usize,
    /// Values that the schemas accept: each has to come back as it was.
    instances: usize,
    /// Values that the schemas refuse: each has to be refused or come back as it was.
    wrong: usize,
    /// Those of `wrong` that were refused.
    refused: usize,
    /// Values of `instances` with an integer that a double would round: they were refused.
    too_exact: usize,
    /// Values that were changed, or refused though the schema accepts them.
    failures: usize,
    /// Schemas that have failures.
    failed_schemas: usize,
    /// Reason -> schemas that were not tested.
    skipped: BTreeMap<String, usize>,
    /// The first failures, in words.
    messages: Vec<String>,
}

/// A line of output.
#[derive(Debug, Serialize)]
struct Line<'a> {
    name: &'a str,
    found: Option<Found>,
    /// Why nothing was found.
    failure: Option<String>,
}

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [folder, jobs, names @ ..] = &arguments[..] else {
        return unusable("this is started by `cargo xtask corpus --examples`");
    };
    let Ok(jobs) = jobs.parse::<usize>() else {
        return unusable("the second argument is how many crates are asked at a time");
    };
    let next = AtomicUsize::new(0);
    let started = thread::scope(|scope| {
        (0..jobs.clamp(1, names.len().max(1)))
            .map(|_| {
                let next = &next;
                thread::Builder::new()
                    .stack_size(STACK)
                    .spawn_scoped(scope, move || {
                        while let Some(name) = names.get(next.fetch_add(1, Ordering::Relaxed)) {
                            say(name, one(Path::new(folder), name));
                        }
                    })
            })
            .filter(Result::is_ok)
            .count()
    });
    if started == 0 {
        return unusable("no thread can be started");
    }
    ExitCode::SUCCESS
}

fn unusable(why: &str) -> ExitCode {
    let _ = writeln!(std::io::stderr(), "error: {why}");
    ExitCode::from(2)
}

fn one(folder: &Path, name: &str) -> Result<Found, String> {
    let path = folder.join("asked").join(format!("{name}.json"));
    let text = fs::read(&path).map_err(|e| format!("{}: {e}", path.display()))?;
    let asked = serde_json::from_slice(&text).map_err(|e| format!("{}: {e}", path.display()))?;
    let program = folder.join("target/debug/examples").join(name);
    ask::all(&program, asked)
}

fn say(name: &str, result: Result<Found, String>) {
    let (found, failure) = match result {
        Ok(found) => (Some(found), None),
        Err(failure) => (None, Some(failure)),
    };
    let line = Line {
        name,
        found,
        failure,
    };
    if let Ok(mut text) = serde_json::to_string(&line) {
        text.push('\n');
        let _ = std::io::stdout().lock().write_all(text.as_bytes());
    }
}
