//! Changes one thing about a trigger of an agent: its description.
//!
//! ```sh
//! export COTOOL_API_KEY=...
//! cargo run -p cotool-api --example change_trigger -- AGENT_ID TRIGGER_ID             # shows it
//! cargo run -p cotool-api --example change_trigger -- AGENT_ID TRIGGER_ID --set TEXT
//! cargo run -p cotool-api --example change_trigger -- AGENT_ID TRIGGER_ID --clear
//! ```
//!
//! The trigger is read, changed and sent back. A description has three states, and they are kept apart all the way: it is not
//! there at all, it is `null`, or it is a text. Of the kinds of body that the service takes here only the one for Slack is
//! publicly known, so an object is sent, with what the trigger has.
//!
//! Exit code: 0 done; 1 a call failed or there is no such trigger; 2 wrong arguments or settings.

use std::error::Error;
use std::process::ExitCode;

use cotool_api::Client;
use cotool_api::models::Trigger;
use cotool_api::runtime::Maybe;
use serde_json::Value;
use uuid::Uuid;

const USAGE: &str = "usage: change_trigger AGENT_ID TRIGGER_ID [--set TEXT | --clear]";

/// What happens to the description.
enum Change {
    Nothing,
    To(Maybe<String>),
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let (agent, trigger, change) = match arguments(&words) {
        Ok(arguments) => arguments,
        Err(reason) => {
            eprintln!("error: {reason}\n{USAGE}");
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
    match run(&client, agent, trigger, change).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {}", with_causes(&*error));
            ExitCode::FAILURE
        }
    }
}

async fn run(client: &Client, agent: Uuid, id: Uuid, change: Change) -> Result<(), Box<dyn Error>> {
    // There is no operation that reads one trigger.
    let triggers = client.triggers().list(agent).await?;
    let Some(mut trigger) = triggers.into_iter().find(|trigger| trigger.id == id) else {
        return Err(format!("agent {agent} has no trigger {id}").into());
    };
    println!("before: {}", line(&trigger));

    let Change::To(description) = change else {
        return Ok(());
    };
    trigger.description = description;
    let body = body(&trigger)?;
    let answer = client.triggers().update(agent, id, body.into()).await?;
    if !answer.success {
        return Err("the service says that it did not work, and not why".into());
    }
    println!("after:  {}", line(&answer.data));
    Ok(())
}

/// What is sent back: the trigger's settings, its source, its name, and its description unless it is absent.
fn body(trigger: &Trigger) -> Result<serde_json::Map<String, Value>, Box<dyn Error>> {
    let mut body = trigger.config.clone();
    body.insert("source".to_owned(), serde_json::to_value(&trigger.source)?);
    body.insert("name".to_owned(), trigger.name.clone().into());
    match &trigger.description {
        Maybe::Absent => {}
        Maybe::Null => drop(body.insert("description".to_owned(), Value::Null)),
        Maybe::Value(text) => drop(body.insert("description".to_owned(), text.clone().into())),
    }
    Ok(body)
}

/// A trigger in one line, without its secret.
fn line(trigger: &Trigger) -> String {
    let description = match &trigger.description {
        Maybe::Absent => "no description".to_owned(),
        Maybe::Null => "description null".to_owned(),
        Maybe::Value(text) => format!("description {text:?}"),
    };
    let state = if trigger.enabled { "on" } else { "off" };
    format!(
        "{} ({}, {state}), {description}",
        trigger.name, trigger.source
    )
}

fn arguments(words: &[String]) -> Result<(Uuid, Uuid, Change), String> {
    let [agent, trigger, rest @ ..] = words else {
        return Err("which agent, and which trigger?".to_owned());
    };
    let rest: Vec<&str> = rest.iter().map(String::as_str).collect();
    let change = match rest.as_slice() {
        [] => Change::Nothing,
        ["--set", text] => Change::To(Maybe::Value((*text).to_owned())),
        ["--clear"] => Change::To(Maybe::Null),
        _ => return Err(format!("unexpected arguments {rest:?}")),
    };
    let id = |text: &str| {
        text.parse()
            .map_err(|error| format!("{text:?} is not an id: {error}"))
    };
    Ok((id(agent)?, id(trigger)?, change))
}

/// The error and what it came from, in one line.
fn with_causes(error: &dyn Error) -> String {
    match error.source() {
        Some(cause) => format!("{error}: {}", with_causes(cause)),
        None => error.to_string(),
    }
}
