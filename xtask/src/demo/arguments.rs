//! What the demo is asked to do.

use serde_json::{Map, Value};
use uuid::Uuid;

/// Arguments of `cargo xtask demo`.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Run this agent of the service instead of the mock's; needs COTOOL_API_KEY
    #[arg(long, value_name = "ID")]
    agent: Option<Uuid>,

    /// What the agent is given: a JSON object
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

impl Arguments {
    /// Settles the target, or says what is missing.
    pub(super) fn target(self, has_key: bool) -> Result<Target, String> {
        let Some(agent) = self.agent else {
            return Ok(Target::Mock);
        };
        if !has_key {
            return Err(
                "--agent runs an agent of the service: set COTOOL_API_KEY to an API key, or leave \
                 --agent out to run the demo on a mock"
                    .to_owned(),
            );
        }
        let inputs = self.inputs.unwrap_or_else(|| Map::new().into()).to_string();
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

    use super::{Arguments, Target};

    #[derive(clap::Parser)]
    struct Command {
        #[command(flatten)]
        arguments: Arguments,
    }

    fn read(words: &[&str]) -> Result<Arguments, clap::Error> {
        let words = std::iter::once(&"demo").chain(words);
        Command::try_parse_from(words).map(|command| command.arguments)
    }

    const ID: &str = "11111111-1111-4111-8111-111111111111";

    #[test]
    fn nothing_means_the_mock_with_or_without_a_key() {
        for has_key in [false, true] {
            assert_eq!(read(&[]).unwrap().target(has_key), Ok(Target::Mock));
        }
    }

    #[test]
    fn an_agent_means_the_service_and_needs_a_key() {
        let inputs = |text: &str| Target::Service {
            agent: ID.to_owned(),
            inputs: text.to_owned(),
        };
        assert_eq!(
            read(&["--agent", ID]).unwrap().target(true),
            Ok(inputs("{}"))
        );
        let with = read(&["--agent", ID, "--inputs", r#"{ "b": 1, "a": [] }"#]).unwrap();
        assert_eq!(with.target(true), Ok(inputs(r#"{"a":[],"b":1}"#)));
        let reason = read(&["--agent", ID]).unwrap().target(false).unwrap_err();
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
