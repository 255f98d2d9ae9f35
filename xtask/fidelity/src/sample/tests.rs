use super::*;

fn sampled(schema: Value) -> Vec<Value> {
    let schemas = [schema];
    Sampler::new(&schemas).values(0)
}

#[test]
fn each_optional_property_is_there_and_is_not() {
    let values = sampled(json!({
        "type": ["object"],
        "required": ["a"],
        "properties": {"a": {"enum": [1, 2]}, "b": {"type": ["boolean", "null"]}},
    }));
    for expected in [
        json!({"a": 1}),
        json!({"a": 2}),
        json!({"a": 1, "b": true}),
        json!({"a": 1, "b": false}),
        json!({"a": 1, "b": null}),
    ] {
        assert!(values.contains(&expected), "{expected} of {values:?}");
    }
}

#[test]
fn each_branch_has_its_turn() {
    let values = sampled(json!({
        "oneOf": [{"const": "a"}, {"type": ["object"], "required": ["k"], "properties": {"k": {"const": 1}}}],
    }));
    assert!(
        values.contains(&json!("a")) && values.contains(&json!({"k": 1})),
        "{values:?}"
    );
}

#[test]
fn parts_of_an_all_of_are_one() {
    let values = sampled(json!({
        "allOf": [
            {"required": ["a"], "properties": {"a": {"type": ["integer"], "minimum": 5}}},
            {"required": ["b"], "properties": {"b": {"const": "x"}}},
        ],
    }));
    assert_eq!(
        values.first(),
        Some(&json!({"a": 42, "b": "x"})),
        "{values:?}"
    );
}

#[test]
fn what_contains_itself_ends() {
    let node = json!({
        "type": ["object"],
        "properties": {"next": {"$ref": "#/$defs/0"}, "all": {"type": ["array"], "items": {"$ref": "#/$defs/0"}}},
    });
    assert!(sampled(node).contains(&json!({"next": {}})));
    let endless = json!({"type": ["object"], "required": ["next"], "properties": {"next": {"$ref": "#/$defs/0"}}});
    assert_eq!(sampled(endless), Vec::<Value>::new());
}
