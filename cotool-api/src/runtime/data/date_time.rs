//! A date and time as RFC 3339 writes it.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use super::calendar::{Instant, InvalidTime, read_date_time};

/// A date and time as RFC 3339 writes it: `2026-01-31T12:00:00Z`.
///
/// It keeps the text it was read from, byte for byte, and writes that text again. Comparing, ordering and hashing go by
/// the instant: `12:00:00Z` and `13:00:00+01:00` are equal, their texts ([`DateTime::as_str`]) are not.
///
/// The near misses that servers send are read as well: a space or a lower-case `t` between date and time, a lower-case
/// `z`, an offset without its colon or minutes, no seconds, a comma before the fraction, a bare date (its midnight). A
/// text without an offset counts as UTC, and [`DateTime::has_offset`] tells. Anything else is an error.
///
/// ```ignore
/// let written: DateTime = "2026-01-31 12:00:00+0100".parse()?;
/// assert_eq!(written, DateTime::from_unix_seconds(1_769_857_200)?);
/// assert_eq!(written.as_str(), "2026-01-31 12:00:00+0100");
///
/// let made = DateTime::try_from(UNIX_EPOCH + Duration::from_millis(1_500))?;
/// assert_eq!(made.as_str(), "1970-01-01T00:00:01.5Z");
/// ```
#[derive(Clone)]
pub struct DateTime {
    text: Box<str>,
    instant: Instant,
    has_offset: bool,
}

impl DateTime {
    /// Reads a text.
    ///
    /// # Errors
    ///
    /// If the text is not a date and time.
    pub fn parse(text: impl Into<String>) -> Result<Self, InvalidTime> {
        Self::from_text(text.into())
    }

    fn from_text(text: String) -> Result<Self, InvalidTime> {
        match read_date_time(&text) {
            Ok((instant, has_offset)) => Ok(Self {
                text: text.into(),
                instant,
                has_offset,
            }),
            Err(reason) => {
                let expected = "a date and time such as 2026-01-31T12:00:00Z";
                Err(InvalidTime::new(&text, expected, reason))
            }
        }
    }

    /// The current time, in UTC.
    #[must_use]
    pub fn now() -> Self {
        // A clock outside of the years 0 to 9999 is no clock.
        Self::try_from(SystemTime::now()).unwrap_or_else(|_| Self {
            text: "1970-01-01T00:00:00Z".into(),
            instant: Instant {
                seconds: 0,
                nanos: 0,
            },
            has_offset: true,
        })
    }

    /// The time so many seconds after the beginning of 1970, in UTC.
    ///
    /// # Errors
    ///
    /// If it is outside of the years 0 to 9999: RFC 3339 has no way to write it.
    pub fn from_unix_seconds(seconds: i64) -> Result<Self, InvalidTime> {
        Self::from_instant(Instant { seconds, nanos: 0 })
    }

    fn from_instant(instant: Instant) -> Result<Self, InvalidTime> {
        let text = OffsetDateTime::from_unix_timestamp(instant.seconds)
            .and_then(|time| time.replace_nanosecond(instant.nanos))
            .ok()
            .and_then(|time| time.format(&Rfc3339).ok());
        match text {
            Some(text) => Ok(Self {
                text: text.into(),
                instant,
                has_offset: true,
            }),
            None => Err(InvalidTime::out_of_range(&format!(
                "{} s after the beginning of 1970",
                instant.seconds
            ))),
        }
    }

    /// The text: the one that was read, or the one that was made.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether the text has an offset from UTC. Without one, UTC is assumed.
    #[must_use]
    pub const fn has_offset(&self) -> bool {
        self.has_offset
    }

    /// Whole seconds since the beginning of 1970; negative before it.
    #[must_use]
    pub const fn unix_seconds(&self) -> i64 {
        self.instant.seconds
    }

    /// Nanoseconds since the last whole second.
    #[must_use]
    pub const fn subsec_nanos(&self) -> u32 {
        self.instant.nanos
    }

    /// As a time of the operating system; `None` where that cannot count so far back or ahead.
    #[must_use]
    pub fn to_system_time(&self) -> Option<SystemTime> {
        let seconds = Duration::from_secs(self.instant.seconds.unsigned_abs());
        let whole = if self.instant.seconds >= 0 {
            UNIX_EPOCH.checked_add(seconds)
        } else {
            UNIX_EPOCH.checked_sub(seconds)
        };
        whole?.checked_add(Duration::from_nanos(u64::from(self.instant.nanos)))
    }
}

impl TryFrom<SystemTime> for DateTime {
    type Error = InvalidTime;

    fn try_from(time: SystemTime) -> Result<Self, InvalidTime> {
        let (seconds, nanos) = match time.duration_since(UNIX_EPOCH) {
            Ok(since) => (i64::try_from(since.as_secs()).ok(), since.subsec_nanos()),
            Err(error) => {
                let before = error.duration();
                let seconds = i64::try_from(before.as_secs()).ok().map(|seconds| -seconds);
                match before.subsec_nanos() {
                    0 => (seconds, 0),
                    nanos => (seconds.map(|seconds| seconds - 1), 1_000_000_000 - nanos),
                }
            }
        };
        match seconds {
            Some(seconds) => Self::from_instant(Instant { seconds, nanos }),
            None => Err(InvalidTime::out_of_range("the time")),
        }
    }
}

impl FromStr for DateTime {
    type Err = InvalidTime;

    fn from_str(text: &str) -> Result<Self, InvalidTime> {
        Self::from_text(text.to_owned())
    }
}

impl fmt::Debug for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DateTime({})", self.text)
    }
}

impl fmt::Display for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

impl PartialEq for DateTime {
    fn eq(&self, other: &Self) -> bool {
        self.instant == other.instant
    }
}

impl Eq for DateTime {}

impl PartialOrd for DateTime {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for DateTime {
    fn cmp(&self, other: &Self) -> Ordering {
        self.instant.cmp(&other.instant)
    }
}

impl Hash for DateTime {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.instant.hash(state);
    }
}

impl Serialize for DateTime {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl<'de> Deserialize<'de> for DateTime {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = super::text::read(deserializer)?;
        Self::from_text(text.into_owned()).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests;
