//! Lets an agent look at every open alert, and writes its verdict below the alert as a comment.
//!
//! ```sh
//! export COTOOL_API_KEY=...
//! cargo run -p cotool-api --example triage_open_alerts -- AGENT_ID [AT_MOST]
//! ```
//!
//! The agent gets the alert's id, title and description as its inputs. One alert after the other; what goes wrong with one does
//! not keep the others from being looked at.
//!
//! Exit code: 0 every alert has its verdict; 1 one of them has not, or a call failed; 2 wrong arguments or settings.

use std::error::Error;
use std::process::ExitCode;
use std::time::Duration;

use cotool_api::Client;
use cotool_api::models::{AddAlertCommentBody, Alert, ListAlertsParams};
use cotool_api::runtime::PollPolicy;
use serde_json::json;
use uuid::Uuid;

/// A run that takes longer is left to itself, and its alert without a comment.
const PATIENCE: Duration = Duration::from_secs(10 * 60);

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let (agent, at_most) = match arguments(&words) {
        Ok(arguments) => arguments,
        Err(reason) => {
            eprintln!("error: {reason}\nusage: triage_open_alerts AGENT_ID [AT_MOST]");
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
    match triage_all(&client, agent, at_most).await {
        Ok(0) => ExitCode::SUCCESS,
        Ok(failures) => {
            eprintln!("error: {failures} alerts have no verdict");
            ExitCode::FAILURE
        }
        Err(error) => {
            eprintln!("error: {}", with_causes(&*error));
            ExitCode::FAILURE
        }
    }
}

/// Goes through the open alerts, and counts those that got no verdict.
async fn triage_all(client: &Client, agent: Uuid, at_most: usize) -> Result<usize, Box<dyn Error>> {
    // All of them first: what is done to the alerts moves the pages.
    let alerts = open_alerts(client, at_most).await?;
    println!("{} open alerts", alerts.len());

    let mut failures = 0;
    for alert in &alerts {
        let name = alert
            .display_id
            .clone()
            .or(alert.id.map(|id| id.to_string()));
        let Some(name) = name else {
            eprintln!("an alert without an id: {:?}", alert.title);
            failures += 1;
            continue;
        };
        match triage(client, agent, &name, alert).await {
            Ok(verdict) => println!("{name}: {verdict}"),
            Err(error) => {
                eprintln!("{name}: {}", with_causes(&*error));
                failures += 1;
            }
        }
    }
    Ok(failures)
}

/// The open alerts, no more than so many.
async fn open_alerts(client: &Client, at_most: usize) -> Result<Vec<Alert>, Box<dyn Error>> {
    let mut alerts = Vec::new();
    let open = ListAlertsParams::new()
        .status(vec!["open".to_owned()])
        .limit(100);
    // Another page is asked for only if it is needed.
    let mut items = client.alerts().list(open).items();
    while alerts.len() < at_most {
        match items.next().await {
            Some(alert) => alerts.push(alert?),
            None => break,
        }
    }
    Ok(alerts)
}

/// Runs the agent on one alert and writes down what it says.
async fn triage(
    client: &Client,
    agent: Uuid,
    name: &str,
    alert: &Alert,
) -> Result<String, Box<dyn Error>> {
    let inputs = json!({ "alert": name, "title": alert.title, "description": alert.description });
    let run = client.agents().start_run(agent, inputs).await?;
    let result = run
        .wait()
        .policy(PollPolicy::default().first_delay(Duration::from_millis(300)))
        .deadline(PATIENCE)
        .stop_when_waiting() // nobody is here to answer the agent
        .await?;

    let comment = format!("{}\n\nRun {}", result.final_assistant_message, run.id());
    client
        .alerts()
        .comment(name, AddAlertCommentBody::new(comment))
        .await?;
    Ok(result.final_assistant_message)
}

fn arguments(words: &[String]) -> Result<(Uuid, usize), String> {
    let (agent, at_most) = match words {
        [agent] => (agent, None),
        [agent, at_most] => (agent, Some(at_most)),
        _ => return Err("expected an agent, and perhaps how many alerts at most".to_owned()),
    };
    let agent = agent
        .parse()
        .map_err(|error| format!("{agent:?} is not an agent id: {error}"))?;
    let at_most = match at_most {
        Some(text) => text
            .parse()
            .map_err(|error| format!("{text:?} is not a number: {error}"))?,
        None => usize::MAX,
    };
    Ok((agent, at_most))
}

/// The error and what it came from, in one line.
fn with_causes(error: &dyn Error) -> String {
    match error.source() {
        Some(cause) => format!("{error}: {}", with_causes(cause)),
        None => error.to_string(),
    }
}
