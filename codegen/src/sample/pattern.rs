//! A text that a pattern matches.

use regex_syntax::hir::{Class, Hir, HirKind};

/// How long a text may become.
const LONGEST: usize = 4096;

/// A short text, its repeated parts long enough for `least` characters; `None` for a pattern that is no regular expression
/// without look-around.
pub(super) fn text(pattern: &str, least: usize) -> Option<String> {
    let hir = regex_syntax::Parser::new().parse(pattern).ok()?;
    let mut text = String::new();
    write(&hir, 0, &mut text)?;
    let missing = least.saturating_sub(text.chars().count());
    if missing > 0 {
        text.clear();
        write(&hir, missing, &mut text)?;
    }
    (text.chars().count() >= least).then_some(text)
}

fn write(hir: &Hir, more: usize, text: &mut String) -> Option<()> {
    if text.len() > LONGEST {
        return None;
    }
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => {}
        HirKind::Literal(literal) => text.push_str(std::str::from_utf8(&literal.0).ok()?),
        HirKind::Class(class) => text.push(member(class)?),
        HirKind::Capture(capture) => write(&capture.sub, more, text)?,
        HirKind::Concat(parts) => {
            let mut more = more;
            for part in parts {
                let shortest = part.properties().minimum_len().unwrap_or_default();
                let before = text.chars().count();
                write(part, more, text)?;
                more = more.saturating_sub(
                    (text.chars().count() - before).saturating_sub(shortest.max(1)),
                );
            }
        }
        HirKind::Alternation(parts) => write(parts.first()?, more, text)?,
        HirKind::Repetition(repetition) => {
            // One where none would do: an empty text says nothing.
            let least = repetition.min.max(1);
            let wanted = least.saturating_add(u32::try_from(more).ok()?);
            for _ in 0..repetition.max.map_or(wanted, |most| most.min(wanted)) {
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
            let has = |c: &char| {
                class
                    .iter()
                    .any(|range| range.start() <= *c && *c <= range.end())
            };
            "a0A-_ ./:"
                .chars()
                .find(has)
                .or_else(|| class.iter().next().map(|range| range.start()))
        }
        Class::Bytes(class) => class.iter().next().map(|range| char::from(range.start())),
    }
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn texts_are_short_and_match() {
        for (pattern, least, expected) in [
            ("^[a-z0-9]+(?:-[a-z0-9]+)*$", 0, "a-a"),
            ("^\\d{4}-\\d{2}$", 0, "0000-00"),
            ("^(asc|desc)$", 0, "asc"),
            ("^[^/]+$", 5, "aaaaa"),
            ("^x*y$", 0, "xy"),
            ("sk_", 0, "sk_"),
        ] {
            assert_eq!(text(pattern, least).as_deref(), Some(expected), "{pattern}");
        }
        assert_eq!(text("^(?!a)b$", 0), None);
    }
}
