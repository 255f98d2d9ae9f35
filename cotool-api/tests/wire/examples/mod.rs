//! The examples as what they are, programs, on the mock of the API.

mod change_trigger;
mod export_audit_logs;
mod follow_run;
mod killed;
mod overview;
mod run_agent;
mod run_detection;
mod run_many;
mod triage_open_alerts;

use std::collections::BTreeMap;
use std::process::{Command, Output};
use std::sync::LazyLock;

use cotool_mock::{MockApi, Recorded, api};
use serde_json::Value;

use crate::setup::KEY;

/// The program of an example. All are built at once.
fn program(name: &str) -> &'static str {
    static PROGRAMS: LazyLock<BTreeMap<String, String>> = LazyLock::new(build);
    &PROGRAMS[name]
}

fn build() -> BTreeMap<String, String> {
    let words = [
        "build",
        "--package",
        "cotool-api",
        "--examples",
        "--message-format=json",
    ];
    let Output {
        status,
        stdout,
        stderr,
    } = Command::new(env!("CARGO")).args(words).output().unwrap();
    assert!(status.success(), "{}", String::from_utf8_lossy(&stderr));
    let lines = String::from_utf8(stdout).unwrap();
    let messages = lines
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap());
    let examples = messages.filter(|message| message["target"]["kind"][0] == "example");
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    examples
        .map(|message| {
            (
                text(&message["target"]["name"]),
                text(&message["executable"]),
            )
        })
        .collect()
}

/// How a program ended, and what it said.
#[derive(Debug)]
struct Ended {
    code: Option<i32>,
    text: String,
}

/// Runs an example against that URL.
fn run(name: &str, url: &str, key: Option<&str>, words: &[&str]) -> Ended {
    let mut command = Command::new(program(name));
    command
        .args(words)
        .env("COTOOL_BASE_URL", url)
        .env("NO_PROXY", "127.0.0.1");
    match key {
        Some(key) => command.env("COTOOL_API_KEY", key),
        None => command.env_remove("COTOOL_API_KEY"),
    };
    let Output {
        status,
        stdout,
        stderr,
    } = command.output().unwrap();
    let text = [stdout, stderr].map(|bytes| String::from_utf8(bytes).unwrap());
    let text = text.concat();
    assert!(!text.contains(KEY), "{text}");
    let code = status.code();
    Ended { code, text }
}

/// Runs an example against the mock, with a key.
fn on(api: &MockApi, name: &str, words: &[&str]) -> Ended {
    run(name, &api.url(), Some(KEY), words)
}

impl Ended {
    /// Checks the exit code, and that all of these words were said.
    #[track_caller]
    fn check(&self, code: i32, words: &[&str]) {
        assert_eq!(self.code, Some(code), "{}", self.text);
        for word in words {
            assert!(self.text.contains(word), "{word:?} in: {}", self.text);
        }
    }
}

/// The method and the target of each request.
fn lines(api: &MockApi) -> Vec<String> {
    let line = |request: &Recorded| format!("{} {}", request.method(), request.target());
    api.requests().iter().map(line).collect()
}

/// What every example does alike: wrong arguments and settings end with 2 and send nothing, a refused key with 1.
#[test]
fn wrong_arguments_settings_and_keys() {
    let api = MockApi::start().unwrap();
    let id = "11111111-1111-4111-8111-111111111111";
    let file = std::env::temp_dir().join(format!("cotool-nothing-{}", std::process::id()));
    let file = file.to_str().unwrap();
    let good: [(&str, &[&str]); 7] = [
        ("change_trigger", &[id, id]),
        ("export_audit_logs", &[file]),
        ("follow_run", &[id, id]),
        ("overview", &[]),
        ("run_agent", &[id]),
        ("run_detection", &[id]),
        ("triage_open_alerts", &[id]),
    ];
    for (name, words) in good {
        run(name, &api.url(), None, words).check(2, &["COTOOL_API_KEY"]);
        run(name, "http://api.example.com", Some(KEY), words).check(2, &["http"]);
        if !words.is_empty() {
            on(&api, name, &[]).check(2, &["usage"]);
            on(&api, name, &[id, id, id, id, id]).check(2, &["usage"]);
        }
        assert_eq!(api.requests().len(), 0, "{name}");
    }
    for (count, (name, words)) in (1..).zip(good) {
        run(name, &api.url(), Some(api::REVOKED_KEY), words).check(1, &["401", "Invalid API key"]);
        assert_eq!(api.requests().len(), count, "{name}");
    }
    // A file that was not begun is not there.
    assert!(!std::path::Path::new(file).exists());
}
