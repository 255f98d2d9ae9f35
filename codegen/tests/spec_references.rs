//! Every reference leads to a component in the end, whatever it was written like.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

#[cfg(test)]
mod spec_support;

use codegen::diagnostic::Code;
use codegen::spec::Why;
use serde_json::json;
use spec_support::{all_resolve, load_files, load_text, place, reference, with_schemas};

#[test]
fn parts_of_schemas_are_hoisted_and_referred_to_where_they_stood() {
    let loaded = load_text(&with_schemas(
        "
Pet:
  properties:
    tag: {type: [string, 'null']}
Owner:
  properties:
    a: {$ref: '#/components/schemas/Pet/properties/tag'}
    b: {$ref: '#/components/schemas/Pet/properties/tag', description: d}
",
    ));
    assert_eq!(loaded.diagnostics, []);
    let document = loaded.value();
    all_resolve(&document);
    let tag = reference("schemas", "Pet_tag");
    assert_eq!(
        loaded.at("/components/schemas"),
        json!({
            "Pet": {"properties": {"tag": tag}},
            "Owner": {"properties": {"a": tag, "b": {"allOf": [tag], "description": "d"}}},
            "Pet_tag": {"type": "string", "nullable": true,
                "x-codegen-origin": "openapi.yaml#/components/schemas/Pet/properties/tag"},
        })
    );
}

#[test]
fn escapes_in_pointers() {
    let loaded = load_text(
        "openapi: 3.1.0
info: {title: T, version: '1'}
paths:
  /a/{id}:
    post:
      requestBody: {content: {application/json: {schema: {type: string}}}}
      responses:
        '200':
          description: d
          content:
            application/json:
              schema: {$ref: '#/paths/~1a~1%7Bid%7D/post/requestBody/content/application~1json/schema'}
components:
  schemas:
    A~B: {type: string}
    C/D: {$ref: '#/components/schemas/A~0B'}
    E F: {$ref: '#/components/schemas/C~1D'}
    'G%': {$ref: '#/components/schemas/E%20F'}
    H: {$ref: '#/components/schemas/G%'}
",
    );
    assert_eq!(loaded.diagnostics, []);
    all_resolve(&loaded.value());
    assert_eq!(
        loaded.at("/components/schemas/H"),
        reference("schemas", "G%")
    );
    assert_eq!(
        loaded.at("/components/schemas/G%"),
        reference("schemas", "E F")
    );
    assert_eq!(
        loaded.at("/components/schemas/E F"),
        reference("schemas", "C/D")
    );
    assert_eq!(
        loaded.at("/paths/~1a~1{id}/post/requestBody/content/application~1json/schema"),
        reference("schemas", "a_id_post_body")
    );
}

#[test]
fn references_that_lead_nowhere() {
    let text = with_schemas(
        "
Pet: {type: object}
A: {$ref: '#/components/schemas/Pets'}
B: {properties: {x: {$ref: '#/components/schemas/Pet/properties/x', description: d}}}
C: {$ref: missing.yaml}
D: {$ref: '#/components/schemas/Limit'}
",
    ) + "  parameters:\n    Limit: {name: l, in: query, schema: {}}\n";
    let loaded = load_files(&text, &[]);
    assert_eq!(loaded.codes(), vec![Code::DanglingReference; 4]);
    let help: Vec<_> = loaded
        .diagnostics
        .iter()
        .map(|d| d.help.as_deref().unwrap())
        .collect();
    assert!(
        help[0].contains("`#/components/schemas/Pet`"),
        "{}",
        help[0]
    );
    assert!(help[3].contains("`parameters`"), "{}", help[3]);
    assert_eq!(place(&loaded.diagnostics[0]).2, (7, 9));
    assert_eq!(loaded.at("/components/schemas/A"), json!({}));
    assert_eq!(
        loaded.at("/components/schemas/B/properties/x"),
        json!({"description": "d"})
    );
    all_resolve(&loaded.value());
}

#[test]
fn data_is_no_reference_and_a_property_may_be_called_ref() {
    let loaded = load_text(&with_schemas(
        "
A:
  properties:
    $ref: {type: string}
    example: {$ref: '#/components/schemas/B'}
  example: {$ref: '#/nowhere'}
  default: {$ref: '#/nowhere'}
  enum: [{$ref: '#/nowhere'}]
  const: {$ref: '#/nowhere'}
  examples: [{$ref: '#/nowhere'}]
  x-a: {$ref: '#/nowhere'}
B: {}
",
    ));
    assert_eq!(loaded.diagnostics, []);
    assert_eq!(
        loaded.at("/components/schemas/A/properties/$ref/type"),
        "string"
    );
    assert_eq!(
        loaded.at("/components/schemas/A/example"),
        json!({"$ref": "#/nowhere"})
    );
}

