//! Differences between texts, for a person.

use std::fmt::Write as _;
use std::time::Duration;

use similar::TextDiff;

/// Lines of one file's diff that are shown; the rest is counted.
const LINES: usize = 120;
/// Characters of a line that are shown.
const WIDTH: usize = 300;

/// Whether two files differ in nothing but how their lines end.
pub(super) fn only_line_endings(old: &[u8], new: &[u8]) -> bool {
    old != new && without_returns(old) == without_returns(new)
}

fn without_returns(bytes: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(bytes);
    text.replace("\r\n", "\n").into_bytes()
}

/// A unified diff of bounded length.
pub(super) fn unified(old: &[u8], new: &[u8], old_name: &str, new_name: &str) -> String {
    let (old, new) = (String::from_utf8_lossy(old), String::from_utf8_lossy(new));
    let diff = TextDiff::configure()
        .timeout(Duration::from_secs(2))
        .diff_lines(&old, &new);
    let text = diff
        .unified_diff()
        .context_radius(3)
        .header(old_name, new_name)
        .to_string();
    let mut out = String::new();
    for line in text.lines().take(LINES) {
        match line.char_indices().nth(WIDTH) {
            Some((end, _)) => {
                let _ = writeln!(out, "{} ...", line.get(..end).unwrap_or(line));
            }
            None => {
                let _ = writeln!(out, "{line}");
            }
        }
    }
    let rest = text.lines().count().saturating_sub(LINES);
    if rest > 0 {
        let _ = writeln!(out, " ... {rest} more lines");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn carriage_returns_are_told_apart_from_changes() {
        assert!(only_line_endings(b"a\r\nb\r\n", b"a\nb\n"));
        assert!(!only_line_endings(b"a\r\nc\r\n", b"a\nb\n"));
        assert!(!only_line_endings(b"a\n", b"a\n"));
    }

    #[test]
    fn a_diff_is_bounded_both_ways() {
        let new: String = (0..1000)
            .map(|n| format!("{n}{}\n", "é".repeat(1000)))
            .collect();
        let diff = unified(b"", new.as_bytes(), "a", "b");
        assert_eq!(diff.lines().count(), LINES + 1);
        assert!(diff.ends_with(" ... 883 more lines\n"), "{}", diff.len());
        assert!(diff.lines().all(|line| line.chars().count() <= WIDTH + 4));
    }

    #[test]
    fn a_diff_reads_from_what_is_there_to_what_should_be() {
        let diff = unified(b"a\nb\n", b"a\nc\n", "there", "wanted");
        assert_eq!(diff, "--- there\n+++ wanted\n@@ -1,2 +1,2 @@\n a\n-b\n+c\n");
    }
}
