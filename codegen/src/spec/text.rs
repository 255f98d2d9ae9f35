//! Text into a tree: YAML or JSON, whichever it is.

use serde::de::DeserializeSeed;
use serde_json::Value;

use super::tree::Reading;

/// No document that a person or a program publishes comes near this.
pub(crate) const MAX_BYTES: usize = 256 << 20;

/// A text that was read.
#[derive(Debug)]
pub(crate) struct Tree {
    /// What it holds.
    pub(crate) value: Value,
    /// Pointers of keys that are there twice; the last one counted.
    pub(crate) duplicates: Vec<String>,
    /// Whether another YAML document follows in the same text.
    pub(crate) more: bool,
}

/// Why a text could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ReadError {
    /// Whether it is a limit of ours that stopped it.
    pub(crate) too_large: bool,
    /// What is wrong.
    pub(crate) message: String,
    /// Line and column, from 1.
    pub(crate) position: Option<(usize, usize)>,
}

impl ReadError {
    fn too_large(message: impl Into<String>) -> Self {
        Self {
            too_large: true,
            message: message.into(),
            position: None,
        }
    }
}

/// The text without a byte order mark.
pub(crate) fn without_bom(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

/// Whether a text is written as JSON (which is what is tried first).
pub(crate) fn looks_like_json(text: &str) -> bool {
    without_bom(text).trim_start().starts_with(['{', '['])
}

/// Whether a text is a page rather than data: HTML or XML.
pub(crate) fn looks_like_markup(text: &str) -> bool {
    let mut characters = without_bom(text).trim_start().chars();
    characters.next() == Some('<')
        && characters
            .next()
            .is_some_and(|next| next.is_ascii_alphabetic() || matches!(next, '!' | '?'))
}

/// Reads a text.
pub(crate) fn read(text: &str) -> Result<Tree, ReadError> {
    let text = without_bom(text);
    if text.len() > MAX_BYTES {
        return Err(ReadError::too_large(format!(
            "the text has {} bytes, and {MAX_BYTES} is the limit",
            text.len()
        )));
    }
    if !looks_like_json(text) {
        return read_yaml(text);
    }
    match read_json(text) {
        Ok(tree) => Ok(tree),
        Err(error) if error.too_large => Err(error),
        // Flow YAML begins with a brace too: comments, trailing commas, numbers that JSON has no room for.
        Err(error) => match read_yaml(text) {
            Ok(tree) => Ok(tree),
            Err(yaml) if yaml.too_large => Err(yaml),
            Err(_) => Err(error),
        },
    }
}

fn read_json(text: &str) -> Result<Tree, ReadError> {
    let reading = Reading::new(text.len(), false);
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let value = (&reading)
        .deserialize(&mut deserializer)
        .and_then(|value| deserializer.end().map(|()| value));
    match value {
        Ok(value) => Ok(Tree {
            value,
            duplicates: reading.into_duplicates(),
            more: false,
        }),
        Err(error) => {
            let text = error.to_string();
            let message = text
                .split_once(" at line ")
                .map_or(text.as_str(), |(message, _)| message);
            Err(read_error(
                &reading,
                message,
                Some((error.line(), error.column())),
            ))
        }
    }
}

fn read_yaml(text: &str) -> Result<Tree, ReadError> {
    let reading = Reading::new(text.len(), true);
    let mut documents = serde_yaml::Deserializer::from_str(text);
    let Some(document) = documents.next() else {
        return Ok(Tree {
            value: Value::Null,
            duplicates: Vec::new(),
            more: false,
        });
    };
    match (&reading).deserialize(document) {
        Ok(value) => Ok(Tree {
            value,
            duplicates: reading.into_duplicates(),
            more: documents.next().is_some(),
        }),
        Err(error) => {
            let position = error.location().map(|at| (at.line(), at.column()));
            let text = error.to_string();
            let message = text
                .split_once(" at line ")
                .map_or(text.as_str(), |(message, _)| message);
            Err(read_error(&reading, message, position))
        }
    }
}

fn read_error(reading: &Reading, message: &str, position: Option<(usize, usize)>) -> ReadError {
    let deep = message.contains("recursion limit") || message.contains("depth");
    let wide = reading.exhausted() || message.contains("repetition limit");
    ReadError {
        too_large: deep || wide,
        message: if deep {
            "values are nested more than 128 deep".to_owned()
        } else if wide {
            "aliases unfold to far more than the text holds".to_owned()
        } else {
            message.to_owned()
        },
        position: position.map(|(line, column)| (line.max(1), column.max(1))),
    }
}
