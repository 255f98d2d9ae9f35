//! Which file things stand in, and what these files import and are gated by.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

#[cfg(test)]
mod emit_sample;

use std::collections::{BTreeMap, BTreeSet};

use codegen::Config;
use codegen::model::*;
use emit_sample::*;

/// A struct with so many fields that it takes about `lines` lines.
fn long(text: &str, lines: usize) -> TypeDef {
    let fields = (0..lines / 3)
        .map(|number| field(&format!("field{number}"), string(), Presence::Required))
        .collect();
    TypeDef {
        usage: Usage {
            request: false,
            response: true,
        },
        ..component(text, object(fields))
    }
}

/// Which paths there are.
fn paths(files: &BTreeMap<String, String>) -> Vec<&str> {
    files.keys().map(String::as_str).collect()
}

/// Every module that is declared has its file, every file is declared, and every import leads to one declaration.
fn check(files: &BTreeMap<String, String>) {
    let mut reached = BTreeSet::from(["mod.rs".to_owned()]);
    let mut open = vec![("mod.rs".to_owned(), String::new())];
    while let Some((path, folder)) = open.pop() {
        for item in syn::parse_file(&files[&path]).unwrap().items {
            let syn::Item::Mod(module) = item else {
                continue;
            };
            let file = format!("{folder}{}.rs", module.ident);
            let inside = format!("{folder}{}/", module.ident);
            let nested = format!("{inside}mod.rs");
            let found = if files.contains_key(&file) {
                file
            } else {
                nested
            };
            assert!(files.contains_key(&found), "no file for {}", module.ident);
            assert!(reached.insert(found.clone()), "{found} is declared twice");
            open.push((found, inside));
        }
    }
    let all: BTreeSet<String> = files.keys().cloned().collect();
    assert_eq!(reached, all);
    let lower: BTreeSet<String> = all.iter().map(|path| path.to_lowercase()).collect();
    assert_eq!(lower.len(), all.len(), "paths differ only in case");
}

#[test]
fn a_short_group_is_one_file() {
    let mut types = Types::default();
    types.add(long("A", 300));
    types.add(long("B", 300));
    let files = files(&api(vec![handle("jobs", Vec::new())], types));
    check(&files);
    assert_eq!(
        paths(&files),
        [
            "api/jobs.rs",
            "api/mod.rs",
            "meta.rs",
            "mod.rs",
            "models/jobs.rs",
            "models/mod.rs"
        ]
    );
}

#[test]
fn a_long_group_is_a_folder_with_a_file_an_owner() {
    let mut types = Types::default();
    let a = types.add(long("A", 600));
    types.add(TypeDef {
        shape: object(vec![field("a", Type::Named(a), Presence::Required)]),
        ..long("B", 0)
    });
    types.add(long("C", 600));
    let files = files(&api(vec![handle("jobs", Vec::new())], types));
    check(&files);
    let models: Vec<&str> = paths(&files)
        .into_iter()
        .filter(|path| path.starts_with("models/jobs"))
        .collect();
    assert_eq!(
        models,
        [
            "models/jobs/a.rs",
            "models/jobs/b.rs",
            "models/jobs/c.rs",
            "models/jobs/mod.rs"
        ]
    );
    assert!(files["models/jobs/b.rs"].contains("use crate::models::A;"));
    assert!(
        files["models/jobs/mod.rs"]
            .contains("mod a;\nmod b;\nmod c;\n\npub use a::*;\npub use b::*;\npub use c::*;\n")
    );
}

