//! A date without a time of day.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::calendar::{InvalidTime, calendar_date, read_date};

/// A date without a time of day: `2026-01-31`.
///
/// It keeps the text it was read from, byte for byte. Comparing goes by the date. Where a server sends a date and time
/// instead, its date counts as it is written there, whatever the offset.
///
/// ```ignore
/// let date: Date = "2026-01-31".parse()?;
/// assert_eq!((date.year(), date.month(), date.day()), (2026, 1, 31));
/// assert!(date < Date::new(2026, 2, 1)?);
/// ```
#[derive(Clone)]
pub struct Date {
    text: Box<str>,
    date: time::Date,
}

impl Date {
    /// The date of this year (0 to 9999), month (1 to 12) and day (from 1).
    ///
    /// # Errors
    ///
    /// If the calendar has no such date.
    pub fn new(year: u16, month: u8, day: u8) -> Result<Self, InvalidTime> {
        let text = format!("{year:04}-{month:02}-{day:02}");
        match calendar_date(i64::from(year), u32::from(month), u32::from(day)) {
            Ok(date) => Ok(Self {
                text: text.into(),
                date,
            }),
            Err(reason) => Err(InvalidTime::new(&text, "a date", reason)),
        }
    }

    /// Reads a text.
    ///
    /// # Errors
    ///
    /// If the text is not a date.
    pub fn parse(text: impl Into<String>) -> Result<Self, InvalidTime> {
        Self::from_text(text.into())
    }

    fn from_text(text: String) -> Result<Self, InvalidTime> {
        match read_date(&text) {
            Ok(date) => Ok(Self {
                text: text.into(),
                date,
            }),
            Err(reason) => Err(InvalidTime::new(&text, "a date such as 2026-01-31", reason)),
        }
    }

    /// The text: the one that was read, or the one that was made.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The year, 0 to 9999.
    #[must_use]
    pub const fn year(&self) -> i32 {
        self.date.year()
    }

    /// The month, 1 to 12.
    #[must_use]
    pub const fn month(&self) -> u8 {
        self.date.month() as u8
    }

    /// The day of the month, from 1.
    #[must_use]
    pub const fn day(&self) -> u8 {
        self.date.day()
    }
}

impl FromStr for Date {
    type Err = InvalidTime;

    fn from_str(text: &str) -> Result<Self, InvalidTime> {
        Self::from_text(text.to_owned())
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Date({})", self.text)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

impl PartialEq for Date {
    fn eq(&self, other: &Self) -> bool {
        self.date == other.date
    }
}

impl Eq for Date {}

impl PartialOrd for Date {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Date {
    fn cmp(&self, other: &Self) -> Ordering {
        self.date.cmp(&other.date)
    }
}

impl Hash for Date {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.date.hash(state);
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = super::text::read(deserializer)?;
        Self::from_text(text.into_owned()).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::Date;

    #[test]
    fn the_text_survives_a_round_trip() {
        for text in ["2026-01-31", "0000-01-01", "2024-02-29T23:00:00-05:00"] {
            let json = format!("{text:?}");
            let date: Date = serde_json::from_str(&json).unwrap();
            assert_eq!(serde_json::to_string(&date).unwrap(), json);
        }
        let date: Date = "2024-02-29T23:00:00-05:00".parse().unwrap();
        assert_eq!(date, Date::new(2024, 2, 29).unwrap());
    }

    #[test]
    fn what_the_calendar_does_not_have_is_an_error() {
        for text in [
            "",
            "2023-02-29",
            "20240101",
            "2024-01-01x",
            "2024-01-01T25:00",
            "é024-01-01",
        ] {
            let error = text.parse::<Date>().unwrap_err().to_string();
            assert!(
                error.contains(" is not a date such as 2026-01-31: "),
                "{error}"
            );
        }
        let error = Date::new(2023, 2, 29).unwrap_err().to_string();
        assert_eq!(
            error,
            "\"2023-02-29\" is not a date: February 2023 has no day 29"
        );
        Date::new(10_000, 1, 1).unwrap_err();
        Date::new(2024, 13, 1).unwrap_err();
        assert_eq!(Date::new(7, 1, 2).unwrap().as_str(), "0007-01-02");
    }

    #[test]
    fn it_is_ordered_by_the_calendar() {
        assert!(Date::new(2023, 12, 31).unwrap() < Date::new(2024, 1, 1).unwrap());
        let date = Date::new(2024, 12, 3).unwrap();
        assert_eq!((date.year(), date.month(), date.day()), (2024, 12, 3));
    }
}
