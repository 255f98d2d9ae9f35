//! A request as the document describes it: its operation, its arguments and its body.

use std::collections::BTreeMap;

use percent_encoding::percent_decode_str;
use serde_json::{Value, json};

use crate::document::{Document, Issue, Operation, Parameter, Place};
use crate::server::Recorded;

/// A request that its operation allows.
#[derive(Debug)]
pub(super) struct Asked<'d> {
    pub(super) operation: &'d Operation,
    arguments: BTreeMap<String, Value>,
    /// `null` when there is none.
    pub(super) body: Value,
}

/// Why a request is not one of the API's.
#[derive(Debug)]
pub(super) enum Refused {
    /// No operation has this method and path.
    Unknown,
    /// The operation does not allow it.
    Invalid(Vec<Issue>),
}

impl<'d> Asked<'d> {
    /// Finds the operation of a request, and checks the request against it.
    pub(super) fn read(document: &'d Document, request: &Recorded) -> Result<Self, Refused> {
        let segments: Vec<&str> = request.path().split('/').skip(1).collect();
        let fitting = document.operations().iter().filter_map(|operation| {
            let found = operation.matches(request.method(), &segments)?;
            Some((operation, found))
        });
        let (operation, found) = fitting
            .min_by(|(_, one), (_, other)| one.templated.cmp(&other.templated))
            .ok_or(Refused::Unknown)?;
        let mut reader = Reader {
            document,
            arguments: BTreeMap::new(),
            issues: Vec::new(),
        };
        reader.path(operation, &found.values);
        reader.query(operation, request.query().unwrap_or_default());
        let body = reader.body(operation, request);
        if reader.issues.is_empty() {
            Ok(Self {
                operation,
                arguments: reader.arguments,
                body,
            })
        } else {
            Err(Refused::Invalid(reader.issues))
        }
    }

    /// An argument, or its default; `null` when there is neither.
    pub(super) fn argument(&self, name: &str) -> &Value {
        let default = || {
            let mut parameters = self.operation.parameters().iter();
            parameters
                .find(|parameter| parameter.name == name)
                .and_then(|parameter| parameter.schema.get("default"))
        };
        self.arguments
            .get(name)
            .or_else(default)
            .unwrap_or(&Value::Null)
    }

    /// An argument that is text; empty when there is none.
    pub(super) fn text(&self, name: &str) -> &str {
        self.argument(name).as_str().unwrap_or_default()
    }

    /// An argument that counts something.
    pub(super) fn count(&self, name: &str) -> Option<usize> {
        // Negative ones and fractions are refused by the document, and so never get here.
        self.argument(name).as_f64().map(|count| count as usize)
    }

    /// A member of the body; `null` when there is none.
    pub(super) fn field(&self, name: &str) -> &Value {
        self.body.get(name).unwrap_or(&Value::Null)
    }
}

struct Reader<'d> {
    document: &'d Document,
    arguments: BTreeMap<String, Value>,
    issues: Vec<Issue>,
}

impl Reader<'_> {
    fn path(&mut self, operation: &Operation, values: &[(String, &str)]) {
        for (name, raw) in values {
            let parameter = (operation.parameters().iter())
                .find(|parameter| parameter.place == Place::Path && parameter.name == *name);
            if let Some(parameter) = parameter {
                self.argument(parameter, raw);
            }
        }
    }

    fn query(&mut self, operation: &Operation, query: &str) {
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            let (name, raw) = pair.split_once('=').unwrap_or((pair, ""));
            let name = decoded(name);
            let parameter = (operation.parameters().iter())
                .find(|parameter| parameter.place == Place::Query && parameter.name == name);
            match parameter {
                Some(_) if self.arguments.contains_key(&name) => {
                    self.report(&name, "given more than once");
                }
                Some(parameter) => self.argument(parameter, raw),
                None => self.report(&name, "not a parameter of this operation"),
            }
        }
        for parameter in operation.parameters() {
            let given = self.arguments.contains_key(&parameter.name)
                || (self.issues.iter())
                    .any(|issue| issue.path.first() == Some(&json!(parameter.name)));
            if parameter.required && !given {
                self.report(&parameter.name, "required");
            }
        }
    }

    fn argument(&mut self, parameter: &Parameter, raw: &str) {
        let schema = self.document.resolve(&parameter.schema);
        let value = if parameter.json {
            match serde_json::from_str(&decoded(raw)) {
                Ok(value) => value,
                Err(error) => return self.report(&parameter.name, &format!("not JSON: {error}")),
            }
        } else {
            match schema.get("type").and_then(Value::as_str) {
                Some("array") => raw.split(',').map(decoded).collect(),
                Some("number" | "integer" | "boolean") => {
                    let text = decoded(raw);
                    serde_json::from_str(&text).unwrap_or(Value::String(text))
                }
                _ => Value::String(decoded(raw)),
            }
        };
        let issues = self.document.issues(&parameter.schema, &value);
        self.issues.extend(issues.into_iter().map(|issue| Issue {
            path: [vec![json!(parameter.name)], issue.path].concat(),
            ..issue
        }));
        self.arguments.insert(parameter.name.clone(), value);
    }

    fn body(&mut self, operation: &Operation, request: &Recorded) -> Value {
        let Some(expected) = operation.body() else {
            if !request.body().is_empty() {
                self.issue("this operation takes no body");
            }
            return Value::Null;
        };
        if request.body().is_empty() {
            // Where the body may be left out, leaving it out says as much as an empty object.
            if expected.required {
                self.issue("expected a body");
            } else {
                let empty = json!({});
                self.issues
                    .extend(self.document.issues(&expected.schema, &empty));
            }
            return Value::Null;
        }
        let media_type = request.header("content-type").unwrap_or_default();
        let media_type = media_type.split(';').next().unwrap_or_default().trim();
        if !media_type.eq_ignore_ascii_case("application/json") {
            self.issue("expected a body of type application/json");
            return Value::Null;
        }
        match request.json() {
            Ok(body) => {
                self.issues
                    .extend(self.document.issues(&expected.schema, &body));
                body
            }
            Err(error) => {
                self.issue(&format!("not JSON: {error}"));
                Value::Null
            }
        }
    }

    fn report(&mut self, name: &str, message: &str) {
        self.issues.push(Issue {
            path: vec![json!(name)],
            message: message.to_owned(),
        });
    }

    fn issue(&mut self, message: &str) {
        self.issues.push(Issue {
            path: Vec::new(),
            message: message.to_owned(),
        });
    }
}

/// A part of a request line as it was meant.
fn decoded(raw: &str) -> String {
    percent_decode_str(raw).decode_utf8_lossy().into_owned()
}
