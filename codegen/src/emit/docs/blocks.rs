//! Markdown by its blocks.

use super::lines::{
    Fence, Marker, delimiter_row, heading, indent, is_rule, marker, quoted, underline,
};

/// A block of Markdown.
#[derive(Debug, PartialEq)]
pub(super) enum Block {
    /// Text, divided where the author broke the line on purpose.
    Paragraph(Vec<String>),
    /// A heading with its level.
    Heading(usize, String),
    /// Lines to be shown as they are.
    Code(Vec<String>),
    /// A quotation.
    Quote(Vec<Block>),
    /// A list.
    List(List),
    /// A table: rows of cells, the first one being the head, and what stands below it.
    Table(Vec<String>),
    /// A line across.
    Rule,
}

/// A list.
#[derive(Debug, PartialEq)]
pub(super) struct List {
    /// First number of a numbered list.
    pub(super) start: Option<u64>,
    /// Whether items stand apart.
    pub(super) loose: bool,
    /// What the items hold.
    pub(super) items: Vec<Vec<Block>>,
}

/// Beyond this, lists and quotations are read as text.
const DEEPEST: usize = 12;

/// Reads lines as blocks.
pub(super) fn parse(lines: &[String], depth: usize) -> Vec<Block> {
    let mut parser = Parser {
        lines,
        at: 0,
        depth,
    };
    let mut blocks = Vec::new();
    while let Some(block) = parser.next() {
        blocks.push(block);
    }
    blocks
}

struct Parser<'a> {
    lines: &'a [String],
    at: usize,
    depth: usize,
}

