use super::super::fixture::schemas;
use crate::diagnostic::Code;
use crate::model::Treatment;

#[test]
fn branches_make_a_union() {
    let lowered = schemas(
        "A: { oneOf: [{ type: string }, { type: integer }, { type: array, items: { type: string } }] }",
    );
    assert_eq!(
        lowered.shape("A"),
        "union(String(String) | Integer(I64) | StringList(Vec<String>))"
    );
}

#[test]
fn one_branch_is_that_branch() {
    let lowered = schemas(
        "A: { oneOf: [{ $ref: '#/components/schemas/B' }] }\nB: { type: object, properties: { b: { type: string } } }",
    );
    assert_eq!(lowered.shape("A"), "B");
}

#[test]
fn branches_that_repeat_each_other_count_once() {
    let lowered = schemas(
            "A: { anyOf: [{ type: string, maxLength: 3 }, { type: string }] }
B: { anyOf: [{ $ref: '#/components/schemas/C' }, { $ref: '#/components/schemas/C' }, { type: string }] }
C: { type: object, properties: { c: { type: string } } }",
        );
    assert_eq!(lowered.shape("A"), "String");
    assert_eq!(lowered.shape("B"), "union(C(C) | String(String))");
}

#[test]
fn a_number_takes_integers_and_text_takes_formats() {
    let lowered = schemas(
        "N: { anyOf: [{ type: integer }, { type: number }] }
T: { anyOf: [{ type: string, format: uuid }, { type: string }] }",
    );
    assert_eq!(lowered.shape("N"), "F64");
    assert_eq!(lowered.shape("T"), "String");
}

#[test]
fn lists_of_values_are_one_open_list() {
    let lowered = schemas(
        "Consts: { oneOf: [{ type: string, enum: [a] }, { type: string, enum: [b] }] }
Open: { anyOf: [{ type: string }, { type: string, enum: [a, b] }] }
Tag: { anyOf: [{ type: string, enum: [auto] }, { type: string }] }
Reuse: { anyOf: [{ $ref: '#/components/schemas/Known' }, { type: string }] }
Known: { type: string, enum: [x, y] }",
    );
    assert_eq!(lowered.shape("Consts"), "enum(a | b | _)");
    assert_eq!(lowered.shape("Open"), "enum(a | b | _)");
    assert_eq!(lowered.shape("Tag"), "enum(auto | _)");
    assert_eq!(lowered.shape("Reuse"), "Known");
}

#[test]
fn null_among_the_branches_makes_the_value_nullable() {
    let lowered = schemas(
        "A: { type: object, required: [b], properties: { b: { oneOf: [{ type: string }, { enum: [null], nullable: true }] } } }",
    );
    assert_eq!(lowered.shape("A"), "{b!: String}");
}

#[test]
fn an_open_branch_opens_all_unless_the_others_can_be_seen() {
    let lowered = schemas(
        "A: { anyOf: [{ type: string }, {}] }
B: { anyOf: [{ $ref: '#/components/schemas/C' }, {}] }
C: { type: object, required: [c], properties: { c: { type: string } } }",
    );
    assert_eq!(lowered.shape("A"), "Json");
    assert_eq!(lowered.shape("B"), "union(C(C) | Json(Json))");
}

#[test]
fn a_choice_of_required_properties_is_the_object_alone() {
    let lowered = schemas(
        "A: { type: object, properties: { a: { type: string }, b: { type: string } }, anyOf: [{ required: [a] }, { required: [b] }] }",
    );
    assert_eq!(lowered.shape("A"), "{a?: String, b?: String}");
    assert_eq!(lowered.api.approximations.len(), 1);
    assert_eq!(
        lowered.def("A").docs.notes,
        ["At least one of these is required: `a`, or `b`."]
    );
}

#[test]
fn what_stands_beside_a_choice_goes_into_every_branch() {
    let lowered = schemas(
            "A: { type: object, required: [id], properties: { id: { type: string } }, oneOf: [
                { $ref: '#/components/schemas/B' }, { type: object, properties: { c: { type: string } } }] }
