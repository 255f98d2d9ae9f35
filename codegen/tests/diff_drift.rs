//! Changes that a real document went through under one unchanged version number, each with its verdict.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

#[cfg(test)]
mod diff_support;

use codegen::diff::report::{Subject, sentence};
use codegen::diff::{Bump, Effect};
use diff_support::diff;
use diff_support::flow::{answer, body, both, document, object, query};

/// Asserts rules (each as often as it is found), effects and version bump.
#[track_caller]
fn expect(old: &str, new: &str, rules: &[&str], effects: (Effect, Effect), bump: Bump) {
    let diff = diff(old, new);
    let mut said: Vec<&str> = diff.changes.iter().map(|c| c.rule.as_str()).collect();
    said.sort_unstable();
    let mut rules = rules.to_vec();
    rules.sort_unstable();
    assert_eq!(said, rules, "{:#?}", diff.changes);
    assert_eq!((diff.contract(), diff.client()), effects);
    assert_eq!(diff.bump(), bump, "{:#?}", diff.rust);
}

use Effect::{Breaking, Risk, Safe};

const STATUS: &str = "'/run-async/{id}': {get: {parameters: [{in: path, name: id, required: true, schema: {type: string}}], responses: {'200': {description: d, content: {application/json: {schema: {type: object, required: [isStreaming], properties: {isStreaming: {type: boolean}, error: {type: string}}}}}}}}}";
const NEWER: &str = "'/run-async/{id}/status': {get: {parameters: [{in: path, name: id, required: true, schema: {type: string}}], responses: {'200': {description: d, content: {application/json: {schema: {type: object, required: [status], properties: {status: {type: string, enum: [running, done]}, statusMessage: {type: string}}}}}}}}}";

#[test]
fn a_path_gets_a_sibling() {
    let old = document(STATUS);
    let new = document(&format!("{STATUS}, {NEWER}"));
    expect(
        &old,
        &new,
        &["operation-added"],
        (Safe, Safe),
        Bump::Feature,
    );
}

#[test]
fn a_path_gives_way_to_another() {
    expect(
        &document(STATUS),
        &document(NEWER),
        &["operation-added", "operation-removed"],
        (Breaking, Breaking),
        Bump::Breaking,
    );
}

const OPEN: &str = "{type: array, items: {type: object, required: [fileId], properties: {fileId: {type: string}, mimeType: {type: string}, objectPath: {type: string}}}}";
const CLOSED: &str = "{type: array, items: {type: object, required: [fileId], properties: {fileId: {type: string}}, additionalProperties: false}}";

#[test]
fn fields_of_a_request_are_gone_and_forbidden() {
    expect(
        &body(&object(&format!("attachments: {OPEN}"))),
        &body(&object(&format!("attachments: {CLOSED}"))),
        &[
            "request-property-forbidden",
            "request-property-forbidden",
            "request-additional-properties-forbidden",
        ],
        (Breaking, Breaking),
        Bump::Breaking,
    );
}

#[test]
fn the_same_fields_stay_in_an_answer() {
    let two = |sent: &str| {
        let (sent, read) = (
            object(&format!("attachments: {sent}")),
            object(&format!("attachments: {OPEN}")),
        );
        document(&format!(
            "/run: {{post: {{requestBody: {{content: {{application/json: {{schema: {sent}}}}}}}, responses: {{'200': {{description: d}}}}}}}}, \
             /history: {{get: {{responses: {{'200': {{description: d, content: {{application/json: {{schema: {read}}}}}}}}}}}}}"
        ))
    };
    let diff = diff(&two(OPEN), &two(CLOSED));
    assert!(!diff.changes.is_empty());
    for change in &diff.changes {
        assert_eq!(change.operations, ["POST /run"], "{change:#?}");
    }
}

#[test]
fn a_result_gets_an_optional_field() {
    expect(
        &answer(&object("text: {type: string}")),
        &answer(&object(
            "text: {type: string}, structuredOutputResult: {description: any}",
        )),
        &["response-property-added"],
        (Safe, Safe),
        Bump::Feature,
    );
}

