//! `allOf`, and keys that the schema does not name.

use serde_json::json;
use shapes::models::{Composed, Contradiction, Extras};

use super::round_trip::{refused, survives};

#[test]
fn parts_are_one_struct_that_demands_what_any_part_demands() {
    let composed: Composed = survives(json!({ "name": "n", "colour": "red", "size": 2 }));
    assert_eq!(composed.size, 2);
    for lack in ["name", "colour", "size"] {
        let mut value = json!({ "name": "n", "colour": "red", "size": 2 });
        value.as_object_mut().unwrap().remove(lack);
        assert!(refused::<Composed>(value).contains(lack));
    }
}

#[test]
fn a_contradiction_costs_its_field_and_nothing_else() {
    for torn in [json!("text"), json!(1)] {
        let value: Contradiction = survives(json!({ "torn": torn, "whole": "w" }));
        assert_eq!(value.whole.as_deref(), Some("w"));
    }
}

#[test]
fn keys_that_only_have_a_type_are_kept_beside_those_with_a_name() {
    let extras: Extras = survives(json!({ "id": "a", "x": 1, "y": 2 }));
    assert_eq!(extras.additional["y"], 2);
    refused::<Extras>(json!({ "id": "a", "x": "no integer" }));
}
