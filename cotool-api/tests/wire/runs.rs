//! Runs followed together, as a stream, without an executor; and stopped.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use cotool_api::api::{agents, chats};
use cotool_api::models::{AgentRunResult, InterruptChatBody};
use cotool_api::run::{Run, RunError, RunEvent, wait_all};
use cotool_api::runtime::mock::{Mock, Reply, Sent};
use cotool_api::{Client, runtime::PollPolicy};
use serde_json::json;
use uuid::Uuid;

use crate::setup::{AGENT, KEY, RUN, inputs};

fn client(mock: &Mock) -> Client {
    Client::builder()
        .bearer(KEY)
        .transport(mock.transport())
        .build()
        .unwrap()
}

fn status(word: &str) -> Reply {
    Reply::json(&json!({"status": word}))
}

fn result(message: &str) -> Reply {
    Reply::json_as::<AgentRunResult>(json!({
        "finalAssistantMessage": message,
        "allToolCallsMade": [],
        "allToolResultsReceived": [],
        "messages": [],
    }))
}

fn run_of(sent: &Sent) -> u128 {
    sent.path("runId")
        .unwrap()
        .parse::<Uuid>()
        .unwrap()
        .as_u128()
}

/// Runs by number, of which some never end.
fn many(mock: &Mock, numbers: std::ops::Range<u128>, endless: &'static [u128]) -> Vec<Run> {
    mock.on(&agents::RUN_STATUS).reply_with(|sent| {
        let ended = !endless.contains(&run_of(sent));
        status(if ended { "done" } else { "running" })
    });
    mock.on(&agents::RUN_RESULT)
        .reply_with(|sent| result(&run_of(sent).to_string()));
    let handle = client(mock).agents();
    numbers
        .map(|number| handle.run(AGENT, Uuid::from_u128(number)))
        .collect()
}

#[tokio::test(start_paused = true)]
async fn slow_runs_hold_up_no_other() {
    // As many endless runs as there may be questions at once, before all others.
    let endless = &[0, 1, 2, 3];
    let mock = Mock::new();
    let runs = many(&mock, 0..200, endless);
    let seen = Arc::new(Mutex::new(BTreeSet::new()));
    let told = Arc::clone(&seen);
    let mut ended = wait_all(runs)
        .at_once(4)
        .deadline(Duration::from_secs(3600))
        .on_status(move |run, _| {
            told.lock().unwrap().insert(run.id());
        })
        .stream();
    for left in (4..200).rev() {
        let (run, outcome) = ended.next().await.unwrap();
        let message = outcome.unwrap().final_assistant_message;
        assert_eq!(message, run.id().as_u128().to_string());
        assert_eq!(ended.left(), left);
    }
    assert_eq!(seen.lock().unwrap().len(), 200);
    for _ in endless {
        let (run, outcome) = ended.next().await.unwrap();
        assert!(endless.contains(&run.id().as_u128()));
        assert!(
            matches!(outcome, Err(RunError::Deadline { .. })),
            "{outcome:?}"
        );
    }
    assert!(ended.next().await.is_none());
}

#[tokio::test(start_paused = true)]
async fn questions_at_once_are_limited() {
    let mock = Mock::new();
    mock.on(&agents::RUN_STATUS)
        .always(status("done").after(Duration::from_secs(1)));
    mock.on(&agents::RUN_RESULT)
        .always(result("x").after(Duration::from_secs(1)));
    let handle = client(&mock).agents();
    let runs = (0..50).map(|number| handle.run(AGENT, Uuid::from_u128(number)));
    let start = tokio::time::Instant::now();
    let outcomes = wait_all(runs).at_once(5).await;
    // A hundred questions of a second each, five at a time.
    assert_eq!(start.elapsed().as_secs(), 20);
    let order: Vec<u128> = outcomes.iter().map(|(run, _)| run.id().as_u128()).collect();
    assert_eq!(order, (0..50).collect::<Vec<u128>>());
    assert!(outcomes.iter().all(|(_, outcome)| outcome.is_ok()));
}

#[tokio::test(start_paused = true)]
async fn progress_is_a_stream_too() {
    let mock = Mock::new();
    mock.on(&agents::RUN_STATUS)
        .replies(["running", "waiting", "done"].map(status));
    mock.on(&agents::RUN_RESULT).reply(result("All clear."));
    let run = client(&mock).agents().run(AGENT, RUN);
    let mut heard = 0;
    let mut events = run.wait().on_status(|_| heard += 1).events();
    let mut words = Vec::new();
    while let Some(event) = events.next().await {
        words.push(match event.unwrap() {
            RunEvent::Status(progress) => progress.status.to_string(),
            RunEvent::Done(result) => result.final_assistant_message,
            other => panic!("{other:?}"),
        });
    }
    assert_eq!(words, ["running", "waiting", "done", "All clear."]);
    drop(events);
    assert_eq!(heard, 3);
    // Dropping a wait asks nothing more, and changes nothing.
    drop(run.wait().events());
    assert_eq!(mock.sent().len(), 4);
}

