//! `run_many`

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use cotool_mock::api::{self, agent};
use cotool_mock::{MockApi, Recorded, Reply};
use serde_json::{Value, json};

use super::{on, run};
use crate::setup::KEY;

/// A folder that goes away with the test.
pub(super) struct Folder(PathBuf);

impl Folder {
    pub(super) fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("cotool-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    pub(super) fn file(&self, name: &str) -> String {
        self.0.join(name).to_str().unwrap().to_owned()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

pub(super) fn is_start(request: &Recorded) -> bool {
    request.method() == "POST" && request.path().ends_with("/run-async")
}

fn starts(api: &MockApi) -> usize {
    api.requests()
        .iter()
        .filter(|request| is_start(request))
        .count()
}

pub(super) fn entries(ledger: &str) -> Vec<Value> {
    let text = std::fs::read_to_string(Path::new(ledger)).unwrap();
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

/// A hundred inputs, one a line.
fn write_inputs(path: &str) {
    let lines = (0..100).map(|nth| json!({"alert": format!("A-{nth}")}).to_string() + "\n");
    std::fs::write(path, lines.collect::<String>()).unwrap();
}

#[test]
fn a_hundred_runs_are_started_once_each_and_not_all_at_once() {
    let api = MockApi::start().unwrap();
    let folder = Folder::new("run-many");
    let (inputs, ledger) = (folder.file("inputs.jsonl"), folder.file("ledger.jsonl"));
    write_inputs(&inputs);
    let words = [agent::TRIAGE, &inputs, &ledger, "50"];

    on(&api, "run_many", &words).check(0, &["99: done: Verdict"]);
    let sent: BTreeSet<_> = (api.requests().iter())
        .filter(|request| is_start(request))
        .map(|request| request.json().unwrap()["inputs"]["alert"].to_string())
        .collect();
    assert_eq!((starts(&api), sent.len()), (100, 100));
    let runs: BTreeSet<_> = entries(&ledger)
        .iter()
        .filter_map(|entry| Some(entry["run"].as_str()?.to_owned()))
        .collect();
    assert_eq!(runs.len(), 100);
    // A run is under way from its start to its result.
    let mut under_way = 0_usize;
    let mut most = 0;
    for request in api.requests() {
        under_way += usize::from(is_start(&request));
        under_way -= usize::from(request.path().ends_with("/result"));
        most = most.max(under_way);
    }
    assert!((2..=50).contains(&most), "{most} at once");

    // Once more: nothing is started, everything is followed.
    on(&api, "run_many", &words).check(0, &["99: done: Verdict"]);
    assert_eq!((starts(&api), entries(&ledger).len()), (100, 200));
}

#[test]
fn a_start_that_nobody_knows_of_is_looked_for_before_it_is_repeated() {
    let seen = AtomicUsize::new(0);
    let api = MockApi::start_with(move |request| {
        let nth = is_start(request).then(|| seen.fetch_add(1, Ordering::SeqCst));
        match nth {
            Some(3) => Some(Reply::reset()),
            Some(5) => Some(Reply::json(500, &json!({"error": "Out of order"}))),
            Some(7) => Some(Reply::json(400, &json!({"error": "No"}))),
            _ => None,
        }
    })
    .unwrap();
    let folder = Folder::new("run-many-unsure");
    let (inputs, ledger) = (folder.file("inputs.jsonl"), folder.file("ledger.jsonl"));
    write_inputs(&inputs);
    let text = std::fs::read_to_string(&inputs).unwrap();
    let first: String = text.split_inclusive('\n').take(10).collect();
    std::fs::write(&inputs, first).unwrap();
    let words = [agent::TRIAGE, &inputs, &ledger, "1"];

    on(&api, "run_many", &words).check(1, &["3 of 10 runs are not done"]);
    assert_eq!(starts(&api), 10);
    // An intent for each, then the run, or that it was refused, or nothing.
    let entries = entries(&ledger);
    let settled = |line: usize| entries.iter().filter(|entry| entry["line"] == line).count() == 2;
    let doubts: Vec<_> = (0..10).filter(|line| !settled(*line)).collect();
    assert_eq!((entries.len(), doubts), (18, vec![3, 5]));

    // Another run is found by its mark, and these are not: they were not started, and now they are.
    let words = [agent::TRIAGE, &inputs, &ledger, "1", "0"];
    on(&api, "run_many", &words).check(0, &["3: done", "5: done", "7: done"]);
    assert_eq!(starts(&api), 13);
}

#[test]
fn where_marks_cannot_be_shown_to_be_found_a_doubt_stays_one() {
    let api = MockApi::start_with(|request| is_start(request).then(Reply::reset)).unwrap();
    let folder = Folder::new("run-many-doubt");
    let (inputs, ledger) = (folder.file("inputs.jsonl"), folder.file("ledger.jsonl"));
    std::fs::write(&inputs, "{}\n").unwrap();
    let words = [agent::TRIAGE, &inputs, &ledger, "1", "0"];
    on(&api, "run_many", &words).check(1, &["1 of 1 runs are not done"]);
    // A line that was not written to its end changes nothing.
    let torn = std::fs::read_to_string(&ledger).unwrap() + "{\"line\":0,\"ma";
    std::fs::write(&ledger, torn).unwrap();
    on(&api, "run_many", &words).check(1, &["may have been started before, so not again"]);
    assert_eq!(starts(&api), 1);
}

#[test]
fn unusable_files_and_keys() {
    let api = MockApi::start().unwrap();
    let folder = Folder::new("run-many-unusable");
    let (inputs, ledger) = (folder.file("inputs.jsonl"), folder.file("ledger.jsonl"));
    let words = [agent::TRIAGE, &*inputs, &*ledger];
    on(&api, "run_many", &words).check(2, &["inputs.jsonl"]);
    on(&api, "run_many", &[]).check(2, &["usage"]);
    std::fs::write(&inputs, "{}\n[]\n").unwrap();
    on(&api, "run_many", &words).check(2, &["inputs.jsonl:2"]);
    std::fs::write(&inputs, "{}\n").unwrap();
    run("run_many", &api.url(), None, &words).check(2, &["COTOOL_API_KEY"]);
    assert_eq!(api.requests().len(), 0);
    run("run_many", &api.url(), Some(api::REVOKED_KEY), &words).check(1, &["401"]);
    run("run_many", &api.url(), Some(KEY), &words).check(0, &["0: done"]);
}
