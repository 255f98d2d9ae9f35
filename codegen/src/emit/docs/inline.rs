//! What stands inside a paragraph, a heading or a table cell.
//!
//! Emphasis, code spans and links to the web stay what they are. Everything else that rustdoc would read as
//! markup of its own (HTML, links to items, footnotes) is escaped, and bare addresses become links.

use super::code::span;
use super::links::{self, Link};

/// Stands for a space at which a line must not be broken. [`super::clean::clean`] removes it from all text.
pub(super) const GLUE: char = '\0';

/// Makes one run of Markdown text safe. Line ends in it count as spaces.
pub(super) fn inline(text: &str) -> String {
    Inline {
        rest: text,
        out: String::with_capacity(text.len()),
        in_link: false,
    }
    .run()
}

struct Inline<'a> {
    rest: &'a str,
    out: String,
    in_link: bool,
}

impl<'a> Inline<'a> {
    fn run(mut self) -> String {
        while let Some(c) = self.rest.chars().next() {
            match c {
                '\\' => self.backslash(),
                '`' => self.backticks(),
                '<' => self.angle(),
                '!' if self.rest.starts_with("![") => self.image(),
                '[' => self.bracket(),
                'h' | 'H' => self.address(),
                '\n' => self.take(1, " "),
                _ => {
                    self.out.push(c);
                    self.skip(c.len_utf8());
                }
            }
        }
        self.out
    }

    fn skip(&mut self, bytes: usize) {
        self.rest = self.rest.get(bytes..).unwrap_or_default();
    }

    fn take(&mut self, bytes: usize, instead: &str) {
        self.out.push_str(instead);
        self.skip(bytes);
    }

    /// An escape stays one. A backslash before a space would end a line there once the text is wrapped.
    fn backslash(&mut self) {
        match self.rest.chars().nth(1) {
            Some('^') => self.take(2, "\\^"),
            Some(next) if next.is_ascii_punctuation() => {
                self.out.push('\\');
                self.out.push(next);
                self.skip(2);
            }
            _ => self.take(1, "\\\\"),
        }
    }

    fn backticks(&mut self) {
        let length = self.rest.len() - self.rest.trim_start_matches('`').len();
        let after = self.rest.get(length..).unwrap_or_default();
        match closing_run(after, length) {
            Some(end) => {
                let content = after.get(..end).unwrap_or_default();
                let content = content.split_whitespace().collect::<Vec<_>>().join(" ");
                self.out.push_str(&span(&content).replace(' ', "\0"));
                self.skip(length + end + length);
            }
            None => {
                for _ in 0..length {
                    self.out.push_str("\\`");
                }
                self.skip(length);
            }
        }
    }

    fn angle(&mut self) {
        let target = links::within(self.rest, 2_000)
            .get(1..)
            .and_then(|rest| rest.split_once('>'))
            .map(|(target, _)| target);
        match target {
            Some(target) if !self.in_link && (links::is_web(target) || links::is_mail(target)) => {
                let target = target.to_owned();
                self.skip(target.len() + 2);
                self.out.push('<');
                self.out.push_str(&target);
                self.out.push('>');
            }
            _ => self.take(1, "\\<"),
        }
    }

    /// An image becomes a link to it: documentation does not load pictures from elsewhere.
    fn image(&mut self) {
        let Some(link) = links::parse(self.rest.get(1..).unwrap_or_default()) else {
            self.take(1, "!");
            self.bracket();
            return;
        };
        self.skip(1 + link.length);
        let text = if link.text.trim().is_empty() {
            "image"
        } else {
            link.text
        };
        self.link(text, &link);
    }

    fn bracket(&mut self) {
        match links::parse(self.rest) {
            Some(link) => {
                self.skip(link.length);
                self.link(link.text, &link);
            }
            // A footnote without its definition is told by these two characters.
            None if self.rest.starts_with("[^") => self.take(2, "\\[\\^"),
            None => self.take(1, "\\["),
        }
    }

    fn link(&mut self, text: &str, link: &Link<'_>) {
        let text = Inline {
            rest: text,
            out: String::new(),
            in_link: true,
        }
        .run();
        match &link.target {
            Some(target) if !self.in_link => {
                if text.trim().is_empty() || text == *target {
                    self.out.push_str(&format!("<{target}>"));
                } else {
                    self.out.push_str(&format!("[{}]({target})", text.trim()));
                }
            }
            // A target inside the document's own pages leads nowhere from here.
            _ => self.out.push_str(&text),
        }
    }

    fn address(&mut self) {
        let Some(address) = links::bare_address(self.rest) else {
            let c = self.rest.chars().next().unwrap_or('h');
            self.out.push(c);
            self.skip(c.len_utf8());
            return;
        };
        self.skip(address.len());
        if self.in_link {
            self.out.push_str(address);
        } else if links::is_web(address) {
            self.out.push_str(&format!("<{address}>"));
        } else {
            self.out.push_str(&span(address));
        }
    }
}

/// Offset of the next run of exactly `length` backticks.
fn closing_run(text: &str, length: usize) -> Option<usize> {
    let mut from = 0;
    while let Some(start) = text.get(from..)?.find('`').map(|at| from + at) {
        let tail = text.get(start..)?;
        let run = tail.len() - tail.trim_start_matches('`').len();
        if run == length {
            return Some(start);
        }
        from = start + run;
    }
    None
}
