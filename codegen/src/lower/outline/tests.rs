use serde_json::json;

use super::super::fixture::schemas;
use crate::model::JsonKind;

#[test]
fn an_outline_says_what_a_branch_looks_like() {
    let lowered = schemas(
            "A: { oneOf: [
                { type: object, required: [k, id], additionalProperties: false, properties: { k: { type: string, enum: [x] }, id: { type: string }, o: { type: string } } },
                { type: array, items: { type: string } }] }",
        );
    let union = lowered.union("A");
    let outline = &union.branches[0].outline;
    assert_eq!(outline.kinds, [JsonKind::Object]);
    assert_eq!(outline.required, ["id", "k"]);
    assert_eq!(outline.known, ["id", "k", "o"]);
    assert_eq!(outline.constants, [("k".to_owned(), vec![json!("x")])]);
    assert!(outline.closed);
    assert_eq!(union.branches[1].outline.kinds, [JsonKind::Array]);
}

#[test]
fn open_lists_of_values_count_only_where_they_tell_branches_apart() {
    let lowered = schemas(
        "Apart: { oneOf: [{ $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/B' }] }
Alike: { oneOf: [{ $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/C' }] }
A: { type: object, properties: { k: { type: string, enum: [a, b] } } }
B: { type: object, properties: { k: { type: string, enum: [c, d] } } }
C: { type: object, properties: { k: { type: string, enum: [b, c] } } }",
    );
    assert_eq!(
        lowered.union("Apart").branches[0].outline.constants,
        [("k".to_owned(), vec![json!("a"), json!("b")])]
    );
    assert!(
        lowered.union("Alike").branches[0]
            .outline
            .constants
            .is_empty()
    );
}

#[test]
fn a_union_in_a_union_looks_like_any_of_its_branches() {
    let lowered = schemas(
            "A: { oneOf: [{ $ref: '#/components/schemas/B' }, { type: boolean }] }
B: { oneOf: [{ type: object, required: [x, y], properties: { x: { type: string }, y: { type: string } } }, { type: object, required: [x, z], properties: { x: { type: string }, z: { type: string } } }] }",
        );
    let outline = &lowered.union("A").branches[0].outline;
    assert_eq!(outline.required, ["x"]);
    assert_eq!(outline.known, ["x", "y", "z"]);
}

#[test]
fn a_discriminator_that_a_branch_cannot_have_is_dropped() {
    let lowered = schemas(
            "A: { oneOf: [{ $ref: '#/components/schemas/B' }, { type: string }], discriminator: { propertyName: k } }
B: { type: object, properties: { k: { type: string } } }",
        );
    assert_eq!(lowered.union("A").discriminator, None);
}
