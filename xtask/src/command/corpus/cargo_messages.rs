//! Reads what `cargo --message-format=json` says, and tells whose it is.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;

use super::check::Verdict;

/// How many messages of a crate are kept in full.
const FIRST: usize = 5;

/// A line of cargo's output; other kinds of lines, and other fields, do not matter.
#[derive(Deserialize)]
struct Line {
    reason: String,
    #[serde(default)]
    manifest_path: String,
    message: Option<Message>,
}

#[derive(Deserialize)]
struct Message {
    level: String,
    message: String,
    code: Option<Code>,
    #[serde(default)]
    spans: Vec<Span>,
}

#[derive(Deserialize)]
struct Code {
    code: String,
}

#[derive(Deserialize)]
struct Span {
    file_name: String,
    line_start: usize,
    column_start: usize,
    is_primary: bool,
}

/// Takes a line into account; whether that settles a crate: it is done, or has its first error.
pub(super) fn hear(line: &str, verdicts: &mut BTreeMap<String, Verdict>) -> bool {
    let Ok(line) = serde_json::from_str::<Line>(line) else {
        return false;
    };
    let folder = Path::new(&line.manifest_path).parent();
    let slug = folder
        .and_then(Path::file_name)
        .and_then(|name| name.to_str());
    let Some((slug, verdict)) = slug.and_then(|slug| Some((slug, verdicts.get_mut(slug)?))) else {
        return false;
    };
    let settled = verdict.is_settled();
    match (line.reason.as_str(), &line.message) {
        ("compiler-artifact", _) => verdict.done = true,
        ("compiler-message", Some(message)) => take(message, slug, verdict),
        _ => {}
    }
    !settled && verdict.is_settled()
}

fn take(message: &Message, slug: &str, verdict: &mut Verdict) {
    let level = match message.level.as_str() {
        "warning" => "warning",
        level if level.starts_with("error") => "error",
        _ => return,
    };
    // "aborting due to 2 previous errors", "3 warnings emitted": sums of what was said before.
    let sum = message.spans.is_empty()
        && message.code.is_none()
        && (message.message.ends_with("emitted") || message.message.starts_with("aborting due to"));
    if sum {
        return;
    }
    if level == "error" {
        verdict.errors += 1;
    } else {
        verdict.warnings += 1;
    }
    let code = match &message.code {
        Some(code) => format!("[{}]", code.code),
        None => String::new(),
    };
    let kind = format!("{level}{code}: {}", without_names(&message.message));
    *verdict.kinds.entry(kind).or_default() += 1;
    if verdict.first.len() < FIRST {
        let first = message.message.lines().next().unwrap_or_default();
        verdict
            .first
            .push(format!("{level}{code}: {first}{}", place(message, slug)));
    }
}

fn place(message: &Message, slug: &str) -> String {
    let span = message.spans.iter().find(|span| span.is_primary);
    span.or_else(|| message.spans.first())
        .map_or_else(String::new, |span| {
            let prefix = format!("crates/{slug}/");
            let file = span
                .file_name
                .strip_prefix(&prefix)
                .unwrap_or(&span.file_name);
            format!(" ({file}:{}:{})", span.line_start, span.column_start)
        })
}

/// The first line of a message with its names left out, so that two of a kind are the same.
fn without_names(message: &str) -> String {
    let line = message.lines().next().unwrap_or_default();
    let mut out = String::new();
    for (index, part) in line.split('`').enumerate() {
        out.push_str(if index % 2 == 0 { part } else { "`..`" });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const ERROR: &str = r#"{"reason":"compiler-message","package_id":"path+file:///w/crates/corpus-b#0.1.0",
        "manifest_path":"/w/crates/corpus-b/Cargo.toml","target":{"kind":["lib"]},"message":{"rendered":"...",
        "level":"error","message":"cannot find type `Pet` in module `models`\nmore","code":{"code":"E0412","explanation":null},
        "spans":[{"file_name":"crates/corpus-b/src/generated/models/b.rs","line_start":3,"column_start":7,"is_primary":true}]}}"#;
    const SUM: &str = r#"{"reason":"compiler-message","manifest_path":"/w/crates/corpus-b/Cargo.toml",
        "message":{"level":"error","message":"aborting due to 1 previous error","code":null,"spans":[]}}"#;
    const WARNING: &str = r#"{"reason":"compiler-message","manifest_path":"/w/crates/corpus-a/Cargo.toml",
        "message":{"level":"warning","message":"unused import: `A`","code":{"code":"unused_imports"},"spans":[]}}"#;
    const WARNINGS: &str = r#"{"reason":"compiler-message","manifest_path":"/w/crates/corpus-a/Cargo.toml",
        "message":{"level":"warning","message":"1 warning emitted","code":null,"spans":[]}}"#;
    const DONE: &str =
        r#"{"reason":"compiler-artifact","manifest_path":"/w/crates/corpus-a/Cargo.toml"}"#;
    const OTHER: &str =
        r#"{"reason":"compiler-artifact","manifest_path":"/cache/serde-1.0.0/Cargo.toml"}"#;
    const END: &str = r#"{"reason":"build-finished","success":false}"#;

    #[test]
    fn each_message_goes_to_its_crate() {
        let mut verdicts: BTreeMap<String, Verdict> = ["corpus-a", "corpus-b"]
            .iter()
            .map(|slug| ((*slug).to_owned(), Verdict::default()))
            .collect();
        let lines = [
            OTHER, WARNING, WARNINGS, DONE, ERROR, ERROR, SUM, END, "no JSON",
        ];
        let settled = lines.map(|line| hear(line, &mut verdicts));
        let first_error = [false, false, false, true, true, false, false, false, false];
        assert_eq!(settled, first_error);

        let a = &verdicts["corpus-a"];
        assert_eq!((a.done, a.errors, a.warnings), (true, 0, 1));
        assert_eq!(a.first, ["warning[unused_imports]: unused import: `A`"]);
        let b = &verdicts["corpus-b"];
        assert_eq!((b.done, b.errors, b.warnings), (false, 2, 0));
        assert_eq!(
            b.first[0],
            "error[E0412]: cannot find type `Pet` in module `models` (src/generated/models/b.rs:3:7)"
        );
        assert_eq!(
            b.kinds["error[E0412]: cannot find type `..` in module `..`"],
            2
        );
    }
}
