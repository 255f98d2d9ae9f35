//! Prose, and sentences about limits that a type does not show.

use std::fmt::Display;

use openapiv3::{AnySchema, ExternalDocumentation, Info, SchemaData};
use serde_json::Value;

use super::extension;
use crate::model::Docs;

/// What a schema says in prose.
pub(super) fn of_schema(data: &SchemaData) -> Docs {
    let mut examples: Vec<Value> = data.example.iter().cloned().collect();
    if let Some(more) = data
        .extensions
        .get("x-codegen-examples")
        .and_then(Value::as_array)
    {
        for example in more {
            if !examples.contains(example) {
                examples.push(example.clone());
            }
        }
    }
    Docs {
        summary: data.title.as_deref().and_then(text),
        description: data.description.as_deref().and_then(text),
        deprecated: data.deprecated,
        notes: Vec::new(),
        examples,
        external: data.external_docs.as_ref().map(external),
    }
}

/// What the document says of itself.
pub(super) fn of_info(info: &Info) -> Option<String> {
    let summary = extension::text(&info.extensions, extension::SUMMARY);
    let description = info.description.as_deref().and_then(text);
    match (summary, description) {
        (Some(summary), Some(description)) => Some(format!("{summary}\n\n{description}")),
        (summary, description) => summary.or(description),
    }
}

/// `externalDocs`.
pub(super) fn external(docs: &ExternalDocumentation) -> (String, Option<String>) {
    (docs.url.clone(), docs.description.as_deref().and_then(text))
}

/// Text that says something.
pub(super) fn text(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// Sentences about the constraints of a schema.
pub(super) fn limits(schema: &AnySchema) -> Vec<String> {
    let mut notes = Vec::new();
    let mut say = |sentence: Option<String>| notes.extend(sentence);
    say(number_range(schema));
    say(range("Length", schema.min_length, schema.max_length));
    say(range("Number of items", schema.min_items, schema.max_items));
    say(range(
        "Number of properties",
        schema.min_properties,
        schema.max_properties,
    ));
    say(schema
        .multiple_of
        .map(|step| format!("A multiple of {}.", number(step))));
    say(schema
        .pattern
        .as_deref()
        .map(|pattern| format!("Pattern: {}.", code(pattern))));
    say((schema.unique_items == Some(true)).then(|| "No item occurs twice.".to_owned()));
    notes
}

/// A sentence about a format that is not a type of its own.
pub(super) fn format_note(format: &str) -> String {
    format!("Format: {}.", code(format))
}

/// A sentence about a default.
pub(super) fn default_note(value: &Value) -> String {
    format!("Default: {}.", code(&value.to_string()))
}

/// A sentence about the keys of a map.
pub(super) fn keys_note(pattern: &str) -> String {
    format!("Other keys match {}.", code(pattern))
}

/// Text as a Markdown code span on one line, whatever backticks it holds.
fn code(text: &str) -> String {
    let line: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    let mut run = 0;
    let mut longest = 0;
    for c in line.chars() {
        run = if c == '`' { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    let fence = "`".repeat(longest + 1);
    if longest == 0 {
        format!("{fence}{line}{fence}")
    } else {
        format!("{fence} {line} {fence}")
    }
}

fn range<T: Display + PartialEq>(what: &str, min: Option<T>, max: Option<T>) -> Option<String> {
    match (min, max) {
        (Some(min), Some(max)) if min == max => Some(format!("{what}: {min}.")),
        (Some(min), Some(max)) => Some(format!("{what}: {min} to {max}.")),
        (Some(min), None) => Some(format!("{what}: at least {min}.")),
        (None, Some(max)) => Some(format!("{what}: at most {max}.")),
        (None, None) => None,
    }
}

fn number_range(schema: &AnySchema) -> Option<String> {
    let low = schema.minimum.map(|bound| {
        if schema.exclusive_minimum == Some(true) {
            format!("more than {}", number(bound))
        } else {
            format!("at least {}", number(bound))
        }
    });
    let high = schema.maximum.map(|bound| {
        if schema.exclusive_maximum == Some(true) {
            format!("less than {}", number(bound))
        } else {
            format!("at most {}", number(bound))
        }
    });
    match (low, high) {
        (Some(low), Some(high)) => Some(format!("Value: {low}, {high}.")),
        (Some(bound), None) | (None, Some(bound)) => Some(format!("Value: {bound}.")),
        (None, None) => None,
    }
}

fn number(value: f64) -> String {
    if value.fract() == 0.0 && value.abs() < 1e15 {
        format!("{value:.0}")
    } else {
        value.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_are_sentences() {
        let schema = AnySchema {
            minimum: Some(0.0),
            exclusive_minimum: Some(true),
            max_length: Some(64),
            pattern: Some("^`a$".to_owned()),
            ..AnySchema::default()
        };
        assert_eq!(
            limits(&schema),
            [
                "Value: more than 0.",
                "Length: at most 64.",
                "Pattern: `` ^`a$ ``."
            ]
        );
    }
}