#[test]
fn counts_go_and_a_status_takes_the_place_of_a_flag() {
    expect(
        &answer(
            "{type: object, required: [isStreaming], properties: {isStreaming: {type: boolean}, error: {type: string}, inputTokens: {type: number}, outputTokens: {type: number}, totalTokens: {type: number}}}",
        ),
        &answer(
            "{type: object, required: [status], properties: {status: {type: string, enum: [running, done]}, statusMessage: {type: string}, detectionId: {type: string}, isPinned: {type: boolean}}}",
        ),
        &[
            "response-required-property-removed",
            "response-optional-property-removed",
            "response-optional-property-removed",
            "response-optional-property-removed",
            "response-optional-property-removed",
            "response-property-added",
            "response-property-added",
            "response-property-added",
            "response-property-added",
        ],
        (Breaking, Breaking),
        Bump::Breaking,
    );
}

const LIMIT: &str = "{in: query, name: limit, required: true, schema: {type: number}}";
const OFFSET: &str = "{in: query, name: offset, required: true, schema: {type: number}}";

#[test]
fn a_list_can_be_searched() {
    expect(
        &query(&format!("{LIMIT}, {OFFSET}")),
        &query(&format!(
            "{LIMIT}, {OFFSET}, {{in: query, name: search, schema: {{type: string, minLength: 1}}}}"
        )),
        &["optional-parameter-added"],
        (Safe, Safe),
        Bump::Feature,
    );
}

#[test]
fn an_event_gets_nine_fields() {
    let more: Vec<String> = (1..=9)
        .map(|number| format!("agentInput{number}: {{type: string}}"))
        .collect();
    expect(
        &answer(&object("id: {type: string}")),
        &answer(&object(&format!(
            "id: {{type: string}}, {}",
            more.join(", ")
        ))),
        &["response-property-added"; 9],
        (Safe, Safe),
        Bump::Feature,
    );
}

#[test]
fn a_run_gets_fields_beside_the_old_ones() {
    expect(
        &answer(&object(
            "isStreaming: {type: boolean}, hasError: {type: boolean}",
        )),
        &answer(&object(
            "isStreaming: {type: boolean}, hasError: {type: boolean}, agentType: {type: string}, status: {type: string, enum: [running, done]}",
        )),
        &["response-property-added", "response-property-added"],
        (Safe, Safe),
        Bump::Feature,
    );
}

#[test]
fn an_agent_that_is_sent_and_read_grows() {
    expect(
        &both(&object("name: {type: string}")),
        &both(&object(
            "name: {type: string}, tags: {type: array, items: {type: string}}, toolActionConfigs: {type: object, properties: {hideAgentButton: {type: boolean}}}",
        )),
        &[
            "request-optional-property-added",
            "request-optional-property-added",
            "response-property-added",
            "response-property-added",
        ],
        (Safe, Safe),
        Bump::Feature,
    );
}

#[test]
fn one_optional_field_takes_the_place_of_another() {
    expect(
        &both(&object(
            "x-cotool: {type: object, properties: {presetId: {type: string}}}",
        )),
        &both(&object(
            "x-cotool: {type: object, properties: {viewerId: {type: string}}}",
        )),
        &[
            "request-optional-property-added",
            "request-property-removed",
            "response-optional-property-removed",
            "response-property-added",
        ],
        (Risk, Risk),
        Bump::Breaking,
    );
}

#[test]
fn an_enum_grows_in_requests_and_answers() {
    let sources = |values: &str| {
        both(&object(&format!(
            "source: {{type: string, enum: [{values}]}}"
        )))
    };
    expect(
        &sources("jira, slack, linear, cron, webhook, email"),
        &sources("jira, slack, linear, cron, webhook, email, jira-automation, hackerone, bugcrowd"),
        &[
            "request-enum-value-added",
            "request-enum-value-added",
            "request-enum-value-added",
            "response-enum-value-added",
            "response-enum-value-added",
            "response-enum-value-added",
        ],
        // The enums of this client are open: it keeps a value that it does not know.
        (Breaking, Safe),
        Bump::Feature,
    );
}

#[test]
fn a_branch_grows_and_its_tag_is_spelled_as_a_constant() {
    let branches = |slack: &str| {
        body(&format!(
            "{{oneOf: [{{type: object, required: [source], properties: {{source: {{const: jira}}, project: {{type: string}}}}}}, {slack}]}}"
        ))
    };
    expect(
        &branches(
            "{type: object, required: [source], properties: {source: {type: string, enum: [slack]}, allowedUserIds: {type: array, items: {type: string}}}}",
        ),
        &branches(
            "{type: object, required: [source], properties: {source: {type: string, const: slack}, allowedUserIds: {type: array, items: {type: string}}, allowedUsergroupIds: {type: array, items: {type: string}}, allowedChannelIds: {type: array, items: {type: string}}}}",
        ),
        &[
            "request-optional-property-added",
            "request-optional-property-added",
        ],
        (Safe, Safe),
        Bump::Feature,
    );
}

