//! Prose, and sentences about limits that a type does not show.

use openapiv3::{ExternalDocumentation, Info, SchemaData};
use serde_json::Value;

use super::extension;
use super::view::{Bound, Number, Range, View};
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
pub(super) fn limits(view: &View<'_>) -> Vec<String> {
    [
        number_range(view),
        range("Length", view.length),
        range("Number of items", view.item_count),
        range("Number of properties", view.property_count),
        view.multiple_of
            .map(|step| format!("A multiple of {}.", number(step))),
        view.pattern
            .map(|pattern| format!("Pattern: {}.", code(pattern))),
        view.unique_items
            .then(|| "No item occurs twice.".to_owned()),
    ]
    .into_iter()
    .flatten()
    .collect()
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
pub(super) fn code(text: &str) -> String {
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

fn range(what: &str, range: Range) -> Option<String> {
    match range {
        (Some(min), Some(max)) if min == max => Some(format!("{what}: {min}.")),
        (Some(min), Some(max)) => Some(format!("{what}: {min} to {max}.")),
        (Some(min), None) => Some(format!("{what}: at least {min}.")),
        (None, Some(max)) => Some(format!("{what}: at most {max}.")),
        (None, None) => None,
    }
}

fn number_range(view: &View<'_>) -> Option<String> {
    let side = |bound: Option<Bound>, open: &str, closed: &str| {
        bound.map(|bound| {
            let word = if bound.exclusive { open } else { closed };
            format!("{word} {}", number(bound.value))
        })
    };
    let low = side(view.minimum, "more than", "at least");
    let high = side(view.maximum, "less than", "at most");
    match (low, high) {
        (Some(low), Some(high)) => Some(format!("Value: {low}, {high}.")),
        (Some(bound), None) | (None, Some(bound)) => Some(format!("Value: {bound}.")),
        (None, None) => None,
    }
}

fn number(value: Number) -> String {
    match value {
        Number::Integer(value) => value.to_string(),
        Number::Float(value) if value.fract() == 0.0 && value.abs() < 1e15 => format!("{value:.0}"),
        Number::Float(value) => value.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_are_sentences() {
        let view = View {
            minimum: Some(Bound {
                value: Number::Float(0.0),
                exclusive: true,
            }),
            maximum: Some(Bound {
                value: Number::Integer(9_007_199_254_740_993),
                exclusive: false,
            }),
            length: (None, Some(64)),
            pattern: Some("^`a$"),
            ..View::default()
        };
        assert_eq!(
            limits(&view),
            [
                "Value: more than 0, at most 9007199254740993.",
                "Length: at most 64.",
                "Pattern: `` ^`a$ ``."
            ]
        );
    }
}
