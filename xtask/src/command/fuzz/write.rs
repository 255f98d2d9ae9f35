//! A tree as text: JSON, or YAML with what YAML has beyond it.

use serde_json::Value;

use super::hostile::{RAW, RAW_END};
use crate::dice::Dice;

/// How a document is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// On one line.
    Json,
    /// On lines of its own, as people write it.
    Block,
    /// In braces, with anchors, aliases, tags, merge keys, comments and repeated keys strewn in.
    Strewn,
}

/// Writes a document. What [`RAW`] marks is written as it is.
pub(super) fn write(value: &Value, style: Style, dice: &mut Dice) -> String {
    let text = match style {
        Style::Json => value.to_string(),
        Style::Block => serde_yaml::to_string(value).unwrap_or_else(|_| value.to_string()),
        Style::Strewn => {
            let mut strewn = Strewn {
                out: String::new(),
                anchors: 0,
                dice,
            };
            strewn.value(value);
            strewn.out
        }
    };
    unquoted(&text)
}

/// Takes the quotes off what is marked.
fn unquoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, marked)) = rest.split_once(RAW) {
        let Some((raw, after)) = marked.split_once(RAW_END) else {
            break;
        };
        let quote = before
            .chars()
            .next_back()
            .filter(|c| matches!(c, '"' | '\''));
        out.push_str(
            quote
                .and_then(|quote| before.strip_suffix(quote))
                .unwrap_or(before),
        );
        out.push_str(&raw.replace("\\\"", "\""));
        rest = quote
            .and_then(|quote| after.strip_prefix(quote))
            .unwrap_or(after);
    }
    out.push_str(rest);
    out
}

/// Now and then something that only YAML has.
struct Strewn<'d> {
    out: String,
    anchors: usize,
    dice: &'d mut Dice,
}

impl Strewn<'_> {
    fn value(&mut self, value: &Value) {
        if self.dice.one_in(24) {
            self.property();
        }
        match value {
            Value::Object(map) => {
                self.out.push('{');
                for (key, member) in map {
                    self.key(key);
                    self.value(member);
                    self.separate();
                    if self.dice.one_in(60) {
                        self.key(key);
                        self.out.push_str("again, ");
                    }
                }
                if self.anchors > 0 && self.dice.one_in(30) {
                    let anchor = self.dice.below(self.anchors);
                    self.out.push_str(&format!("<<: *a{anchor}"));
                }
                self.out.push('}');
            }
            Value::Array(items) => {
                self.out.push('[');
                for item in items {
                    self.value(item);
                    self.separate();
                }
                self.out.push(']');
            }
            _ if self.anchors > 0 && self.dice.one_in(40) => {
                let anchor = self.dice.below(self.anchors);
                self.out.push_str(&format!("*a{anchor} "));
            }
            other => self.out.push_str(&other.to_string()),
        }
    }

    fn key(&mut self, key: &str) {
        let plain = !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric());
        if plain && self.dice.one_in(3) {
            self.out.push_str(key);
        } else {
            self.out.push_str(&Value::from(key).to_string());
        }
        self.out.push_str(": ");
    }

    fn property(&mut self) {
        match self.dice.below(6) {
            0 => self.out.push_str("!mine "),
            1 => self.out.push_str("!!str "),
            2 => self.out.push_str("!!binary "),
            _ => {
                self.out.push_str(&format!("&a{} ", self.anchors));
                self.anchors += 1;
            }
        }
    }

    fn separate(&mut self) {
        self.out.push_str(match self.dice.below(40) {
            0 => ", # a comment\n",
            1 => "\n , ",
            2 => "\t, ",
            3 => "\r\n, ",
            _ => ", ",
        });
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_marked_is_written_as_it_is() {
        let value =
            json!({"a": format!("{RAW}1e400{RAW_END}"), "b": format!("{RAW}{{\"c\":1}}{RAW_END}")});
        let dice = &mut Dice::new(1, 1);
        assert_eq!(
            write(&value, Style::Json, dice),
            r#"{"a":1e400,"b":{"c":1}}"#
        );
        for style in [Style::Block, Style::Strewn] {
            let text = write(&value, style, dice);
            assert!(
                text.contains("1e400") && text.contains("{\"c\":1}"),
                "{text}"
            );
            assert!(!text.contains("\"1e400") && !text.contains(RAW), "{text}");
        }
    }
}
