//! Starts a run of an agent for each line of a file, some at a time, and follows all of them. It may be killed at any moment: no
//! run is lost and none is started twice.
//!
//! ```sh
//! export COTOOL_API_KEY=...
//! cargo run -p cotool-api --example run_many -- AGENT_ID INPUTS.jsonl LEDGER.jsonl [AT_ONCE [SETTLE_SECONDS]]
//! ```
//!
//! Each line of INPUTS.jsonl is a JSON object, the inputs of one run. LEDGER.jsonl remembers what was started: that a start is
//! about to be made is on disk before it is made, and the id of a run before the run is followed. Call it again with the same
//! files, after a crash or when it has given up, and it goes on with the runs that the ledger has, and starts those that it has
//! not.
//!
//! A start that may or may not have reached the service has a mark in the ledger, and in its inputs. Such runs are looked for by
//! their marks when the program begins. One that is not found, twice with SETTLE_SECONDS (60) between, was not started, if another
//! run that surely was is found in the same way; otherwise it is left to you: put the run's id into its line of the ledger, or
//! take the line out.
//!
//! Exit code: 0 every run is done; 1 one of them is not; 2 wrong arguments, settings or files.

use std::collections::{BTreeMap, BTreeSet};
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

const USAGE: &str = "usage: run_many AGENT_ID INPUTS.jsonl LEDGER.jsonl [AT_ONCE [SETTLE_SECONDS]]";

/// How many runs go on at once, if nothing else is said.
const AT_ONCE: usize = 10;

/// How long a start may be on its way after its sender was killed, if nothing else is said.
const SETTLE: Duration = Duration::from_secs(60);

/// The key of the inputs that the mark is sent under.
const MARK: &str = "startMark";

/// A run that takes longer is left to itself; the ledger knows it.
const PATIENCE: Duration = Duration::from_secs(30 * 60);

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let (mut job, client) = match prepare(&words) {
        Ok(prepared) => prepared,
        Err(error) => {
            eprintln!("error: {}\n{USAGE}", with_causes(&*error));
            return ExitCode::from(2);
        }
    };
    if let Err(error) = job.settle_doubts(&client).await {
        eprintln!("error: {}", with_causes(&*error));
        return ExitCode::FAILURE;
    }
    let job = job;
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
    let run = match job.known.get(&line) {
        Some(Entry { run: Some(run), .. }) => client.agents().run(job.agent, *run),
        Some(Entry {
            mark: Some(mark), ..
        }) => {
            return Err(format!("may have been started before, so not again (mark {mark})").into());
        }
        _ => start(client, job, line, inputs).await?,
    };
    let policy = PollPolicy::default().first_delay(Duration::from_millis(300));
    let result = run.wait().policy(policy).deadline(PATIENCE).await?;
    Ok(result.final_assistant_message)
}

/// Starts the run of one line, and writes down that it will and that it did.
async fn start(
    client: &Client,
    job: &Job,
    line: usize,
    inputs: &Map<String, Value>,
) -> Result<Run, Box<dyn Error>> {
    let mark = uuid::Builder::from_random_bytes(fastrand::u128(..).to_be_bytes()).into_uuid();
    let mark = mark.to_string();
    let mut inputs = inputs.clone();
    inputs.insert(MARK.to_owned(), Value::from(mark.clone()));
    let intent = Entry {
        line,
        mark: Some(mark),
        run: None,
    };
    job.write(&intent)?;
    match client.agents().start_run(job.agent, inputs).await {
        Ok(run) => {
            let started = Entry {
                run: Some(run.id()),
                ..intent
            };
            job.write(&started)?;
            Ok(run)
        }
        Err(error) => {
            // An answer that refuses says that nothing was started. No answer, or one that the service itself did not mean
            // to give, says nothing at all: the intent stays as it is.
            if !error.was_sent() || error.is_client_error() {
                job.write(&Entry {
                    mark: None,
                    ..intent
                })?;
            }
            Err(error.into())
        }
    }
}

