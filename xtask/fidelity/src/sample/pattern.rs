//! A text that a pattern matches.

use regex_syntax::hir::{Class, Hir, HirKind};

/// The shortest text that comes to mind, repeated parts long enough for `least` characters; `None` for a pattern that
/// is no regular expression of this kind. Whether it really matches is for the validator to say.
pub(super) fn text(pattern: &str, least: usize) -> Option<String> {
    let hir = regex_syntax::Parser::new().parse(pattern).ok()?;
    let mut text = String::new();
    write(&hir, 0, &mut text)?;
    let short = least.saturating_sub(text.chars().count());
    if short > 0 && short < 10_000 {
        text.clear();
        write(&hir, short, &mut text)?;
    }
    Some(text)
}

fn write(hir: &Hir, more: usize, text: &mut String) -> Option<()> {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => {}
        HirKind::Literal(literal) => text.push_str(std::str::from_utf8(&literal.0).ok()?),
        HirKind::Class(class) => text.push(member(class)?),
        HirKind::Capture(capture) => write(&capture.sub, more, text)?,
        HirKind::Concat(parts) => {
            let mut more = more;
            for part in parts {
                let before = text.chars().count();
                write(part, more, text)?;
                let minimum = part.properties().minimum_len().unwrap_or(0);
                more = more.saturating_sub((text.chars().count() - before).saturating_sub(minimum));
            }
        }
        HirKind::Alternation(parts) => write(parts.first()?, more, text)?,
        HirKind::Repetition(repetition) => {
            let least = repetition.min.max(u32::from(repetition.max != Some(0)));
            let wanted = least.saturating_add(u32::try_from(more).ok()?);
            let times = repetition.max.map_or(wanted, |most| most.min(wanted));
            for _ in 0..times.min(10_000) {
                write(&repetition.sub, 0, text)?;
            }
        }
    }
    Some(())
}

/// A member of a class, a letter or a digit where there is one.
fn member(class: &Class) -> Option<char> {
    match class {
        Class::Unicode(class) => {
            let ranges = class.ranges();
            let has = |c: char| {
                ranges
                    .iter()
                    .any(|range| range.start() <= c && c <= range.end())
            };
            "a0A-_ ./:"
                .chars()
                .find(|c| has(*c))
                .or_else(|| ranges.first().map(|range| range.start()))
        }
        Class::Bytes(class) => class
            .ranges()
            .first()
            .map(|range| char::from(range.start())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_matches() {
        for (pattern, least) in [
            ("^[a-z0-9]+(?:-[a-z0-9]+)*$", 0),
            ("^\\d{4}-\\d{2}$", 0),
            ("^(asc|desc)$", 0),
            ("^[^/]+$", 12),
            ("^arn:aws:[a-z]+:.*$", 30),
        ] {
            let text = text(pattern, least).unwrap();
            let schema = serde_json::json!({"pattern": pattern, "minLength": least});
            let validator = jsonschema::validator_for(&schema).unwrap();
            assert!(
                validator.is_valid(&text.clone().into()),
                "{pattern}: {text}"
            );
        }
    }
}
