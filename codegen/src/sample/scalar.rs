//! Texts and numbers.

use serde_json::{Number, Value};

use super::flat::Flat;
use super::{Sampler, Words, format, pattern};

/// Text with some of everything that has to be escaped in a path, a query or a form.
const AWKWARD: &str = "salt & pepper/é";

impl Sampler<'_> {
    pub(super) fn text(&self, flat: &Flat<'_>, name: &str) -> Option<String> {
        let least = flat.length("minLength").unwrap_or_default();
        let most = flat.length("maxLength").unwrap_or(usize::MAX);
        if least > most || least > 100_000 {
            return None;
        }
        if let Some(pattern) = flat.text("pattern") {
            let text = pattern::text(pattern, least)?;
            let format = flat.text("format").unwrap_or_default();
            if format::is(format, &text) {
                return (text.chars().count() <= most).then_some(text);
            }
            // A pattern that says roughly what the format says.
        }
        if let Some(sample) = flat.text("format").and_then(format::sample)
            && (least..=most).contains(&sample.chars().count())
        {
            return Some(sample.to_owned());
        }
        let word = match self.words {
            Words::Plain if name.is_empty() => "text",
            Words::Plain => name,
            Words::Awkward => AWKWARD,
        };
        let text: String = word
            .chars()
            .cycle()
            .take(word.chars().count().max(least).min(most))
            .collect();
        Some(text)
    }

    pub(super) fn number(&self, flat: &Flat<'_>, name: &str) -> Option<Value> {
        let whole = self.is_whole(flat, name);
        let step = flat.number("multipleOf").filter(|step| *step > 0.0);
        let step = step.map_or(1.0, |step| if whole { step.max(1.0) } else { step });
        let least = flat.number("minimum");
        let most = flat.number("maximum");
        let wish = if whole || flat.keywords.contains_key("multipleOf") {
            7.0
        } else {
            1.5
        };
        let above = flat.flag("exclusiveMinimum");
        let below = flat.flag("exclusiveMaximum");
        let fits = |value: f64| {
            least.is_none_or(|least| value > least || (value >= least && !above))
                && most.is_none_or(|most| value < most || (value <= most && !below))
        };
        let on_grid = |value: f64| (value / step).ceil() * step;
        let candidates = [
            Some(wish),
            least.map(on_grid),
            least.map(|least| on_grid(least) + step),
            most.map(|most| (most / step).floor() * step),
            most.map(|most| (most / step).floor() * step - step),
            least
                .zip(most)
                .map(|(least, most)| f64::midpoint(least, most)),
            Some(on_grid(wish)),
            Some(0.0),
        ];
        let exact = |value: &f64| {
            !flat.keywords.contains_key("multipleOf")
                || (value / step - (value / step).round()).abs() < 1e-9
        };
        let value = candidates
            .into_iter()
            .flatten()
            .filter(|value| !whole || value.fract() == 0.0)
            .filter(exact)
            .find(|value| fits(*value))?;
        if whole {
            whole_number(value).map(Value::from)
        } else {
            Number::from_f64(value).map(Value::Number)
        }
    }

    /// Whether the number has no fraction, by the document or by what is settled.
    pub(super) fn is_whole(&self, flat: &Flat<'_>, name: &str) -> bool {
        flat.kind() == Some("integer") || self.whole.contains(name)
    }
}

/// The integer that a number without a fraction is, if that is exact.
fn whole_number(value: f64) -> Option<i64> {
    format!("{value:.0}")
        .parse()
        .ok()
        .filter(|_| value.abs() <= 9_007_199_254_740_992.0)
}
