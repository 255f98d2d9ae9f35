//! `cargo xtask spec why`: from items to places and back.

use crate::project::Project;

const API: &str = "openapi: 3.1.0
info: {title: T, version: '1'}
paths:
  /alerts/{id}:
    get:
      tags: [Alerts]
      summary: Get alert
      parameters:
      - {in: path, name: id, required: true, schema: {type: string, format: uuid}}
      - {in: query, name: fullText, schema: {type: boolean, default: false}}
      responses:
        '200':
          description: d
          content: {application/json: {schema: {$ref: '#/components/schemas/Alert'}}}
components:
  schemas:
    Alert:
      type: object
      required: [severity]
      properties:
        severity: {type: string, enum: [low, high]}
        closedAt: {type: [string, 'null'], format: date-time}
        notes: {}
";

fn project() -> Project {
    let project = Project::new();
    project.put("api.yaml", API);
    project
}

fn why(project: &Project, item: &str) -> crate::project::Run {
    project.run(&["spec", "why", item, "--spec", "api.yaml"])
}

#[test]
fn a_field_has_its_place_and_its_rules() {
    let project = project();
    why(&project, "models::Alert::closed_at")
        .code(0)
        .says("models::Alert::closed_at: field: Maybe<runtime::DateTime>")
        .says("--> api.yaml:22:9 (/components/schemas/Alert/properties/closedAt)")
        .says("`Maybe` has three states")
        .says("The format is date-time")
        .says("The JSON key is `closedAt`.");
    why(&project, "Alert::severity")
        .code(0)
        .says("field: AlertSeverity");
    why(&project, "notes")
        .code(0)
        .says("The document allows anything there.");
}

#[test]
fn methods_and_parameters_have_theirs() {
    let project = project();
    why(&project, "Alerts::get_alert")
        .code(0)
        .says("method: GET /alerts/{id}")
        .says("--> api.yaml:5:5")
        .says("named after the summary \"Get alert\"")
        .says("Every documented success holds `Alert`.");
    why(&project, "GetAlertParams::full_text")
        .code(0)
        .says("query parameter: bool")
        .says("--> api.yaml:10:9")
        .says("On the wire it is `fullText`.")
        .says("it is not sent");
}

#[test]
fn a_pointer_leads_to_its_items() {
    let project = project();
    why(&project, "#/components/schemas/Alert/properties/severity")
        .code(0)
        .says("models::Alert::severity: field")
        .says("models::AlertSeverity: enum")
        .says("models::AlertSeverity::Low: variant");
    why(&project, "/components/schemas/Alert/required")
        .code(0)
        .says("no item is made of /components/schemas/Alert/required by itself; of /components/schemas/Alert:")
        .says("models::Alert: struct");
}

#[test]
fn what_is_not_there_is_said_with_what_is_alike() {
    let project = project();
    why(&project, "models::Alert::severty")
        .code(1)
        .says("did you mean `models::Alert::severity`?");
    why(&project, "/nowhere")
        .code(1)
        .says("nothing in the client");
}

#[test]
fn what_is_written_by_hand_is_found_too() {
    let project = Project::with_client(API);
    project.put(
        "cotool-api/src/run/start.rs",
        "impl Alerts {\n    pub fn start_run(&self) {}\n}\n",
    );
    project
        .run(&["spec", "why", "Alerts::start_run"])
        .code(0)
        .says("is written by hand: cotool-api/src/run/start.rs:2");
}

#[test]
fn programs_get_one_object() {
    let project = project();
    let run = project
        .run(&[
            "spec",
            "why",
            "Alert::severity",
            "--spec",
            "api.yaml",
            "--format",
            "json",
        ])
        .code(0);
    let value: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(value["items"][0]["path"], "models::Alert::severity");
    assert_eq!(value["items"][0]["line"], 21);
}
