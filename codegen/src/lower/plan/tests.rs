use super::super::fixture::{Lowered, paths, settled, whole};
use crate::diagnostic::Code;

fn names(lowered: &Lowered) -> Vec<String> {
    lowered
        .api
        .operations()
        .map(|operation| operation.name.to_string())
        .collect()
}

#[test]
fn an_operation_is_named_by_id_summary_or_path() {
    let lowered = paths(
        "/things:
  get: { operationId: listThings, summary: All of them, responses: {} }
  post: { summary: Make a thing, responses: {} }
/things/{id}/parts: { get: { responses: {} } }",
    );
    assert_eq!(
        names(&lowered),
        ["list_things", "make_a_thing", "get_things_by_id_parts"]
    );
}

#[test]
fn an_operation_whose_name_is_taken_says_how_its_path_differs() {
    let lowered = paths(
        "/runs/{id}: { get: { tags: [Runs], summary: Get status, responses: {} } }
/runs/{id}/status: { get: { tags: [Runs], summary: Get status, responses: {} } }
/runs/{id}/{part}: { get: { tags: [Runs], summary: Get status, responses: {} } }",
    );
    assert_eq!(
        names(&lowered),
        ["get_status", "get_status_status", "get_status_by_part"]
    );
    let collisions = |code: &&Code| **code == Code::NameCollision;
    assert_eq!(lowered.codes().iter().filter(collisions).count(), 2);
}

#[test]
fn the_same_name_in_two_handles_is_no_collision() {
    let lowered = paths(
            "/a: { get: { tags: [A], operationId: list, responses: { '200': { description: '', content: { application/json: { schema: { type: object, properties: { a: { type: string } } } } } } } } }
/b: { get: { tags: [B], operationId: list, responses: { '200': { description: '', content: { application/json: { schema: { type: object, properties: { b: { type: string } } } } } } } } }",
        );
    assert_eq!(names(&lowered), ["list", "list"]);
    assert_eq!(lowered.names(), ["ListResponse", "BListResponse"]);
    assert_eq!(lowered.codes(), [Code::DuplicateOperationId]);
}

#[test]
fn types_of_an_operation_give_way_to_components() {
    let lowered = whole(
            "paths: { /a: { get: { tags: [Things], operationId: check, responses: { '200': { description: '', content: { application/json: { schema: { type: object, properties: { a: { type: string } } } } } } } } } }
components: { schemas: { CheckResponse: { type: string } } }",
        );
    assert_eq!(lowered.shape("CheckResponse"), "String");
    assert_eq!(lowered.shape("ThingsCheckResponse"), "{a?: String}");
}

#[test]
fn a_settled_name_comes_first() {
    let lowered = settled(
        "paths: { /a: { get: { tags: [T], operationId: list, responses: {} } }, /b: { get: { tags: [T], operationId: other, responses: {} } } }",
        "[operations.\"GET /b\"]\nname = \"list\"",
    );
    assert_eq!(names(&lowered), ["list_a", "list"]);
}

#[test]
fn methods_beyond_the_fixed_ones_are_operations_too() {
    let lowered = paths(
        "/a: { x-codegen-additional-operations: { QUERY: { operationId: search, responses: {} } } }",
    );
    assert_eq!(lowered.only().key(), "QUERY /a");
}

#[test]
fn adding_an_operation_renames_nothing() {
    let before = paths("/b: { get: { tags: [T], summary: Get it, responses: {} } }");
    let after = paths(
        "/b: { get: { tags: [T], summary: Get it, responses: {} } }\n/c: { get: { tags: [T], summary: Get it, responses: {} } }",
    );
    assert_eq!(names(&before), ["get_it"]);
    assert_eq!(names(&after), ["get_it", "get_it_c"]);
}