#[test]
fn a_long_owner_is_a_folder_itself_and_its_own_type_stands_in_the_folders_file() {
    let mut types = Types::default();
    let inner = types.add(TypeDef {
        owner: Owner::Component("Job".to_owned()),
        pointer: "/components/schemas/Job/properties/x".to_owned(),
        ..long("JobX", 1500)
    });
    types.add(TypeDef {
        shape: object(vec![field("x", Type::Named(inner), Presence::Required)]),
        ..long("Job", 0)
    });
    types.add(long("Other", 300));
    let files = files(&api(vec![handle("jobs", Vec::new())], types));
    check(&files);
    let own = &files["models/jobs/job/mod.rs"];
    assert!(own.contains("pub struct Job {"), "{own}");
    // It is in scope by the re-export; an import would hide that.
    assert!(!own.contains("use crate::models"), "{own}");
    assert!(files["models/jobs/job/job_x.rs"].contains("pub struct JobX {"));
}

#[test]
fn a_long_handle_is_divided_by_the_first_segment_that_differs() {
    let many = |name: &str, path: &str| -> Vec<Operation> {
        (0..40)
            .map(|number| {
                operation(
                    &format!("{name}{number}"),
                    Method::Get,
                    &format!("{path}/x{number}"),
                )
            })
            .collect()
    };
    let mut operations = vec![operation("root", Method::Get, "/v1/jobs")];
    operations.extend(many("run", "/v1/jobs/{id}/runs"));
    operations.extend(many("step", "/v1/jobs/{id}/steps"));
    let files = files(&api(vec![handle("jobs", operations)], Types::default()));
    check(&files);
    let api: Vec<&str> = paths(&files)
        .into_iter()
        .filter(|path| path.starts_with("api/"))
        .collect();
    assert_eq!(
        api,
        [
            "api/jobs/mod.rs",
            "api/jobs/runs.rs",
            "api/jobs/steps.rs",
            "api/mod.rs"
        ]
    );
    assert!(files["api/jobs/mod.rs"].contains("pub const ROOT:"));
    assert!(files["api/jobs/runs.rs"].contains("use crate::api::Jobs;\nuse crate::runtime;\n"));
}

#[test]
fn file_names_are_names_of_files_and_modules() {
    let mut types = Types::default();
    let mut scope = Scope::default();
    let texts = [
        "../../etc/passwd",
        "a/b",
        "Mod",
        "lib",
        "crate",
        "self",
        "CON",
        "aux",
        "jobs",
        "Jobs",
        "JOBS",
        "日本",
        "été",
        "",
        "2fa",
        "type",
        "..",
        "C:\\x",
        "a b",
        "a-b",
        "A_B",
        "\u{0}",
    ];
    let longest = "long ".repeat(60);
    for text in texts.into_iter().chain([longest.as_str()]) {
        types.add(TypeDef {
            name: scope.claim_first(&[text]),
            ..long(text, 120)
        });
    }
    let files = files(&api(vec![handle("jobs", Vec::new())], types));
    check(&files);
    for path in files.keys() {
        let name = path.rsplit('/').next().unwrap();
        assert!(name.len() <= 90, "{path}");
        assert!(
            path.chars()
                .all(|c| c.is_ascii_alphanumeric() || "/_.".contains(c)),
            "{path}"
        );
        assert!(!["con.rs", "aux.rs", "lib.rs"].contains(&name), "{path}");
    }
}

#[test]
fn a_type_stands_with_the_tag_that_reaches_it_or_where_the_configuration_says() {
    let mut types = Types::default();
    let reached = |text: &str, by: Vec<usize>| TypeDef {
        reached_by: by,
        in_union: false,
        ..long(text, 6)
    };
    types.add(reached("OnlyA", vec![0]));
    types.add(reached("Both", vec![0, 1]));
    types.add(reached("Nobody", Vec::new()));
    types.add(reached("Settled", vec![0]));
    let api = api(
        vec![handle("a", Vec::new()), handle("b", Vec::new())],
        types,
    );
    let mut config = Config::default();
    config.groups.insert("Settled".to_owned(), "b".to_owned());
    let files = files_with(&api, &config);
    check(&files);
    assert!(files["models/a.rs"].contains("struct OnlyA"));
    assert!(files["models/b.rs"].contains("struct Settled"));
    assert!(files["models/shared.rs"].contains("struct Both"));
    assert!(files["models/shared.rs"].contains("struct Nobody"));
}

