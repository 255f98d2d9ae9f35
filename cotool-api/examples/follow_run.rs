//! Follows a run that was started elsewhere, shows how it gets on, and prints what it found.
//!
//! ```sh
//! export COTOOL_API_KEY=...
//! cargo run -p cotool-api --example follow_run -- AGENT_ID RUN_ID [MINUTES]
//! ```
//!
//! Stop it whenever you like: that does nothing to the run, and it can be followed again.
//!
//! Exit code: 0 the run is done; 1 it ended otherwise, or a call failed; 2 wrong arguments or settings; 3 the run still goes on.

use std::error::Error;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use cotool_api::models::{AgentRunProgress, AgentRunResult};
use cotool_api::runtime::PollPolicy;
use cotool_api::{Client, RunError};
use uuid::Uuid;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let (agent, run, limit) = match arguments(&words) {
        Ok(arguments) => arguments,
        Err(reason) => {
            eprintln!("error: {reason}\nusage: follow_run AGENT_ID RUN_ID [MINUTES]");
            return ExitCode::from(2);
        }
    };
    let client = match Client::from_env() {
        Ok(client) => client,
        Err(error) => {
            eprintln!("error: {error}");
            return ExitCode::from(2);
        }
    };
    match follow(&client, agent, run, limit).await {
        Ok(result) => {
            report(&result);
            ExitCode::SUCCESS
        }
        Err(error @ (RunError::Deadline { .. } | RunError::Waiting { .. })) => {
            eprintln!("{error}; it goes on without us");
            ExitCode::from(3)
        }
        Err(error) => {
            eprintln!("error: {}", with_causes(&error));
            ExitCode::FAILURE
        }
    }
}

async fn follow(
    client: &Client,
    agent: Uuid,
    run: Uuid,
    limit: Duration,
) -> Result<AgentRunResult, RunError> {
    let begin = Instant::now();
    let mut last = String::new();
    // A handle is made of two ids. Nothing is sent for it.
    let run = client.agents().run(agent, run);
    run.wait()
        .policy(PollPolicy::default().first_delay(Duration::from_millis(300)))
        .deadline(limit)
        .on_status(|progress| {
            // The same again is no news.
            let line = line(progress);
            if line != last {
                println!("{:>5} s  {line}", begin.elapsed().as_secs());
                last = line;
            }
        })
        .await
}

fn line(progress: &AgentRunProgress) -> String {
    match &progress.status_message {
        Some(message) => format!("{}: {message}", progress.status),
        None => progress.status.to_string(),
    }
}

fn report(result: &AgentRunResult) {
    println!("\n{}", result.final_assistant_message);
    let failed = result.all_tool_results_received.iter();
    let failed = failed
        .filter(|result| result.is_error == Some(true))
        .count();
    println!(
        "\n{} tool calls, {failed} of them failed",
        result.all_tool_calls_made.len()
    );
}

fn arguments(words: &[String]) -> Result<(Uuid, Uuid, Duration), String> {
    let (agent, run, minutes) = match words {
        [agent, run] => (agent, run, 60),
        [agent, run, minutes] => {
            let minutes = minutes.parse();
            (
                agent,
                run,
                minutes.map_err(|error| format!("minutes: {error}"))?,
            )
        }
        _ => return Err("which agent, and which of its runs?".to_owned()),
    };
    let id = |text: &str| {
        text.parse()
            .map_err(|error| format!("{text:?} is not an id: {error}"))
    };
    Ok((id(agent)?, id(run)?, Duration::from_secs(60 * minutes)))
}

/// The error and what it came from, in one line.
fn with_causes(error: &dyn Error) -> String {
    match error.source() {
        Some(cause) => format!("{error}: {}", with_causes(cause)),
        None => error.to_string(),
    }
}
