//! A look at JSON for positions. `saphyr-parser` reads most of it too, but not tabs for indentation, nor characters
//! that are escaped as surrogates.

use std::borrow::Cow;

use super::{Event, Place};

/// Hands over what stands in a text, as long as it looks like JSON and `take` wants more. Says whether it was JSON to
/// the end.
pub(super) fn look(text: &str, mut take: impl FnMut(Event<'_>, Place) -> bool) -> bool {
    let mut cursor = Cursor {
        rest: text,
        place: Place { line: 1, column: 1 },
    };
    while let Some(character) = cursor.rest.chars().next() {
        let place = cursor.place;
        let event = match character {
            '{' => Event::Map,
            '[' => Event::List,
            '}' | ']' => Event::End,
            '"' => match cursor.string() {
                Some(text) => {
                    if !take(Event::Scalar(&text), place) {
                        return true;
                    }
                    continue;
                }
                None => return false,
            },
            ',' | ':' | ' ' | '\t' | '\r' | '\n' => {
                cursor.skip(1);
                continue;
            }
            '-' | '0'..='9' | 'a'..='z' => {
                let length = cursor
                    .rest
                    .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '+' | '.')))
                    .unwrap_or(cursor.rest.len());
                let scalar = cursor.skip(length);
                if !take(Event::Scalar(scalar), place) {
                    return true;
                }
                continue;
            }
            _ => return false,
        };
        cursor.skip(1);
        if !take(event, place) {
            return true;
        }
    }
    true
}

struct Cursor<'t> {
    rest: &'t str,
    place: Place,
}

impl<'t> Cursor<'t> {
    /// Goes on by some bytes, which end between characters.
    fn skip(&mut self, bytes: usize) -> &'t str {
        let (skipped, rest) = self.rest.split_at_checked(bytes).unwrap_or((self.rest, ""));
        for character in skipped.chars() {
            if character == '\n' {
                self.place.line += 1;
                self.place.column = 1;
            } else {
                self.place.column += 1;
            }
        }
        self.rest = rest;
        skipped
    }

    /// A string, from its first quote on, without its escapes.
    fn string(&mut self) -> Option<Cow<'t, str>> {
        let mut escaped = false;
        let mut plain = true;
        let end = self.rest.bytes().skip(1).position(|byte| {
            let end = byte == b'"' && !escaped;
            escaped = byte == b'\\' && !escaped;
            plain &= !escaped;
            end
        })?;
        let quoted = self.skip(end + 2);
        if plain {
            return quoted.get(1..=end).map(Cow::Borrowed);
        }
        serde_json::from_str(quoted).ok().map(Cow::Owned)
    }
}