#[test]
fn an_enum_of_one_and_a_constant_are_the_same() {
    expect(
        &answer(&object("type: {type: string, enum: [jira]}")),
        &answer(&object("type: {type: string, const: jira}")),
        &[],
        (Safe, Safe),
        Bump::None,
    );
}

#[test]
fn a_sample_is_not_part_of_the_document() {
    let sample = |sample: &str| {
        document(&format!(
            "/hook: {{post: {{x-codeSamples: [{{lang: shell, source: '{sample}'}}], requestBody: {{content: {{application/json: {{schema: {{}}}}}}}}, responses: {{'200': {{description: d}}}}}}}}"
        ))
    };
    expect(
        &sample("curl -d \"<any>\""),
        &sample("curl -d {}"),
        &[],
        (Safe, Safe),
        Bump::None,
    );
}

#[test]
fn what_a_renderer_leaves_out_of_an_example_is_no_removal() {
    let example = |example: &str| {
        answer(&format!(
            "{{type: object, required: [agentType], properties: {{agentType: {{type: string, enum: [response, detection]}}}}, example: {example}}}"
        ))
    };
    let diff = diff(&example("{agentType: response}"), &example("{}"));
    assert_eq!(diff.changes, []);
    assert!(diff.bump() <= Bump::Patch);
}

#[test]
fn a_nullable_field_is_added() {
    expect(
        &answer(&object("id: {type: string}")),
        &answer(&object(
            "id: {type: string}, userId: {type: [string, 'null']}",
        )),
        &["response-property-added"],
        (Safe, Safe),
        Bump::Feature,
    );
}

#[test]
fn a_body_becomes_a_union_with_a_required_tag() {
    let webhook = "url: {type: string}, name: {type: string}";
    expect(
        &body(&format!(
            "{{type: object, required: [url], properties: {{{webhook}}}}}"
        )),
        &body(&format!(
            "{{oneOf: [{{type: object, required: [type, url], properties: {{type: {{const: webhook}}, {webhook}}}}}, \
             {{type: object, required: [type, channel], properties: {{type: {{const: slack}}, channel: {{type: string}}}}}}]}}"
        )),
        &["request-branch-added", "request-required-property-added"],
        (Breaking, Breaking),
        Bump::Breaking,
    );
}

#[test]
fn a_field_is_renamed_and_typed_anew() {
    expect(
        &both(
            "{type: object, required: [destinationId], properties: {destinationId: {type: [string, 'null'], format: uuid}}}",
        ),
        &both(
            "{type: object, required: [destinationIds], properties: {destinationIds: {type: array, items: {type: string, format: uuid}}, acNotificationsEnabled: {type: boolean}}}",
        ),
        &[
            "request-property-removed",
            "request-required-property-added",
            "request-optional-property-added",
            "response-required-property-removed",
            "response-property-added",
            "response-property-added",
        ],
        (Breaking, Breaking),
        Bump::Breaking,
    );
}

#[test]
fn a_list_without_pages_gets_pages() {
    expect(
        &query(""),
        &query(
            "{in: query, name: limit, schema: {type: number}}, {in: query, name: offset, schema: {type: number}}, {in: query, name: filter, schema: {type: string, enum: [all, hits, clear, errors]}}",
        ),
        &["optional-parameter-added", "paging-added", "paging-added"],
        (Risk, Risk),
        // The method had no parameters before.
        Bump::Breaking,
    );
}

#[test]
fn an_entity_and_a_hit_get_fields() {
    let hit = |more: &str| {
        answer(&object(&format!(
            "entity: {}{more}",
            object("confidence: {type: number}")
        )))
    };
    let old = hit("");
    let new = answer(&object(&format!(
        "entity: {}, statusHistory: {{type: array, items: {{type: object, properties: {{at: {{type: string, format: date-time}}, by: {{type: string}}, reason: {{type: string}}}}}}}}",
        object("confidence: {type: number}, entityType: {type: string}, severity: {type: string}")
    )));
    expect(
        &old,
        &new,
        &["response-property-added"; 3],
        (Safe, Safe),
        Bump::Feature,
    );
}

