//! Reading dates and times of day: RFC 3339, and the near misses that servers send.

use std::fmt;

use time::{Date, Month};

/// A text that is not a date, or not a date and time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidTime(Box<str>);

impl InvalidTime {
    pub(super) fn new(text: &str, expected: &str, reason: impl fmt::Display) -> Self {
        let shown: String = text.chars().take(48).collect();
        Self(format!("{shown:?} is not {expected}: {reason}").into())
    }

    pub(super) fn out_of_range(what: &str) -> Self {
        Self(format!("{what} is outside of the years 0 to 9999").into())
    }
}

impl fmt::Display for InvalidTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for InvalidTime {}

/// An instant, counted from the beginning of 1970 in UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Instant {
    pub(super) seconds: i64,
    pub(super) nanos: u32,
}

/// Reads a date and time. The flag says whether the text has an offset from UTC.
pub(super) fn read_date_time(text: &str) -> Result<(Instant, bool), String> {
    let mut cursor = Cursor(text.as_bytes());
    let date = cursor.date()?;
    let mut instant = Instant {
        seconds: days(date) * 86_400,
        nanos: 0,
    };
    if cursor.is_at_end() {
        return Ok((instant, false));
    }
    if cursor.one_of(b"Tt _").is_none() {
        return Err("`T` expected after the date".to_owned());
    }
    let (seconds, nanos) = cursor.time()?;
    let offset = cursor.offset()?;
    instant.seconds += seconds - offset.unwrap_or(0);
    instant.nanos = nanos;
    Ok((instant, offset.is_some()))
}

/// Reads a date. A date and time will do as well: its date counts.
pub(super) fn read_date(text: &str) -> Result<Date, String> {
    let date = Cursor(text.as_bytes()).date()?;
    if text.len() > 10 {
        read_date_time(text)?;
    }
    Ok(date)
}

/// Days from the beginning of 1970.
fn days(date: Date) -> i64 {
    i64::from(date.to_julian_day()) - 2_440_588
}

/// What is left of a text.
struct Cursor<'a>(&'a [u8]);

impl Cursor<'_> {
    fn is_at_end(&self) -> bool {
        self.0.is_empty()
    }

    /// Takes the next byte if it is one of these.
    fn one_of(&mut self, bytes: &[u8]) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        bytes.contains(first).then(|| {
            self.0 = rest;
            *first
        })
    }

    /// Takes a word.
    fn word(&mut self, word: &[u8]) -> bool {
        match self.0.strip_prefix(word) {
            Some(rest) => {
                self.0 = rest;
                true
            }
            None => false,
        }
    }

    /// Takes a number of exactly so many digits.
    fn number(&mut self, digits: usize, what: &str) -> Result<u32, String> {
        let number = self
            .0
            .get(..digits)
            .filter(|text| text.iter().all(u8::is_ascii_digit));
        let Some(text) = number else {
            return Err(format!("{what} must be {digits} digits"));
        };
        self.0 = self.0.get(digits..).unwrap_or_default();
        Ok(text
            .iter()
            .fold(0, |sum, digit| sum * 10 + u32::from(digit - b'0')))
    }

    /// `2026-01-31`
    fn date(&mut self) -> Result<Date, String> {
        let year = self.number(4, "the year")?;
        self.separator(b"-", "`-` expected after the year")?;
        let month = self.number(2, "the month")?;
        self.separator(b"-", "`-` expected after the month")?;
        let day = self.number(2, "the day")?;
        calendar_date(i64::from(year), month, day)
    }

    /// `12:30`, `12:30:59`, `12:30:59.123`: seconds of the day, and nanoseconds. A leap second is the beginning of
    /// the next minute.
    fn time(&mut self) -> Result<(i64, u32), String> {
        let hour = self.number(2, "the hour")?;
        self.separator(b":", "`:` expected after the hour")?;
        let minute = self.number(2, "the minute")?;
        let mut second = 0;
        let mut nanos = 0;
        if self.one_of(b":").is_some() {
            second = self.number(2, "the second")?;
            if self.one_of(b".,").is_some() {
                nanos = self.fraction()?;
            }
        }
        if second > 60 {
            return Err(format!("there is no second {second}"));
        }
        if hour > 23 || minute > 59 {
            return Err(format!("there is no {hour:02}:{minute:02} o'clock"));
        }
        Ok((i64::from(hour * 3600 + minute * 60 + second), nanos))
    }

    /// The digits after the point. More than nine are read over.
    fn fraction(&mut self) -> Result<u32, String> {
        let mut nanos = 0;
        let mut unit = 100_000_000;
        let mut count = 0;
        while let Some(digit) = self.one_of(b"0123456789") {
            nanos += u32::from(digit - b'0') * unit;
            unit /= 10;
            count += 1;
        }
        if count == 0 {
            return Err("digits expected after the point".to_owned());
        }
        Ok(nanos)
    }

    /// `Z`, `+01:00`, `+0100`, `+01`, ` UTC`, or nothing: seconds east of UTC. It must be the end of the text.
    fn offset(&mut self) -> Result<Option<i64>, String> {
        if self.is_at_end() {
            return Ok(None);
        }
        self.one_of(b" ");
        let mut seconds = 0;
        if let Some(sign) = self.one_of(b"+-") {
            let hours = self.number(2, "the offset's hours")?;
            let colon = self.one_of(b":").is_some();
            let minutes = if colon || !self.is_at_end() {
                self.number(2, "the offset's minutes")?
            } else {
                0
            };
            if hours > 23 || minutes > 59 {
                return Err(format!("there is no offset of {hours:02}:{minutes:02}"));
            }
            seconds = i64::from(hours * 3600 + minutes * 60);
            if sign == b'-' {
                seconds = -seconds;
            }
        } else if self.one_of(b"Zz").is_none() && !self.word(b"UTC") && !self.word(b"GMT") {
            return Err("`Z` or an offset such as `+01:00` expected after the time".to_owned());
        }
        if !self.is_at_end() {
            return Err("nothing may follow the offset".to_owned());
        }
        Ok(Some(seconds))
    }

    fn separator(&mut self, bytes: &[u8], otherwise: &str) -> Result<(), String> {
        match self.one_of(bytes) {
            Some(_) => Ok(()),
            None => Err(otherwise.to_owned()),
        }
    }
}

