//! Bounds and patterns.

use serde_json::Value;

use super::view::View;
use super::{Comparer, Direction, from_to};
use crate::diff::Rule;

/// Keywords that values must not fall below, and whether there is a flag that excludes the bound itself.
const LOWER: &[(&str, Option<&str>)] = &[
    ("minimum", Some("exclusiveMinimum")),
    ("minLength", None),
    ("minItems", None),
    ("minProperties", None),
];

/// Keywords that values must not exceed.
const UPPER: &[(&str, Option<&str>)] = &[
    ("maximum", Some("exclusiveMaximum")),
    ("maxLength", None),
    ("maxItems", None),
    ("maxProperties", None),
];

/// How a bound moved.
#[derive(PartialEq, Eq)]
enum Move {
    Tightened,
    Loosened,
}

impl<'v> Comparer<'v> {
    pub(super) fn bounds(&mut self, old: &View<'v>, new: &View<'v>, direction: Direction) {
        for (sign, keywords) in [(1.0, LOWER), (-1.0, UPPER)] {
            for (keyword, exclusive) in keywords {
                let before = bound(old, keyword, *exclusive, sign);
                let after = bound(new, keyword, *exclusive, sign);
                // Zero is the lowest length there is.
                let plain = |bound: Option<(f64, bool)>| {
                    bound.filter(|(at, _)| exclusive.is_some() || sign < 0.0 || *at > 0.0)
                };
                let moved = match (plain(before), plain(after)) {
                    (None, None) => continue,
                    (None, Some(_)) => Move::Tightened,
                    (Some(_), None) => Move::Loosened,
                    (Some(before), Some(after)) if after > before => Move::Tightened,
                    (Some(before), Some(after)) if after < before => Move::Loosened,
                    _ => continue,
                };
                let detail = format!(
                    "{keyword} {}",
                    from_to(old.first(keyword), new.first(keyword))
                );
                self.bound(moved, old, new, keyword, detail, direction);
            }
        }
        let (before, after) = (old.first("multipleOf"), new.first("multipleOf"));
        if before != after {
            let fits = |a: Option<&Value>, b: Option<&Value>| match (
                a.and_then(Value::as_f64),
                b.and_then(Value::as_f64),
            ) {
                (_, None) => true,
                (Some(a), Some(b)) => a % b == 0.0,
                (None, Some(_)) => false,
            };
            let moved = if fits(before, after) {
                Move::Loosened
            } else {
                Move::Tightened
            };
            let detail = format!("multipleOf {}", from_to(before, after));
            self.bound(moved, old, new, "multipleOf", detail, direction);
        }
        let moved = match (old.says("uniqueItems"), new.says("uniqueItems")) {
            (false, true) => Move::Tightened,
            (true, false) => Move::Loosened,
            _ => return,
        };
        let detail = "uniqueItems".to_owned();
        self.bound(moved, old, new, "uniqueItems", detail, direction);
    }

    fn bound(
        &mut self,
        moved: Move,
        old: &View<'v>,
        new: &View<'v>,
        keyword: &str,
        detail: String,
        direction: Direction,
    ) {
        let rule = match moved {
            Move::Tightened => {
                direction.of(Rule::RequestBoundTightened, Rule::ResponseBoundTightened)
            }
            Move::Loosened => direction.of(Rule::RequestBoundLoosened, Rule::ResponseBoundLoosened),
        };
        self.note_both(rule, &old.place_of(keyword), &new.place_of(keyword), detail);
    }

    pub(super) fn pattern(&mut self, old: &View<'v>, new: &View<'v>, direction: Direction) {
        let (before, after) = (old.first("pattern"), new.first("pattern"));
        let rule = match (before, after) {
            _ if before == after => return,
            (None, _) => direction.of(Rule::RequestPatternAdded, Rule::ResponsePatternAdded),
            (_, None) => direction.of(Rule::RequestPatternRemoved, Rule::ResponsePatternChanged),
            _ => direction.of(Rule::RequestPatternChanged, Rule::ResponsePatternChanged),
        };
        let (was, is) = (old.place_of("pattern"), new.place_of("pattern"));
        self.note_both(rule, &was, &is, from_to(before, after));
    }
}

/// The tightest bound, so written that the greater is the tighter.
fn bound(
    view: &View<'_>,
    keyword: &str,
    exclusive: Option<&str>,
    sign: f64,
) -> Option<(f64, bool)> {
    view.parts
        .iter()
        .filter_map(|(map, _)| {
            let at = map.get(keyword)?.as_f64()? * sign;
            let open = exclusive.and_then(|flag| map.get(flag)?.as_bool());
            Some((at, open == Some(true)))
        })
        .reduce(|a, b| if b > a { b } else { a })
}
