//! The few HTML tags that descriptions are full of, as Markdown. All others are left, to be escaped.

use super::links::within;

/// What is longer is not a tag.
const LONGEST_TAG: usize = 1_000;

/// What is longer is not the content of a `<code>`.
const LONGEST_CODE: usize = 1_000;

/// Rewrites the tags of text that stands outside fenced code.
pub(super) fn to_markdown(text: &str) -> String {
    if !text.contains('<') {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    for (index, line) in split_comments(text).lines().enumerate() {
        if index > 0 {
            out.push('\n');
        }
        if line.contains('<') {
            Line {
                rest: line,
                in_table: line.trim_start().starts_with('|'),
                links: Vec::new(),
            }
            .run(&mut out);
        } else {
            out.push_str(line);
        }
    }
    out
}

/// Removes `<!-- ... -->`.
fn split_comments(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("<!--") {
        out.push_str(before);
        match after.split_once("-->") {
            Some((_, after)) => rest = after,
            None => return out + "<!--" + after,
        }
    }
    out + rest
}

struct Line<'a> {
    rest: &'a str,
    in_table: bool,
    /// Targets of the `<a>` that are open.
    links: Vec<String>,
}

impl<'a> Line<'a> {
    fn run(mut self, out: &mut String) {
        while let Some(at) = self.rest.find(['<', '`']) {
            let (before, tail) = self.rest.split_at(at);
            out.push_str(before);
            self.rest = tail;
            if tail.starts_with('`') {
                self.code_span(out);
            } else {
                self.tag(out);
            }
        }
        out.push_str(self.rest);
        for target in self.links.into_iter().rev() {
            out.push_str(&format!("]({target})"));
        }
    }

    fn code_span(&mut self, out: &mut String) {
        let length = self.rest.len() - self.rest.trim_start_matches('`').len();
        let (run, after) = self.rest.split_at(length);
        out.push_str(run);
        self.rest = after;
        if let Some((content, after)) = after.split_once(run) {
            out.push_str(content);
            out.push_str(run);
            self.rest = after;
        }
    }

    fn tag(&mut self, out: &mut String) {
        let end = within(self.rest, LONGEST_TAG).find('>');
        let Some((inner, after)) =
            end.and_then(|end| Some((self.rest.get(1..end)?, self.rest.get(end + 1..)?)))
        else {
            out.push('<');
            self.rest = self.rest.get(1..).unwrap_or_default();
            return;
        };
        let closing = inner.starts_with('/');
        let name = inner
            .trim_start_matches('/')
            .trim_end_matches('/')
            .split_whitespace()
            .next()
            .unwrap_or_default()
            .to_ascii_lowercase();
        let instead = match name.as_str() {
            "code" | "tt" | "kbd" if !closing => return self.code_element(after, &name, out),
            "a" => self.anchor(inner, closing),
            _ => replacement(&name, closing, self.in_table).map(ToOwned::to_owned),
        };
        match instead {
            Some(instead) => {
                out.push_str(&instead);
                self.rest = after;
            }
            None => {
                out.push('<');
                self.rest = self.rest.get(1..).unwrap_or_default();
            }
        }
    }

    /// `<code>text</code>` as a code span, with the entities in it read.
    fn code_element(&mut self, after: &'a str, name: &str, out: &mut String) {
        let end = format!("</{name}>");
        match within(after, LONGEST_CODE).split_once(end.as_str()) {
            Some((content, _)) => {
                let text = content
                    .replace("&lt;", "<")
                    .replace("&gt;", ">")
                    .replace("&quot;", "\"")
                    .replace("&amp;", "&");
                out.push_str(&super::code::span(text.trim()));
                self.rest = after.get(content.len() + end.len()..).unwrap_or_default();
            }
            None => self.rest = after,
        }
    }

    fn anchor(&mut self, inner: &str, closing: bool) -> Option<String> {
        if closing {
            return Some(match self.links.pop() {
                Some(target) => format!("]({target})"),
                None => String::new(),
            });
        }
        let target = attribute(inner, "href").unwrap_or_default();
        self.links.push(target);
        Some("[".to_owned())
    }
}

/// Markdown for a tag; `None` if the tag is not one of those that are known.
fn replacement(name: &str, closing: bool, in_table: bool) -> Option<&'static str> {
    Some(match (name, closing) {
        ("br" | "p" | "div" | "li" | "ul" | "ol", _) if in_table => " ",
        ("br", _) => "  \n",
        ("p" | "div" | "details" | "summary" | "section" | "center" | "ul" | "ol" | "dl", _) => {
            "\n\n"
        }
        ("li" | "dt" | "dd", false) => "\n* ",
        ("li" | "dt" | "dd", true) => "",
        ("b" | "strong", _) => "**",
        ("i" | "em", _) => "*",
        ("hr", _) => "\n\n---\n\n",
        ("h1" | "h2" | "h3" | "h4" | "h5" | "h6", false) if !in_table => "\n\n### ",
        ("h1" | "h2" | "h3" | "h4" | "h5" | "h6", true) if !in_table => "\n\n",
        ("code" | "tt" | "kbd" | "span" | "font" | "sup" | "sub" | "small" | "u" | "nobr", _) => "",
        _ => return None,
    })
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, after) = tag.split_once(&format!("{name}="))?;
    let quote = after.chars().next()?;
    let value = match quote {
        '"' | '\'' => after.get(1..)?.split(quote).next()?,
        _ => after.split_whitespace().next()?,
    };
    Some(value.to_owned())
}
