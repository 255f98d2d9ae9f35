//! Streams as servers send them, cut anywhere.

use super::{Framing as _, Parser};

/// A stream, and the id, event and data of each event in it.
type Case<'a> = (&'a [u8], &'a [(&'a str, &'a str, &'a str)]);

/// What is read, with the text cut into pieces of this size: id, event, data.
fn read(text: &[u8], size: usize) -> Vec<(String, String, String)> {
    let mut parser = Parser::new();
    let mut events = Vec::new();
    for chunk in text.chunks(size) {
        parser.push(chunk);
        while let Some(event) = parser.next().unwrap() {
            events.push((event.id.unwrap_or_default(), event.event, event.data));
        }
    }
    assert!(parser.finish().unwrap().is_none());
    events
}

#[test]
fn events_are_found_however_the_bytes_are_cut() {
    let table: [Case<'_>; 19] = [
        (b"", &[]),
        (b"data: a\n\n", &[("", "message", "a")]),
        (
            b"data: a\r\rdata: b\r\n\r\ndata: c\n\r",
            &[
                ("", "message", "a"),
                ("", "message", "b"),
                ("", "message", "c"),
            ],
        ),
        (b"\xef\xbb\xbfdata: a\n\n", &[("", "message", "a")]),
        (b"\n\xef\xbb\xbfdata: a\n\n", &[]),
        (
            b"data: a\ndata: b\ndata\ndata:\n\n",
            &[("", "message", "a\nb\n\n")],
        ),
        (
            b"data\n\ndata\ndata\n\ndata:",
            &[("", "message", ""), ("", "message", "\n")],
        ),
        (
            b"data:a\n\ndata:  b\n\n",
            &[("", "message", "a"), ("", "message", " b")],
        ),
        (b": comment\ndata: a\n:\n\n", &[("", "message", "a")]),
        (
            b"event: x\ndata: a\n\ndata: b\n\n",
            &[("", "x", "a"), ("", "message", "b")],
        ),
        (b"event: x\n\ndata: b\n\n", &[("", "message", "b")]),
        (
            b"id: 1\ndata: a\n\ndata: b\n\nid\ndata: c\n\n",
            &[
                ("1", "message", "a"),
                ("1", "message", "b"),
                ("", "message", "c"),
            ],
        ),
        (b"id: 1\n\nid: 2\0\ndata: a\n\n", &[("1", "message", "a")]),
        (b"data: a:b: c\n\n", &[("", "message", "a:b: c")]),
        (b"DATA: a\n data: b\nfoo: c\ndata : d\n\n", &[]),
        (
            b"data: \xff\xc3\xa9\n\n",
            &[("", "message", "\u{fffd}\u{e9}")],
        ),
        (
            b"data: whole\n\ndata: cut off\n",
            &[("", "message", "whole")],
        ),
        (b"\r\n\r\n\r\ndata: a\r\n\r\n", &[("", "message", "a")]),
        ("data: 日本\nevent: é\n\n".as_bytes(), &[("", "é", "日本")]),
    ];
    for (text, expected) in table {
        for size in [1, 2, 3, 5, 1000] {
            let found = read(text, size);
            let found: Vec<_> = found
                .iter()
                .map(|(i, e, d)| (i.as_str(), e.as_str(), d.as_str()))
                .collect();
            assert_eq!(
                found,
                expected,
                "{:?} by {size}",
                String::from_utf8_lossy(text)
            );
        }
    }
}

#[test]
fn the_time_to_wait_must_be_digits() {
    let table = [
        ("retry: 10\n", Some(10)),
        ("retry: 1.5\n", None),
        ("retry: -1\n", None),
        ("retry\n", None),
        ("retry: 99999999999999999999\n", None),
    ];
    for (text, millis) in table {
        let mut parser = Parser::new();
        parser.push(text.as_bytes());
        parser.next().unwrap();
        assert_eq!(
            parser.retry().map(|wait| wait.as_millis()),
            millis,
            "{text}"
        );
    }
}

#[test]
fn an_event_has_a_limit() {
    let long = "x".repeat(200);
    for text in [
        format!("data: {long}"),
        format!("data: {long}\n\n"),
        "data: 12345678\n".repeat(20),
        format!(": {long}"),
    ] {
        let mut parser = Parser::new();
        parser.set_limit(100);
        parser.push(text.as_bytes());
        let error = parser.next().unwrap_err();
        assert_eq!(
            error.to_string(),
            "an event is longer than the limit of 100 bytes"
        );
    }
    let mut parser = Parser::new();
    parser.set_limit(100);
    parser.push("data: 12345678\n\n".repeat(20).as_bytes());
    for _ in 0..20 {
        assert!(parser.next().unwrap().is_some());
    }
}

#[test]
fn the_last_id_is_set_by_an_event_without_data_too() {
    let mut parser = Parser::new();
    parser.push(b"id: 5\n");
    assert!(parser.next().unwrap().is_none() && parser.last_event_id().is_none());
    parser.push(b"\n");
    assert!(parser.next().unwrap().is_none());
    assert_eq!(parser.last_event_id(), Some("5"));
}
