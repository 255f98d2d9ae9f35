//! Documents in several files.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

#[cfg(test)]
mod spec_support;

use codegen::Severity;
use codegen::diagnostic::Code;
use serde_json::json;
use spec_support::{all_resolve, load_files, place, reference, with_schemas};

#[test]
fn other_files_are_drawn_in() {
    let text = "openapi: 3.1.0
info: {title: T, version: '1'}
paths:
  /pets:
    $ref: paths/pets.yaml
    summary: beside
components:
  schemas:
    Pet: {$ref: ./schemas/pet.yaml}
    Alias: {$ref: './schemas/pet.yaml'}
  parameters:
    $ref: parameters.yaml
";
    let files = [
        (
            "paths/pets.yaml",
            "summary: s
get:
  parameters:
    - $ref: ../parameters.yaml#/Limit
    - {$ref: '../openapi.yaml#/components/parameters/Limit'}
  responses:
    '200':
      description: d
      content: {application/json: {schema: {$ref: ../schemas/pet.yaml}}}
    default: {$ref: '../responses.json#/Error'}
",
        ),
        (
            "schemas/pet.yaml",
            "properties:
  tag: {$ref: 'tag.yaml#/definitions/Tag'}
  parent: {$ref: '#'}
  name: {$ref: '#/$defs/Name'}
$defs: {Name: {type: string}}
",
        ),
        ("schemas/tag.yaml", "definitions: {Tag: {const: t}}\n"),
        (
            "parameters.yaml",
            "Limit: {name: limit, in: query, schema: {type: integer}}\n",
        ),
        ("responses.json", r#"{"Error": {"description": "e"}}"#),
    ];
    let loaded = load_files(text, &files);
    assert_eq!(loaded.diagnostics, []);
    let document = loaded.value();
    all_resolve(&document);
    let pet = reference("schemas", "Pet");
    assert_eq!(loaded.at("/paths/~1pets/summary"), "beside");
    let get = loaded.at("/paths/~1pets/get");
    assert_eq!(
        get["responses"]["200"]["content"]["application/json"]["schema"],
        pet
    );
    assert_eq!(get["responses"]["default"], reference("responses", "Error"));
    assert_eq!(loaded.at("/components/schemas/Alias"), pet);
    assert_eq!(loaded.at("/components/schemas/Pet/properties/parent"), pet);
    assert_eq!(
        loaded.at("/components/schemas/Pet/properties/name"),
        reference("schemas", "Name")
    );
    assert_eq!(
        loaded.at("/components/schemas/Tag"),
        json!({"enum": ["t"], "x-codegen-origin": "schemas/tag.yaml#/definitions/Tag"})
    );
    assert_eq!(loaded.at("/components/parameters/Limit/name"), "limit");
    let mut asked = loaded.asked.clone();
    asked.sort();
    let mut names: Vec<_> = files.iter().map(|(name, _)| *name).collect();
    names.sort_unstable();
    assert_eq!(asked, names);
}

#[test]
fn diagnostics_name_the_file_that_they_speak_of() {
    let text = with_schemas("Pet: {$ref: schemas/pet.yaml}\n");
    let pet = "properties:
  tag:
    type: strnig
  owner: {$ref: owner.yaml}
  owner2: {$ref: '#/definitions/Ownr'}
definitions: {Owner: {}}
";
    let loaded = load_files(&text, &[("schemas/pet.yaml", pet)]);
    let places: Vec<_> = loaded.diagnostics.iter().map(place).collect();
    assert_eq!(
        places,
        [
            ("api/schemas/pet.yaml", "/properties/tag/type", (3, 5)),
            ("api/schemas/pet.yaml", "/properties/owner/$ref", (4, 11)),
            ("api/schemas/pet.yaml", "/properties/owner2/$ref", (5, 12)),
        ]
    );
    let help = loaded.diagnostics[2].help.as_deref().unwrap();
    assert!(help.contains("`#/definitions/Owner`"), "{help}");
}

#[test]
fn other_hosts_are_the_callers_decision() {
    let text = with_schemas("A: {$ref: 'https://x.test/a.yaml#/A'}\n");
    let loaded = load_files(&text, &[]);
    let only = loaded.only();
    assert_eq!(only.code, Code::RemoteReference);
    assert_eq!(only.severity, Severity::Error);
    assert!(
        only.message.contains("https://x.test/a.yaml"),
        "{}",
        only.message
    );
    assert!(
        only.message.contains("the network is not used"),
        "{}",
        only.message
    );
    let loaded = load_files(
        &text,
        &[
            (
                "https://x.test/a.yaml",
                "A: {properties: {b: {$ref: 'b/b.yaml'}}}",
            ),
            ("https://x.test/b/b.yaml", "type: string"),
        ],
    );
    assert_eq!(loaded.diagnostics, []);
    assert_eq!(loaded.at("/components/schemas/b/type"), "string");
}

#[test]
fn nothing_outside_of_the_folder_is_read() {
    let text = with_schemas(
        "
A: {$ref: ../secret.yaml}
B: {$ref: 'x/../../secret.yaml#/B'}
C: {$ref: /etc/passwd}
D: {$ref: 'file:///etc/passwd'}
E: {$ref: '%2e%2e/secret.yaml'}
",
    );
    let loaded = load_files(&text, &[]);
    assert_eq!(loaded.codes(), vec![Code::DanglingReference; 5]);
    assert_eq!(loaded.asked, [""; 0]);
}

#[test]
fn a_document_may_be_referred_to_by_its_own_uri() {
    let text = with_schemas(
        "
Pet: {type: object}
A: {type: object, properties: {pet: {$ref: 'https://example.com/apis/pets.yaml#/components/schemas/Pet'}}}
B: {type: object, properties: {pet: {$ref: 'pets.yaml#/components/schemas/Pet'}}}
",
    );
    let text = format!("$self: https://example.com/apis/pets.yaml\n{text}");
    let loaded = load_files(&text, &[]);
    assert_eq!(loaded.codes(), []);
    for name in ["A", "B"] {
        assert_eq!(
            loaded.at(&format!("/components/schemas/{name}/properties/pet")),
            reference("schemas", "Pet")
        );
    }
    assert_eq!(loaded.asked, [""; 0]);
}

#[test]
fn a_file_that_means_the_document() {
    let text = with_schemas("Pet: {type: object}\nA: {$ref: a.yaml}\n");
    let loaded = load_files(
        &text,
        &[(
            "a.yaml",
            "properties: {pet: {$ref: '#/components/schemas/Pet'}}",
        )],
    );
    assert_eq!(loaded.codes(), [Code::Lenient]);
    assert_eq!(
        loaded.at("/components/schemas/A/properties/pet"),
        reference("schemas", "Pet")
    );
}
