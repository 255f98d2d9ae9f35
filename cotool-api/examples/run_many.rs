//! Starts a run of an agent for each line of a file, some at a time, and follows all of them. No run is lost and none is started
//! twice.
//!
//! ```sh
//! export COTOOL_API_KEY=...
//! cargo run -p cotool-api --example run_many -- AGENT_ID INPUTS.jsonl LEDGER.jsonl [AT_ONCE]
//! ```
//!
//! Each line of INPUTS.jsonl is a JSON object, the inputs of one run. LEDGER.jsonl remembers what was started: the id of a run is
//! on disk before the run is followed. Call it again with the same files, after a crash or when it has given up, and it goes on
//! with the runs that the ledger has, and starts those that it has not. A start that may or may not have reached the service is
//! written down as unsure, and left to you: look in the list of runs, then put the run's id into its line, or take the line out.
//!
//! Exit code: 0 every run is done; 1 one of them is not; 2 wrong arguments, settings or files.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs::{File, OpenOptions};
use std::io::Write;
use std::process::ExitCode;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use cotool_api::runtime::PollPolicy;
use cotool_api::{Client, Run};
use futures_util::{StreamExt, stream};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use uuid::Uuid;

const USAGE: &str = "usage: run_many AGENT_ID INPUTS.jsonl LEDGER.jsonl [AT_ONCE]";

/// How many runs go on at once, if nothing else is said.
const AT_ONCE: usize = 10;

/// A run that takes longer is left to itself; the ledger knows it.
const PATIENCE: Duration = Duration::from_secs(30 * 60);

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let (job, client) = match prepare(&words) {
        Ok(prepared) => prepared,
        Err(error) => {
            eprintln!("error: {}\n{USAGE}", with_causes(&*error));
            return ExitCode::from(2);
        }
    };
    // As many as wanted are under way at any time, and a new one begins when one of them ends.
    let outcomes = stream::iter(job.inputs.iter().enumerate())
        .map(async |(line, inputs)| (line, one(&client, &job, line, inputs).await))
        .buffer_unordered(job.at_once);
    let failures = outcomes.fold(0, async |failures, (line, outcome)| match outcome {
        Ok(message) => {
            println!("{line}: done: {message}");
            failures
        }
        Err(error) => {
            println!("{line}: {}", with_causes(&*error));
            failures + 1
        }
    });
    match failures.await {
        0 => ExitCode::SUCCESS,
        failures => {
            eprintln!(
                "error: {failures} of {} runs are not done",
                job.inputs.len()
            );
            ExitCode::FAILURE
        }
    }
}

/// Starts the run of one line, unless it was started before, and follows it to its end.
async fn one(
    client: &Client,
    job: &Job,
    line: usize,
    inputs: &Map<String, Value>,
) -> Result<String, Box<dyn Error>> {
    let run: Run = match job.known.get(&line) {
        Some(Entry { run: Some(run), .. }) => client.agents().run(job.agent, *run),
        Some(Entry { unsure, .. }) => {
            let why = unsure.as_deref().unwrap_or_default();
            return Err(format!("may have been started before, so not again ({why})").into());
        }
        None => match client.agents().start_run(job.agent, inputs).await {
            Ok(run) => {
                let entry = Entry {
                    line,
                    run: Some(run.id()),
                    unsure: None,
                };
                job.write(&entry).map_err(|error| {
                    format!(
                        "run {} is started and could not be written down: {error}",
                        run.id()
                    )
                })?;
                run
            }
            Err(error) => {
                // An answer that is not a success says that nothing was started. No answer, or one that the service itself
                // did not mean to give, says nothing at all.
                if error.was_sent() && !error.is_client_error() {
                    job.write(&Entry {
                        line,
                        run: None,
                        unsure: Some(error.to_string()),
                    })?;
                }
                return Err(error.into());
            }
        },
    };
    let policy = PollPolicy::default().first_delay(Duration::from_millis(300));
    let result = run.wait().policy(policy).deadline(PATIENCE).await?;
    Ok(result.final_assistant_message)
}

/// One line of the ledger.
#[derive(Debug, Serialize, Deserialize)]
struct Entry {
    line: usize,
    /// The run that was started.
    #[serde(skip_serializing_if = "Option::is_none")]
    run: Option<Uuid>,
    /// Why nobody knows whether one was.
    #[serde(skip_serializing_if = "Option::is_none")]
    unsure: Option<String>,
}

/// What there is to do, and what was done of it before.
struct Job {
    agent: Uuid,
    inputs: Vec<Map<String, Value>>,
    at_once: usize,
    known: BTreeMap<usize, Entry>,
    ledger: Mutex<File>,
}

impl Job {
    /// Writes down an entry. When this returns, it is on disk.
    fn write(&self, entry: &Entry) -> Result<(), Box<dyn Error>> {
        let mut text = serde_json::to_vec(entry)?;
        text.push(b'\n');
        let mut ledger = self.ledger.lock().unwrap_or_else(PoisonError::into_inner);
        ledger.write_all(&text)?;
        ledger.sync_data()?;
        Ok(())
    }
}

fn prepare(words: &[String]) -> Result<(Job, Client), Box<dyn Error>> {
    let (agent, inputs, ledger, at_once) = match words {
        [agent, inputs, ledger] => (agent, inputs, ledger, AT_ONCE),
        [agent, inputs, ledger, at_once] => (agent, inputs, ledger, at_once.parse()?),
        _ => return Err("expected an agent, a file of inputs and a ledger".into()),
    };
    let read =
        |path: &str| std::fs::read_to_string(path).map_err(|error| format!("{path}: {error}"));
    let inputs = lines(inputs, &read(inputs)?)?;
    // Opened before it is read: the first call makes it.
    let file = OpenOptions::new().create(true).append(true).open(ledger);
    let file = file.map_err(|error| format!("{ledger}: {error}"))?;
    let known: Vec<Entry> = lines(ledger, &read(ledger)?)?;
    let job = Job {
        agent: agent.parse()?,
        inputs,
        at_once: at_once.max(1),
        known: known.into_iter().map(|entry| (entry.line, entry)).collect(),
        ledger: Mutex::new(file),
    };
    Ok((job, Client::from_env()?))
}

/// The lines of a file, each of them JSON.
fn lines<T: for<'de> Deserialize<'de>>(path: &str, text: &str) -> Result<Vec<T>, String> {
    let lines = text
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty());
    let read = |(at, line): (usize, &str)| {
        serde_json::from_str(line).map_err(|error| format!("{path}:{}: {error}", at + 1))
    };
    lines.map(read).collect()
}

/// The error and what it came from, in one line.
fn with_causes(error: &dyn Error) -> String {
    match error.source() {
        Some(cause) => format!("{error}: {}", with_causes(cause)),
        None => error.to_string(),
    }
}
