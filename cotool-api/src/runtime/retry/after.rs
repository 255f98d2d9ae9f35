//! What servers say of when to come back.

use std::time::{Duration, SystemTime};

use http::HeaderMap;
use http::header::RETRY_AFTER;
use time::{Date, Month, PrimitiveDateTime, Time};

/// How long the server asks to be left alone: `retry-after-ms`, or `Retry-After` in seconds or as a date. A date in
/// the past is no time at all.
pub(crate) fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let text = |name: &str| headers.get(name)?.to_str().ok().map(str::trim);
    if let Some(millis) = text("retry-after-ms").and_then(number) {
        return Some(millis / 1000);
    }
    let value = text(RETRY_AFTER.as_str())?;
    if let Some(seconds) = number(value) {
        return Some(seconds);
    }
    Some(date(value)?.duration_since(now).unwrap_or_default())
}

/// A number of seconds. Fractions are not in the standard, and are sent all the same.
fn number(text: &str) -> Option<Duration> {
    if !text
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'.')
    {
        return None;
    }
    match text.parse::<u64>() {
        Ok(seconds) => Some(Duration::from_secs(seconds)),
        // More than can be said is longer than anyone waits.
        Err(_) => {
            let seconds: f64 = text.parse().ok()?;
            Some(Duration::try_from_secs_f64(seconds).unwrap_or(Duration::MAX))
        }
    }
}

/// A date in one of the three formats of HTTP: `Sun, 06 Nov 1994 08:49:37 GMT`, `Sunday, 06-Nov-94 08:49:37 GMT` and
/// `Sun Nov  6 08:49:37 1994`. The weekday is left out of account.
fn date(text: &str) -> Option<SystemTime> {
    let words: Vec<&str> = text
        .split([' ', '-', ','])
        .filter(|word| !word.is_empty())
        .collect();
    let (day, month, year, clock) = match words.as_slice() {
        [_, day, month, year, clock, "GMT"] => (day, month, year, clock),
        [_, month, day, clock, year] => (day, month, year, clock),
        _ => return None,
    };
    let year = match (year.len(), year.parse::<i32>().ok()?) {
        (4, year) => year,
        // A date to come back at is never in the last century.
        (2, year) => 2000 + year,
        _ => return None,
    };
    let mut clock = clock.split(':').map(str::parse::<u8>);
    let mut part = || clock.next()?.ok();
    let (hour, minute, second) = (part()?, part()?, part()?);
    let date = Date::from_calendar_date(year, named(month)?, day.parse().ok()?).ok()?;
    // A leap second has no name here.
    let time = Time::from_hms(hour, minute, second.min(59)).ok()?;
    Some(PrimitiveDateTime::new(date, time).assume_utc().into())
}

fn named(month: &str) -> Option<Month> {
    const NAMES: &str = "JanFebMarAprMayJunJulAugSepOctNovDec";
    let place = NAMES
        .find(month)
        .filter(|place| month.len() == 3 && place % 3 == 0)?;
    Month::try_from(u8::try_from(place / 3 + 1).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(name: &'static str, value: &str) -> Option<u64> {
        // Sun, 06 Nov 2044 08:49:00 GMT.
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(2_362_034_940);
        let headers = HeaderMap::from_iter([(
            http::HeaderName::from_static(name),
            http::HeaderValue::from_str(value).unwrap(),
        )]);
        retry_after(&headers, now)
            .map(|duration| u64::try_from(duration.as_millis()).unwrap_or(u64::MAX))
    }

    #[test]
    fn every_form_is_understood() {
        let cases = [
            ("retry-after", "120", Some(120_000)),
            ("retry-after", " 0 ", Some(0)),
            ("retry-after", "1.5", Some(1500)),
            ("retry-after", "Sun, 06 Nov 2044 08:49:37 GMT", Some(37_000)),
            (
                "retry-after",
                "Sunday, 06-Nov-44 08:49:37 GMT",
                Some(37_000),
            ),
            ("retry-after", "Sun Nov  6 08:49:37 2044", Some(37_000)),
            ("retry-after", "Sun, 06 Nov 1994 08:49:37 GMT", Some(0)),
            ("retry-after", "", None),
            ("retry-after", "-1", None),
            ("retry-after", "soon", None),
            ("retry-after", "1e9", None),
            ("retry-after", ".", None),
            ("retry-after-ms", "250", Some(250)),
            ("retry-after", "99999999999999999999999999", Some(u64::MAX)),
        ];
        for (name, value, expected) in cases {
            assert_eq!(asked(name, value), expected, "{name}: {value}");
        }
        assert_eq!(asked("retry-after", "18446744073709551615"), Some(u64::MAX));
    }
}
