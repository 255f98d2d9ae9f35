//! `export_audit_logs`

use cotool_mock::{MockApi, Reply};
use serde_json::Value;

use super::{lines, on};

fn file(name: &str) -> String {
    let name = format!("cotool-{name}-{}.jsonl", std::process::id());
    std::env::temp_dir().join(name).to_str().unwrap().to_owned()
}

/// The ids in the file, which is then removed.
fn ids(path: &str) -> Vec<String> {
    let text = std::fs::read_to_string(path).unwrap();
    std::fs::remove_file(path).unwrap();
    let id = |line: &str| {
        let entry: Value = serde_json::from_str(line).unwrap();
        entry["id"].as_str().unwrap().to_owned()
    };
    text.lines().map(id).collect()
}

#[test]
fn every_entry_is_written_once_the_oldest_first() {
    let api = MockApi::start().unwrap();
    let path = file("logs");
    on(&api, "export_audit_logs", &[&path]).check(0, &["100 of 123", "123 entries in"]);
    let expected: Vec<_> = (0..123).map(|nth| format!("log-{nth:04}")).collect();
    assert_eq!(ids(&path), expected);
    let lines = lines(&api);
    assert_eq!(lines.len(), 3, "{lines:?}");
    assert_eq!(lines[0], "GET /api/audit-logs/count");
    assert!(lines[1].contains("limit=100"), "{lines:?}");
    assert!(lines[2].contains("offset=100"), "{lines:?}");
}

#[test]
fn a_part_of_the_log() {
    let api = MockApi::start().unwrap();
    let path = file("part");
    let words = [&*path, "2026-01-05T09:00:10Z", "2026-01-05T09:00:19Z"];
    on(&api, "export_audit_logs", &words).check(0, &["10 entries"]);
    assert_eq!(ids(&path).len(), 10);
}

#[test]
fn what_was_written_before_a_failure_is_whole() {
    let api = MockApi::start_with(|request| {
        let second = request
            .query()
            .is_some_and(|query| query.contains("offset=100"));
        second.then(|| Reply::text(404, "text/plain", "gone"))
    })
    .unwrap();
    let path = file("failed");
    on(&api, "export_audit_logs", &[&path]).check(1, &["404"]);
    assert_eq!(ids(&path).len(), 100);
}
