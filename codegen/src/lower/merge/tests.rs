use super::super::fixture::schemas;
use crate::diagnostic::Code;

#[test]
fn parts_become_one_struct() {
    let lowered = schemas(
            "A: { type: object, required: [a], properties: { a: { type: string } } }
B: { allOf: [{ $ref: '#/components/schemas/A' }, { type: object, properties: { b: { type: integer } } }], required: [b] }",
        );
    assert_eq!(lowered.shape("B"), "{a: String, b: I64}");
}

#[test]
fn one_reference_with_prose_is_the_reference() {
    let lowered = schemas(
        "A: { type: object, properties: { a: { type: string } } }
B: { type: object, required: [x, y, z], properties: {
    x: { allOf: [{ $ref: '#/components/schemas/A' }], nullable: true },
    y: { allOf: [{ $ref: '#/components/schemas/A' }, { description: Bare }] },
    z: { type: object, allOf: [{ $ref: '#/components/schemas/A' }] } } }",
    );
    assert_eq!(lowered.shape("B"), "{x!: A, y: A, z: A}");
}

#[test]
fn a_property_of_two_parts_is_what_both_say() {
    let lowered = schemas(
            "A: { type: object, properties: { n: { type: number }, o: { type: object, properties: { a: { type: string } } } } }
B: { allOf: [{ $ref: '#/components/schemas/A' }, { properties: { n: { type: integer }, o: { properties: { b: { type: string } } } } }] }",
        );
    assert_eq!(lowered.shape("B"), "{n?: I64, o?: BO}");
    assert_eq!(lowered.shape("BO"), "{a?: String, b?: String}");
}

#[test]
fn inherited_properties_share_the_type_of_the_parent() {
    let lowered = schemas(
        "A: { type: object, properties: { e: { type: string, enum: [x, y] } } }
B: { allOf: [{ $ref: '#/components/schemas/A' }, { properties: { b: { type: string } } }] }",
    );
    assert_eq!(lowered.shape("B"), "{b?: String, e?: AE}");
    assert!(!lowered.names().contains(&"BE".to_owned()));
}

#[test]
fn a_child_that_sorts_first_does_not_name_the_types_of_its_parent() {
    let lowered = schemas(
        "Z: { type: object, properties: { e: { type: string, enum: [x, y] } } }
B: { allOf: [{ $ref: '#/components/schemas/Z' }, { properties: { b: { type: string } } }] }",
    );
    assert_eq!(lowered.shape("B"), "{b?: String, e?: ZE}");
}

#[test]
fn parts_that_contradict_each_other_are_any_json() {
    let lowered = schemas(
        "A: { type: object, properties: { ok: { type: string },
                x: { allOf: [{ type: string }, { type: integer }] } } }",
    );
    assert_eq!(lowered.shape("A"), "{ok?: String, x?: Json}");
    assert_eq!(lowered.codes(), [Code::Contradiction]);
}

#[test]
fn values_without_an_overlap_are_those_of_the_last_part() {
    let lowered = schemas("A: { allOf: [{ type: string, enum: [a] }, { enum: [b] }] }");
    assert_eq!(lowered.shape("A"), "enum(b)");
    assert_eq!(lowered.codes(), [Code::Contradiction]);
}

#[test]
fn a_composition_of_itself_ends() {
    let lowered = schemas(
        "A: { allOf: [{ $ref: '#/components/schemas/A' }, { properties: { a: { type: string } } }] }",
    );
    assert_eq!(lowered.shape("A"), "{a?: String}");
    assert_eq!(lowered.codes(), [Code::CyclicReference]);
}

#[test]
fn the_intersection_of_two_recursive_types_ends() {
    let lowered = schemas(
            "A: { type: object, properties: { n: { $ref: '#/components/schemas/A' }, a: { type: string } } }
B: { type: object, properties: { n: { $ref: '#/components/schemas/B' }, b: { type: string } } }
C: { allOf: [{ $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/B' }] }",
        );
    assert_eq!(lowered.shape("C"), "{a?: String, b?: String, n?: CN}");
    assert_eq!(lowered.shape("CN"), "{a?: String, b?: String, n?: Box<CN>}");
}

#[test]
fn a_long_chain_of_parents_neither_overflows_nor_hangs() {
    use std::fmt::Write as _;
    let mut yaml = "A0: { type: object, properties: { a: { type: string } } }\n".to_owned();
    for n in 1..250 {
        let before = n - 1;
        writeln!(
                yaml,
                "A{n}: {{ allOf: [{{ $ref: '#/components/schemas/A{before}' }}, {{ properties: {{ p{n}: {{ type: string }} }} }}] }}"
            )
            .unwrap();
    }
    assert_eq!(schemas(&yaml).names().len(), 250);
}
