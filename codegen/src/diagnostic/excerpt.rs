//! The line of the source that a diagnostic speaks of.

use super::visible::visible;

/// How many characters of a line are shown at most.
const WIDTH: usize = 100;

/// A line of the source, cut where it is long, with the column that matters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excerpt {
    /// The line, or the part of it around the column.
    pub text: String,
    /// How many characters of `text` stand before the column.
    pub caret: usize,
}

impl Excerpt {
    /// The part of a line around a column (from 1).
    #[must_use]
    pub fn around(line: &str, column: usize) -> Self {
        let before = column.saturating_sub(1);
        // Most of the room goes to what follows: that is what the diagnostic speaks of.
        let start = if line.chars().count() <= WIDTH {
            0
        } else {
            before.saturating_sub(WIDTH / 4)
        };
        let mut text = String::new();
        let mut caret = before - start;
        if start > 0 {
            text.push_str("... ");
            caret += 4;
        }
        let mut rest = line.chars().skip(start);
        // A tab would move what follows, and other control characters whatever they like.
        text.extend(rest.by_ref().take(WIDTH).map(visible));
        if rest.next().is_some() {
            text.push_str(" ...");
        }
        Self { text, caret }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_lines_are_shown_whole() {
        let excerpt = Excerpt::around("\ttype: strnig", 8);
        assert_eq!(excerpt.text, " type: strnig");
        assert_eq!(excerpt.caret, 7);
    }

    #[test]
    fn long_lines_are_cut_around_the_column() {
        let line = format!("{}X{}", "a".repeat(5000), "é".repeat(5000));
        let excerpt = Excerpt::around(&line, 5001);
        assert_eq!(excerpt.text.chars().nth(excerpt.caret), Some('X'));
        assert!(excerpt.text.starts_with("... aaa"));
        assert!(excerpt.text.ends_with("é ..."));
        assert!(excerpt.text.chars().count() < 120);
    }

    #[test]
    fn a_column_behind_the_line_is_no_trouble() {
        let excerpt = Excerpt::around("ab", 90);
        assert_eq!(excerpt.text, "ab");
    }
}
