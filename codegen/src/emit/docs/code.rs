//! Code spans around text of the document.

use super::clean::clean_line;

/// `text` as a code span, whatever it holds. A long text is cut.
pub(crate) fn code(text: &str) -> String {
    const LONGEST: usize = 120;
    let mut text = clean_line(text);
    if let Some((end, _)) = text.char_indices().nth(LONGEST) {
        text.truncate(end);
        text.push_str("...");
    }
    span(&text)
}

/// A code span around text that is one clean line already.
pub(super) fn span(text: &str) -> String {
    if text.trim().is_empty() {
        return "(empty)".to_owned();
    }
    let fence = "`".repeat(longest_run(text) + 1);
    let pad = if text.starts_with('`') || text.ends_with('`') {
        " "
    } else {
        ""
    };
    format!("{fence}{pad}{text}{pad}{fence}")
}

/// Length of the longest run of backticks.
pub(super) fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}
