//! Numbers of things, in whatever type the document gives them.

/// A number of things. Less than nothing, and a number with a fraction, count nothing.
pub trait Count {
    /// The number.
    fn count(&self) -> Option<u64>;
}

impl Count for u64 {
    fn count(&self) -> Option<u64> {
        Some(*self)
    }
}

impl Count for i64 {
    fn count(&self) -> Option<u64> {
        u64::try_from(*self).ok()
    }
}

impl Count for i32 {
    fn count(&self) -> Option<u64> {
        u64::try_from(*self).ok()
    }
}

impl Count for f64 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "it is not negative, has no fraction, and what is too large becomes the largest"
    )]
    fn count(&self) -> Option<u64> {
        (self.fract() == 0.0 && *self >= 0.0).then_some(*self as u64)
    }
}

/// The number that a text of a query says.
pub(super) fn parse(text: &str) -> Option<u64> {
    match text.parse::<u64>() {
        Ok(number) => Some(number),
        Err(_) => text.parse::<f64>().ok()?.count(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_numbers_from_nought_on_count() {
        assert_eq!(7_i64.count(), Some(7));
        assert_eq!((-1_i32).count(), None);
        assert_eq!(7.0.count(), Some(7));
        for number in [7.5, -1.0, f64::NAN, f64::INFINITY] {
            assert_eq!(number.count(), None, "{number}");
        }
        assert_eq!(parse("100"), Some(100));
        assert_eq!(parse("1e2"), Some(100));
        assert_eq!(parse("-1"), None);
        assert_eq!(parse("first"), None);
    }
}
