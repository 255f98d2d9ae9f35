//! Path templates.

use std::fmt;

/// Why a template gives no path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum PathError {
    /// A parameter of the template has no value.
    Missing(String),
    /// The value is empty: the path would be that of another operation.
    Empty(String),
    /// The segment would be `.` or `..`, which URLs do not keep.
    Dots(String),
}

impl fmt::Display for PathError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing(name) => write!(f, "the path parameter `{name}` has no value"),
            Self::Empty(name) => write!(
                f,
                "the path parameter `{name}` is empty, which would ask for another path"
            ),
            Self::Dots(name) => write!(
                f,
                "the path parameter `{name}` makes the path segment `.` or `..`, which would ask for another path"
            ),
        }
    }
}

/// The template with its parameters put in. `values` are escaped already.
pub(crate) fn expand(template: &str, values: &[(&str, String)]) -> Result<String, PathError> {
    let mut path = String::with_capacity(template.len() + 32);
    // A segment is what stands between two `/`; `last` is the parameter that it holds, if any.
    let mut segment = String::new();
    let mut last: Option<&str> = None;
    let mut rest = template;
    while let Some(next) = rest.chars().next() {
        let parameter = rest
            .strip_prefix('{')
            .and_then(|inner| inner.split_once('}'))
            .filter(|(name, _)| !name.contains('/'));
        if let Some((name, after)) = parameter {
            let value = values
                .iter()
                .find_map(|(known, value)| (*known == name).then_some(value))
                .ok_or_else(|| PathError::Missing(name.to_owned()))?;
            if value.is_empty() {
                return Err(PathError::Empty(name.to_owned()));
            }
            segment.push_str(value);
            last = Some(name);
            rest = after;
            continue;
        }
        if matches!(next, '/' | '?' | '#') {
            close(&mut path, &mut segment, last.take())?;
        }
        if next == '#' {
            // A fragment is not sent; some documents use it to tell operations on one path apart.
            return Ok(path);
        }
        if next == '?' {
            path.push_str(rest);
            return Ok(path);
        }
        if next == '/' {
            path.push('/');
        } else {
            segment.push(next);
        }
        rest = rest.get(next.len_utf8()..).unwrap_or_default();
    }
    close(&mut path, &mut segment, last)?;
    Ok(path)
}

fn close(path: &mut String, segment: &mut String, holds: Option<&str>) -> Result<(), PathError> {
    if let Some(name) = holds
        && matches!(segment.as_str(), "." | "..")
    {
        return Err(PathError::Dots(name.to_owned()));
    }
    path.push_str(segment);
    segment.clear();
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn expanded(template: &str, values: &[(&str, &str)]) -> Result<String, PathError> {
        let values: Vec<_> = values
            .iter()
            .map(|(name, text)| (*name, (*text).to_owned()))
            .collect();
        expand(template, &values)
    }

    #[test]
    fn parameters_are_put_in() {
        let cases = [
            ("/a/{b}/c", vec![("b", "1")], "/a/1/c"),
            (
                "/{a}.{b}/{c.d}",
                vec![("a", "1"), ("b", "2"), ("c.d", "3")],
                "/1.2/3",
            ),
            ("/a{m}", vec![("m", ";m=1")], "/a;m=1"),
            ("/{name}:run", vec![("name", "x")], "/x:run"),
            ("/{a}/{a}", vec![("a", "1")], "/1/1"),
            ("/x.{a}", vec![("a", ".")], "/x.."),
            ("/a/{b", vec![], "/a/{b"),
            ("/a?x=1", vec![], "/a?x=1"),
            ("/a/{b}#c", vec![("b", "1")], "/a/1"),
            ("/./{b}", vec![("b", "é")], "/./é"),
            ("", vec![], ""),
        ];
        for (template, values, path) in cases {
            assert_eq!(
                expanded(template, &values).as_deref(),
                Ok(path),
                "{template}"
            );
        }
    }

    #[test]
    fn values_that_would_change_the_path_are_refused() {
        let dots = |name: &str| Err(PathError::Dots(name.to_owned()));
        assert_eq!(expanded("/a/{b}", &[("b", ".")]), dots("b"));
        assert_eq!(expanded("/a/{b}/c", &[("b", "..")]), dots("b"));
        assert_eq!(expanded("/a/{b}?c", &[("b", "..")]), dots("b"));
        assert_eq!(expanded("/{a}{b}", &[("a", "."), ("b", ".")]), dots("b"));
        assert_eq!(expanded("/a/.{b}", &[("b", ".")]), dots("b"));
        assert_eq!(
            expanded("/a/{b}", &[("b", "")]),
            Err(PathError::Empty("b".to_owned()))
        );
        assert_eq!(
            expanded("/a/{b}", &[]),
            Err(PathError::Missing("b".to_owned()))
        );
    }
}
