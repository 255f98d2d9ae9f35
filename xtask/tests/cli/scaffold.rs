//! `cargo xtask codegen --spec FILE --out DIR --name NAME`: a crate for another API.

use std::fs;

use crate::project::Project;

const API: &str = "openapi: 3.0.3
info: {title: 'Shop \"API\"', version: 1.0.0, description: \"Sells\\u202e things.\\r\\n\\n```\\nlet x = ;\\n```\\n<b>[link]\"}
paths:
  /items/{id}:
    get:
      operationId: getItem
      tags: [Items]
      parameters:
        - {in: path, name: id, required: true, schema: {type: string}}
      responses:
        '200':
          description: An item
          content: {application/json: {schema: {type: object, properties: {name: {type: string}}}}}
";

const WORDS: [&str; 7] = [
    "codegen",
    "--spec",
    "shop.yaml",
    "--out",
    "out/shop",
    "--name",
    "shop-api",
];

fn project() -> Project {
    let project = Project::with_client(API);
    project.put("shop.yaml", API);
    project
}

fn written() -> Project {
    let project = project();
    project.run(&WORDS).code(0);
    project
}

#[test]
fn a_crate_is_whole_and_knows_its_files() {
    let project = written();
    let list = project.text("out/shop/.codegen-manifest");
    let files: Vec<&str> = list.lines().skip(1).collect();
    assert!(files.is_sorted());
    for file in [
        "Cargo.toml",
        "src/lib.rs",
        "src/runtime/mod.rs",
        "src/runtime/deep/er.rs",
        "src/generated/mod.rs",
    ] {
        assert!(files.contains(&file), "{file} is missing in {list}");
    }
    for file in files {
        assert!(project.path("out/shop").join(file).is_file(), "{file}");
    }
    assert_eq!(
        project.text("out/shop/src/runtime/mod.rs"),
        project.text("cotool-api/src/runtime/mod.rs"),
        "byte for byte"
    );
    assert!(
        project
            .text("out/shop/Cargo.toml")
            .contains("serde = \"1\"\n")
    );
}

#[test]
fn a_second_run_writes_nothing() {
    let project = written();
    let before = project.snapshot();
    project.run(&WORDS).code(0).says("0 files written, ");
    let check: Vec<&str> = WORDS.into_iter().chain(["--check"]).collect();
    project.run(&check).code(0);
    assert_eq!(project.snapshot(), before);
}

#[test]
fn a_stale_crate_is_found_and_the_command_named() {
    let project = written();
    project.put("out/shop/src/runtime/mod.rs", "changed\n");
    let check: Vec<&str> = WORDS.into_iter().chain(["--check"]).collect();
    project
        .run(&check)
        .code(1)
        .says("stale out/shop/src/runtime/mod.rs\n")
        .says("run `cargo xtask codegen --spec shop.yaml --out out/shop --name shop-api`");
}

#[test]
fn the_runtime_follows_and_other_files_stay() {
    let project = written();
    project.put("out/shop/src/runtime/mine.rs", "mine\n");
    project.put("out/shop/README.md", "mine\n");
    fs::remove_dir_all(project.path("cotool-api/src/runtime/deep")).unwrap();
    project
        .run(&WORDS)
        .code(0)
        .says("deleted out/shop/src/runtime/deep/er.rs\n");
    assert!(!project.path("out/shop/src/runtime/deep").exists());
    assert_eq!(project.text("out/shop/src/runtime/mine.rs"), "mine\n");
    assert_eq!(project.text("out/shop/README.md"), "mine\n");
}

#[test]
fn a_manifest_that_somebody_took_over_is_kept() {
    let project = written();
    let manifest = project.text("out/shop/Cargo.toml");
    let (_, mine) = manifest.split_once('\n').unwrap();
    let mine = format!("{mine}extra = \"1\"\n");
    project.put("out/shop/Cargo.toml", &mine);
    for _ in 0..2 {
        project
            .run(&WORDS)
            .code(0)
            .says("kept out/shop/Cargo.toml as it is");
        assert_eq!(project.text("out/shop/Cargo.toml"), mine);
    }
}

#[test]
fn a_folder_with_a_crate_of_somebody_else_is_left_alone() {
    let project = project();
    project.put("out/shop/Cargo.toml", "[package]\nname = \"mine\"\n");
    let before = project.snapshot();
    project
        .run(&WORDS)
        .code(2)
        .says("out/shop/Cargo.toml is not marked @generated")
        .says("nothing was written");
    assert_eq!(project.snapshot(), before);
}

#[test]
fn a_name_that_cargo_would_not_take_is_refused() {
    let project = project();
    let before = project.snapshot();
    for name in ["self", "1st", "a/../b", "serde"] {
        let words = [
            "codegen",
            "--spec",
            "shop.yaml",
            "--out",
            "out",
            "--name",
            name,
        ];
        project.run(&words).code(2).says(name);
    }
    assert_eq!(project.snapshot(), before);
}

#[test]
fn the_crate_compiles_without_an_edit() {
    let project = project();
    real_crate(&project, "shop.yaml");
    cargo(&project, &["build"]);
    cargo(&project, &["build", "--no-default-features"]);
    let all = ["clippy", "--all-features", "--all-targets"];
    cargo(&project, &all);
}

#[test]
fn whatever_a_document_says_its_documentation_builds_without_a_warning() {
    let project = project();
    let shapes = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../codegen/shapes/openapi.yaml"
    );
    project.put("shapes.yaml", &fs::read_to_string(shapes).unwrap());
    real_crate(&project, "shapes.yaml");
    cargo(&project, &["doc", "--no-deps"]);
}

/// A crate with the real runtime, in the folder `real`.
fn real_crate(project: &Project, spec: &str) {
    let words = [
        "codegen", "--spec", spec, "--out", "real", "--name", "shop-api",
    ];
    project.run_for_real(&words).code(0);
    // The versions that are at hand, so that the test needs no network.
    fs::copy(
        concat!(env!("CARGO_MANIFEST_DIR"), "/../Cargo.lock"),
        project.path("real/Cargo.lock"),
    )
    .unwrap();
}

/// Succeeds without a warning.
#[track_caller]
fn cargo(project: &Project, words: &[&str]) {
    // The target folder of these tests: most of the dependencies are built already.
    let target = concat!(env!("CARGO_TARGET_TMPDIR"), "/..");
    let output = std::process::Command::new(env!("CARGO"))
        .args(words)
        .arg("--offline")
        .current_dir(project.path("real"))
        .env("CARGO_TARGET_DIR", target)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "cargo {words:?}\n{said}");
    assert!(!said.contains("warning"), "cargo {words:?}\n{said}");
}
