//! `cargo xtask spec fetch`, against a server on this machine: what is fetched, what is refused, and what is written.

use std::time::{Duration, Instant};

use cotool_mock::{Reply, Server};

use crate::project::{Project, Run};

const API: &str = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths:\n  /a:\n    get:\n      summary: List\n      responses: {'200': {description: d}}\n";
const NEXT: &str = r#"{"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": {"/b": {"get": {"summary": "List", "responses": {"200": {"description": "d"}}}}}}"#;

/// A project whose document is published by this server.
fn project(reply: impl Fn() -> Reply + Send + Sync + 'static) -> (Project, Server) {
    let server = Server::start(move |_| reply()).unwrap();
    let project = Project::with_client(API);
    project.put(
        "spec/source.toml",
        &format!("url = \"{}/openapi.json\"\n", server.url()),
    );
    (project, server)
}

fn json(body: &str) -> Reply {
    Reply::text(200, "application/json", body)
}

/// Fetching fails with these words, in bounded time, and leaves everything as it is.
#[track_caller]
fn refused(reply: impl Fn() -> Reply + Send + Sync + 'static, more: &[&str], words: &str) -> Run {
    let (project, _server) = project(reply);
    let before = project.snapshot();
    let since = Instant::now();
    let run = project
        .run(&[&["spec", "fetch"], more].concat())
        .code(2)
        .says(words);
    assert!(since.elapsed() < Duration::from_secs(20));
    assert_eq!(project.snapshot(), before);
    run
}

#[test]
fn a_changed_document_takes_the_place_of_its_parts() {
    let (project, server) = project(|| json(NEXT));
    let run = project
        .run(&["spec", "fetch"])
        .code(0)
        .says("Breaking: 1 change breaks running programs")
        .says("operation-removed at GET /a")
        .says("deleted spec/reference/api.yaml");
    assert!(
        !run.out.contains("wrote"),
        "the report stands alone: {run:#?}"
    );
    let document = project.text("spec/cotool.yaml");
    assert!(
        document.starts_with("# Fetched by `cargo xtask spec fetch`"),
        "{document}"
    );
    assert!(
        document.contains("  /b:\n    get:\n      summary: List\n"),
        "{document}"
    );
    let source = project.text("spec/source.toml");
    assert!(
        source.contains(&format!("url = \"{}/openapi.json\"", server.url())),
        "{source}"
    );
    assert!(source.contains("sha256 = \""), "{source}");
    assert!(source.contains("fetched = \"2"), "{source}");
    assert!(!project.path("spec/reference/api.yaml").exists());
    project.run(&["codegen"]).code(0);
    project.run(&["codegen", "--check"]).code(0);
}

#[test]
fn an_unchanged_document_changes_nothing() {
    let (project, _server) = project(|| json(NEXT));
    project.run(&["spec", "fetch"]).code(0);
    let before = project.snapshot();
    project.run(&["spec", "fetch"]).code(0).says("unchanged");
    project
        .run(&["spec", "fetch", "--check"])
        .code(0)
        .says("unchanged");
    assert_eq!(project.snapshot(), before);
}

#[test]
fn checking_says_what_changed_and_writes_nothing() {
    let (project, _server) = project(|| json(NEXT));
    let before = project.snapshot();
    project
        .run(&["spec", "fetch", "--check"])
        .code(1)
        .says("operation-removed");
    assert_eq!(project.snapshot(), before);
}

#[test]
fn settled_names_stay_where_their_operation_does() {
    let (project, _server) = project(|| json(NEXT));
    project.put(
        "spec/codegen.toml",
        "[operations.\"GET /b\"]\nname = \"every\"\n[operations.\"GET /a\"]\nname = \"all\"\n",
    );
    project
        .run(&["spec", "fetch"])
        .code(0)
        .says("settled names that could not be kept")
        .says("GET /a");
    project.run(&["codegen"]).code(0);
    let mut code = String::new();
    for entry in std::fs::read_dir(project.path("cotool-api/src/generated/api")).unwrap() {
        code.push_str(&std::fs::read_to_string(entry.unwrap().path()).unwrap());
    }
    assert!(code.contains("pub fn every("), "{code}");
}

#[test]
fn a_broken_document_is_refused_with_its_place() {
    refused(
        || json("{\"openapi\": \"3.1.0\",\n \"info\": }"),
        &[],
        "openapi.json:2:",
    );
    refused(|| json("{\"swagger\": \"2.0\"}"), &[], "OpenAPI");
    // What is left of a document when the connection ends too early, or when a build went wrong.
    refused(|| json(&NEXT[..100]), &[], "not JSON");
    refused(
        || {
            json(
                "{\"openapi\": \"3.1.0\", \"info\": {\"title\": \"T\", \"version\": \"1\"}, \"paths\": {}}",
            )
        },
        &[],
        "it describes no operation",
    );
}

#[test]
fn a_page_is_no_document() {
    refused(
        || {
            Reply::text(
                200,
                "text/html; charset=utf-8",
                "<!doctype html><title>Log in</title>",
            )
        },
        &[],
        "the answer is text/html, not JSON or YAML",
    );
    // Servers that lie about it.
    refused(|| json("<!doctype html><title>Log in</title>"), &[], "HTML");
}

#[test]
fn another_kind_of_content_is_refused() {
    refused(
        || Reply::text(200, "image/png", "PNG"),
        &[],
        "the answer is image/png",
    );
}

#[test]
fn what_is_too_large_is_refused() {
    let large = "a".repeat(2 * 1024 * 1024);
    let chunked = large.clone();
    refused(
        move || json(&large),
        &["--max-size", "1"],
        "larger than 1 MiB",
    );
    refused(
        move || json(&chunked).chunked(65536),
        &["--max-size", "1"],
        "larger than 1 MiB",
    );
}

#[test]
fn a_redirect_to_another_host_is_not_followed() {
    let other = Server::start(|_| json(NEXT)).unwrap();
    let target = format!("{}/openapi.json", other.url());
    refused(
        move || Reply::empty(302).header("location", &target),
        &[],
        "redirects to another host",
    );
    assert_eq!(other.count(), 0);
}

#[test]
fn a_server_that_hangs_is_given_up() {
    refused(
        || json(NEXT).after(Duration::from_secs(15)),
        &["--timeout", "1"],
        "took longer than 1 s",
    );
}

#[test]
fn an_error_of_the_server_is_said() {
    refused(|| Reply::empty(503), &[], "the answer was 503");
}

#[test]
fn only_https_is_fetched() {
    let (project, _server) = project(|| json(NEXT));
    project
        .run(&["spec", "fetch", "http://example.com/openapi.json"])
        .code(2)
        .says("only https");
}