B: { type: object, properties: { b: { type: string } } }",
        );
    assert_eq!(lowered.shape("A"), "union(B(AB) | WithC(AWithC))");
    assert_eq!(lowered.shape("AB"), "{b?: String, id: String}");
    assert_eq!(lowered.shape("AWithC"), "{c?: String, id: String}");
}

#[test]
fn a_composition_with_a_choice_is_distributed() {
    let lowered = schemas(
            "A: { allOf: [{ oneOf: [{ $ref: '#/components/schemas/B' }, { $ref: '#/components/schemas/C' }] },
                { type: object, required: [x], properties: { x: { type: string } } }] }
B: { type: object, properties: { b: { type: string } } }
C: { type: object, properties: { c: { type: string } } }",
        );
    assert_eq!(lowered.shape("A"), "union(B(AB) | C(AC))");
    assert_eq!(lowered.shape("AC"), "{c?: String, x: String}");
}

#[test]
fn a_choice_within_a_choice_is_one_choice() {
    let lowered = schemas(
        "A: { oneOf: [{ type: string }, { anyOf: [{ type: boolean }, { type: integer }] }] }",
    );
    assert_eq!(
        lowered.shape("A"),
        "union(String(String) | Boolean(Bool) | Integer(I64))"
    );
}

#[test]
fn a_parent_that_lists_its_children_does_not_pass_the_list_on() {
    let lowered = schemas(
            "Pet: { type: object, required: [kind], properties: { kind: { type: string } }, discriminator: { propertyName: kind },
                oneOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }] }
Cat: { allOf: [{ $ref: '#/components/schemas/Pet' }, { properties: { claws: { type: integer } } }] }
Dog: { allOf: [{ $ref: '#/components/schemas/Pet' }, { properties: { bark: { type: string } } }] }",
        );
    assert_eq!(lowered.shape("Pet"), "union(Cat(Cat) | Dog(Dog))");
    assert_eq!(lowered.shape("Cat"), "{claws?: I64, kind: String}");
}