#[tokio::test]
async fn a_run_is_told_to_stop_once() {
    let mock = Mock::new();
    mock.on(&chats::INTERRUPT)
        .replies([Reply::status(200), Reply::status(503)]);
    let run = client(&mock).agents().run(AGENT, RUN);
    run.interrupt().await.unwrap();
    let told: InterruptChatBody = mock.sent()[0].json().unwrap();
    assert_eq!((told.chat_id, told.agent_id), (RUN, Some(AGENT)));
    assert_eq!(run.interrupt().await.unwrap_err().attempts(), 1);
}

#[test]
fn all_of_it_works_without_an_executor() {
    let mock = Mock::new();
    mock.on(&agents::RUN_AGENT_ASYNCHRONOUSLY)
        .reply(Reply::json(&json!({"runId": Uuid::from_u128(7)})));
    let runs = many(&mock, 0..20, &[]);
    let ended = wait_all(runs).stream().blocking().unwrap();
    let results: Vec<AgentRunResult> = ended.map(|(_, outcome)| outcome.unwrap()).collect();
    assert_eq!(results.len(), 20);
    let agents = client(&mock).agents();
    let run = agents.start_run(AGENT, inputs()).block().unwrap();
    let policy = PollPolicy::default();
    let result = run.wait().policy(policy).block().unwrap();
    assert_eq!(result.final_assistant_message, "7");
    let events = run.wait().events().blocking().unwrap();
    let events: Vec<RunEvent> = events.map(Result::unwrap).collect();
    assert_eq!(events.len(), 2);
}

#[tokio::test]
async fn in_an_async_task_blocking_is_refused() {
    let mock = Mock::new();
    let agents = client(&mock).agents();
    let error = agents.start_run(AGENT, inputs()).block().unwrap_err();
    assert!(
        !error.was_sent() && error.to_string().contains("await"),
        "{error}"
    );
    let error = agents.run(AGENT, RUN).wait().block().unwrap_err();
    assert!(matches!(error, RunError::Call { .. }) && error.run_id() == RUN);
}

/// Five runs of the agent; the inputs of the third and fourth hold marks.
fn marked(mock: &Mock) {
    let run = |number| json!({"id": Uuid::from_u128(number), "agentId": AGENT});
    let runs: Vec<_> = (1..=5).map(run).collect();
    mock.on(&agents::LIST_RUNS)
        .always(Reply::json(&json!({"runs": runs, "totalCount": 5})));
    mock.on(&chats::HISTORY).reply_with(|sent| {
        let chat: Uuid = sent.query("chatId").unwrap().parse().unwrap();
        let inputs = match chat.as_u128() {
            3 => "{\"mark\":\"m-1\"}",
            4 => "{\"mark\":\"m-1-2\"}",
            _ => "{}",
        };
        let event = json!({"type": "chat", "sender": "user", "content": inputs});
        Reply::json(&json!({"events": [event]}))
    });
}

#[tokio::test]
async fn runs_are_found_by_what_their_inputs_hold() {
    let mock = Mock::new();
    marked(&mock);
    let agents = client(&mock).agents();
    let known = [Uuid::from_u128(1), Uuid::from_u128(5)];
    let found = agents
        .find_runs(AGENT, ["m-1", "m-1-2", "m-3", ""])
        .except(known)
        .since("2026-05-04T00:00:00Z")
        .await
        .unwrap();
    let found: Vec<_> = found
        .iter()
        .map(|(mark, run)| (mark.as_str(), run.agent_id(), run.id().as_u128()))
        .collect();
    assert_eq!(found, [("m-1", AGENT, 3), ("m-1-2", AGENT, 4)]);
    let listed = &mock.sent_to(&agents::LIST_RUNS)[0];
    assert_eq!(listed.query("sortDirection").as_deref(), Some("asc"));
    assert_eq!(
        listed.query("dateFrom").as_deref(),
        Some("2026-05-04T00:00:00Z")
    );
    // Known runs are not looked into.
    assert_eq!(mock.sent_to(&chats::HISTORY).len(), 3);
    // Without a mark, nothing is asked.
    assert!(agents.find_runs(AGENT, [""]).await.unwrap().is_empty());
    assert_eq!(mock.sent_to(&agents::LIST_RUNS).len(), 1);
}

#[test]
fn runs_are_found_without_an_executor() {
    let mock = Mock::new();
    marked(&mock);
    let agents = client(&mock).agents();
    let found = agents.find_runs(AGENT, ["m-1-2"]).block().unwrap();
    assert_eq!(found["m-1-2"].id().as_u128(), 4);
}
