//! How a value is written in a path, a query, a header or a cookie: the *Style Examples* of OpenAPI, and RFC 3986.
//!
//! This is written after the specification and shares nothing with the client's own encoder, which the tests hold to it.

use serde_json::Value;

use crate::model::Style;

/// A value as far as a style can write it.
enum Shape {
    Nothing,
    One(String),
    Many(Vec<String>),
    Named(Vec<(String, String)>),
}

/// What is escaped in a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// All but what RFC 3986 calls unreserved.
    Url,
    /// The same with `allowReserved`: what has a meaning for a query stays escaped.
    Reserved,
    /// `application/x-www-form-urlencoded`.
    Form,
    /// A path with `allowReserved`: what ends a segment stays escaped.
    Segment,
    /// A cookie's value.
    Cookie,
    /// A header, or a part of a form: nothing is.
    Plain,
}

pub(super) fn escaped(text: &str, place: Place) -> String {
    if place == Place::Plain {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        let plain = byte.is_ascii_alphanumeric()
            || match place {
                Place::Url => b"-._~".contains(&byte),
                Place::Reserved => b"-._~:/?[]@!$'()*,;=".contains(&byte),
                Place::Segment => b"-._~:@!$&'()*+,;=".contains(&byte),
                Place::Form => b"-._*".contains(&byte),
                Place::Cookie => byte.is_ascii_graphic() && !b"\",;\\%".contains(&byte),
                Place::Plain => true,
            };
        match byte {
            _ if plain && byte.is_ascii() => out.push(char::from(byte)),
            b' ' if place == Place::Form => out.push('+'),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

/// A scalar as text; `None` for anything else.
pub(super) fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Bool(flag) => Some(flag.to_string()),
        // `3.0` and `3` are one number, written as the shorter.
        Value::Number(number) => match number.as_f64() {
            Some(float) if number.is_f64() && float.fract() == 0.0 && float.abs() < 1e15 => {
                Some(format!("{float:.0}"))
            }
            _ => Some(number.to_string()),
        },
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

fn shape(value: &Value) -> Option<Shape> {
    Some(match value {
        Value::Null => Shape::Nothing,
        Value::Array(items) => {
            let items: Option<Vec<String>> = items.iter().map(text).collect();
            let items = items?;
            if items.is_empty() {
                Shape::Nothing
            } else {
                Shape::Many(items)
            }
        }
        Value::Object(members) => {
            let members = members
                .iter()
                .map(|(name, value)| Some((name.clone(), text(value)?)));
            let members = members.collect::<Option<Vec<_>>>()?;
            if members.is_empty() {
                Shape::Nothing
            } else {
                Shape::Named(members)
            }
        }
        scalar => Shape::One(text(scalar)?),
    })
}

/// Texts with a delimiter between them; a name and its value with `=` where each is a pair of its own.
fn listed(shape: &Shape, delimiter: &str, explode: bool, place: Place) -> String {
    let quoted = |text: &String| escaped(text, place);
    let texts: Vec<String> = match shape {
        Shape::Nothing => Vec::new(),
        Shape::One(text) => vec![quoted(text)],
        Shape::Many(texts) => texts.iter().map(quoted).collect(),
        Shape::Named(members) if explode => members
            .iter()
            .map(|(name, value)| format!("{}={}", quoted(name), quoted(value)))
            .collect(),
        Shape::Named(members) => members
            .iter()
            .flat_map(|(name, value)| [quoted(name), quoted(value)])
            .collect(),
    };
    texts.join(delimiter)
}

/// A path parameter; `None` where the style has no form for the value, or the segment would be empty.
pub(super) fn path(
    name: &str,
    value: &Value,
    style: Style,
    explode: bool,
    place: Place,
) -> Option<String> {
    let shape = shape(value)?;
    let name = escaped(name, Place::Url);
    let text = match (style, &shape) {
        (_, Shape::Nothing) => return None,
        (Style::Matrix, Shape::Many(texts)) if explode => texts
            .iter()
            .map(|text| format!(";{name}={}", escaped(text, place)))
            .collect(),
        (Style::Matrix, Shape::Named(_)) if explode => {
            format!(";{}", listed(&shape, ";", true, place))
        }
        (Style::Matrix, _) => format!(";{name}={}", listed(&shape, ",", false, place)),
        (Style::Label, _) if explode => format!(".{}", listed(&shape, ".", true, place)),
        (Style::Label, _) => format!(".{}", listed(&shape, ",", false, place)),
        _ => listed(&shape, ",", explode, place),
    };
    Some(text).filter(|text| !text.is_empty())
}

/// The pairs of a query, form or cookie parameter; `None` where the style has no form for the value.
pub(super) fn pairs(
    name: &str,
    value: &Value,
    style: Style,
    explode: bool,
    place: Place,
) -> Option<Vec<String>> {
    let pairs = parted(name, value, style, explode, place)?.into_iter();
    Some(pairs.map(|(name, text)| format!("{name}={text}")).collect())
}

/// The pairs of a part in a style, names and texts apart: none where the style has no form for the value.
pub(super) fn plain_pairs(
    name: &str,
    value: &Value,
    style: Style,
    explode: bool,
) -> Vec<(String, String)> {
    parted(name, value, style, explode, Place::Plain).unwrap_or_default()
}

/// The pairs, names and texts apart and both escaped.
fn parted(
    name: &str,
    value: &Value,
    style: Style,
    explode: bool,
    place: Place,
) -> Option<Vec<(String, String)>> {
    // Names are never sent with reserved characters.
    let names = if place == Place::Reserved {
        Place::Url
    } else {
        place
    };
    let pair = |name: &str, text: &str| (escaped(name, names), escaped(text, place));
    if style == Style::DeepObject {
        let mut out = Vec::new();
        deep(name.to_owned(), value, &mut out);
        return Some(out.iter().map(|(name, text)| pair(name, text)).collect());
    }
    let shape = shape(value)?;
    Some(match &shape {
        Shape::Nothing => Vec::new(),
        Shape::Many(texts) if explode => texts.iter().map(|text| pair(name, text)).collect(),
        Shape::Named(members) if explode => members
            .iter()
            .map(|(name, text)| pair(name, text))
            .collect(),
        _ => {
            let delimiter = match (style, place) {
                (Style::SpaceDelimited, Place::Plain) => " ",
                (Style::SpaceDelimited, Place::Form) => "+",
                (Style::SpaceDelimited, _) => "%20",
                (Style::PipeDelimited, Place::Plain) => "|",
                (Style::PipeDelimited, _) => "%7C",
                _ => ",",
            };
            let text = listed(&shape, delimiter, false, place);
            vec![(escaped(name, names), text)]
        }
    })
}

/// `name[key]` and its value, as deep as it goes.
fn deep(name: String, value: &Value, out: &mut Vec<(String, String)>) {
    match value {
        Value::Null => {}
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                deep(format!("{name}[{index}]"), item, out);
            }
        }
        Value::Object(members) => {
            for (key, member) in members {
                deep(format!("{name}[{key}]"), member, out);
            }
        }
        scalar => out.push((name, text(scalar).unwrap_or_default())),
    }
}

/// A header's text; `None` where the style has no form for the value, and empty for nothing.
pub(super) fn header(value: &Value, explode: bool) -> Option<String> {
    Some(listed(&shape(value)?, ",", explode, Place::Plain))
}

/// The members of an object that a flat style can write: what is nested is left out.
pub(super) fn flattened(value: Value) -> Value {
    match value {
        Value::Object(members) => Value::Object(
            members
                .into_iter()
                .filter(|(_, member)| text(member).is_some())
                .collect(),
        ),
        Value::Array(items) => Value::Array(
            items
                .into_iter()
                .filter(|item| text(item).is_some())
                .collect(),
        ),
        scalar => scalar,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// The table of the specification, without its empty column.
    #[test]
    fn the_table_of_styles() {
        let values = [
            json!("blue"),
            json!(["blue", "black", "brown"]),
            json!({"R": 100, "G": 200, "B": 150}),
        ];
        let paths = [
            (
                Style::Matrix,
                false,
                [
                    ";color=blue",
                    ";color=blue,black,brown",
                    ";color=B,150,G,200,R,100",
                ],
            ),
            (
                Style::Matrix,
                true,
                [
                    ";color=blue",
                    ";color=blue;color=black;color=brown",
                    ";B=150;G=200;R=100",
                ],
            ),
            (
                Style::Label,
                false,
                [".blue", ".blue,black,brown", ".B,150,G,200,R,100"],
            ),
            (
                Style::Label,
                true,
                [".blue", ".blue.black.brown", ".B=150.G=200.R=100"],
            ),
            (
                Style::Simple,
                false,
                ["blue", "blue,black,brown", "B,150,G,200,R,100"],
            ),
            (
                Style::Simple,
                true,
                ["blue", "blue,black,brown", "B=150,G=200,R=100"],
            ),
        ];
        for (style, explode, expected) in paths {
            for (value, expected) in values.iter().zip(expected) {
                assert_eq!(
                    path("color", value, style, explode, Place::Url).as_deref(),
                    Some(expected)
                );
            }
        }
        let queries = [
            (
                Style::Form,
                false,
                [
                    "color=blue",
                    "color=blue,black,brown",
                    "color=B,150,G,200,R,100",
                ],
            ),
            (
                Style::Form,
                true,
                [
                    "color=blue",
                    "color=blue&color=black&color=brown",
                    "B=150&G=200&R=100",
                ],
            ),
            (
                Style::SpaceDelimited,
                false,
                [
                    "color=blue",
                    "color=blue%20black%20brown",
                    "color=B%20150%20G%20200%20R%20100",
                ],
            ),
            (
                Style::PipeDelimited,
                false,
                [
                    "color=blue",
                    "color=blue%7Cblack%7Cbrown",
                    "color=B%7C150%7CG%7C200%7CR%7C100",
                ],
            ),
        ];
        for (style, explode, expected) in queries {
            for (value, expected) in values.iter().zip(expected) {
                let pairs = pairs("color", value, style, explode, Place::Url).unwrap();
                assert_eq!(pairs.join("&"), expected);
            }
        }
        let deep = pairs("color", &values[2], Style::DeepObject, true, Place::Url).unwrap();
        assert_eq!(
            deep.join("&"),
            "color%5BB%5D=150&color%5BG%5D=200&color%5BR%5D=100"
        );
    }

    #[test]
    fn each_place_escapes_what_it_must() {
        let text = "a b/%é&+~*;";
        assert_eq!(escaped(text, Place::Url), "a%20b%2F%25%C3%A9%26%2B~%2A%3B");
        assert_eq!(escaped(text, Place::Reserved), "a%20b/%25%C3%A9%26%2B~*;");
        assert_eq!(escaped(text, Place::Form), "a+b%2F%25%C3%A9%26%2B%7E*%3B");
        assert_eq!(escaped(text, Place::Cookie), "a%20b/%25%C3%A9&+~*%3B");
        assert_eq!(escaped(text, Place::Plain), text);
        assert_eq!(
            pairs("a", &json!([{}]), Style::Form, true, Place::Url),
            None
        );
        assert_eq!(
            path("a", &json!([]), Style::Simple, false, Place::Url),
            None
        );
    }
}
