//! Starts a run of an agent, follows it to its end and prints the final message.
//!
//! ```sh
//! export COTOOL_API_KEY=...
//! cargo run -p cotool-api --example run_agent -- AGENT_ID '{"alert": "Impossible travel"}'
//! ```
//!
//! With `--refused AGENT_ID` it then starts an agent that the key may not run, and prints what is missing.
//!
//! Exit code: 0 the run is done; 1 it is not, or a call failed; 2 wrong arguments or settings.

use std::error::Error;
use std::process::ExitCode;
use std::time::Duration;

use cotool_api::Client;
use cotool_api::models::RunAgentAsynchronouslyError as StartError;
use cotool_api::runtime::PollPolicy;
use serde_json::{Map, Value};
use uuid::Uuid;

const USAGE: &str = "usage: run_agent AGENT_ID [INPUTS_JSON] [--refused AGENT_ID]";

/// A run that takes longer is left to itself: its id is printed, and it can be followed again.
const PATIENCE: Duration = Duration::from_secs(30 * 60);

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let arguments = match Arguments::read(std::env::args().skip(1)) {
        Ok(arguments) => arguments,
        Err(reason) => {
            eprintln!("error: {reason}\n{USAGE}");
            return ExitCode::from(2);
        }
    };
    // Reads COTOOL_API_KEY and COTOOL_BASE_URL.
    let client = match Client::from_env() {
        Ok(client) => client,
        Err(error) => {
            eprintln!("error: {error}");
            return ExitCode::from(2);
        }
    };
    let mut outcome = run(&client, arguments.agent, arguments.inputs).await;
    if let (Ok(()), Some(agent)) = (&outcome, arguments.refused) {
        outcome = refused(&client, agent).await;
    }
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {}", with_causes(&*error));
            ExitCode::FAILURE
        }
    }
}

/// Starts a run and waits for its end.
async fn run(client: &Client, agent: Uuid, inputs: Value) -> Result<(), Box<dyn Error>> {
    let run = client.agents().start_run(agent, inputs).await?;
    println!("started      run {}", run.id());

    let result = run
        .wait()
        .policy(PollPolicy::default().first_delay(Duration::from_millis(300))) // soon at first, then less often
        .deadline(PATIENCE)
        .stop_when_waiting() // nobody is here to give it what it waits for
        .on_status(|progress| {
            let message = progress.status_message.as_deref().unwrap_or_default();
            println!(
                "{}",
                format!("{:<12} {message}", progress.status.as_str()).trim_end()
            );
        })
        .await?;

    println!("\n{}", result.final_assistant_message);
    Ok(())
}

/// Starts an agent that the key may not run.
async fn refused(client: &Client, agent: Uuid) -> Result<(), Box<dyn Error>> {
    let error = match client.agents().start_run(agent, Map::new()).await {
        Ok(run) => return Err(format!("run {} should have been refused", run.id()).into()),
        Err(error) => error,
    };
    // Each status that the document describes has its own type.
    match error.api_error() {
        Some(StartError::Forbidden(permission)) => {
            println!("\nAn agent that this key may not run:\n");
            println!("refused      403, {}", permission.error);
            for missing in permission.missing_perms.iter().flatten() {
                println!("missing      {missing}");
            }
            Ok(())
        }
        _ => Err(error.into()),
    }
}

/// The error and what it came from, in one line.
fn with_causes(error: &dyn Error) -> String {
    match error.source() {
        Some(cause) => format!("{error}: {}", with_causes(cause)),
        None => error.to_string(),
    }
}

struct Arguments {
    agent: Uuid,
    inputs: Value,
    refused: Option<Uuid>,
}

impl Arguments {
    fn read(mut words: impl Iterator<Item = String>) -> Result<Self, String> {
        let (mut agent, mut inputs, mut refused) = (None, None, None);
        while let Some(word) = words.next() {
            if word == "--refused" {
                refused = Some(id(&words.next().ok_or("--refused needs an agent id")?)?);
            } else if agent.is_none() {
                agent = Some(id(&word)?);
            } else if inputs.is_none() {
                let object: Map<String, Value> = serde_json::from_str(&word)
                    .map_err(|error| format!("the inputs are not a JSON object: {error}"))?;
                inputs = Some(Value::Object(object));
            } else {
                return Err(format!("unexpected argument {word:?}"));
            }
        }
        let agent = agent.ok_or("which agent?")?;
        Ok(Self {
            agent,
            inputs: inputs.unwrap_or_else(|| Map::new().into()),
            refused,
        })
    }
}

fn id(text: &str) -> Result<Uuid, String> {
    text.parse()
        .map_err(|error| format!("{text:?} is not an agent id: {error}"))
}
