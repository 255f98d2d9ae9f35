//! One OpenAPI document of a source, read.

use serde_yaml::{Mapping, Value};

use super::lines::Lines;
use super::page;
use super::store::{Kind, Stored};
use crate::error::Error;

/// The methods that a path item has a place for, in the order in which a document is laid out.
pub(super) const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// A document, and where its parts stand.
#[derive(Debug)]
pub(crate) struct Part {
    /// The source, as messages show it.
    pub(super) file: String,
    /// All of the source.
    pub(super) text: String,
    pub(super) root: Mapping,
    pub(super) lines: Lines,
}

impl Part {
    /// `GET /agents` for each operation.
    pub(super) fn operations(&self) -> Vec<String> {
        let Some(Value::Mapping(paths)) = self.root.get("paths") else {
            return Vec::new();
        };
        let mut all = Vec::new();
        for (path, item) in paths {
            for method in METHODS {
                if let (Some(path), Some(_)) = (path.as_str(), item.get(method)) {
                    all.push(format!("{} {path}", method.to_uppercase()));
                }
            }
        }
        all
    }
}

/// The OpenAPI documents of a source: all blocks of a page that hold one, or the file itself.
pub(super) fn parts(source: &Stored) -> Result<Vec<Part>, Error> {
    match source.kind {
        Kind::Plain => Ok(vec![document(source, &source.text, 0)?]),
        Kind::Page => from_page(source),
    }
}

fn from_page(source: &Stored) -> Result<Vec<Part>, Error> {
    let mut parts = Vec::new();
    for block in page::blocks(&source.text) {
        // Pages show examples too; a block that claims to be a document must be one.
        if !claims_to_be_a_document(&block.text) {
            continue;
        }
        if !block.closed {
            return Err(Error::input(
                format!("{}:{}", source.shown, block.before),
                "the block that starts here never ends: the page was cut off",
            ));
        }
        parts.push(document(source, &block.text, block.before)?);
    }
    if parts.is_empty() {
        return Err(Error::input(
            &source.shown,
            "there is no OpenAPI document in this page: no fenced block whose language is yaml or json and that has \
             an `openapi` line",
        ));
    }
    Ok(parts)
}

fn claims_to_be_a_document(text: &str) -> bool {
    text.lines().any(|line| {
        let key = line.trim_start_matches(['{', ' ', '\t']);
        ["openapi", "swagger"].iter().any(|word| {
            let key = key.trim_start_matches(['"', '\'']);
            key.strip_prefix(word).is_some_and(|rest| {
                rest.trim_start_matches(['"', '\''])
                    .trim_start()
                    .starts_with(':')
            })
        })
    })
}

/// Reads one document that starts `before` lines into its source.
fn document(source: &Stored, text: &str, before: usize) -> Result<Part, Error> {
    let file = &source.shown;
    let at = |line: usize, column: usize| format!("{file}:{}:{column}", line + before);
    let value = read(text).map_err(|problem| match problem.place {
        Some((line, column)) => Error::input(at(line, column), problem.message),
        None => Error::input(file, problem.message),
    })?;
    let lines = Lines::find(text, before);
    let start = || {
        let (line, column) = lines.position("");
        format!("{file}:{line}:{column}")
    };
    let Value::Mapping(root) = value else {
        return Err(Error::input(
            start(),
            "not an OpenAPI document: it is no mapping with an `openapi` key",
        ));
    };
    if let Some(version) = root.get("swagger") {
        let (line, column) = lines.position("/swagger");
        return Err(Error::input(
            format!("{file}:{line}:{column}"),
            format!(
                "this is a Swagger {} document; convert it to OpenAPI 3 first",
                plain(version)
            ),
        ));
    }
    match root.get("openapi").map(plain) {
        None => Err(Error::input(
            start(),
            "not an OpenAPI document: it has no `openapi` key",
        )),
        Some(version) if !version.starts_with("3.") => {
            let (line, column) = lines.position("/openapi");
            Err(Error::input(
                format!("{file}:{line}:{column}"),
                format!("OpenAPI {version} is not supported; 3.0, 3.1 and 3.2 are"),
            ))
        }
        Some(_) => Ok(Part {
            file: file.clone(),
            text: source.text.clone(),
            root,
            lines,
        }),
    }
}

struct Problem {
    message: String,
    place: Option<(usize, usize)>,
}

/// Reads JSON as JSON (its tabs and escapes are not all YAML's), and everything else as YAML.
fn read(text: &str) -> Result<Value, Problem> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut value: Value = if text.trim_start().starts_with('{')
        && let Ok(value) = serde_json::from_str(text)
    {
        value
    } else {
        serde_yaml::from_str(text).map_err(|e| Problem {
            place: e.location().map(|place| (place.line(), place.column())),
            message: format!(
                "not YAML that can be read: {}",
                without_place(&e.to_string())
            ),
        })?
    };
    let merged = value.apply_merge();
    merged.map_err(|e| Problem {
        message: format!("not YAML that can be read: {e}"),
        place: None,
    })?;
    named(value)
}