#[test]
fn a_request_gets_optional_fields() {
    expect(
        &body("{type: object, required: [intent], properties: {intent: {type: string}}}"),
        &body(
            "{type: object, required: [intent], properties: {intent: {type: string}, cliNames: {type: array, items: {type: string}}, detectionCadence: {enum: [hourly, daily, weekly, null]}}}",
        ),
        &[
            "request-optional-property-added",
            "request-optional-property-added",
        ],
        (Safe, Safe),
        Bump::Feature,
    );
}

#[test]
fn a_request_takes_more_values() {
    let siem = |values: &str| {
        body(&format!(
            "{{type: object, required: [siemType], properties: {{siemType: {{type: string, enum: [{values}]}}}}}}"
        ))
    };
    expect(
        &siem("splunk, elastic, databricks, datadog, scanner"),
        &siem(
            "splunk, elastic, databricks, datadog, scanner, sumologic, runreveal, sentinelone, gadmin",
        ),
        &["request-enum-value-added"; 4],
        (Safe, Safe),
        Bump::Feature,
    );
}

#[test]
fn a_query_and_its_answer_get_fields() {
    let run = |body: &str, answer: &str| {
        document(&format!(
            "/query: {{post: {{requestBody: {{required: true, content: {{application/json: {{schema: {}}}}}}}, responses: {{'200': {{description: d, content: {{application/json: {{schema: {}}}}}}}}}}}}}",
            object(body),
            object(answer)
        ))
    };
    expect(
        &run("query: {type: string}", "rows: {type: number}"),
        &run(
            "query: {type: string}, platformConfig: {type: object, properties: {version: {const: 1}}}",
            "rows: {type: number}, datadogRulePreview: {type: object}, bestEstimate: {type: number}",
        ),
        &[
            "request-optional-property-added",
            "response-property-added",
            "response-property-added",
        ],
        (Safe, Safe),
        Bump::Feature,
    );
}

#[test]
fn a_user_gets_a_role() {
    let users = |user: &str| {
        answer(&object(&format!(
            "users: {{type: array, items: {}}}",
            object(user)
        )))
    };
    expect(
        &users("email: {type: string}"),
        &users("email: {type: string}, roleId: {type: string}"),
        &["response-property-added"],
        (Safe, Safe),
        Bump::Feature,
    );
}

#[test]
fn errors_are_documented_later() {
    let errors = |errors: &str| {
        document(&format!(
            "/things: {{get: {{responses: {{'200': {{description: d}}{errors}}}}}}}"
        ))
    };
    let error = "{description: d, content: {application/json: {schema: {type: object, required: [error], properties: {error: {type: string}}}}}}";
    expect(
        &errors(""),
        &errors(&format!(
            ", '400': {error}, '401': {error}, '403': {error}, '500': {error}"
        )),
        &["error-status-added"; 4],
        (Safe, Safe),
        // The type of the call says which errors there are.
        Bump::Breaking,
    );
}

#[test]
fn the_version_number_is_judged_by_what_changed_and_not_by_what_it_says() {
    let old = query("").replace("1.0.0", "2.0.0");
    let diff = diff(&old, &query(""));
    assert_eq!(diff.changes[0].rule.as_str(), "info-changed");
    let subject = Subject {
        old: "old.yaml",
        new: "new.yaml",
        version: Some("0.1.0"),
    };
    assert_eq!(
        sentence(&diff, &subject),
        "Safe: nothing that worked stops working; patch version, 0.1.0 -> 0.1.1."
    );
}

#[test]
fn other_values_of_a_discriminator_lead_elsewhere() {
    let pets = |default: &str| {
        answer(&format!(
            "{{oneOf: [{{type: object, required: [k], properties: {{k: {{const: a}}}}}}, {{$ref: '#/components/schemas/B'}}, \
             {{$ref: '#/components/schemas/C'}}], discriminator: {{propertyName: k, defaultMapping: {default}}}}}"
        ))
        .replace(
            "paths:",
            "components: {schemas: {B: {type: object, properties: {b: {type: string}}}, C: {type: object, properties: {c: {type: string}}}}}\npaths:",
        )
    };
    expect(
        &pets("B"),
        &pets("C"),
        &["response-discriminator-changed"],
        (Breaking, Breaking),
        Bump::Breaking,
    );
}
