//! Formats of texts: what a text of each looks like, and whether a text is one.

/// A text of that format; `None` for one that is not known here.
pub(super) fn sample(format: &str) -> Option<&'static str> {
    Some(match format {
        "uuid" => "7d444840-9dc0-41d1-b245-5ffdce74fad2",
        "date-time" => "2026-01-05T09:30:00Z",
        "date" => "2026-01-05",
        "time" => "09:30:00Z",
        "duration" => "P1DT2H",
        "email" | "idn-email" => "analyst@example.com",
        "uri" | "url" | "iri" | "uri-reference" | "iri-reference" => "https://example.com/x",
        "hostname" | "idn-hostname" => "example.com",
        "ipv4" => "192.0.2.7",
        "ipv6" => "2001:db8::7",
        "byte" => "aGVsbG8=",
        _ => return None,
    })
}

/// Whether a text is of a format that a client reads as more than text. Written as the client writes it, so that it comes
/// back as it was.
pub(super) fn is(format: &str, text: &str) -> bool {
    match format {
        "uuid" => is_uuid(text),
        "date" => is_date(text),
        "date-time" => text
            .split_once('T')
            .is_some_and(|(date, time)| is_date(date) && is_time(time)),
        "byte" => is_base64(text),
        _ => true,
    }
}

fn is_uuid(text: &str) -> bool {
    let groups: Vec<&str> = text.split('-').collect();
    let lengths: Vec<usize> = groups.iter().map(|group| group.len()).collect();
    let hex = |c: char| matches!(c, '0'..='9' | 'a'..='f');
    lengths == [8, 4, 4, 4, 12] && groups.iter().all(|group| group.chars().all(hex))
}

fn number(text: &str, digits: usize) -> Option<u32> {
    let plain = text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten()
}

fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts.as_slice() else {
        return false;
    };
    let (Some(year), Some(month), Some(day)) = (number(year, 4), number(month, 2), number(day, 2))
    else {
        return false;
    };
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let most = match month {
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        1..=12 => 31,
        _ => 0,
    };
    year > 0 && (1..=most).contains(&day)
}

/// `09:30:00.25Z` or `09:30:00+01:00`.
fn is_time(text: &str) -> bool {
    let Some(zone) = text.find(['Z', '+', '-']) else {
        return false;
    };
    let (clock, zone) = text.split_at(zone);
    let (clock, fraction) = clock.split_once('.').unwrap_or((clock, "0"));
    let at = |text: &str, most: &[u32]| {
        let parts: Vec<&str> = text.split(':').collect();
        parts.len() == most.len()
            && parts
                .iter()
                .zip(most)
                .all(|(part, most)| number(part, 2).is_some_and(|value| value <= *most))
    };
    let zoned = zone == "Z" || at(zone.get(1..).unwrap_or_default(), &[23, 59]);
    zoned
        && at(clock, &[23, 59, 59])
        && (1..=9).contains(&fraction.len())
        && fraction.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_base64(text: &str) -> bool {
    let data = text.trim_end_matches('=');
    // Bits behind the last byte have to be zero, or the text is not what its bytes are written as.
    let last = data.chars().last();
    let clean = match text.len() - data.len() {
        0 => true,
        1 => last.is_some_and(|c| "AEIMQUYcgkosw048".contains(c)),
        2 => last.is_some_and(|c| "AQgw".contains(c)),
        _ => false,
    };
    text.len().is_multiple_of(4)
        && clean
        && data
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn samples_are_of_their_format() {
        for format in ["uuid", "date-time", "date", "byte"] {
            assert!(is(format, sample(format).unwrap()), "{format}");
        }
    }

    #[test]
    fn what_would_be_written_otherwise_is_none() {
        for (format, text) in [
            ("uuid", "7D444840-9DC0-41D1-B245-5FFDCE74FAD2"),
            ("uuid", "7d4448409dc041d1b2455ffdce74fad2"),
            ("date", "2026-02-29"),
            ("date", "2026-2-9"),
            ("date-time", "2026-01-05 09:30:00"),
            ("date-time", "2026-01-05T09:30Z"),
            ("byte", "aGVsbG9="),
            ("byte", "a-_="),
        ] {
            assert!(!is(format, text), "{format} {text}");
        }
        assert!(is("date-time", "2026-01-05T09:30:00.250+01:00"));
    }
}
