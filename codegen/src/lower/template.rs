//! Path templates.

use crate::model::PathSegment;

/// Takes a path template apart.
pub(super) fn segments(path: &str) -> Vec<PathSegment> {
    let mut out = Vec::new();
    let mut literal = String::new();
    let mut rest = path;
    while let Some(open) = rest.find('{') {
        let (before, from) = rest.split_at(open);
        let Some((name, after)) = from.strip_prefix('{').and_then(|text| text.split_once('}'))
        else {
            break;
        };
        literal.push_str(before);
        if name.is_empty() || name.contains(['{', '/']) {
            literal.push('{');
            rest = from.strip_prefix('{').unwrap_or_default();
            continue;
        }
        if !literal.is_empty() {
            out.push(PathSegment::Literal(std::mem::take(&mut literal)));
        }
        out.push(PathSegment::Param(name.to_owned()));
        rest = after;
    }
    literal.push_str(rest);
    if !literal.is_empty() {
        out.push(PathSegment::Literal(literal));
    }
    out
}

/// Names of a template's parameters, in order, each once.
pub(super) fn params(path: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for segment in segments(path) {
        if let PathSegment::Param(name) = segment
            && !out.contains(&name)
        {
            out.push(name);
        }
    }
    out
}

/// The segments of a path that hold no parameter.
pub(super) fn literals(path: &str) -> Vec<String> {
    path.split('/')
        .filter(|segment| segment.chars().any(char::is_alphanumeric) && !segment.contains('{'))
        .map(str::to_owned)
        .collect()
}

/// A path in words: `agents by id runs`.
pub(super) fn words(path: &str) -> String {
    let mut out = Vec::new();
    for segment in segments(path) {
        match segment {
            PathSegment::Literal(text) => out.push(text),
            PathSegment::Param(name) => out.push(format!("by {name}")),
        }
    }
    out.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_comes_apart() {
        let literal = |text: &str| PathSegment::Literal(text.to_owned());
        let param = |text: &str| PathSegment::Param(text.to_owned());
        assert_eq!(
            segments("/a/{id}.{ext}/b"),
            [
                literal("/a/"),
                param("id"),
                literal("."),
                param("ext"),
                literal("/b")
            ]
        );
        assert_eq!(segments("/a/{id"), [literal("/a/{id")]);
        assert_eq!(segments("/a/{}"), [literal("/a/{}")]);
        assert_eq!(params("/{a}/{b}/{a}"), ["a", "b"]);
    }
}
