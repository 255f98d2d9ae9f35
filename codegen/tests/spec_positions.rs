//! Lines and columns: those of the key, in YAML and in JSON, also for what stands elsewhere by the time it is reported.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

#[cfg(test)]
mod spec_support;

use std::collections::BTreeMap;

use codegen::diagnostic::{Code, Diagnostic};
use codegen::spec::{Input, load};
use codegen::{Severity, Sink};
use spec_support::{corpus, with_schemas};

/// What a later stage would get for a pointer into the lowered document.
fn locate(text: &str, pointers: &[&str]) -> Vec<(String, (usize, usize))> {
    let read = |_: &str| Err(String::new());
    let input = Input {
        name: "a.yaml",
        text,
        read: &read,
    };
    let mut sink = Sink::default();
    load(&input, &mut sink).expect("a document");
    let width = pointers.len().to_string().len();
    for (index, pointer) in pointers.iter().enumerate() {
        let message = format!("{index:0width$}");
        sink.report(Diagnostic::new(Code::Unsupported, *pointer, message));
    }
    let mut found: Vec<_> = sink
        .into_diagnostics(&input)
        .into_iter()
        .filter(|d| d.code == Code::Unsupported)
        .collect();
    found.sort_by(|left, right| left.message.cmp(&right.message));
    found
        .into_iter()
        .map(|d| (d.place.pointer, d.place.position.expect("a position")))
        .collect()
}

#[test]
fn block_yaml() {
    let text = "# c\nopenapi: 3.1.0\ninfo:\n  title: T\n  version: '1'\npaths:\n  /a/{b}:\n    get:\n      parameters:\n        - name: b\n          in: path\n          schema: {type: string}\n      responses:\n        200:\n          description: é\n";
    let pointers = [
        "",
        "/info",
        "/info/title",
        "/paths/~1a~1{b}/get/parameters/0",
        "/paths/~1a~1{b}/get/parameters/0/schema/type",
        "/paths/~1a~1{b}/get/responses/200",
        "/paths/~1a~1{b}/get/responses/200/description/far/away",
    ];
    let found = locate(text, &pointers);
    let positions: Vec<_> = found.iter().map(|(_, position)| *position).collect();
    assert_eq!(
        positions,
        [
            (1, 1),
            (3, 1),
            (4, 3),
            (10, 11),
            (12, 20),
            (14, 9),
            (15, 11)
        ]
    );
    assert_eq!(found[6].0, "/paths/~1a~1{b}/get/responses/200/description");
}

#[test]
fn json_with_tabs_and_escapes() {
    let text = "{\n\t\"openapi\": \"3.1.0\",\n\t\"info\": {\"title\": \"\\ud83d\\ude00\\/\", \"version\": \"1\"},\r\n\t\"paths\": {\"/\\u00e9\": {\"x-a\": [1, {\"b\": 2}]}}\n}";
    let found = locate(
        text,
        &["/info/version", "/paths/~1é/x-a/1/b", "/paths/~1é/x-a/0"],
    );
    let positions: Vec<_> = found.iter().map(|(_, position)| *position).collect();
    assert_eq!(positions, [(3, 38), (4, 36), (4, 32)]);
}

#[test]
fn what_the_rewrites_moved_is_found_where_it_was() {
    let text = with_schemas(
        "
A:
  type: [string, array, 'null']
  items:
    anyOf:
      - type: 'null'
      - patternProperties:
          x: {const: 1}
B:
  properties:
    b: {$ref: '#/components/schemas/A/items', minLength: 3}
",
    );
    let found = locate(
        &text,
        &[
            "/components/schemas/A/anyOf/1/items/$ref",
            "/components/schemas/A_items/x-codegen-pattern-properties/x/enum",
            "/components/schemas/B/properties/b/allOf/1/minLength",
            "/components/schemas/B/properties/b/allOf/0/$ref",
        ],
    );
    let found: Vec<_> = found
        .iter()
        .map(|(pointer, position)| (pointer.as_str(), *position))
        .collect();
    assert_eq!(
        found,
        [
            ("/components/schemas/A/items", (8, 7)),
            (
                "/components/schemas/A/items/anyOf/1/patternProperties/x/const",
                (12, 19)
            ),
            ("/components/schemas/B/properties/b/minLength", (15, 51)),
            ("/components/schemas/B/properties/b/$ref", (15, 13)),
        ]
    );
}

