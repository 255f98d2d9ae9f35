//! `run_agent`, which the demo runs.

use std::thread;

use cotool_mock::MockApi;
use cotool_mock::api::{self, agent};

use super::{on, run};
use crate::setup::KEY;

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
            let api = &api;
            scope
                .spawn(move || on(api, "run_agent", &[&[agent], more].concat()).check(code, words));
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
        run("run_agent", url, key, words).check(code, &[word]);
    }
    assert_eq!(api.requests().len(), 1);
}