/// The reader's words without its own idea of the place.
fn without_place(message: &str) -> &str {
    match message.rsplit_once(" at line ") {
        Some((words, _)) => words,
        None => message,
    }
}

/// The value with every key a string: `200` is `'200'` wherever OpenAPI asks for a name.
fn named(value: Value) -> Result<Value, Problem> {
    Ok(match value {
        Value::Mapping(mapping) => {
            let mut named_mapping = Mapping::with_capacity(mapping.len());
            for (key, value) in mapping {
                let key = match key {
                    Value::String(key) => key,
                    key @ (Value::Number(_) | Value::Bool(_) | Value::Null) => plain(&key),
                    key => {
                        return Err(Problem {
                            message: format!("a key must be a word, not {}", plain(&key)),
                            place: None,
                        });
                    }
                };
                if named_mapping
                    .insert(key.clone().into(), named(value)?)
                    .is_some()
                {
                    return Err(Problem {
                        message: format!("the key `{key}` stands twice in one mapping"),
                        place: None,
                    });
                }
            }
            Value::Mapping(named_mapping)
        }
        Value::Sequence(items) => {
            Value::Sequence(items.into_iter().map(named).collect::<Result<_, _>>()?)
        }
        Value::Tagged(mut tagged) => {
            tagged.value = named(tagged.value)?;
            Value::Tagged(tagged)
        }
        other => other,
    })
}

/// A value on one line; text without quotes.
fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => "null".to_owned(),
        Value::Bool(value) => value.to_string(),
        Value::Number(value) => value.to_string(),
        other => super::conflict::short(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(text: &str) -> Stored {
        Stored::new(Kind::Page, "spec/pages/p.md", text)
    }

    fn plain_file(text: &str) -> Stored {
        Stored::new(Kind::Plain, "spec/reference/r.yaml", text)
    }

    fn reason(source: &Stored) -> String {
        parts(source).unwrap_err().to_string()
    }

    #[test]
    fn a_page_may_show_examples_beside_its_document() {
        let source = page(
            "```json\n{\"runId\": 1}\n```\n\n```yaml\nopenapi: 3.1.0\npaths:\n  /a:\n    get: {}\n```\n",
        );
        let parts = parts(&source).unwrap();
        assert_eq!(parts.len(), 1);
        let part = parts.first().unwrap();
        assert_eq!(part.operations(), ["GET /a"]);
        assert_eq!(part.lines.position("/paths"), (7, 1));
    }

    #[test]
    fn what_is_no_document_is_said_with_its_place() {
        for (source, expected) in [
            (
                page("# Nothing\n"),
                "spec/pages/p.md: there is no OpenAPI document",
            ),
            (
                page("```yaml\nopenapi: 3.1.0\n"),
                "spec/pages/p.md:1: the block that starts here never ends",
            ),
            (
                page("\n```yaml\nopenapi: 3.1.0\na: [\n```\n"),
                "spec/pages/p.md:5:1: not YAML",
            ),
            (
                plain_file("swagger: '2.0'\n"),
                "spec/reference/r.yaml:1:1: this is a Swagger 2.0 document",
            ),
            (
                plain_file("openapi: 4.0.0\n"),
                "spec/reference/r.yaml:1:1: OpenAPI 4.0.0 is not supported",
            ),
            (
                plain_file("a: 1\n"),
                "spec/reference/r.yaml:1:1: not an OpenAPI document: it has no `openapi`",
            ),
            (
                plain_file("just words"),
                "spec/reference/r.yaml:1:1: not an OpenAPI document: it is no mapping",
            ),
            (
                plain_file(""),
                "spec/reference/r.yaml:1:1: not an OpenAPI document",
            ),
            (
                plain_file("openapi: 3.1.0\nopenapi: 3.1.0\n"),
                "duplicate entry",
            ),
        ] {
            let reason = reason(&source);
            assert!(reason.contains(expected), "{reason}\n{expected}");
        }
    }

    #[test]
    fn every_key_becomes_a_word() {
        let source = plain_file("openapi: 3.1.0\nx: {200: a, true: b, null: c, 1.5: d}\n");
        let parts = parts(&source).unwrap();
        let keys: Vec<&str> = parts
            .first()
            .and_then(|part| part.root.get("x")?.as_mapping())
            .unwrap()
            .keys()
            .filter_map(Value::as_str)
            .collect();
        assert_eq!(keys, ["200", "true", "null", "1.5"]);
        assert!(reason(&plain_file("openapi: 3.1.0\n200: a\n'200': b\n")).contains("twice"));
    }

    #[test]
    fn json_is_read_as_json() {
        let source = plain_file("{\n\t\"openapi\": \"3.1.0\",\n\t\"x\": \"\\/\"\n}");
        let parts = parts(&source).unwrap();
        assert_eq!(
            parts.first().unwrap().root.get("x"),
            Some(&Value::from("/"))
        );
    }
}
