//! Characters that show a reader something else than what stands there.

/// Whether a character moves the cursor, ends a line where nobody sees it, turns the direction of text, or takes no
/// room: one that neither a terminal nor a comment may be given from a document.
#[must_use]
pub fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
                | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}'
        )
}

/// What is shown instead of a character: a space for one that separates, a sign for one that would not be seen.
pub(super) fn visible(c: char) -> char {
    match c {
        '\u{2028}' | '\u{2029}' => ' ',
        c if c.is_control() => ' ',
        c if is_hidden(c) => char::REPLACEMENT_CHARACTER,
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_seen_is_shown() {
        let shown: String = "a\u{202e}b\u{2028}c\td\u{200b}é名"
            .chars()
            .map(visible)
            .collect();
        assert_eq!(shown, "a\u{fffd}b c d\u{fffd}é名");
    }
}
