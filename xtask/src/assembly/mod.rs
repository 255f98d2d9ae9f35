//! `spec/cotool.yaml` is made of several sources: reference pages and plain documents, united into one.

mod conflict;
mod layout;
mod lines;
mod page;
mod part;
mod store;
mod unite;

use std::collections::BTreeMap;

use codegen::diagnostic::Excerpt;
use codegen::{Diagnostic, Input, Severity, Sink};

use crate::error::Error;
use crate::generate::apart;
use part::Part;
pub(crate) use store::{Kind, Sources, Stored, path as kept_at};
use unite::United;

/// The one document, and where each part of it comes from.
#[derive(Debug)]
pub(crate) struct Assembly {
    /// The document.
    pub(crate) text: String,
    parts: Vec<Part>,
    united: United,
}

/// Unites the sources.
pub(crate) fn assemble(sources: &Sources) -> Result<Assembly, Error> {
    let mut parts = Vec::new();
    for source in sources.iter() {
        parts.extend(part::parts(source)?);
    }
    let united = unite::unite(&parts)?;
    let text = layout::text(&united.root)?;
    Ok(Assembly {
        text,
        parts,
        united,
    })
}

impl Assembly {
    /// Whether the generator could read the document: errors with their places in the sources.
    pub(crate) fn errors(&self) -> Result<Vec<Diagnostic>, Error> {
        let found = apart(|| {
            let input = Input {
                name: "the assembled document",
                text: &self.text,
                read: &|_| Err("a source of the document has to stand alone".to_owned()),
            };
            let mut sink = Sink::default();
            codegen::spec::load(&input, &mut sink);
            sink.into_diagnostics(&input)
        });
        let found = found.ok_or_else(|| {
            Error::plain("the generator failed on the assembled document: a defect of ours")
        })?;
        Ok(found
            .into_iter()
            .filter(|diagnostic| diagnostic.severity == Severity::Error)
            .map(|diagnostic| self.placed(diagnostic))
            .collect())
    }

    /// The diagnostic with its place in the source instead of the assembled document.
    fn placed(&self, mut diagnostic: Diagnostic) -> Diagnostic {
        let (part, pointer) = self.united.origin(&diagnostic.place.pointer);
        if let Some(part) = self.parts.get(part) {
            let (line, column) = part.lines.position(&pointer);
            diagnostic.place.file.clone_from(&part.file);
            diagnostic.place.position = Some((line, column));
            diagnostic.place.excerpt = part
                .text
                .lines()
                .nth(line.saturating_sub(1))
                .map(|line| Excerpt::around(line, column));
            diagnostic.place.pointer = pointer;
        }
        diagnostic
    }

    /// Every operation of a source: `GET /agents`.
    pub(crate) fn operations(&self, file: &str) -> Vec<String> {
        self.parts
            .iter()
            .filter(|part| part.file == file)
            .flat_map(Part::operations)
            .collect()
    }
}

/// Pointer -> something, where a pointer that is not there means the nearest one above it.
fn nearest<'a, T>(map: &'a BTreeMap<String, T>, pointer: &str) -> Option<(&'a str, &'a T)> {
    let mut pointer = pointer;
    loop {
        if let Some((key, value)) = map.get_key_value(pointer) {
            return Some((key, value));
        }
        pointer = pointer.rsplit_once('/')?.0;
    }
}
