//! `cargo xtask demo`: from the document to a finished agent run.

mod arguments;
mod child;
mod screen;

use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

use cotool_mock::{MockApi, api};

pub(crate) use arguments::Arguments;
use arguments::Target;
use child::Client;
use screen::Screen;

/// What the agents of the mock are given.
const ALERT: &str = r#"{"alert":"Sign-in from 203.0.113.7 after 14 failed attempts"}"#;

/// Runs the demo. `regenerate` brings the client up to date and says what changed.
pub(crate) fn run(
    arguments: Arguments,
    root: &Path,
    regenerate: impl FnOnce() -> Result<String, ExitCode>,
) -> ExitCode {
    let begin = Instant::now();
    let screen = Screen::default();
    let target = match arguments.target(std::env::var_os("COTOOL_API_KEY").is_some()) {
        Ok(target) => target,
        Err(reason) => {
            screen.error(&reason);
            return ExitCode::from(2);
        }
    };

    screen.step("Generate the client from the document");
    match regenerate() {
        Ok(changes) => screen.text(&changes),
        Err(code) => return code,
    }

    screen.step("Build it");
    let client = match Client::build(root, &screen) {
        Ok(client) => client,
        Err(reason) => {
            screen.error(&reason);
            return ExitCode::FAILURE;
        }
    };

    let outcome = match target {
        Target::Mock => on_mock(&client, &screen),
        Target::Service { agent, inputs } => {
            screen.step("Run an agent of the service");
            client.run(&[agent, inputs], &[], &screen)
        }
    };
    match outcome {
        Ok(0) => {
            screen.done(begin.elapsed());
            ExitCode::SUCCESS
        }
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            screen.error(&error.to_string());
            ExitCode::FAILURE
        }
    }
}

/// Starts the mock and lets the client run one agent and be refused another.
fn on_mock(client: &Client, screen: &Screen) -> std::io::Result<u8> {
    let mock = MockApi::start()?;
    let url = mock.url();
    screen.step(&format!("Run an agent, on a mock of the API at {url}"));
    let words = [
        api::agent::TRIAGE,
        ALERT,
        "--refused",
        api::agent::FORBIDDEN,
    ];
    let environment = [
        ("COTOOL_BASE_URL", url.as_str()),
        ("COTOOL_API_KEY", api::KEY),
        // A proxy that is set for the rest of the world has no way to the loopback address.
        ("NO_PROXY", "127.0.0.1"),
    ];
    client.run(&words.map(str::to_owned), &environment, screen)
}
