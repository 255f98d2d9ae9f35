//! Which requests are meant.

use std::fmt;

use super::Sent;
use super::recording::Wanted;
use crate::runtime::Operation;

/// Which requests are meant.
pub(super) enum Target {
    /// Those of an operation.
    Operation(&'static Operation),
    /// Those of a method and a path, by its end.
    Path { method: String, path: String },
    /// Those that are like one that was recorded.
    Recorded(Box<Wanted>),
}

impl Target {
    pub(super) fn path(method: &str, path: &str) -> Self {
        Self::Path {
            method: method.to_ascii_uppercase(),
            path: path.to_owned(),
        }
    }

    pub(super) fn is(&self, sent: &Sent) -> bool {
        match self {
            Self::Operation(operation) => sent.is(operation),
            Self::Path { method, path } => {
                sent.method() == method && captures(path, sent.url().path()).is_some()
            }
            Self::Recorded(wanted) => wanted.is(sent),
        }
    }

    /// Whether it is the same place, if not the same request.
    pub(super) fn is_like(&self, sent: &Sent) -> bool {
        match self {
            Self::Recorded(wanted) => wanted.is_same_place(sent),
            other => other.is(sent),
        }
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Operation(operation) => {
                let (method, path) = (operation.method(), operation.path());
                write!(f, "{} ({method} {path})", operation.id())
            }
            Self::Path { method, path } => write!(f, "{method} {path}"),
            Self::Recorded(wanted) => write!(f, "{wanted}"),
        }
    }
}

/// What the parameters of a template stand for in a path that ends like it, escaped as they are.
pub(super) fn captures<'p>(template: &str, path: &'p str) -> Option<Vec<(String, &'p str)>> {
    let template = template.split('?').next().unwrap_or_default();
    let mut found = Vec::new();
    let mut segments = path.trim_matches('/').rsplit('/');
    for wanted in template.trim_matches('/').rsplit('/') {
        segment(wanted, segments.next()?, &mut found)?;
    }
    Some(found)
}

/// One segment: texts that have to be there, and parameters between them, each as short as can be.
fn segment<'p>(
    template: &str,
    mut text: &'p str,
    found: &mut Vec<(String, &'p str)>,
) -> Option<()> {
    let mut rest = template;
    loop {
        let Some((before, after)) = rest.split_once('{') else {
            return (rest == text).then_some(());
        };
        text = text.strip_prefix(before)?;
        let (name, after) = after.split_once('}')?;
        let literal = after.split('{').next().unwrap_or_default();
        let end = match (literal, after.is_empty()) {
            (_, true) => text.len(),
            // The last text stands at the end.
            (literal, _) if literal == after => text.len().checked_sub(literal.len())?,
            (literal, _) => text.find(literal)?,
        };
        let value = text.get(..end).filter(|value| !value.is_empty())?;
        found.push((name.to_owned(), value));
        text = text.get(end..)?;
        rest = after;
    }
}

#[cfg(test)]
mod tests {
    use super::captures;

    #[test]
    fn paths_are_matched_from_their_end() {
        type Found = Option<&'static [(&'static str, &'static str)]>;
        let cases: [(&str, &str, Found); 12] = [
            ("/a", "/a", Some(&[])),
            ("/a", "/v1/a", Some(&[])),
            ("/a", "/b", None),
            ("/a/b", "/b", None),
            ("/a/{id}", "/v1/a/7", Some(&[("id", "7")])),
            ("/a/{id}", "/a/", None),
            ("/a/{id}", "/a/b/c", None),
            ("/{a}/{b}", "/x/y", Some(&[("b", "y"), ("a", "x")])),
            ("/{a}.{b}", "/x.y.z", Some(&[("a", "x"), ("b", "y.z")])),
            ("/{a}.json", "/x.y.json", Some(&[("a", "x.y")])),
            ("/a-{id}", "/b-7", None),
            ("/a?b=c", "/a", Some(&[])),
        ];
        for (template, path, expected) in cases {
            let found = captures(template, path);
            let found: Option<Vec<(&str, &str)>> = found.as_ref().map(|found| {
                found
                    .iter()
                    .map(|(name, value)| (&**name, *value))
                    .collect()
            });
            assert_eq!(found.as_deref(), expected, "{template} {path}");
        }
    }
}
