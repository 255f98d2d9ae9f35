//! Where in a text each part of a document stands.

use std::collections::BTreeMap;

use saphyr_parser::{Event, Parser, Span};

use super::nearest;
use crate::pointer::child;

/// JSON pointer -> line and column, both from 1.
#[derive(Debug, Clone, Default)]
pub(super) struct Lines {
    by_pointer: BTreeMap<String, (usize, usize)>,
}

impl Lines {
    /// Finds every part of a YAML or JSON text that starts `before` lines into its file.
    ///
    /// A text that this parser cannot follow to its end has positions as far as it came.
    pub(super) fn find(text: &str, before: usize) -> Self {
        let mut finder = Finder {
            before,
            ..Finder::default()
        };
        finder.found.insert(String::new(), (before + 1, 1));
        let mut parser = Parser::new_from_str(text);
        while let Some(Ok((event, span))) = parser.next_event() {
            if matches!(event, Event::StreamEnd) {
                break;
            }
            finder.event(&event, span);
        }
        Self {
            by_pointer: finder.found,
        }
    }

    /// Line and column of a part, or of the nearest one around it.
    pub(super) fn position(&self, pointer: &str) -> (usize, usize) {
        nearest(&self.by_pointer, pointer).map_or((1, 1), |(_, position)| *position)
    }
}

/// A collection that is open.
enum Open {
    /// Its pointer, and the key whose value comes next.
    Mapping(String, Option<String>),
    /// Its pointer, and the number of the item that comes next.
    Sequence(String, usize),
    /// A collection inside of a key: nothing in there has a pointer.
    Key,
}

#[derive(Default)]
struct Finder {
    before: usize,
    open: Vec<Open>,
    found: BTreeMap<String, (usize, usize)>,
}

impl Finder {
    fn event(&mut self, event: &Event<'_>, span: Span) {
        match event {
            Event::Scalar(text, ..) => self.scalar(text, span),
            Event::Alias(_) => {
                self.node(span);
            }
            Event::MappingStart(..) => {
                let open = self
                    .node(span)
                    .map_or(Open::Key, |pointer| Open::Mapping(pointer, None));
                self.open.push(open);
            }
            Event::SequenceStart(..) => {
                let open = self
                    .node(span)
                    .map_or(Open::Key, |pointer| Open::Sequence(pointer, 0));
                self.open.push(open);
            }
            Event::MappingEnd | Event::SequenceEnd => {
                let closed = self.open.pop();
                if let (Some(Open::Key), Some(Open::Mapping(_, key @ None))) =
                    (closed, self.open.last_mut())
                {
                    // The key that has no pointer is over; its value has none either.
                    *key = Some(String::new());
                }
            }
            _ => {}
        }
    }

    fn scalar(&mut self, text: &str, span: Span) {
        let position = self.position(span);
        if let Some(Open::Mapping(pointer, key @ None)) = self.open.last_mut() {
            let pointer = child(pointer, text);
            self.found.entry(pointer).or_insert(position);
            *key = Some(text.to_owned());
        } else {
            self.node(span);
        }
    }

    /// The pointer of a node that starts here, unless it is a key.
    fn node(&mut self, span: Span) -> Option<String> {
        let position = self.position(span);
        let pointer = match self.open.last_mut() {
            None => String::new(),
            Some(Open::Mapping(pointer, key)) => child(pointer, &key.take()?),
            Some(Open::Sequence(pointer, next)) => {
                let pointer = child(pointer, &next.to_string());
                *next += 1;
                pointer
            }
            Some(Open::Key) => return None,
        };
        self.found.entry(pointer.clone()).or_insert(position);
        Some(pointer)
    }

    fn position(&self, span: Span) -> (usize, usize) {
        (span.start.line() + self.before, span.start.col() + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_and_an_item_have_a_place() {
        let text = "openapi: 3.1.0\npaths:\n  /a/{b}:\n    get:\n      tags:\n        - One\n        - Two\n";
        let lines = Lines::find(text, 10);
        assert_eq!(lines.position("/openapi"), (11, 1));
        assert_eq!(lines.position("/paths/~1a~1{b}/get"), (14, 5));
        assert_eq!(lines.position("/paths/~1a~1{b}/get/tags/1"), (17, 11));
        assert_eq!(
            lines.position("/paths/~1a~1{b}/put/x"),
            (13, 3),
            "the nearest around it"
        );
    }

    #[test]
    fn json_and_odd_keys_are_followed() {
        let lines = Lines::find("{\"a\": [1,\n {\"b\": 2}]}", 0);
        assert_eq!(lines.position("/a/1/b"), (2, 3));
        let lines = Lines::find("? [x, y]\n: {z: 1}\nb: 2\n", 0);
        assert_eq!(lines.position("/b"), (3, 1));
    }
}
