//! `cargo xtask demo`: from the document to agents, alerts and a finished agent run.

mod arguments;
mod child;
mod screen;

use std::time::Instant;

use cotool_mock::{MockApi, api};

pub(crate) use arguments::Args;
use arguments::Target;
use child::{Client, OVERVIEW, RUN_AGENT};
use screen::Screen;

use crate::command::codegen;
use crate::error::{Error, Outcome};
use crate::reading::Reading;
use crate::report::Report;
use crate::workspace::Workspace;

/// What the agent of the mock is given.
const ALERT: &str = r#"{"alert":"Sign-in from 203.0.113.7 after 14 failed attempts"}"#;

/// Brings the client up to date, builds it, and lets it look around and run an agent.
pub(crate) fn run(args: &Args, report: &mut Report) -> Result<Outcome, Error> {
    let begin = Instant::now();
    let target =
        args.target(std::env::var_os("COTOOL_API_KEY").is_some_and(|key| !key.is_empty()))?;
    let workspace = Workspace::find()?;
    let screen = Screen::default();

    screen.step("Generate the client from the API's document");
    report.indent(screen::INDENT);
    let regenerated = codegen::regenerate(Reading::default(), report);
    report.indent("");
    match regenerated? {
        Outcome::Done => {}
        other => return Ok(other),
    }

    screen.step("Build it");
    let client = match Client::build(workspace.root(), &screen) {
        Ok(client) => client,
        Err(reason) => {
            screen.error(&reason);
            return Ok(Outcome::Findings);
        }
    };

    let code = match target {
        Target::Mock => on_mock(&client, &screen)?,
        Target::Service { agent, inputs } => {
            screen.step("Run an agent of the service");
            client.run(RUN_AGENT, &[agent, inputs], &[], &screen)?
        }
    };
    match code {
        0 => {
            screen.done(begin.elapsed());
            Ok(Outcome::Done)
        }
        2 => Ok(Outcome::Unusable),
        _ => Ok(Outcome::Findings),
    }
}

/// Starts the mock and lets the client look around, run one agent and be refused another.
fn on_mock(client: &Client, screen: &Screen) -> Result<u8, Error> {
    let mock = MockApi::start().map_err(|error| {
        Error::plain(format!("the mock of the API could not be started: {error}"))
    })?;
    let url = mock.url();
    let environment = [
        ("COTOOL_BASE_URL", url.as_str()),
        ("COTOOL_API_KEY", api::KEY),
        // A proxy that is set for the rest of the world has no way to the loopback address.
        ("NO_PROXY", "127.0.0.1"),
    ];
    screen.step(&format!(
        "List the agents and the open alerts, of a mock of the API at {url}"
    ));
    let code = client.run(OVERVIEW, &[], &environment, screen)?;
    if code != 0 {
        return Ok(code);
    }
    screen.step("Run an agent");
    let words = [
        api::agent::TRIAGE,
        ALERT,
        "--refused",
        api::agent::FORBIDDEN,
    ];
    let words = words.map(str::to_owned);
    client.run(RUN_AGENT, &words, &environment, screen)
}
