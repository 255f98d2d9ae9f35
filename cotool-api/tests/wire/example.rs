//! The example that the demo runs, as a program of its own, on the mock of the API.

use std::process::{Command, Output};
use std::sync::LazyLock;
use std::thread;

use cotool_mock::MockApi;
use cotool_mock::api::{self, agent};
use serde_json::Value;

use crate::setup::KEY;

/// The program, built once.
fn program() -> &'static str {
    static PROGRAM: LazyLock<String> = LazyLock::new(|| {
        let words = [
            "build",
            "--package",
            "cotool-api",
            "--example",
            "run_agent",
            "--message-format=json",
        ];
        let Output {
            status,
            stdout,
            stderr,
        } = Command::new(env!("CARGO")).args(words).output().unwrap();
        assert!(status.success(), "{}", String::from_utf8_lossy(&stderr));
        let lines = String::from_utf8(stdout).unwrap();
        let mut messages = lines
            .lines()
            .map(|line| serde_json::from_str::<Value>(line).unwrap());
        let found = messages.rfind(|message| message["target"]["name"] == "run_agent");
        found.unwrap()["executable"].as_str().unwrap().to_owned()
    });
    &PROGRAM
}

/// Runs the program against that URL.
fn run(url: &str, key: Option<&str>, words: &[&str]) -> (Option<i32>, String) {
    let mut command = Command::new(program());
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
    let text = format!(
        "{}{}",
        String::from_utf8_lossy(&stdout),
        String::from_utf8_lossy(&stderr)
    );
    assert!(!text.contains(KEY), "{text}");
    (status.code(), text)
}

#[test]
fn it_ends_as_the_run_does() {
    let api = MockApi::start().unwrap();
    let refused = ["{\"alert\": 1}", "--refused", agent::FORBIDDEN];
    let cases: [(&str, &[&str], i32, &[&str]); 5] = [
        (
            agent::TRIAGE,
            &refused,
            0,
            &[
                "started",
                "running",
                "done",
                "Verdict",
                "refused",
                "agents:run",
            ],
        ),
        (
            agent::BROKEN,
            &[],
            1,
            &["error", "The log source is not connected", "a0000000-"],
        ),
        (
            agent::INTERRUPTED,
            &[],
            1,
            &["interrupted", "Interrupted by an analyst", "a0000000-"],
        ),
        (
            agent::WAITING,
            &[],
            1,
            &["waiting", "Approve the isolation", "a0000000-"],
        ),
        (
            agent::FORBIDDEN,
            &[],
            1,
            &["403", "Insufficient permissions"],
        ),
    ];
    thread::scope(|scope| {
        for (agent, more, code, words) in cases {
            let url = api.url();
            scope.spawn(move || {
                let (ended, text) = run(&url, Some(KEY), &[&[agent], more].concat());
                assert_eq!(ended, Some(code), "{text}");
                words
                    .iter()
                    .for_each(|word| assert!(text.contains(word), "{word} in: {text}"));
            });
        }
    });
}

#[test]
fn it_refuses_wrong_arguments_and_settings() {
    let api = MockApi::start().unwrap();
    /// URL, key, arguments; the exit code, and a word of what is said.
    type Case<'a> = (&'a str, Option<&'a str>, &'a [&'a str], i32, &'a str);

    let cases: [Case<'_>; 7] = [
        (&api.url(), Some(KEY), &[], 2, "usage"),
        (&api.url(), Some(KEY), &["me"], 2, "me"),
        (
            &api.url(),
            Some(KEY),
            &[agent::TRIAGE, "[]"],
            2,
            "JSON object",
        ),
        (
            &api.url(),
            Some(KEY),
            &[agent::TRIAGE, "{}", "more"],
            2,
            "more",
        ),
        (&api.url(), None, &[agent::TRIAGE], 2, "COTOOL_API_KEY"),
        (
            "http://api.example.com",
            Some(KEY),
            &[agent::TRIAGE],
            2,
            "http",
        ),
        (
            &api.url(),
            Some(api::REVOKED_KEY),
            &[agent::TRIAGE],
            1,
            "401",
        ),
    ];
    for (url, key, words, code, word) in cases {
        let (ended, text) = run(url, key, words);
        assert_eq!(ended, Some(code), "{text}");
        assert!(text.contains(word), "{word} in: {text}");
    }
    assert_eq!(api.requests().len(), 1);
}
