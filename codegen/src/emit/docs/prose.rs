//! The text of one documentation comment, put together paragraph by paragraph.

use proc_macro2::TokenStream;
use quote::quote;

use super::clean::clean_line;
use super::code::code;
use super::markdown::{fenced, list, markdown, sentence};
use super::wrap::wrap;
use crate::model::Docs;

/// Examples that are longer than this many lines are left to the document.
const LONGEST_EXAMPLE: usize = 12;

/// A documentation comment.
#[derive(Debug, Clone, Default)]
pub(crate) struct Prose {
    lines: Vec<String>,
}

impl Prose {
    /// A paragraph of our own words, in which text of the document stands only as [`code`].
    pub(crate) fn own(text: &str) -> Self {
        Self::default().line(text)
    }

    /// What the document says about a thing; `fallback`, in our own words, if it says nothing.
    pub(crate) fn of(docs: &Docs, fallback: &str) -> Self {
        let mut prose = Self::default().summary(docs.summary.as_deref());
        let repeated = match (&docs.summary, &docs.description) {
            (Some(summary), Some(description)) => same(summary, description),
            _ => false,
        };
        if !repeated && let Some(description) = &docs.description {
            prose = prose.markdown(description);
        }
        if prose.lines.is_empty() {
            prose = prose.line(fallback);
        }
        prose.notes(docs)
    }

    fn notes(mut self, docs: &Docs) -> Self {
        if !docs.notes.is_empty() {
            self = self.markdown(&docs.notes.join(" "));
        }
        if let Some((url, description)) = &docs.external {
            let text = description.as_deref().unwrap_or(url);
            self = self.markdown(&format!("See [{}]({url}).", text.replace(['[', ']'], "")));
        }
        if let Some(example) = docs.examples.first() {
            self = self.example(example);
        }
        self
    }

    /// The lines, each without what makes a comment of it.
    pub(crate) fn into_lines(self) -> Vec<String> {
        self.lines
    }

    /// A summary: one sentence, with its full stop.
    pub(crate) fn summary(self, text: Option<&str>) -> Self {
        let Some(text) = text.map(clean_line).filter(|text| !text.is_empty()) else {
            return self;
        };
        let stop = if text.ends_with(['.', '!', '?', ':', ';', ')', '`', '>']) {
            ""
        } else {
            "."
        };
        let lines = sentence(&format!("{text}{stop}"));
        self.block(lines)
    }

    /// Markdown of the document.
    pub(crate) fn markdown(self, text: &str) -> Self {
        self.block(markdown(text))
    }

    /// A paragraph of our own words.
    pub(crate) fn line(self, text: &str) -> Self {
        self.block(wrap(&text.replace('\n', " "), 92))
    }

    /// A list, one line of our own words an item, with Markdown of the document after it.
    pub(crate) fn bullets(self, items: &[(String, Option<&str>)]) -> Self {
        if items.is_empty() {
            return self;
        }
        self.block(list(items))
    }

    /// A heading of the first level.
    pub(crate) fn section(self, title: &str) -> Self {
        self.block(vec![format!("# {title}")])
    }

    fn example(self, example: &serde_json::Value) -> Self {
        let Ok(text) = serde_json::to_string_pretty(example) else {
            return self;
        };
        let lines: Vec<String> = super::clean::clean(&text)
            .lines()
            .map(ToOwned::to_owned)
            .collect();
        match lines.as_slice() {
            [one] if one.len() <= 80 => self.line(&format!("Example: {}", code(one))),
            _ if lines.len() <= LONGEST_EXAMPLE => self.line("Example:").block(fenced(&lines)),
            _ => self,
        }
    }

    fn block(mut self, lines: Vec<String>) -> Self {
        if lines.is_empty() {
            return self;
        }
        if !self.lines.is_empty() {
            self.lines.push(String::new());
        }
        self.lines.extend(lines);
        self
    }

    /// Whether this is the first line.
    pub(crate) fn starts_with(&self, text: &str) -> bool {
        self.lines.first().is_some_and(|line| line == text)
    }

    /// As attributes of what follows.
    pub(crate) fn outer(&self) -> TokenStream {
        let lines = self.lines.iter().map(|line| spaced(line));
        quote!(#(#[doc = #lines])*)
    }

    /// As attributes of what they stand in.
    pub(crate) fn inner(&self) -> TokenStream {
        let lines = self.lines.iter().map(|line| spaced(line));
        quote!(#(#![doc = #lines])*)
    }
}

fn spaced(line: &str) -> String {
    if line.is_empty() {
        String::new()
    } else {
        format!(" {line}")
    }
}

/// Whether a description says no more than the summary.
fn same(summary: &str, description: &str) -> bool {
    let bare = |text: &str| clean_line(text).trim_end_matches('.').to_lowercase();
    bare(summary) == bare(description)
}
