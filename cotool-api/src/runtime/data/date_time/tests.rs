//! Texts that are read, made and compared.

use std::time::{Duration, UNIX_EPOCH};

use super::DateTime;

#[test]
fn the_text_survives_a_round_trip() {
    for text in [
        "2026-01-31T12:00:00Z",
        "2026-01-31 12:00:00.120000+0100",
        "2026-01-31t12:00:00.123456789012z",
        "2026-01-31T12:00",
        "2026-01-31",
    ] {
        let json = format!("{text:?}");
        let time: DateTime = serde_json::from_str(&json).unwrap();
        assert_eq!(serde_json::to_string(&time).unwrap(), json);
        assert_eq!(time.to_string(), text);
    }
}

#[test]
fn it_is_compared_by_the_instant() {
    let time = |text: &str| text.parse::<DateTime>().unwrap();
    assert_eq!(
        time("2026-01-31T12:00:00Z"),
        time("2026-01-31T13:00:00.000+01:00")
    );
    assert!(time("2026-01-31T12:00:00Z") < time("2026-01-31T12:00:00.1Z"));
    assert!(time("2026-01-31T12:00:00+01:00") < time("2026-01-31T11:30:00Z"));
    assert_eq!(time("2026-01-31T12:00:00"), time("2026-01-31T12:00:00Z"));
    assert!(!time("2026-01-31T12:00:00").has_offset());
}

#[test]
fn a_time_of_the_system_comes_back() {
    let table = [
        (UNIX_EPOCH, "1970-01-01T00:00:00Z"),
        (
            UNIX_EPOCH + Duration::from_nanos(1),
            "1970-01-01T00:00:00.000000001Z",
        ),
        (
            UNIX_EPOCH - Duration::from_millis(1),
            "1969-12-31T23:59:59.999Z",
        ),
        (UNIX_EPOCH - Duration::from_secs(1), "1969-12-31T23:59:59Z"),
        (
            UNIX_EPOCH + Duration::from_secs(253_402_300_799),
            "9999-12-31T23:59:59Z",
        ),
    ];
    for (time, text) in table {
        let made = DateTime::try_from(time).unwrap();
        assert_eq!(made.as_str(), text);
        assert_eq!(made.to_system_time(), Some(time));
        assert_eq!(made, text.parse().unwrap());
    }
    let now = DateTime::now();
    assert!(
        now.as_str() > "2024" && now.unix_seconds() > 1_700_000_000,
        "{now}"
    );
}

#[test]
fn years_that_cannot_be_written_are_errors() {
    for seconds in [i64::MIN, i64::MAX, 253_402_300_800, -62_167_219_201] {
        let error = DateTime::from_unix_seconds(seconds)
            .unwrap_err()
            .to_string();
        assert!(
            error.ends_with("is outside of the years 0 to 9999"),
            "{error}"
        );
    }
    assert_eq!(
        DateTime::from_unix_seconds(-62_167_219_200)
            .unwrap()
            .as_str(),
        "0000-01-01T00:00:00Z"
    );
    DateTime::try_from(UNIX_EPOCH + Duration::from_secs(1 << 50)).unwrap_err();
}

#[test]
fn an_error_quotes_the_text_and_says_why() {
    let error = serde_json::from_str::<DateTime>(r#""yesterday""#)
        .unwrap_err()
        .to_string();
    assert!(
        error.starts_with(
            "\"yesterday\" is not a date and time such as 2026-01-31T12:00:00Z: the year must be 4 digits"
        ),
        "{error}"
    );
    let error = DateTime::parse("x".repeat(100_000))
        .unwrap_err()
        .to_string();
    assert!(error.len() < 200, "{}", error.len());
    serde_json::from_str::<DateTime>("1700000000").unwrap_err();
}
