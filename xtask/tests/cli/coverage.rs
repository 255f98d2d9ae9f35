//! `spec/COVERAGE.md`: what becomes of everything that the document uses.

use crate::project::Project;

const API: &str = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths:\n  /a:\n    get:\n      summary: List\n      x-team: a\n      responses:\n        '200': {description: d, content: {application/json: {schema: {type: string, format: ticket}}}}\n";

#[test]
fn a_kind_that_nobody_has_classified_fails_the_check() {
    let project = Project::with_client(API);
    project
        .run(&["codegen"])
        .code(0)
        .says("Extensions: `x-team` is not classified")
        .says("Formats: `ticket` is not classified")
        .says("spec/cotool.yaml:");
    assert!(
        project
            .text("spec/COVERAGE.md")
            .contains("| `x-team` | 1 | **not classified** |")
    );
    project
        .run(&["codegen", "--check"])
        .code(1)
        .says("[coverage]");
    project.put(
        "spec/codegen.toml",
        "[coverage]\nx-team = \"left out: nobody asks\"\nticket = \"documented\"\n",
    );
    project.run(&["codegen"]).code(0);
    project.run(&["codegen", "--check"]).code(0);
    let page = project.text("spec/COVERAGE.md");
    assert!(
        page.contains("| `x-team` | 1 | left out: nobody asks |"),
        "{page}"
    );
    assert!(page.contains("| `ticket` | 1 | documented |"), "{page}");
    assert!(
        page.contains("| an operation: `summary` | 1 | typed |"),
        "{page}"
    );
}

#[test]
fn a_class_of_something_that_is_not_there_is_said() {
    let project = Project::with_client(
        &API.replace("      x-team: a\n", "")
            .replace("ticket", "uuid"),
    );
    project.put("spec/codegen.toml", "[coverage]\nx-team = \"left out\"\n");
    project
        .run(&["codegen"])
        .code(0)
        .says("classifies `x-team`, which the document does not use");
    project.run(&["codegen", "--check"]).code(0);
}
