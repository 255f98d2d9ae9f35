//! `oneOf` and `anyOf`: which branch is read, and what is said when none can be.

use serde_json::{Value, json};
use shapes::models::{
    AllOptional, Circle, Dog, FirstFit, Message, Payment, Payments, Pet, PetBird, Scalars, Shape,
    Transport, Vehicle,
};

use super::round_trip::{read, refused, survives};

fn written(value: &impl serde::Serialize) -> Value {
    serde_json::to_value(value).unwrap()
}

#[test]
fn a_choice_of_any_is_no_empty_struct() {
    let circle: Shape = survives(json!({ "type": "circle", "radius": 2.0 }));
    assert!(matches!(circle, Shape::Circle(Circle { radius: 2.0, .. })));
}

#[test]
fn a_constant_tells_branches_apart_without_a_discriminator() {
    // Both have the same keys, and the first does not swallow the second.
    let user: Message = survives(json!({ "role": "user", "content": "hi" }));
    assert!(matches!(user, Message::User(_)));
    let system: Message = survives(json!({ "role": "system", "content": "be kind" }));
    assert!(matches!(system, Message::System(_)));
}

#[test]
fn a_value_of_a_branch_has_its_constant_without_being_told() {
    let made = Shape::from(Circle::new(1.0));
    assert_eq!(written(&made), json!({ "type": "circle", "radius": 1.0 }));
}

#[test]
fn the_fields_of_one_branch_are_not_demanded_of_another() {
    assert!(matches!(
        survives(json!({ "card": "4242" })),
        Payment::Card(_)
    ));
    assert!(matches!(
        survives(json!({ "iban": "DE00" })),
        Payment::Bank(_)
    ));
}

#[test]
fn a_discriminator_without_a_mapping_names_the_schema() {
    let dog: Pet = survives(json!({ "petType": "Dog", "barks": true }));
    assert!(matches!(dog, Pet::Dog(_)));
    // The discriminator decides, and not the keys that happen to be there.
    let odd: Pet = read(json!({ "petType": "Dog", "claws": 4 }));
    assert!(matches!(odd, Pet::Dog(_)));
}

#[test]
fn a_discriminator_with_a_mapping_takes_each_of_its_values() {
    for (tag, is_dog) in [("feline", false), ("canine", true), ("wolf", true)] {
        let vehicle: Vehicle = survives(json!({ "petType": tag }));
        assert_eq!(matches!(vehicle, Vehicle::Dog(_)), is_dog, "{tag}");
    }
}

#[test]
fn what_a_discriminator_does_not_name_is_of_its_default() {
    // What came without it is written without it.
    for value in [
        json!({ "petType": "coach", "seats": 40 }),
        json!({ "petType": "Tram", "seats": 40 }),
        json!({ "seats": 40 }),
    ] {
        let value = survives::<Transport>(value);
        assert!(matches!(value, Transport::Coach(_)), "{value:?}");
    }
    let dog: Transport = survives(json!({ "petType": "Dog", "barks": true }));
    assert!(matches!(dog, Transport::Dog(_)), "{dog:?}");
}

#[test]
fn the_discriminator_is_written_for_a_branch_that_does_not_have_it() {
    let bird = Pet::from(PetBird::new().wings(2));
    assert_eq!(written(&bird), json!({ "petType": "Bird", "wings": 2 }));
    assert_eq!(survives::<Pet>(written(&bird)), bird);
}

#[test]
fn a_discriminator_with_several_values_for_a_branch_is_what_its_field_says() {
    let wolf = Vehicle::from(Dog::new("wolf"));
    assert_eq!(written(&wolf), json!({ "petType": "wolf" }));
}

#[test]
fn a_branch_of_tomorrow_is_kept_as_it_came() {
    let fish = json!({ "petType": "Fish", "fins": [1, 2.5, null], "deep": { "er": "x" } });
    let Pet::Unknown(kept) = survives::<Pet>(fish.clone()) else {
        panic!("read as a pet that is known");
    };
    assert_eq!(kept.as_value(), &fish);
    let hexagon: Shape = survives(json!({ "type": "hexagon", "side": 1 }));
    assert!(matches!(hexagon, Shape::Unknown(_)));
    let role: Message = survives(json!({ "role": "tool", "content": "x" }));
    assert!(matches!(role, Message::Unknown(_)));
}

#[test]
fn the_branch_that_explains_most_is_read_and_nothing_is_lost() {
    let both: FirstFit = survives(json!({ "a": "1", "b": "2" }));
    assert!(matches!(both, FirstFit::AAndB(_)));
    let one: FirstFit = survives(json!({ "a": "1" }));
    assert!(matches!(one, FirstFit::JustA(_)));
}

#[test]
fn a_closed_branch_of_optional_fields_does_not_swallow_every_object() {
    let query: AllOptional = survives(json!({ "text": "x" }));
    assert!(matches!(query, AllOptional::Query(_)));
    let page: AllOptional = survives(json!({ "limit": 3 }));
    assert!(matches!(page, AllOptional::Nothing(_)));
}

#[test]
fn scalars_and_lists_are_told_apart_by_their_type() {
    assert!(matches!(survives(json!("1")), Scalars::String(_)));
    assert!(matches!(survives(json!(1)), Scalars::Integer(1)));
    assert!(matches!(survives(json!(true)), Scalars::Boolean(true)));
    assert!(matches!(survives(json!(["1"])), Scalars::StringList(_)));
}

#[test]
fn an_error_names_each_branch_and_why_and_where_it_failed() {
    let said = refused::<Shape>(json!({ "type": "circle", "radius": "wide" }));
    for part in ["Shape", "Circle", "radius", "string", "Square", "square"] {
        assert!(said.contains(part), "{part} in: {said}");
    }
    let said = refused::<Message>(json!({ "role": "user", "content": [1] }));
    for part in ["Message", "User", "content", "System", "role"] {
        assert!(said.contains(part), "{part} in: {said}");
    }
}

#[test]
fn an_error_deep_in_a_list_of_choices_has_the_whole_path() {
    let said = refused::<Payments>(json!({ "payments": [{ "iban": "DE00" }, { "iban": 7 }] }));
    assert!(said.starts_with("$.payments[1]: "), "{said}");
    assert!(said.contains("Bank failed at `$.iban`"), "{said}");
}