#[test]
fn a_file_is_there_for_every_feature_that_needs_it() {
    let mut types = Types::default();
    let reached = |text: &str, by: Vec<usize>| TypeDef {
        reached_by: by,
        in_union: false,
        ..long(text, 6)
    };
    let inner = types.add(reached("Inner", vec![2]));
    types.add(TypeDef {
        shape: object(vec![field("inner", Type::Named(inner), Presence::Required)]),
        ..reached("Outer", vec![0, 1])
    });
    let handles = ["a_tag", "b", "c"].map(|tag| handle(tag, Vec::new()));
    let api = api(handles.to_vec(), types);
    assert_eq!(
        codegen::emit::features(&api, &Config::default()),
        ["a-tag", "b", "c"]
    );
    let files = files(&api);
    assert!(files["api/mod.rs"].contains("#[cfg(feature = \"a-tag\")]\npub mod a_tag;"));
    let models = &files["models/mod.rs"];
    assert!(
        models.contains("#[cfg(any(feature = \"a-tag\", feature = \"b\"))]\nmod shared;"),
        "{models}"
    );
    // `Outer` refers to it, so it is there for all three, which needs no gate.
    assert!(models.contains("\nmod c;"), "{models}");
    assert!(!models.contains("\"c\""), "{models}");
}

#[test]
fn features_that_mean_something_else_are_renamed() {
    // Those that the client has whatever its document says.
    let manifest = include_str!("../../cotool-api/Cargo.toml");
    let (_, after) = manifest.split_once("# @generated features: end").unwrap();
    let (own, _) = after.split_once("\n\n").unwrap();
    let mut names: Vec<&str> = own
        .lines()
        .filter_map(|line| line.split_once(" = [").map(|(name, _)| name))
        .collect();
    assert!(names.contains(&"reqwest"), "{names:?}");
    names.extend(["default", "move"]);
    let handles = names.iter().map(|tag| handle(tag, Vec::new())).collect();
    let features = codegen::emit::features(&api(handles, Types::default()), &Config::default());
    let renamed: Vec<String> = names
        .iter()
        .map(|name| match *name {
            "move" => "move".to_owned(),
            name => format!("{name}-api"),
        })
        .collect();
    assert_eq!(features, renamed);
}

#[test]
fn a_part_is_a_feature_while_the_document_has_what_it_needs() {
    let op = |name: &str, path: &str| operation(name, Method::Get, path);
    let handles = vec![
        handle("runs", vec![op("start", "/start")]),
        handle("status", vec![op("ask", "/ask")]),
    ];
    let mut types = Types::default();
    types.add(long("Progress", 6));
    let api = api(handles, types);
    let keys: Vec<String> = api.operations().map(|operation| operation.key()).collect();
    let part = |operations: &[&str], types: &str| {
        let toml = format!("[parts.runs]\noperations = {operations:?}\ntypes = [{types}]");
        let config = Config::parse(&toml).unwrap();
        // A tag never gets the name of a part, built or not.
        assert_eq!(
            codegen::emit::features(&api, &config),
            ["runs-api", "status"]
        );
        codegen::emit::parts(&api, &config)
    };
    let both: Vec<&str> = keys.iter().map(String::as_str).collect();
    assert_eq!(
        part(&both, "\"Progress\""),
        [codegen::emit::Feature {
            name: "runs".to_owned(),
            needs: vec!["runs-api".to_owned(), "status".to_owned()],
        }]
    );
    assert_eq!(part(&["GET /nowhere"], ""), []);
    assert_eq!(part(&both, "\"Progress\", \"Other\""), []);
}

#[test]
fn an_api_without_anything_is_complete() {
    let files = files(&api(Vec::new(), Types::default()));
    check(&files);
    assert_eq!(
        paths(&files),
        ["api/mod.rs", "meta.rs", "mod.rs", "models/mod.rs"]
    );
}
