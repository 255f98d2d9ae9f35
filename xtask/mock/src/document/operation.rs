//! The operations of a document.

use serde_json::{Value, json};

use super::{Document, Unusable, entries, items};

/// The methods, as the document writes them and as requests do.
const METHODS: [(&str, &str); 5] = [
    ("get", "GET"),
    ("post", "POST"),
    ("put", "PUT"),
    ("patch", "PATCH"),
    ("delete", "DELETE"),
];

/// One operation.
#[derive(Debug)]
pub struct Operation {
    method: &'static str,
    path: String,
    tag: String,
    parameters: Vec<Parameter>,
    body: Option<Body>,
    answers: Vec<Answer>,
}

/// One parameter.
#[derive(Debug)]
pub struct Parameter {
    /// Its name.
    pub name: String,
    /// Where it stands.
    pub place: Place,
    /// Whether it has to be there.
    pub required: bool,
    /// What its value may be.
    pub schema: Value,
    /// Its value is a JSON text.
    pub json: bool,
}

/// Where a parameter stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// In the path.
    Path,
    /// Behind the question mark.
    Query,
}

/// The body of a request.
#[derive(Debug)]
pub struct Body {
    /// Whether there has to be one.
    pub required: bool,
    /// What it may be, as JSON.
    pub schema: Value,
}

/// One documented answer.
#[derive(Debug)]
pub struct Answer {
    /// Its status.
    pub status: u16,
    /// What it carries.
    pub content: Content,
}

/// What an answer carries.
#[derive(Debug)]
pub enum Content {
    /// Nothing.
    Empty,
    /// JSON of a schema; `{}` when the document gives none.
    Json(Value),
    /// Something of that media type.
    Other(String),
}

impl Operation {
    /// The method, in capitals.
    #[must_use]
    pub fn method(&self) -> &'static str {
        self.method
    }

    /// The path, with its parameters in braces.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The method and the path, by which it is known.
    #[must_use]
    pub fn key(&self) -> String {
        format!("{} {}", self.method, self.path)
    }

    /// The group that it belongs to.
    #[must_use]
    pub fn tag(&self) -> &str {
        &self.tag
    }

    /// Its parameters.
    #[must_use]
    pub fn parameters(&self) -> &[Parameter] {
        &self.parameters
    }

    /// The body that it takes.
    #[must_use]
    pub fn body(&self) -> Option<&Body> {
        self.body.as_ref()
    }

    /// Its answers.
    #[must_use]
    pub fn answers(&self) -> &[Answer] {
        &self.answers
    }

    /// The answer of a success.
    #[must_use]
    pub fn success(&self) -> Option<&Answer> {
        self.answers
            .iter()
            .find(|answer| (200..300).contains(&answer.status))
    }

    /// The values of the path's parameters, when a request of these segments is one of this operation.
    pub(crate) fn matches<'p>(&self, method: &str, segments: &[&'p str]) -> Option<Match<'p>> {
        let own: Vec<&str> = self.path.split('/').skip(1).collect();
        if self.method != method || own.len() != segments.len() {
            return None;
        }
        let mut found = Match::default();
        for (own, given) in own.iter().zip(segments) {
            match own.strip_prefix('{').and_then(|own| own.strip_suffix('}')) {
                // An empty segment is no value.
                Some(_) if given.is_empty() => return None,
                Some(name) => found.values.push((name.to_owned(), given)),
                None if own == given => {}
                None => return None,
            }
            found.templated.push(own.starts_with('{'));
        }
        Some(found)
    }

    /// Every schema that it mentions.
    pub(super) fn schemas(&self) -> impl Iterator<Item = &Value> {
        let answers = self
            .answers
            .iter()
            .filter_map(|answer| match &answer.content {
                Content::Json(schema) => Some(schema),
                Content::Empty | Content::Other(_) => None,
            });
        let parameters = self.parameters.iter().map(|parameter| &parameter.schema);
        parameters
            .chain(self.body.as_ref().map(|body| &body.schema))
            .chain(answers)
    }
}

/// A request that fits an operation.
#[derive(Debug, Default)]
pub(crate) struct Match<'p> {
    /// The parameters of the path, as they stand there.
    pub(crate) values: Vec<(String, &'p str)>,
    /// Which segments are parameters. The smallest wins: a literal segment goes before a parameter.
    pub(crate) templated: Vec<bool>,
}

/// The operations of a document.
pub(super) fn all(document: &Document) -> Result<Vec<Operation>, Unusable> {
    let mut operations = Vec::new();
    for (path, item) in entries(document.root.get("paths")) {
        for (key, value) in entries(Some(item)) {
            if let Some((_, method)) = METHODS.iter().find(|(written, _)| written == key) {
                let read = read(document, method, path, item, value);
                operations
                    .push(read.map_err(|reason| Unusable(format!("{method} {path}: {reason}")))?);
            }
        }
    }
    Ok(operations)
}

fn read(
    document: &Document,
    method: &'static str,
    path: &str,
    item: &Value,
    operation: &Value,
) -> Result<Operation, String> {
    let shared = items(item.get("parameters"));
    let parameters = shared
        .iter()
        .chain(items(operation.get("parameters")))
        .map(|parameter| read_parameter(document.resolve(parameter)))
        .collect::<Result<_, _>>()?;
    let body = match operation.get("requestBody") {
        None => None,
        Some(body) => {
            let body = document.resolve(body);
            let Content::Json(schema) = content(body) else {
                return Err("a request body that is not JSON is not understood here".to_owned());
            };
            let required = body.get("required") == Some(&Value::Bool(true));
            Some(Body { required, schema })
        }
    };
    let answers = entries(operation.get("responses"))
        .map(|(status, answer)| {
            let status = status
                .parse()
                .map_err(|_| format!("the status {status:?} is not understood here"))?;
            let content = content(document.resolve(answer));
            Ok(Answer { status, content })
        })
        .collect::<Result<_, String>>()?;
    let tag = items(operation.get("tags"))
        .first()
        .and_then(Value::as_str)
        .unwrap_or_default();
    Ok(Operation {
        method,
        path: path.to_owned(),
        tag: tag.to_owned(),
        parameters,
        body,
        answers,
    })
}

fn read_parameter(parameter: &Value) -> Result<Parameter, String> {
    let text = |key: &str| parameter.get(key).and_then(Value::as_str);
    let name = text("name").ok_or("a parameter without a name")?.to_owned();
    let place = match text("in") {
        Some("path") => Place::Path,
        Some("query") => Place::Query,
        other => return Err(format!("parameter {name}: in {other:?} is not understood")),
    };
    let (schema, json) = match content(parameter) {
        Content::Json(schema) => (schema, true),
        _ => (parameter.get("schema").cloned().unwrap_or_default(), false),
    };
    let plain = |key: &str, value: Value| parameter.get(key).is_none_or(|found| *found == value);
    if schema.get("type") == Some(&json!("array"))
        && !json
        && !(plain("style", json!("form")) && parameter.get("explode") == Some(&json!(false)))
    {
        return Err(format!(
            "parameter {name}: only lists with commas are understood"
        ));
    }
    Ok(Parameter {
        required: parameter.get("required") == Some(&Value::Bool(true)),
        name,
        place,
        schema,
        json,
    })
}

/// The first content of something that may have several.
fn content(holder: &Value) -> Content {
    match entries(holder.get("content")).next() {
        None => Content::Empty,
        Some((media_type, content)) if media_type == "application/json" => {
            Content::Json(content.get("schema").cloned().unwrap_or_else(|| json!({})))
        }
        Some((media_type, _)) => Content::Other(media_type.clone()),
    }
}
