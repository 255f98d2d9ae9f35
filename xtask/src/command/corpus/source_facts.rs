//! What a document holds, counted in the raw text and by other means than the generator's.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::source::Source;

const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// Path items refer to each other at most so often.
const LONGEST_CHAIN: usize = 16;

/// Counts of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Facts {
    /// Operations below `paths`.
    pub(super) operations: usize,
    /// Schemas below `components`.
    pub(super) schemas: usize,
}

/// Counts; `None` for a text that is neither YAML nor JSON, or is no object.
pub(super) fn of(source: &Source) -> Option<Facts> {
    let root = parse(&source.text)?;
    let reader = Reader {
        source,
        root: &root,
        query: !["3.0", "3.1"].iter().any(|old| {
            root.get("openapi")
                .is_some_and(|version| version.to_string().trim_matches('"').starts_with(old))
        }),
    };
    let paths = root.get("paths").and_then(Value::as_object);
    let operations = paths.map_or(0, |paths| {
        paths
            .iter()
            .filter(|(path, _)| !path.starts_with("x-"))
            .map(|(_, item)| {
                let mut methods = BTreeSet::new();
                reader.methods(item, &root, "", LONGEST_CHAIN, &mut methods);
                methods.len()
            })
            .sum()
    });
    let schemas = root
        .pointer("/components/schemas")
        .and_then(Value::as_object)
        .map_or(0, Map::len);
    root.is_object().then_some(Facts {
        operations,
        schemas,
    })
}

/// A text as data; `None` when it is neither YAML nor JSON.
pub(in crate::command) fn parse(text: &str) -> Option<Value> {
    let text = text.trim_start_matches('\u{feff}');
    let json = text.trim_start().starts_with('{');
    let parsed = json.then(|| serde_json::from_str(text).ok()).flatten();
    parsed.or_else(|| serde_yaml::from_str(text).ok())
}

struct Reader<'a> {
    source: &'a Source,
    root: &'a Value,
    /// Whether `query` and `additionalOperations` are fields of a path item: from OpenAPI 3.2 on.
    query: bool,
}

impl Reader<'_> {
    /// The methods of a path item, and of the one that it refers to. `file` is the file that it stands in, relative to
    /// the document's folder, and empty for the document.
    fn methods(
        &self,
        item: &Value,
        root: &Value,
        file: &str,
        left: usize,
        methods: &mut BTreeSet<String>,
    ) {
        let Some(item) = item.as_object() else {
            return;
        };
        for (key, value) in item.iter().filter(|(_, value)| value.is_object()) {
            if METHODS.contains(&key.as_str()) || (self.query && key == "query") {
                methods.insert(key.to_ascii_uppercase());
            } else if self.query && key == "additionalOperations" {
                let more = value.as_object().into_iter().flatten();
                methods.extend(
                    more.filter(|(_, op)| op.is_object())
                        .map(|(name, _)| name.clone()),
                );
            }
        }
        if let Some(reference) = item.get("$ref").and_then(Value::as_str)
            && left > 0
        {
            self.follow(reference, root, file, left - 1, methods);
        }
    }

    fn follow(
        &self,
        reference: &str,
        root: &Value,
        file: &str,
        left: usize,
        methods: &mut BTreeSet<String>,
    ) {
        let (path, pointer) = reference.split_once('#').unwrap_or((reference, ""));
        let pointer = percent_decoded(pointer);
        if path.is_empty() {
            if let Some(item) = root.pointer(&pointer) {
                self.methods(item, root, file, left, methods);
            }
            return;
        }
        let folder = file.rsplit_once('/').map_or("", |(folder, _)| folder);
        let path = if folder.is_empty() {
            path.to_owned()
        } else {
            format!("{folder}/{path}")
        };
        let other = self.source.neighbour(&path).ok();
        let other = other.as_deref().and_then(parse);
        let root = other.as_ref().unwrap_or(self.root);
        if other.is_some()
            && let Some(item) = root.pointer(&pointer)
        {
            self.methods(item, root, &path, left, methods);
        }
    }
}

pub(super) fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        rest = tail;
        let coded = (*first == b'%')
            .then(|| tail.get(..2))
            .flatten()
            .and_then(|digits| std::str::from_utf8(digits).ok())
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match coded {
            Some(byte) => {
                bytes.push(byte);
                rest = tail.get(2..).unwrap_or_default();
            }
            None => bytes.push(*first),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn facts(text: &str) -> Option<Facts> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("api.yaml");
        fs::write(&path, text).unwrap();
        fs::create_dir(folder.path().join("paths")).unwrap();
        let item = "get: {}\n$ref: more.yaml#/a~1b\n";
        fs::write(folder.path().join("paths/item.yaml"), item).unwrap();
        fs::write(folder.path().join("paths/more.yaml"), "a/b: {put: {}}\n").unwrap();
        of(&Source::read(&path).unwrap())
    }

    #[test]
    fn operations_and_schemas_are_counted() {
        let text = "openapi: 3.0.0\npaths:\n  /a: {get: {responses: {200: {}}}, post: {}, parameters: [], query: {}}\n  \
                    x-b: {get: {}}\n  /c: null\ncomponents: {schemas: {A: {}, B: true}}\n";
        let counted = Facts {
            operations: 2,
            schemas: 2,
        };
        assert_eq!(facts(text), Some(counted));
    }

    #[test]
    fn path_items_are_followed_to_where_they_stand() {
        let text = "openapi: 3.1.0\npaths:\n  /a: {$ref: paths/item.yaml, delete: {}}\n  \
                    /b: {$ref: '#/components/pathItems/x%20y'}\n  /c: {$ref: '#/paths/~1c'}\ncomponents:\n  \
                    pathItems: {x y: {get: {}}}\n";
        assert_eq!(facts(text).unwrap().operations, 4);
    }

    #[test]
    fn methods_of_3_2_count_there() {
        let text = "openapi: 3.2.0\npaths: {/a: {query: {}, additionalOperations: {LINK: {}, LOCK: {}}}}\n";
        assert_eq!(facts(text).unwrap().operations, 3);
    }

    #[test]
    fn what_is_no_document_has_no_facts() {
        assert_eq!(facts("a: [b\n"), None);
        assert_eq!(facts("- a\n"), None);
    }
}