#[test]
fn aliases_lead_to_where_they_stand() {
    let text =
        with_schemas("A: &a\n  properties: {x: {type: string}}\nB: *a\nC: {<<: *a, title: t}\n");
    let found = locate(
        &text,
        &[
            "/components/schemas/B/properties/x/type",
            "/components/schemas/C/properties/x",
            "/components/schemas/C/title",
        ],
    );
    assert_eq!(found[0], ("/components/schemas/B".into(), (8, 5)));
    assert_eq!(found[1], ("/components/schemas/C".into(), (9, 5)));
    assert_eq!(found[2], ("/components/schemas/C/title".into(), (9, 17)));
}

#[test]
fn diagnostics_come_in_the_order_of_the_text_without_repetitions() {
    let text = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {}\n";
    let read = |_: &str| Err(String::new());
    let input = Input {
        name: "a.yaml",
        text,
        read: &read,
    };
    let mut sink = Sink::default();
    for pointer in ["/paths", "/info/version", "/openapi", "/paths", "/info"] {
        sink.report(Diagnostic::new(Code::Unsupported, pointer, "m"));
    }
    let pointers: Vec<_> = sink
        .into_diagnostics(&input)
        .into_iter()
        .map(|d| d.place.pointer)
        .collect();
    assert_eq!(pointers, ["/openapi", "/info", "/info/version", "/paths"]);
}

/// For every operation of every document: what stands at the position is the key.
#[test]
fn operations_by_other_people_are_found() {
    for (name, path) in corpus() {
        let text = std::fs::read_to_string(&path).unwrap();
        // The largest ones only take longer.
        if text.len() > 1_000_000 && cfg!(debug_assertions) {
            continue;
        }
        let base = path.parent().unwrap().to_owned();
        let read = |name: &str| {
            std::fs::read_to_string(base.join(name)).map_err(|error| error.to_string())
        };
        let input = Input {
            name: &name,
            text: &text,
            read: &read,
        };
        let mut sink = Sink::default();
        let document = load(&input, &mut sink).unwrap();
        let mut expected = BTreeMap::new();
        for (path, method, _) in document.api.operations() {
            let escaped = path.replace('~', "~0").replace('/', "~1");
            let pointer = format!("/paths/{escaped}/{method}");
            sink.report(Diagnostic::new(Code::Unsupported, pointer.clone(), "m"));
            expected.insert(pointer, method.to_owned());
        }
        let lines: Vec<&str> = text.lines().collect();
        for diagnostic in sink.into_diagnostics(&input) {
            let place = &diagnostic.place;
            if diagnostic.code != Code::Unsupported || place.file != name {
                continue;
            }
            let (line, column) = place.position.unwrap();
            let rest: String = lines[line - 1].chars().skip(column - 1).collect();
            let key = rest.trim_start_matches(['"', '\'']);
            let method = expected.remove(&place.pointer).unwrap_or_default();
            assert!(
                !method.is_empty() && key.starts_with(&method),
                "{name}: {place:?}"
            );
        }
        assert!(expected.is_empty(), "{name}: {expected:?}");
    }
}

#[test]
fn a_warning_has_its_line() {
    let text = with_schemas("A: {type: strnig}\n");
    let read = |_: &str| Err(String::new());
    let input = Input {
        name: "dir/a.yaml",
        text: &text,
        read: &read,
    };
    let mut sink = Sink::default();
    load(&input, &mut sink).unwrap();
    let diagnostics = sink.into_diagnostics(&input);
    assert_eq!(diagnostics.len(), 1);
    assert_eq!(diagnostics[0].severity, Severity::Warning);
    assert_eq!(
        codegen::diagnostic::render(&diagnostics[0]),
        "warning[unreadable]: there is no type `strnig`\n \
         --> dir/a.yaml:6:9 (/components/schemas/A/type)\n  \
         |\n\
         6 |     A: {type: strnig}\n  \
         |         ^\n  \
         = done: left out\n  = help: did you mean `string`?"
    );
}