/// One line of the ledger; the last about a line of the inputs holds.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Entry {
    line: usize,
    /// What its inputs can be found by, if a start was tried that was not refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    mark: Option<String>,
    /// The run that was started.
    #[serde(skip_serializing_if = "Option::is_none")]
    run: Option<Uuid>,
}

/// What there is to do, and what was done of it before.
struct Job {
    agent: Uuid,
    inputs: Vec<Map<String, Value>>,
    at_once: usize,
    settle: Duration,
    known: BTreeMap<usize, Entry>,
    ledger: Mutex<File>,
}

impl Job {
    /// Looks for the runs that were perhaps started by a process that did not live to hear of it.
    async fn settle_doubts(&mut self, client: &Client) -> Result<(), Box<dyn Error>> {
        self.find(client).await?;
        if self.doubts().next().is_none() {
            return Ok(());
        }
        tokio::time::sleep(self.settle).await;
        if self.find(client).await? {
            // Runs are found by their marks, and these are not there: they may be started.
            self.known.retain(|_, entry| entry.run.is_some());
        }
        Ok(())
    }

    /// Those of which nobody knows whether they were started.
    fn doubts(&self) -> impl Iterator<Item = (&usize, &String)> {
        let unknown = self.known.iter().filter(|(_, entry)| entry.run.is_none());
        unknown.filter_map(|(line, entry)| Some((line, entry.mark.as_ref()?)))
    }

    /// Looks for them once. Whether a run that is known was found as well, by its mark.
    async fn find(&mut self, client: &Client) -> Result<bool, Box<dyn Error>> {
        let lines: BTreeMap<String, usize> = self
            .doubts()
            .map(|(line, mark)| (mark.clone(), *line))
            .collect();
        if lines.is_empty() {
            return Ok(true);
        }
        let mut runs: BTreeSet<Uuid> = self.known.values().filter_map(|entry| entry.run).collect();
        let known = self.known.values().find(|entry| entry.run.is_some());
        let proof = known.and_then(|entry| Some((entry.mark.clone()?, entry.run?)));
        if let Some((_, run)) = &proof {
            runs.remove(run);
        }
        let marks = lines.keys().chain(proof.iter().map(|(mark, _)| mark));
        let search = client.agents().find_runs(self.agent, marks).except(runs);
        let found = search.await?;
        for (mark, line) in lines {
            if let Some(run) = found.get(&mark) {
                let entry = Entry {
                    line,
                    mark: Some(mark),
                    run: Some(run.id()),
                };
                self.write(&entry)?;
                self.known.insert(line, entry);
            }
        }
        Ok(proof.is_some_and(|(mark, _)| found.contains_key(&mark)))
    }

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
    let [agent, inputs, ledger, options @ ..] = words else {
        return Err("expected an agent, a file of inputs and a ledger".into());
    };
    let (at_once, settle) = match options {
        [] => (AT_ONCE, SETTLE),
        [at_once] => (at_once.parse()?, SETTLE),
        [at_once, settle] => (at_once.parse()?, Duration::from_secs(settle.parse()?)),
        _ => return Err("that is too many words".into()),
    };
    let read =
        |path: &str| std::fs::read_to_string(path).map_err(|error| format!("{path}: {error}"));
    let inputs = lines(inputs, &read(inputs)?)?;
    // Opened before it is read: the first call makes it.
    let file = OpenOptions::new().create(true).append(true).open(ledger);
    let file = file.map_err(|error| format!("{ledger}: {error}"))?;
    let text = read(ledger)?;
    // A line that was not written to its end is as good as none: what it was about had not begun, or has an earlier line.
    let whole = text.rfind('\n').map_or(0, |end| end + 1);
    file.set_len(u64::try_from(whole)?)?;
    let known: Vec<Entry> = lines(ledger, &text[..whole])?;
    let job = Job {
        agent: agent.parse()?,
        inputs,
        at_once: at_once.max(1),
        settle,
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
