//! The existing name that is nearest to one that does not exist, for messages.

/// How much comparing one document may cost; a document of nothing but wrong references gets no suggestions after it.
const BUDGET: usize = 2_000_000;

/// Suggests names, until it has cost enough.
#[derive(Debug)]
pub(crate) struct Suggester {
    left: usize,
}

impl Suggester {
    pub(crate) fn new() -> Self {
        Self { left: BUDGET }
    }

    /// The candidate that is most like `wanted`, if one is like it at all.
    pub(crate) fn nearest<'c>(
        &mut self,
        wanted: &str,
        candidates: impl Iterator<Item = &'c str>,
    ) -> Option<&'c str> {
        let limit = limit(wanted);
        let mut best: Option<(usize, &str)> = None;
        for candidate in candidates {
            let cost = wanted.len().saturating_mul(candidate.len()).max(1);
            self.left = self.left.checked_sub(cost)?;
            let distance = distance(wanted, candidate);
            if distance <= limit && best.is_none_or(|(least, _)| distance < least) {
                best = Some((distance, candidate));
            }
        }
        best.map(|(_, candidate)| candidate)
    }
}

/// The known name that was probably meant.
pub(crate) fn suggestion<'k>(
    given: &str,
    known: impl IntoIterator<Item = &'k str>,
) -> Option<&'k str> {
    let limit = limit(given);
    known
        .into_iter()
        .map(|name| (distance(given, name), name))
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, name)| name)
}

/// How far a name may be from `wanted` to be like it.
fn limit(wanted: &str) -> usize {
    (wanted.chars().count() / 3).max(1)
}

/// How many letters have to be put in, taken out or changed; the case of letters does not count.
fn distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.to_lowercase().chars().collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (i, a) in left.to_lowercase().chars().enumerate() {
        let mut diagonal = i;
        let mut before = i + 1;
        if let Some(first) = row.first_mut() {
            *first = before;
        }
        for (cell, b) in row.iter_mut().skip(1).zip(&right) {
            let changed = diagonal + usize::from(a != *b);
            diagonal = *cell;
            before = changed.min(diagonal + 1).min(before + 1);
            *cell = before;
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances() {
        assert_eq!(distance("pet", "pet"), 0);
        assert_eq!(distance("Pet", "pets"), 1);
        assert_eq!(distance("kitten", "sitting"), 3);
        assert_eq!(distance("", "abc"), 3);
        assert_eq!(distance("abc", ""), 3);
    }

    #[test]
    fn the_nearest_name_is_suggested() {
        let names = ["Owner", "Pets", "PetList"];
        let mut suggester = Suggester::new();
        assert_eq!(suggester.nearest("pet", names.into_iter()), Some("Pets"));
        assert_eq!(suggester.nearest("Invoice", names.into_iter()), None);
    }

    #[test]
    fn a_typing_error_finds_what_was_meant() {
        assert_eq!(suggestion("Agnets", ["Users", "Agents"]), Some("Agents"));
        assert_eq!(suggestion("Billing", ["Users", "Agents"]), None);
    }
}