impl<'a> Parser<'a> {
    fn peek(&self) -> Option<&'a str> {
        self.line(self.at)
    }

    fn line(&self, at: usize) -> Option<&'a str> {
        self.lines.get(at).map(String::as_str)
    }

    fn next(&mut self) -> Option<Block> {
        while self.peek()?.trim().is_empty() {
            self.at += 1;
        }
        let line = self.peek()?;
        if let Some(fence) = Fence::open(line) {
            return Some(self.fenced(&fence));
        }
        // An indented list is meant as a list far more often than as code.
        if indent(line) >= 4 && marker(line).is_none() {
            return Some(self.indented());
        }
        if let Some((level, text)) = heading(line) {
            self.at += 1;
            return Some(Block::Heading(level, text.to_owned()));
        }
        if is_rule(line) {
            self.at += 1;
            return Some(Block::Rule);
        }
        if self.depth < DEEPEST {
            if quoted(line).is_some() {
                return Some(self.quote());
            }
            if let Some(first) = marker(line).filter(|first| !first.text.is_empty()) {
                return Some(self.list(&first));
            }
        }
        if self.table_starts(self.at) {
            return Some(self.table());
        }
        Some(self.paragraph())
    }

    fn fenced(&mut self, fence: &Fence) -> Block {
        let mut content = Vec::new();
        self.at += 1;
        while let Some(line) = self.peek() {
            self.at += 1;
            if fence.closes(line) {
                break;
            }
            content.push(dedent(line, fence.indent));
        }
        Block::Code(content)
    }

    fn indented(&mut self) -> Block {
        let mut content = Vec::new();
        while let Some(line) = self.peek() {
            if !line.trim().is_empty() && indent(line) < 4 {
                break;
            }
            content.push(dedent(line, 4));
            self.at += 1;
        }
        while content.last().is_some_and(|line| line.trim().is_empty()) {
            content.pop();
        }
        Block::Code(content)
    }

    fn quote(&mut self) -> Block {
        let mut inner = Vec::new();
        while let Some(line) = self.peek() {
            match quoted(line) {
                Some(text) => inner.push(text.to_owned()),
                None if line.trim().is_empty() || self.interrupts(self.at) => break,
                None => inner.push(line.to_owned()),
            }
            self.at += 1;
        }
        Block::Quote(parse(&inner, self.depth + 1))
    }

    fn list(&mut self, first: &Marker) -> Block {
        let mut list = List {
            start: first.number,
            loose: false,
            items: Vec::new(),
        };
        while let Some(found) = self.peek().and_then(marker) {
            if found.number.is_some() != first.number.is_some()
                || is_rule(self.peek().unwrap_or_default())
            {
                break;
            }
            let lines = self.item(&found);
            let items = parse(&lines, self.depth + 1);
            if !items.is_empty() {
                list.items.push(items);
            }
            let before = self.at;
            while self.peek().is_some_and(|line| line.trim().is_empty()) {
                self.at += 1;
            }
            if self.at > before && self.peek().and_then(marker).is_some() {
                list.loose = true;
            }
        }
        Block::List(list)
    }

    /// The lines of one item, brought to the margin.
    fn item(&mut self, found: &Marker) -> Vec<String> {
        let mut lines = vec![found.text.to_owned()];
        self.at += 1;
        while let Some(line) = self.peek() {
            if line.trim().is_empty() {
                let blank = |at: &usize| self.line(*at).is_some_and(|line| line.trim().is_empty());
                let after = self.at + (self.at..).take_while(blank).count();
                match self.line(after) {
                    Some(next) if indent(next) > found.indent + 1 => {
                        lines.push(String::new());
                        self.at = after;
                        continue;
                    }
                    _ => break,
                }
            } else if indent(line) > found.indent + 1 {
                lines.push(dedent(line, found.content));
            } else if marker(line).is_some() || self.interrupts(self.at) {
                break;
            } else {
                // A line of text that was not indented belongs to the paragraph above it.
                lines.push(line.trim_start().to_owned());
            }
            self.at += 1;
        }
        lines
    }

    fn table_starts(&self, at: usize) -> bool {
        let Some(head) = self.line(at) else {
            return false;
        };
        let columns = self.line(at + 1).and_then(delimiter_row);
        head.contains('|')
            && columns.is_some_and(|columns| columns == super::table::cells(head).len())
    }

    fn table(&mut self) -> Block {
        let mut rows = Vec::new();
        while let Some(line) = self.peek() {
            if line.trim().is_empty() || (rows.len() >= 2 && !line.contains('|')) {
                break;
            }
            rows.push(line.trim().to_owned());
            self.at += 1;
        }
        Block::Table(rows)
    }

    fn paragraph(&mut self) -> Block {
        let mut parts = vec![String::new()];
        while let Some(line) = self.peek() {
            let started = parts.len() > 1 || parts.iter().any(|part| !part.is_empty());
            if started {
                if line.trim().is_empty() || self.interrupts(self.at) {
                    if let (Some(level), 1) = (underline(line), parts.len()) {
                        self.at += 1;
                        return Block::Heading(level, parts.concat());
                    }
                    break;
                }
                if let (Some(level), 1) = (underline(line), parts.len()) {
                    self.at += 1;
                    return Block::Heading(level, parts.concat());
                }
            }
            let broken = line.ends_with("  ") || (line.ends_with('\\') && !line.ends_with("\\\\"));
            let text = if line.ends_with("  ") {
                line.trim()
            } else if broken {
                line.trim_end_matches('\\').trim()
            } else {
                line.trim()
            };
            if let Some(part) = parts.last_mut() {
                if !part.is_empty() {
                    part.push(' ');
                }
                part.push_str(text);
            }
            if broken {
                parts.push(String::new());
            }
            self.at += 1;
        }
        parts.retain(|part| !part.is_empty());
        Block::Paragraph(parts)
    }

    /// Whether the line begins a block even right below a paragraph.
    fn interrupts(&self, at: usize) -> bool {
        let Some(line) = self.line(at) else {
            return true;
        };
        if indent(line) >= 4 && Fence::open(line).is_none() {
            return false;
        }
        Fence::open(line).is_some()
            || heading(line).is_some()
            || is_rule(line)
            || quoted(line).is_some()
            || marker(line).is_some_and(|found| {
                !found.text.is_empty() && found.number.is_none_or(|number| number == 1)
            })
            || self.table_starts(at)
    }
}

/// Removes up to `columns` spaces in front.
fn dedent(line: &str, columns: usize) -> String {
    let spaces = indent(line).min(columns);
    line.get(spaces..).unwrap_or_default().trim_end().to_owned()
}
