//! What a run is given: any value that becomes a JSON object.

use serde_json::{Map, Value};

/// The object, or in words why it is none.
pub(crate) fn object(inputs: serde_json::Result<Value>) -> Result<Map<String, Value>, String> {
    match inputs {
        Ok(Value::Object(inputs)) => Ok(inputs),
        Ok(other) => Err(format!(
            "`inputs` has to be a JSON object and is {}",
            kind(&other)
        )),
        Err(error) => Err(format!("`inputs` cannot be written as JSON: {error}")),
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}
