//! Diagnostics as text for a person.

use std::fmt::Write as _;

use super::Diagnostic;
use super::visible::visible;

/// One diagnostic with its place:
///
/// ```text
/// error[dangling-reference]: `#/components/schemas/Pte` leads nowhere
///  --> petstore.yaml:12:15 (/paths/~1pets/get/responses/200/schema/$ref)
///    |
/// 12 |         $ref: '#/components/schemas/Pte'
///    |         ^
///    = done: read as any value
///    = help: did you mean `#/components/schemas/Pet`?
/// ```
#[must_use]
pub fn render(diagnostic: &Diagnostic) -> String {
    let mut out = String::new();
    let place = &diagnostic.place;
    // Writing to a string cannot fail.
    let _ = write!(
        out,
        "{}[{}]: {}",
        diagnostic.severity,
        diagnostic.code,
        one_line(&diagnostic.message)
    );
    let line = place.position.map(|(line, _)| line.to_string());
    let margin = " ".repeat(line.as_ref().map_or(1, String::len));
    if !place.file.is_empty() {
        let _ = write!(out, "\n{margin}--> {}", one_line(&place.file));
        if let Some((line, column)) = place.position {
            let _ = write!(out, ":{line}:{column}");
        }
        if !place.pointer.is_empty() {
            let _ = write!(out, " ({})", one_line(&place.pointer));
        }
    }
    if let (Some(line), Some(excerpt)) = (&line, &place.excerpt) {
        let indent = " ".repeat(excerpt.caret);
        let _ = write!(
            out,
            "\n{margin} |\n{line} | {}\n{margin} | {indent}^",
            excerpt.text.trim_end()
        );
    }
    for (what, text) in [("done", &diagnostic.done), ("help", &diagnostic.help)] {
        if let Some(text) = text {
            let _ = write!(out, "\n{margin} = {what}: {}", one_line(text));
        }
    }
    if diagnostic.raised {
        let _ = write!(out, "\n{margin} = strict: a warning, taken for an error");
    }
    out
}

/// How many characters of one text are shown at most: names in a document may be of any length.
const LONGEST: usize = 500;

/// Text out of a document must not end its line, nor move the cursor.
pub(crate) fn one_line(text: &str) -> String {
    let mut characters = text.chars();
    let mut line: String = characters.by_ref().take(LONGEST).map(visible).collect();
    if characters.next().is_some() {
        line.push_str(" ...");
    }
    line
}
