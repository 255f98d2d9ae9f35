//! What the demo is asked to do.

use serde_json::{Map, Value};
use uuid::Uuid;

use crate::error::Error;

/// Goes all the way: generates the client, lists agents and open alerts with it, starts an agent run, follows the run and
/// prints its result.
///
/// By itself it talks to a mock of the API on this machine and needs neither key nor network. With --agent it talks to
/// the service at COTOOL_BASE_URL, or where the document says, with the key in COTOOL_API_KEY, and only runs that agent.
///
/// Exit codes: 0 the run is done, 1 it is not, 2 unusable input or arguments.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Runs this agent of the service instead of the mock's.
    #[arg(long, value_name = "ID")]
    agent: Option<Uuid>,

    /// What the agent is given: a JSON object.
    #[arg(long, value_name = "JSON", requires = "agent", value_parser = object)]
    inputs: Option<Value>,
}

/// Whom the client talks to.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// The mock, on loopback.
    Mock,
    /// The service at `COTOOL_BASE_URL`, or where the document says.
    Service { agent: String, inputs: String },
}

impl Args {
    /// Settles the target, or says what is missing.
    pub(super) fn target(&self, has_key: bool) -> Result<Target, Error> {
        let Some(agent) = self.agent else {
            return Ok(Target::Mock);
        };
        if !has_key {
            return Err(Error::plain(
                "--agent runs an agent of the service: set COTOOL_API_KEY to an API key, or leave \
                 --agent out to run the demo on a mock",
            ));
        }
        let inputs = self
            .inputs
            .clone()
            .unwrap_or_else(|| Map::new().into())
            .to_string();
        Ok(Target::Service {
            agent: agent.to_string(),
            inputs,
        })
    }
}

fn object(text: &str) -> Result<Value, String> {
    match serde_json::from_str(text) {
        Ok(Value::Object(object)) => Ok(object.into()),
        Ok(_) => Err("expected a JSON object, as in '{\"alert\": \"...\"}'".to_owned()),
        Err(error) => Err(format!("not JSON: {error}")),
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::{Args, Target};

    #[derive(clap::Parser)]
    struct Command {
        #[command(flatten)]
        arguments: Args,
    }

    fn read(words: &[&str]) -> Result<Args, clap::Error> {
        let words = std::iter::once(&"demo").chain(words);
        Command::try_parse_from(words).map(|command| command.arguments)
    }

    const ID: &str = "11111111-1111-4111-8111-111111111111";

    #[test]
    fn nothing_means_the_mock_with_or_without_a_key() {
        for has_key in [false, true] {
            assert_eq!(read(&[]).unwrap().target(has_key).unwrap(), Target::Mock);
        }
    }

    #[test]
    fn an_agent_means_the_service_and_needs_a_key() {
        let inputs = |text: &str| Target::Service {
            agent: ID.to_owned(),
            inputs: text.to_owned(),
        };
        let without = read(&["--agent", ID]).unwrap();
        assert_eq!(without.target(true).unwrap(), inputs("{}"));
        let with = read(&["--agent", ID, "--inputs", r#"{ "b": 1, "a": [] }"#]).unwrap();
        assert_eq!(with.target(true).unwrap(), inputs(r#"{"a":[],"b":1}"#));
        let reason = read(&["--agent", ID])
            .unwrap()
            .target(false)
            .unwrap_err()
            .to_string();
        assert!(reason.contains("COTOOL_API_KEY"), "{reason}");
    }

    #[test]
    fn bad_arguments_are_refused_with_code_2() {
        for words in [
            &["--agent", "me"][..],
            &["--inputs", "{}"],
            &["--agent", ID, "--inputs", "[]"],
            &["--agent", ID, "--inputs", "{"],
        ] {
            assert_eq!(read(words).unwrap_err().exit_code(), 2, "{words:?}");
        }
    }
}
