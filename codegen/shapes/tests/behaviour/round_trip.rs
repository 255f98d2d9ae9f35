//! JSON in, JSON out.

use http::{HeaderMap, StatusCode};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use shapes::runtime::{Answer, DecodeError};

/// As the client reads an answer.
fn decode<T: DeserializeOwned>(value: &Value) -> Result<T, DecodeError> {
    Answer::new(StatusCode::OK, HeaderMap::new(), value.to_string()).json()
}

/// Reads the value.
#[track_caller]
pub(crate) fn read<T: DeserializeOwned>(value: Value) -> T {
    decode(&value).unwrap_or_else(|error| panic!("{value}: {error}"))
}

/// Reads the value and writes it: it comes out as it went in, whoever reads it.
#[track_caller]
pub(crate) fn survives<T: DeserializeOwned + Serialize>(value: Value) -> T {
    let typed: T = read(value.clone());
    assert_eq!(serde_json::to_value(&typed).unwrap(), value);
    let elsewhere: T = serde_json::from_value(value.clone()).unwrap();
    assert_eq!(serde_json::to_value(&elsewhere).unwrap(), value);
    typed
}

/// What is said of a value that does not fit.
#[track_caller]
pub(crate) fn refused<T: DeserializeOwned>(value: Value) -> String {
    match decode::<T>(&value) {
        Ok(_) => panic!("{value} was read"),
        Err(error) => error.to_string(),
    }
}