#[test]
fn cycles_that_reach_no_schema() {
    let loaded = load_text(&with_schemas(
        "
A: {$ref: '#/components/schemas/B'}
B: {$ref: '#/components/schemas/A'}
C: {$ref: '#/components/schemas/C'}
D: {properties: {d: {$ref: '#/components/schemas/D'}}}
",
    ));
    assert_eq!(loaded.codes(), vec![Code::CyclicReference; 3]);
    assert_eq!(loaded.at("/components/schemas/A"), json!({}));
    assert_eq!(loaded.at("/components/schemas/C"), json!({}));
    all_resolve(&loaded.value());
}

#[test]
fn names_that_schemas_give_themselves() {
    let loaded = load_text(&with_schemas(
        "
A:
  $id: https://x.test/schemas/a
  properties:
    b: {$ref: 'b'}
    c: {$ref: '#/$defs/C'}
    d: {$ref: '#d'}
  $defs:
    C: {type: integer}
B: {$id: https://x.test/schemas/b, type: string}
D: {$anchor: d, type: boolean}
E: {$ref: 'https://x.test/schemas/a#/$defs/C'}
",
    ));
    assert_eq!(loaded.diagnostics, []);
    assert_eq!(loaded.asked, [""; 0]);
    let properties = loaded.at("/components/schemas/A/properties");
    assert_eq!(properties["b"], reference("schemas", "B"));
    assert_eq!(properties["d"], reference("schemas", "D"));
    assert_eq!(loaded.at("/components/schemas/E/type"), "integer");
    assert_eq!(properties["c"], reference("schemas", "E"));
    all_resolve(&loaded.value());
}

#[test]
fn references_that_are_read_kindly() {
    let loaded = load_text(&with_schemas(
        "
Pet: {type: object}
A: {$ref: Pet}
B: {$ref: '#/definitions/Pet'}
C: {$ref: '#components/schemas/Pet'}
D:
  properties: {x: {$ref: '#/$defs/X'}, y: {$ref: '#'}}
  $defs: {X: {type: string}}
",
    ));
    assert_eq!(loaded.codes(), vec![Code::Lenient; 5]);
    for name in ["A", "B", "C"] {
        let pointer = format!("/components/schemas/{name}");
        assert_eq!(loaded.at(&pointer), reference("schemas", "Pet"));
    }
    let properties = loaded.at("/components/schemas/D/properties");
    assert_eq!(properties["x"], reference("schemas", "D_X"));
    assert_eq!(properties["y"], reference("schemas", "D"));
}

#[test]
fn mappings_of_discriminators() {
    let loaded = load_text(&with_schemas(
        "
Cat: {type: object}
Dog: {type: object}
Pet:
  oneOf: [{$ref: '#/components/schemas/Cat'}]
  discriminator:
    propertyName: kind
    mapping:
      cat: Cat
      dog: '#/components/schemas/Dog'
      part: '#/components/schemas/Dog/properties/x'
      cow: Cow
",
    ));
    assert_eq!(loaded.codes(), vec![Code::DanglingReference; 2]);
    assert!(loaded.errors().is_empty());
    assert_eq!(
        loaded.at("/components/schemas/Pet/discriminator/mapping"),
        json!({"cat": "#/components/schemas/Cat", "dog": "#/components/schemas/Dog"})
    );
    let dropped = &loaded.document.as_ref().unwrap().dropped;
    assert!(dropped.iter().any(|d| d.keyword == "cow"), "{dropped:?}");
}

#[test]
fn what_all_other_values_of_a_discriminator_lead_to() {
    let loaded = load_text(&with_schemas(
        "
Cat: {type: object}
A: {oneOf: [{$ref: '#/components/schemas/Cat'}], discriminator: {propertyName: kind, defaultMapping: Cat}}
B: {oneOf: [{$ref: '#/components/schemas/Cat'}], discriminator: {propertyName: kind, defaultMapping: Cow}}
",
    ));
    assert_eq!(loaded.codes(), [Code::DanglingReference]);
    assert!(loaded.errors().is_empty());
    let default = "x-codegen-default-mapping";
    assert_eq!(
        loaded.at("/components/schemas/A/discriminator"),
        json!({"propertyName": "kind", default: "#/components/schemas/Cat"})
    );
    assert_eq!(
        loaded.at("/components/schemas/B/discriminator"),
        json!({"propertyName": "kind"})
    );
    let dropped = &loaded.document.as_ref().unwrap().dropped;
    let cow = dropped.iter().any(|d| d.keyword == "defaultMapping");
    assert!(cow, "{dropped:?}");
}

#[test]
fn references_to_another_kind() {
    let loaded = load_text(
        "openapi: 3.1.0
info: {title: T, version: '1'}
paths:
  /a:
    post:
      requestBody: {$ref: '#/components/schemas/A'}
      responses:
        200: {$ref: '#/components/requestBodies/B'}
        404: {$ref: '#/components/parameters/C'}
components:
  schemas: {A: {type: string}}
  requestBodies: {B: {content: {text/plain: {}}}}
  parameters: {C: {name: c, in: query, schema: {}}}
",
    );
    assert_eq!(
        loaded.codes(),
        [Code::Lenient, Code::Lenient, Code::Unreadable]
    );
    let post = loaded.at("/paths/~1a/post");
    assert_eq!(
        post["requestBody"]["content"]["application/json"]["schema"],
        reference("schemas", "A")
    );
    assert_eq!(post["responses"]["200"], reference("responses", "B"));
    assert!(
        loaded
            .at("/components/responses/B/content/text~1plain")
            .is_object()
    );
    assert_eq!(post["responses"]["404"], json!({"description": ""}));
}

#[test]
fn media_types_callbacks_and_lists_are_put_in_place() {
    let loaded = load_text(
        "openapi: 3.2.0
info: {title: T, version: '1'}
paths:
  /a:
    post:
      parameters: {$ref: '#/x-parameters'}
      requestBody:
        content: {application/json: {$ref: '#/components/mediaTypes/M'}}
      callbacks:
        done: {$ref: '#/components/callbacks/Done'}
      responses: {}
x-parameters:
  - {name: q, in: query, schema: {$ref: '#/components/schemas/S'}}
components:
  schemas: {S: {type: string}}
  mediaTypes: {M: {schema: {$ref: '#/components/schemas/S'}}}
  pathItems: {P: {post: {responses: {}}}}
  callbacks:
    Done: {'{$url}': {$ref: '#/components/pathItems/P'}}
",
    );
    assert_eq!(loaded.diagnostics, []);
    let post = loaded.at("/paths/~1a/post");
    assert_eq!(post["parameters"][0]["schema"], reference("schemas", "S"));
    assert_eq!(
        post["requestBody"]["content"]["application/json"]["schema"],
        reference("schemas", "S")
    );
    assert!(post["callbacks"]["done"]["{$url}"]["post"].is_object());
    all_resolve(&loaded.value());
}

#[test]
fn a_reference_to_what_was_set_aside_is_left_out_with_it() {
    let loaded = load_text(
        "openapi: 3.1.0
info: {title: T, version: '1'}
paths:
  /a:
    get:
      parameters: [{$ref: '#/components/parameters/Alias'}, {$ref: '#/components/parameters/Good'}]
      responses: {}
components:
  parameters:
    Bad: {name: b, in: formData, schema: {}}
    Alias: {$ref: '#/components/parameters/Bad'}
    Good: {name: g, in: query, schema: {}}
",
    );
    assert_eq!(loaded.codes(), [Code::Unreadable]);
    let document = loaded.value();
    all_resolve(&document);
    assert_eq!(
        loaded.at("/paths/~1a/get/parameters"),
        json!([reference("parameters", "Good")])
    );
}

#[test]
fn a_dynamic_reference_to_the_schema_around_it_is_a_reference() {
    let loaded = load_text(&with_schemas(
        "Strict: {$dynamicAnchor: node, allOf: [{$ref: '#/components/schemas/Tree'}]}
Tree: {$dynamicAnchor: node, properties: {c: {items: {$dynamicRef: '#node'}}}}
Only: {properties: {x: {$dynamicRef: '#once'}}, $defs: {y: {$dynamicAnchor: once, type: string}}}
Old: {$recursiveAnchor: true, properties: {c: {items: {$recursiveRef: '#'}}}}
",
    ));
    assert_eq!(loaded.diagnostics, []);
    all_resolve(&loaded.value());
    let schema = |pointer: &str| loaded.at(&format!("/components/schemas/{pointer}"));
    assert_eq!(
        schema("Tree/properties/c/items"),
        reference("schemas", "Tree")
    );
    assert_eq!(
        schema("Old/properties/c/items"),
        reference("schemas", "Old")
    );
    assert!(schema("Only/properties/x")["$ref"].is_string());
    let document = loaded.document.as_ref().unwrap();
    let followed = document
        .dropped
        .iter()
        .filter(|dropped| dropped.why == Why::Followed);
    assert_eq!(followed.count(), 3);
}

#[test]
fn a_dynamic_reference_that_others_fill_in_stays_open() {
    let loaded = load_text(&with_schemas(
        "List: {type: array, items: {$dynamicRef: '#item'}, $defs: {i: {$dynamicAnchor: item}}}
Ints: {$ref: '#/components/schemas/List', $defs: {i: {$dynamicAnchor: item, type: integer}}}
",
    ));
    assert_eq!(
        loaded.at("/components/schemas/List/items"),
        json!({"x-codegen-dynamic-ref": "#item"})
    );
}

#[test]
fn unused_definitions_are_recorded() {
    let loaded = load_text(&with_schemas(
        "A: {type: object, $defs: {B: {type: string}}}\n",
    ));
    assert_eq!(loaded.diagnostics, []);
    let document = loaded.document.as_ref().unwrap();
    assert_eq!(document.dropped.len(), 1);
    assert_eq!(document.dropped[0].pointer, "/components/schemas/A");
    assert_eq!(document.dropped[0].keyword, "$defs");
    assert_eq!(document.dropped[0].file, "api/openapi.yaml");
}
