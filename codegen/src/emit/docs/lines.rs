//! What the start of a line of Markdown says about it.

/// Number of spaces in front.
pub(super) fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// A line that opens fenced code.
pub(super) struct Fence {
    sign: char,
    length: usize,
    /// Spaces in front of it.
    pub(super) indent: usize,
}

impl Fence {
    /// Reads such a line.
    pub(super) fn open(line: &str) -> Option<Self> {
        let text = line.trim_start();
        let sign = text.chars().next().filter(|c| matches!(c, '`' | '~'))?;
        let info = text.trim_start_matches(sign);
        let length = text.len() - info.len();
        (length >= 3 && !(sign == '`' && info.contains('`'))).then(|| Self {
            sign,
            length,
            indent: indent(line),
        })
    }

    /// Whether the line closes it.
    pub(super) fn closes(&self, line: &str) -> bool {
        let text = line.trim();
        text.len() >= self.length && text.chars().all(|c| c == self.sign)
    }
}

/// `## text`: level and text.
pub(super) fn heading(line: &str) -> Option<(usize, &str)> {
    let text = line.trim();
    let rest = text.trim_start_matches('#');
    let level = text.len() - rest.len();
    let body = rest.trim().trim_end_matches('#').trim();
    ((1..=6).contains(&level) && rest.starts_with(' ') && !body.is_empty()).then_some((level, body))
}

/// A line below a paragraph that makes a heading of it.
pub(super) fn underline(line: &str) -> Option<usize> {
    let text = line.trim();
    if text.len() < 2 {
        None
    } else if text.chars().all(|c| c == '=') {
        Some(1)
    } else if text.chars().all(|c| c == '-') {
        Some(2)
    } else {
        None
    }
}

/// `---`, `* * *`, `___`.
pub(super) fn is_rule(line: &str) -> bool {
    let mut signs = line.chars().filter(|c| !c.is_whitespace());
    let Some(first) = signs.next().filter(|c| matches!(c, '-' | '*' | '_')) else {
        return false;
    };
    let mut count = 1;
    signs.all(|c| {
        count += 1;
        c == first
    }) && count >= 3
}

/// What a line of a quotation quotes.
pub(super) fn quoted(line: &str) -> Option<&str> {
    let rest = line.trim_start().strip_prefix('>')?;
    Some(rest.strip_prefix(' ').unwrap_or(rest))
}

/// The start of a list item.
pub(super) struct Marker<'a> {
    /// Spaces in front of the marker.
    pub(super) indent: usize,
    /// Column at which the text starts.
    pub(super) content: usize,
    /// The number, of a numbered list.
    pub(super) number: Option<u64>,
    /// What follows the marker.
    pub(super) text: &'a str,
}

/// Reads the start of a list item.
pub(super) fn marker(line: &str) -> Option<Marker<'_>> {
    let text = line.trim_start_matches(' ');
    let (number, rest) = match text.strip_prefix(['-', '*', '+', '\u{2022}']) {
        Some(rest) => (None, rest),
        None => {
            let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
            let digits = text.get(..text.len() - rest.len())?;
            let number = digits.parse().ok().filter(|_| digits.len() <= 9)?;
            (Some(number), rest.strip_prefix(['.', ')'])?)
        }
    };
    if !(rest.is_empty() || rest.starts_with(' ')) {
        return None;
    }
    let content = rest.trim_start_matches(' ');
    let spaces = (rest.len() - content.len()).min(4);
    Some(Marker {
        indent: indent(line),
        content: line.chars().count() - rest.chars().count() + spaces,
        number,
        text: content.trim_end(),
    })
}

/// The line below the head of a table: its number of columns.
pub(super) fn delimiter_row(line: &str) -> Option<usize> {
    let cells = super::table::cells(line);
    let all = cells.iter().all(|cell| {
        let dashes = cell.trim().trim_start_matches(':').trim_end_matches(':');
        !dashes.is_empty() && dashes.chars().all(|c| c == '-')
    });
    (all && !cells.is_empty() && line.contains('|')).then_some(cells.len())
}