/// The date of this year, month and day.
pub(super) fn calendar_date(year: i64, month: u32, day: u32) -> Result<Date, String> {
    let Ok(year @ 0..=9999) = i32::try_from(year) else {
        return Err(format!("the year {year} is not one of 0 to 9999"));
    };
    let month = u8::try_from(month)
        .ok()
        .and_then(|month| Month::try_from(month).ok());
    let Some(month) = month else {
        return Err("the month is not one of 1 to 12".to_owned());
    };
    u8::try_from(day)
        .ok()
        .and_then(|day| Date::from_calendar_date(year, month, day).ok())
        .ok_or_else(|| format!("{month} {year} has no day {day}"))
}

#[cfg(test)]
mod tests {
    use super::read_date_time;

    #[test]
    fn near_misses_are_read() {
        let table = [
            ("1970-01-01T00:00:00Z", 0, 0, true),
            ("1970-01-01t00:00:01z", 1, 0, true),
            ("1970-01-01 00:00:01Z", 1, 0, true),
            ("1970-01-01_00:01Z", 60, 0, true),
            ("1970-01-02T00:00:00+01:00", 82_800, 0, true),
            ("1970-01-02T00:00:00-0130", 91_800, 0, true),
            ("1970-01-02T00:00:00+01", 82_800, 0, true),
            ("1970-01-01 00:00:00 UTC", 0, 0, true),
            ("1970-01-01 00:00:00 +0000", 0, 0, true),
            ("1970-01-01T00:00:00-00:00", 0, 0, true),
            ("1970-01-01T00:00:00.5", 0, 500_000_000, false),
            ("1970-01-01T00:00:00,000000001Z", 0, 1, true),
            ("1970-01-01T00:00:00.1234567891234Z", 0, 123_456_789, true),
            ("1970-01-02", 86_400, 0, false),
            ("1969-12-31T23:59:59.25Z", -1, 250_000_000, true),
            ("1990-12-31T23:59:60Z", 662_688_000, 0, true),
            ("2024-02-29T12:00:00Z", 1_709_208_000, 0, true),
            ("0000-01-01T00:00:00+23:59", -62_167_305_540, 0, true),
            ("9999-12-31T23:59:59-23:59", 253_402_387_139, 0, true),
        ];
        for (text, seconds, nanos, has_offset) in table {
            let (instant, offset) = read_date_time(text).unwrap_or_else(|e| panic!("{text}: {e}"));
            assert_eq!(
                (instant.seconds, instant.nanos, offset),
                (seconds, nanos, has_offset),
                "{text}"
            );
        }
    }

    #[test]
    fn the_rest_says_what_is_wrong() {
        let table = [
            ("", "the year must be 4 digits"),
            ("now", "the year must be 4 digits"),
            ("1700000000", "`-` expected after the year"),
            ("2024/01/01", "`-` expected after the year"),
            ("2024-1-01", "the month must be 2 digits"),
            ("2024-13-01", "the month is not one of 1 to 12"),
            ("2024-00-01", "the month is not one of 1 to 12"),
            ("2023-02-29T00:00:00Z", "February 2023 has no day 29"),
            ("2024-01-01x", "`T` expected after the date"),
            ("2024-01-01T", "the hour must be 2 digits"),
            ("2024-01-01T1:00", "the hour must be 2 digits"),
            ("2024-01-01T24:00:00Z", "there is no 24:00 o'clock"),
            ("2024-01-01T23:60:00Z", "there is no 23:60 o'clock"),
            ("2024-01-01T23:59:61Z", "there is no second 61"),
            ("2024-01-01T23:59:00.Z", "digits expected after the point"),
            ("2024-01-01T23:59:00Zx", "nothing may follow the offset"),
            ("2024-01-01T23:59:00+24:00", "there is no offset of 24:00"),
            (
                "2024-01-01T23:59:00+1",
                "the offset's hours must be 2 digits",
            ),
            (
                "2024-01-01T23:59:00+01:",
                "the offset's minutes must be 2 digits",
            ),
            (
                "2024-01-01T23:59:00é",
                "`Z` or an offset such as `+01:00` expected after the time",
            ),
        ];
        for (text, reason) in table {
            assert_eq!(read_date_time(text).unwrap_err(), reason, "{text}");
        }
    }
}
