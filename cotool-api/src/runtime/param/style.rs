//! The styles of OpenAPI: how lists and objects are laid out.

use super::value::Parts;
use super::{Escape, ParamError, Value, escape};

/// How lists and objects are laid out in a parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Style {
    /// `;color=blue`, in a path.
    Matrix,
    /// `.blue`, in a path.
    Label,
    /// `blue,black`, in a path or a header.
    Simple,
    /// `color=blue`, in a query, a cookie or a form.
    Form,
    /// `color=blue%20black`, in a query.
    SpaceDelimited,
    /// `color=blue%7Cblack`, in a query.
    PipeDelimited,
    /// `color%5BR%5D=100`, in a query.
    DeepObject,
}

/// Pairs of a query, a cookie or a form, escaped.
pub(crate) type Pairs = Vec<(String, String)>;

/// The text that stands for a path parameter, its values escaped so. Nothing at all is the empty text.
pub(crate) fn path_text(
    name: &str,
    value: &Value,
    style: Style,
    explode: bool,
    how: Escape,
) -> Result<String, ParamError> {
    let parts = value.parts()?;
    let name = escape(name, Escape::All);
    Ok(match style {
        Style::Matrix => match &parts {
            Parts::Nothing => String::new(),
            // The style leaves out the sign where there is no text.
            Parts::One("") => format!(";{name}"),
            Parts::One(text) => format!(";{name}={}", escape(text, how)),
            Parts::Many(texts) if explode => texts
                .iter()
                .map(|text| format!(";{name}={}", escape(text, how)))
                .collect(),
            Parts::Named(pairs) if explode => pairs
                .iter()
                .map(|(key, text)| format!(";{}={}", escape(key, Escape::All), escape(text, how)))
                .collect(),
            Parts::Many(_) | Parts::Named(_) => {
                format!(";{name}={}", joined(&parts, ",", false, how))
            }
        },
        Style::Label => match parts {
            Parts::Nothing => String::new(),
            _ => format!(
                ".{}",
                joined(&parts, if explode { "." } else { "," }, explode, how)
            ),
        },
        _ => joined(&parts, ",", explode, how),
    })
}

/// The text of a header; `None`: the header is left out.
pub(crate) fn header_text(value: &Value, explode: bool) -> Result<Option<String>, ParamError> {
    Ok(match value.parts()? {
        Parts::Nothing => None,
        parts => Some(joined(&parts, ",", explode, Escape::Nothing)),
    })
}

/// The pairs of a parameter in a query, a cookie or a form, names and values escaped. None: it is left out.
pub(crate) fn pairs(
    name: &str,
    value: &Value,
    style: Style,
    explode: bool,
    how: Escape,
) -> Result<Pairs, ParamError> {
    // Names are never sent with reserved characters: they would end the name.
    let for_names = match how {
        Escape::KeepReserved => Escape::All,
        Escape::KeepInCookie => Escape::Cookie,
        how => how,
    };
    let quoted = |text: &str| escape(text, for_names).into_owned();
    if style == Style::DeepObject {
        let mut pairs = Pairs::new();
        deep(name.to_owned(), value, &mut |name, text| {
            pairs.push((quoted(name), escape(text, how).into_owned()));
        });
        return Ok(pairs);
    }
    let parts = value.parts()?;
    let one = |text: String| vec![(quoted(name), text)];
    let separator = match (style, how) {
        (Style::SpaceDelimited, Escape::Nothing) => " ",
        (Style::PipeDelimited, Escape::Nothing) => "|",
        (Style::SpaceDelimited, _) => "%20",
        (Style::PipeDelimited, _) => "%7C",
        _ => ",",
    };
    Ok(match &parts {
        Parts::Nothing => Pairs::new(),
        Parts::Many(texts) if explode => texts
            .iter()
            .map(|text| (quoted(name), escape(text, how).into_owned()))
            .collect(),
        Parts::Named(members) if explode => members
            .iter()
            .map(|(key, text)| (quoted(key), escape(text, how).into_owned()))
            .collect(),
        _ => one(joined(&parts, separator, false, how)),
    })
}

/// The pairs of a cookie that is sent as it is (`style: cookie`): what would end it is refused.
pub(crate) fn plain_pairs(name: &str, value: &Value, explode: bool) -> Result<Pairs, ParamError> {
    let pairs = pairs(name, value, Style::Form, explode, Escape::Nothing)?;
    let texts = pairs.iter().flat_map(|(name, text)| [name, text]);
    let ending = texts.flat_map(|text| text.chars()).find(|c| ends(*c));
    if let Some(c) = ending {
        return Err(ParamError::new(format!(
            "no cookie can hold {c:?}, and this one is sent as it is: give it in the form that the server reads"
        )));
    }
    Ok(pairs)
}

/// Whether a character ends a cookie, or cannot be sent in a header.
fn ends(c: char) -> bool {
    c == ';' || !matches!(c, ' '..='~')
}

/// The parts in one text. `named`: an object's members are written with a `=`.
fn joined(parts: &Parts<'_>, separator: &str, named: bool, how: Escape) -> String {
    match parts {
        Parts::Nothing => String::new(),
        Parts::One(text) => escape(text, how).into_owned(),
        Parts::Many(texts) => {
            let texts: Vec<_> = texts.iter().map(|text| escape(text, how)).collect();
            texts.join(separator)
        }
        Parts::Named(pairs) => {
            let between = if named { "=" } else { separator };
            let texts: Vec<_> = pairs
                .iter()
                .map(|(key, text)| format!("{}{between}{}", escape(key, how), escape(text, how)))
                .collect();
            texts.join(separator)
        }
    }
}

/// `name[key][0]`: OpenAPI defines the style for flat objects only; deeper values go on in the way that most servers
/// understand.
fn deep(name: String, value: &Value, write: &mut dyn FnMut(&str, &str)) {
    match value {
        Value::Null => {}
        Value::Scalar(text) => write(&name, text),
        Value::List(items) => {
            for (index, item) in items.iter().enumerate() {
                deep(format!("{name}[{index}]"), item, write);
            }
        }
        Value::Object(members) => {
            for (key, member) in members {
                deep(format!("{name}[{key}]"), member, write);
            }
        }
    }
}
