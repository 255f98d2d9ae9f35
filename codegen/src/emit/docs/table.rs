//! Tables.

use super::inline::{GLUE, inline};

/// The cells of a row.
pub(super) fn cells(row: &str) -> Vec<String> {
    let row = row.trim();
    let row = row.strip_prefix('|').unwrap_or(row);
    let mut cells = vec![String::new()];
    let mut escaped = false;
    for c in row.chars() {
        if c == '|' && !escaped {
            cells.push(String::new());
        } else if let Some(cell) = cells.last_mut() {
            cell.push(c);
        }
        escaped = c == '\\' && !escaped;
    }
    if cells.len() > 1 && cells.last().is_some_and(|cell| cell.trim().is_empty()) {
        cells.pop();
    }
    cells
}

/// A table as lines; all rows get as many cells as the head.
pub(super) fn render(rows: &[String]) -> Vec<String> {
    let columns = rows.first().map_or(0, |head| cells(head).len());
    rows.iter()
        .enumerate()
        .map(|(index, row)| {
            let mut cells = cells(row);
            cells.resize(columns, String::new());
            let cells: Vec<String> = cells
                .iter()
                .map(|cell| match index {
                    1 => delimiter(cell.trim()),
                    _ => cell_text(cell.trim()),
                })
                .collect();
            format!("| {} |", cells.join(" | "))
        })
        .collect()
}

fn delimiter(cell: &str) -> String {
    let left = if cell.starts_with(':') { ":" } else { "" };
    let right = if cell.ends_with(':') { ":" } else { "" };
    format!("{left}---{right}")
}

fn cell_text(cell: &str) -> String {
    inline(cell)
        .replace(GLUE, " ")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}
