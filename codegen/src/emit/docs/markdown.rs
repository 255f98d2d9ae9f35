//! Markdown of the document, as Markdown that rustdoc and clippy have no objection to.

use super::blocks::{Block, List, parse};
use super::clean::clean;
use super::code::longest_run;
use super::html;
use super::inline::inline;
use super::lines::Fence;
use super::table;
use super::wrap::wrap;

/// Longest line, so that one that is indented by four still has less than a hundred columns.
const WIDTH: usize = 92;

/// Reads `text`, which may be anything, and writes it anew, without empty lines around it.
pub(crate) fn markdown(text: &str) -> Vec<String> {
    let text = without_html(&clean(text));
    let lines: Vec<String> = text.lines().map(ToOwned::to_owned).collect();
    render(&parse(&dedented(&lines), 0), WIDTH)
}

/// One line of prose: a summary or a title.
pub(crate) fn sentence(text: &str) -> Vec<String> {
    let text = super::clean::clean_line(text);
    wrap(&inline(&html::to_markdown(&text)), WIDTH)
}

/// A list; each item is Markdown of its own, after a lead that is safe already.
pub(super) fn list(items: &[(String, Option<&str>)]) -> Vec<String> {
    let items = items
        .iter()
        .map(|(lead, text)| {
            let text = without_html(&clean(text.unwrap_or_default()));
            let text = text.trim();
            let mut lines: Vec<String> = text.lines().map(ToOwned::to_owned).collect();
            match lines.first_mut() {
                Some(first)
                    if Fence::open(first).is_none() && !first.starts_with(['|', '#', '>']) =>
                {
                    *first = format!("{lead}: {first}");
                }
                Some(_) => {
                    lines.insert(0, String::new());
                    lines.insert(0, format!("{lead}:"));
                }
                None => lines.push(lead.clone()),
            }
            parse(&lines, 1)
        })
        .collect();
    let list = List {
        start: None,
        loose: false,
        items,
    };
    render(&[Block::List(list)], WIDTH)
}

/// Takes HTML out of everything that is not fenced code.
fn without_html(text: &str) -> String {
    if !text.contains('<') {
        return text.to_owned();
    }
    let mut out = Vec::new();
    let mut prose = Vec::new();
    let mut open: Option<Fence> = None;
    for line in text.lines() {
        match &open {
            Some(fence) => {
                out.push(line.to_owned());
                if fence.closes(line) {
                    open = None;
                }
            }
            None => {
                open = Fence::open(line);
                if open.is_some() {
                    out.push(html::to_markdown(&prose.join("\n")));
                    prose.clear();
                    out.push(line.to_owned());
                } else {
                    prose.push(line);
                }
            }
        }
    }
    out.push(html::to_markdown(&prose.join("\n")));
    out.join("\n")
}

/// Removes the indentation that all lines share; the first often has none because it stands beside a key.
fn dedented(lines: &[String]) -> Vec<String> {
    let shared = lines
        .iter()
        .filter(|line| !line.trim().is_empty())
        .map(|line| super::lines::indent(line))
        .min()
        .unwrap_or(0);
    lines
        .iter()
        .map(|line| line.get(shared..).unwrap_or_default().to_owned())
        .collect()
}

fn render(blocks: &[Block], width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for (index, block) in blocks.iter().enumerate() {
        if index > 0 {
            lines.push(String::new());
        }
        lines.extend(render_block(block, width));
    }
    lines
}

fn render_block(block: &Block, width: usize) -> Vec<String> {
    match block {
        Block::Paragraph(parts) => paragraph(parts, width),
        // The first level is that of the sections that we add.
        Block::Heading(level, text) => {
            let text = inline(text).replace(super::inline::GLUE, " ");
            vec![format!("{} {text}", "#".repeat((level + 1).min(6)))]
        }
        Block::Code(content) => fenced(content),
        Block::Quote(inner) => render(inner, width.saturating_sub(2).max(40))
            .into_iter()
            .map(|line| format!("> {line}").trim_end().to_owned())
            .collect(),
        Block::List(list) => render_list(list, width),
        Block::Table(rows) => table::render(rows),
        Block::Rule => vec!["---".to_owned()],
    }
}

fn paragraph(parts: &[String], width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for (index, part) in parts.iter().enumerate() {
        let mut part = wrap(&inline(part), width);
        if index + 1 < parts.len()
            && let Some(last) = part.last_mut()
        {
            last.push('\\');
        }
        lines.extend(part);
    }
    lines
}

/// Code of any language is text: nothing of it is ever compiled.
pub(super) fn fenced(content: &[String]) -> Vec<String> {
    let longest = content
        .iter()
        .map(|line| longest_run(line))
        .max()
        .unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    let mut lines = vec![format!("{fence}text")];
    lines.extend(content.iter().map(|line| line.trim_end().to_owned()));
    lines.push(fence);
    lines
}

fn render_list(list: &List, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for (index, item) in list.items.iter().enumerate() {
        let marker = match list.start {
            Some(start) => format!("{}. ", start.saturating_add(index as u64)),
            None => "* ".to_owned(),
        };
        if index > 0 && list.loose {
            lines.push(String::new());
        }
        let pad = " ".repeat(marker.len());
        let inner = render_item(item, width.saturating_sub(marker.len()).max(40), list.loose);
        for (number, line) in inner.iter().enumerate() {
            let lead = if number == 0 { &marker } else { &pad };
            lines.push(format!("{lead}{line}").trim_end().to_owned());
        }
    }
    lines
}

/// In a list whose items stand close, a list below an item does so too.
fn render_item(item: &[Block], width: usize, loose: bool) -> Vec<String> {
    let mut lines = Vec::new();
    for (index, block) in item.iter().enumerate() {
        let close = !loose && index == 1 && matches!(block, Block::List(_));
        if index > 0 && !close {
            lines.push(String::new());
        }
        lines.extend(render_block(block, width));
    }
    lines
}
