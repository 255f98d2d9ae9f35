//! A JSON pointer in words: which operation or schema, and where in it.

use std::collections::HashMap;
use std::fmt::Write as _;

use crate::spec::pointer_segments;

/// Methods in a path item, as the document writes them.
const METHODS: &[&str] = &[
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// Keywords that a change may be about.
const KEYWORDS: &[&str] = &[
    "content",
    "default",
    "discriminator",
    "enum",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "format",
    "maxItems",
    "maxLength",
    "maxProperties",
    "maximum",
    "minItems",
    "minLength",
    "minProperties",
    "minimum",
    "multipleOf",
    "pattern",
    "security",
    "type",
    "uniqueItems",
];

/// What places are called that a pointer does not name: `query parameter limit` for `/paths/~1a/get/parameters/3`.
#[derive(Debug, Default)]
pub(super) struct Labels {
    by_pointer: HashMap<String, String>,
}

impl Labels {
    pub(super) fn put(&mut self, pointer: &str, label: String) {
        self.by_pointer.insert(pointer.to_owned(), label);
    }

    /// What a pointer of the lowered document points into, and where in it.
    pub(super) fn words(&self, pointer: &str) -> (String, String) {
        let label = pointer
            .match_indices('/')
            .map(|(at, _)| at)
            .chain([pointer.len()])
            .find_map(|at| {
                let (before, after) = pointer.split_at_checked(at)?;
                Some((before, after, self.by_pointer.get(before)?))
            });
        let Some((labelled, rest, label)) = label else {
            return words(pointer);
        };
        let (subject, _) = words(labelled);
        let keys: Vec<_> = pointer_segments(rest).collect();
        let keys: Vec<&str> = keys.iter().map(AsRef::as_ref).collect();
        let way = part(keys.strip_prefix(&["schema"]).unwrap_or(&keys));
        let label = if labelled.starts_with("/components/") {
            String::new()
        } else {
            label.clone()
        };
        let part = match (label.is_empty(), way.is_empty()) {
            (_, true) => label,
            (true, false) => way,
            (false, false) => format!("{label}: {way}"),
        };
        (subject, part)
    }
}

/// What a pointer of the lowered document points into, and where in it.
fn words(pointer: &str) -> (String, String) {
    let keys: Vec<_> = pointer_segments(pointer).collect();
    let keys: Vec<&str> = keys.iter().map(AsRef::as_ref).collect();
    match keys.as_slice() {
        ["components", kind, name, rest @ ..] => {
            let noun = match *kind {
                "schemas" => "schema",
                "parameters" => "parameter",
                "responses" => "response",
                "requestBodies" => "request body",
                "headers" => "header",
                "securitySchemes" => "security scheme",
                other => other,
            };
            (format!("{noun} {name}"), part(rest))
        }
        ["paths", path, method, rest @ ..] if METHODS.contains(method) => {
            (format!("{} {path}", method.to_uppercase()), part(rest))
        }
        [
            "paths",
            path,
            "x-codegen-additional-operations",
            method,
            rest @ ..,
        ] => (format!("{method} {path}"), part(rest)),
        ["paths", path, rest @ ..] => (format!("path {path}"), part(rest)),
        ["x-codegen-webhooks", name, method, rest @ ..] if METHODS.contains(method) => {
            (format!("webhook {name}"), part(rest))
        }
        rest => ("the document".to_owned(), part(rest)),
    }
}

/// The way inside of an operation or a schema.
fn part(mut keys: &[&str]) -> String {
    let mut before: Vec<String> = Vec::new();
    let mut way = String::new();
    loop {
        let rest = match keys {
            [] => break,
            ["requestBody", "content", media, "schema", rest @ ..] => {
                before.push(format!("request body{}", unless_json(media)));
                rest
            }
            ["requestBody", "content", media, rest @ ..] => {
                before.push(format!("request body ({media})"));
                rest
            }
            ["requestBody", rest @ ..] => {
                before.push("request body".to_owned());
                rest
            }
            ["responses", status, "content", media, "schema", rest @ ..] => {
                before.push(format!("answer {status}{}", unless_json(media)));
                rest
            }
            ["responses", status, "content", media, rest @ ..] => {
                before.push(format!("answer {status} ({media})"));
                rest
            }
            ["responses", status, "headers", name, rest @ ..] => {
                before.push(format!("answer {status}, header {name}"));
                rest.strip_prefix(&["schema"]).unwrap_or(rest)
            }
            ["responses", status, rest @ ..] => {
                before.push(format!("answer {status}"));
                rest
            }
            ["content", media, "schema", rest @ ..] => {
                before.extend(Some(unless_json(media)).filter(|media| !media.is_empty()));
                rest
            }
            ["callbacks", name, _, rest @ ..] => {
                before.push(format!("callback {name}"));
                rest
            }
            ["properties", name, rest @ ..] => {
                if !way.is_empty() {
                    way.push('.');
                }
                way.push_str(name);
                rest
            }
            ["items", rest @ ..] => {
                way.push_str("[]");
                rest
            }
            ["x-codegen-prefix-items", index, rest @ ..] => {
                let _ = write!(way, "[{index}]");
                rest
            }
            ["additionalProperties", rest @ ..] => {
                way.push_str("{}");
                rest
            }
            ["allOf", _, rest @ ..] => rest,
            ["anyOf" | "oneOf", index, rest @ ..] => {
                let _ = write!(way, "<{index}>");
                rest
            }
            // What is left has no words of its own, and a keyword at the end is said by the rule.
            ["schema", rest @ ..] => rest,
            [keyword] if KEYWORDS.contains(keyword) => &[],
            [other, rest @ ..] => {
                before.push((*other).to_owned());
                rest
            }
        };
        keys = rest;
    }
    let before = before.join(", ");
    match (before.is_empty(), way.is_empty()) {
        (_, true) => before,
        (true, false) => way,
        (false, false) => format!("{before}: {way}"),
    }
}

fn unless_json(media: &str) -> String {
    if media == "application/json" {
        String::new()
    } else {
        format!(" ({media})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pointers_become_words() {
        for (pointer, subject, part) in [
            (
                "/components/schemas/Agent/properties/tags/items",
                "schema Agent",
                "tags[]",
            ),
            (
                "/paths/~1a~1{b}/post/requestBody/content/application~1json/schema/properties/x/anyOf/1/properties/y",
                "POST /a/{b}",
                "request body: x<1>.y",
            ),
            (
                "/paths/~1a/get/responses/200/content/text~1csv/schema",
                "GET /a",
                "answer 200 (text/csv)",
            ),
            ("/paths/~1a/get", "GET /a", ""),
            ("/servers/0", "the document", "servers, 0"),
        ] {
            assert_eq!(words(pointer), (subject.to_owned(), part.to_owned()));
        }
    }
}
