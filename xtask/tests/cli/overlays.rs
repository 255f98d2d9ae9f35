//! Corrections on top of the vendored document.

use crate::project::Project;

const API: &str = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths:\n  /a:\n    get:\n      summary: List\n      responses: {'200': {description: d}}\n";

fn overlay(target: &str) -> String {
    format!(
        "overlay: 1.0.0\ninfo: {{title: Corrections, version: 1.0.0}}\nactions:\n- target: {target}\n  description: The page forgets it.\n  update: {{operationId: find_all}}\n"
    )
}

#[test]
fn corrections_are_in_the_client_and_not_in_the_document() {
    let project = Project::with_client(API);
    project.put("spec/overlays/names.yaml", &overlay("$.paths['/a'].get"));
    let document = project.text("spec/cotool.yaml");
    project.run(&["codegen"]).code(0);
    project.run(&["codegen", "--check"]).code(0);
    assert_eq!(project.text("spec/cotool.yaml"), document);
    let mut code = String::new();
    for entry in std::fs::read_dir(project.path("cotool-api/src/generated/api")).unwrap() {
        code.push_str(&std::fs::read_to_string(entry.unwrap().path()).unwrap());
    }
    assert!(code.contains("pub fn find_all("), "{code}");
}

#[test]
fn a_correction_that_matches_nothing_any_more_stops_everything() {
    let project = Project::with_client(API);
    project.put("spec/overlays/names.yaml", &overlay("$.paths['/gone']"));
    let before = project.snapshot();
    project
        .run(&["codegen"])
        .code(2)
        .says("matches nothing in the document any more")
        .says("spec/overlays/names.yaml:4:3");
    assert_eq!(project.snapshot(), before);
}
