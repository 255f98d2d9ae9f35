//! Lines and columns of JSON pointers: a second look at the text, taken only when there is something to report.

mod json;

use std::collections::HashMap;

use saphyr_parser::{Event as YamlEvent, Parser};

use super::{pointer, text};

/// A line and a column, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Place {
    line: usize,
    column: usize,
}

/// What stands in a text, one after the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Event<'t> {
    /// A key or a value that holds no others.
    Scalar(&'t str),
    /// A mapping begins.
    Map,
    /// A list begins.
    List,
    /// The innermost mapping or list ends.
    End,
}

/// Where a pointer was found: how much of it there is in the text, and the line and column of that part, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Position {
    /// Length of the part of the pointer that the text has.
    pub(crate) length: usize,
    /// Line and column of the key or the list element that the part leads to.
    pub(crate) at: (usize, usize),
}

/// The positions of pointers, in the order in which they are given.
pub(crate) fn positions<'p>(
    text: &str,
    pointers: impl Iterator<Item = &'p str> + Clone,
) -> Vec<Position> {
    let mut wanted = Wanted::new(pointers.clone());
    wanted.look(text);
    pointers.map(|pointer| wanted.position(pointer)).collect()
}

/// The pointers that are looked for, as a tree of their keys.
struct Wanted {
    nodes: Vec<Node>,
}

#[derive(Default)]
struct Node {
    children: HashMap<String, usize>,
    found: Option<Place>,
}

/// A collection that is being read.
struct Frame {
    /// Its node, when anything in it is wanted.
    node: Option<usize>,
    state: State,
}

enum State {
    /// In a list, before the element of this index.
    List(usize),
    /// In a mapping, before a key.
    Key,
    /// In a mapping, before the value of a key with this node.
    Value(Option<usize>),
}

impl Wanted {
    fn new<'p>(pointers: impl Iterator<Item = &'p str>) -> Self {
        let mut nodes = vec![Node::default()];
        for pointer in pointers {
            let mut node = 0;
            for key in pointer::segments(pointer) {
                let next = nodes.len();
                let Some(parent) = nodes.get_mut(node) else {
                    break;
                };
                let child = *parent.children.entry(key.into_owned()).or_insert(next);
                if child == next {
                    nodes.push(Node::default());
                }
                node = child;
            }
        }
        Self { nodes }
    }

    fn child(&self, node: Option<usize>, key: &str) -> Option<usize> {
        self.nodes.get(node?)?.children.get(key).copied()
    }

    fn found(&mut self, node: Option<usize>, place: Place) {
        if let Some(node) = node.and_then(|node| self.nodes.get_mut(node)) {
            node.found = Some(place);
        }
    }

    /// Reads the first document of a text, as far as it can be read.
    fn look(&mut self, text: &str) {
        if text::looks_like_json(text) {
            let mut frames = Vec::new();
            if json::look(text, |event, place| self.take(&mut frames, event, place)) {
                return;
            }
        }
        let mut frames = Vec::new();
        for event in Parser::new_from_str(text) {
            let Ok((event, span)) = event else {
                return;
            };
            let place = Place {
                line: span.start.line(),
                column: span.start.col() + 1,
            };
            let event = match &event {
                YamlEvent::Scalar(value, ..) => Event::Scalar(value),
                YamlEvent::Alias(_) => Event::Scalar(""),
                YamlEvent::SequenceStart(..) => Event::List,
                YamlEvent::MappingStart(..) => Event::Map,
                YamlEvent::SequenceEnd | YamlEvent::MappingEnd => Event::End,
                YamlEvent::DocumentEnd => return,
                _ => continue,
            };
            if !self.take(&mut frames, event, place) {
                return;
            }
        }
    }

    /// Takes the next event. `false` when the document is at its end.
    fn take(&mut self, frames: &mut Vec<Frame>, event: Event<'_>, place: Place) -> bool {
        match event {
            Event::Scalar(value) => self.scalar(frames, value, place),
            Event::Map => self.open(frames, State::Key, place),
            Event::List => self.open(frames, State::List(0), place),
            Event::End => {
                frames.pop();
                return !frames.is_empty();
            }
        }
        true
    }

    fn scalar(&mut self, frames: &mut [Frame], value: &str, place: Place) {
        if let Some(frame) = frames.last_mut()
            && matches!(frame.state, State::Key)
        {
            let node = self.child(frame.node, value);
            self.found(node, place);
            frame.state = State::Value(node);
            return;
        }
        self.element(frames, place);
    }

    fn open(&mut self, frames: &mut Vec<Frame>, state: State, place: Place) {
        let node = if frames.is_empty() {
            self.found(Some(0), place);
            Some(0)
        } else {
            self.element(frames, place)
        };
        frames.push(Frame { node, state });
    }

    /// An element of the innermost collection begins: its node, if it is wanted.
    fn element(&mut self, frames: &mut [Frame], place: Place) -> Option<usize> {
        let frame = frames.last_mut()?;
        match frame.state {
            State::List(index) => {
                frame.state = State::List(index + 1);
                let node = match frame.node {
                    Some(_) => self.child(frame.node, &index.to_string()),
                    None => None,
                };
                self.found(node, place);
                node
            }
            // A collection as a key: nothing in it can be pointed to.
            State::Key => {
                frame.state = State::Value(None);
                None
            }
            State::Value(node) => {
                frame.state = State::Key;
                node
            }
        }
    }

    fn position(&self, pointer: &str) -> Position {
        let mut node = self.nodes.first();
        let mut length = 0;
        let mut at = (1, 1);
        for raw in pointer.split('/').skip(1) {
            let next = node
                .and_then(|node| node.children.get(&*pointer::unescape(raw)))
                .and_then(|child| self.nodes.get(*child));
            let Some(found) = next.and_then(|next| next.found) else {
                break;
            };
            node = next;
            at = (found.line, found.column);
            length += 1 + raw.len();
        }
        Position { length, at }
    }
}
