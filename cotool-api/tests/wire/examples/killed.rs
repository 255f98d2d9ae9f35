//! `run_many`, killed in the midst of a thousand runs, twice.

use std::collections::BTreeSet;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

use cotool_api::models::ListAgentChatsParams;
use cotool_mock::api::agent;
use cotool_mock::{MockApi, Recorded};
use serde_json::{Value, json};

use super::program;
use super::run_many::{Folder, entries, is_start};
use crate::setup::{KEY, builder};

const RUNS: usize = 1000;

/// The longest that anything here may take, on a machine with much else to do.
const LIMIT: Duration = Duration::from_secs(240);

/// What the service has seen, and whether it goes on with starts.
#[derive(Default)]
struct Service {
    starts: AtomicUsize,
    results: AtomicUsize,
    goes_on: Mutex<bool>,
    changed: Condvar,
}

impl Service {
    /// Holds up the starts from the 500th on until it may go on: it has got them, and their sender does not know.
    fn look_at(&self, request: &Recorded) {
        if request.path().ends_with("/result") {
            self.results.fetch_add(1, Ordering::SeqCst);
        }
        if is_start(request) && self.starts.fetch_add(1, Ordering::SeqCst) >= RUNS / 2 {
            let closed = self.goes_on.lock().unwrap();
            drop(
                self.changed
                    .wait_while(closed, |goes_on| !*goes_on)
                    .unwrap(),
            );
        }
    }

    fn go_on(&self) {
        *self.goes_on.lock().unwrap() = true;
        self.changed.notify_all();
    }
}

fn until(what: &str, done: impl Fn() -> bool) {
    let start = Instant::now();
    while !done() {
        assert!(start.elapsed() < LIMIT, "waited in vain until {what}");
        std::thread::sleep(Duration::from_millis(5));
    }
}

fn start(url: &str, words: &[&str]) -> Child {
    Command::new(program("run_many"))
        .args(words)
        .env("COTOOL_BASE_URL", url)
        .env("COTOOL_API_KEY", KEY)
        .env("NO_PROXY", "127.0.0.1")
        .stdout(Stdio::null())
        .spawn()
        .unwrap()
}

/// Kills it, and lets the service finish what it has got.
fn kill(mut child: Child, api: &MockApi, service: &Service) {
    child.kill().unwrap();
    assert!(!child.wait().unwrap().success(), "it was through already");
    service.go_on();
    until("the service is through", || api.open_connections() == 0);
}

/// The alerts of all runs that there are.
async fn alerts(url: &str) -> Vec<String> {
    let client = builder(url).build().unwrap();
    let agent = agent::TRIAGE.parse().unwrap();
    let params = ListAgentChatsParams::new().limit(100);
    let mut chats = client.agents().list_chats(agent, params).items();
    let mut alerts = Vec::new();
    while let Some(chat) = chats.next().await {
        alerts.push(chat.unwrap().title.unwrap());
    }
    alerts
}

/// The runs that the ledger knows.
fn written(ledger: &str) -> BTreeSet<String> {
    let run = |entry: Value| Some(entry["run"].as_str()?.to_owned());
    entries(ledger).into_iter().filter_map(run).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn of_a_thousand_runs_none_is_lost_and_none_started_twice() {
    let service = Arc::new(Service::default());
    let api = MockApi::start_with({
        let service = Arc::clone(&service);
        move |request| {
            service.look_at(request);
            None
        }
    })
    .unwrap();
    let folder = Folder::new("killed");
    let (inputs, ledger) = (folder.file("inputs.jsonl"), folder.file("ledger.jsonl"));
    let line = |nth| json!({"alert": format!("A-{nth}")}).to_string() + "\n";
    std::fs::write(&inputs, (0..RUNS).map(line).collect::<String>()).unwrap();
    let words = [agent::TRIAGE, &inputs, &ledger, "100", "0"];

    // Killed while at least twenty starts have arrived that have no answer: they happen after its death.
    let child = start(&api.url(), &words);
    until("starts are held up", || {
        service.starts.load(Ordering::SeqCst) >= RUNS / 2 + 20
    });
    kill(child, &api, &service);
    let (there, known) = (alerts(&api.url()).await.len(), written(&ledger).len());
    assert!(there >= known + 20, "{there} runs, {known} of them known");

    // It goes on, and is killed again among starts and results.
    let results = service.results.load(Ordering::SeqCst);
    let child = start(&api.url(), &words);
    until("more than half of the results are there", || {
        service.results.load(Ordering::SeqCst) >= results + RUNS / 2
    });
    kill(child, &api, &service);

    let mut child = start(&api.url(), &words);
    let ended = tokio::task::spawn_blocking(move || child.wait().unwrap());
    let ended = tokio::time::timeout(LIMIT, ended).await.expect("it hangs");
    assert!(ended.unwrap().success(), "not all runs are done");
    let alerts = alerts(&api.url()).await;
    let distinct: BTreeSet<&String> = alerts.iter().collect();
    assert_eq!((alerts.len(), distinct.len()), (RUNS, RUNS));
    assert_eq!(written(&ledger).len(), RUNS);
}