#[test]
fn unions_that_choose_among_themselves_end() {
    let lowered = schemas(
            "A: { type: object, properties: { a: { type: string } }, oneOf: [{ $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/B' }] }
B: { type: object, properties: { b: { type: string } }, oneOf: [{ $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/B' }] }",
        );
    assert!(lowered.names().len() < 100);
}

#[test]
fn what_cannot_be_combined_is_any_json() {
    let strings: Vec<String> = (0..9)
        .map(|n| {
            format!(
                "{{ type: object, required: [k{n}], properties: {{ k{n}: {{ type: string }} }} }}"
            )
        })
        .collect();
    let branches = strings.join(", ");
    let lowered = schemas(&format!(
        "A: {{ oneOf: [{branches}], anyOf: [{branches}] }}"
    ));
    assert_eq!(lowered.shape("A"), "Json");
    assert_eq!(lowered.codes(), [Code::Unsupported]);
    // What stands beside the choice would have to follow it through one component after the other.
    let lowered = schemas(
        "A: { type: object, properties: { a: { type: string } }, oneOf: [{ $ref: '#/components/schemas/B' }, { type: object, properties: { x: { type: integer } } }] }
B: { type: object, properties: { b: { type: string } }, oneOf: [{ $ref: '#/components/schemas/C' }, { type: object, properties: { y: { type: integer } } }] }
C: { type: object, properties: { c: { type: string } }, oneOf: [{ $ref: '#/components/schemas/D' }, { type: object, properties: { z: { type: integer } } }] }
D: { type: object, properties: { d: { type: string } }, oneOf: [{ $ref: '#/components/schemas/A' }, { type: object, properties: { w: { type: integer } } }] }",
    );
    assert!(
        lowered.codes().contains(&Code::Unsupported),
        "{:?}",
        lowered.codes()
    );
    let untyped = lowered.api.approximations.iter();
    assert!(
        untyped
            .clone()
            .any(|one| one.treatment == Treatment::AnyJson)
    );
    assert!(!untyped.clone().any(|one| one.treatment == Treatment::Loose));
}

#[test]
fn properties_say_nothing_of_values_that_are_no_objects() {
    let lowered = schemas(
        "A: { oneOf: [{ type: boolean }, { type: object }], properties: { id: { type: string } } }",
    );
    assert_eq!(lowered.shape("A"), "union(Boolean(Bool) | Object(AObject))");
    assert_eq!(lowered.shape("AObject"), "{id?: String}");
    assert!(lowered.diagnostics.is_empty());
}

#[test]
fn a_type_that_contradicts_every_branch_is_ignored() {
    let lowered = schemas(
            "A: { type: object, oneOf: [{ type: string }, { type: boolean }] }
B: { type: object, properties: { s: { type: object, nullable: true, allOf: [{ $ref: '#/components/schemas/S' }] } } }
S: { type: string, enum: [a, b] }",
        );
    assert_eq!(lowered.shape("A"), "union(String(String) | Boolean(Bool))");
    assert_eq!(lowered.shape("B"), "{s?!: S}");
    assert_eq!(lowered.codes(), [Code::Contradiction, Code::Contradiction]);
}

#[test]
fn a_branch_that_contradicts_the_type_is_left_out() {
    let lowered = schemas(
        "A: { type: object, oneOf: [{ type: string }, { properties: { a: { type: string } } }, { properties: { b: { type: string } } }] }",
    );
    assert_eq!(lowered.shape("A"), "union(WithA(AWithA) | WithB(AWithB))");
}

#[test]
fn what_only_a_requirement_names_is_kept() {
    let lowered = schemas(
        "Alone: { type: object, properties: { a: { type: string } }, anyOf: [{ required: [a] }, { required: [b] }] }
Beside: { oneOf: [{ $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/AB' }], anyOf: [{ required: [a] }, { required: [b] }] }
A: { type: object, properties: { a: { type: string } } }
AB: { type: object, properties: { a: { type: string }, b: { type: string } } }",
    );
    assert_eq!(lowered.shape("Alone"), "{a?: String, b?: Json}");
    assert_eq!(lowered.shape("Beside"), "union(A(BesideA) | Ab(Ab))");
    assert_eq!(lowered.shape("BesideA"), "{a?: String, b?: Json}");
}

#[test]
fn a_branch_with_a_condition_is_no_mere_requirement() {
    let lowered = schemas(
        "A: { type: object, properties: { a: { type: string } }, anyOf: [{ required: [a] },
    { x-codegen-dependent-schemas: { a: { properties: { b: { type: string } } } } }] }",
    );
    assert_eq!(lowered.shape("AObjectObject"), "{a?: String, b?: Json}");
}

#[test]
fn other_keys_beside_a_choice_are_those_of_its_branches() {
    let lowered = schemas(
        "A: { oneOf: [{ $ref: '#/components/schemas/B' }, { $ref: '#/components/schemas/C' }],
    x-codegen-unevaluated-properties: { type: integer } }
B: { type: object, properties: { b: { type: string } } }
C: { type: object, properties: { c: { type: string } } }",
    );
    assert_eq!(lowered.shape("A"), "union(B(AB) | C(AC))");
    assert_eq!(lowered.shape("AB"), "{b?: String, ..I64}");
}

#[test]
fn wholes_of_one_place_keep_what_each_of_them_names() {
    let lowered = schemas(
        "A: { allOf: [{ $ref: '#/components/schemas/Choice' }, { anyOf: [{ required: [x] }, { required: [y] }] }] }
Choice: { oneOf: [{ $ref: '#/components/schemas/B' }, { $ref: '#/components/schemas/C' }], anyOf: [{ required: [y] }, { required: [z] }] }
B: { type: object, required: [b], properties: { b: { type: string } } }
C: { type: object, required: [c], properties: { c: { type: string } } }",
    );
    assert_eq!(lowered.shape("A"), "union(B(AB) | C(AC))");
    assert_eq!(
        lowered.shape("AB"),
        "{b: String, x?: Json, y?: Json, z?: Json}"
    );
    assert_eq!(lowered.shape("Choice"), "union(B(ChoiceB) | C(ChoiceC))");
    assert_eq!(lowered.shape("ChoiceB"), "{b: String, y?: Json, z?: Json}");
}
