//! Lines of bounded length.

use super::inline::GLUE;

/// Breaks safe Markdown text into lines of at most `width` characters, as far as its words allow, none of which
/// starts with something that would begin another kind of block.
pub(super) fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut length = 0;
    for word in text.split_whitespace() {
        let word = word.replace(GLUE, " ");
        let word_length = word.chars().count();
        if !line.is_empty() && length + 1 + word_length > width {
            lines.push(guarded(&line));
            line = String::new();
            length = 0;
        }
        if !line.is_empty() {
            line.push(' ');
            length += 1;
        }
        line.push_str(&word);
        length += word_length;
    }
    if !line.is_empty() {
        lines.push(guarded(&line));
    }
    lines
}

/// Escapes the start of a line of a paragraph where it would begin a list, a heading, a quotation or a table.
fn guarded(line: &str) -> String {
    let first = line.split(' ').next().unwrap_or_default();
    let digits = first.trim_end_matches(['.', ')']);
    if first.len() == digits.len() + 1
        && !digits.is_empty()
        && digits.chars().all(|c| c.is_ascii_digit())
    {
        let (number, rest) = line.split_at(digits.len());
        return format!("{number}\\{rest}");
    }
    let risky = line.starts_with(['#', '>', '|', ':'])
        || line.starts_with("```")
        || line.starts_with("~~~")
        || matches!(first, "-" | "+" | "*")
        || is_only(line, &['-'])
        || is_only(line, &['='])
        || is_only(line, &['*'])
        || is_only(line, &['_'])
        || is_only(line, &['-', '|', ':']);
    if risky {
        format!("\\{line}")
    } else {
        line.to_owned()
    }
}

fn is_only(line: &str, signs: &[char]) -> bool {
    line.chars().all(|c| c == ' ' || signs.contains(&c))
}
