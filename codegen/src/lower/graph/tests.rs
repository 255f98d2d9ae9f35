use super::super::fixture::schemas;

#[test]
fn exactly_the_edges_of_a_cycle_are_boxed() {
    let lowered = schemas(
            "A: { type: object, properties: { b: { $ref: '#/components/schemas/B' }, l: { type: array, items: { $ref: '#/components/schemas/A' } },
                c: { $ref: '#/components/schemas/C' } } }
B: { type: object, properties: { a: { $ref: '#/components/schemas/A' } } }
C: { type: object, properties: { c: { type: string } } }",
        );
    assert_eq!(lowered.shape("A"), "{b?: Box<B>, c?: C, l?: Vec<A>}");
    assert_eq!(lowered.shape("B"), "{a?: Box<A>}");
}

#[test]
fn a_union_that_contains_itself_is_boxed() {
    let lowered = schemas(
        "Expr: { oneOf: [{ type: string }, { $ref: '#/components/schemas/Not' }] }
Not: { type: object, required: [not], properties: { not: { $ref: '#/components/schemas/Expr' } } }",
    );
    assert_eq!(
        lowered.shape("Expr"),
        "union(String(String) | Not(Box<Not>))"
    );
    assert_eq!(lowered.shape("Not"), "{not: Box<Expr>}");
}

#[test]
fn an_alias_in_a_cycle_is_boxed_where_it_is_used() {
    let lowered = schemas(
        "A: { type: object, properties: { next: { $ref: '#/components/schemas/Alias' } } }
Alias: { $ref: '#/components/schemas/A' }",
    );
    assert_eq!(lowered.shape("A"), "{next?: Box<Alias>}");
    assert_eq!(lowered.shape("Alias"), "A");
}

#[test]
fn an_alias_of_a_list_of_itself_is_a_wrapper() {
    let lowered = schemas(
        "Tree: { type: array, items: { $ref: '#/components/schemas/Tree' } }
Json: { type: object, additionalProperties: { $ref: '#/components/schemas/Json' } }",
    );
    assert_eq!(lowered.shape("Tree"), "new(Vec<Tree>)");
    assert_eq!(lowered.shape("Json"), "new(Map<Json>)");
}

#[test]
fn an_alias_of_itself_is_any_json() {
    let lowered =
        schemas("A: { $ref: '#/components/schemas/B' }\nB: { $ref: '#/components/schemas/A' }");
    assert_eq!(lowered.shape("A"), "Json");
    assert_eq!(lowered.shape("B"), "Json");
}
