//! The whole text that a small API becomes. After a change on purpose, run with `UPDATE_GOLDENS=1` and read the
//! difference.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

#[cfg(test)]
mod emit_sample;

use std::path::Path;

#[test]
fn the_sample_becomes_this_text() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/emit_golden");
    let mut files = emit_sample::files(&emit_sample::sample());
    if std::env::var_os("UPDATE_GOLDENS").is_some() {
        for (path, text) in &files {
            let path = folder.join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        return;
    }
    for path in [
        "api/jobs.rs",
        "api/mod.rs",
        "meta.rs",
        "mod.rs",
        "models/jobs.rs",
        "models/mod.rs",
    ] {
        let expected = std::fs::read_to_string(folder.join(path)).unwrap();
        let found = files.remove(path).unwrap_or_default();
        let difference = similar::TextDiff::from_lines(&expected, &found);
        assert_eq!(expected, found, "{path}:\n{}", difference.unified_diff());
    }
    assert!(files.is_empty(), "not expected: {:?}", files.keys());
}
