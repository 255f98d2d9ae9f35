//! Documents that stop other people's generators, from end to end: a client comes out, and what is wrong is said with its
//! place.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

use std::collections::{BTreeMap, BTreeSet};

use codegen::diagnostic::{Code, render};
use codegen::{Config, Generated, Input, Severity, generate};

/// What comes of a document with this frame: the rest follows the title.
fn generated(version: &str, rest: &str) -> Generated {
    let text = format!("openapi: {version}\ninfo: {{title: T, version: '1'}}\n{rest}");
    let read = |name: &str| Err(format!("{name} is not there"));
    let input = Input {
        name: "api/openapi.yaml",
        text: &text,
        read: &read,
    };
    generate(&input, &Config::default())
}

/// The files of a document that nothing is wrong with.
#[track_caller]
fn files(version: &str, rest: &str) -> BTreeMap<String, String> {
    let generated = generated(version, rest);
    let wrong: Vec<String> = generated
        .diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.severity != Severity::Note)
        .map(render)
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    generated.output.unwrap().files
}

fn joined(files: &BTreeMap<String, String>) -> String {
    files.values().map(String::as_str).collect()
}

const PET: &str = "components: {schemas: {Pet: {type: object, required: [id], properties: {id: {type: string}}}}}\n";

#[test]
fn every_version_of_3_generates() {
    for version in ["3.0.0", "3.0.4", "3.1.0", "3.1.1", "3.2.0"] {
        let files = files(version, &format!("paths: {{}}\n{PET}"));
        assert!(joined(&files).contains("pub struct Pet {"), "{version}");
    }
}

#[test]
fn a_document_without_paths_generates() {
    assert!(joined(&files("3.1.0", PET)).contains("pub struct Pet {"));
    let hooks = "webhooks: {seen: {post: {requestBody: {content: {application/json: {schema: {\
                 type: object, properties: {id: {type: string}}}}}}, responses: {'204': {description: d}}}}}\n";
    assert!(joined(&files("3.1.0", hooks)).contains("pub struct SeenWebhookBody {"));
}

#[test]
fn words_of_3_1_under_the_number_of_3_0_are_read_alike() {
    let schemas = "paths: {}\ncomponents: {schemas: {A: {type: object, required: [a], properties: {\
                   a: {type: [string, 'null']}, b: {const: x}, c: {type: integer, exclusiveMinimum: 3}}}}}\n";
    let (old, new) = (files("3.0.3", schemas), files("3.1.0", schemas));
    assert_eq!(old, new);
    assert!(joined(&new).contains("pub a: Option<String>,"));
}

#[test]
fn words_of_3_0_under_the_number_of_3_1_are_read_alike() {
    let schemas = "paths: {}\ncomponents: {schemas: {A: {type: object, required: [a], properties: {\
                   a: {type: string, nullable: true}, c: {type: integer, minimum: 3, exclusiveMinimum: true}}}}}\n";
    let (old, new) = (files("3.0.3", schemas), files("3.1.0", schemas));
    assert_eq!(old, new);
    assert!(joined(&new).contains("pub a: Option<String>,"));
}

#[test]
fn integers_beyond_the_precision_of_floats_keep_their_digits() {
    let files = files(
        "3.1.0",
        "paths: {}\ncomponents: {schemas: {A: {type: integer, enum: [9007199254740993, 9007199254740995]},\n\
         B: {type: object, properties: {n: {type: integer, maximum: 9007199254740993}}}}}\n",
    );
    let text = joined(&files);
    assert!(text.contains("= 9007199254740993") && text.contains("= 9007199254740995"));
    assert!(text.contains("9007199254740993."), "{text}");
}

#[test]
fn names_that_collide_with_each_others_replacements_come_to_an_end() {
    // What one of them would be called instead is what the next is called already.
    let names = [
        "foo",
        "Foo",
        "FOO",
        "fOO",
        "FooModel",
        "foo_model",
        "FooLower",
        "FooUpper",
        "foo-model",
        "Foo.Model",
        "FooModelModel",
        "foo model",
        "_foo",
        "foo_",
        "Foo2",
        "foo_2",
    ];
    let schemas: Vec<String> = names
        .iter()
        .map(|name| format!("'{name}': {{type: object, properties: {{a: {{type: string}}}}}}"))
        .collect();
    let schemas = format!(
        "paths: {{}}\ncomponents: {{schemas: {{{}}}}}\n",
        schemas.join(", ")
    );
    let text = joined(&files("3.1.0", &schemas));
    let structs: BTreeSet<&str> = text
        .lines()
        .filter_map(|line| line.strip_prefix("pub struct "))
        .collect();
    assert_eq!(structs.len(), names.len(), "{structs:?}");
}

#[test]
fn operations_without_an_id_are_all_there() {
    let files = files(
        "3.0.3",
        "paths: {/a: {get: {responses: {}}, put: {responses: {}}}, '/a/{id}': {parameters: [{in: path, name: id, \
         required: true, schema: {type: string}}], get: {responses: {}}, delete: {responses: {}}}}\n",
    );
    let text = joined(&files);
    assert_eq!(
        text.matches("runtime::Operation::new(").count(),
        4,
        "{text}"
    );
}

#[test]
fn a_part_that_cannot_be_read_costs_that_part_and_is_named_with_its_line() {
    let generated = generated(
        "3.0.3",
        "paths:\n  /a:\n    get:\n      responses:\n        '200':\n          description: d\n          content:\n            \
         application/json:\n              schema:\n                type: object\n                properties:\n                  \
         good: {type: string}\n                  bad: 7\n",
    );
    let only = &generated.diagnostics[0];
    assert_eq!(
        generated.diagnostics.len(),
        1,
        "{:#?}",
        generated.diagnostics
    );
    assert_eq!(only.place.position, Some((15, 19)));
    assert_eq!(
        only.place.pointer,
        "/paths/~1a/get/responses/200/content/application~1json/schema/properties/bad"
    );
    let said = render(only);
    assert!(
        said.contains("api/openapi.yaml:15:19") && said.contains("bad: 7"),
        "{said}"
    );
    assert!(joined(&generated.output.unwrap().files).contains("pub good: Option<String>,"));
}

#[test]
fn every_problem_is_told_and_not_only_the_first() {
    let generated = generated(
        "3.0.3",
        "paths: {}\ncomponents:\n  schemas:\n    A: {$ref: '#/components/schemas/Gone'}\n    \
         B: {type: object, properties: {x: {$ref: 'https://elsewhere.test/x.yaml'}}}\n    \
         C: {type: object, properties: {x: {allOf: [{type: string}, {type: integer}]}}}\n",
    );
    assert!(generated.output.is_none());
    let told: Vec<(Code, usize)> = generated
        .diagnostics
        .iter()
        .map(|d| (d.code, d.place.position.unwrap().0))
        .collect();
    assert_eq!(
        told,
        [
            (Code::DanglingReference, 6),
            (Code::RemoteReference, 7),
            (Code::Contradiction, 8),
        ]
    );
    assert!(generated.diagnostics[1].message.contains("elsewhere.test"));
}

#[test]
fn no_file_changes_with_the_version_of_the_generator() {
    let text = joined(&files("3.1.0", PET));
    assert!(!text.contains(env!("CARGO_PKG_VERSION")), "{text}");
}

#[test]
fn generated_code_names_no_http_library() {
    let text = joined(&files(
        "3.1.0",
        "paths: {/a: {get: {responses: {'200': {description: d, content: {image/png: {}}}}}}}\n",
    ));
    for library in ["reqwest", "hyper", "serde_yaml"] {
        assert!(!text.contains(library), "{library}");
    }
}
