//! Names for what the document leaves without one, and for two things that want the same.

use heck::{ToSnakeCase, ToUpperCamelCase};

/// The singular of an English plural, where the ending gives it away; otherwise the text itself.
pub(super) fn singular(text: &str) -> String {
    const IRREGULAR: &[(&str, &str)] = &[
        ("statuses", "status"),
        ("aliases", "alias"),
        ("children", "child"),
        ("people", "person"),
        ("indices", "index"),
        ("movies", "movie"),
        ("series", "series"),
        ("species", "species"),
        ("news", "news"),
    ];
    let lower = text.to_ascii_lowercase();
    for (plural, one) in IRREGULAR {
        if lower.ends_with(plural)
            && let Some(stem) = text.get(..text.len() - plural.len())
        {
            let word = text.get(stem.len()..).unwrap_or_default();
            let kept = if word.starts_with(|c: char| c.is_ascii_uppercase()) {
                one.to_upper_camel_case()
            } else {
                (*one).to_owned()
            };
            return format!("{stem}{kept}");
        }
    }
    let strip = |suffix: &str, put: &str| {
        lower
            .ends_with(suffix)
            .then(|| text.get(..text.len() - suffix.len()))
            .flatten()
            .map(|stem| format!("{stem}{put}"))
    };
    if text.len() < 3 || lower.ends_with("ss") || lower.ends_with("us") || lower.ends_with("is") {
        return text.to_owned();
    }
    strip("ies", "y")
        .or_else(|| strip("sses", "ss"))
        .or_else(|| strip("xes", "x"))
        .or_else(|| strip("ches", "ch"))
        .or_else(|| strip("shes", "sh"))
        .or_else(|| strip("s", ""))
        .unwrap_or_else(|| text.to_owned())
}

/// What tells this text apart from another that makes the same identifier: how it is written.
pub(super) fn casing(text: &str) -> &'static str {
    let has = |test: fn(char) -> bool| text.chars().any(test);
    if has(|c| c == '-') {
        "kebab"
    } else if has(|c| c == '.') {
        "dotted"
    } else if has(|c| c == '_') && !has(char::is_lowercase) {
        "screaming"
    } else if has(|c| c == '_') {
        "snake"
    } else if has(char::is_whitespace) {
        "spaced"
    } else if !has(char::is_lowercase) {
        "upper"
    } else if !has(char::is_uppercase) {
        "lower"
    } else if text.starts_with(char::is_uppercase) {
        "pascal"
    } else {
        "camel"
    }
}

/// The text with every sign spelled out: tells `a+` from `a-`.
pub(super) fn spelled_out(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        let word = match c {
            '+' => "plus",
            '-' => "minus",
            '*' => "star",
            '/' => "slash",
            '<' => "less",
            '>' => "greater",
            '=' => "equal",
            '!' => "not",
            '.' => "dot",
            ',' => "comma",
            ':' => "colon",
            '#' => "hash",
            '$' => "dollar",
            '%' => "percent",
            '&' => "and",
            '|' => "or",
            '~' => "tilde",
            '@' => "at",
            '?' => "question",
            '_' => "underscore",
            ' ' => "space",
            c => {
                out.push(c);
                continue;
            }
        };
        out.push(' ');
        out.push_str(word);
        out.push(' ');
    }
    out
}

/// Texts to try for a thing that the document names `text`, most natural first.
pub(super) fn candidates(text: &str) -> [String; 3] {
    [
        text.to_owned(),
        spelled_out(text),
        format!("{text} {}", casing(text)),
    ]
}

/// Whether `text` is already written as a field name: it then has the first claim to it.
pub(super) fn is_snake(text: &str) -> bool {
    text.to_snake_case() == text
}

/// Whether `text` is already written as a type name: it then has the first claim to it.
pub(super) fn is_pascal(text: &str) -> bool {
    text.to_upper_camel_case() == text
}

/// `name` with a word for what it is, unless it ends in one already.
pub(super) fn with_suffix(name: &str, word: &str, endings: &[&str]) -> String {
    let lower = name.to_ascii_lowercase();
    if endings.iter().any(|ending| lower.ends_with(ending)) {
        name.to_owned()
    } else {
        format!("{name} {word}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plurals_with_a_plain_ending_have_a_singular() {
        for (many, one) in [
            ("attachments", "attachment"),
            ("attachmentIds", "attachmentId"),
            ("entries", "entry"),
            ("addresses", "address"),
            ("boxes", "box"),
            ("responses", "response"),
            ("jobStatuses", "jobStatus"),
            ("status", "status"),
            ("data", "data"),
            ("analysis", "analysis"),
            ("ids", "id"),
        ] {
            assert_eq!(singular(many), one);
        }
    }

    #[test]
    fn signs_and_casing_tell_values_apart() {
        assert_eq!(spelled_out("a+").trim(), "a plus");
        assert_eq!(casing("connectionString"), "camel");
        assert_eq!(casing("ASC"), "upper");
        assert_eq!(casing("a.b"), "dotted");
    }
}
